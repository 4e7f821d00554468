// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"
#include "models/base/Time.h"

#include <string>
#include <vector>

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
/// Who takes part in TLS with the authority's server: the server itself, or a workstation that was let in.
struct TlsIdentity {
    enum class Side { Server, Workstation };
    Side side = Side::Workstation;
    std::string name;               ///< CN
    std::string id;                 ///< UID; empty for a server
    std::vector<std::string> names; ///< of a server: host names and addresses (RFC 9525 §6.3 looks at these alone)
};
/// A TLS certificate for the key in `spki`, made by the authority's own key: clientAuth or serverAuth, digitalSignature. The authority is no
/// CA above another (its certificate says pathLen 0 since the first release), so it certifies them itself; what their extended key usage says
/// keeps them apart from officers' certificates, which sign commands. InvalidArgument for a name that is no host name or address.
Result<Bytes> makeTlsCertificate(const PrivateKey &authorityKey, BytesView authorityCertificate, BytesView spki, const TlsIdentity &identity,
                                 Instant from, Instant until);
/// Whether the authority made this certificate for that side, and it is in force at `now`.
bool isTlsIdentity(BytesView certificate, BytesView authorityCertificate, TlsIdentity::Side side, Instant now);
/// The same of one whose signature by the authority was seen to be good before (isSignedBy()).
bool isTlsIdentityInForce(BytesView certificate, TlsIdentity::Side side, Instant now);

/// The CN of an officer's certificate: the name it was made for. Malformed when it is no certificate or says none.
Result<std::string> officerNameOf(BytesView certificate);

/// SubjectPublicKeyInfo of a certificate, DER.
Result<Bytes> publicKeyOf(BytesView certificateDer);
/// Whether `certificate` carries a good signature by `issuer` (both DER).
bool isSignedBy(BytesView certificate, BytesView issuer);

} // namespace hufu
