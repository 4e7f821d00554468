// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/TemporaryKeys.h"
#include "models/views/BackgroundLoad.h"
#include "models/views/TitledTableModel.h"

namespace hufu {

class House;

/// Temporary USBKeys that one officer issued alone, newest first, and whether a colleague reviewed them. Lives on the GUI thread; reads on another.
class TemporaryKeyTableModel : public TitledTableModel {
    Q_OBJECT
public:
    enum Column { Issued, Number, Holder, RoleColumn, Hours, Officer, Reason, Review, ColumnCount };
    enum ExtraRole {
        SortRole = Qt::UserRole, ///< comparable value of the cell
        ReviewedRole,            ///< bool
    };

    explicit TemporaryKeyTableModel(QObject *parent = nullptr);

    void setHouse(House *house); ///< null empties it; the house before is used no more when this returns
    const TemporaryRecord &row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int toReview() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();
    void failed(const hufu::Error &error); ///< the rows are those of before

private:
    void load();
    void accept(Result<std::vector<TemporaryRecord>> rows);

    House *m_house = nullptr;
    std::vector<TemporaryRecord> m_rows;
    BackgroundLoad<Result<std::vector<TemporaryRecord>>> m_load;
};

} // namespace hufu
