// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDeeds.h"
#include "models/replica/CardDetail.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;
class QButtonGroup;

namespace hufu {

class CardWatch;
class CosignBox;
class ErrorBox;
class IssueSteps;
class IssueWho;
class PassphraseEdit;
class PinPair;
class TemporaryForm;

/// The issuing wizard (发证向导): who and as what, which USBKey and what is erased, two signatures, the holder's PIN, then the writing step by step.
/// Whatever interrupts it (a pulled USBKey, a crash), CardDeed::GoOn takes up the order where it stopped. Also renews, and issues temporary ones.
class IssueDialog : public QDialog {
    Q_OBJECT
public:
    enum Step { Who, Which, Signatures, Pin, Writing, Terms, StepCount };
    struct Start {
        CardDeed deed = CardDeed::Issue; ///< Issue, GoOn, Renew, Temporary
        std::optional<SeenCard> seen{};  ///< the USBKey that is meant, when it is in a reader
        std::string number{};            ///< likewise, by number; empty: whichever is put in
        std::optional<Card> basis{};     ///< Temporary: the USBKey that its holder is locked out of, or lost
    };
    IssueDialog(House &house, CardWatch &watch, Start start, QWidget *parent = nullptr);
    ~IssueDialog() override;

    void reject() override; ///< while the USBKey is written: stops before the next step
    Step step() const { return m_step; }
    void setStep(Step step);

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    /// What the worker needs more than once, when it goes on after an interruption.
    struct Material {
        SecureBytes pin, presentPin;
        std::vector<Cosigner> cosigners;
        std::vector<std::unique_ptr<Token>> tokens;
    };
    QWidget *makeWhich();
    QWidget *makeSignatures();
    QWidget *makePin();
    QWidget *makeWriting();
    void listReaders();
    void listModules();
    void askForModule();
    CardHolder holder() const;
    const CertificateRole *role() const;
    std::optional<SeenCard> chosenCard() const;
    bool clears() const; ///< something on the chosen USBKey is erased
    QString whoComplaint() const;
    QString whichComplaint() const;
    std::vector<Step> steps() const; ///< those of this deed
    QString summary() const;
    void check();
    void goBack();
    void goNext();
    void leavePending();
    void write();
    void reach(CardDesk::Step step);
    void written(const Result<Card> &card);
    QString receiptText() const;
    void askForReceipt();
    void printLetter();
    bool drawsPin() const;
    void retranslate();
    bool renews() const;
    bool isOfModule() const; ///< the chosen one is a token of a PKCS#11 module
    bool asksPresentPin() const { return renews() || isOfModule(); }
    bool writesAnew() const; ///< onto whichever USBKey is put in

    House &m_house;
    CardWatch &m_watch;
    Start m_start;
    Step m_step = Who;
    CardChoices m_choices;
    bool m_chosen = false; ///< m_choices were read
    std::string m_reader;  ///< of the chosen USBKey
    QLabel *m_trail, *m_heading;
    QStackedWidget *m_stack;
    IssueWho *m_who;
    TemporaryForm *m_terms;
    // Which
    QLabel *m_whichIntro, *m_abilities, *m_contents, *m_whichComplaint;
    QToolButton *m_modules; ///< of PKCS#11
    QVBoxLayout *m_readers;
    QButtonGroup *m_readerGroup;
    QCheckBox *m_clear;
    // Signatures
    QLabel *m_summary;
    CosignBox *m_second;
    // Pin
    QLabel *m_pinIntro, *m_presentLabel, *m_pinTries;
    PinPair *m_newPin;
    QCheckBox *m_letter;  ///< the PIN is drawn, and printed for the holder
    QComboBox *m_printer; ///< where
    PassphraseEdit *m_pin; ///< the one it has
    // Writing
    IssueSteps *m_steps;
    QLabel *m_leaveIn, *m_result;
    QPushButton *m_receipt, *m_printAgain;
    SecureBytes m_letterPin; ///< until the letter's dialog goes

    ErrorBox *m_error;
    QPushButton *m_back, *m_next, *m_cancel;
    std::shared_ptr<Material> m_material;
    std::optional<Card> m_issued;
    bool m_running = false, m_failed = false;
    std::stop_source m_stop;
    std::optional<CardDesk::Step> m_stoppedAfter; ///< cancelled
    CardDesk::Step m_reached = CardDesk::Step::Looking;
    PendingJobs m_jobs;
};

} // namespace hufu
