// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/IssueDialog.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Signers.h"
#include "models/replica/Cosigning.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/CardReceipt.h"
#include "models/wording/CardText.h"
#include "models/wording/PinLetter.h"
#include "ui/pages/cards/CardDeedText.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/IssueSteps.h"
#include "ui/pages/cards/IssueWho.h"
#include "ui/pages/cards/PinPair.h"
#include "ui/pages/cards/TemporaryForm.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/PassphraseEdit.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPrinterInfo>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *tokenScheme = "pkcs11:"; // of CardSight::reader

CardText::Kind kindOf(bool ofModule) { return ofModule ? CardText::Kind::Module : CardText::Kind::Piv; }

/// Whether a USBKey of this standing can be issued to somebody.
bool isIssuable(CardStanding standing)
{
    switch (standing) {
    case CardStanding::Fresh:
    case CardStanding::Foreign:
    case CardStanding::InStock:
    case CardStanding::Filled:
    case CardStanding::Interrupted:
    case CardStanding::Returned: return true;
    default: return false;
    }
}

} // namespace

IssueDialog::IssueDialog(House &house, CardWatch &watch, Start start, QWidget *parent)
    : QDialog(parent), m_house(house), m_watch(watch), m_start(std::move(start)), m_trail(makeMuted(this)), m_heading(makeHeading(this)), m_stack(new QStackedWidget(this)),
      m_who(new IssueWho(m_stack)), m_terms(new TemporaryForm(m_stack)), m_error(new ErrorBox(this)), m_back(new QPushButton(this)), m_next(new QPushButton(this)), m_cancel(new QPushButton(this))
{
    setObjectName(QStringLiteral("issueDialog"));
    m_trail->setObjectName(QStringLiteral("issueTrail"));
    m_heading->setObjectName(QStringLiteral("issueHeading"));
    m_back->setObjectName(QStringLiteral("issueBack"));
    m_next->setObjectName(QStringLiteral("issueNext"));
    m_cancel->setObjectName(QStringLiteral("issueCancel"));
    if (m_start.seen)
        m_reader = m_start.seen->sight.reader;
    if (m_start.basis)
        m_terms->setBasis(*m_start.basis);
    for (QWidget *page : {static_cast<QWidget *>(m_who), makeWhich(), makeSignatures(), makePin(), makeWriting(), static_cast<QWidget *>(m_terms)})
        m_stack->addWidget(page);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_trail);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(680);
    resize(720, 560);
    m_back->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    m_next->setAutoDefault(false);

    connect(m_back, &QPushButton::clicked, this, &IssueDialog::goBack);
    connect(m_next, &QPushButton::clicked, this, &IssueDialog::goNext);
    connect(m_who, &IssueWho::changed, this, &IssueDialog::check);
    connect(m_terms, &TemporaryForm::changed, this, &IssueDialog::check);
    connect(m_cancel, &QPushButton::clicked, this, &IssueDialog::reject);
    connect(&m_watch, &CardWatch::changed, this, [this] {
        listReaders();
        check();
    });
    m_jobs.add(QtConcurrent::run(backgroundPool(), [&house] { return readCardChoices(house); })).then(this, [this](const Result<CardChoices> &choices) {
        if (!choices)
            return m_error->showError(choices.error());
        m_choices = *choices;
        m_chosen = true;
        m_who->setChoices(m_choices);
        m_letter->setVisible(m_choices.pinLetters && !renews());
        if (m_choices.pinLetters) {
            m_printer->addItems(QPrinterInfo::availablePrinterNames());
            m_printer->setCurrentText(QPrinterInfo::defaultPrinterName());
        }
        retranslate();
    });
    if (m_start.deed == CardDeed::Temporary) {
        m_jobs.add(QtConcurrent::run(backgroundPool(), [&house] { return readTemporaryTerms(house); })).then(this, [this](const Result<TemporaryTerms> &terms) {
            if (!terms)
                return m_error->showError(terms.error());
            m_terms->setTerms(*terms);
        });
    }
    m_step = steps().front();
    listReaders();
    retranslate();
    setStep(m_step);
}

IssueDialog::~IssueDialog() = default;

bool IssueDialog::renews() const
{
    return m_start.deed == CardDeed::Renew || (m_start.deed == CardDeed::GoOn && m_start.seen && m_start.seen->order && m_start.seen->order->kind == RequestKind::Renew);
}

