// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/FindingTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/InventorySearch.h"
#include "models/views/CertificateTableModel.h"
#include "models/views/ValueText.h"
#include "models/wording/FindingText.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace hufu {
namespace {

struct FindingColumn {
    const char *title;
    int certificateColumn; ///< what it shows of the certificate; -1: of the finding
    SortKey sort;
};
constexpr FindingColumn columns[] = {
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Severity"), -1, {}},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Finding"), -1, {}},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Certificate"), CertificateTableModel::Subject, SortKey::Subject},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Issuer"), CertificateTableModel::Issuer, SortKey::Issuer},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Expires"), CertificateTableModel::Expires, SortKey::Expires},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Tier"), CertificateTableModel::TierColumn, SortKey::Tier},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Services"), CertificateTableModel::Services, SortKey::Services},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Owner"), CertificateTableModel::Owner, SortKey::Owner},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Source of the rule"), -1, {}},
    {QT_TRANSLATE_NOOP("hufu::FindingTableModel", "Observed"), -1, {}},
};

using Item = FindingTableModel::Item;

constexpr std::size_t rowsBetweenLooks = 8192; ///< at the stop token

void sortItems(const Inventory &inventory, std::vector<Item> &items, std::vector<Row> rows, int column, Qt::SortOrder order,
               const QueryClock &clock)
{
    const bool descending = order == Qt::DescendingOrder;
    const auto by = [&](auto key) {
        std::ranges::stable_sort(items, [&](const Item &a, const Item &b) { return descending ? key(b) < key(a) : key(a) < key(b); });
    };
    switch (column) {
    case FindingTableModel::SeverityColumn: return by([](const Item &item) { return item.severity; });
    case FindingTableModel::RuleColumn:
    case FindingTableModel::Observed: return by([](const Item &item) { return item.rule; }); // values of one rule compare at most with each other
    case FindingTableModel::Source: return by([](const Item &item) { return std::string_view(ruleSource(item.rule)); });
    default: break;
    }
    sortRows(inventory, rows, columns[column].sort, descending, clock);
    std::vector<std::uint32_t> rank(inventory.size());
    for (std::uint32_t at = 0; at < rows.size(); ++at)
        rank[rows[at]] = at;
    std::ranges::stable_sort(items, std::less(), [&](const Item &item) { return rank[item.row]; });
}

} // namespace

std::vector<Item> gatherFindings(const Inventory &inventory, const FindingTableModel::Narrowing &narrowing, Instant now,
                                 int sortColumn, Qt::SortOrder order, const std::stop_token &stop)
{
    const auto query = parseQuery(utf8(narrowing.query));
    if (!query)
        return {};
    const QueryClock clock = localClock(now);
    // Core services first, then what ends first: the order among findings that are otherwise equal.
    Result<SelectedRows> selected = select(inventory, {.query = *query, .sort = SortKey::Expires}, clock, stop);
    if (!selected)
        return {};
    const RuleTable table(inventory.policy());
    std::array<std::vector<Item>, std::size_t(Tier::Core) + 1> byTier;
    std::vector<Row> rows;
    for (std::size_t at = 0; at < selected->rows.size(); ++at) {
        if (at % rowsBetweenLooks == 0 && stop.stop_requested())
            return {};
        const Row number = selected->rows[at];
        const CertificateRow row = inventory.row(number);
        std::vector<Item> &items = byTier[std::size_t(row.tier)];
        const CertificateStatus status = row.status(now);
        const bool out = narrowing.inForceOnly && (isOver(status) || status == CertificateStatus::Superseded);
        const std::size_t before = items.size();
        forEachRule(row.rules, [&](Rule rule) {
            const Severity severity = table.severity(rule);
            if ((out && rule != Rule::ExpiredButSeen) || (narrowing.rule && *narrowing.rule != rule)
                || (narrowing.atLeast && severity < *narrowing.atLeast))
                return;
            items.push_back({number, rule, severity});
        });
        if (items.size() > before)
            rows.push_back(number);
    }
    std::vector<Item> items;
    for (const std::vector<Item> &some : byTier | std::views::reverse)
        items.insert(items.end(), some.begin(), some.end());
    if (stop.stop_requested())
        return {};
    sortItems(inventory, items, std::move(rows), sortColumn, order, clock);
    return items;
}

FindingTableModel::FindingTableModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_inventory(std::make_shared<Inventory>())
    , m_newest(m_inventory)
    , m_load([this](Answer answer) { accept(std::move(answer)); })
{
    connect(&m_observed, &ObservedValues::arrived, this, [this] {
        if (!m_items.empty())
            Q_EMIT dataChanged(index(0, Observed), index(rowCount() - 1, Observed), {Qt::DisplayRole});
    });
}

void FindingTableModel::setFeed(InventoryFeed *feed)
{
    m_observed.setHouse(feed ? &feed->house() : nullptr);
    m_feed.follow(feed, this);
}

void FindingTableModel::setInventory(std::shared_ptr<const Inventory> inventory)
{
    m_newest = std::move(inventory);
    request();
}

void FindingTableModel::setNarrowing(const Narrowing &narrowing)
{
    m_narrowing = narrowing;
    request();
}

void FindingTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    request();
}

void FindingTableModel::request()
{
    const bool wasBusy = m_load.isBusy();
    m_load.start([inventory = m_newest, narrowing = m_narrowing, column = m_sortColumn, order = m_sortOrder](const std::stop_token &stop) {
        return Answer{inventory, gatherFindings(*inventory, narrowing, inventory->builtAt(), column, order, stop)};
    });
    if (!wasBusy)
        Q_EMIT busyChanged(true);
}

void FindingTableModel::accept(Answer answer)
{
    m_observed.setInventory(answer.inventory);
    const bool sameNumbers = answer.inventory == m_inventory || (m_inventory->isComplete() && answer.inventory->isComplete());
    if (sameNumbers && answer.items == m_items) { // most growths of the journal find nothing new
        m_inventory = std::move(answer.inventory);
        if (!m_items.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    } else {
        beginResetModel();
        m_inventory = std::move(answer.inventory);
        m_items = std::move(answer.items);
        endResetModel();
    }
    Q_EMIT applied();
    Q_EMIT busyChanged(isBusy());
}

int FindingTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_items.size()); }

int FindingTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant FindingTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Item &item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case SeverityColumn: return ValueText::of(item.severity);
        case RuleColumn: return FindingText::title(item.rule);
        case Source: return FindingText::source(item.rule);
        case Observed: return m_observed.text(item.row, item.rule);
        default:
            return CertificateTableModel::cellText(*m_inventory, item.row, columns[index.column()].certificateColumn,
                                                   m_inventory->builtAt());
        }
    case Sha256Role: {
        const Sha256 value = m_inventory->row(item.row).sha256;
        return QByteArray(reinterpret_cast<const char *>(value.data()), qsizetype(value.size()));
    }
    case RuleRole: return int(item.rule);
    case SeverityRole: return int(item.severity);
    case RuleNameRole: return QString::fromLatin1(ruleName(item.rule));
    default: return {};
    }
}

QVariant FindingTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    return tr(columns[section].title);
}

} // namespace hufu
