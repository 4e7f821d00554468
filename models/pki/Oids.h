// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace hufu {

/// The content octets of an OBJECT IDENTIFIER (X.690 §8.19), encoded by the compiler from its dotted form.
struct Oid {
    std::array<std::uint8_t, 15> octets{};
    std::uint8_t size = 0;

    constexpr BytesView view() const { return {octets.data(), size}; }
    friend bool operator==(const Oid &oid, BytesView content) { return std::ranges::equal(oid.view(), content); }
};

namespace oids {

consteval Oid operator""_oid(const char *dotted, std::size_t length)
{
    Oid oid;
    std::uint64_t first = 0;
    std::size_t index = 0;
    for (std::size_t at = 0; at < length; ++at, ++index) {
        std::uint64_t arc = 0;
        for (; at < length && dotted[at] != '.'; ++at)
            arc = arc * 10 + static_cast<std::uint64_t>(dotted[at] - '0');
        if (index == 0) {
            first = arc;
            continue;
        }
        if (index == 1)
            arc += first * 40;
        int groups = 1;
        for (std::uint64_t rest = arc >> 7; rest != 0; rest >>= 7)
            ++groups;
        while (groups-- > 0)
            oid.octets[oid.size++] = static_cast<std::uint8_t>((arc >> (7 * groups) & 0x7f) | (groups > 0 ? 0x80 : 0));
    }
    return oid;
}

// Extensions: RFC 5280 §4.2, RFC 6960, RFC 6962, RFC 7633
constexpr Oid subjectKeyIdentifier = "2.5.29.14"_oid, keyUsage = "2.5.29.15"_oid, subjectAltName = "2.5.29.17"_oid,
              basicConstraints = "2.5.29.19"_oid, nameConstraints = "2.5.29.30"_oid, crlDistributionPoints = "2.5.29.31"_oid,
              certificatePolicies = "2.5.29.32"_oid, policyMappings = "2.5.29.33"_oid, authorityKeyIdentifier = "2.5.29.35"_oid,
              policyConstraints = "2.5.29.36"_oid, extendedKeyUsage = "2.5.29.37"_oid, inhibitAnyPolicy = "2.5.29.54"_oid,
              authorityInfoAccess = "1.3.6.1.5.5.7.1.1"_oid, ipAddressBlocks = "1.3.6.1.5.5.7.1.7"_oid,
              autonomousSystems = "1.3.6.1.5.5.7.1.8"_oid, proxyCertInfo = "1.3.6.1.5.5.7.1.14"_oid, tlsFeature = "1.3.6.1.5.5.7.1.24"_oid,
              ocsp = "1.3.6.1.5.5.7.48.1"_oid, ocspNoCheck = "1.3.6.1.5.5.7.48.1.5"_oid, netscapeCertType = "2.16.840.1.113730.1.1"_oid,
              signedCertificateTimestamps = "1.3.6.1.4.1.11129.2.4.2"_oid, caIssuers = "1.3.6.1.5.5.7.48.2"_oid;

// What a request may carry: RFC 2985 §5.4
constexpr Oid challengePassword = "1.2.840.113549.1.9.7"_oid, extensionRequest = "1.2.840.113549.1.9.14"_oid;

// CMS: RFC 5652 §5, §11
constexpr Oid cmsData = "1.2.840.113549.1.7.1"_oid, cmsSignedData = "1.2.840.113549.1.7.2"_oid, contentType = "1.2.840.113549.1.9.3"_oid,
              messageDigest = "1.2.840.113549.1.9.4"_oid, signingTime = "1.2.840.113549.1.9.5"_oid, idSha384 = "2.16.840.1.101.3.4.2.2"_oid;

// Revocation: RFC 5280 §5.2, §5.3, RFC 6960 §4.4
constexpr Oid crlNumber = "2.5.29.20"_oid, reasonCode = "2.5.29.21"_oid, invalidityDate = "2.5.29.24"_oid,
              ocspBasic = "1.3.6.1.5.5.7.48.1.1"_oid, ocspNonce = "1.3.6.1.5.5.7.48.1.2"_oid,
              ocspAcceptableResponses = "1.3.6.1.5.5.7.48.1.4"_oid;

// Digests
constexpr Oid idSha1 = "1.3.14.3.2.26"_oid, idSha256 = "2.16.840.1.101.3.4.2.1"_oid;

// Attributes of names whose presence means something here: RFC 5280 §A.1, EV Guidelines §9.2
constexpr Oid commonName = "2.5.4.3"_oid, surname = "2.5.4.4"_oid, serialNumber = "2.5.4.5"_oid, country = "2.5.4.6"_oid,
              locality = "2.5.4.7"_oid, state = "2.5.4.8"_oid, organization = "2.5.4.10"_oid, organizationalUnit = "2.5.4.11"_oid,
              businessCategory = "2.5.4.15"_oid, givenName = "2.5.4.42"_oid, jurisdictionLocality = "1.3.6.1.4.1.311.60.2.1.1"_oid,
              jurisdictionState = "1.3.6.1.4.1.311.60.2.1.2"_oid, jurisdictionCountry = "1.3.6.1.4.1.311.60.2.1.3"_oid;

// Other names
constexpr Oid userPrincipalName = "1.3.6.1.4.1.311.20.2.3"_oid;

// Keys: RFC 3279, 4055, 5480, 8410; GM/T 0006
constexpr Oid rsaEncryption = "1.2.840.113549.1.1.1"_oid, rsassaPss = "1.2.840.113549.1.1.10"_oid, dsa = "1.2.840.10040.4.1"_oid,
              ecPublicKey = "1.2.840.10045.2.1"_oid, x25519 = "1.3.101.110"_oid, ed25519 = "1.3.101.112"_oid, ed448 = "1.3.101.113"_oid,
              sm2 = "1.2.156.10197.1.301"_oid, primeField = "1.2.840.10045.1.1"_oid;

} // namespace oids

/// The content octets of a dotted form; Malformed when it is none, or longer than maxOidOctets. Arcs of any size: 2.25 followed by a UUID
/// as one number (X.667) is an arc of their own for those who have not been given one.
Result<Bytes> oidFromText(std::string_view dotted);

/// The dotted form of content octets that isObjectIdentifier() accepted, whatever the size of an arc.
std::string oidText(BytesView content);

} // namespace hufu
