// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/TemporaryKeys.h"
#include "models/views/HouseTableModel.h"

namespace hufu {

/// Temporary USBKeys that one officer issued alone, newest first, and whether a colleague reviewed them.
class TemporaryKeyTableModel : public HouseTableModel<TemporaryRecord> {
    Q_OBJECT
public:
    enum Column { Issued, Number, Holder, RoleColumn, Hours, Officer, Reason, Review, ColumnCount };
    enum ExtraRole {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        ReviewedRole,            ///< bool
    };

    explicit TemporaryKeyTableModel(QObject *parent = nullptr);

    int toReview() const;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace hufu
