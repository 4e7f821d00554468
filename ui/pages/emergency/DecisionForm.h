// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyImpact.h"
#include "models/replica/House.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace hufu {

class CosignBox;

/// The decision of an emergency: revoke or suspend, why, since when the key is not to be trusted, and who signs too: at this desk, at another, or nobody,
/// where policy lets one alone suspend. Everything has a value that fits the case; a practised officer presses one button.
class DecisionForm : public QWidget {
    Q_OBJECT
public:
    enum class Manner { Here, AnotherDesk, BreakGlass };

    explicit DecisionForm(House &house, QWidget *parent = nullptr);
    ~DecisionForm() override;

    /// The buttons that decide, and what is still needed before: for a place where they are seen however far the form is scrolled. Goes with the form.
    QWidget *bar() const { return m_bar; }

    /// A new loss: its reason becomes the one that fits.
    void setLoss(LossKind kind);
    /// What is chosen of an impact, and what the rules know. Null: there is nothing to decide on. What has to be signed is found out on a pool thread;
    /// until then nothing can be pressed.
    void setChosen(std::shared_ptr<const EmergencyImpact> impact, std::vector<Sha256> chosen, std::shared_ptr<const Facts> facts);
    /// A certificate that goes along with every decision, to try with, as long as it costs no signature; nothing: none.
    void setCanary(std::optional<IssuedCertificate> canary);
    void setRunning(bool running);
    /// The emergency was started here, and its start itself waits in the outbox.
    void setStartQueued(bool queued);
    /// A decision that is signed and not in force.
    struct Signed {
        enum class Where { Outbox, Colleague }; ///< the server was not reached, or the second signature is missing
        Where where = Where::Outbox;
        std::string id; ///< of the command; empty: not known yet
        std::vector<Sha256> certificates;
        Instant since{};
        bool sent = false; ///< the server may have it, and no answer was heard
        bool mine = true;  ///< this officer may take it back
    };
    /// What was signed already. The same certificates are not signed for twice by mistake: while one of them waits in the outbox, nothing can be pressed but to
    /// take that back; while one waits for a colleague, it is not left for them again.
    void setSigned(std::vector<Signed> waiting);

    RevocationReason reason() const;
    /// Without the emergency's id.
    RevocationForm form(Manner manner) const;
    std::vector<Cosigner> takeCosigners();

Q_SIGNALS:
    void reasonChanged(hufu::RevocationReason reason);
    void decided(hufu::DecisionForm::Manner manner);
    void takeBackAsked(const hufu::DecisionForm::Signed &what);

protected:
    void changeEvent(QEvent *event) override;

private:
    void weigh();
    void check();
    void renewTime(); ///< nothing is untrusted only from tomorrow on
    void retranslate();
    QString whoSigns() const;
    QString canaryText() const; ///< whether it goes along; empty: there is none
    QString lacking(int count, bool meant) const;
    QString glassText() const;
    const Signed *standing() const; ///< for one of the chosen certificates; those in the outbox first; null: none
    std::vector<Sha256> certificates(Manner manner) const; ///< the chosen ones, and the canary where it can go along

    House &m_house;
    std::vector<Sha256> m_chosen;
    std::shared_ptr<const EmergencyImpact> m_impact;
    std::shared_ptr<const Facts> m_facts;
    std::optional<IssuedCertificate> m_canary;
    EmergencyDemand m_demand;
    std::vector<Signed> m_signed;
    quint64 m_weighed = 0;
    bool m_running = false, m_weighing = false;
    bool m_startQueued = false;
    bool m_held = false; ///< one of the chosen is suspended already
    QRadioButton *m_revoke, *m_suspend;
    QLabel *m_reasonLabel, *m_noteLabel, *m_signer, *m_numberLabel, *m_glassNote;
    QComboBox *m_reason;
    QCheckBox *m_since;
    QDateTimeEdit *m_sinceWhen;
    QLineEdit *m_note, *m_number;
    CosignBox *m_cosign;
    QPushButton *m_act, *m_pending, *m_glass;
    QPointer<QWidget> m_bar; ///< its parent is another's
    QLabel *m_lacking;
    QPushButton *m_takeBack;
    QTimer m_tick; ///< until the glass may be broken
    PendingJobs m_jobs;
};

} // namespace hufu