bool IssueDialog::isOfModule() const { return m_reader.starts_with(tokenScheme); }

bool IssueDialog::writesAnew() const { return m_start.deed == CardDeed::Issue || m_start.deed == CardDeed::Temporary; }

std::vector<IssueDialog::Step> IssueDialog::steps() const
{
    switch (m_start.deed) {
    case CardDeed::GoOn: return {Pin, Writing};
    case CardDeed::Renew: return {Signatures, Pin, Writing};
    case CardDeed::Temporary: return {Terms, Which, Pin, Writing};
    default: return {Who, Which, Signatures, Pin, Writing};
    }
}

QWidget *IssueDialog::makeWhich()
{
    auto *page = new QWidget(m_stack);
    m_whichIntro = makeMuted(page);
    m_abilities = makeMuted(page);
    m_abilities->setObjectName(QStringLiteral("issueAbilities"));
    m_modules = new QToolButton(page);
    m_modules->setObjectName(QStringLiteral("issueModules"));
    m_modules->setPopupMode(QToolButton::InstantPopup);
    m_modules->setMenu(new QMenu(m_modules));
    m_contents = makeBody(page);
    m_contents->setObjectName(QStringLiteral("issueContents"));
    m_whichComplaint = makeBody(page);
    m_whichComplaint->setObjectName(QStringLiteral("issueWhichComplaint"));
    m_clear = new QCheckBox(page);
    m_clear->setObjectName(QStringLiteral("issueClear"));
    m_readerGroup = new QButtonGroup(page);
    m_readers = new QVBoxLayout;
    m_readers->setSpacing(4);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_whichIntro);
    layout->addLayout(m_readers);
    layout->addWidget(m_modules);
    layout->addWidget(m_abilities);
    layout->addWidget(m_contents);
    layout->addWidget(m_clear);
    layout->addWidget(m_whichComplaint);
    layout->addStretch(1);
    connect(m_clear, &QCheckBox::toggled, this, &IssueDialog::check);
    connect(m_readerGroup, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool chosen) {
        if (!chosen)
            return;
        m_reader = utf8(button->property("reader").toString());
        m_clear->setChecked(false);
        check();
    });
    return page;
}

QWidget *IssueDialog::makeSignatures()
{
    auto *page = new QWidget(m_stack);
    m_summary = makeBody(page);
    m_summary->setObjectName(QStringLiteral("issueSummary"));
    m_second = new CosignBox(m_house, cosignerRoles(CommandKind::OrderCard, m_house.officer()), page);
    m_second->offerElsewhere();
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_summary);
    layout->addWidget(m_second);
    layout->addStretch(1);
    connect(m_second, &CosignBox::changed, this, [this] { retranslate(); });
    return page;
}

QWidget *IssueDialog::makePin()
{
    auto *page = new QWidget(m_stack);
    m_pinIntro = makeBody(page);
    m_pinIntro->setObjectName(QStringLiteral("issuePinIntro"));
    m_pinTries = makeMuted(page);
    m_pinTries->setObjectName(QStringLiteral("issuePinTries"));
    m_newPin = new PinPair(page);
    m_letter = new QCheckBox(page);
    m_letter->setObjectName(QStringLiteral("issueLetter"));
    m_printer = new QComboBox(page);
    m_printer->setObjectName(QStringLiteral("issuePrinter"));
    m_letter->hide(); // unless policy has it
    m_printer->hide();
    m_pin = new PassphraseEdit(page);
    m_pin->setObjectName(QStringLiteral("issuePin"));
    m_presentLabel = makeBody(page);
    m_presentLabel->setBuddy(m_pin);
    m_newPin->setVisible(!renews());
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_pinIntro);
    layout->addWidget(m_presentLabel);
    layout->addWidget(m_pin);
    layout->addWidget(m_pinTries);
    layout->addWidget(m_newPin);
    layout->addWidget(m_letter);
    layout->addWidget(m_printer);
    layout->addStretch(1);
    connect(m_newPin, &PinPair::changed, this, &IssueDialog::check);
    connect(m_letter, &QCheckBox::toggled, this, [this](bool drawn) {
        m_newPin->clear();
        m_newPin->setVisible(!drawn);
        m_printer->setVisible(drawn);
        retranslate();
    });
    connect(m_pin, &PassphraseEdit::edited, this, &IssueDialog::check);
    return page;
}

