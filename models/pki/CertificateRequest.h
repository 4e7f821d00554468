// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"
#include "models/pki/GeneralName.h"
#include "models/pki/Lints.h"
#include "models/pki/Signer.h"
#include "models/pki/SubjectName.h"

namespace hufu {

/// A PKCS#10 request (RFC 2986) whose signature proved that whoever made it holds the key. What it asks for is shown and compared; a
/// certificate takes its key and its alternative names, and the rest from profile and house (CertificateIssuance.h).
struct CertificateRequest {
    Bytes der;
    std::string subject;           ///< RFC 4514 string; may be empty
    SubjectAttributes attributes;  ///< of the subject, in the order of encoding
    std::string commonName, organization, organizationalUnit; ///< as in CertificateListing; may be empty
    AlternativeNames names;        ///< each fit for a certificate of this house: see checkAlternativeNames()
    KeyAlgorithm keyAlgorithm = KeyAlgorithm::Unknown;
    std::uint16_t keyBits = 0;     ///< as in CertificateListing
    std::string curve;             ///< as in CertificateListing
    Bytes spki;                    ///< SubjectPublicKeyInfo, DER
    Sha256 spkiSha256{};
    std::uint16_t keyUsage = 0, extendedKeyUsage = 0; ///< asked for, as bits; 0 when not
    bool asksForCa = false;        ///< basicConstraints cA TRUE
    std::vector<std::string> requestedExtensions; ///< dotted OIDs, in order
    bool hasChallengePassword = false;
    bool operator==(const CertificateRequest &) const = default;
};

/// Reads DER or PEM ("CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST", text around it allowed, the first one counts), at most 64 KiB. Errors,
/// with the name or value at fault as subject:
/// TooLarge, also for more than 100 names; NothingFound when a text holds no request; Malformed with what was expected, for keys that are
/// none (a point off its curve, an even modulus or exponent), and for names that HostName.h refuses: NULs, look-alikes, misplaced wildcards;
/// Unsupported for kinds of keys not certified here (DSA, RSA beyond 512..16384 bits, spelled-out or other curves); SignatureInvalid when
/// the signature is not by the key inside, SM2 under the default identifier. A short RSA key is no error but a finding.
/// Thread-safe; about 0.3 ms for P-256.
Result<CertificateRequest> readRequest(BytesView input);

/// The DER of what is a request by its shape, whatever readRequest() refuses about it: to be submitted all the same, so that the authority refuses
/// it and the journal tells of the attempt. Never of anything else, a private key above all. Malformed, NothingFound, TooLarge.
Result<Bytes> shapedRequest(BytesView input);

/// The lints on its key alone: short, weak, guessable.
std::vector<Finding> keyFindings(const CertificateRequest &request);

/// A request for the key behind `signer`, DER. Errors of encodeSubject(), checkAlternativeNames() and Signer::sign().
Result<Bytes> makeRequest(Signer &signer, const SubjectAttributes &subject, const AlternativeNames &names);

} // namespace hufu
