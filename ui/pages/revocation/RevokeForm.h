// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RevocationPreview.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace hufu {

class CosignBox;
class ErrorBox;
class House;
class ProofBox;

/// Revokes or suspends chosen certificates of the own CA, or lifts their suspension: says first what stops, what is left out and why, and
/// who has to sign. Once the authority has agreed it shows whether relying parties see it, until it is
/// closed; lifting a suspension closes it at once.
class RevokeForm : public QDialog {
    Q_OBJECT
public:
    enum class Deed { Revoke, Resume };

    RevokeForm(House &house, std::shared_ptr<const Inventory> inventory, std::vector<Row> rows, Deed deed, QWidget *parent = nullptr);
    ~RevokeForm() override;
    /// Filled with what a queued command says, whose place this takes; of a resumption the note counts alone.
    void edit(const std::string &queued, const RevocationForm &form);

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    /// The preview with the names of what it cannot be about.
    struct Seen {
        RevocationPreview preview;
        std::vector<std::pair<std::string, std::string>> foreign; ///< title and issuer of certificates of other CAs, at most mostNamed
    };
    static constexpr std::size_t mostNamed = 8;
    static constexpr int manyCertificates = 20;

    RevocationReason reason() const;
    bool suspends() const;
    void chooseOccasion();
    void look(); ///< previews anew
    void check();
    QString previewText() const;
    QString whySecond() const;
    bool isGrave() const; ///< so many, or a core service: a click alone is not enough
    void submit();
    void showProof(const QString &sentence, const std::vector<Sha256> &certificates);
    QString doneText(int count, std::optional<std::uint64_t> crlNumber) const;
    void retranslate();

    House &m_house;
    std::shared_ptr<const Inventory> m_inventory;
    std::vector<Row> m_rows;
    Deed m_deed;
    std::string m_replaced; ///< see edit(); empty: none
    QLabel *m_intro;
    QRadioButton *m_revoke, *m_suspend;
    QLabel *m_occasionLabel, *m_reasonLabel, *m_meaning, *m_noteLabel, *m_preview, *m_signer, *m_confirmLabel;
    QComboBox *m_occasion, *m_reason;
    QCheckBox *m_since;
    QDateTimeEdit *m_sinceWhen;
    QLineEdit *m_note, *m_confirm;
    CosignBox *m_cosign;
    ProofBox *m_proof;
    QWidget *m_question; ///< all that is asked before the deed
    ErrorBox *m_error;
    QPushButton *m_act, *m_cancel;
    std::optional<Seen> m_seen;
    quint64 m_lookNumber = 0;
    bool m_running = false;
    bool m_over = false; ///< done: shows the proof
    PendingJobs m_jobs;
};

} // namespace hufu
