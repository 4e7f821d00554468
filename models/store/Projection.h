// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/pki/CertificateListing.h"
#include "models/store/Connection.h"

#include <span>

namespace hufu {

/// What one entry changed besides its rows; for the receipt.
struct Applied {
    std::vector<bool> added; ///< certificate.import: for each certificate in order, whether it was new
};

/// A certificate that came with a command: read once, off the database's lock, for vetting and for its row.
struct IncomingCertificate {
    Sha256 sha256{};
    BytesView der; ///< of the blob it was read from, which must outlive it
    CertificateListing listing;
};
/// Those blobs that are what they are called and can be read as certificates, sorted by digest. Pure; costs some microseconds each.
std::vector<IncomingCertificate> readIncoming(std::span<const Blob> sent);
/// By binary search; null when it did not come along.
const IncomingCertificate *findIncoming(std::span<const IncomingCertificate> incoming, const Sha256 &sha256);

/// The one function that turns entries into tables (design: apply), used when deciding, when replaying and when replicating.
/// Inside the caller's transaction. `incoming` holds certificates that came with the command and may not be stored yet; when replaying,
/// they are stored already and it is empty. Entries of kind command.refused change nothing.
Result<Applied> applyEntry(Connection &connection, const Entry &entry, const Command &command, std::span<const IncomingCertificate> incoming);

/// Empties the projection and makes it anew from journal and blobs, in one transaction. The result is identical: ids of certificates
/// are the blobs' ids, given in the order of the journal.
Result<void> rebuildProjection(Connection &connection);

/// SHA-256 over all rows of the projection in a fixed order: equal for equal projections.
Result<Sha256> projectionDigest(Connection &connection);

} // namespace hufu
