// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Witness.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Rules.h"
#include "models/store/FactsReader.h"
#include "models/store/Projection.h"
#include "models/store/Schema.h"

#include <algorithm>

namespace hufu {
namespace {

/// The authority itself, or the registered person who the command says signed it.
bool isByRegistered(const Facts &facts, const Command &command)
{
    if (command.actor == authorityActor)
        return facts.signers.size() == 1 && facts.signers.front() == facts.authorityCertificate;
    return facts.actor && std::ranges::find(facts.signers, facts.actor->certificate) != facts.signers.end();
}

/// How what the rules refuse is called where it stands in a journal all the same.
BreakKind kindOf(const Error &refusal)
{
    switch (refusal.code) {
    case ErrorCode::SignerUnknown: return BreakKind::SignerNotRegistered;
    case ErrorCode::StaleBasis: return BreakKind::Forked; // asked after the signatures and the registration
    default: return BreakKind::CommandInvalid;
    }
}

} // namespace

Result<Witness> Witness::make()
{
    Result<Connection> connection = Connection::inMemory();
    if (!connection)
        return fail(connection.error());
    if (Result<void> made = migrate(*connection); !made)
        return fail(made.error());
    return Witness(std::move(*connection));
}

Result<std::optional<Break>> Witness::take(const Entry &entry, const Command *command, std::vector<Bytes> signers)
{
    std::optional<Break> broken;
    if (command) {
        Result<std::optional<Break>> decided = decideAgain(m_connection, m_head, entry, *command, std::move(signers));
        if (!decided)
            return decided;
        broken = std::move(*decided);
    }
    Entry light = entry; // the commands' bytes would be the better part of the journal once more
    light.command.clear();
    if (Result<void> kept = insertEntry(m_connection, light, command ? std::string_view(command->id) : std::string_view()); !kept)
        return broken ? Result<std::optional<Break>>(broken) : fail(kept.error());
    m_head = {entry.sequence, entry.hash, entry.time};
    if (!command || broken || command->kind == CommandKind::Import)
        return broken;
    if (const Result<Applied> applied = applyEntry(m_connection, entry, *command, {}); !applied)
        return Break{BreakKind::CommandInvalid, entry.sequence, "it cannot be applied: " + applied.error().detail};
    return std::nullopt;
}

Result<std::optional<Break>> decideAgain(Connection &connection, const JournalHead &head, const Entry &entry, const Command &command,
                                         std::vector<Bytes> signers)
{
    const bool known = isKnownKind(command.kind, command.version);
    if (command.kind != entry.kind || command.actor != entry.actor || (known && subjectOf(command) != entry.subject))
        return Break{BreakKind::CommandInvalid, entry.sequence, "the entry says something else than the command in it"};
    const Result<Facts> facts = gatherFacts(connection, head, command, std::move(signers));
    if (!facts)
        return fail(facts.error());
    if (!known && isByRegistered(*facts, command))
        return Break{BreakKind::NewerRelease, entry.sequence, command.kind + " version " + std::to_string(command.version)};
    if (!known)
        return Break{BreakKind::SignerNotRegistered, entry.sequence, "of an unknown kind, and signed by nobody who is registered"};
    const Result<QJsonObject> decided = decide(*facts, command, entry.time);
    if (!decided)
        return Break{kindOf(decided.error()), entry.sequence, std::string(errorName(decided.error().code)) + ": " + decided.error().detail};
    const Result<std::string> outcome = toCanonicalJson(*decided);
    if (!outcome)
        return fail(outcome.error());
    if (*outcome != entry.outcome)
        return Break{BreakKind::CommandInvalid, entry.sequence, "the rules give another outcome than the entry has"};
    return std::nullopt;
}

Result<std::optional<Break>> forkInRefused(Connection &connection, const JournalHead &head, const Entry &entry, const Command &command, std::vector<Bytes> signers)
{
    if (!command.basedOn || command.basedOn->sequence > head.sequence)
        return std::nullopt;
    const Result<std::optional<Sha256>> here = readEntryHash(connection, command.basedOn->sequence);
    if (!here)
        return fail(here.error());
    if (*here == command.basedOn->hash)
        return std::nullopt;
    const Result<Facts> facts = gatherFacts(connection, head, command, std::move(signers));
    if (!facts)
        return fail(facts.error());
    if (command.house != facts->house || command.mode != facts->mode || !isByRegistered(*facts, command))
        return std::nullopt; // anybody may send what is no evidence
    return Break{BreakKind::Forked, entry.sequence, "its author had seen another entry " + std::to_string(command.basedOn->sequence)};
}

} // namespace hufu
