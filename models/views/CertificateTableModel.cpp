// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/views/CertificateCells.h"

#include <algorithm>
#include <unordered_map>

namespace hufu {
namespace {

/// More separate changes than these are told as one: a view is quicker to start anew than to follow.
constexpr std::size_t mostPreciseChanges = 64;

struct Run {
    int first, last; ///< positions, both included
};

/// Runs of positions in `rows` whose row is not marked; empty optional when there are too many.
std::optional<std::vector<Run>> runsMissing(const std::vector<Row> &rows, const std::vector<bool> &marked)
{
    std::vector<Run> runs;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (marked[rows[at]])
            continue;
        const int position = static_cast<int>(at);
        if (!runs.empty() && runs.back().last == position - 1)
            runs.back().last = position;
        else if (runs.size() == mostPreciseChanges)
            return std::nullopt;
        else
            runs.push_back({position, position});
    }
    return runs;
}

std::vector<bool> marks(const std::vector<Row> &rows, std::size_t size)
{
    std::vector<bool> marked(size);
    for (Row row : rows)
        marked[row] = true;
    return marked;
}

} // namespace

CertificateTableModel::CertificateTableModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_inventory(std::make_shared<Inventory>())
    , m_newest(m_inventory)
    , m_load([this](Answer answer) { accept(std::move(answer)); })
{
    m_wanted.hideExpired = m_wanted.hideSuperseded = true;
    m_wanted.sort = SortKey::Expires;
    m_shown = m_wanted;
}

void CertificateTableModel::setFeed(InventoryFeed *feed) { m_feed.follow(feed, this); }

void CertificateTableModel::setInventory(std::shared_ptr<const Inventory> inventory)
{
    m_newest = std::move(inventory);
    request();
}

void CertificateTableModel::setFilter(const QString &text)
{
    m_filter = text;
    const auto query = parseQuery(utf8(text));
    if (!query) {
        Q_EMIT filterRejected(query.error());
        return;
    }
    m_wanted.query = *query;
    request();
}

void CertificateTableModel::setHideExpired(bool hide)
{
    m_wanted.hideExpired = hide;
    request();
}

void CertificateTableModel::setHideSuperseded(bool hide)
{
    m_wanted.hideSuperseded = hide;
    request();
}

void CertificateTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_sortColumn = column;
    m_wanted.sort = certificateColumns()[static_cast<std::size_t>(column)].sort;
    m_wanted.descending = order == Qt::DescendingOrder;
    request();
}

void CertificateTableModel::request()
{
    const bool wasBusy = m_load.isBusy();
    m_load.start([inventory = m_newest, selection = m_wanted](const std::stop_token &stop) {
        return Answer{inventory, select(*inventory, selection, localClock(inventory->builtAt()), stop)};
    });
    if (!wasBusy)
        Q_EMIT busyChanged(true);
}

void CertificateTableModel::accept(Answer answer)
{
    // It fails only when stopped, and who was stopped is not heard.
    m_hidden = answer.selected->hidden;
    replaceRows(std::move(answer.inventory), std::move(answer.selected->rows));
    m_shown = m_wanted;
    Q_EMIT filterApplied();
    Q_EMIT busyChanged(isBusy());
}

