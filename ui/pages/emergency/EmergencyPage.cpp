// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/EmergencyPage.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Signers.h"
#include "models/pki/CertificateListing.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/Outgoing.h"
#include "models/replica/PendingWork.h"
#include "models/replica/RequestDetail.h"
#include "models/replica/SignedDecisions.h"
#include "models/store/CardReader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/HouseReader.h"
#include "models/views/ValueText.h"
#include "models/wording/EmergencyText.h"
#include "ui/pages/emergency/CanaryBox.h"
#include "ui/pages/emergency/CanaryDesk.h"
#include "ui/pages/emergency/EffectBox.h"
#include "ui/pages/emergency/EmergencyFiles.h"
#include "ui/pages/emergency/ForeignBox.h"
#include "ui/pages/emergency/ForeignDesk.h"
#include "ui/pages/emergency/HandoverDialog.h"
#include "ui/pages/emergency/ImpactPanel.h"
#include "ui/pages/emergency/LossForm.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QtConcurrent>

namespace hufu {
namespace {

/// Scrolls up and down alone: as wide as what is in it needs, whatever appears there.
class TallArea : public QScrollArea {
public:
    using QScrollArea::QScrollArea;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == widget() && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize))
            setMinimumWidth(widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width());
        return QScrollArea::eventFilter(watched, event);
    }
};

constexpr int typingPause = 120; // milliseconds
constexpr int stopgapDays = 7;

} // namespace

EmergencyPage::EmergencyPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_which(new QComboBox(this)), m_clock(new QLabel(this)), m_lossTitle(makeHeading(this)), m_decisionTitle(makeHeading(this)),
      m_effectTitle(makeHeading(this)), m_clockNote(new Banner(this)), m_handOver(new QPushButton(this)), m_report(new QPushButton(this)), m_practice(new QPushButton(this)), m_loss(new LossForm(this)),
      m_impact(new ImpactPanel(this)), m_error(new ErrorBox(this)), m_steps(new QWidget(this)), m_scroll(new TallArea(this)), m_stepLayout(new QVBoxLayout(m_steps)), m_foreign(new ForeignBox(m_steps)),
      m_foreignDesk(new ForeignDesk(this)), m_canaryBox(new CanaryBox(m_steps)), m_canary(new CanaryDesk(this)), m_files(new EmergencyFiles(this))
{
    m_which->setObjectName(QStringLiteral("emergencyWhich"));
    m_clock->setObjectName(QStringLiteral("emergencyClock"));
    m_clockNote->setObjectName(QStringLiteral("emergencyClockNote"));
    m_clockNote->setTone(Tone::Attention, QStringLiteral("dialog-warning"));
    m_clockNote->hide();
    m_handOver->setObjectName(QStringLiteral("emergencyHandOver"));
    m_report->setObjectName(QStringLiteral("emergencyReport"));
    m_practice->setObjectName(QStringLiteral("emergencyPractice"));
    m_error->setObjectName(QStringLiteral("emergencyError"));
    m_practice->hide();
    QFont digits = Theme::monospaceFont();
    digits.setPixelSize(30);
    digits.setBold(true);
    m_clock->setFont(digits);
    toolbar()->addWidget(m_which, 1);
    toolbar()->addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_clock, m_handOver, m_report, m_practice})
        toolbar()->addWidget(widget);

    m_stepLayout->setContentsMargins(0, 0, 12, 0);
    m_stepLayout->setSpacing(10);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_clockNote, m_error, m_lossTitle, m_loss, m_decisionTitle, m_foreign, m_effectTitle, m_canaryBox})
        m_stepLayout->addWidget(widget);
    m_stepLayout->addStretch(1);
    m_scroll->setWidget(m_steps);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *split = new QSplitter(this);
    auto *left = new QWidget(split);
    m_left = new QVBoxLayout(left);
    m_left->setContentsMargins(0, 0, 0, 0);
    m_left->setSpacing(0);
    m_left->addWidget(m_scroll);
    split->addWidget(left);
    split->addWidget(m_impact);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({440, 620});
    setContent(split);

    connect(m_which, &QComboBox::activated, this, [this] { choose(m_which->currentData().toString()); });
    connect(m_loss, &LossForm::edited, this, [this] { m_typing.start(); });
    connect(m_loss, &LossForm::startAsked, this, [this] { start({}); });
    connect(m_impact, &ImpactPanel::chosenChanged, this, &EmergencyPage::offer);
    connect(m_impact, &ImpactPanel::opened, this, [this](const Sha256 &certificate) { this->navigator().showCertificate(certificate); });
    connect(m_practice, &QPushButton::clicked, this, &EmergencyPage::practiceAsked);
    connect(m_report, &QPushButton::clicked, this, [this] { m_files->saveReport(m_id); });
    connect(m_handOver, &QPushButton::clicked, this, &EmergencyPage::handOver);
    connect(m_files, &EmergencyFiles::written, m_error, &ErrorBox::clear);
    connect(m_files, &EmergencyFiles::failed, m_error, &ErrorBox::showError);
    connect(&m_tick, &QTimer::timeout, this, &EmergencyPage::tick);
    connect(&m_typing, &QTimer::timeout, this, &EmergencyPage::look);
    wireCanary();
    wireForeign();
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    m_tick.setInterval(1000);
    retranslate();
}

