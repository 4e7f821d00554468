// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/cards/BatchDialog.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Signers.h"
#include "models/replica/Cosigning.h"
#include "models/replica/House.h"
#include "models/store/HouseReader.h"
#include "models/wording/CardText.h"
#include "models/wording/ErrorText.h"
#include "ui/pages/cards/CardWatch.h"
#include "ui/pages/cards/IssueSteps.h"
#include "ui/pages/cards/PinPair.h"
#include "ui/widgets/CosignBox.h"
#include "ui/widgets/ErrorBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

constexpr qint64 largestList = 8 << 20;
constexpr int bigSign = 30; // pixels

/// Only what came from its maker, or was wiped: in a batch nobody looks at what would be erased.
bool isClean(const SeenCard &seen)
{
    return seen.sight.asDelivered && (seen.standing == CardStanding::Fresh || seen.standing == CardStanding::InStock);
}

Result<CardBatch> readList(const QString &path, const CardChoices &choices)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error{ErrorCode::Io, utf8(file.errorString()), utf8(path), {}});
    if (file.size() > largestList)
        return fail(Error{ErrorCode::TooLarge, "the list has more than 8 MiB", utf8(path), {}});
    const QByteArray bytes = file.readAll();
    return readCardBatch(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())), choices);
}

} // namespace

void BatchModel::setBatch(CardBatch batch)
{
    beginResetModel();
    m_batch = std::move(batch);
    endResetModel();
}

void BatchModel::update(const std::vector<hufu::Card> &cards)
{
    const std::vector<CardBatch::Line> before = m_batch.lines;
    updateBatch(m_batch, cards);
    if (before != m_batch.lines)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_batch.lines.size()) - 1, ColumnCount - 1));
}

int BatchModel::count(CardBatch::State state) const { return static_cast<int>(std::ranges::count(m_batch.lines, state, &CardBatch::Line::state)); }
int BatchModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_batch.lines.size() + m_batch.failures.size()); }
int BatchModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const auto at = static_cast<std::size_t>(index.row());
    if (at >= m_batch.lines.size()) {
        const CsvFailure &failure = m_batch.failures[at - m_batch.lines.size()];
        const QString text = tr("line %1 cannot be done: %2").arg(QString::number(failure.line), sentence(failure.error));
        if (role == Qt::ToolTipRole)
            return QString(text + u'\n' + qstr(failure.error.detail));
        return index.column() == State ? QVariant(text) : index.column() == Name ? QVariant(qstr(failure.error.subject)) : QVariant();
    }
    const CardBatch::Line &line = m_batch.lines[at];
    switch (index.column()) {
    case Name: return qstr(line.holder.name);
    case Staff: return qstr(line.holder.id);
    case Department: return qstr(line.holder.department);
    case RoleColumn: return qstr(line.roleName);
    case Card: return qstr(line.card);
    case State:
        switch (line.state) {
        case CardBatch::State::Waiting: return tr("waits");
        case CardBatch::State::Begun: return tr("begun, not handed over");
        case CardBatch::State::Done: return tr("has it");
        }
        return {};
    default: return {};
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString titles[] = {tr("Name"), tr("Staff number"), tr("Department"), tr("Certificate role"), tr("USBKey"), tr("State")};
    return titles[section];
}

BatchDialog::BatchDialog(House &house, CardWatch &watch, QWidget *parent)
    : QDialog(parent), m_house(house), m_watch(watch), m_model(nullptr), m_stack(new QStackedWidget(this)), m_error(new ErrorBox(this)), m_skip(new QPushButton(this)),
      m_report(new QPushButton(this)), m_next(new QPushButton(this)), m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("batchDialog"));
    m_skip->setObjectName(QStringLiteral("batchSkip"));
    m_report->setObjectName(QStringLiteral("batchReport"));
    m_next->setObjectName(QStringLiteral("batchNext"));
    m_close->setObjectName(QStringLiteral("batchClose"));
    m_stack->addWidget(makeList());
    m_stack->addWidget(makeRun());
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_skip);
    buttons->addWidget(m_report);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_next);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    setMinimumWidth(760);
    resize(820, 600);
    for (QPushButton *button : {m_skip, m_report, m_next, m_close})
        button->setAutoDefault(false);
    connect(m_skip, &QPushButton::clicked, this, &BatchDialog::skip);
    connect(m_close, &QPushButton::clicked, this, &BatchDialog::reject);
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_stack->currentIndex() == 0)
            begin();
        else
            write();
    });
    connect(m_report, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Save the report"), QString(), tr("CSV files (*.csv)"));
        dialog->setObjectName(QStringLiteral("batchReportDialog"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->setDefaultSuffix(QStringLiteral("csv"));
        connect(dialog, &QFileDialog::fileSelected, this, &BatchDialog::saveReport);
        dialog->open();
    });
    connect(&watch, &CardWatch::changed, this, &BatchDialog::look);
    connect(&house, &House::journalGrew, this, &BatchDialog::refreshChoices);
    refreshChoices();
    retranslate();
}

