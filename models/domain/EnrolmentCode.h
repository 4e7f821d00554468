// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <string>

namespace hufu {

/// What a server's administrator hands to whoever sets up a console, good for one workstation: by the authority's fingerprint the console knows the
/// server before it says anything, by the secret the server knows the console. The secret itself never travels.
struct EnrolmentCode {
    static constexpr std::size_t fingerprintBytes = 16; ///< of SHA-256 over the authority's certificate: 128 bits
    static constexpr std::size_t idBytes = 4;           ///< which code it is; no secret
    static constexpr std::size_t secretBytes = 13;      ///< 104 bits

    Bytes fingerprint;
    std::string id; ///< hex; "ff" at its beginning says that it is a relying server's, which gets no console's rights
    SecureBytes secret;

    enum class For { Console, RelyingServer };
    /// A new one for this authority (certificate, DER).
    static EnrolmentCode make(BytesView authorityCertificate, For what = For::Console);
    static For whatFor(std::string_view id) { return id.starts_with("ff") ? For::RelyingServer : For::Console; }
    /// Fourteen groups of four letters and digits (RFC 4648 §6), the last three characters being a check on the others.
    SecureBytes text() const;
    /// Reads it back; blanks, dashes and case do not matter. EnrolmentRefused when it was mistyped.
    static Result<EnrolmentCode> parse(BytesView text);
    bool isOf(BytesView authorityCertificate) const;
};

/// What the server keeps of a code's secret, and what the console makes its proof with.
Result<SecureBytes> enrolmentVerifier(const SecureBytes &secret);
/// HMAC-SHA-256 over the certificate request (DER), so that nobody in between puts in another key.
Result<Sha256> enrolmentProof(const SecureBytes &verifier, BytesView request);

} // namespace hufu
