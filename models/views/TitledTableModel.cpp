// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/TitledTableModel.h"

#include <QCoreApplication>

namespace hufu {

TitledTableModel::TitledTableModel(std::span<const char *const> titles, QObject *parent) : QAbstractTableModel(parent), m_titles(titles) {}

int TitledTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_titles.size()); }

QVariant TitledTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return QAbstractTableModel::headerData(section, orientation, role);
    return QCoreApplication::translate(metaObject()->className(), m_titles[static_cast<std::size_t>(section)]);
}

} // namespace hufu
