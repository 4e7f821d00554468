// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <memory>

namespace hufu {

/// A private key in memory, P-256 as made here. Moves, never copies; wiped by OpenSSL on destruction.
class PrivateKey {
public:
    static Result<PrivateKey> generate();
    /// Reads the unencrypted PKCS#8 form (RFC 5958) that toPkcs8() gives.
    static Result<PrivateKey> fromPkcs8(const SecureBytes &der);

    PrivateKey(PrivateKey &&) noexcept;
    PrivateKey &operator=(PrivateKey &&) noexcept;
    ~PrivateKey();

    Result<SecureBytes> toPkcs8() const;
    Result<Bytes> publicKeyDer() const; ///< SubjectPublicKeyInfo
    /// ECDSA with SHA-256 over the message; DER signature (RFC 5480 §A).
    Result<Bytes> sign(BytesView message) const;

    struct Handle; ///< an EVP_PKEY; known to this room's .cpp files only
    const Handle &handle() const { return *m_handle; }

private:
    explicit PrivateKey(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

/// Whether `signature` (DER, ECDSA-SHA256) over `message` is by the key in `spki` (DER).
Result<bool> verifySignature(BytesView spki, BytesView message, BytesView signature);

} // namespace hufu
