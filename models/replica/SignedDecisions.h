// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Revocation.h"
#include "models/journal/Entry.h"
#include "models/replica/Outgoing.h"
#include "models/replica/PendingWork.h"

namespace hufu {

/// What this desk signed that is not in force, and what colleagues said to it: for who decides in an emergency, so that nothing is signed twice.
struct SignedDecisions {
    std::vector<OutgoingCommand> outgoing;
    std::vector<PendingSight> pending;
    std::vector<Person> people;
    std::vector<Entry> declines; ///< the newest
};
Result<SignedDecisions> readSignedDecisions(Connection &connection, const Person &officer, Instant now);

/// The revocation that a queued command orders or leaves to be signed; nothing: another command.
std::optional<RevocationForm> revocationOrderedBy(const Command &command);
/// The certificates that a revocation's payload names, whatever its version; none when it is no such payload.
std::vector<Sha256> certificatesToRevoke(const QJsonObject &payload);

} // namespace hufu
