// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Checkpoint.h"
#include "models/store/Connection.h"

#include <optional>

namespace hufu {

/// Where a certificate of the own CA came from.
struct IssuanceOrigin {
    Sequence sequence = 0; ///< of the entry that issued it
    std::string request;   ///< id; empty for CAs and their responders
};
/// Nothing for certificates of others.
Result<std::optional<IssuanceOrigin>> readIssuanceOrigin(Connection &connection, const Sha256 &sha256);
/// The first checkpoint that vouches for this entry, without its house; nothing when none does yet.
Result<std::optional<Checkpoint>> readCheckpointFor(Connection &connection, Sequence sequence);

} // namespace hufu
