// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/RequestTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/RequestText.h"

#include <algorithm>
#include <limits>

namespace hufu {
namespace {

using namespace std::chrono_literals;

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "For"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Service"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Tier"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Kind"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Applicant"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Submitted"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Lapses"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "State"),
    QT_TRANSLATE_NOOP("hufu::RequestTableModel", "Approvals missing"),
};

constexpr auto urgency = 48h;
constexpr auto rereading = 60s;

/// When the clock that runs now ends: that of the request, or that of its approval.
Instant lapsesAt(const Request &request) { return request.approvalLapses.value_or(request.lapses); }

Result<std::vector<RequestTableModel::Row>> readRows(House &house, const Person &officer, bool pilot)
{
    const Instant now = house.now();
    return house.read([&](Connection &connection) -> Result<std::vector<RequestTableModel::Row>> {
        const Result<std::vector<Person>> people = readPeople(connection);
        const Result<std::vector<Service>> services = readServices(connection);
        RequestFilter live, over;
        live.states = {RequestState::Open, RequestState::Returned, RequestState::Approved};
        over.states = {RequestState::Rejected, RequestState::Withdrawn, RequestState::Issued, RequestState::Lapsed};
        over.order = RequestFilter::Order::NewestFirst;
        Result<std::vector<Request>> requests = readRequests(connection, live, std::numeric_limits<int>::max(), now);
        Result<std::vector<Request>> done = readRequests(connection, over, RequestTableModel::mostOver, now);
        if (!people)
            return fail(people.error());
        if (!services)
            return fail(services.error());
        if (!requests)
            return fail(requests.error());
        if (!done)
            return fail(done.error());
        std::ranges::move(*done, std::back_inserter(*requests));
        std::vector<RequestTableModel::Row> rows;
        for (Request &request : *requests) {
            RequestTableModel::Row row;
            row.state = effectiveState(request, now);
            row.deeds = deedsOn(request, officer, *people, pilot, now);
            row.own = request.applicant == officer.id;
            const auto applicant = std::ranges::find(*people, request.applicant, &Person::id);
            row.applicant = applicant == people->end() ? request.applicant : applicant->name;
            const auto service = std::ranges::find(*services, request.form.service, &Service::id);
            row.tier = service == services->end() ? Tier::None : service->tier;
            if (row.state == RequestState::Open) {
                for (const ApprovalStep &step : missingSteps(request, *people))
                    row.missing += step.count;
            }
            row.request = std::move(request);
            rows.push_back(std::move(row));
        }
        return rows;
    });
}

} // namespace

RequestTableModel::RequestTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_load([this](Result<std::vector<Row>> rows) { accept(std::move(rows)); })
{
    m_clock.setInterval(rereading);
    connect(&m_clock, &QTimer::timeout, this, &RequestTableModel::load);
}

void RequestTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_clock.stop();
    m_load.abandon();
    m_house = house;
    accept(std::vector<Row>());
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &RequestTableModel::load);
    m_clock.start();
    load();
}

void RequestTableModel::load()
{
    m_load.start([house = m_house, officer = m_house->officer(), pilot = m_house->record().pilot](const std::stop_token &) {
        return readRows(*house, officer, pilot);
    });
}

void RequestTableModel::accept(Result<std::vector<Row>> rows)
{
    if (!rows) {
        Q_EMIT failed(rows.error());
        return;
    }
    m_readAt = m_house ? m_house->now() : Instant{};
    if (*rows != m_rows) {
        beginResetModel();
        m_rows = std::move(*rows);
        m_counts = {};
        for (const Row &row : m_rows) {
            m_counts[static_cast<std::size_t>(Show::ForMe)] += row.deeds.approve;
            m_counts[static_cast<std::size_t>(Show::ByMe)] += row.own && isLive(row.state);
        }
        m_counts[static_cast<std::size_t>(Show::All)] = static_cast<int>(m_rows.size());
        choose();
        endResetModel();
    } else if (!m_shown.empty()) {
        Q_EMIT dataChanged(index(0, Lapses), index(rowCount() - 1, Lapses)); // the days left
    }
    Q_EMIT loaded();
}

