// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/journal/Verification.h"
#include "models/store/EntryReading.h"
#include "models/store/Projection.h"

namespace hufu {

/// Certificates that an entry names and this replica does not have yet.
Result<std::vector<Sha256>> blobsWanted(Connection &connection, const OpenedEntry &opened);

/// Takes one entry from a server that nobody trusts: it continues the chain, its hash fits, its command is signed by who was registered then,
/// and deciding it again gives the same outcome. The founding's authority must be `authority` (SHA-256 of its certificate), which the
/// enrolment code vouched for. Inside the caller's transaction, with the certificates that blobsWanted() named (readIncoming()). What is wrong, or nothing; then
/// the entry stands in journal and projection.
Result<std::optional<Break>> takeEntry(Connection &connection, OpenedEntry &opened, std::span<const IncomingCertificate> incoming, const Sha256 &authority);

/// Takes the server's newest checkpoint: signed by the authority, of this house, never shorter than what was vouched for before, and naming the
/// same entry as the one here. One that is ahead of this replica is left for later. `knownWhenAsked`: the newest that was known here when the server was
/// asked, since its answer may have been on the way while another line of this home heard a newer one; without it the newest. Inside the caller's transaction.
Result<std::optional<Break>> takeCheckpoint(Connection &connection, const Checkpoint &checkpoint, std::optional<Sequence> knownWhenAsked = {});

/// The newest genuine checkpoint that was taken, with its house.
Result<std::optional<Checkpoint>> newestCheckpoint(Connection &connection);

} // namespace hufu
