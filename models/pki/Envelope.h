// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"

#include <span>

namespace hufu {

/// More people an envelope is not for.
constexpr std::size_t mostRecipients = 32;

/// Encrypts for the holders of these certificates (DER, P-256 keys for key agreement), any one of whom opens it: CMS AuthEnvelopedData (RFC 5083)
/// with AES-256-GCM, the content key agreed with ECDH (RFC 5753, SHA-256 KDF) and wrapped by AES-256, DER. Recipients are named by their key
/// identifiers, so that a certificate renewed with the same key opens it too. InvalidArgument without a recipient or with
/// too many; Unsupported for a certificate whose key does not agree keys.
Result<Bytes> sealFor(std::span<const Bytes> certificates, const SecureBytes &secret);

/// Opens it with one recipient's key and certificate. Malformed when it is no such envelope, above 1 MiB too; NotPermitted when it is not for this
/// certificate; CryptoFailed when it was changed.
Result<SecureBytes> openEnvelope(BytesView envelope, const PrivateKey &key, BytesView certificate);

/// The same form for whoever has this key of 32 octets: one KEKRecipientInfo with AES-256 key wrap, naming the key by `id`. `openssl cms -decrypt
/// -secretkey` opens it.
Result<Bytes> sealUnder(const SecureBytes &key, BytesView id, const SecureBytes &secret);
/// Malformed when it is no such envelope; CryptoFailed for another key or a changed envelope.
Result<SecureBytes> openUnder(const SecureBytes &key, BytesView envelope);

/// Whether the envelope has this form and is for exactly this certificate; nothing is decrypted.
bool isEnvelopeFor(BytesView envelope, BytesView certificate);

/// Whether it has this form, for a key.
bool isEnvelopeUnderKey(BytesView envelope);

} // namespace hufu
