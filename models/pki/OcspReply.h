// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/pki/OcspCertId.h"
#include "models/pki/RevocationReason.h"

#include <vector>

namespace hufu {

/// The request of a relying party for some certificates of one CA, DER (RFC 6960 §4.1.1): CertIDs with SHA-1, as RFC 5019 §2.1.1 wants it,
/// and a nonce of 32 octets (RFC 9654 §2.1). `serials` as in CertificateListing, at most OcspRequest::maxCertIds.
Bytes makeOcspRequest(const OcspIssuer &issuer, std::span<const Bytes> serials, BytesView nonce);

/// A responder's answer (RFC 6960 §4.2.1) as a relying party reads it. A value.
class OcspReply {
public:
    static constexpr std::size_t maxOctets = 256u << 10, maxResponses = 64, maxCertificates = 8;

    /// What is said of one certificate.
    struct Single {
        enum class Status : std::uint8_t { Good = 0, Revoked = 1, Unknown = 2 };
        bool sha256 = false; ///< of the two hashes; else SHA-1
        Bytes issuerNameHash, issuerKeyHash, serial;
        Status status = Status::Unknown;
        Instant revokedAt{};                                     ///< with Revoked
        RevocationReason reason = RevocationReason::Unspecified; ///< with Revoked
        Instant thisUpdate{};
        std::optional<Instant> nextUpdate;
    };

    /// Walks all of it once; nothing is verified yet. Errors: Malformed, TooLarge, Unsupported (no id-pkix-ocsp-basic, an unknown critical
    /// extension), NothingFound (the responder gives no answer and says why: tryLater, unauthorized …).
    static Result<OcspReply> read(Bytes der);

    Instant producedAt() const { return m_producedAt; }
    const std::vector<Single> &responses() const { return m_responses; }
    const Bytes &nonce() const { return m_nonce; } ///< empty: none
    BytesView der() const { return m_der; }

    /// Whether it may answer for this CA at `now`: signed by the CA itself, or by a responder to which the CA gave id-kp-OCSPSigning
    /// (§4.2.2.2), whose certificate is in force and need not be checked itself (§4.2.2.2.1). Errors: SignatureInvalid, Expired (the
    /// responder's certificate), Unsupported (an algorithm, or a responder that would have to be checked too).
    Result<void> verify(BytesView caCertificate, Instant now) const;
    /// What it says of a certificate of this CA; nothing: it does not speak of it.
    const Single *find(const OcspIssuer &issuer, BytesView serial) const;

private:
    class Walk;

    Bytes m_der;
    Bytes m_tbs, m_algorithm, m_signature;
    Bytes m_responderName, m_responderKeyHash; ///< one of them: the encoded Name, or SHA-1 of the key
    std::vector<Bytes> m_certificates;
    Instant m_producedAt{};
    std::vector<Single> m_responses;
    Bytes m_nonce;
};

} // namespace hufu
