// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QSettings>
#include <QTableView>

namespace hufu::test {

/// Settings of this test's own, and none of an earlier run.
inline void forgetSettings()
{
    QCoreApplication::setOrganizationName(QStringLiteral("hufu-test"));
    QSettings().clear();
}

/// A child that must be there.
template <typename T>
T *child(QWidget *parent, const char *name)
{
    T *found = parent->findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no %s", name);
    return found;
}

/// What a column shows, from top to bottom.
inline QStringList column(const QTableView *table, int column)
{
    QStringList cells;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        cells += table->model()->index(row, column).data().toString();
    return cells;
}

} // namespace hufu::test
