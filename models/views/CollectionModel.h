// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Collection.h"
#include "models/replica/InventoryFeed.h"
#include "models/views/BackgroundLoad.h"

#include <QAbstractListModel>

namespace hufu {

/// The saved filters (筛选集) by name, with how many certificates each selects now. Lives on the GUI thread; destroy it before the house.
class CollectionModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole, ///< QString
        QueryRole,             ///< QString
        CountRole,             ///< int; -1: its query cannot be read
    };
    struct Line {
        Collection collection;
        int count = 0;
        bool operator==(const Line &) const = default;
    };

    explicit CollectionModel(QObject *parent = nullptr);
    void setFeed(InventoryFeed *feed);
    /// For tests and for lists that do not follow.
    void setLines(std::vector<Line> lines);
    const Collection &collection(int row) const { return m_lines[static_cast<std::size_t>(row)].collection; }
    int rowOf(const std::string &id) const; ///< -1: no such collection

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void readingFailed(const hufu::Error &error);

private:
    void request();

    InventoryFeed *m_feed = nullptr;
    std::vector<Line> m_lines;
    BackgroundLoad<Result<std::vector<Line>>> m_load;
};

} // namespace hufu
