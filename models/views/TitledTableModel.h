// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <span>

namespace hufu {

/// A table whose columns have fixed titles, given as QT_TRANSLATE_NOOP() in the deriving class's context, one for each column; the array outlives it.
class TitledTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    explicit TitledTableModel(std::span<const char *const> titles, QObject *parent = nullptr);

private:
    std::span<const char *const> m_titles;
};

} // namespace hufu
