// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <cstdint>

namespace hufu {

/// Cost of scrypt (RFC 7914). The default takes about half a second and 64 MiB; tests take less. OWASP's Password Storage Cheat Sheet holds
/// n = 2^17, p = 1 and n = 2^16, p = 2 (r = 8) for equally strong: half the memory, as many rounds. This is twice its 2^16, and as many rounds as
/// the 2^18, p = 1 that homes were founded with before, whose 256 MiB made opening a home the peak of everything the program does. Each
/// slot and each sealed token keeps its own cost, so older ones open as ever.
struct ScryptCost {
    std::uint64_t n = 1u << 16; ///< a power of two
    std::uint32_t r = 8;
    std::uint32_t p = 4;
};

/// 32 bytes from a passphrase. `salt` has at least 16 random bytes. Cost beyond 1 GiB or below n = 1024 is refused as TooLarge / InvalidArgument.
Result<SecureBytes> deriveKey(const SecureBytes &passphrase, BytesView salt, const ScryptCost &cost);

/// HKDF-SHA-256 (RFC 5869) with an empty salt: an independent 32-byte key for each `purpose`.
Result<SecureBytes> deriveSubkey(const SecureBytes &key, std::string_view purpose);

/// HMAC (RFC 2104) with SHA-256.
Result<Sha256> hmacSha256(const SecureBytes &key, BytesView message);

/// AES-256-GCM: 12-byte random nonce ‖ ciphertext ‖ 16-byte tag. `context` is authenticated, not stored.
Result<Bytes> seal(const SecureBytes &key, const SecureBytes &secret, std::string_view context);
/// WrongPassphrase when the tag does not fit: wrong key, wrong context or changed bytes cannot be told apart.
Result<SecureBytes> unseal(const SecureBytes &key, BytesView box, std::string_view context);
/// The same of what may lie in ordinary memory and may be large.
Result<Bytes> sealBytes(const SecureBytes &key, BytesView plain, std::string_view context);
Result<Bytes> unsealBytes(const SecureBytes &key, BytesView box, std::string_view context);

} // namespace hufu
