// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateRole.h"
#include "models/domain/Service.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

namespace hufu {

class House;

/// Certificate roles (持证角色), by name. Lives on the GUI thread; reads on another; there are dozens at most.
class CertificateRoleTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Name, Profile, Keys, Days, Services, Departments, Held, ColumnCount };
    enum ExtraRole { SortRole = Qt::UserRole }; ///< comparable value of the cell

    struct Row {
        CertificateRole role;
        std::vector<std::string> services; ///< names of those it opens
        int held = 0;                      ///< USBKeys that are with holders of it
        bool operator==(const Row &) const = default;
    };

    explicit CertificateRoleTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    const Row &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string &id) const; ///< -1: none
    bool isLoaded() const { return m_loaded; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();
    void failed(const hufu::Error &error); ///< the rows are those of before

private:
    void load();
    void accept(Result<std::vector<Row>> rows);

    House *m_house = nullptr;
    std::vector<Row> m_rows;
    bool m_loaded = false;
    BackgroundLoad<Result<std::vector<Row>>> m_load;
};

} // namespace hufu
