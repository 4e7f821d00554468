// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Facts.h"
#include "models/domain/Signers.h"

namespace hufu {

/// Decides one command (design: decide): may it happen? The result is what the authority adds to the command in its entry, besides
/// what the command itself says; for most kinds nothing. What pilot mode waived stands in it as "waived". Pure: no clock, no I/O.
/// An error is the named reason of the refusal.
Result<QJsonObject> decide(const Facts &facts, const Command &command, Instant now);

/// A command that is still being signed: everything that decide() asks but that enough people signed it, and the signatures that are missing; none where
/// it may be decided, or where pilot mode waives them.
Result<std::vector<SignerSlot>> decideSoFar(const Facts &facts, const Command &command, Instant now);

/// What an entry is about, for people: a service's name, a source, the house. From the payload alone.
std::string subjectOf(const Command &command);

} // namespace hufu