void CertificateTableModel::replaceRows(std::shared_ptr<const Inventory> inventory, std::vector<Row> rows)
{
    const bool sameSnapshot = inventory == m_inventory;
    Selection reordered = m_wanted;
    reordered.sort = m_shown.sort;
    reordered.descending = m_shown.descending;
    if (sameSnapshot && reordered == m_shown)
        return reorderRows(std::move(rows));

    // Rows keep their numbers from one complete snapshot to the next, so that only differences need telling.
    const bool sameNumbers =
        sameSnapshot || (m_inventory->isComplete() && inventory->isComplete() && inventory->size() >= m_inventory->size());
    const bool sameOrder = m_wanted.sort == m_shown.sort && m_wanted.descending == m_shown.descending;
    const auto shownBefore = m_inventory;
    if (sameNumbers)
        m_inventory = inventory;
    if (!sameNumbers || !sameOrder || !changeRowsInPlace(rows)) {
        beginResetModel();
        m_inventory = std::move(inventory);
        m_rows = std::move(rows);
        endResetModel();
    } else if (!sameSnapshot && !m_rows.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

bool CertificateTableModel::changeRowsInPlace(const std::vector<Row> &rows)
{
    const std::vector<bool> before = marks(m_rows, m_inventory->size()), after = marks(rows, m_inventory->size());
    const auto removed = runsMissing(m_rows, after);
    const auto added = runsMissing(rows, before);
    if (!removed || !added || removed->size() + added->size() > mostPreciseChanges)
        return false;
    // What stays must stay in the same order; a new snapshot may have moved it.
    std::size_t at = 0;
    for (Row row : m_rows) {
        if (!after[row])
            continue;
        while (at < rows.size() && !before[rows[at]])
            ++at;
        if (at == rows.size() || rows[at++] != row)
            return false;
    }
    for (auto run = removed->rbegin(); run != removed->rend(); ++run) {
        beginRemoveRows({}, run->first, run->last);
        m_rows.erase(m_rows.begin() + run->first, m_rows.begin() + run->last + 1);
        endRemoveRows();
    }
    for (const Run &run : *added) {
        beginInsertRows({}, run.first, run.last);
        m_rows.insert(m_rows.begin() + run.first, rows.begin() + run.first, rows.begin() + run.last + 1);
        endInsertRows();
    }
    return true;
}

void CertificateTableModel::reorderRows(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::unordered_map<Row, int> positions; // of rows that somebody holds on to
    for (const QModelIndex &index : before)
        positions.emplace(m_rows[static_cast<std::size_t>(index.row())], -1);
    if (!positions.empty()) {
        for (std::size_t at = 0; at < rows.size(); ++at) {
            if (const auto held = positions.find(rows[at]); held != positions.end())
                held->second = static_cast<int>(at);
        }
    }
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after.append(createIndex(positions[m_rows[static_cast<std::size_t>(index.row())]], index.column()));
    m_rows = std::move(rows);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

CertificateRow CertificateTableModel::certificate(int row) const { return m_inventory->row(inventoryRow(row)); }

Sha256 CertificateTableModel::sha256(int row) const { return certificate(row).sha256; }

int CertificateTableModel::rowOf(const Sha256 &sha256) const
{
    const std::optional<Row> row = m_inventory->find(sha256);
    if (!row)
        return -1;
    const auto found = std::ranges::find(m_rows, *row);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QueryVocabulary CertificateTableModel::vocabulary() const { return vocabularyOf(*m_inventory); }

int CertificateTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int CertificateTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant CertificateTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CertificateColumn &column = certificateColumns()[static_cast<std::size_t>(index.column())];
    const Instant now = m_inventory->builtAt();
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole: return column.text(*m_inventory, certificate(index.row()), now);
    case Qt::ToolTipRole: return column.toolTip ? QVariant(column.toolTip(*m_inventory, certificate(index.row()), now)) : QVariant();
    case Sha256Role: {
        const Sha256 value = sha256(index.row());
        return QByteArray(reinterpret_cast<const char *>(value.data()), qsizetype(value.size()));
    }
    case IdRole: return qlonglong(certificate(index.row()).id);
    case SeverityRole: {
        const std::optional<Severity> severity = certificate(index.row()).severity;
        return severity ? int(*severity) : -1;
    }
    case StatusRole: return int(certificate(index.row()).status(now));
    case TierRole: return int(certificate(index.row()).tier);
    case UrgencyRole: {
        const std::optional<Severity> pressing = urgency(certificate(index.row()), now);
        return pressing ? int(*pressing) : -1;
    }
    case MonospaceRole: return column.monospace;
    default: return {};
    }
}

QVariant CertificateTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    return columnTitle(section);
}

QString CertificateTableModel::columnTitle(int column) { return tr(certificateColumns()[static_cast<std::size_t>(column)].title); }

const char *CertificateTableModel::columnKey(int column) { return certificateColumns()[static_cast<std::size_t>(column)].key; }

QString CertificateTableModel::cellText(const Inventory &inventory, Row row, int column, Instant now)
{
    return certificateColumns()[static_cast<std::size_t>(column)].text(inventory, inventory.row(row), now);
}

} // namespace hufu
