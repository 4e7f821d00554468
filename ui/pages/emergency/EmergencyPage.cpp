// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/EmergencyPage.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Signers.h"
#include "models/pki/CertificateListing.h"
#include "models/replica/InventoryFeed.h"
#include "models/replica/Outgoing.h"
#include "models/replica/PendingWork.h"
#include "models/store/CardReader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/HouseReader.h"
#include "models/views/ValueText.h"
#include "models/wording/EmergencyReport.h"
#include "models/wording/EmergencyText.h"
#include "ui/pages/emergency/CanaryBox.h"
#include "ui/pages/emergency/EffectBox.h"
#include "ui/pages/emergency/ForeignBox.h"
#include "ui/pages/emergency/LossForm.h"
#include "ui/pages/inventory/CellDelegate.h"
#include "ui/pages/requests/RequestDialog.h"
#include "ui/shell/Icons.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
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

constexpr int typingPause = 120;      // milliseconds
constexpr int stayInEvery = 15'000;   // milliseconds
constexpr int canaryDays = 90, stopgapDays = 7;
constexpr auto trialPatience = std::chrono::seconds(30); // for relying servers to hear of it, reload, and end what is open
constexpr std::size_t mostServicesTold = 12, mostPeopleTold = 20;

Tone toneOf(ImpactProposal proposal)
{
    switch (proposal) {
    case ImpactProposal::Revoke: return Tone::Danger;
    case ImpactProposal::Suspend:
    case ImpactProposal::ReplaceFirst: return Tone::Attention;
    case ImpactProposal::AskIssuer: return Tone::Accent;
    case ImpactProposal::Nothing: return Tone::Neutral;
    }
    return Tone::Neutral;
}

} // namespace

EmergencyPage::EmergencyPage(Navigator &navigator, QWidget *parent)
    : Page(navigator, parent), m_which(new QComboBox(this)), m_clock(new QLabel(this)), m_lossTitle(makeHeading(this)), m_decisionTitle(makeHeading(this)),
      m_effectTitle(makeHeading(this)), m_stops(makeBody(this)), m_report(new QPushButton(this)), m_practice(new QPushButton(this)), m_loss(new LossForm(this)),
      m_table(new TableView(QStringLiteral("impactTable"), this)), m_error(new ErrorBox(this)), m_steps(new QWidget(this)), m_stepLayout(new QVBoxLayout(m_steps)),
      m_foreign(new ForeignBox(m_steps)), m_canaryBox(new CanaryBox(m_steps))
{
    m_which->setObjectName(QStringLiteral("emergencyWhich"));
    m_clock->setObjectName(QStringLiteral("emergencyClock"));
    m_report->setObjectName(QStringLiteral("emergencyReport"));
    m_stops->setObjectName(QStringLiteral("impactStops"));
    m_error->setObjectName(QStringLiteral("emergencyError"));
    m_stops->setTextFormat(Qt::RichText);
    QFont digits = Theme::monospaceFont();
    digits.setPixelSize(30);
    digits.setBold(true);
    m_clock->setFont(digits);
    toolbar()->addWidget(m_which, 1);
    toolbar()->addStretch(1);
    toolbar()->addWidget(m_clock);
    m_practice->setObjectName(QStringLiteral("emergencyPractice"));
    m_practice->hide();
    toolbar()->addWidget(m_report);
    toolbar()->addWidget(m_practice);

    m_stepLayout->setContentsMargins(0, 0, 12, 0);
    m_stepLayout->setSpacing(10);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_error, m_lossTitle, m_loss, m_decisionTitle, m_foreign, m_effectTitle, m_canaryBox})
        m_stepLayout->addWidget(widget);
    m_stepLayout->addStretch(1);
    auto *scroll = new TallArea(this);
    scroll->setWidget(m_steps);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->addWidget(m_stops);
    rightLayout->addWidget(m_table, 1);
    auto *split = new QSplitter(this);
    split->addWidget(scroll);
    split->addWidget(right);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({440, 620});
    setContent(split);

    auto *delegate = new CellDelegate(m_table);
    delegate->setBadge(ImpactTableModel::Proposal,
                       [](const QModelIndex &index) { return std::optional(toneOf(static_cast<ImpactProposal>(index.data(ImpactTableModel::ProposalRole).toInt()))); });
    m_table->setItemDelegateForColumn(ImpactTableModel::Proposal, delegate);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false); // what can be done something about comes first
    m_table->restoreColumns({{220, true}, {190, true}, {230, true}, {90, true}, {150, true}});

    connect(m_which, &QComboBox::activated, this, [this] { choose(m_which->currentData().toString()); });
    connect(m_loss, &LossForm::edited, this, [this] { m_typing.start(); });
    connect(m_loss, &LossForm::startAsked, this, [this] { start({}); });
    connect(&m_model, &ImpactTableModel::chosenChanged, this, &EmergencyPage::offer);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) { this->navigator().showCertificate(m_model.line(index.row()).sha256); });
    connect(m_practice, &QPushButton::clicked, this, &EmergencyPage::practiceAsked);
    connect(m_report, &QPushButton::clicked, this, &EmergencyPage::saveReport);
    connect(&m_tick, &QTimer::timeout, this, &EmergencyPage::tick);
    connect(&m_typing, &QTimer::timeout, this, &EmergencyPage::look);
    connect(m_foreign, &ForeignBox::howAsked, this, &EmergencyPage::askForeign);
    connect(m_foreign, &ForeignBox::lookAsked, this, &EmergencyPage::lookForeign);
    connect(m_canaryBox, &CanaryBox::orderAsked, this, [this](const QString &service) {
        m_canaryBox->setOrdering(true);
        m_error->clear();
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = this->house(), id = utf8(service)] { return orderCanary(*house, id, canaryDays); }))
            .then(this, [this](const Result<std::string> &ordered) {
                m_canaryBox->setOrdering(false);
                if (!ordered)
                    m_error->showError(ordered.error());
                else if (house())
                    readCanary();
            });
    });
    // A server ends connections that say nothing: a canary that waits for a colleague's signature comes in again from time to time.
    m_stayIn.setInterval(stayInEvery);
    connect(&m_stayIn, &QTimer::timeout, this, [this] {
        if (!m_canary || m_entering || m_trying)
            return;
        m_entering = true;
        m_jobs.add(QtConcurrent::run(backgroundPool(), [run = m_canary] { run->enter(); })).then(this, [this] { m_entering = false; });
    });
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    m_tick.setInterval(1000);
    retranslate();
}