EmergencyPage::~EmergencyPage() { m_jobs.wait(); }

void EmergencyPage::wireCanary()
{
    connect(m_canaryBox, &CanaryBox::orderAsked, m_canary, &CanaryDesk::order);
    connect(m_canary, &CanaryDesk::ordering, this, [this](bool runs) {
        m_canaryBox->setOrdering(runs);
        if (runs)
            m_error->clear();
    });
    connect(m_canary, &CanaryDesk::orderRefused, m_error, &ErrorBox::showError);
    connect(m_canary, &CanaryDesk::standChanged, this, [this] {
        const CanaryStand &stand = m_canary->stand();
        m_canaryBox->setStand(stand);
        if (feed() && feed()->inventory())
            m_canaryBox->setServices({feed()->inventory()->services().begin(), feed()->inventory()->services().end()});
        m_decision->setCanary(stand.endpoints.empty() ? std::nullopt : stand.ready);
    });
    connect(m_canary, &CanaryDesk::seen, this, [this](const std::shared_ptr<const EmergencyTrial> &trial, bool running) {
        if (m_effect && trial->emergency == m_id)
            m_effect->setTrial(trial, running);
    });
    connect(m_canary, &CanaryDesk::tried, this, [this](const EmergencyTrial &trial) { submit(CommandKind::TryInEmergency, toJson(trial)); });
}

void EmergencyPage::wireForeign()
{
    connect(m_foreign, &ForeignBox::howAsked, this, [this](const Sha256 &certificate) {
        m_foreignDesk->showHow(certificate, m_record && m_record->emergency.isOpen() ? m_id : std::string());
    });
    connect(m_foreign, &ForeignBox::lookAsked, this, [this] { m_foreignDesk->listen(m_id); });
    connect(m_foreignDesk, &ForeignDesk::listening, m_foreign, &ForeignBox::setLooking);
    connect(m_foreignDesk, &ForeignDesk::failed, m_error, &ErrorBox::showError);
    connect(m_foreignDesk, &ForeignDesk::asked, this, [this](const ForeignAsk &ask) { submit(CommandKind::AskForeignCa, toJson(ask)); });
    connect(m_foreignDesk, &ForeignDesk::heard, this, [this](const std::vector<ForeignSight> &sights) {
        m_foreign->showSights(sights);
        readRecord();
    });
}

QWidget *EmergencyPage::searchField() { return m_loss->valueField(); }

