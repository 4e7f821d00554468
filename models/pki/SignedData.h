// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Signer.h"
#include "models/base/Time.h"

namespace hufu {

/// A CMS SignedData (RFC 5652 §5), DER, with the content inside, one signer, SHA-256 and the signer's certificate
/// enclosed: `openssl cms -verify -inform DER` reads it. `at` becomes the signing-time attribute.
Result<Bytes> signData(BytesView content, const PrivateKey &key, BytesView certificateDer, Instant at);

/// Adds another signer to what signData() made, over the same content: dual control is one command with two signers.
/// Malformed when it is no SignedData; Conflict when this certificate has signed it already.
Result<Bytes> addSignature(BytesView cms, const PrivateKey &key, BytesView certificateDer, Instant at);

/// The same by a key that lies elsewhere, as in a USBKey, asked for one signature. The digest is the one that signatureAlgorithmOf(kind) names,
/// SHA-384 for P-384. Unsupported for SM2; CryptoFailed when the signature is not by the certificate's key; a signer's own errors.
Result<Bytes> signData(BytesView content, Signer &signer, BytesView certificateDer, Instant at);
Result<Bytes> addSignature(BytesView cms, Signer &signer, BytesView certificateDer, Instant at);

/// More signatures than this under one command mean mischief.
constexpr int mostSigners = 8;

struct SignedContent {
    Bytes content;
    /// DER, as enclosed: say who claims to have signed; compare them with what is registered. One for each signer, all different, in no
    /// particular order (a DER SET OF has none).
    std::vector<Bytes> signers;
};

/// Takes the structure apart and checks each signature against its enclosed certificate; whether those certificates mean anything is
/// the caller's to decide. One to mostSigners signers. Errors: Malformed, TooLarge (above 32 MiB), SignatureInvalid.
Result<SignedContent> openSignedData(BytesView cms);

/// The content alone, of which nothing is checked: for who has to know what it is about before it is opened in its turn. Malformed.
Result<Bytes> unverifiedContent(BytesView cms);

} // namespace hufu
