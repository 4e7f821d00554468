// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/SignedDecisions.h"

#include "models/store/HouseReader.h"

namespace hufu {
namespace {

constexpr int mostDeclinesRead = 50;

} // namespace

Result<SignedDecisions> readSignedDecisions(Connection &connection, const Person &officer, Instant now)
{
    Result<std::vector<OutgoingCommand>> outgoing = readOutgoing(connection);
    Result<std::vector<PendingSight>> pending = outgoing ? readPendingSights(connection, officer, now, PendingChoice::All) : fail(outgoing.error());
    Result<std::vector<Person>> people = pending ? readPeople(connection) : fail(pending.error());
    Result<std::vector<Entry>> declines = people ? readEntries(connection, {CommandKind::DeclinePending, {}, {}, {}, {}}, 0, mostDeclinesRead) : fail(people.error());
    if (!declines)
        return fail(declines.error());
    return SignedDecisions{std::move(*outgoing), std::move(*pending), std::move(*people), std::move(*declines)};
}

std::optional<RevocationForm> revocationOrderedBy(const Command &command)
{
    const Result<Command> ordered = orderedBy(command);
    const Result<RevocationForm> form = ordered && ordered->kind == CommandKind::Revoke ? revocationFormFromJson(ordered->payload, ordered->version) : fail(ErrorCode::NotFound);
    return form ? std::optional(*form) : std::nullopt;
}

std::vector<Sha256> certificatesToRevoke(const QJsonObject &payload)
{
    for (int version = 1; version <= 3; ++version) {
        if (const Result<RevocationForm> form = revocationFormFromJson(payload, version))
            return form->certificates;
    }
    return {};
}

} // namespace hufu
