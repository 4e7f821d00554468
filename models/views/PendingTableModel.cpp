// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/PendingTableModel.h"

#include "models/replica/House.h"
#include "models/store/EntryNames.h"
#include "models/views/ValueText.h"
#include "models/wording/JournalText.h"
#include "models/wording/OutboxText.h"
#include "models/wording/RoleText.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *titles[] = {
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "What"),
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "About"),
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "Author"),
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "Signed by"),
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "Waits for"),
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "Since"),
    QT_TRANSLATE_NOOP("hufu::PendingTableModel", "Lapses"),
};

QString nameOf(const std::vector<Person> &people, const std::string &id)
{
    const auto at = std::ranges::find(people, id, &Person::id);
    return QString::fromStdString(at == people.end() ? id : at->name);
}

} // namespace

PendingTableModel::PendingTableModel(QObject *parent)
    : TitledTableModel(titles, parent), m_load([this](std::vector<Row> rows) { accept(std::move(rows)); })
{
}

void PendingTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_load.abandon();
    m_house = house;
    accept({});
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &PendingTableModel::load);
    load();
}

void PendingTableModel::load()
{
    m_load.start([house = m_house, officer = m_house->officer()](const std::stop_token &) {
        const std::vector<Person> people = house->people().value_or(std::vector<Person>());
        const Result<std::vector<PendingSight>> sights
            = house->read([&](Connection &connection) { return readPendingSights(connection, officer, house->now()); });
        std::vector<Row> rows;
        for (const PendingSight &sight : sights.value_or(std::vector<PendingSight>())) {
            Entry entry; // as the journal will call it
            entry.kind = sight.pending.kind;
            entry.subject = sight.pending.subject;
            EntryNames names;
            (void)house->read([&](Connection &connection) { return readEntryNames(connection, entry, sight.payload, names); });
            QStringList signers;
            for (const std::string &id : sight.pending.signers)
                signers += nameOf(people, id);
            rows.push_back({sight, nameOf(people, sight.pending.author), signers.join(QStringLiteral(", ")), JournalText::about(entry, names)});
        }
        return rows;
    });
}

void PendingTableModel::accept(std::vector<Row> rows)
{
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT loaded();
}

int PendingTableModel::rowOf(const std::string &id) const
{
    const auto at = std::ranges::find(m_rows, id, [](const Row &row) { return row.sight.pending.id; });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

int PendingTableModel::forMe() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [](const Row &row) { return row.sight.forMe; }));
}

int PendingTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant PendingTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const PendingCommand &pending = row.sight.pending;
    if (role == ForMeRole)
        return row.sight.forMe;
    if (role == MineRole)
        return row.sight.mine;
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (index.column()) {
    case What: return OutboxText::deed(pending.kind);
    case About: return row.about;
    case Author: return row.author;
    case Signed: return row.signers;
    case WaitsFor: {
        QStringList waits;
        for (const std::set<Role> &slot : pending.waits)
            waits += rolesText(slot);
        return waits.join(QStringLiteral("; "));
    }
    case Since: return role == SortRole ? QVariant(qlonglong(toUnix(pending.since))) : ValueText::dateTime(pending.since);
    case Lapses: return role == SortRole ? QVariant(qlonglong(toUnix(pending.expires))) : ValueText::dateTime(pending.expires);
    default: return {};
    }
}

} // namespace hufu
