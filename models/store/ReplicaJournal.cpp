// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ReplicaJournal.h"

#include "models/domain/Founding.h"
#include "models/domain/Import.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/Blobs.h"
#include "models/store/HouseReader.h"
#include "models/store/Projection.h"
#include "models/store/Witness.h"

namespace hufu {
namespace {

/// What the chain alone shows.
std::optional<Break> chainBreak(const JournalHead &head, const Entry &entry)
{
    if (entry.sequence != head.sequence + 1)
        return Break{BreakKind::EntryMissing, entry.sequence, "entry " + std::to_string(head.sequence + 1) + " was to follow"};
    if (entry.previous != head.hash)
        return Break{BreakKind::OrderBroken, entry.sequence, "it does not continue the journal that was replicated here: a different history"};
    if (entryHash(entry) != entry.hash)
        return Break{BreakKind::EntryChanged, entry.sequence, "its hash does not fit its content"};
    if (entry.time < head.time)
        return Break{BreakKind::TimeWentBack, entry.sequence, "it is older than the entry before it"};
    return {};
}

std::optional<Break> foundingBreak(const Command &command, const Sha256 &authority)
{
    const Result<Founding> founding = foundingFromJson(command.payload);
    if (command.kind != CommandKind::Found || !founding)
        return Break{BreakKind::CommandInvalid, 1, "the first entry is no founding"};
    if (sha256(founding->authorityCertificate) != authority)
        return Break{BreakKind::SignerNotRegistered, 1, "the house was founded with another authority than the one enrolled at"};
    return {};
}

} // namespace

Result<std::vector<Sha256>> blobsWanted(Connection &connection, const OpenedEntry &opened)
{
    std::vector<Sha256> wanted;
    if (!opened.command || opened.command->kind != CommandKind::Import || opened.entry.kind == CommandKind::Refused)
        return wanted;
    const Result<std::vector<ImportedSighting>> sightings = importFromJson(opened.command->payload);
    if (!sightings)
        return wanted; // deciding again says so
    Result<Blobs> stored = Blobs::over(connection);
    if (!stored)
        return fail(stored.error());
    for (const ImportedSighting &sighting : *sightings) {
        for (const Sha256 &name : sighting.certificates) {
            const Result<std::optional<std::int64_t>> found = stored->find(name);
            if (!found)
                return fail(found.error());
            if (!*found)
                wanted.push_back(name);
        }
    }
    return wanted;
}

Result<std::optional<Break>> takeEntry(Connection &connection, OpenedEntry &opened, std::span<const IncomingCertificate> incoming, const Sha256 &authority)
{
    const Entry &entry = opened.entry;
    const Result<JournalHead> head = readJournalHead(connection);
    if (!head)
        return fail(head.error());
    if (std::optional<Break> broken = chainBreak(*head, entry))
        return broken;
    if (entry.kind == CommandKind::Refused) { // refused for what it was: its signature may well be bad
        if (opened.command) {
            Result<std::optional<Break>> fork = forkInRefused(connection, *head, entry, *opened.command, std::move(opened.signers));
            if (!fork || *fork)
                return fork;
        }
        if (Result<void> kept = insertEntry(connection, entry, {}); !kept)
            return fail(kept.error());
        return std::nullopt;
    }
    if (opened.broken)
        return opened.broken;
    const Command &command = *opened.command;
    if (entry.sequence == 1) {
        if (std::optional<Break> broken = foundingBreak(command, authority))
            return broken;
    }
    Result<std::optional<Break>> decided = decideAgain(connection, *head, entry, command, std::move(opened.signers));
    if (!decided || *decided)
        return decided;
    if (Result<void> kept = insertEntry(connection, entry, command.id); !kept)
        return fail(kept.error());
    if (const Result<Applied> applied = applyEntry(connection, entry, command, incoming); !applied) {
        const ErrorCode code = applied.error().code;
        if (code == ErrorCode::DiskFull || code == ErrorCode::Io || code == ErrorCode::Busy || code == ErrorCode::NotFound)
            return fail(applied.error()); // of this computer, or bytes that did not come: no word about the server's history
        return Break{BreakKind::CommandInvalid, entry.sequence, "it cannot be applied: " + applied.error().detail};
    }
    return std::nullopt;
}

Result<std::optional<Break>> takeCheckpoint(Connection &connection, const Checkpoint &checkpoint, std::optional<Sequence> knownWhenAsked)
{
    const Result<JournalHead> head = readJournalHead(connection);
    if (!head)
        return fail(head.error());
    if (head->sequence == 0)
        return std::nullopt;
    const Result<HouseRecord> house = readHouse(connection);
    const Result<std::optional<Checkpoint>> newest = newestCheckpoint(connection);
    if (!house || !newest)
        return fail(house ? newest.error() : house.error());
    const Result<Bytes> spki = publicKeyOf(house->authorityCertificate);
    if (!spki)
        return fail(spki.error());
    if (checkpoint.house != house->id)
        return Break{BreakKind::CheckpointElsewhere, checkpoint.sequence, "the server's checkpoint is of another founding"};
    if (!verifyCheckpoint(checkpoint, *spki))
        return Break{BreakKind::CheckpointForged, checkpoint.sequence, "the server's checkpoint is not signed by the authority"};
    const Sequence known = knownWhenAsked.value_or(*newest ? (*newest)->sequence : 0);
    if (checkpoint.sequence < known)
        return Break{BreakKind::TailCut, checkpoint.sequence,
                     "the server vouches for fewer entries than before: the authority signed entry " + std::to_string(known)};
    if (checkpoint.sequence > head->sequence)
        return std::nullopt;
    const Result<std::optional<Sha256>> here = readEntryHash(connection, checkpoint.sequence);
    if (!here)
        return fail(here.error());
    if (*here != checkpoint.hash)
        return Break{BreakKind::CheckpointElsewhere, checkpoint.sequence, "the authority signed another history than the one replicated here"};
    if (!*newest || checkpoint.sequence > (*newest)->sequence) {
        if (Result<void> kept = insertCheckpoint(connection, checkpoint); !kept)
            return fail(kept.error());
    }
    return std::nullopt;
}

Result<std::optional<Checkpoint>> newestCheckpoint(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT sequence, hash, time, signature FROM checkpoint ORDER BY sequence DESC LIMIT 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const Result<HouseRecord> house = readHouse(connection);
    if (!house)
        return fail(house.error());
    return Checkpoint{house->id, Sequence(read->integer(0)), read->digest(1), fromUnix(read->integer(2)), bytesOf(read->blob(3))};
}

} // namespace hufu
