// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/CardForm.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/Cosigning.h"
#include "models/replica/House.h"
#include "models/wording/CardText.h"
#include "ui/pages/cards/CardDeedText.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/PinPair.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"
#include "ui/widgets/ProgressStrip.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace hufu {
namespace {

constexpr int mostNote = 500;

CardState stateAfter(CardDeed deed)
{
    switch (deed) {
    case CardDeed::Suspend: return CardState::Suspended;
    case CardDeed::Resume: return CardState::Issued;
    case CardDeed::Return: return CardState::Returned;
    case CardDeed::Destroy: return CardState::Destroyed;
    default: return CardState::Lost;
    }
}

/// Tokens of colleagues, unlocked on the worker for one deed.
Result<std::vector<std::unique_ptr<Token>>> unlockAll(House &house, std::vector<Cosigner> *cosigners)
{
    return cosigners->empty() ? Result<std::vector<std::unique_ptr<Token>>>(std::vector<std::unique_ptr<Token>>()) : house.unlock(*cosigners);
}

} // namespace

CardForm::CardForm(House &house, CardWatch &watch, CardDeed deed, About about, QWidget *parent)
    : QDialog(parent), m_house(house), m_watch(watch), m_deed(deed), m_about(std::move(about)), m_facts(makeHeading(this)), m_consequence(makeBody(this)),
      m_noteLabel(makeBody(this)), m_pinLabel(makeBody(this)), m_tries(makeMuted(this)), m_note(new QComboBox(this)), m_progress(new ProgressStrip(this)),
      m_error(new ErrorBox(this)), m_act(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("cardForm"));
    m_consequence->setObjectName(QStringLiteral("cardConsequence"));
    m_note->setObjectName(QStringLiteral("cardNote"));
    m_note->setEditable(true);
    m_note->lineEdit()->setMaxLength(mostNote);
    m_tries->setObjectName(QStringLiteral("cardTries"));
    m_act->setObjectName(QStringLiteral("cardAct"));
    m_cancel->setObjectName(QStringLiteral("cardCancel"));
    if (has(CardDeed::Lost) || has(CardDeed::Return) || has(CardDeed::Wipe) || has(CardDeed::Destroy))
        m_act->setProperty("tone", QStringLiteral("danger"));
    m_noteLabel->setBuddy(m_note);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (has(CardDeed::ChangePin)) {
        m_noteLabel->hide();
        m_note->hide();
    } else {
        form->addRow(m_noteLabel, m_note);
    }
    if (asksPin()) {
        m_pin = new PassphraseEdit(this);
        m_pin->setObjectName(QStringLiteral("cardPin"));
        m_pinLabel->setBuddy(m_pin);
        form->addRow(m_pinLabel, m_pin);
        connect(m_pin, &PassphraseEdit::edited, this, &CardForm::check);
    } else {
        m_pinLabel->hide();
    }
    if (asksPin() || has(CardDeed::Unlock))
        form->addRow(nullptr, m_tries);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_facts);
    layout->addWidget(m_consequence);
    layout->addLayout(form);
    if (has(CardDeed::ChangePin) || has(CardDeed::Unlock)) {
        m_newPin = new PinPair(this);
        layout->addWidget(m_newPin);
        connect(m_newPin, &PinPair::changed, this, &CardForm::check);
    }
    if (const std::set<Role> roles = cosignersFor(m_deed, house.officer()); !roles.empty()) {
        m_cosign = new CosignBox(house, roles, this);
        layout->addWidget(m_cosign);
        connect(m_cosign, &CosignBox::changed, this, &CardForm::check);
    }
    layout->addWidget(m_progress);
    layout->addWidget(m_error);
    layout->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_act);
    layout->addLayout(buttons);
    setMinimumWidth(600);
    m_cancel->setAutoDefault(false);
    m_act->setAutoDefault(false); // not by a hasty Enter
    connect(m_note->lineEdit(), &QLineEdit::textChanged, this, &CardForm::check);
    connect(m_cancel, &QPushButton::clicked, this, &CardForm::reject);
    connect(m_act, &QPushButton::clicked, this, &CardForm::act);
    m_note->setCurrentText(CardDeedText::usualNote(m_deed));
    retranslate();
    (m_pin ? static_cast<QWidget *>(m_pin) : m_newPin ? static_cast<QWidget *>(m_newPin) : m_act)->setFocus();
}

CardForm::~CardForm() = default;

bool CardForm::asksPin() const { return has(CardDeed::ChangePin) || (has(CardDeed::Wipe) && isModuleToken(m_about.number)); }

void CardForm::reject()
{
    if (!m_running)
        return QDialog::reject();
    if (canStop() && m_stop.request_stop())
        retranslate();
}

void CardForm::check()
{
    const bool noted = has(CardDeed::ChangePin) || has(CardDeed::Stock) || !m_note->currentText().trimmed().isEmpty();
    m_act->setEnabled(!m_running && noted && (!m_pin || !m_pin->isEmpty()) && (!m_newPin || m_newPin->isComplete()) && (!m_cosign || m_cosign->isComplete()));
    m_cancel->setEnabled(!m_running || (canStop() && !m_stop.stop_requested()));
    m_cancel->setText(!m_running || !canStop() ? tr("Cancel") : m_stop.stop_requested() ? tr("Stops as soon as this step is done…") : tr("Stop before the next step"));
}

