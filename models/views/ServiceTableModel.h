// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/views/BackgroundLoad.h"
#include "models/views/FeedConnection.h"
#include "models/views/TitledTableModel.h"

namespace hufu {

/// The business services (业务系统) with what certificates they have, counted on a worker thread. Lives on the GUI thread; sort and
/// filter through a QSortFilterProxyModel on SortRole, there are never many.
class ServiceTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Name, TierColumn, Department, Owner, Hosts, PatientData, Certificates, SoonestExpiry, WorstFinding, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole, ///< QString, service id
        SortRole,              ///< comparable value of the cell
        TierRole,              ///< int of Tier
        SeverityRole,          ///< int of Severity for the worst finding in force; -1: none
        QueryRole,             ///< QString: the query that selects its certificates
    };

    struct Line {
        Service service;
        std::uint32_t certificates = 0;  ///< in force
        std::optional<Instant> soonest;  ///< of those in force
        std::optional<Severity> worst;
        bool operator==(const Line &) const = default;
    };

    explicit ServiceTableModel(QObject *parent = nullptr);
    void setFeed(InventoryFeed *feed);
    void setInventory(std::shared_ptr<const Inventory> inventory);
    const Service &service(int row) const { return m_rows[static_cast<std::size_t>(row)].service; }
    int rowOf(const std::string &id) const; ///< -1: no such service

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void counted(); ///< the rows are those of the newest inventory

private:
    void replace(std::vector<Line> lines);

    FeedConnection m_feed;
    std::vector<Line> m_rows; ///< by name
    BackgroundLoad<std::vector<Line>> m_load;
};

/// The services with their counts, by name.
std::vector<ServiceTableModel::Line> serviceLines(const Inventory &inventory, Instant now);

} // namespace hufu
