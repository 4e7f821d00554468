// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Outgoing.h"
#include "models/views/TitledTableModel.h"

namespace hufu {

/// The commands of this home that are not in force, in the order of sending. Follows the house by itself; read on a pool thread, never many. Lives on
/// the GUI thread.
class OutboxTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Order, Deed, About, Queued, State, ColumnCount };
    enum Role {
        RefusedRole = Qt::UserRole, ///< bool
    };

    explicit OutboxTableModel(QObject *parent = nullptr);
    void setHouse(House *house); ///< null when locked
    void refresh();
    const OutgoingCommand &command(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string &id) const; ///< -1: no such command
    int waiting() const;
    int refused() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();
    void readingFailed(const hufu::Error &error);

private:
    void replace(std::vector<OutgoingCommand> rows);

    House *m_house = nullptr;
    std::vector<OutgoingCommand> m_rows;
    bool m_reading = false, m_again = false;
};

} // namespace hufu