BatchDialog::~BatchDialog() = default;

QWidget *BatchDialog::makeList()
{
    auto *page = new QWidget(m_stack);
    m_intro = makeMuted(page);
    m_count = makeBody(page);
    m_count->setObjectName(QStringLiteral("batchCount"));
    m_choose = new QPushButton(page);
    m_choose->setObjectName(QStringLiteral("batchChoose"));
    m_choose->setAutoDefault(false);
    m_table = new TableView(QStringLiteral("batch"), page);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    m_table->restoreColumns({{120, true}, {110, true}, {120, true}, {120, true}, {100, true}, {200, true}});
    m_cosign = new CosignBox(m_house, cosignerRoles(CommandKind::OrderCard, m_house.officer()), page);
    auto *top = new QHBoxLayout;
    top->addWidget(m_count, 1);
    top->addWidget(m_choose);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_cosign);
    connect(m_choose, &QPushButton::clicked, this, &BatchDialog::askFile);
    connect(m_cosign, &CosignBox::changed, this, &BatchDialog::check);
    return page;
}

QWidget *BatchDialog::makeRun()
{
    auto *page = new QWidget(m_stack);
    m_progress = makeMuted(page);
    m_progress->setObjectName(QStringLiteral("batchProgress"));
    m_big = makeHeading(page);
    m_big->setObjectName(QStringLiteral("batchSign"));
    m_big->setAlignment(Qt::AlignCenter);
    QFont font = m_big->font();
    font.setPixelSize(bigSign);
    m_big->setFont(font);
    m_small = makeBody(page);
    m_small->setAlignment(Qt::AlignCenter);
    m_pin = new PinPair(page);
    m_steps = new IssueSteps(page);
    using Deed = CardDesk::Step;
    m_steps->setSteps({Deed::Looking, Deed::Ordering, Deed::Securing, Deed::MakingKeys, Deed::Certifying, Deed::Writing, Deed::Proving});
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    layout->addWidget(m_big);
    layout->addWidget(m_small);
    layout->addWidget(m_pin);
    layout->addWidget(m_steps);
    layout->addStretch(2);
    connect(m_pin, &PinPair::changed, this, &BatchDialog::check);
    connect(m_pin, &PinPair::returnPressed, this, [this] {
        if (m_next->isEnabled())
            write();
    });
    return page;
}

void BatchDialog::refreshChoices()
{
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house] { return readCardChoices(*house); })).then(this, [this](const Result<CardChoices> &choices) {
        if (!choices)
            return m_error->showError(choices.error());
        m_choices = *choices;
        m_chosen = true;
        m_model.update(m_choices.cards);
        retranslate();
        look();
    });
}

void BatchDialog::askFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose the list"), QString(), tr("CSV files (*.csv *.tsv *.txt)"));
    dialog->setObjectName(QStringLiteral("batchFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &BatchDialog::load);
    dialog->open();
}

void BatchDialog::load(const QString &path)
{
    m_reading = true;
    check();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [path, choices = m_choices] { return readList(path, choices); })).then(this, [this](const Result<CardBatch> &batch) {
        m_reading = false;
        if (!batch) {
            m_error->showError(batch.error());
            return check();
        }
        m_error->clear();
        m_skipped.clear();
        m_model.setBatch(*batch);
        m_model.update(m_choices.cards); // as the register is by now
        retranslate();
    });
}

void BatchDialog::begin()
{
    m_error->clear();
    m_running = true;
    auto cosigners = std::make_shared<std::vector<Cosigner>>();
    if (std::optional<Cosigner> cosigner = m_cosign->take())
        cosigners->push_back(std::move(*cosigner));
    check();
    using Tokens = std::vector<std::unique_ptr<Token>>;
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = &m_house, cosigners]() -> Result<std::shared_ptr<Tokens>> {
               if (cosigners->empty()) // pilot mode
                   return std::make_shared<Tokens>();
               Result<Tokens> tokens = house->unlock(*cosigners);
               return tokens ? Result<std::shared_ptr<Tokens>>(std::make_shared<Tokens>(std::move(*tokens))) : fail(tokens.error());
           }))
        .then(this, [this](const Result<std::shared_ptr<Tokens>> &tokens) {
            m_running = false;
            if (!tokens) {
                m_error->showError(tokens.error());
                return check();
            }
            m_tokens = *tokens;
            m_stack->setCurrentIndex(1);
            look();
            retranslate();
        });
}

