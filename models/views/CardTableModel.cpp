// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CardTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/CardSighting.h"
#include "models/store/CardReader.h"
#include "models/views/ValueText.h"
#include "models/wording/CardText.h"

#include <algorithm>
#include <limits>

namespace hufu {
namespace {

using namespace std::chrono_literals;

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Number"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Holder"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Department"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Certificate role"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "State"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Since"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Certificates until"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Time left"),
    QT_TRANSLATE_NOOP("hufu::CardTableModel", "Model"),
};

constexpr auto soon = std::chrono::days(30);
constexpr auto lookingAtTheClock = 1h;

/// Numbers as the card tells them: shorter ones first, so that 99 stands before 100.
QString sortableNumber(const std::string &number) { return qstr(number).rightJustified(20, u'0'); }

} // namespace

CardTableModel::CardTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_load([this](Result<std::vector<Card>> rows) { accept(std::move(rows)); })
{
    m_clock.setInterval(lookingAtTheClock);
    connect(&m_clock, &QTimer::timeout, this, &CardTableModel::load);
}

void CardTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_clock.stop();
    m_load.abandon();
    m_house = house;
    accept(std::vector<Card>());
    m_loaded = false;
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &CardTableModel::load);
    m_clock.start();
    load();
}

void CardTableModel::load()
{
    m_load.start([house = m_house](const std::stop_token &) { return house->read([](Connection &connection) { return readCards(connection); }); });
}

void CardTableModel::accept(Result<std::vector<Card>> rows)
{
    if (!rows) {
        Q_EMIT failed(rows.error());
        return;
    }
    const Instant now = m_house ? m_house->now() : Instant{};
    const bool clockMoved = std::ranges::any_of(m_rows, [&, before = m_readAt](const Card &card) {
        m_readAt = now;
        const Due later = dueOf(card);
        m_readAt = before;
        return later != dueOf(card);
    });
    m_readAt = now;
    if (*rows != m_rows || clockMoved) {
        beginResetModel();
        m_rows = std::move(*rows);
        choose();
        endResetModel();
    }
    m_loaded = m_house != nullptr;
    Q_EMIT loaded();
}

CardTableModel::Due CardTableModel::dueOf(const Card &card) const
{
    if (isOverdue(card, m_readAt))
        return Due::Over;
    return isOverdue(card, m_readAt + soon) ? Due::Soon : Due::No;
}

bool CardTableModel::isShown(const Card &card, Show show) const
{
    switch (show) {
    case Show::All: return true;
    case Show::InStock: return card.state == CardState::InStock;
    case Show::WithHolders: return card.state == CardState::Issuing || card.state == CardState::Issued || card.state == CardState::Suspended;
    case Show::Gone: return card.state == CardState::Lost || card.state == CardState::Returned || card.state == CardState::Destroyed;
    case Show::Overdue: return dueOf(card) == Due::Over;
    }
    Q_UNREACHABLE();
}

void CardTableModel::choose()
{
    m_shown.clear();
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        if (isShown(m_rows[at], m_show))
            m_shown.push_back(at);
    }
}

void CardTableModel::show(Show show)
{
    if (show == m_show)
        return;
    beginResetModel();
    m_show = show;
    choose();
    endResetModel();
}

int CardTableModel::count(Show show) const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [&](const Card &card) { return isShown(card, show); }));
}

int CardTableModel::rowOf(const std::string &number) const
{
    const auto at = std::ranges::find(m_shown, number, [this](std::size_t row) { return m_rows[row].number; });
    return at == m_shown.end() ? -1 : static_cast<int>(at - m_shown.begin());
}

const Card *CardTableModel::find(const std::string &number) const
{
    const auto at = std::ranges::find(m_rows, number, &Card::number);
    return at == m_rows.end() ? nullptr : &*at;
}

int CardTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

QVariant CardTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Card &row = card(index.row());
    const bool ends = !row.certificates.empty();
    switch (role) {
    case StateRole: return static_cast<int>(row.state);
    case DueRole: return static_cast<int>(dueOf(row));
    case Qt::DisplayRole:
    case SortRole: break;
    default: return {};
    }
    const bool sorting = role == SortRole;
    const bool held = row.state == CardState::Issued || row.state == CardState::Suspended;
    switch (index.column()) {
    case Number: return sorting ? sortableNumber(row.number) : qstr(row.number);
    case Holder: return qstr(row.holder.name);
    case Department: return qstr(row.holder.department);
    case RoleColumn: return qstr(row.roleName);
    case State: return sorting ? QVariant(static_cast<int>(row.state)) : CardText::state(row.state);
    case Since: return sorting ? QVariant(qlonglong(toUnix(row.since))) : ValueText::date(row.since);
    case Ends:
        if (sorting)
            return ends ? qlonglong(toUnix(row.ends)) : std::numeric_limits<qlonglong>::max();
        return ends ? ValueText::date(row.ends) : QString();
    case Overdue:
        if (sorting)
            return ends && held ? qlonglong(toUnix(row.ends)) : std::numeric_limits<qlonglong>::max();
        return ends && held ? ValueText::daysLeft(row.ends, m_readAt) : QString();
    case Model: return qstr(row.model);
    default: return {};
    }
}

} // namespace hufu
