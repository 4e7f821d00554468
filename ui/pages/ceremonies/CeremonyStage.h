// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CeremonyRun.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace hufu {

class Badge;
class ErrorBox;
class PassphraseEdit;
class ProgressStrip;

/// A ceremony being held, over the whole screen and in large type, one step at a time: who acts, what they do, what the console checks, in one language or both
/// side by side. Everything done is in the journal at once, so that leaving, a power cut or locking loses nothing: it goes on where it was. Nothing is clicked
/// away: initials belong to each step, and what differed is written down.
class CeremonyStage : public QDialog {
    Q_OBJECT
public:
    CeremonyStage(House &house, PlannedCeremony planned, QWidget *parent = nullptr); ///< signs the plan and begins
    CeremonyStage(House &house, const std::string &id, QWidget *parent = nullptr);   ///< goes on
    ~CeremonyStage() override;

    void reject() override; ///< leaves it open; not while the console works

protected:
    void changeEvent(QEvent *event) override;

private:
    explicit CeremonyStage(House &house, QWidget *parent);
    /// Does `work` with the run on a pool thread; then shows where it stands.
    void perform(const QString &what, std::function<Result<void>(CeremonyRun &)> work);
    void present();
    void act();      ///< whoever is asked acts by the own key
    void work();     ///< the console's part
    void note();
    void askAbort();
    void writePapers();
    void savePapers();
    QString deedText() const;     ///< of the console's part of this step
    QString answerText() const;   ///< of the button by which the one who is asked acts
    QString peopleText() const;
    void tick();
    void retranslate();

    House &m_house;
    const std::unique_ptr<CeremonyRun> m_run; ///< the worker's while m_running
    bool m_running = false, m_begun = false, m_filed = false, m_failed = false;
    std::shared_ptr<std::vector<std::string>> m_seenByWork; ///< lines of this step, written by the worker
    std::vector<std::string> m_papers;                      ///< files of the minutes
    QLabel *m_title, *m_number, *m_clock, *m_parameters;
    Badge *m_actor;
    QLabel *m_does, *m_checks, *m_doesOther, *m_checksOther;
    QLabel *m_people, *m_who, *m_seen, *m_words, *m_initialsLabel, *m_exceptionLabel, *m_end;
    QWidget *m_other, *m_answerBox, *m_noteBox;
    QCheckBox *m_both;
    PassphraseEdit *m_passphrase;
    QLineEdit *m_initials, *m_exception;
    QPushButton *m_answer, *m_work, *m_note, *m_leave, *m_abort, *m_save;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QTimer m_tick;
    PendingJobs m_jobs;
};

} // namespace hufu