void EmergencyPage::setHouse(House *house, InventoryFeed *feed)
{
    m_canary->setHouse(house);
    m_foreignDesk->setHouse(house);
    m_files->setHouse(house);
    if (!house) {
        m_tick.stop();
        m_typing.stop();
        ++m_looked;
        m_jobs.wait();
        delete m_dialog;
        m_canaryBox->setStand({});
        m_canaryBox->setServices({});
        delete m_decision;
        delete m_effect;
        m_decision = nullptr;
        m_effect = nullptr;
        m_id.clear();
        m_all.clear();
        m_open.clear();
        m_opened.reset();
        m_seen.reset();
        m_record.reset();
        m_queued = m_pending = m_verifyNext = false;
        m_queuedId.clear();
        m_pendingId.clear();
        m_signed.clear();
        m_loss->clear();
        m_loss->setVocabulary({});
        m_impact->setImpact(nullptr, {});
        m_impact->setRecord({});
        m_error->clear();
    }
    Page::setHouse(house, feed);
    if (!house)
        return retranslate();
    m_decision = new DecisionForm(*house, m_steps);
    m_stepLayout->insertWidget(m_stepLayout->indexOf(m_decisionTitle) + 1, m_decision);
    m_left->addWidget(m_decision->bar());
    connect(m_decision, &DecisionForm::reasonChanged, this, [this](RevocationReason reason) {
        m_impact->setReason(reason);
        offer();
    });
    connect(m_decision, &DecisionForm::decided, this, &EmergencyPage::decide);
    connect(m_decision, &DecisionForm::takeBackAsked, this, &EmergencyPage::askTakeBack);
    makeEffect();
    connect(house, &House::journalGrew, this, [this] {
        readOpen();
        readRecord();
        m_canary->readStand();
        readSigned();
    });
    m_tick.start();
    readSigned();
    readOpen();
    readWords();
    m_canary->readStand();
    retranslate();
}

void EmergencyPage::makeEffect()
{
    delete m_effect; // what it showed was another's
    m_effect = new EffectBox(*house(), m_steps);
    m_stepLayout->insertWidget(m_stepLayout->indexOf(m_effectTitle) + 1, m_effect);
    connect(m_effect, &EffectBox::exportAsked, this, [this] { m_files->exportCommand(m_id); });
    connect(m_effect, &EffectBox::reportAsked, this, [this] { m_files->saveReport(m_id); });
    connect(m_effect, &EffectBox::replacementAsked, this, &EmergencyPage::askReplacement);
    connect(m_effect, &EffectBox::tryAgainAsked, this, [this] { m_canary->tryAt(m_id); });
    connect(m_effect, &EffectBox::answered, this, [this](FollowUp what, const QString &text) {
        submit(CommandKind::NoteEmergency, toJson(EmergencyNote{m_id, what, utf8(text)}));
    });
    connect(m_effect, &EffectBox::closeAsked, this, [this](const QString &text) { submit(CommandKind::CloseEmergency, toJson(EmergencyClosing{m_id, utf8(text)})); });
}

void EmergencyPage::openNow()
{
    if (!house())
        return;
    if (m_record && !m_record->emergency.isOpen()) // looked at before; now there is a call
        return choose({});
    if (m_id.empty() && !m_open.empty())
        return choose(qstr(m_open.front().form.id));
    ready();
}

void EmergencyPage::setPracticeOffered(bool offered) { m_practice->setVisible(offered); }

/// Where certificates are shown elsewhere there is no elsewhere; and a canary would have no servers.
void EmergencyPage::setPractice()
{
    m_practice->hide();
    m_canaryBox->hide();
}

void EmergencyPage::ready()
{
    if (m_id.empty() && !m_opened)
        m_opened = std::chrono::steady_clock::now();
    if (!m_loss->isStarted())
        m_loss->valueField()->setFocus(Qt::ShortcutFocusReason);
    tick();
}

void EmergencyPage::readOpen()
{
    if (!house())
        return;
    m_jobs.add(house()->readLater([](Connection &connection) { return readEmergencies(connection, EmergencyChoice::All); }))
        .then(this, [this, house = this->house()](const Result<std::vector<Emergency>> &all) {
            if (house != this->house() || !all)
                return;
            m_all = *all;
            m_open.clear();
            std::ranges::copy_if(m_all, std::back_inserter(m_open), &Emergency::isOpen);
            listOpen();
            if (m_id.empty() && !m_open.empty() && m_loss->loss().value.empty())
                choose(qstr(m_open.front().form.id));
        });
}