QWidget *IssueDialog::makeWriting()
{
    auto *page = new QWidget(m_stack);
    m_steps = new IssueSteps(page);
    m_steps->setObjectName(QStringLiteral("issueSteps"));
    m_leaveIn = makeMuted(page);
    m_leaveIn->setObjectName(QStringLiteral("issueLeaveIn"));
    m_result = makeBody(page);
    m_result->setObjectName(QStringLiteral("issueResult"));
    m_receipt = new QPushButton(page);
    m_receipt->setObjectName(QStringLiteral("issueReceipt"));
    m_receipt->setAutoDefault(false);
    m_printAgain = new QPushButton(page);
    m_printAgain->setObjectName(QStringLiteral("issuePrintAgain"));
    m_printAgain->setAutoDefault(false);
    connect(m_printAgain, &QPushButton::clicked, this, &IssueDialog::printLetter);
    auto *line = new QHBoxLayout;
    line->addWidget(m_receipt);
    line->addWidget(m_printAgain);
    line->addStretch(1);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_steps);
    layout->addWidget(m_leaveIn);
    layout->addWidget(m_result);
    layout->addLayout(line);
    layout->addStretch(1);
    connect(m_receipt, &QPushButton::clicked, this, &IssueDialog::askForReceipt);
    return page;
}

CardHolder IssueDialog::holder() const
{
    if (m_start.deed == CardDeed::GoOn && m_start.seen && m_start.seen->order)
        return m_start.seen->order->holder;
    if (m_start.deed == CardDeed::Renew && m_start.seen && m_start.seen->card)
        return m_start.seen->card->holder;
    return m_start.basis ? m_start.basis->holder : m_who->holder();
}

const CertificateRole *IssueDialog::role() const
{
    std::string id = m_start.basis ? m_start.basis->role : m_who->role();
    if (m_start.deed == CardDeed::GoOn && m_start.seen && m_start.seen->order)
        id = m_start.seen->order->role;
    else if (m_start.deed == CardDeed::Renew && m_start.seen && m_start.seen->card)
        id = m_start.seen->card->role;
    const auto known = std::ranges::find(m_choices.roles, id, &CertificateRole::id);
    return known == m_choices.roles.end() ? nullptr : &*known;
}

std::optional<SeenCard> IssueDialog::chosenCard() const
{
    const std::optional<SeenCard> seen = m_watch.inReader(m_reader);
    return seen && seen->sight.hasCard ? seen : std::nullopt;
}

bool IssueDialog::clears() const
{
    const std::optional<SeenCard> card = chosenCard();
    return writesAnew() && card && !card->sight.asDelivered;
}

void IssueDialog::listReaders()
{
    while (QLayoutItem *item = m_readers->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            if (auto *button = qobject_cast<QAbstractButton *>(widget))
                m_readerGroup->removeButton(button);
            widget->deleteLater();
        }
        delete item;
    }
    const std::vector<SeenCard> &seen = m_watch.seen();
    // The only one that can be meant.
    if (writesAnew() && m_step != Pin && m_step != Writing && m_step != Signatures && (m_reader.empty() || !m_watch.inReader(m_reader))) {
        const auto fits = [](const SeenCard &one) { return isIssuable(one.standing); };
        if (std::ranges::count_if(seen, fits) == 1)
            m_reader = std::ranges::find_if(seen, fits)->sight.reader;
    }
    for (const SeenCard &one : seen) {
        auto *button = new QRadioButton(this);
        button->setText(one.sight.number.empty() ? tr("%1: %2", "reader, what is in it").arg(qstr(one.sight.reader), CardText::title(one))
                                                 : tr("%1: %2, No. %3", "reader, what is in it, number").arg(qstr(one.sight.reader), CardText::title(one), qstr(one.sight.number)));
        button->setObjectName(QStringLiteral("issueReader"));
        button->setProperty("reader", qstr(one.sight.reader));
        button->setEnabled(isIssuable(one.standing));
        const QSignalBlocker block(m_readerGroup);
        m_readerGroup->addButton(button);
        button->setChecked(one.sight.reader == m_reader);
        m_readers->addWidget(button);
    }
    listModules();
}