void RequestTableModel::show(Show show)
{
    if (show == m_show)
        return;
    beginResetModel();
    m_show = show;
    choose();
    endResetModel();
}

bool RequestTableModel::isShown(const Row &row) const
{
    switch (m_show) {
    case Show::ForMe: return row.deeds.approve;
    case Show::ByMe: return row.own;
    case Show::All: return true;
    }
    Q_UNREACHABLE();
}

void RequestTableModel::choose()
{
    m_shown.clear();
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        if (isShown(m_rows[at]))
            m_shown.push_back(at);
    }
}

int RequestTableModel::rowOf(const std::string &id) const
{
    const auto at = std::ranges::find(m_shown, id, [this](std::size_t row) { return m_rows[row].request.form.id; });
    return at == m_shown.end() ? -1 : static_cast<int>(at - m_shown.begin());
}

bool RequestTableModel::knows(const std::string &id) const
{
    return std::ranges::any_of(m_rows, [&](const Row &row) { return row.request.form.id == id; });
}

int RequestTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

QString RequestTableModel::title(const Request &request)
{
    QStringList names;
    for (const std::string &name : request.names)
        names += qstr(name);
    return names.isEmpty() ? qstr(request.subject) : names.join(QStringLiteral(", "));
}

QVariant RequestTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = this->row(index.row());
    const Instant lapses = lapsesAt(row.request);
    const bool runs = row.state == RequestState::Open || row.state == RequestState::Approved; // a clock runs
    switch (role) {
    case StateRole: return static_cast<int>(row.state);
    case TierRole: return static_cast<int>(row.tier);
    case UrgentRole: return runs && lapses - m_readAt < urgency;
    case Qt::ToolTipRole: return index.column() == Lapses && runs ? ValueText::dateTime(lapses) : QVariant();
    case Qt::DisplayRole:
    case SortRole: break;
    default: return {};
    }
    const bool sorting = role == SortRole;
    switch (index.column()) {
    case Subject: return title(row.request);
    case ServiceColumn: return qstr(row.request.serviceName);
    case TierColumn: return sorting ? QVariant(static_cast<int>(row.tier)) : ValueText::of(row.tier);
    case Kind: return RequestText::kind(row.request.form.kind);
    case Applicant: return qstr(row.applicant);
    case Submitted: return sorting ? QVariant(qlonglong(toUnix(row.request.submitted))) : ValueText::dateTime(row.request.submitted);
    case Lapses:
        if (sorting) // those that are over stand behind, in the order of the rows: the newest first
            return runs ? qlonglong(toUnix(lapses)) : std::numeric_limits<qlonglong>::max() - mostOver + index.row();
        return runs ? ValueText::daysLeft(lapses, m_readAt) : QString();
    case State: return sorting ? QVariant(static_cast<int>(row.state)) : RequestText::state(row.state);
    case Missing:
        if (sorting)
            return row.missing;
        return row.state == RequestState::Open ? QString::number(row.missing) : QString();
    default: return {};
    }
}

Result<RequestTableModel::Row> readRequestRow(Connection &connection, const std::string &id, const std::vector<Person> &people)
{
    Result<std::optional<Request>> request = readRequest(connection, id);
    if (!request)
        return fail(request.error());
    if (!*request)
        return fail(ErrorCode::NotFound, "this request is not here any more", id);
    RequestTableModel::Row row;
    row.request = std::move(**request);
    const auto applicant = std::ranges::find(people, row.request.applicant, &Person::id);
    row.applicant = applicant == people.end() ? row.request.applicant : applicant->name;
    for (const ApprovalStep &step : missingSteps(row.request, people))
        row.missing += step.count;
    return row;
}

} // namespace hufu