void EmergencyPage::listOpen()
{
    m_which->clear();
    m_which->addItem(tr("A new emergency"), QString());
    for (const Emergency &one : m_all) {
        const QString lost = EmergencyText::loss(one.form.loss), when = ValueText::dateTime(one.since);
        m_which->addItem(one.isOpen() ? tr("Open: %1, since %2").arg(lost, when) : tr("Closed: %1, %2").arg(lost, when), qstr(one.form.id));
    }
    m_which->setCurrentIndex(std::max(0, m_which->findData(qstr(m_id))));
    setBadge(static_cast<int>(m_open.size()), m_open.empty() ? QString() : tr("%n open emergency(ies)", nullptr, static_cast<int>(m_open.size())));
}

void EmergencyPage::readWords()
{
    std::set<std::string> hosts;
    if (feed() && feed()->inventory()) {
        for (const Service &service : feed()->inventory()->services())
            hosts.insert(service.hosts.begin(), service.hosts.end());
    }
    m_jobs.add(house()->readLater([](Connection &connection) -> Result<QMap<LossKind, QStringList>> {
        const Result<std::vector<Card>> cards = readCards(connection);
        const Result<std::vector<Person>> people = readPeople(connection);
        if (!cards || !people)
            return fail(cards ? people.error() : cards.error());
        std::set<QString> names, numbers, roles, departments;
        for (const Card &card : *cards) {
            numbers.insert(qstr(card.number));
            names.insert(qstr(card.holder.name));
            roles.insert(qstr(card.roleName));
            departments.insert(qstr(card.holder.department));
        }
        for (const Person &person : *people) {
            names.insert(qstr(person.name));
            departments.insert(qstr(person.department));
        }
        const auto list = [](std::set<QString> &words) {
            words.erase(QString());
            return QStringList(words.begin(), words.end());
        };
        return QMap<LossKind, QStringList>{{LossKind::Person, list(names)}, {LossKind::Card, list(numbers)}, {LossKind::Role, list(roles)}, {LossKind::Department, list(departments)}};
    })).then(this, [this, house = this->house(), hosts](Result<QMap<LossKind, QStringList>> words) {
        if (house != this->house() || !words)
            return;
        QStringList list;
        for (const std::string &host : hosts)
            list += qstr(host);
        words->insert(LossKind::Host, list);
        m_loss->setVocabulary(std::move(*words));
    });
}

void EmergencyPage::choose(const QString &id)
{
    m_id = utf8(id);
    m_record.reset();
    m_impact->setRecord({});
    m_queued = m_pending = m_verifyNext = false;
    m_queuedId.clear();
    m_pendingId.clear();
    m_canary->leave();
    m_error->clear();
    if (!house())
        return;
    makeEffect();
    m_decision->setStartQueued(false);
    readSigned();
    if (m_id.empty()) {
        m_opened.reset();
        m_loss->clear();
        m_seen.reset();
        m_impact->setImpact(nullptr, {});
        ready();
        return retranslate();
    }
    readRecord();
}

