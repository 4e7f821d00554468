// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Person.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

namespace hufu {

class House;

/// The people of the house, those who were deactivated last. Lives on the GUI thread; reads on another; there are hundreds at most.
class PersonTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Name, Department, Roles, State, CertificateUntil, ColumnCount };
    enum ExtraRole {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        ActiveRole,              ///< bool
    };

    explicit PersonTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    const Person &person(int row) const { return m_rows[static_cast<std::size_t>(row)].person; }
    int rowOf(const std::string &id) const; ///< -1: nobody

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();

private:
    struct Row {
        Person person;
        std::optional<Instant> until; ///< of the signing certificate; none before the authority made it
        bool operator==(const Row &) const = default;
    };
    void load();
    void accept(std::vector<Row> rows);

    House *m_house = nullptr;
    std::vector<Row> m_rows;
    BackgroundLoad<std::vector<Row>> m_load;
};

} // namespace hufu