void IssueDialog::listModules()
{
    QMenu *menu = m_modules->menu();
    menu->clear();
    menu->addAction(tr("Add a module…"), this, &IssueDialog::askForModule)->setObjectName(QStringLiteral("issueAddModule"));
    const QStringList known = m_watch.modules();
    if (known.isEmpty())
        return;
    menu->addAction(tr("Look once more"), &m_watch, &CardWatch::look); // PKCS#11 tells nobody when a token is plugged in
    menu->addSeparator();
    for (const QString &path : known)
        menu->addAction(tr("Forget %1", "the path of a PKCS#11 module").arg(path), this, [this, path] { m_watch.forgetModule(path); });
}

void IssueDialog::askForModule()
{
    auto *dialog = new QFileDialog(this, tr("The PKCS#11 module of the USBKey's maker"), QStringLiteral("/usr/lib"), tr("PKCS#11 modules (*.so)"));
    dialog->setObjectName(QStringLiteral("moduleDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_watch, &CardWatch::addModule);
    dialog->open();
}

QString IssueDialog::whoComplaint() const
{
    if (!m_chosen)
        return {};
    if (m_choices.roles.empty())
        return tr("No certificate role yet: add one first, on the page's tab “Certificate roles”.");
    if (m_choices.ca.empty())
        return tr("No CA for clients is in force: set one up on the page “Own CA” first.");
    const CardHolder wanted = holder();
    const bool own = wanted.id == m_house.officer().id || (wanted.name == m_house.officer().name && wanted.department == m_house.officer().department);
    if (own && !m_house.record().pilot)
        return tr("Nobody decides about their own USBKey: let a colleague issue it.");
    const CertificateRole *chosen = role();
    if (chosen && !chosen->departments.empty() && !wanted.department.empty() && std::ranges::find(chosen->departments, wanted.department) == chosen->departments.end())
        return tr("The role “%1” is not for people of %2.").arg(qstr(chosen->name), qstr(wanted.department));
    return {};
}

QString IssueDialog::whichComplaint() const
{
    const std::optional<SeenCard> card = chosenCard();
    if (!card)
        return m_watch.seen().empty() ? tr("No reader is connected. Plug the USBKey in.") : tr("Plug in the USBKey that shall be issued.");
    if (!isIssuable(card->standing))
        return CardText::explanation(*card);
    if (!m_start.number.empty() && card->sight.number != m_start.number)
        return tr("Number %1 is meant, and %2 is in the reader.").arg(qstr(m_start.number), qstr(card->sight.number));
    if (!card->sight.module)
        return {};
    if (m_choices.attestationDemanded)
        return tr("The house's policy issues no USBKey whose maker does not vouch for its keys, and over PKCS#11 nobody does. Take a PIV card.");
    if (std::ranges::find(card->sight.module->kinds, m_who->algorithm()) == card->sight.module->kinds.end())
        return tr("It makes no keys of the kind that was chosen: go back and choose another kind, or take another USBKey.");
    return {};
}

QString IssueDialog::summary() const
{
    const std::optional<SeenCard> card = chosenCard();
    const CertificateRole *chosen = role();
    const CardHolder wanted = holder();
    const QString number = card ? qstr(card->sight.number) : qstr(m_start.number), model = card ? qstr(card->sight.model) : QString();
    const QString roleName = chosen ? qstr(chosen->name) : QString();
    const int days = m_start.deed == CardDeed::Renew && chosen ? chosen->days : m_who->days();
    QStringList lines;
    if (renews()) {
        lines += tr("USBKey %1 of %2, %3, gets further certificates as “%4”, for %n day(s), issued by %5.", nullptr, days)
                     .arg(number, qstr(wanted.name), qstr(wanted.department), roleName, qstr(m_choices.caName));
        lines += tr("· Its keys stay the same; what was encrypted to it can still be read.");
    } else {
        lines += tr("USBKey %1 (%2) is issued to %3, %4, as “%5”, for %n day(s), by %6.", nullptr, days)
                     .arg(number, model, qstr(wanted.name), qstr(wanted.department), roleName, qstr(m_choices.caName));
        if (clears())
            lines += tr("· Everything that is on it is erased for ever. This cannot be undone.");
        lines += isOfModule() ? QStringLiteral("· ") + CardText::withoutPiv()
                              : tr("· Management key and PUK become random and are kept by the authority, encrypted. From then on only this house writes to it.");
        lines += tr("· The keys are made on the USBKey and never leave it.");
    }
    lines += tr("· It proves its keys, the certificates are written, read back, and proven by a fresh signature.");
    return lines.join(u'\n');
}

void IssueDialog::check()
{
    const QString who = whoComplaint(), which = whichComplaint();
    m_who->setComplaint(who);
    const std::string holderId = holder().id;
    const auto held = std::ranges::find_if(m_choices.cards, [&](const Card &card) { return card.holder.id == holderId && card.state == CardState::Issued; });
    m_who->setNote(held == m_choices.cards.end() || holderId.empty() ? QString() : tr("%1 has USBKey %2 already.").arg(qstr(held->holder.name), qstr(held->number)));
    m_whichComplaint->setText(which);
    m_whichComplaint->setVisible(!which.isEmpty());
    const std::optional<SeenCard> card = chosenCard();
    m_abilities->setVisible(card && card->sight.module);
    if (card && card->sight.module)
        m_abilities->setText(CardText::withoutPiv() + u'\n' + CardText::abilities(*card->sight.module));
    m_contents->setVisible(clears() && which.isEmpty());
    m_clear->setVisible(clears() && which.isEmpty());
    if (card && clears()) {
        const QStringList contents = CardText::contents(*card);
        QString text = CardText::explanation(*card);
        if (card->standing == CardStanding::Interrupted && card->card)
            text = tr("It was ordered for %1 and not handed over. Issuing it to somebody else gives that up.").arg(qstr(card->card->holder.name));
        text += u'\n' + (contents.isEmpty() ? tr("It has a PIN, a PUK or a management key of its own.") : tr("On it:") + u'\n' + contents.join(u'\n'));
        m_contents->setText(text);
    }
    bool ready = false;
    switch (m_step) {
    case Who: {
        const CardHolder wanted = holder();
        ready = m_chosen && who.isEmpty() && role() && !wanted.id.empty() && !wanted.name.empty() && !wanted.department.empty();
        break;
    }
    case Which: ready = which.isEmpty() && (!clears() || m_clear->isChecked()); break;
    case Signatures: ready = m_chosen && m_second->isComplete() && (m_start.deed != CardDeed::Renew || role()); break;
    case Pin: ready = (!asksPresentPin() || !m_pin->isEmpty()) && (renews() || drawsPin() || m_newPin->isComplete()); break;
    case Writing: ready = m_failed || m_issued; break;
    case Terms: ready = m_chosen && who.isEmpty() && m_terms->isComplete() && role(); break;
    case StepCount: break;
    }
    const bool first = m_step == steps().front();
    m_back->setVisible(!first && m_step != Writing);
    m_back->setEnabled(!m_running);
    m_next->setEnabled(ready && !m_running);
    m_cancel->setEnabled(!m_running || (m_step == Writing && !m_stop.stop_requested()));
    m_cancel->setVisible(!m_issued);
}

void IssueDialog::setStep(Step step)
{
    m_step = step;
    m_stack->setCurrentIndex(step);
    m_error->clear();
    if (step == Which)
        listReaders();
    retranslate();
    if (step == Pin)
        (asksPresentPin() ? static_cast<QWidget *>(m_pin) : m_newPin)->setFocus();
}

void IssueDialog::goBack()
{
    const std::vector<Step> all = steps();
    const auto at = std::ranges::find(all, m_step);
    if (at != all.begin() && at != all.end())
        setStep(*std::prev(at));
}

void IssueDialog::goNext()
{
    if (m_step == Signatures && m_second->missing() == MissingSignatures::Awaited)
        return leavePending();
    if (m_step == Writing) {
        if (m_issued)
            return accept();
        return write();
    }
    const std::vector<Step> all = steps();
    setStep(*std::next(std::ranges::find(all, m_step)));
    if (m_step == Writing)
        write();
}

void IssueDialog::leavePending()
{
    const std::optional<SeenCard> card = chosenCard();
    const CertificateRole *chosen = role();
    if (!card || !chosen)
        return;
    const CardWish wish{.kind = renews() ? RequestKind::Renew : RequestKind::New,
                        .card = card->sight.number,
                        .model = card->sight.model,
                        .holder = holder(),
                        .role = chosen->id,
                        .algorithm = m_who->algorithm(),
                        .days = renews() ? 0 : m_who->days()};
    m_running = true;
    m_error->clear();
    check();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, wish]() -> Result<Receipt> {
               const Result<CardOrder> order = cardOrderFor(*house, wish);
               return order ? house->submit(CommandKind::OrderCard, toJson(*order), {}, {}, 1, MissingSignatures::Awaited) : fail(order.error());
           }))
        .then(this, [this, number = qstr(wish.card), name = qstr(wish.holder.name)](const Result<Receipt> &receipt) {
            m_running = false;
            if (!isTaken(receipt)) {
                m_error->showError(receipt.error());
                return check();
            }
            Q_EMIT done(tr("The order of USBKey %1 for %2 waits for a second officer. Once signed, plug the USBKey in and go on with it.").arg(number, name));
            accept();
        });
}