EmergencyPage::~EmergencyPage() { m_jobs.wait(); }

QWidget *EmergencyPage::searchField() { return m_loss->valueField(); }

void EmergencyPage::setHouse(House *house, InventoryFeed *feed)
{
    if (!house) {
        m_stopTrying.request_stop();
        m_stopForeign.request_stop();
        m_stayIn.stop();
        m_tick.stop();
        m_typing.stop();
        ++m_looked;
        m_jobs.wait();
        delete m_dialog;
        m_canary.reset();
        m_entering = m_trying = false;
        m_stand = {};
        m_canaryBox->setStand(m_stand);
        m_canaryBox->setServices({});
        delete m_decision;
        delete m_effect;
        m_decision = nullptr;
        m_effect = nullptr;
        m_id.clear();
        m_open.clear();
        m_since.reset();
        m_seen.reset();
        m_record.reset();
        m_queued = m_pending = m_verifyNext = false;
        m_loss->clear();
        m_loss->setVocabulary({});
        m_model.setImpact(nullptr);
        m_error->clear();
    }
    Page::setHouse(house, feed);
    if (!house)
        return retranslate();
    m_decision = new DecisionForm(*house, m_steps);
    m_effect = new EffectBox(*house, m_steps);
    m_stepLayout->insertWidget(m_stepLayout->indexOf(m_decisionTitle) + 1, m_decision);
    m_stepLayout->insertWidget(m_stepLayout->indexOf(m_effectTitle) + 1, m_effect);
    connect(m_decision, &DecisionForm::reasonChanged, this, [this](RevocationReason reason) {
        m_model.setReason(reason);
        offer();
    });
    connect(m_decision, &DecisionForm::decided, this, &EmergencyPage::decide);
    wire(m_effect);
    connect(house, &House::journalGrew, this, [this] {
        readOpen();
        readRecord();
        readCanary();
        readPending();
    });
    m_tick.start();
    readOpen();
    readWords();
    readCanary();
    retranslate();
}

