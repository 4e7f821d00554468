// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/PersonTableModel.h"

#include "models/pki/CertificateListing.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/RoleText.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::PersonTableModel", "Name"),
    QT_TRANSLATE_NOOP("hufu::PersonTableModel", "Department"),
    QT_TRANSLATE_NOOP("hufu::PersonTableModel", "Console roles"),
    QT_TRANSLATE_NOOP("hufu::PersonTableModel", "State"),
    QT_TRANSLATE_NOOP("hufu::PersonTableModel", "Signing certificate until"),
};

} // namespace

PersonTableModel::PersonTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_load([this](std::vector<Row> rows) { accept(std::move(rows)); })
{
}

void PersonTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_load.abandon();
    m_house = house;
    accept({});
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &PersonTableModel::load);
    load();
}

void PersonTableModel::load()
{
    m_load.start([house = m_house](const std::stop_token &) {
        std::vector<Row> rows;
        for (Person &person : house->people().value_or(std::vector<Person>())) {
            Row row{std::move(person), {}};
            if (const Result<CertificateListing> listing = readListing(row.person.certificate))
                row.until = listing->notAfter;
            rows.push_back(std::move(row));
        }
        std::ranges::stable_partition(rows, [](const Row &row) { return row.person.active; });
        return rows;
    });
}

void PersonTableModel::accept(std::vector<Row> rows)
{
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT loaded();
}

int PersonTableModel::rowOf(const std::string &id) const
{
    const auto at = std::ranges::find(m_rows, id, [](const Row &row) { return row.person.id; });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int PersonTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant PersonTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == ActiveRole)
        return row.person.active;
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (index.column()) {
    case Name: return QString::fromStdString(row.person.name);
    case Department: return QString::fromStdString(row.person.department);
    case Roles: return rolesText(row.person.roles);
    case State: return !row.person.active ? tr("deactivated") : row.person.cardOut ? tr("USBKey out of use") : tr("active");
    case CertificateUntil:
        if (role == SortRole)
            return row.until ? qlonglong(toUnix(*row.until)) : 0;
        return row.until ? ValueText::dateTime(*row.until) : tr("not yet made");
    default: return {};
    }
}

} // namespace hufu