int BatchDialog::current() const
{
    const std::vector<CardBatch::Line> &lines = m_model.batch().lines;
    for (int at = 0; at < static_cast<int>(lines.size()); ++at) {
        if (lines[static_cast<std::size_t>(at)].state != CardBatch::State::Done && !m_skipped.contains(at))
            return at;
    }
    return -1;
}

void BatchDialog::look()
{
    if (m_stack->currentIndex() != 1 || m_running)
        return;
    if (m_sign == Sign::TakeOut && m_watch.withNumber(m_written))
        return; // still in
    const int line = current();
    if (line < 0)
        return show(Sign::Over);
    const CardBatch::Line &next = m_model.batch().lines[static_cast<std::size_t>(line)];
    bool other = false;
    for (const SeenCard &seen : m_watch.seen()) {
        if (seen.sight.module) // each has a PIN of its own that has to be entered first: one by one in the wizard
            continue;
        const bool begun = seen.order && seen.order->holder == next.holder && seen.order->role == next.role; // interrupted: its own one goes on
        if (begun || (next.state == CardBatch::State::Waiting && isClean(seen))) {
            m_reader = seen.sight.reader;
            if (m_sign != Sign::Pin || m_written != seen.sight.number) {
                m_written = seen.sight.number;
                m_pin->clear();
                show(Sign::Pin);
                QApplication::beep();
            }
            return;
        }
        // An officer's own key may stay in its reader; what nobody has is put in to be issued.
        other |= seen.sight.hasCard && seen.standing != CardStanding::Fit && seen.standing != CardStanding::Glimpsed;
    }
    m_pin->clear();
    show(other ? Sign::WrongCard : Sign::Insert);
}

void BatchDialog::show(Sign sign)
{
    m_sign = sign;
    m_pin->setVisible(sign == Sign::Pin);
    m_steps->setVisible(sign == Sign::Writing);
    retranslate();
    if (sign == Sign::Pin)
        m_pin->setFocus();
}

void BatchDialog::write()
{
    const int at = current();
    if (at < 0 || !m_pin->isComplete())
        return;
    const CardBatch::Line line = m_model.batch().lines[static_cast<std::size_t>(at)];
    auto pin = std::make_shared<SecureBytes>(m_pin->take());
    CardDesk::Issue issue{.reader = m_reader, .holder = line.holder, .role = line.role, .days = line.days, .card = m_written};
    issue.clear = line.state == CardBatch::State::Begun; // what this order began
    m_error->clear();
    m_running = true;
    m_steps->begin();
    show(Sign::Writing);
    m_stop = std::stop_source();
    issue.stop = m_stop.get_token();
    const auto work = [this, house = &m_house, desk = m_watch.desk(), tokens = m_tokens, pin, issue]() mutable -> Result<Card> {
        issue.pin = pin.get();
        return desk->issue(*house, issue, lent(*tokens), [this](CardDesk::Step reached) {
            QMetaObject::invokeMethod(this, [this, reached] { m_steps->reach(reached); }, Qt::QueuedConnection);
        });
    };
    m_jobs.add(m_watch.run(work)).then(this, [this](const Result<Card> &card) { written(card); });
}

void BatchDialog::written(const Result<Card> &card)
{
    m_running = false;
    QApplication::beep();
    if (!card) {
        if (card.error().code != ErrorCode::Cancelled)
            m_error->showError(card.error());
        m_steps->fail();
        m_written.clear();
        m_sign = Sign::Insert;
        return refreshChoices(); // then the register says how far it came
    }
    m_written = card->number;
    m_steps->finish();
    std::vector<Card> cards = m_choices.cards;
    std::erase_if(cards, [&](const Card &one) { return one.number == card->number; });
    cards.push_back(*card);
    m_choices.cards = std::move(cards);
    m_model.update(m_choices.cards);
    show(Sign::TakeOut);
}

void BatchDialog::skip()
{
    if (const int at = current(); at >= 0)
        m_skipped.insert(at);
    m_written.clear();
    m_sign = Sign::Insert;
    look();
}

