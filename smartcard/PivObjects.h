// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/PivTypes.h"

namespace hufu {

// The contents of PIV data objects (inside tag 53) and of answers, whatever octets they are.

/// Card Holder Unique Identifier, SP 800-73-4 part 1 §3.1.2, as far as it is used outside of US agencies.
struct Chuid {
    std::array<std::uint8_t, 16> guid{}; ///< tells cards apart
    std::string expires{};               ///< YYYYMMDD

    static Result<Chuid> parse(BytesView content); ///< Malformed
    /// With the FASC-N of an issuer that is no US agency, and no signature.
    Bytes encode() const;
};

/// Card Capability Container, SP 800-73-4 part 1 §3.1.1: what other middleware looks for. `identifier`: 14 random octets.
Bytes encodeCapabilities(BytesView identifier);

/// A certificate's object, SP 800-73-4 part 1 appendix A table 10: 70 certificate, 71 CertInfo, FE. Malformed; Unsupported when it is compressed.
Result<Bytes> certificateInObject(BytesView content);
Bytes objectOfCertificate(BytesView der);

/// 7F49 { 81 modulus 82 exponent } or { 86 point } as a SubjectPublicKeyInfo. Malformed when that does not fit the kind.
Result<Bytes> publicKeyOfTemplate(KeyKind kind, BytesView inside);
/// A YubiKey's answer to GET METADATA on a slot. Malformed; Unsupported for a key of a kind that is none of ours.
Result<PivKeyFacts> readKeyMetadata(BytesView answer);
/// The same on the management key. Malformed; Unsupported for an algorithm that is none of ours.
Result<PivManagementFacts> readManagementMetadata(BytesView answer);
/// The same on PIN or PUK.
Result<PivTries> readTriesMetadata(BytesView answer);

/// The input for a signature by the card: the digest, or for RSA the whole padded block (EMSA-PKCS1-v1_5, RFC 8017 §9.2). Unsupported.
Result<Bytes> pivSignInput(KeyKind kind, BytesView message);

} // namespace hufu
