// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Facts.h"
#include "models/store/PendingCommands.h"

namespace hufu {

/// A pending command as one person sees it.
struct PendingSight {
    PendingCommand pending;
    QJsonObject payload;  ///< of the command itself: what it would do; empty once it is not open
    bool forMe = false;   ///< this person's signature is waited for
    bool mine = false;    ///< this person wrote it, and may withdraw it
    bool operator==(const PendingSight &) const = default;
};

/// What waits, those for this person first, then the own, then all others; each the longest waiting first. Cheap: what waits is few.
Result<std::vector<PendingSight>> readPendingSights(Connection &connection, const Person &person, Instant now, PendingChoice choice = PendingChoice::Open);

/// What to leave at the authority when a command that was signed (CMS SignedData) needs more signatures, as the journal stands here; nothing where it
/// may be decided as it is, and where no signature helps: the authority says so.
Result<std::optional<PendingLeft>> leftForOthers(Connection &connection, const Bytes &signedCommand);

} // namespace hufu