void CardForm::act()
{
    m_error->clear();
    m_running = true;
    m_stop = std::stop_source();
    auto cosigners = std::make_shared<std::vector<Cosigner>>();
    if (m_cosign) {
        if (std::optional<Cosigner> cosigner = m_cosign->take())
            cosigners->push_back(std::move(*cosigner));
    }
    auto pin = std::make_shared<SecureBytes>(m_pin ? m_pin->take() : SecureBytes());
    auto newPin = std::make_shared<SecureBytes>(m_newPin ? m_newPin->take() : SecureBytes());
    const std::string note = utf8(m_note->currentText().trimmed());
    check();
    const auto work = [house = &m_house, desk = m_watch.desk(), deed = m_deed, about = m_about, note, cosigners, pin, newPin, stop = m_stop.get_token()]() -> Result<void> {
        if (deed == CardDeed::ChangePin)
            return desk->changePin(about.reader, *pin, *newPin);
        if (deed == CardDeed::Wipe)
            return desk->wipe(*house, about.reader, note, *pin, stop);
        const Result<std::vector<std::unique_ptr<Token>>> tokens = unlockAll(*house, cosigners.get());
        if (!tokens)
            return fail(tokens.error());
        if (deed == CardDeed::Unlock)
            return desk->unlock(*house, about.reader, note, *newPin, lent(*tokens), stop);
        const Result<Receipt> receipt = deed == CardDeed::Stock
            ? house->submit(CommandKind::StockCard, toJson(CardArrival{about.number, about.model, note}))
            : house->submit(CommandKind::ChangeCard, toJson(CardChange{about.number, stateAfter(deed), note}), {}, lent(*tokens));
        return isTaken(receipt) ? Result<void>() : fail(receipt.error());
    };
    QFuture<Result<void>> running = m_jobs.add(m_watch.run(work));
    m_progress->watch(needsReader(m_deed) ? tr("Working with the USBKey. Leave it in…") : tr("Signing and sending…"), running, ProgressStrip::Cancelling::Impossible)
        .then(this, [this](const Result<void> &result) { finished(result); });
}

void CardForm::finished(const Result<void> &result)
{
    m_running = false;
    if (result) {
        Q_EMIT done(doneText());
        accept();
        return;
    }
    m_error->showError(result.error());
    if (result.error().triesLeft) {
        m_about.pinTries = *result.error().triesLeft;
        retranslate();
    }
    if (m_pin)
        m_pin->setFocus();
    check();
}

QString CardForm::doneText() const
{
    const QString number = qstr(m_about.number);
    switch (m_deed) {
    case CardDeed::Stock: return tr("USBKey %1 is in stock.").arg(number);
    case CardDeed::ChangePin: return tr("USBKey %1 has a new PIN.").arg(number);
    case CardDeed::Unlock: return tr("USBKey %1 is unlocked; it has a new PIN and a new PUK.").arg(number);
    case CardDeed::Suspend: return tr("USBKey %1 is suspended.").arg(number);
    case CardDeed::Resume: return tr("USBKey %1 is valid again.").arg(number);
    case CardDeed::Lost: return tr("USBKey %1 is reported lost; its certificates are revoked.").arg(number);
    case CardDeed::Return: return tr("USBKey %1 was taken back; its certificates are revoked.").arg(number);
    case CardDeed::Wipe: return tr("USBKey %1 is wiped and in stock.").arg(number);
    case CardDeed::Destroy: return tr("USBKey %1 is noted as destroyed.").arg(number);
    case CardDeed::Issue:
    case CardDeed::GoOn:
    case CardDeed::Temporary:
    case CardDeed::Renew: break;
    }
    return {};
}

void CardForm::retranslate()
{
    setWindowTitle(CardDeedText::title(m_deed));
    m_facts->setText(m_about.holder.name.empty() ? tr("USBKey %1, %2", "number, model").arg(qstr(m_about.number), qstr(m_about.model))
                                                 : tr("USBKey %1 of %2, %3", "number, name, department")
                                                       .arg(qstr(m_about.number), qstr(m_about.holder.name), qstr(m_about.holder.department)));
    m_consequence->setText(CardDeedText::consequence(m_deed, m_about.certificates));
    m_noteLabel->setText(has(CardDeed::Stock) ? tr("Note") : tr("Reason"));
    m_note->setAccessibleName(m_noteLabel->text());
    m_pinLabel->setText(tr("PIN it has now"));
    if (m_pin)
        m_pin->setAccessibleName(m_pinLabel->text());
    m_tries->setVisible(asksPin() ? m_about.pinTries.has_value() : has(CardDeed::Unlock) && m_about.pukTries);
    if (asksPin() && m_about.pinTries)
        m_tries->setText(m_about.pinTries == 1 ? tr("One try is left. If it is wrong, the USBKey blocks itself and has to be unlocked.")
                                               : tr("%n tries are left.", nullptr, *m_about.pinTries));
    else if (m_about.pukTries)
        m_tries->setText(tr("Its PUK has %n tries left; the console enters it, nobody sees it.", nullptr, *m_about.pukTries));
    m_act->setText(CardDeedText::button(m_deed, m_about.certificates));
    check();
}

void CardForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
