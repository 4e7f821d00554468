// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/JournalStore.h"

#include "models/domain/Command.h"

#include <algorithm>

namespace hufu {
Entry entryFrom(const Statement &row)
{
    Entry entry;
    entry.sequence = static_cast<Sequence>(row.integer(0));
    entry.time = fromUnix(row.integer(1));
    entry.kind = row.text(2);
    entry.actor = row.text(3);
    entry.subject = row.text(4);
    entry.outcome = row.text(5);
    entry.previous = row.digest(6);
    entry.hash = row.digest(7);
    entry.command = bytesOf(row.blob(8));
    return entry;
}

EntryView entryViewFrom(const Statement &row)
{
    EntryView entry;
    entry.sequence = static_cast<Sequence>(row.integer(0));
    entry.time = fromUnix(row.integer(1));
    entry.kind = row.text(2);
    entry.actor = row.text(3);
    entry.subject = row.text(4);
    entry.outcome = row.text(5);
    entry.previous = row.blob(6);
    entry.hash = row.blob(7);
    entry.command = row.blob(8);
    return entry;
}

Result<JournalHead> readJournalHead(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT sequence, hash, time FROM entry ORDER BY sequence DESC LIMIT 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return JournalHead{};
    return JournalHead{static_cast<Sequence>(read->integer(0)), read->digest(1), fromUnix(read->integer(2))};
}

Result<void> insertEntry(Connection &connection, const Entry &entry, std::string_view commandId)
{
    Result<Statement> insert = connection.prepare(
        "INSERT INTO entry (sequence, time, kind, actor, subject, outcome, previous, hash, command, command_id) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, static_cast<std::int64_t>(entry.sequence))
        .bind(2, toUnix(entry.time))
        .bind(3, entry.kind)
        .bind(4, entry.actor)
        .bind(5, entry.subject)
        .bind(6, entry.outcome)
        .bind(7, BytesView(entry.previous))
        .bind(8, BytesView(entry.hash))
        .bind(9, BytesView(entry.command));
    if (commandId.empty())
        insert->bindNull(10);
    else
        insert->bind(10, commandId);
    return insert->run();
}

Result<bool> isCommandKnown(Connection &connection, std::string_view commandId)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM entry WHERE command_id = ?1");
    if (!read)
        return fail(read.error());
    return read->bind(1, commandId).step();
}

Result<bool> wasRefusedSince(Connection &connection, Sequence from, BytesView signedCommand, ErrorCode reason)
{
    Result<Statement> find = connection.prepare("SELECT 1 FROM entry WHERE sequence >= ?1 AND kind = ?2 AND outcome ->> '$.reason' = ?3 AND command = ?4");
    if (!find)
        return fail(find.error());
    return find->bind(1, std::int64_t(from)).bind(2, CommandKind::Refused).bind(3, errorName(reason)).bind(4, signedCommand).step();
}

Result<std::optional<Entry>> readEntryOf(Connection &connection, std::string_view commandId)
{
    Result<Statement> read = connection.prepare("SELECT " + std::string(entryColumns) + " FROM entry WHERE command_id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, commandId).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(entryFrom(*read)) : std::nullopt;
}

Result<std::optional<Sha256>> readEntryHash(Connection &connection, Sequence sequence)
{
    Result<Statement> read = connection.prepare("SELECT hash FROM entry WHERE sequence = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, static_cast<std::int64_t>(sequence)).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(read->digest(0)) : std::nullopt;
}

Result<void> insertCheckpoint(Connection &connection, const Checkpoint &checkpoint)
{
    Result<Statement> insert = connection.prepare("INSERT INTO checkpoint (sequence, hash, time, signature) VALUES (?1, ?2, ?3, ?4)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, static_cast<std::int64_t>(checkpoint.sequence))
        .bind(2, BytesView(checkpoint.hash))
        .bind(3, toUnix(checkpoint.time))
        .bind(4, BytesView(checkpoint.signature))
        .run();
}

Result<std::vector<Checkpoint>> readCheckpoints(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT sequence, hash, time, signature FROM checkpoint ORDER BY sequence");
    if (!read)
        return fail(read.error());
    std::vector<Checkpoint> checkpoints;
    for (;;) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return checkpoints;
        Checkpoint checkpoint;
        checkpoint.sequence = static_cast<Sequence>(read->integer(0));
        checkpoint.hash = read->digest(1);
        checkpoint.time = fromUnix(read->integer(2));
        checkpoint.signature = bytesOf(read->blob(3));
        checkpoints.push_back(std::move(checkpoint));
    }
}

} // namespace hufu