void EmergencyPage::look()
{
    const Result<Loss> loss = m_loss->loss().normalised();
    const quint64 number = ++m_looked;
    if (!house() || !feed() || !feed()->inventory() || !loss) {
        m_seen.reset();
        m_impact->setImpact(nullptr, {});
        return retranslate();
    }
    if (m_decision && (!m_seen || m_seen->impact->loss.kind != loss->kind))
        m_decision->setLoss(loss->kind);
    const std::shared_ptr<const Inventory> inventory = feed()->inventory();
    m_jobs.add(house()->readLater([inventory, loss = *loss, officer = house()->officer(), id = m_id, now = house()->authorityNow()](Connection &connection) -> Result<Seen> {
        Result<EmergencyImpact> impact = assessEmergency(connection, *inventory, loss, now);
        if (!impact)
            return fail(impact.error());
        Result<Facts> facts = readEmergencyFacts(connection, *inventory, officer, id, now);
        if (!facts)
            return fail(facts.error());
        return Seen{std::make_shared<const EmergencyImpact>(std::move(*impact)), std::make_shared<const Facts>(std::move(*facts))};
    })).then(this, [this, number](Result<Seen> seen) {
        if (number != m_looked)
            return;
        m_seen.reset();
        if (seen)
            m_seen = std::move(*seen);
        m_impact->setReason(m_decision->reason());
        m_impact->setImpact(m_seen ? m_seen->impact : nullptr, house()->officer().id);
        retranslate();
    });
}

void EmergencyPage::offer()
{
    if (m_decision)
        m_decision->setChosen(m_impact->impact(), m_impact->chosen(), m_seen ? m_seen->facts : nullptr);
}

void EmergencyPage::start(Then then)
{
    EmergencyStart form = m_loss->start();
    const Result<Loss> loss = form.loss.normalised();
    if (!house() || !loss)
        return;
    form.loss = *loss;
    m_error->clear();
    m_decision->setRunning(true);
    if (!m_opened)
        m_opened = std::chrono::steady_clock::now();
    m_jobs.add(house()->submitLater(CommandKind::StartEmergency, toJson(form))).then(this, [this, form, then, house = this->house()](const Result<Receipt> &receipt) {
        if (house != this->house())
            return;
        m_decision->setRunning(false);
        if (!isTaken(receipt))
            return m_error->showError(receipt.error());
        m_decision->setStartQueued(!receipt);
        m_id = receipt && receipt->outcome.contains(QLatin1String("joins")) ? utf8(receipt->outcome.value(QLatin1String("joins")).toString()) : form.id;
        m_loss->showStart(form);
        look();
        readRecord();
        if (then)
            then();
        retranslate();
    });
}

void EmergencyPage::decide(DecisionForm::Manner manner)
{
    if (m_id.empty())
        return start([this, manner] { decide(manner); });
    RevocationForm form = m_decision->form(manner);
    form.emergency = m_id;
    if (form.certificates.empty())
        return;
    m_error->clear();
    m_decision->setRunning(true);
    const auto cosigners = std::make_shared<std::vector<Cosigner>>();
    if (manner == DecisionForm::Manner::Here)
        *cosigners = m_decision->takeCosigners();
    m_canary->enter(form.certificates, [this, form, cosigners, manner] { send(form, std::move(*cosigners), manner); });
}

void EmergencyPage::send(const RevocationForm &form, std::vector<Cosigner> cosigners, DecisionForm::Manner manner)
{
    const MissingSignatures missing = manner == DecisionForm::Manner::AnotherDesk ? MissingSignatures::Awaited : MissingSignatures::Refused;
    m_jobs.add(house()->submitLater(CommandKind::Revoke, toJson(form), std::move(cosigners), missing, form.version()))
        .then(this, [this, house = this->house(), certificates = form.certificates](const Result<Receipt> &receipt) {
            if (house != this->house())
                return;
            m_decision->setRunning(false);
            if (!isTaken(receipt)) {
                m_canary->leave();
                return m_error->showError(receipt.error());
            }
            m_queued = !receipt && receipt.error().code == ErrorCode::Queued;
            m_pending = !receipt && receipt.error().code == ErrorCode::Pending;
            m_pendingId = m_pending ? receipt.error().subject : std::string();
            m_verifyNext = true; // once it is in force, whoever else had to do something for that
            if (m_pending || m_queued) {
                m_canary->stayIn();
                QTimer::singleShot(0, this, &EmergencyPage::showEffect); // that it is not in force is to be seen, wherever one had scrolled
            }
            m_queuedId.clear();
            m_effect->setQueued(m_queued);
            m_effect->setPending(m_pending);
            if (m_pending || m_queued) { // at once: nobody presses it again before it was read
                using Where = DecisionForm::Signed::Where;
                m_signed.push_back({m_queued ? Where::Outbox : Where::Colleague, m_pendingId, certificates, house->authorityNow()});
                m_decision->setSigned(m_signed);
            }
            readSigned();
            readRecord();
            look();
            retranslate();
        });
}

