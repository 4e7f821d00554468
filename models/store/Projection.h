// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/store/Connection.h"

#include <span>

namespace hufu {

/// What one entry changed besides its rows; for the receipt.
struct Applied {
    std::vector<bool> added; ///< certificate.import: for each certificate in order, whether it was new
};

/// The one function that turns entries into tables (design: apply), used when deciding, when replaying and when replicating.
/// Inside the caller's transaction. `sent` holds blobs that came with the command and are not stored yet; when replaying, blobs are
/// stored already and `sent` is empty. Entries of kind command.refused change nothing.
Result<Applied> applyEntry(Connection &connection, const Entry &entry, const Command &command, std::span<const Blob> sent);

/// Empties the projection and makes it anew from journal and blobs, in one transaction. The result is identical: ids of certificates
/// are the blobs' ids, given in the order of the journal.
Result<void> rebuildProjection(Connection &connection);

/// SHA-256 over all rows of the projection in a fixed order: equal for equal projections.
Result<Sha256> projectionDigest(Connection &connection);

} // namespace hufu
