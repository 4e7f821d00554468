// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/pki/RevocationReason.h"
#include "models/pki/Signer.h"

#include <optional>
#include <span>

namespace hufu {

/// One line of a CRL (RFC 5280 §5.1.2.6).
struct RevokedEntry {
    Bytes serial; ///< content octets of the INTEGER, as in CertificateListing
    Instant revokedAt{};
    RevocationReason reason = RevocationReason::Unspecified;
    std::optional<Instant> invalidityDate; ///< since when the key is thought to be known to others, §5.3.2
};

/// A complete, signed CRL of a CA (RFC 5280 §5): v2, authorityKeyIdentifier and CRLNumber; entries in the order given, with reasonCode
/// (left out when unspecified) and invalidityDate, neither critical. `number` has to grow from one CRL to the next: the caller's duty.
/// Errors: Malformed (no certificate), InvalidArgument (nextUpdate not after thisUpdate, a serial number empty or not minimal,
/// RemoveFromCrl, which belongs in delta CRLs), the Signer's own.
Result<Bytes> makeCrl(BytesView issuerCertificate, Signer &signer, std::uint64_t number, Instant thisUpdate, Instant nextUpdate,
                      std::span<const RevokedEntry> entries);

} // namespace hufu