void EmergencyPage::readSigned()
{
    if (!house())
        return;
    m_jobs.add(house()->readLater([officer = house()->officer(), now = house()->authorityNow()](Connection &connection) { return readSignedDecisions(connection, officer, now); }))
        .then(this, [this, house = this->house(), number = ++m_signedRead](const Result<SignedDecisions> &read) {
            if (house != this->house() || number != m_signedRead || !read || !m_decision)
                return;
            using Signed = DecisionForm::Signed;
            // What was just left for a colleague may have come into this desk's journal only in a moment.
            std::erase_if(m_signed, [this](const Signed &one) { return one.where == Signed::Where::Outbox || one.id != m_pendingId || !m_pending; });
            const OutgoingCommand *queued = nullptr, *refused = nullptr;
            for (const OutgoingCommand &one : read->outgoing) {
                const std::optional<RevocationForm> form = revocationOrderedBy(one.command);
                if (!form)
                    continue;
                if (one.refusal && one.id == m_queuedId)
                    refused = &one;
                if (one.refusal)
                    continue;
                m_signed.push_back({Signed::Where::Outbox, one.id, form->certificates, one.queued, one.tried});
                if (!m_id.empty() && form->emergency == m_id)
                    queued = &one;
            }
            const PendingSight *left = nullptr;
            if (std::ranges::find(read->pending, m_pendingId, [](const PendingSight &one) { return one.pending.id; }) != read->pending.end())
                std::erase_if(m_signed, [](const Signed &one) { return one.where == Signed::Where::Colleague; });
            for (const PendingSight &one : read->pending) {
                const bool open = one.pending.kind == CommandKind::Revoke && !one.payload.isEmpty();
                if (open)
                    m_signed.push_back({Signed::Where::Colleague, one.pending.id, certificatesToRevoke(one.payload), one.pending.since, false, one.mine});
                const bool here = open && !m_id.empty() && utf8(one.payload.value(QLatin1String("emergency")).toString()) == m_id;
                if (one.pending.id == m_pendingId || (here && !left))
                    left = &one;
            }
            m_queued = queued;
            if (queued)
                m_queuedId = queued->id;
            if (refused) { // it came back; what to do about it is up here, and on the outbox page
                m_queuedId.clear();
                m_canary->leave();
                m_error->showError(*refused->refusal);
            }
            hearOfPending(left, read->people, read->declines);
            m_decision->setSigned(m_signed);
            m_effect->setQueued(m_queued);
        });
}

/// What became of what waits, or waited, for a colleague.
void EmergencyPage::hearOfPending(const PendingSight *left, const std::vector<Person> &people, const std::vector<Entry> &declines)
{
    if (!left && m_pending && !m_pendingId.empty())
        return;
    const bool waits = left && left->pending.fate == PendingCommand::Fate::Open && !left->payload.isEmpty();
    const bool waited = std::exchange(m_pending, waits);
    if (waits) {
        m_pendingId = left->pending.id;
    } else if (left && left->pending.fate == PendingCommand::Fate::Declined && left->pending.id == m_pendingId) {
        const auto who = std::ranges::find(people, left->pending.decliner, &Person::id);
        const auto entry = std::ranges::find_if(declines, [&](const Entry &one) { return one.actor == left->pending.decliner && one.subject == left->pending.subject; });
        m_effect->setDeclined(qstr(who == people.end() ? left->pending.decliner : who->name), qstr(left->pending.reason),
                              entry == declines.end() ? house()->authorityNow() : entry->time);
        if (waited)
            QTimer::singleShot(0, this, &EmergencyPage::showEffect);
    }
    if (waited && !waits && left && left->pending.fate != PendingCommand::Fate::InForce)
        m_canary->leave();
    m_effect->setPending(waits);
}

