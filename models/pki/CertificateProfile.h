// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"
#include "models/pki/CertificateListing.h"

#include <string>
#include <vector>

namespace hufu {

/// What a kind of certificate carries: standards.md §1.3 as data, and §2.2 where SM2 differs. Profiles lie in resources/profiles as JSON and are built into the
/// program; what they leave open (names, dates, URLs, the house's policy OID) stands in IssuanceInput.
struct CertificateProfile {
    enum class Kind { Root, IssuingCa, EndEntity };

    /// Extensions that only some profiles have. Key identifiers, and for CAs basicConstraints, always stand.
    enum Extension : unsigned {
        Policy = 1 << 0,           ///< one OID of the house's own arc, no qualifiers
        CrlUrl = 1 << 1,           ///< one DistributionPoint with one fullName
        AuthorityInfo = 1 << 2,    ///< OCSP and the issuer's certificate
        OcspNoCheck = 1 << 3,
        NameConstraints = 1 << 4,  ///< permitted DNS names, where the house gives any
        BasicConstraints = 1 << 5, ///< an empty one, of an end entity
    };

    std::string name;
    Kind kind = Kind::EndEntity;
    std::vector<std::string> requiredAttributes, optionalAttributes; ///< of the subject, by SubjectAttribute::type
    std::vector<std::string> oneOfAttributes; ///< at least one of these
    bool commonNameIsAName = false;           ///< CN, where there is one, is one of the alternative names, character by character
    std::vector<std::string> keys;            ///< what it certifies: see certifiedKeyName()
    std::uint16_t keyUsageEc = 0, keyUsageRsa = 0, keyUsageSm2 = 0; ///< bits of KeyUsage, by the key's algorithm
    std::vector<std::string> extendedKeyUsage; ///< dotted OIDs
    std::vector<std::string> extendedKeyUsageWithUpn; ///< further ones where a UPN is among the names: Windows logs on with those
    std::vector<std::string> nameKinds;       ///< "dns", "ip", "email", "upn", "uri"; empty: no alternative names
    bool namesRequired = false;
    bool wildcards = false;
    unsigned extensions = 0;    ///< bits of Extension
    unsigned sm2Extensions = 0; ///< further ones where an SM2 key signs: what GM/T 0015 demands of end entities
    int minimumDays = 1, defaultDays = 1, maximumDays = 1; ///< both ends included (BR 6.3.2)

    bool certifies(std::string_view key) const;
    bool allowsAttribute(std::string_view type) const;
    bool isCa() const { return kind != Kind::EndEntity; }
    bool operator==(const CertificateProfile &) const = default;
};

/// Reads a profile's JSON, at most 64 KiB. Malformed, with what is missing, unknown or contradictory as subject.
Result<CertificateProfile> readProfile(BytesView json);

/// The built-in profile of this name: "root", "server-ca", "client-ca", "server", "server-ev-like", "client", "device", "officer-signing",
/// "key-management", "ocsp-responder", "temporary". NotFound. Thread-safe.
Result<CertificateProfile> builtinProfile(std::string_view name);
const std::vector<std::string> &builtinProfileNames(); ///< in the order above

/// How profiles name a key: "rsa" (2048 to 16384 bits in whole octets), "ec-p256", "ec-p384", "ec-p521", "sm2", "ed25519", "ed448"; empty for
/// keys that nothing here certifies.
std::string certifiedKeyName(KeyAlgorithm algorithm, unsigned bits, std::string_view curve);

/// The last second of a period of so many days, both ends included: notBefore + days × 86,400 s − 1 s (BR 6.3.2, RFC 5280 §4.1.2.5).
constexpr Instant lastSecond(Instant notBefore, int days) { return notBefore + std::chrono::days(days) - std::chrono::seconds(1); }

} // namespace hufu