void IssueDialog::write()
{
    m_failed = false;
    m_running = true;
    m_stoppedAfter.reset();
    m_stop = std::stop_source();
    m_error->clear();
    const bool first = !m_material;
    if (first) {
        m_material = std::make_shared<Material>();
        const std::vector<Step> all = steps();
        if (std::ranges::find(all, Signatures) != all.end()) { // else it was signed before, or one is enough
            if (std::optional<Cosigner> cosigner = m_second->take())
                m_material->cosigners.push_back(std::move(*cosigner));
        }
    }
    if (isOfModule() && !renews() && !m_pin->isEmpty())
        m_material->presentPin = m_pin->take();
    if (drawsPin())
        m_material->pin = PinLetter::randomPin();
    else if (renews() ? !m_pin->isEmpty() : m_newPin->isComplete())
        m_material->pin = renews() ? m_pin->take() : m_newPin->take();
    CardDesk::Issue issue{.reader = m_reader, .kind = renews() ? RequestKind::Renew : RequestKind::New, .holder = holder(), .role = {}, .card = m_start.number};
    if (const CertificateRole *chosen = role())
        issue.role = chosen->id;
    if (m_start.deed == CardDeed::GoOn && m_start.seen && m_start.seen->order) {
        const CardOrder &order = *m_start.seen->order;
        issue.role = order.role;
        issue.algorithm = order.algorithm;
        issue.days = order.days;
        issue.hours = order.hours;
        issue.clear = true; // both agreed to it when they ordered
    } else if (writesAnew()) {
        const std::optional<SeenCard> card = chosenCard();
        if (m_start.deed == CardDeed::Temporary) {
            issue.hours = m_terms->hours();
            issue.note = m_terms->note();
        } else {
            issue.algorithm = m_who->algorithm();
            issue.days = m_who->days();
        }
        issue.clear = m_clear->isChecked();
        issue.afresh = first && card && card->standing == CardStanding::Interrupted && m_clear->isChecked();
        if (card)
            m_start.number = issue.card = card->sight.number; // the same one after an interruption
    } else if (m_start.seen && !m_start.seen->contents.empty() && m_start.seen->contents.front().certificate) {
        const CertificateListing &there = *m_start.seen->contents.front().certificate;
        issue.algorithm = there.keyAlgorithm == KeyAlgorithm::Rsa ? KeyKind::Rsa2048 : there.curve == "P-384" ? KeyKind::EcP384 : KeyKind::EcP256;
    }
    issue.stop = m_stop.get_token();
    using Deed = CardDesk::Step;
    std::vector<Deed> shown{Deed::Looking};
    if (m_start.deed != CardDeed::GoOn)
        shown.push_back(Deed::Ordering);
    if (issue.clear && clears())
        shown.push_back(Deed::Clearing);
    if (!renews())
        shown.push_back(Deed::Securing);
    for (const Deed deed : {Deed::MakingKeys, Deed::Certifying, Deed::Writing, Deed::Proving})
        shown.push_back(deed);
    if (first)
        m_steps->setSteps(shown, kindOf(isOfModule()));
    else
        m_steps->begin();
    retranslate();
    const auto work = [this, house = &m_house, desk = m_watch.desk(), material = m_material, issue]() mutable -> Result<Card> {
        if (!material->cosigners.empty()) {
            Result<std::vector<std::unique_ptr<Token>>> tokens = house->unlock(material->cosigners);
            if (!tokens)
                return fail(tokens.error());
            material->tokens = std::move(*tokens);
            material->cosigners.clear();
        }
        issue.pin = &material->pin;
        if (!material->presentPin.empty())
            issue.presentPin = &material->presentPin;
        // This dialog waits for the job before it goes (m_jobs).
        return desk->issue(*house, issue, lent(material->tokens), [this](Deed reached) {
            QMetaObject::invokeMethod(this, [this, reached] { reach(reached); }, Qt::QueuedConnection);
        });
    };
    m_jobs.add(m_watch.run(work)).then(this, [this](const Result<Card> &card) { written(card); });
}

