// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"

namespace hufu {

/// More a key file does not have: RSA 4096 in PEM takes 3.3 KB.
constexpr std::size_t largestKeyFile = 32u << 10;

/// Reads the private key that a server's administrator keeps in a file: PEM, the first key in it, or DER; PKCS#8 (RFC 5958) encrypted or in
/// clear, SEC 1 (RFC 5915), PKCS#1, and the encryption of old PEM files (RFC 1421). Its halves fit each other. Errors: NothingFound when a text
/// holds no key; Malformed; Unsupported for keys that are none of KeyKind's; PassphraseNeeded, WrongPassphrase; TooLarge for the file, and for key
/// derivations of more than `mostIterations` (scrypt: N·r·p). Thread-safe; as slow as the file's key derivation.
Result<PrivateKey> readKeyFile(BytesView file, const SecureBytes *passphrase, std::uint64_t mostIterations = 10'000'000);

} // namespace hufu
