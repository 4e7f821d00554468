// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/pki/KeyKind.h"

#include <memory>

namespace hufu {

/// A private key in memory. Moves, never copies; wiped by OpenSSL on destruction.
class PrivateKey {
public:
    /// Within a millisecond or two, but RSA: about a second for 3072 bits, two for 4096. CryptoFailed.
    static Result<PrivateKey> generate(KeyKind kind = KeyKind::EcP256);
    /// Reads the unencrypted PKCS#8 form (RFC 5958) that toPkcs8() gives. CryptoFailed when it is not that; Unsupported for keys that are
    /// none of KeyKind's.
    static Result<PrivateKey> fromPkcs8(const SecureBytes &der);

    PrivateKey(PrivateKey &&) noexcept;
    PrivateKey &operator=(PrivateKey &&) noexcept;
    ~PrivateKey();

    Result<SecureBytes> toPkcs8() const;
    /// PKCS#8 as PEM, with a final NUL: for libraries that take a text.
    Result<SecureBytes> toPem() const;
    Result<Bytes> publicKeyDer() const; ///< SubjectPublicKeyInfo
    KeyKind kind() const;
    /// Over the whole message, by signatureAlgorithmOf(kind()): see Signer::sign().
    Result<Bytes> sign(BytesView message) const;

    struct Handle; ///< an EVP_PKEY; known to this room's .cpp files only
    const Handle &handle() const { return *m_handle; }

private:
    explicit PrivateKey(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

/// Whether `signature` over `message` is by the key in `spki` (DER), made as PrivateKey::sign() makes it. Unsupported for keys that are none
/// of KeyKind's.
Result<bool> verifySignature(BytesView spki, BytesView message, BytesView signature);

} // namespace hufu
