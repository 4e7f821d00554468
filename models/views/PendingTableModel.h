// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/PendingWork.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

namespace hufu {

class House;

/// Commands that wait for signatures, as the officer sees them: those for them first, then their own. House::signPendingLater() and withdrawPendingLater() act on
/// them. Lives on the GUI thread; reads on another; there are a handful at most.
class PendingTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { What, About, Author, Signed, WaitsFor, Since, Lapses, ColumnCount };
    enum ExtraRole {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        ForMeRole,               ///< bool: the officer's signature is waited for
        MineRole,                ///< bool: the officer may withdraw it
    };

    explicit PendingTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    const PendingSight &sight(int row) const { return m_rows[static_cast<std::size_t>(row)].sight; }
    int rowOf(const std::string &id) const; ///< -1: it does not wait
    int forMe() const;                      ///< how many wait for the officer

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();

private:
    struct Row {
        PendingSight sight;
        QString author, signers; ///< names
        QString about;
        bool operator==(const Row &) const = default;
    };
    void load();
    void accept(std::vector<Row> rows);

    House *m_house = nullptr;
    std::vector<Row> m_rows;
    BackgroundLoad<std::vector<Row>> m_load;
};

} // namespace hufu
