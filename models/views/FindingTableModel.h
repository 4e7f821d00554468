// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/BackgroundLoad.h"
#include "models/views/FeedConnection.h"
#include "models/views/ObservedValues.h"

#include <QAbstractTableModel>

namespace hufu {

/// One row per certificate and rule broken: the findings (问题项) of the house, worst first. Narrowed by a query over the
/// certificates, by severity, by rule. Gathered on a worker thread. Lives on the GUI thread.
class FindingTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SeverityColumn, RuleColumn, Certificate, Issuer, Expires, TierColumn, Services, Owner, Source, Observed, ColumnCount };
    enum Role {
        Sha256Role = Qt::UserRole, ///< QByteArray, 32 bytes
        RuleRole,                  ///< int of Rule
        SeverityRole,              ///< int of Severity
        RuleNameRole,              ///< QString, stable kebab-case name
    };
    struct Item {
        Row row;
        Rule rule;
        Severity severity;
        bool operator==(const Item &) const = default;
    };
    /// Which findings to show; all conditions hold together.
    struct Narrowing {
        QString query;                     ///< over certificates; a text that is no query shows nothing
        std::optional<Severity> atLeast;
        std::optional<Rule> rule;
        bool inForceOnly = true;           ///< leaves out expired and superseded certificates
        bool operator==(const Narrowing &) const = default;
    };

    explicit FindingTableModel(QObject *parent = nullptr);
    void setFeed(InventoryFeed *feed);
    void setInventory(std::shared_ptr<const Inventory> inventory);
    std::shared_ptr<const Inventory> inventory() const { return m_inventory; }
    void setNarrowing(const Narrowing &narrowing);
    const Narrowing &narrowing() const { return m_narrowing; }
    const Item &item(int row) const { return m_items[static_cast<std::size_t>(row)]; }
    bool isBusy() const { return m_load.isBusy(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void applied();
    void busyChanged(bool busy);

private:
    struct Answer {
        std::shared_ptr<const Inventory> inventory;
        std::vector<Item> items;
    };
    void request();
    void accept(Answer answer);

    FeedConnection m_feed;
    std::shared_ptr<const Inventory> m_inventory, m_newest;
    std::vector<Item> m_items;
    mutable ObservedValues m_observed; ///< of the rows in sight
    Narrowing m_narrowing;
    int m_sortColumn = SeverityColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    BackgroundLoad<Answer> m_load;
};

/// Gathers and orders findings; what the model runs on its worker, and what the command line lists. Nothing, once `stop` was asked for.
std::vector<FindingTableModel::Item> gatherFindings(const Inventory &inventory, const FindingTableModel::Narrowing &narrowing, Instant now,
                                                    int sortColumn = FindingTableModel::SeverityColumn,
                                                    Qt::SortOrder order = Qt::DescendingOrder, const std::stop_token &stop = {});

} // namespace hufu
