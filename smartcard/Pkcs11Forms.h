// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/KeyKind.h"

namespace hufu {

// Between the forms in which X.509 and PKCS#11 (v2.40) write keys and signatures.

/// A public key as the attributes of a PKCS#11 object have it.
struct Pkcs11PublicKey {
    KeyKind kind = KeyKind::EcP256;
    Bytes point;             ///< of an EC key: CKA_EC_POINT without the OCTET STRING around it, uncompressed
    Bytes modulus, exponent; ///< of an RSA key: CKA_MODULUS, CKA_PUBLIC_EXPONENT, without leading zeros

    /// From a SubjectPublicKeyInfo, DER. Malformed; Unsupported for kinds that no token makes here: SM2 above all, for which PKCS#11 has no
    /// mechanism.
    static Result<Pkcs11PublicKey> fromSpki(BytesView spki);
    /// Malformed when the sizes do not fit the kind.
    Result<Bytes> toSpki() const;
};

/// CKA_EC_PARAMS: the curve's OBJECT IDENTIFIER, DER. Empty for RSA.
BytesView curveParameters(KeyKind kind);

/// What goes into C_Sign: the digest for CKM_ECDSA, the DigestInfo (RFC 8017 §9.2) for CKM_RSA_PKCS. Unsupported for SM2.
Result<Bytes> signInput(KeyKind kind, BytesView message);
/// What comes out of it, as Signer::sign() gives it: an ECDSA-Sig-Value of r ‖ s (PKCS#11 §2.3.1); RSA's as it is. Malformed.
Result<Bytes> signatureOf(KeyKind kind, BytesView signature);

} // namespace hufu
