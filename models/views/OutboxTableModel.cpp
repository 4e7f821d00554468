// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/OutboxTableModel.h"

#include "models/base/CanonicalJson.h"
#include "models/views/ValueText.h"
#include "models/wording/OutboxText.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *outboxTitles[] = {
    //: the place in a queue
    QT_TRANSLATE_NOOP("hufu::OutboxTableModel", "No."),
    QT_TRANSLATE_NOOP("hufu::OutboxTableModel", "Command"),
    QT_TRANSLATE_NOOP("hufu::OutboxTableModel", "About"),
    QT_TRANSLATE_NOOP("hufu::OutboxTableModel", "Signed at"),
    QT_TRANSLATE_NOOP("hufu::OutboxTableModel", "State"),
};

} // namespace

OutboxTableModel::OutboxTableModel(QObject *parent) : TitledTableModel(outboxTitles, parent) {}

void OutboxTableModel::setHouse(House *house)
{
    if (m_house)
        disconnect(m_house, nullptr, this, nullptr);
    m_house = house;
    m_reading = m_again = false;
    replace({});
    if (!house)
        return;
    connect(house, &House::journalGrew, this, &OutboxTableModel::refresh); // it tells of everything that is written
    refresh();
}

void OutboxTableModel::refresh()
{
    if (!m_house)
        return;
    m_again = m_reading;
    if (std::exchange(m_reading, true))
        return;
    m_house->readLater(readOutgoing).then(this, [this, house = m_house](Result<std::vector<OutgoingCommand>> rows) {
        if (house != m_house)
            return;
        m_reading = false;
        if (rows)
            replace(std::move(*rows));
        else
            Q_EMIT readingFailed(rows.error());
        if (std::exchange(m_again, false))
            refresh();
    });
}

void OutboxTableModel::replace(std::vector<OutgoingCommand> rows)
{
    if (!std::ranges::equal(rows, m_rows)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    Q_EMIT loaded();
}

int OutboxTableModel::rowOf(const std::string &id) const
{
    const auto found = std::ranges::find(m_rows, id, &OutgoingCommand::id);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int OutboxTableModel::refused() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [](const OutgoingCommand &row) { return row.refusal.has_value(); }));
}

int OutboxTableModel::waiting() const { return rowCount() - refused(); }

int OutboxTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant OutboxTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const OutgoingCommand &row = command(index.row());
    if (role == RefusedRole)
        return row.refusal.has_value();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Order: return index.row() + 1;
    case Deed: return OutboxText::deed(row.command.kind);
    case About: return OutboxText::about(row);
    case Queued: return ValueText::dateTime(row.queued);
    case State: return OutboxText::state(row);
    default: return {};
    }
}

} // namespace hufu
