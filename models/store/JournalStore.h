// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Checkpoint.h"
#include "models/store/Connection.h"

namespace hufu {

/// The newest entry's place, or sequence 0 in an empty journal.
struct JournalHead {
    Sequence sequence = 0;
    Sha256 hash{};
    Instant time{};
};
Result<JournalHead> readJournalHead(Connection &connection);

/// Inserts an entry as it is; inside the caller's transaction. `commandId` may be empty when the command was unreadable.
Result<void> insertEntry(Connection &connection, const Entry &entry, std::string_view commandId);
Result<bool> isCommandKnown(Connection &connection, std::string_view commandId);
/// The entry that a command of this id became, its refusal included.
Result<std::optional<Entry>> readEntryOf(Connection &connection, std::string_view commandId);
/// Whether the journal has a refusal of these very bytes for this reason, from an entry on.
Result<bool> wasRefusedSince(Connection &connection, Sequence from, BytesView signedCommand, ErrorCode reason);
/// Hash of one entry; none when there is no such entry.
Result<std::optional<Sha256>> readEntryHash(Connection &connection, Sequence sequence);

Result<void> insertCheckpoint(Connection &connection, const Checkpoint &checkpoint);
/// All checkpoints, oldest first, without their house (the caller knows it).
Result<std::vector<Checkpoint>> readCheckpoints(Connection &connection);

/// Calls `each` for every entry in order, commands included; stops with the first error it returns.
template <typename Each>
Result<void> forEachEntry(Connection &connection, Each &&each);

/// Reads the current row of "SELECT sequence, time, kind, actor, subject, outcome, previous, hash, command FROM entry".
Entry entryFrom(const Statement &row);
EntryView entryViewFrom(const Statement &row); ///< good until the next step
inline constexpr std::string_view entryColumns = "sequence, time, kind, actor, subject, outcome, previous, hash, command";

template <typename Each>
Result<void> forEachEntry(Connection &connection, Each &&each)
{
    Result<Statement> read = connection.prepare("SELECT " + std::string(entryColumns) + " FROM entry ORDER BY sequence");
    if (!read)
        return fail(read.error());
    for (;;) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        if (Result<void> done = each(entryFrom(*read)); !done)
            return done;
    }
}

} // namespace hufu
