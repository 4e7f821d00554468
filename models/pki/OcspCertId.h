// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <array>
#include <optional>

namespace hufu {

/// CertID (RFC 6960 §4.1.1): which certificate is asked about. Views into the request, valid as long as its bytes.
struct OcspCertId {
    /// Clients send SHA-1 (RFC 5019 §2.1.1 demands it), newer ones SHA-256 (RFC 9654 era); it identifies, nothing rests on its strength.
    enum class Hash { WithSha1, WithSha256 };

    BytesView encoded;         ///< the whole SEQUENCE: the answer repeats it byte for byte
    std::optional<Hash> hash;  ///< nothing: another algorithm, which no issuer here can match
    BytesView issuerNameHash;
    BytesView issuerKeyHash;
    BytesView serialNumber; ///< content octets of the INTEGER, as in CertificateListing
};

/// What CertIDs of a CA's certificates hold of the CA: hashes of its name and of its key.
struct OcspIssuer {
    using Sha1 = std::array<std::uint8_t, 20>;

    Sha1 nameSha1{}, keySha1{};
    Sha256 nameSha256{}, keySha256{};

    /// Errors: Malformed.
    static Result<OcspIssuer> of(BytesView caCertificate);
    bool issued(const OcspCertId &id) const;
};

} // namespace hufu