void IssueDialog::reach(CardDesk::Step step)
{
    m_reached = step;
    m_steps->reach(step);
}

void IssueDialog::written(const Result<Card> &card)
{
    m_running = false;
    if (card) {
        if (drawsPin())
            m_letterPin = std::move(m_material->pin);
        m_material.reset();
        m_issued = *card;
        m_steps->finish();
        retranslate();
        if (!m_letterPin.empty())
            printLetter();
        Q_EMIT done(receiptText());
        return;
    }
    m_failed = true;
    const Error error = card.error();
    if (isOfModule() && !renews() && m_reached > CardDesk::Step::Securing) // it has the new one by now
        m_material->presentPin = m_material->pin.clone();
    if (error.code == ErrorCode::Cancelled) {
        m_stoppedAfter = m_reached;
        m_steps->stop();
        return retranslate();
    }
    m_steps->fail();
    if (error.code == ErrorCode::PinIncorrect && asksPresentPin()) {
        if (error.triesLeft && m_start.seen)
            m_start.seen->sight.pinTries = *error.triesLeft;
        setStep(Pin);
    } else if (error.code == ErrorCode::WrongPassphrase) { // nobody's signature yet, so nothing was done
        m_material.reset();
        setStep(Signatures);
    } else {
        retranslate();
    }
    m_error->showError(error);
}