void BatchDialog::saveReport(const QString &path)
{
    const std::string text = batchReport(m_model.batch());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()) || !file.commit())
        m_error->showError(Error{ErrorCode::Io, utf8(file.errorString()), utf8(path), {}});
    else
        m_small->setText(tr("Saved to %1.").arg(path));
}

void BatchDialog::reject()
{
    if (!m_running)
        return QDialog::reject();
    m_stop.request_stop(); // before the next step of this USBKey
    retranslate();
}

void BatchDialog::check()
{
    const bool listing = m_stack->currentIndex() == 0;
    const int waiting = static_cast<int>(m_model.batch().lines.size()) - m_model.count(CardBatch::State::Done);
    m_next->setEnabled(!m_running && (listing ? m_chosen && waiting > 0 && m_cosign->isComplete() && !m_choices.ca.empty() : m_sign == Sign::Pin && m_pin->isComplete()));
    m_next->setVisible(listing || m_sign == Sign::Pin || m_sign == Sign::Writing);
    m_skip->setVisible(!listing && m_sign != Sign::Over);
    m_skip->setEnabled(!m_running && m_sign != Sign::TakeOut);
    m_report->setVisible(!m_model.batch().lines.empty());
    m_close->setEnabled(!m_running || !m_stop.stop_requested());
    m_choose->setEnabled(m_chosen && !m_running && !m_reading);
}

void BatchDialog::retranslate()
{
    setWindowTitle(tr("Issue USBKeys one after the other"));
    m_intro->setText(tr("A list as CSV with the columns name, staff number, department, certificate role, and if wanted days (姓名, 工号, 科室, 持证角色, 天数). Who already has a "
                        "USBKey of this role is left out, so the same list goes on after any interruption."));
    const int all = static_cast<int>(m_model.batch().lines.size()), done = m_model.count(CardBatch::State::Done);
    const int faulty = static_cast<int>(m_model.batch().failures.size());
    m_count->setText(all + faulty == 0 ? tr("No list yet.")
                                       : tr("%1 people, %2 have theirs, %3 lines cannot be done.").arg(QString::number(all), QString::number(done), QString::number(faulty)));
    m_choose->setText(tr("Choose the list…"));
    m_table->setAccessibleName(tr("People of the list"));
    const bool listing = m_stack->currentIndex() == 0;
    m_next->setText(listing ? tr("Sign the list and begin") : tr("Write the USBKey"));
    m_skip->setText(tr("Skip this person"));
    m_report->setText(tr("Save the report…"));
    m_close->setText(listing ? tr("Cancel") : m_sign == Sign::Over ? tr("Close") : m_running ? tr("Stop after this step") : tr("Pause: go on later"));
    m_progress->setText(tr("%1 of %2 done").arg(QString::number(done), QString::number(all)));
    const int at = current();
    const QString name = at < 0 ? QString() : qstr(m_model.batch().lines[static_cast<std::size_t>(at)].holder.name);
    QString big, small;
    switch (m_sign) {
    case Sign::Insert:
        big = tr("Plug in a USBKey for %1").arg(name);
        small = tr("A new one, or one from stock that was wiped.");
        if (at >= 0 && m_model.batch().lines[static_cast<std::size_t>(at)].state == CardBatch::State::Begun)
            small = tr("Number %1, which was begun for them.").arg(qstr(m_model.batch().lines[static_cast<std::size_t>(at)].card));
        break;
    case Sign::WrongCard:
        big = tr("Not this one: a USBKey for %1").arg(name);
        for (const SeenCard &seen : m_watch.seen()) {
            if (seen.sight.hasCard && seen.standing != CardStanding::Fit)
                small = CardText::title(seen) + QStringLiteral(". ") + CardText::explanation(seen);
        }
        break;
    case Sign::Pin:
        big = tr("%1 chooses a PIN").arg(name);
        small = tr("USBKey %1. Turn the keyboard over and look away.").arg(qstr(m_written));
        break;
    case Sign::Writing:
        big = tr("Wait: it is written for %1").arg(name);
        small = tr("Leave it in. If it is pulled out nothing is lost.");
        break;
    case Sign::TakeOut:
        big = tr("Done: take it out");
        small = tr("USBKey %1 is handed over. The next one follows when it is out.").arg(qstr(m_written));
        break;
    case Sign::Over:
        big = tr("The list is through");
        small = tr("%1 of %2 have their USBKey.").arg(QString::number(done), QString::number(all));
        break;
    }
    m_big->setText(big);
    m_small->setText(small);
    setAccessibleDescription(big);
    check();
}

void BatchDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace hufu
