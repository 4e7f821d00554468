// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/PageReader.h"

#include "models/store/JournalStore.h"
#include "models/store/ReplicaJournal.h"

namespace hufu {
namespace {

constexpr std::int64_t entriesPerPage = 250;
constexpr std::size_t bytesPerPage = 2u << 20;

Result<JournalPage> readInside(Connection &connection, Sequence after)
{
    JournalPage page;
    const Result<JournalHead> head = readJournalHead(connection);
    Result<std::optional<Checkpoint>> checkpoint = newestCheckpoint(connection);
    if (!head || !checkpoint)
        return fail(head ? checkpoint.error() : head.error());
    page.head = head->sequence;
    page.checkpoint = std::move(*checkpoint);
    Result<Statement> read = connection.prepare("SELECT " + std::string(entryColumns) + " FROM entry WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");
    if (!read)
        return fail(read.error());
    read->bind(1, std::int64_t(after)).bind(2, entriesPerPage);
    for (std::size_t bytes = 0; bytes < bytesPerPage;) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            break;
        page.entries.push_back(entryFrom(*read));
        bytes += page.entries.back().command.size() + page.entries.back().outcome.size();
    }
    return page;
}

} // namespace

Result<JournalPage> readPage(Connection &connection, Sequence after)
{
    if (Result<void> begun = connection.execute("BEGIN"); !begun)
        return fail(begun.error());
    Result<JournalPage> page = readInside(connection, after);
    (void)connection.execute("ROLLBACK");
    return page;
}

} // namespace hufu
