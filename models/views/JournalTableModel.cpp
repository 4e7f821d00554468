// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/JournalTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Command.h"
#include "models/replica/House.h"
#include "models/views/ValueText.h"
#include "models/wording/JournalText.h"

namespace hufu {
namespace {

constexpr int pageSize = 200;

constexpr struct {
    const char *title;
    bool monospace;
} columns[] = {
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "No."), false},
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "Time"), false},
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "What"), false},
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "Who"), false},
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "About"), false},
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "Outcome"), false},
    {QT_TRANSLATE_NOOP("hufu::JournalTableModel", "Hash"), true},
};

} // namespace

JournalTableModel::JournalTableModel(QObject *parent)
    : QAbstractTableModel(parent), m_load([this](Page page) { accept(std::move(page)); })
{
}

void JournalTableModel::setHouse(House *house)
{
    if (m_house)
        m_house->disconnect(this);
    m_load.abandon(); // it reads through the house of before
    m_house = house;
    if (house)
        connect(house, &House::journalGrew, this, &JournalTableModel::grew);
    restart();
}

void JournalTableModel::setFilter(const EntryFilter &filter)
{
    m_filter = filter;
    restart();
}

void JournalTableModel::restart()
{
    beginResetModel();
    m_entries.clear();
    m_names.clear();
    m_atEnd = true;
    m_grewMeanwhile = false;
    endResetModel();
    if (m_house)
        read(Reading::Older);
}

void JournalTableModel::read(Reading reading)
{
    const Sequence before = reading == Reading::Older && !m_entries.empty() ? m_entries.back().sequence : 0;
    const Sequence newest = m_entries.empty() ? 0 : m_entries.front().sequence;
    m_load.start([reading, before, newest, house = m_house, filter = m_filter](const std::stop_token &) {
        Page page{reading, {}, {}, {}, false};
        page.entries = house->read([&](Connection &connection) -> Result<std::vector<Entry>> {
            Result<std::vector<Entry>> entries = readEntries(connection, filter, before, pageSize);
            for (std::size_t at = 0; entries && at < entries->size(); ++at) {
                if (const Result<void> named = readEntryNames(connection, (*entries)[at], {}, page.names); !named)
                    return fail(named.error());
            }
            return entries;
        });
        if (reading == Reading::Newer && page.entries) {
            page.gap = page.entries->size() == pageSize && page.entries->back().sequence > newest + 1;
            std::erase_if(*page.entries, [&](const Entry &entry) { return entry.sequence <= newest; });
        }
        if (const Result<std::vector<Person>> people = house->people()) {
            for (const Person &person : *people)
                page.people.insert(qstr(person.id), qstr(person.name));
        }
        return page;
    });
}

void JournalTableModel::accept(Page page)
{
    if (!page.entries) {
        Q_EMIT readingFailed(page.entries.error());
        return;
    }
    m_people = std::move(page.people);
    page.names.merge(m_names); // names read now are the newer ones
    m_names = std::move(page.names);
    if (page.gap) // more has happened than one page holds: begin again from the top
        return restart();
    const int count = static_cast<int>(page.entries->size());
    if (page.reading == Reading::Older)
        m_atEnd = count < pageSize;
    if (count > 0) {
        const bool older = page.reading == Reading::Older;
        const int first = older ? rowCount() : 0;
        beginInsertRows({}, first, first + count - 1);
        m_entries.insert(older ? m_entries.end() : m_entries.begin(), std::make_move_iterator(page.entries->begin()),
                         std::make_move_iterator(page.entries->end()));
        endInsertRows();
    }
    if (m_grewMeanwhile)
        grew();
    Q_EMIT loaded();
}

void JournalTableModel::grew()
{
    m_grewMeanwhile = m_load.isBusy(); // the page under way is still wanted
    if (!m_grewMeanwhile && m_house)
        read(Reading::Newer);
}

bool JournalTableModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && !m_atEnd && !isBusy(); }

void JournalTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read(Reading::Older);
}

int JournalTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_entries.size()); }

int JournalTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant JournalTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case SequenceColumn: return qulonglong(entry.sequence);
        case Time: return ValueText::dateTime(entry.time);
        case Kind: return JournalText::what(entry);
        case Actor: return entry.actor == authorityActor ? tr("the authority") : m_people.value(qstr(entry.actor), qstr(entry.actor));
        case Subject: return JournalText::about(entry, m_names);
        case Outcome: return qstr(entry.outcome);
        case Hash: return ValueText::fingerprint(entry.hash);
        default: return {};
        }
    case Qt::ToolTipRole: return index.column() == Outcome || index.column() == Subject ? data(index, Qt::DisplayRole) : QVariant();
    case SequenceRole: return qulonglong(entry.sequence);
    case KindRole: return qstr(entry.kind);
    case OutcomeRole: return qstr(entry.outcome);
    case RefusedRole: return entry.kind == CommandKind::Refused;
    case MonospaceRole: return columns[index.column()].monospace;
    default: return {};
    }
}

QVariant JournalTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    return tr(columns[section].title);
}

} // namespace hufu
