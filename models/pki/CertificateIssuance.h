// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateProfile.h"
#include "models/pki/GeneralName.h"
#include "models/pki/Signer.h"
#include "models/pki/SubjectName.h"

namespace hufu {

/// Everything a certificate is made of; the same input makes the same bytes to be signed.
struct IssuanceInput {
    const CertificateProfile &profile;
    SubjectAttributes subject;     ///< from house and request; of the request's own extensions only its names
    AlternativeNames names;
    Bytes spki;                    ///< SubjectPublicKeyInfo, DER
    Bytes issuer;                  ///< certificate of the issuing CA, DER; empty for a root, which signs itself
    Bytes serial;                  ///< big-endian; see randomSerial()
    Instant notBefore, notAfter;   ///< both included; lastSecond() computes the second
    std::string crlUrl, ocspUrl, issuerUrl; ///< http; of the issuer's CRL, its responder, its certificate. Ignored where the profile has none
    std::string policyOid;         ///< dotted, of the house's own arc. Ignored where the profile has none
    std::vector<std::string> permittedDomains; ///< for issuing CAs with name constraints; empty: no constraint
};

/// The tbsCertificate (RFC 5280 §4.1.2), DER, for a signer of this kind. InvalidArgument with what is wrong (an attribute that the profile lacks or
/// does not have, a missing or superfluous name, a wrong term, URL, OID or serial number); Malformed or Unsupported for keys and names
/// as checkRequestedKey() and checkAlternativeNames() say; NotPermitted when the issuer may not issue this: not a CA, its path length, its name constraints (the
/// name is the subject), or its own end before this one's.
Result<Bytes> makeTbsCertificate(const IssuanceInput &input, KeyKind signer);

/// The certificate, DER. NotPermitted as well when `signer` holds another key than the issuer's certificate (or, of a root, than `spki`); CryptoFailed when
/// what the signer gave is no signature by that key.
Result<Bytes> issueCertificate(const IssuanceInput &input, Signer &signer);

/// Those of `names` that the nameConstraints of `issuer` (certificate, DER) exclude: DNS names only, which are the only ones constrained here
/// (RFC 5280 §4.2.1.10). Malformed when `issuer` is no certificate.
Result<std::vector<std::string>> namesOutsideConstraints(BytesView issuer, const std::vector<std::string> &names);

/// 16 octets with 126 bits from the CSPRNG, positive and below 2^127 (BR 7.1: at least 64 bits, below 2^159).
Bytes randomSerial();

} // namespace hufu