QString IssueDialog::receiptText() const
{
    return m_issued ? tr("USBKey %1 is %2's: handed over as “%3”, valid until %4.")
                          .arg(qstr(m_issued->number), qstr(m_issued->holder.name), qstr(m_issued->roleName),
                               m_issued->hours > 0 ? ValueText::dateTime(m_issued->ends) : ValueText::date(m_issued->ends))
                    : QString();
}

bool IssueDialog::drawsPin() const { return !renews() && m_letter->isChecked(); }

void IssueDialog::printLetter()
{
    m_printAgain->setEnabled(false);
    auto pin = std::make_shared<SecureBytes>(m_letterPin.clone());
    const auto work = [house = m_house.record().name, card = *m_issued, pin, printer = utf8(m_printer->currentText())]() -> Result<void> {
        const Result<SecureBytes> pdf = PinLetter::pdf(house, card, *pin);
        return pdf ? PinLetter::print(printer, *pdf) : fail(pdf.error());
    };
    m_jobs.add(QtConcurrent::run(backgroundPool(), work)).then(this, [this](const Result<void> &printed) {
        m_printAgain->setEnabled(true);
        if (printed)
            m_leaveIn->setText(tr("The PIN letter is in the printer: take it out, fold and seal it at once."));
        else
            m_error->showError(printed.error());
    });
}

void IssueDialog::askForReceipt()
{
    if (!m_issued)
        return;
    auto *dialog = new QFileDialog(this, tr("Save the handover receipt"), QString(), tr("PDF files (*.pdf)"));
    dialog->setObjectName(QStringLiteral("receiptDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(tr("Handover receipt %1", "name of a file").arg(qstr(m_issued->number)) + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, number = m_issued->number](const QString &path) {
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, number, file = utf8(path)] { return CardReceipt::save(*house, number, file); })).then(this, [this, path](const Result<void> &saved) {
            if (saved)
                m_leaveIn->setText(tr("Saved to %1.").arg(path));
            else
                m_error->showError(saved.error());
        });
    });
    dialog->open();
}

void IssueDialog::reject()
{
    if (m_running) {
        m_stop.request_stop();
        return retranslate();
    }
    if (m_issued)
        return accept();
    QDialog::reject();
}

