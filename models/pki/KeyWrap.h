// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"

namespace hufu {

/// Encrypts a small secret to a P-256 key whose private half does nothing but agree keys, and may lie in a USBKey (slot 9D): an ephemeral key, ECDH
/// (SP 800-56A §5.7.1.2), HKDF-SHA-256 and AES-256-GCM. `recipient` is its SubjectPublicKeyInfo, DER. The form is
/// SEQUENCE { ephemeral SubjectPublicKeyInfo, OCTET STRING sealed }, DER. Unsupported for other keys.
Result<Bytes> wrapFor(BytesView recipient, const SecureBytes &secret, std::string_view context);
/// The key that the recipient's has to be agreed with. Malformed.
Result<Bytes> ephemeralKeyOf(BytesView wrapped);
/// `agreed`: the x coordinate that the recipient's key and the ephemeral one share. WrongPassphrase for another key, another context or changed bytes.
Result<SecureBytes> unwrap(BytesView wrapped, BytesView recipient, const SecureBytes &agreed, std::string_view context);

/// By the recipient's own key in memory.
Result<SecureBytes> unwrap(BytesView wrapped, const PrivateKey &recipient, std::string_view context);

} // namespace hufu
