// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/CardDeeds.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;

namespace hufu {

class CardWatch;
class CosignBox;
class ErrorBox;
class PassphraseEdit;
class PinPair;
class ProgressStrip;

/// One deed with one USBKey besides issuing it: says what will happen, asks for a reason, PINs and a second signature as far as the deed needs
/// them, and closes once it is done. Nothing is lost when the USBKey is pulled out meanwhile: the same again goes on.
class CardForm : public QDialog {
    Q_OBJECT
public:
    struct About {
        std::string number, model;
        CardHolder holder;
        int certificates = 0; ///< that the deed concerns
        std::string reader;   ///< in which it is; empty: in none
        std::optional<int> pinTries; ///< when it was seen last, as far as it tells
        std::optional<int> pukTries;
    };
    CardForm(House &house, CardWatch &watch, CardDeed deed, About about, QWidget *parent = nullptr);
    ~CardForm() override;

    void reject() override; ///< while the USBKey works: stops before the next step, where the deed has several

Q_SIGNALS:
    void done(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void check();
    void act();
    void finished(const Result<void> &result);
    QString doneText() const;
    void retranslate();
    bool has(CardDeed deed) const { return m_deed == deed; }
    bool canStop() const { return has(CardDeed::Unlock) || has(CardDeed::Wipe); } ///< what the others do is done at once
    bool asksPin() const; ///< the one it has: to change it, and to wipe a token that does nothing without

    House &m_house;
    CardWatch &m_watch;
    CardDeed m_deed;
    About m_about;
    QLabel *m_facts, *m_consequence, *m_noteLabel, *m_pinLabel, *m_tries;
    QComboBox *m_note;
    PassphraseEdit *m_pin = nullptr; ///< the one it has
    PinPair *m_newPin = nullptr;
    CosignBox *m_cosign = nullptr;
    ProgressStrip *m_progress;
    ErrorBox *m_error;
    QPushButton *m_act, *m_cancel;
    bool m_running = false;
    std::stop_source m_stop;
    PendingJobs m_jobs;
};

} // namespace hufu
