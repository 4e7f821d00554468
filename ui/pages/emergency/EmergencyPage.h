// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/EmergencyRecord.h"
#include "ui/pages/emergency/DecisionForm.h"
#include "ui/pages/inventory/PendingJobs.h"
#include "ui/shell/Page.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace hufu {

class Banner;
class CanaryBox;
class CanaryDesk;
class EffectBox;
class EmergencyFiles;
class ErrorBox;
class ForeignBox;
class ForeignDesk;
class ImpactPanel;
class LossForm;
struct Entry;
struct PendingSight;

/// Emergency revocation (紧急吊销), from the call to the proof: what is lost, what that concerns and what stops, the decision, its effect, and what is left
/// to do. Reached from everywhere by Ctrl+Shift+E. The page carries one emergency from step to step; each step is a class of its own.
class EmergencyPage : public Page {
    Q_OBJECT
public:
    explicit EmergencyPage(Navigator &navigator, QWidget *parent = nullptr);
    ~EmergencyPage() override;

    void setHouse(House *house, InventoryFeed *feed) override;
    QWidget *searchField() override;
    /// The clock starts, and what is lost can be typed.
    void openNow();
    void setPracticeOffered(bool offered); ///< the button for it
    void setPractice();                    ///< this page is for practice itself

Q_SIGNALS:
    void practiceAsked();

protected:
    void retranslate() override;

private:
    struct Seen {
        std::shared_ptr<const EmergencyImpact> impact;
        std::shared_ptr<const Facts> facts;
    };
    using Then = std::function<void()>;
    void wireCanary();
    void wireForeign();
    void makeEffect(); ///< for the emergency shown
    void readOpen();   ///< which emergencies there are
    void listOpen();
    void readWords();  ///< what may be completed
    void choose(const QString &id);
    void ready(); ///< for a new one: the clock runs, the cursor stands in the field
    void look();       ///< what the loss concerns, as it is typed
    void start(Then then);
    void decide(DecisionForm::Manner manner);
    void send(const RevocationForm &form, std::vector<Cosigner> cosigners, DecisionForm::Manner manner);
    void readRecord();
    void showEffect(); ///< at the top of what is in sight
    void readSigned();  ///< what was signed and is not in force: waits, or came back
    void hearOfPending(const PendingSight *left, const std::vector<Person> &people, const std::vector<Entry> &declines);
    void askTakeBack(const DecisionForm::Signed &what);
    void takeBack(const DecisionForm::Signed &what);
    void offer();      ///< what is chosen goes to the decision
    void askReplacement(const Sha256 &certificate);
    void handOver();
    void openDialog(QDialog *dialog);
    void submit(const char *kind, const QJsonObject &payload);
    void tick();

    QComboBox *m_which;
    QLabel *m_clock, *m_lossTitle, *m_decisionTitle, *m_effectTitle;
    Banner *m_clockNote; ///< that this computer's clock is wrong
    QPushButton *m_handOver, *m_report, *m_practice;
    LossForm *m_loss;
    ImpactPanel *m_impact;
    ErrorBox *m_error;
    QWidget *m_steps;
    QScrollArea *m_scroll;
    QVBoxLayout *m_stepLayout;
    QVBoxLayout *m_left = nullptr; ///< the steps, and below them what decides
    DecisionForm *m_decision = nullptr; ///< with a house
    EffectBox *m_effect = nullptr;
    ForeignBox *m_foreign;
    ForeignDesk *m_foreignDesk;
    CanaryBox *m_canaryBox;
    CanaryDesk *m_canary;
    EmergencyFiles *m_files;
    QTimer m_tick, m_typing;
    std::string m_id;              ///< of the emergency shown; empty: a new one
    std::optional<std::chrono::steady_clock::time_point> m_opened; ///< the page, for a call that is in no journal yet: no clock that may be set
    std::optional<Seen> m_seen;
    std::optional<EmergencyRecord> m_record;
    quint64 m_looked = 0, m_signedRead = 0;
    std::vector<DecisionForm::Signed> m_signed; ///< see DecisionForm::setSigned()
    bool m_queued = false, m_pending = false, m_verifyNext = false;
    std::string m_queuedId; ///< of the decision in the outbox; empty: not known
    std::string m_pendingId; ///< of the decision that waits for a colleague's signature
    QPointer<QDialog> m_dialog; ///< for a replacement, or the hand-over
    std::vector<Emergency> m_all, m_open;
    PendingJobs m_jobs;
};

} // namespace hufu
