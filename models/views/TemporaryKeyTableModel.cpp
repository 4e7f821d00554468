// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/TemporaryKeyTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "Issued"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "USBKey"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "Holder"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "Certificate role"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "For"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "By"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "Reason"),
    QT_TRANSLATE_NOOP("hufu::TemporaryKeyTableModel", "Review"),
};

} // namespace

TemporaryKeyTableModel::TemporaryKeyTableModel(QObject *parent) : HouseTableModel(titles, readTemporaryRecords, parent) {}

int TemporaryKeyTableModel::toReview() const
{
    return static_cast<int>(std::ranges::count_if(rows(), [](const TemporaryRecord &one) { return !one.key.reviewed; }));
}

QVariant TemporaryKeyTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TemporaryRecord &shown = row(index.row());
    if (role == ReviewedRole)
        return shown.key.reviewed;
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const bool sorting = role == SortRole;
    switch (index.column()) {
    case Issued: return sorting ? QVariant(qlonglong(toUnix(shown.key.at))) : ValueText::dateTime(shown.key.at);
    case Number: return qstr(shown.key.card);
    case Holder: return tr("%1, %2", "name, department").arg(qstr(shown.form.holder.name), qstr(shown.form.holder.department));
    case RoleColumn: return qstr(shown.form.roleName);
    case Hours: return sorting ? QVariant(shown.form.hours) : tr("%n hour(s)", nullptr, shown.form.hours);
    case Officer: return qstr(shown.actor);
    case Reason: return qstr(shown.form.note);
    case Review: return sorting ? QVariant(shown.key.reviewed) : shown.key.reviewed ? tr("reviewed") : tr("due");
    default: return {};
    }
}

} // namespace hufu