void EmergencyPage::wire(EffectBox *effect)
{
    connect(effect, &EffectBox::exportAsked, this, &EmergencyPage::exportCommand);
    connect(effect, &EffectBox::replacementAsked, this, &EmergencyPage::askReplacement);
    connect(effect, &EffectBox::tryAgainAsked, this, &EmergencyPage::tryCanary);
    connect(effect, &EffectBox::answered, this, [this](FollowUp what, const QString &text) {
        submit(CommandKind::NoteEmergency, toJson(EmergencyNote{m_id, what, utf8(text)}));
    });
    connect(effect, &EffectBox::closeAsked, this, [this](const QString &text) { submit(CommandKind::CloseEmergency, toJson(EmergencyClosing{m_id, utf8(text)})); });
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
    if (m_id.empty() && !m_since)
        m_since = house()->now();
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
            m_open.clear();
            std::ranges::copy_if(*all, std::back_inserter(m_open), &Emergency::isOpen);
            m_which->clear();
            m_which->addItem(tr("A new emergency"), QString());
            for (const Emergency &one : *all) {
                const QString lost = EmergencyText::loss(one.form.loss), when = ValueText::dateTime(one.since);
                m_which->addItem(one.isOpen() ? tr("Open: %1, since %2").arg(lost, when) : tr("Closed: %1, %2").arg(lost, when), qstr(one.form.id));
            }
            m_which->setCurrentIndex(std::max(0, m_which->findData(qstr(m_id))));
            setBadge(static_cast<int>(m_open.size()), m_open.empty() ? QString() : tr("%n open emergency(ies)", nullptr, static_cast<int>(m_open.size())));
            if (m_id.empty() && !m_open.empty() && m_loss->loss().value.empty())
                choose(qstr(m_open.front().form.id));
        });
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
    m_queued = m_pending = false;
    m_stopTrying.request_stop();
    m_stayIn.stop();
    m_canary.reset();
    m_error->clear();
    delete m_effect; // what it showed was another's
    m_effect = nullptr;
    if (!house())
        return;
    m_effect = new EffectBox(*house(), m_steps);
    m_stepLayout->insertWidget(m_stepLayout->indexOf(m_effectTitle) + 1, m_effect);
    wire(m_effect);
    if (m_id.empty()) {
        m_since.reset();
        m_loss->clear();
        m_seen.reset();
        m_model.setImpact(nullptr);
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
        m_model.setImpact(nullptr);
        return retranslate();
    }
    if (m_decision && (!m_seen || m_seen->impact->loss.kind != loss->kind))
        m_decision->setLoss(loss->kind);
    const std::shared_ptr<const Inventory> inventory = feed()->inventory();
    m_jobs.add(house()->readLater([inventory, loss = *loss, officer = house()->officer(), id = m_id, now = house()->now()](Connection &connection) -> Result<Seen> {
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
        m_model.setReason(m_decision->reason());
        m_model.setImpact(m_seen ? m_seen->impact : nullptr);
        retranslate();
    });
}

void EmergencyPage::offer()
{
    if (m_decision)
        m_decision->setChosen(m_model.impact(), m_model.chosen(), m_seen ? m_seen->facts : nullptr);
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
    if (!m_since)
        m_since = house()->now();
    m_jobs.add(house()->submitLater(CommandKind::StartEmergency, toJson(form))).then(this, [this, form, then, house = this->house()](const Result<Receipt> &receipt) {
        if (house != this->house())
            return;
        m_decision->setRunning(false);
        if (!isTaken(receipt))
            return m_error->showError(receipt.error());
        m_id = receipt && receipt->outcome.contains(QLatin1String("joins")) ? utf8(receipt->outcome.value(QLatin1String("joins")).toString()) : form.id;
        m_queued = !receipt;
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
    std::vector<Cosigner> cosigners;
    if (manner == DecisionForm::Manner::Here)
        cosigners = m_decision->takeCosigners();
    const bool withCanary = m_stand.ready && std::ranges::find(form.certificates, *m_stand.ready) != form.certificates.end() && !m_trying;
    if (!withCanary)
        return send(std::move(form), std::move(cosigners), manner);
    // In first: who was let in before is what proves that nobody is any more.
    const auto waiting = std::make_shared<std::vector<Cosigner>>(std::move(cosigners));
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = this->house()]() -> std::shared_ptr<CanaryRun> {
        Result<std::unique_ptr<CanaryRun>> run = CanaryRun::make(*house);
        if (!run)
            return nullptr;
        (*run)->enter();
        return std::move(*run);
    })).then(this, [this, house = this->house(), form, waiting, manner](const std::shared_ptr<CanaryRun> &run) {
        if (house != this->house())
            return;
        m_canary = run;
        send(form, std::move(*waiting), manner);
    });
}

