// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateRole.h"
#include "models/domain/Service.h"
#include "models/views/HouseTableModel.h"

namespace hufu {

/// A certificate role as the list shows it.
struct CertificateRoleRow {
    CertificateRole role;
    std::vector<std::string> services; ///< names of those it opens
    int held = 0;                      ///< USBKeys that are with holders of it
    bool operator==(const CertificateRoleRow &) const = default;
};

/// Certificate roles (持证角色), by name. There are dozens at most.
class CertificateRoleTableModel : public HouseTableModel<CertificateRoleRow> {
    Q_OBJECT
public:
    enum Column { Name, Profile, Keys, Days, Services, Departments, Held, ColumnCount };
    enum ExtraRole { SortRole = Qt::UserRole }; ///< comparable value of the cell

    explicit CertificateRoleTableModel(QObject *parent = nullptr);

    int rowOf(const std::string &id) const; ///< -1: none

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace hufu
