// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/QueryWords.h"
#include "models/replica/InventorySearch.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/FeedConnection.h"

#include <QAbstractTableModel>

namespace hufu {

/// The certificates of the inventory, filtered and sorted on worker threads. Only the newest request counts: an answer overtaken by another
/// keystroke is dropped. A text that is no query leaves the rows as they are and says why. Lives on the GUI thread.
class CertificateTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Subject,
        Names,
        Issuer,
        Serial,
        Expires,
        DaysLeft,
        Issued,
        Class,
        TierColumn,
        Services,
        Owner,
        Department,
        Key,
        Signature,
        PurposeColumn,
        Status,
        Findings,
        Seen,
        Fingerprint,
        ColumnCount
    };
    enum Role {
        Sha256Role = Qt::UserRole, ///< QByteArray, 32 bytes
        IdRole,                    ///< qlonglong, certificate id
        SeverityRole,              ///< int of Severity for the worst finding; -1: none
        StatusRole,                ///< int of CertificateStatus
        TierRole,                  ///< int of Tier
        UrgencyRole,               ///< int of Severity: how pressing the end of validity is; -1: not
        MonospaceRole,             ///< bool, by column: grouped hexadecimal
        CopyRole,                  ///< QString: the plain value for the clipboard
    };

    explicit CertificateTableModel(QObject *parent = nullptr);

    /// Follows the feed: new snapshots are filtered and shown by themselves.
    void setFeed(InventoryFeed *feed);
    /// Shows one snapshot; for tests and for lists that do not follow.
    void setInventory(std::shared_ptr<const Inventory> inventory);
    std::shared_ptr<const Inventory> inventory() const { return m_inventory; }

    void setFilter(const QString &text);
    QString filter() const { return m_filter; }
    void setHideExpired(bool hide);
    void setHideSuperseded(bool hide);
    bool hidesExpired() const { return m_wanted.hideExpired; }
    bool hidesSuperseded() const { return m_wanted.hideSuperseded; }
    int hiddenCount() const { return static_cast<int>(m_hidden); } ///< that the filter matches, but hiding leaves out
    bool isBusy() const { return m_load.isBusy(); }

    Row inventoryRow(int row) const { return m_rows[static_cast<std::size_t>(row)]; } ///< row of inventory()
    std::span<const Row> inventoryRows() const { return m_rows; }
    CertificateRow certificate(int row) const;
    Sha256 sha256(int row) const;
    int rowOf(const Sha256 &sha256) const; ///< -1: not in sight
    QueryVocabulary vocabulary() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_wanted.descending ? Qt::DescendingOrder : Qt::AscendingOrder; }

    static QString columnTitle(int column);
    static const char *columnKey(int column); ///< language-free: for settings, CSV and JSON
    /// What a cell shows, without a model: for exports and details.
    static QString cellText(const Inventory &inventory, Row row, int column, Instant now);

Q_SIGNALS:
    /// Rows, order or hiding are as last asked for.
    void filterApplied();
    /// The text is no query: the rows stay. Positions are bytes of the UTF-8 text.
    void filterRejected(const hufu::QueryError &error);
    void busyChanged(bool busy);

private:
    struct Answer {
        std::shared_ptr<const Inventory> inventory;
        Result<SelectedRows> selected;
    };
    void request();
    void accept(Answer answer);
    void replaceRows(std::shared_ptr<const Inventory> inventory, std::vector<Row> rows);
    void reorderRows(std::vector<Row> rows);
    bool changeRowsInPlace(const std::vector<Row> &rows);

    FeedConnection m_feed;
    std::shared_ptr<const Inventory> m_inventory; ///< what m_rows count in
    std::shared_ptr<const Inventory> m_newest;    ///< what the next request filters
    std::vector<Row> m_rows;
    std::uint32_t m_hidden = 0;
    QString m_filter;
    Selection m_wanted;  ///< what the next request asks for
    Selection m_shown;   ///< what m_rows answer
    int m_sortColumn = Expires;
    BackgroundLoad<Answer> m_load;
};

} // namespace hufu
