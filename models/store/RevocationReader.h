// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Revocation.h"
#include "models/domain/RevocationProof.h"
#include "models/store/Connection.h"

#include <span>

namespace hufu {

/// Whether a certificate of this key was revoked for good, by this house: then the key is never certified again. A suspension is no
/// verdict about the key.
Result<bool> isKeyRevoked(Connection &connection, const Sha256 &spki);

/// Those of the own CA among the named, in the order named; with one statement for all.
Result<std::vector<IssuedCertificate>> readIssued(Connection &connection, std::span<const Sha256> certificates);

/// How far a revocation or suspension has come: requested, in force once a CRL says it, and verified once somebody saw it from outside.
struct RevocationProgress {
    IssuedCertificate certificate; ///< with `revoked`
    struct InForce {
        std::uint64_t crlNumber = 0; ///< of the first CRL that contains it
        Instant since{};
        bool operator==(const InForce &) const = default;
    };
    std::optional<InForce> inForce{};
    struct Verified {
        Instant at{};
        std::string officer;
        RevocationProof proof; ///< without its certificates
        bool operator==(const Verified &) const = default;
    };
    std::optional<Verified> verified{};
};
/// Nothing when the certificate is not revoked, or not of the own CA.
Result<std::optional<RevocationProgress>> readRevocationProgress(Connection &connection, const Sha256 &certificate);

/// Of certificates that have not expired: revoked or suspended, and not yet in a CRL; in force, and nobody has seen it from outside.
struct RevocationCounts {
    std::int64_t requested = 0, unverified = 0;
};
Result<RevocationCounts> readRevocationCounts(Connection &connection, Instant now);

/// How many certificates the CA with this certificate issued that are neither expired nor revoked: what fails when it is revoked itself.
Result<std::int64_t> countValidUnder(Connection &connection, const Sha256 &caCertificate, Instant now);

} // namespace hufu