void EmergencyPage::send(RevocationForm form, std::vector<Cosigner> cosigners, DecisionForm::Manner manner)
{
    const MissingSignatures missing = manner == DecisionForm::Manner::AnotherDesk ? MissingSignatures::Awaited : MissingSignatures::Refused;
    m_jobs.add(house()->submitLater(CommandKind::Revoke, toJson(form), std::move(cosigners), missing, form.version()))
        .then(this, [this, house = this->house()](const Result<Receipt> &receipt) {
            if (house != this->house())
                return;
            m_decision->setRunning(false);
            if (!isTaken(receipt)) {
                m_canary.reset();
                return m_error->showError(receipt.error());
            }
            m_queued = !receipt && receipt.error().code == ErrorCode::Queued;
            m_pending = !receipt && receipt.error().code == ErrorCode::Pending;
            m_pendingId = m_pending ? receipt.error().subject : std::string();
            m_verifyNext = receipt.has_value();
            if ((m_pending || m_queued) && m_canary)
                m_stayIn.start();
            m_effect->setQueued(m_queued);
            m_effect->setPending(m_pending);
            readRecord();
            look();
            retranslate();
        });
}

void EmergencyPage::readCanary()
{
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = this->house()] { return readCanaryStand(*house); })).then(this, [this, house = this->house()](const Result<CanaryStand> &stand) {
        if (house != this->house() || !stand)
            return;
        m_stand = *stand;
        m_canaryBox->setStand(m_stand);
        if (feed() && feed()->inventory())
            m_canaryBox->setServices({feed()->inventory()->services().begin(), feed()->inventory()->services().end()});
        m_decision->setCanary(m_stand.endpoints.empty() ? std::nullopt : m_stand.ready);
    });
}

void EmergencyPage::readPending()
{
    if (!m_pending || m_pendingId.empty())
        return;
    using Read = Result<std::pair<std::vector<PendingSight>, std::vector<Person>>>;
    m_jobs.add(house()->readLater([officer = house()->officer(), now = house()->now()](Connection &connection) -> Read {
        Result<std::vector<PendingSight>> all = readPendingSights(connection, officer, now, PendingChoice::All);
        Result<std::vector<Person>> people = all ? readPeople(connection) : fail(all.error());
        if (!people)
            return fail(people.error());
        return std::pair(std::move(*all), std::move(*people));
    })).then(this, [this, house = this->house()](const Read &read) {
        if (house != this->house() || !read || !m_pending || !m_effect)
            return;
        const auto &[all, people] = *read;
        const auto mine = std::ranges::find(all, m_pendingId, [](const PendingSight &one) { return one.pending.id; });
        if (mine == all.end() || mine->pending.fate != PendingCommand::Fate::Declined)
            return;
        const auto who = std::ranges::find(people, mine->pending.decliner, &Person::id);
        m_pending = false;
        m_stayIn.stop();
        m_canary.reset();
        m_effect->setPending(false);
        m_effect->setDeclined(qstr(who == people.end() ? mine->pending.decliner : who->name), qstr(mine->pending.reason));
    });
}

void EmergencyPage::tryCanary()
{
    if (!m_canary || m_trying || m_entering || !house())
        return;
    m_stayIn.stop();
    m_trying = true;
    m_stopTrying = std::stop_source();
    QFuture<EmergencyTrial> trying = QtConcurrent::run(backgroundPool(), [run = m_canary, id = m_id, stop = m_stopTrying.get_token()](QPromise<EmergencyTrial> &promise) {
        (void)run->shutOut(id, trialPatience, [&](const EmergencyTrial &trial) { promise.addResult(trial); }, stop);
    });
    m_jobs.add(trying);
    auto *watcher = new QFutureWatcher<EmergencyTrial>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher](int at) {
        if (m_effect)
            m_effect->setTrial(std::make_shared<const EmergencyTrial>(watcher->resultAt(at)), true);
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, house = this->house()] {
        watcher->deleteLater();
        m_trying = false;
        if (house != this->house() || !house || watcher->future().resultCount() == 0)
            return;
        const EmergencyTrial trial = watcher->resultAt(watcher->future().resultCount() - 1);
        if (m_effect && trial.emergency == m_id)
            m_effect->setTrial(std::make_shared<const EmergencyTrial>(trial), false);
        if (!trial.accepted())
            m_canary.reset(); // its connections are of no use any more
        submit(CommandKind::TryInEmergency, toJson(trial));
    });
    watcher->setFuture(trying);
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
            m_since = record->emergency.since;
            m_id = record->emergency.form.id;
            if (record->lines.size() > before) {
                m_pending = m_queued = false;
                m_effect->setPending(false);
                m_effect->setQueued(false);
            }
            m_effect->setRecord(*record);
            m_loss->showStart(record->emergency.form);
            if (first)
                look();
            const auto caught = !m_canary ? record->lines.end() : std::ranges::find(record->lines, m_canary->certificate(), &EmergencyRecord::Line::sha256);
            if (caught != record->lines.end() && caught->inForce && !record->tried)
                tryCanary();
            if (m_verifyNext && record->inForceAt()) {
                m_verifyNext = false;
                m_effect->verify();
            }
            retranslate();
        });
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

