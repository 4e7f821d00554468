// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"

namespace hufu {

/// A key that signs certificates, CRLs and OCSP responses, wherever it lies: in memory, in a PKCS#11 token, on a card. One thread at a time.
class Signer {
public:
    virtual ~Signer() = default;
    virtual KeyKind kind() const = 0;
    virtual BytesView publicKey() const = 0; ///< SubjectPublicKeyInfo, DER
    /// Signature over the whole message as it stands in a BIT STRING, by signatureAlgorithmOf(kind()): ECDSA-Sig-Value (RFC 5480 §A), an
    /// RSASSA-PKCS1-v1_5 value, or SM2's SEQUENCE { r, s } under the default identifier. Errors: CryptoFailed; a token adds its own.
    virtual Result<Bytes> sign(BytesView message) = 0;
    /// Whether sign() can take longer than its arithmetic does, because the key lies in a token or behind a person; threads that serve others do not sign then.
    virtual bool waitsForDevice() const { return true; }
};

/// Over a PrivateKey in memory.
class SoftSigner final : public Signer {
public:
    explicit SoftSigner(PrivateKey key);

    KeyKind kind() const override { return m_key.kind(); }
    BytesView publicKey() const override { return m_publicKey; }
    Result<Bytes> sign(BytesView message) override { return m_key.sign(message); }
    bool waitsForDevice() const override { return false; }
    const PrivateKey &key() const { return m_key; }

private:
    PrivateKey m_key;
    Bytes m_publicKey;
};

/// SEQUENCE { tbs, signatureAlgorithm, BIT STRING }: certificates, CRLs, OCSP basic responses and requests all end so. `tbs` is the encoded
/// part to be signed, with its own header; where it names the algorithm, that has to be signatureAlgorithmOf(signer.kind()) as well.
Result<Bytes> signStructure(BytesView tbs, Signer &signer);
/// The same, and looks at what the signer gave: CryptoFailed when that is no signature by its key. For what cannot be taken back, such as a
/// certificate, since a token may have a fault; costs a verification.
Result<Bytes> signAndVerifyStructure(BytesView tbs, Signer &signer);

} // namespace hufu
