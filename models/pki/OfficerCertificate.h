// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"
#include "models/base/Time.h"

#include <string>

namespace hufu {

/// The authority's own self-signed certificate: root of officers' signing certificates and of checkpoints. P-256, CA, keyCertSign,
/// cRLSign and digitalSignature. `house` becomes its CN.
Result<Bytes> makeAuthorityCertificate(const PrivateKey &authorityKey, const std::string &house, Instant from, Instant until);

/// An officer's signing certificate after standards.md §1.3 "Officer signing": digitalSignature, nonRepudiation, emailProtection;
/// `spki` is the officer's public key (DER), CN the name, UID the person's id.
Result<Bytes> makeOfficerCertificate(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki,
                                     const std::string &name, const std::string &personId, Instant from, Instant until);

/// The certificate of an officer's key-management key after standards.md §1.3 "Key management": keyAgreement, emailProtection; whatever is encrypted
/// to the officer names it by its key identifier, which stays when the same key is certified again. Subject as above.
Result<Bytes> makeKeyManagementCertificate(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki, const std::string &name,
                                           const std::string &personId, Instant from, Instant until);

/// SubjectPublicKeyInfo of a certificate, DER.
Result<Bytes> publicKeyOf(BytesView certificateDer);
/// Whether `certificate` carries a good signature by `issuer` (both DER).
bool isSignedBy(BytesView certificate, BytesView issuer);

} // namespace hufu