void EmergencyPage::askForeign(const Sha256 &certificate)
{
    if (!house())
        return;
    m_jobs.add(house()->readLater([certificate](Connection &connection) -> Result<CertificateListing> {
        const Result<Bytes> der = readBlobNamed(connection, certificate);
        return der ? readListing(*der) : fail(der.error());
    })).then(this, [this, house = this->house()](const Result<CertificateListing> &listing) {
        if (house != this->house())
            return;
        if (!listing)
            return m_error->showError(listing.error());
        delete m_dialog;
        auto *dialog = new ForeignDialog(*listing, qstr(house->record().name), m_record && m_record->emergency.isOpen(), this);
        m_dialog = dialog;
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &ForeignDialog::asked, this, [this, listing = *listing](const QString &text) {
            submit(CommandKind::AskForeignCa, toJson(ForeignAsk{m_id, listing.sha256, listing.issuerName, utf8(text)}));
        });
        dialog->open();
    });
}

void EmergencyPage::lookForeign()
{
    if (!house() || m_id.empty())
        return;
    m_foreign->setLooking(true);
    m_stopForeign = std::stop_source();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = this->house(), id = m_id, stop = m_stopForeign.get_token()] { return hearForeignCas(*house, id, stop); }))
        .then(this, [this, house = this->house()](const Result<std::vector<ForeignSight>> &sights) {
            m_foreign->setLooking(false);
            if (house != this->house())
                return;
            if (!sights)
                return m_error->showError(sights.error());
            m_foreign->showSights(*sights);
            readRecord();
        });
}

void EmergencyPage::askReplacement(const Sha256 &certificate)
{
    const auto line = !m_record ? std::vector<EmergencyRecord::Line>::iterator() : std::ranges::find(m_record->lines, certificate, &EmergencyRecord::Line::sha256);
    if (!house() || !feed() || !m_record || line == m_record->lines.end())
        return;
    RequestDialog::Stopgap stopgap{certificate, {}, line->service, line->purpose == Purpose::Server ? "temporary" : "client", stopgapDays};
    m_jobs.add(house()->readLater([certificate](Connection &connection) -> Result<CertificateListing> {
        const Result<Bytes> der = readBlobNamed(connection, certificate);
        return der ? readListing(*der) : fail(der.error());
    })).then(this, [this, house = this->house(), stopgap](const Result<CertificateListing> &listing) mutable {
        if (house != this->house() || !listing)
            return;
        if (stopgap.profile == "temporary") { // a person's key is made where the person is
            for (const std::vector<std::string> *names : {&listing->dnsNames, &listing->otherNames}) {
                for (const std::string &name : *names)
                    stopgap.names += qstr(name.starts_with("ip:") ? name.substr(3) : name);
            }
        }
        delete m_dialog;
        auto *dialog = new RequestDialog(*house, *feed(), std::nullopt, this);
        m_dialog = dialog;
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->fillIn(stopgap);
        dialog->open();
    });
}

void EmergencyPage::exportCommand()
{
    m_jobs.add(house()->readLater(readOutgoing)).then(this, [this, id = m_id](const Result<std::vector<OutgoingCommand>> &waiting) {
        if (!waiting)
            return m_error->showError(waiting.error());
        // The newest decision of this very emergency: it is carried to the server by hand.
        const auto at = std::ranges::find_if(waiting->rbegin(), waiting->rend(), [&](const OutgoingCommand &one) {
            return one.command.kind == CommandKind::Revoke && !one.refusal && utf8(one.command.payload.value(QLatin1String("emergency")).toString()) == id;
        });
        if (at != waiting->rend() && house())
            askWhereTo(at->id);
    });
}