void IssueDialog::retranslate()
{
    setWindowTitle(CardDeedText::title(m_start.deed));
    const QString titles[] = {tr("Who gets it, and as what"), tr("Which USBKey"), tr("What will happen, and who signs"),
                              renews() ? tr("The holder enters the PIN") : tr("The holder chooses a PIN"), tr("Writing"),
                              tr("For how long, and why")};
    const std::vector<Step> all = steps();
    const auto at = std::ranges::find(all, m_step) - all.begin();
    m_trail->setText(tr("Step %1 of %2").arg(at + 1).arg(all.size()));
    m_heading->setText(m_issued ? tr("Done: take it out and hand it over") : m_stoppedAfter ? tr("Stopped, as you asked") : m_step == Writing && m_failed ? tr("Interrupted: nothing is lost") : titles[m_step]);
    m_whichIntro->setText(tr("The list follows what is plugged in. With two readers your own key can stay in the other one."));
    m_clear->setText(tr("Erase all of this for ever"));
    m_summary->setText(summary());
    m_pinIntro->setText(drawsPin() ? tr("Nobody sees the PIN: it is printed, folded and sealed for %1, and kept nowhere.").arg(qstr(holder().name))
                        : renews() ? tr("%1 enters the PIN that the USBKey has. Turn the keyboard over and look away.").arg(qstr(holder().name))
                                 : tr("%1 chooses the PIN now. Turn the keyboard over and look away: nobody else learns it, and it is kept nowhere.").arg(qstr(holder().name)));
    m_presentLabel->setText(tr("PIN that the USBKey has now, its maker's or its former holder's"));
    m_presentLabel->setVisible(isOfModule() && !renews());
    m_pin->setVisible(asksPresentPin());
    m_pin->setAccessibleName(m_presentLabel->isHidden() ? tr("PIN of the USBKey") : m_presentLabel->text());
    const std::optional<int> tries = m_start.seen ? m_start.seen->sight.pinTries : std::nullopt;
    m_pinTries->setVisible(asksPresentPin() && tries);
    if (tries)
        m_pinTries->setText(*tries == 1 ? tr("One try is left. If it is wrong, the USBKey blocks itself and has to be unlocked.") : tr("%n tries are left.", nullptr, *tries));
    m_modules->setText(tr("PKCS#11 modules"));
    m_modules->setToolTip(tr("USBKeys of any maker are found by the maker's PKCS#11 module, a library on this computer."));
    listModules();
    m_leaveIn->setText(m_issued ? tr("The handover stands in the audit log, signed by you and by the holder's new key.")
                                : m_stoppedAfter ? CardText::stoppedAfter(*m_stoppedAfter, kindOf(isOfModule()))
                                : m_running && m_stop.stop_requested() ? tr("Stops as soon as this step is done…")
                                : m_failed ? tr("What was done stays done. The same again goes on where it stopped, also later: the USBKey then says “go on with issuing”.")
                                           : tr("Leave the USBKey in until all is done. If it is pulled out nothing is lost, and the same again goes on."));
    m_result->setText(receiptText());
    m_result->setVisible(m_issued.has_value());
    m_receipt->setText(tr("Save the handover receipt…"));
    m_receipt->setVisible(m_issued.has_value());
    m_printAgain->setText(tr("Print the PIN letter again"));
    m_printAgain->setVisible(!m_letterPin.empty());
    m_letter->setText(tr("Draw the PIN at random and print a letter for the holder, right after it is handed over"));
    m_letter->setToolTip(tr("What is printed lies in the printing system in clear for a while. Better, the holder chooses the PIN here."));
    m_printer->setAccessibleName(tr("Printer for the PIN letter"));
    m_back->setText(tr("Back"));
    m_cancel->setText(m_step == Writing && m_failed ? tr("Close, go on later") : m_step == Writing && m_running ? tr("Stop after this step") : tr("Cancel"));
    switch (m_step) {
    case Signatures: m_next->setText(m_second->missing() == MissingSignatures::Awaited ? tr("Sign and leave it") : tr("Both sign")); break;
    case Pin: m_next->setText(m_start.deed == CardDeed::Temporary ? tr("Sign alone and write the USBKey") : renews() ? tr("Renew the USBKey") : tr("Write the USBKey")); break;
    case Writing: m_next->setText(m_issued ? tr("Close") : tr("Go on")); break;
    default: m_next->setText(tr("Next")); break;
    }
    check();
}

void IssueDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        listReaders();
    }
    QDialog::changeEvent(event);
}

} // namespace hufu
