// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CeremonyRun.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace hufu {

class ErrorBox;
class RichText;

/// Plans a ceremony: script, keys, custodians and quorum, witness, room, media; beside it the rule as it is in force for just this plan: who takes part, who is
/// excluded and why, what to beware of. Nothing is signed here; planned() hands the plan over.
class CeremonyForm : public QDialog {
    Q_OBJECT
public:
    CeremonyForm(House &house, CeremonyKind kind, QWidget *parent = nullptr);
    ~CeremonyForm() override;

    void setKind(CeremonyKind kind);
    void setScriptFile(const QString &path); ///< a script of the house's own
    void addMedium(const QString &folder);
    void setPackage(const QString &folder); ///< or its medium

Q_SIGNALS:
    void planned(const hufu::PlannedCeremony &planned);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill(const Result<CeremonyBook> &book);
    void choose();          ///< another script
    void showHash();        ///< the script's
    CeremonyDraft draft() const;
    void askFolder(const QString &title, std::function<void(const QString &)> chosen);
    void judge();
    void judged(const Result<PlannedCeremony> &planned, const Result<void> &allowed);
    QString ruleText() const;
    QString packageText(const Ceremony &ceremony) const;
    void saveScript();
    void check();
    void retranslate();
    bool ofPackage() const; ///< the medium with the package is read
    bool ofEarlier() const; ///< an earlier package is named

    House &m_house;
    const Person m_officer;
    QLabel *m_scriptLabel, *m_keysLabel, *m_packageLabel, *m_custodiansLabel, *m_neededLabel, *m_witnessLabel, *m_roomLabel, *m_mediaLabel,
        *m_scriptHash;
    QComboBox *m_script, *m_witness, *m_earlier;
    QPushButton *m_ownScript, *m_print, *m_addMedium, *m_removeMedium, *m_choosePackage, *m_begin, *m_cancel;
    QListWidget *m_keys, *m_custodians, *m_media;
    QCheckBox *m_wholeHouse;
    QSpinBox *m_needed;
    QLineEdit *m_room, *m_package;
    QLabel *m_ruleTitle;
    RichText *m_rule;
    ErrorBox *m_error;
    QWidget *m_packageField, *m_keysField, *m_mediaField; ///< what stands beside the labels
    QTimer m_typing;
    std::optional<CeremonyBook> m_book;
    std::vector<CeremonyCandidate> m_candidates;
    std::optional<CeremonyScript> m_chosen, m_own;
    std::optional<PlannedCeremony> m_planned; ///< as it was judged last
    std::optional<Error> m_objection;
    quint64 m_judged = 0;
    PendingJobs m_jobs;
};

} // namespace hufu