void EmergencyPage::askTakeBack(const DecisionForm::Signed &what)
{
    const int count = static_cast<int>(what.certificates.size());
    QString text = tr("Take back the decision on %n certificate(s)? They stay valid then, until another decision is in force.", nullptr, count);
    if (what.where == DecisionForm::Signed::Where::Outbox)
        text += u' ' + tr("If it is on its way in this very moment, it may still come into force.");
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Emergency"), text, QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("takeBackBox"));
    QPushButton *yes = box->addButton(tr("Take back"), QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("takeBackAccept"));
    connect(yes, &QPushButton::clicked, this, [this, what] { takeBack(what); });
    openDialog(box);
}

void EmergencyPage::takeBack(const DecisionForm::Signed &what)
{
    if (!house())
        return;
    m_error->clear();
    const auto over = [this, house = house()](const Result<void> &done) {
        if (house != this->house())
            return;
        if (done)
            m_canary->leave();
        else
            m_error->showError(done.error());
        readSigned();
        retranslate();
    };
    if (what.where == DecisionForm::Signed::Where::Outbox) {
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = house(), id = what.id] { return withdrawOutgoing(*house, id); })).then(this, over);
        return;
    }
    m_jobs.add(house()->withdrawPendingLater(what.id, {})).then(this, [over](const Result<Receipt> &receipt) {
        over(isTaken(receipt) ? Result<void>() : fail(receipt.error()));
    });
}

void EmergencyPage::readRecord()
{
    if (!house() || m_id.empty())
        return;
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = this->house(), id = m_id] { return readEmergencyRecord(*house, id); }))
        .then(this, [this, house = this->house(), id = m_id](const Result<EmergencyRecord> &record) {
            if (house != this->house() || id != m_id || !record) // one that the server has not heard of is in no journal yet
                return;
            const bool first = !m_record;
            const std::size_t before = m_record ? m_record->lines.size() : 0;
            m_record = *record;
            m_id = record->emergency.form.id;
            if (record->lines.size() > before) {
                m_pending = m_queued = false;
                m_effect->setPending(false);
                m_effect->setQueued(false);
                readSigned(); // another one may wait
            }
            m_decision->setStartQueued(false); // it is in the journal
            m_effect->setRecord(*record);
            m_impact->setRecord(record->lines);
            if (record->lines.size() > before)
                QTimer::singleShot(0, this, &EmergencyPage::showEffect); // once it is laid out
            m_loss->showStart(record->emergency.form);
            if (first)
                look();
            m_canary->follow(*record);
            if (m_verifyNext && record->inForceAt()) {
                m_verifyNext = false;
                m_effect->verify();
            }
            retranslate();
        });
}

void EmergencyPage::showEffect()
{
    if (m_effectTitle->isVisible())
        m_scroll->verticalScrollBar()->setValue(m_effectTitle->y());
}

void EmergencyPage::submit(const char *kind, const QJsonObject &payload)
{
    m_error->clear();
    m_jobs.add(house()->submitLater(kind, payload)).then(this, [this](const Result<Receipt> &receipt) {
        if (!isTaken(receipt)) {
            m_error->showError(receipt.error());
            m_effect->refused();
        }
        readOpen();
        readRecord();
    });
}

void EmergencyPage::askReplacement(const Sha256 &certificate)
{
    const auto line = !m_record ? std::vector<EmergencyRecord::Line>::iterator() : std::ranges::find(m_record->lines, certificate, &EmergencyRecord::Line::sha256);
    if (!house() || !feed() || !m_record || line == m_record->lines.end())
        return;
    RequestDialog::Stopgap stopgap{certificate, {}, line->service, {}, line->purpose == Purpose::Server ? "temporary" : "client", stopgapDays};
    m_jobs.add(house()->readLater([certificate](Connection &connection) { return readForReplacement(connection, certificate); }))
        .then(this, [this, house = this->house(), stopgap](const Result<ReplacedCertificate> &replaced) mutable {
        if (house != this->house() || !replaced)
            return;
        const CertificateListing *listing = &replaced->listing;
        stopgap.system = replaced->system;
        if (stopgap.profile == "temporary") { // a person's key is made where the person is
            for (const std::vector<std::string> *names : {&listing->dnsNames, &listing->otherNames}) {
                for (const std::string &name : *names)
                    stopgap.names += qstr(name.starts_with("ip:") ? name.substr(3) : name);
            }
        }
        auto *dialog = new RequestDialog(*house, *feed(), std::nullopt, this);
        dialog->fillIn(stopgap);
        openDialog(dialog);
    });
}

