// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"
#include "models/base/Time.h"

namespace hufu {

/// A CMS SignedData (RFC 5652 §5), DER, with the content inside, one signer, SHA-256 and the signer's certificate
/// enclosed: `openssl cms -verify -inform DER` reads it. `at` becomes the signing-time attribute.
Result<Bytes> signData(BytesView content, const PrivateKey &key, BytesView certificateDer, Instant at);

struct SignedContent {
    Bytes content;
    Bytes signerCertificate; ///< DER, as enclosed: says who claims to have signed; compare it with what is registered
};

/// Takes the structure apart and checks the signature against the enclosed certificate; whether that certificate means anything is
/// the caller's to decide. Exactly one signer. Errors: Malformed, TooLarge (above 32 MiB), SignatureInvalid.
Result<SignedContent> openSignedData(BytesView cms);

} // namespace hufu
