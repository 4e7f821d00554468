// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/PendingWork.h"

#include "models/domain/Rules.h"
#include "models/domain/Signers.h"
#include "models/pki/SignedData.h"
#include "models/store/FactsReader.h"

#include <algorithm>

namespace hufu {

Result<std::vector<PendingSight>> readPendingSights(Connection &connection, const Person &person, Instant now, PendingChoice choice)
{
    Result<std::vector<PendingCommand>> all = readPendings(connection, now, choice);
    if (!all)
        return fail(all.error());
    std::vector<PendingSight> sights;
    for (PendingCommand &pending : *all) {
        PendingSight sight;
        if (!pending.command.empty()) {
            const Result<SignedContent> content = openSignedData(pending.command);
            const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
            if (!command)
                return fail(command.error());
            sight.payload = command->payload;
        }
        sight.forMe = pending.isOpen(now) && pending.waitsFor(person);
        sight.mine = pending.author == person.id;
        sight.pending = std::move(pending);
        sights.push_back(std::move(sight));
    }
    std::ranges::stable_sort(sights, {}, [](const PendingSight &sight) { return sight.forMe ? 0 : sight.mine ? 1 : 2; });
    return sights;
}

Result<std::optional<PendingLeft>> leftForOthers(Connection &connection, const Bytes &signedCommand)
{
    Result<SignedContent> content = openSignedData(signedCommand);
    const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
    const Result<JournalHead> head = readJournalHead(connection);
    if (!command || !head)
        return fail(command ? head.error() : command.error());
    if (!mayWait(command->kind))
        return std::nullopt;
    const Result<Facts> facts = gatherFacts(connection, *head, *command, std::move(content->signers));
    if (!facts)
        return fail(facts.error());
    const Result<std::vector<SignerSlot>> waits = decideSoFar(*facts, *command, command->time);
    if (!waits || waits->empty())
        return std::nullopt;
    return PendingLeft{command->id, command->kind, subjectOf(*command), signedCommand};
}

} // namespace hufu
