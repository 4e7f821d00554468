// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/pki/RevocationReason.h"
#include "models/pki/Signer.h"

#include <array>
#include <optional>
#include <span>

namespace hufu {

/// OCSPResponseStatus (RFC 6960 §4.2.1) other than successful, with its number.
enum class OcspFailure : std::uint8_t { MalformedRequest = 1, InternalError = 2, TryLater = 3, SigRequired = 5, Unauthorized = 6 };
/// The whole OCSPResponse that says so; unsigned, five octets.
Bytes ocspFailureResponse(OcspFailure failure);

/// SingleResponse (RFC 6960 §4.2.1): the answer to one CertID.
struct OcspSingleResponse {
    enum class Status : std::uint8_t { Good = 0, Revoked = 1, Unknown = 2 }; ///< the tags of CertStatus

    BytesView certId; ///< DER, as it was asked
    Status status = Status::Unknown;
    Instant revokedAt{};                                          ///< with Revoked
    RevocationReason reason = RevocationReason::Unspecified; ///< with Revoked; goes into RevokedInfo, left out when unspecified
};

/// Who answers: named by the hash of its key, its certificate goes along (RFC 6960 §4.2.2.2: by the same CA, id-kp-OCSPSigning).
struct OcspResponderId {
    Bytes certificate; ///< DER
    std::array<std::uint8_t, 20> keyHash{};
    Instant notAfter{}; ///< of the certificate: no answer is made to outlive it

    /// Errors: those of readListing().
    static Result<OcspResponderId> of(BytesView certificate);
};

/// What is the same for all single responses of an answer.
struct OcspAnswer {
    std::span<const OcspSingleResponse> responses;
    Instant thisUpdate{}; ///< also producedAt
    Instant nextUpdate{}; ///< shortened to the end of the responder's certificate
    std::optional<BytesView> nonce; ///< as in the request, RFC 9654
};

/// A successful OCSPResponse with a BasicOCSPResponse inside, DER, signed. Errors: InvalidArgument when there is nothing to answer,
/// Expired when the responder's certificate has ended at thisUpdate, the Signer's own.
Result<Bytes> makeOcspResponse(const OcspResponderId &responder, Signer &signer, const OcspAnswer &answer);

} // namespace hufu
