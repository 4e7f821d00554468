// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CollectionModel.h"

#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"
#include "models/replica/InventorySearch.h"

#include <algorithm>

namespace hufu {

CollectionModel::CollectionModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_load([this](Result<std::vector<Line>> lines) {
        if (lines)
            setLines(std::move(*lines));
        else
            Q_EMIT readingFailed(lines.error());
    })
{
}

void CollectionModel::setFeed(InventoryFeed *feed)
{
    if (m_feed)
        m_feed->disconnect(this);
    m_feed = feed;
    if (!feed) {
        m_load.abandon(); // the house goes next
        return setLines({});
    }
    connect(feed, &InventoryFeed::inventoryChanged, this, &CollectionModel::request);
    connect(feed, &QObject::destroyed, this, [this] { m_feed = nullptr; });
    request();
}

void CollectionModel::request()
{
    m_load.start([house = &m_feed->house(), inventory = m_feed->inventory()](const std::stop_token &) -> Result<std::vector<Line>> {
        const Result<std::vector<Collection>> collections = house->collections();
        if (!collections)
            return fail(collections.error());
        std::vector<Line> lines;
        for (const Collection &collection : *collections) {
            const auto query = parseQuery(collection.query);
            lines.push_back({collection, query ? static_cast<int>(count(*inventory, *query, localClock(inventory->builtAt()))) : -1});
        }
        return lines;
    });
}

void CollectionModel::setLines(std::vector<Line> lines)
{
    std::ranges::stable_sort(lines, {}, [](const Line &line) { return line.collection.name; });
    const auto same = [](const Line &a, const Line &b) { return a.collection.id == b.collection.id; };
    if (std::ranges::equal(lines, m_lines, same)) {
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (m_lines[at] == lines[at])
                continue;
            m_lines[at] = std::move(lines[at]);
            Q_EMIT dataChanged(index(static_cast<int>(at)), index(static_cast<int>(at)));
        }
        return;
    }
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int CollectionModel::rowOf(const std::string &id) const
{
    const auto found = std::ranges::find(m_lines, id, [](const Line &line) { return line.collection.id; });
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

int CollectionModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }

QVariant CollectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return qstr(line.collection.name);
    case Qt::ToolTipRole:
    case QueryRole: return qstr(line.collection.query);
    case IdRole: return qstr(line.collection.id);
    case CountRole: return line.count;
    default: return {};
    }
}

} // namespace hufu
