// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/SigningKeyForm.h"

#include "models/domain/Signers.h"
#include "models/store/CardReader.h"
#include "ui/pages/wizard/PassphraseScreen.h"
#include "ui/shell/Session.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hufu {

SigningKeyForm::SigningKeyForm(Session &session, Person person, Kind kind, QWidget *parent)
    : QDialog(parent), m_session(session), m_person(std::move(person)), m_kind(kind), m_own(m_person.id == session.house()->officer().id),
      m_intro(makeBody(this)), m_cardLabel(makeBody(this)), m_pinLabel(makeBody(this)), m_reasonLabel(makeBody(this)), m_error(new ErrorBox(this)),
      m_deed(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("signingKeyForm"));
    m_deed->setObjectName(QStringLiteral("signingKeyAct"));
    m_cancel->setObjectName(QStringLiteral("signingKeyCancel"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    m_cardLabel->setVisible(kind == Kind::Card);
    m_pinLabel->setVisible(kind == Kind::Card && m_own);
    m_reasonLabel->setVisible(!m_own);
    if (kind == Kind::Card) {
        m_card = new QComboBox(this);
        m_card->setObjectName(QStringLiteral("signingCard"));
        m_cardLabel->setBuddy(m_card);
        const auto cards = session.house()->read([](Connection &connection) { return readCards(connection, {.state = CardState::Issued}); });
        for (const Card &card : cardsFor(cards.value_or(std::vector<Card>()), m_person))
            m_card->addItem(QString::fromStdString(card.number + " · " + card.model), QString::fromStdString(card.number));
        layout->addWidget(m_cardLabel);
        layout->addWidget(m_card);
    } else {
        m_passphrase = new PassphraseScreen(this);
        layout->addWidget(m_passphrase);
        connect(m_passphrase, &PassphraseScreen::changed, this, &SigningKeyForm::check);
    }
    if (m_own && kind == Kind::Card) {
        m_pin = new PassphraseEdit(this);
        m_pin->setObjectName(QStringLiteral("signingCardPin"));
        m_pinLabel->setBuddy(m_pin);
        layout->addWidget(m_pinLabel);
        layout->addWidget(m_pin);
        connect(m_pin, &PassphraseEdit::edited, this, &SigningKeyForm::check);
    } else {
        m_reason = new QLineEdit(this);
        m_reason->setObjectName(QStringLiteral("signingKeyReason"));
        m_reason->setMaxLength(300);
        m_reasonLabel->setBuddy(m_reason);
        layout->addWidget(m_reasonLabel);
        layout->addWidget(m_reason);
        connect(m_reason, &QLineEdit::textChanged, this, &SigningKeyForm::check);
        const Person &officer = session.house()->officer();
        const std::vector<SignerSlot> slots = signersOfAnothersKey(session.house()->people().value_or(std::vector<Person>()), officer, m_person.id);
        m_byCustodians = slots.front() == SignerSlot{Role::Custodian};
        for (const SignerSlot &slot : openSlots(slots, officer, {})) {
            m_cosigners.push_back(new CosignBox(*session.house(), slot, this));
            layout->addWidget(m_cosigners.back());
            connect(m_cosigners.back(), &CosignBox::changed, this, &SigningKeyForm::check);
        }
    }
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_deed);
    layout->addWidget(m_error);
    layout->addStretch(1);
    layout->addLayout(buttons);
    setMinimumWidth(600);
    m_cancel->setAutoDefault(false);
    m_deed->setAutoDefault(false);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deed, &QPushButton::clicked, this, &SigningKeyForm::submit);
    retranslate();
}

SigningKeyForm::~SigningKeyForm() = default;

std::vector<Card> SigningKeyForm::cardsFor(const std::vector<Card> &cards, const Person &person)
{
    std::vector<Card> fitting;
    std::ranges::copy_if(cards, std::back_inserter(fitting), [&](const Card &card) { return isOfficersCard(card, person); });
    return fitting;
}

void SigningKeyForm::check()
{
    const bool chosen = m_card ? m_card->currentIndex() >= 0 : m_passphrase->isComplete();
    QStringList signers;
    bool everybody = true;
    for (const CosignBox *box : m_cosigners) {
        everybody = everybody && box->isComplete() && (box->who().isEmpty() || !signers.contains(box->who())); // each of them once
        signers += box->who();
    }
    const bool decided = m_pin ? !m_pin->isEmpty() : !m_reason->text().trimmed().isEmpty() && everybody;
    m_deed->setEnabled(chosen && decided);
}

void SigningKeyForm::submit()
{
    const std::string reason = m_reason ? m_reason->text().trimmed().toStdString() : std::string();
    std::vector<Cosigner> cosigners;
    for (CosignBox *box : m_cosigners) {
        if (std::optional<Cosigner> cosigner = box->take())
            cosigners.push_back(std::move(*cosigner));
    }
    m_error->clear();
    m_deed->setEnabled(false);
    QFuture<Result<Receipt>> answer = m_card
        ? m_session.moveToCard(m_person.id, m_card->currentData().toString().toStdString(), reason, m_pin ? m_pin->take() : SecureBytes(), std::move(cosigners))
        : m_session.recoverPerson(m_person, reason, m_passphrase->passphrase(), std::move(cosigners));
    m_jobs.add(answer).then(this, [this](const Result<Receipt> &receipt) {
        if (!isTaken(receipt)) {
            m_error->showError(receipt.error());
            check();
            return;
        }
        accept();
        if (receipt && m_own && m_kind == Kind::Card) // what the open house signs with counts no more
            QMetaObject::invokeMethod(&m_session, &Session::lock, Qt::QueuedConnection);
    });
}

void SigningKeyForm::retranslate()
{
    const QString name = QString::fromStdString(m_person.name);
    setWindowTitle(m_kind == Kind::Card ? tr("Sign with a USBKey") : tr("New signing key"));
    if (m_kind == Kind::Passphrase)
        m_intro->setText(tr("%1 gets a new signing key under a passphrase of their own, which they type here. What they signed with before counts no more.").arg(name));
    else if (m_card->count() == 0)
        m_intro->setText(tr("No USBKey that was issued to %1 could sign: it needs keys for authentication, signature and key management (9A, 9C, 9D). Issue one on the page "
                            "USBKey first.").arg(name));
    else if (m_own)
        m_intro->setText(tr("From now on your USBKey signs your commands, and its PIN opens the house; your passphrase opens nothing any more. Hufu locks afterwards: "
                            "unlock it with the USBKey. Pulling it out locks Hufu at once."));
    else
        m_intro->setText(tr("From now on %1 signs with this USBKey and opens the house by its PIN, and by nothing else.").arg(name));
    if (m_byCustodians)
        m_intro->setText(m_intro->text() + u'\n'
                         + tr("Without %1 this house lacks an administrator who could decide: more than half of the custodians decide together, and it stands in the audit log.").arg(name));
    m_cardLabel->setText(tr("USBKey"));
    m_pinLabel->setText(tr("Its PIN; the USBKey has to be in a reader"));
    m_reasonLabel->setText(tr("Reason"));
    if (m_card)
        m_card->setAccessibleName(m_cardLabel->text());
    if (m_pin)
        m_pin->setAccessibleName(m_pinLabel->text());
    if (m_reason)
        m_reason->setAccessibleName(m_reasonLabel->text());
    m_deed->setText(m_kind == Kind::Card ? tr("Sign with this USBKey from now on") : tr("Sign and register the new key"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void SigningKeyForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
