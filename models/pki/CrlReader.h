// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CrlWriter.h"
#include "models/pki/DerReader.h"

#include <vector>

namespace hufu {

/// A complete CRL (RFC 5280 §5) as it was read: for asking whether a revocation has arrived. An immutable value; thread-safe.
class Crl {
public:
    static constexpr std::size_t maxOctets = 64u << 20;

    /// Walks all of it once; the whole input must be the CRL. Nothing is verified yet. Errors: Malformed, TooLarge (above 64 MiB), Unsupported
    /// (a delta CRL, one for a part of the certificates or of several issuers, or with another critical extension: their silence
    /// about a certificate means something else, §5.2).
    static Result<Crl> read(Bytes der);

    BytesView issuer() const { return at(m_issuer); } ///< the encoded Name
    /// Content octets of the CRLNumber, at most 20; empty when the CRL has none.
    BytesView number() const { return at(m_number); }
    std::uint64_t numberValue() const; ///< the same as a number; one beyond 64 bits, which no CRL of a house has, as the largest
    Instant thisUpdate() const { return m_thisUpdate; }
    std::optional<Instant> nextUpdate() const { return m_nextUpdate; }
    std::size_t size() const { return m_index.size(); }
    BytesView der() const { return m_der; }

    /// What it says of this certificate; nothing: not revoked. `serial` as in CertificateListing.
    std::optional<RevokedEntry> find(BytesView serial) const;

    /// Whether this CA made it: same name, good signature (RSA, ECDSA, SM2 with its default id). Says nothing of dates. Errors:
    /// SignatureInvalid, Unsupported (another algorithm, or one with SHA-1), Malformed (no certificate).
    Result<void> verify(BytesView caCertificate) const;

private:
    /// A piece of m_der; unlike a view it survives a copy.
    struct Piece {
        std::uint32_t offset = 0, size = 0;
    };
    struct Line {
        std::uint64_t prefix; ///< the serial's first octets, so that most comparisons need not look further
        Piece entry;          ///< content of the entry's SEQUENCE
    };
    class Walk;

    BytesView at(Piece piece) const { return BytesView(m_der).subspan(piece.offset, piece.size); }
    BytesView serialOf(const Line &line) const;

    Bytes m_der;
    Piece m_tbs, m_algorithm, m_signature, m_issuer, m_number;
    Instant m_thisUpdate{};
    std::optional<Instant> m_nextUpdate;
    std::vector<Line> m_index; ///< by serial
};

} // namespace hufu
