// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/pki/CrlWriter.h"
#include "models/store/Connection.h"

#include <functional>

namespace hufu {

// What relying parties are told of the own CA's certificates: by CRL and by OCSP.

/// What the next CRL of a CA lists, in the order of revocation. What has expired stays until one CRL was published past its end (RFC 5280
/// §3.3): whoever checks a signature of its last day still learns of it.
Result<std::vector<RevokedEntry>> readCrlEntries(Connection &connection, const CertificateAuthority &ca);
/// The newest entry that revoked, suspended or resumed something of this CA; 0: none.
Result<Sequence> readNewestRevocation(Connection &connection, std::string_view ca);
/// The newest entry that resumed anything; 0: none.
Result<Sequence> readNewestResumption(Connection &connection);

/// One issued certificate and whether it is revoked. The views are good until the visitor returns.
struct StatusRow {
    std::int64_t certificate = 0; ///< id of its row: grows with every one issued
    std::string_view ca;          ///< id
    BytesView serial;
    bool revoked = false;
    Instant revokedAt{};
    RevocationReason reason = RevocationReason::Unspecified;
};
using StatusVisitor = std::function<void(const StatusRow &)>;
/// All that were issued after the given row, by any CA of the house.
Result<void> readStatuses(Connection &connection, std::int64_t after, const StatusVisitor &visit);
/// What one CA's certificates were revoked or suspended for by entries after `since`.
Result<void> readRevokedSince(Connection &connection, std::string_view ca, Sequence since, const StatusVisitor &visit);

} // namespace hufu