void EmergencyPage::handOver()
{
    if (!m_record)
        return;
    auto *dialog = new HandoverDialog(*m_record, this);
    connect(dialog, &HandoverDialog::handedOver, this, [this](const QString &text) { submit(CommandKind::NoteEmergency, toJson(EmergencyNote{m_id, {}, utf8(text)})); });
    openDialog(dialog);
}

void EmergencyPage::openDialog(QDialog *dialog)
{
    delete m_dialog;
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void EmergencyPage::tick()
{
    if (!house())
        return m_clock->clear();
    if (m_record) {
        const std::chrono::seconds passed = m_record->emergency.ended.value_or(house()->authorityNow()) - m_record->emergency.since;
        m_clock->setText(passed < std::chrono::seconds(-1) ? QStringLiteral("--:--") : EmergencyText::elapsed(passed)); // a clock that was set back tells nothing
    } else {
        m_clock->setText(m_opened ? EmergencyText::elapsed(std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - *m_opened)) : QString());
    }
    const QString wrong = EmergencyText::clockNote(house()->link().ahead);
    m_clockNote->setText(wrong);
    m_clockNote->setVisible(!wrong.isEmpty());
}

void EmergencyPage::retranslate()
{
    setTitle(tr("Emergency"));
    const bool open = !m_id.empty();
    if (m_record)
        setSummary(m_record->emergency.isOpen() ? tr("Open: %1. Taken up by %2.").arg(EmergencyText::loss(m_record->emergency.form.loss), qstr(m_record->starter))
                                                : tr("Closed: %1.").arg(EmergencyText::loss(m_record->emergency.form.loss)));
    else
        setSummary(tr("Something was stolen or lost: say what, look at what it concerns, and stop it."));
    m_lossTitle->setText(tr("1  What is lost"));
    m_decisionTitle->setText(tr("2  Decide"));
    m_effectTitle->setText(tr("3  Effect"));
    m_practice->setText(tr("Practise…"));
    m_report->setText(tr("Report…"));
    m_handOver->setText(tr("Hand over…"));
    for (QPushButton *button : {m_report, m_handOver})
        button->setEnabled(m_record.has_value());
    m_which->setAccessibleName(tr("Emergency"));
    if (m_which->count() > 0 && m_which->itemText(0) != tr("A new emergency"))
        listOpen(); // in another language
    m_clock->setAccessibleName(tr("Time since the start"));
    const bool closed = m_record && !m_record->emergency.isOpen();
    // Where all was stopped there is nothing left to decide; before that, why nothing can be stopped is to be seen.
    const bool left = m_seen && std::ranges::any_of(m_seen->impact->lines, [](const ImpactLine &line) { return line.canBe(RevocationReason::KeyCompromise); });
    const bool decidable = m_seen && !m_seen->impact->lines.empty() && !closed && (left || !m_record || m_record->lines.empty());
    m_decisionTitle->setVisible(decidable);
    if (m_decision) {
        m_decision->setVisible(decidable);
        m_decision->bar()->setVisible(decidable);
    }
    m_foreign->setLines(m_seen ? m_seen->impact.get() : nullptr, m_record ? &m_record->emergency : nullptr);
    m_effectTitle->setVisible(open);
    if (m_effect)
        m_effect->setVisible(open);
    offer();
    tick();
}

} // namespace hufu
