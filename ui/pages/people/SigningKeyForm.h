// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/domain/Person.h"
#include "ui/pages/inventory/PendingJobs.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hufu {

class CosignBox;
class ErrorBox;
class PassphraseEdit;
class PassphraseScreen;
class Session;

/// What a person signs with from now on: a USBKey that was issued to them, or, where that or the passphrase was lost, a new key under a passphrase. One's
/// own USBKey is a matter of its PIN; about others a second officer decides too, about the last administrator a quorum of the custodians.
class SigningKeyForm : public QDialog {
    Q_OBJECT
public:
    enum class Kind { Card, Passphrase };
    SigningKeyForm(Session &session, Person person, Kind kind, QWidget *parent = nullptr);
    ~SigningKeyForm() override;

    /// The USBKeys that a person could change to.
    static std::vector<Card> cardsFor(const std::vector<Card> &cards, const Person &person);

protected:
    void changeEvent(QEvent *event) override;

private:
    bool isOwn() const { return m_own; }
    void check();
    void submit();
    void retranslate();

    Session &m_session;
    const Person m_person;
    const Kind m_kind;
    const bool m_own;
    QLabel *m_intro, *m_cardLabel, *m_pinLabel, *m_reasonLabel;
    QComboBox *m_card = nullptr;
    PassphraseEdit *m_pin = nullptr;          ///< of one's own
    PassphraseScreen *m_passphrase = nullptr; ///< of Kind::Passphrase
    QLineEdit *m_reason = nullptr;            ///< about others
    std::vector<CosignBox *> m_cosigners;     ///< likewise
    bool m_byCustodians = false;              ///< without this person the house has not both administrators
    ErrorBox *m_error;
    QPushButton *m_deed, *m_cancel;
    PendingJobs m_jobs;
};

} // namespace hufu