void EmergencyPage::askWhereTo(const std::string &command)
{
    auto *dialog = new QFileDialog(this, tr("Write the signed command"), QString(), tr("Signed command (*.der)"));
    dialog->setObjectName(QStringLiteral("emergencyExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // one that is there already is never overwritten
    dialog->setDefaultSuffix(QStringLiteral("der"));
    dialog->selectFile(QStringLiteral("emergency.der"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, command](const QString &path) {
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = house(), command, path = utf8(path)] { return exportOutgoing(*house, command, path); }))
            .then(this, [this](const Result<void> &written) {
                if (!written)
                    m_error->showError(written.error());
            });
    });
    dialog->open();
}

void EmergencyPage::saveReport()
{
    auto *dialog = new QFileDialog(this, tr("Save the report"), QString(), tr("PDF (*.pdf)"));
    dialog->setObjectName(QStringLiteral("emergencyReportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(QStringLiteral("emergency.pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_jobs.add(QtConcurrent::run(backgroundPool(), [house = this->house(), id = m_id, path = utf8(path)] { return EmergencyReport::save(*house, id, path); }))
            .then(this, [this](const Result<void> &saved) {
                if (saved)
                    m_error->clear();
                else
                    m_error->showError(saved.error());
            });
    });
    dialog->open();
}

void EmergencyPage::tick()
{
    if (!house())
        return m_clock->clear();
    const Instant until = m_record && m_record->emergency.ended ? *m_record->emergency.ended : house()->now();
    m_clock->setText(m_since ? EmergencyText::elapsed(until - *m_since) : QString());
}

QString EmergencyPage::impactText() const
{
    if (!m_seen)
        return tr("Say on the left what is lost: every certificate concerned is listed here, with what stops.");
    const EmergencyImpact &impact = *m_seen->impact;
    if (impact.lines.empty())
        return tr("No certificate is known to be concerned. Look at the spelling, or say it another way.");
    QStringList stops;
    for (std::size_t at = 0; at < std::min(impact.services.size(), mostServicesTold); ++at) {
        const auto &service = impact.services[at];
        stops += tr("<b>%1</b> · %2 · %n host(s)", "service, tier", static_cast<int>(service.hosts)).arg(qstr(service.name).toHtmlEscaped(), ValueText::of(service.tier));
    }
    if (impact.services.size() > mostServicesTold)
        stops += tr("and %n more", nullptr, static_cast<int>(impact.services.size() - mostServicesTold));
    QString text = QStringLiteral("<p>%1</p>").arg(tr("%n certificate(s) concerned.", nullptr, static_cast<int>(impact.lines.size())));
    text += QStringLiteral("<p>%1</p>").arg(stops.isEmpty() ? tr("No service stops.") : tr("What stops: %1").arg(stops.join(QStringLiteral("; "))));
    QStringList who;
    for (const std::string &person : impact.people)
        who += qstr(person).toHtmlEscaped();
    for (const std::string &department : impact.departments)
        who += qstr(department).toHtmlEscaped();
    const qsizetype all = who.size();
    if (all > qsizetype(mostPeopleTold)) {
        who = who.first(qsizetype(mostPeopleTold));
        who += tr("and %n more", nullptr, static_cast<int>(all - qsizetype(mostPeopleTold)));
    }
    if (!who.isEmpty())
        text += QStringLiteral("<p>%1</p>").arg(tr("Whom it concerns: %1").arg(who.join(QStringLiteral(", "))));
    if (impact.everything)
        text += QStringLiteral("<p><b>%1</b></p>").arg(tr("These are all certificates that the own CA has in force."));
    return text;
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
    m_report->setEnabled(m_record.has_value());
    m_which->setAccessibleName(tr("Emergency"));
    if (m_which->count() > 0)
        m_which->setItemText(0, tr("A new emergency"));
    m_clock->setAccessibleName(tr("Time since the start"));
    m_stops->setText(impactText());
    const bool closed = m_record && !m_record->emergency.isOpen();
    const bool decidable = m_seen && !m_seen->impact->lines.empty() && !closed;
    m_decisionTitle->setVisible(decidable);
    if (m_decision)
        m_decision->setVisible(decidable);
    m_foreign->setLines(m_seen ? m_seen->impact.get() : nullptr, m_record ? &m_record->emergency : nullptr);
    m_effectTitle->setVisible(open);
    if (m_effect)
        m_effect->setVisible(open);
    offer();
    tick();
}

} // namespace hufu
