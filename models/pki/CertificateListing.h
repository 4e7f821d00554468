// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hufu {

/// Stored in the database by value: never renumber.
enum class KeyAlgorithm : std::uint8_t { Unknown = 0, Rsa = 1, Ec = 2, Ed25519 = 3, Ed448 = 4, Sm2 = 5, Dsa = 6, RsaPss = 7, X25519 = 8, Other = 9 };
enum class SignatureAlgorithm : std::uint8_t {
    Unknown = 0, RsaMd5 = 1, RsaSha1 = 2, RsaSha224 = 3, RsaSha256 = 4, RsaSha384 = 5, RsaSha512 = 6, RsaPss = 7, EcdsaSha1 = 8,
    EcdsaSha224 = 9, EcdsaSha256 = 10, EcdsaSha384 = 11, EcdsaSha512 = 12, Sm2Sm3 = 13, Ed25519 = 14, Ed448 = 15, DsaSha1 = 16,
    DsaSha256 = 17, RsaMd2 = 18, Other = 19,
};
/// standards.md §1.6. Private: no public root; see ValidationClass.h for how it is told.
enum class ValidationClass : std::uint8_t { Unknown = 0, Dv = 1, Ov = 2, Iv = 3, Ev = 4, Private = 5 };
/// What a certificate is for, by CA flag, extended key usage and key usage.
enum class Purpose : std::uint8_t { Other = 0, Server = 1, Client = 2, ServerAndClient = 3, Ca = 4, Email = 5, CodeSigning = 6, OcspResponder = 7, TimeStamping = 8 };

/// Key usage bits of RFC 5280 §4.2.1.3, bit 0 = digitalSignature … bit 8 = decipherOnly.
namespace KeyUsage {
constexpr std::uint16_t DigitalSignature = 1 << 0, NonRepudiation = 1 << 1, KeyEncipherment = 1 << 2, DataEncipherment = 1 << 3,
                        KeyAgreement = 1 << 4, KeyCertSign = 1 << 5, CrlSign = 1 << 6, EncipherOnly = 1 << 7, DecipherOnly = 1 << 8;
}
/// Extended key usages the program distinguishes, as bits.
namespace ExtendedKeyUsage {
constexpr std::uint16_t ServerAuth = 1 << 0, ClientAuth = 1 << 1, CodeSigning = 1 << 2, EmailProtection = 1 << 3, TimeStamping = 1 << 4,
                        OcspSigning = 1 << 5, Any = 1 << 6, SmartcardLogon = 1 << 7, Other = 1 << 15;
}
/// Single facts about a certificate, as bits; the listing's `flags`.
namespace CertificateFlag {
constexpr std::uint32_t Ca = 1 << 0,                ///< basicConstraints cA TRUE
    SelfIssued = 1 << 1,                            ///< subject == issuer, byte for byte
    HasSan = 1 << 2, HasKeyUsage = 1 << 3, KeyUsageCritical = 1 << 4, HasEku = 1 << 5, EkuCritical = 1 << 6, HasBasicConstraints = 1 << 7,
    HasAia = 1 << 8, HasOcspUrl = 1 << 9, HasCrlUrl = 1 << 10, HasPolicies = 1 << 11, HasSct = 1 << 12, MustStaple = 1 << 13,
    OcspNoCheck = 1 << 14, UnknownCriticalExtension = 1 << 15, PolicyDv = 1 << 16, PolicyOv = 1 << 17, PolicyIv = 1 << 18,
    PolicyEv = 1 << 19,
    SerialNotPositive = 1 << 20, SerialTooLong = 1 << 21,
    DuplicateExtension = 1 << 22, ///< kept and said, RFC 5280 §4.2 forbids it
    SubjectHasOrganization = 1 << 23, SubjectHasLocality = 1 << 24, SubjectHasCountry = 1 << 25, SubjectHasJurisdiction = 1 << 26,
    SubjectHasBusinessCategory = 1 << 27, SubjectHasSerialNumber = 1 << 28, SubjectHasPersonName = 1 << 29,
    SignatureAlgorithmMismatch = 1 << 30,           ///< tbs.signature differs from signatureAlgorithm
    MalformedExtension = 1u << 31; ///< an extension's value is not what its type says; its fields are empty
}

/// What the inventory shows of a certificate (RFC 5280 §4.1), read by a bounded walk over the DER without building OpenSSL
/// objects. All text is valid UTF-8: BMPString, T61String (read as Latin-1) and others are converted, invalid bytes of alternative
/// names become U+FFFD; control characters, NUL among them, are shown as \00. Of a repeated extension the first one counts.
struct CertificateListing {
    int version = 1;                 ///< 1, 2 or 3
    Bytes serialNumber;              ///< content octets as encoded (two's complement, big-endian), 1..255 octets
    std::string subject;             ///< RFC 4514 string, most specific first, e.g. "CN=his.example,O=医院,C=CN"
    std::string issuer;              ///< likewise
    std::string commonName;          ///< the last (most specific) CN of the subject; may be empty
    std::string organization;        ///< O of the subject; may be empty
    std::string organizationalUnit;  ///< OU of the subject; may be empty
    std::string issuerName;          ///< CN of the issuer, else its O, else the whole name: for lists
    Instant notBefore{};
    Instant notAfter{};
    KeyAlgorithm keyAlgorithm = KeyAlgorithm::Unknown;
    std::uint16_t keyBits = 0;       ///< RSA modulus or DSA prime length, EC field size, encoded length for Edwards curves; 0 if unknown
    std::string curve;               ///< "P-256", "P-384", "P-521", "SM2", "explicit", else dotted OID; empty for other keys
    SignatureAlgorithm signatureAlgorithm = SignatureAlgorithm::Unknown;
    std::vector<std::string> dnsNames;   ///< SAN dNSName as written
    std::vector<std::string> otherNames; ///< SAN iPAddress as text, rfc822Name, URI, UPN with its kind prefix: "ip:10.0.0.1", "email:…", "uri:…", "upn:…", "dirname:…", "rid:OID", "other:OID"
    std::uint16_t keyUsage = 0;          ///< bits of KeyUsage; 0 when absent
    std::uint16_t extendedKeyUsage = 0;  ///< bits of ExtendedKeyUsage
    std::uint32_t flags = 0;             ///< bits of CertificateFlag
    std::vector<std::string> policies;   ///< certificatePolicies OIDs, dotted
    Bytes subjectKeyId, authorityKeyId;  ///< extension values; empty when absent
    Sha256 sha256{};                     ///< of the whole DER
    Sha256 spkiSha256{};                 ///< of the SubjectPublicKeyInfo, DER
    Sha256 subjectHash{}, issuerHash{};  ///< SHA-256 of the encoded names, for building chains
    Purpose purpose = Purpose::Other;

    bool isCa() const { return flags & CertificateFlag::Ca; }
    bool operator==(const CertificateListing &) const = default;
};

/// Walks one DER certificate of at most 256 KiB; the whole input must be the certificate. Refuses non-minimal lengths,
/// indefinite lengths, trailing bytes, and what OpenSSL refuses; accepts nothing that d2i_X509 refuses. A malformed value inside an
/// extension does not hide the certificate: see MalformedExtension. Thread-safe; 1 to 3 µs and SHA-256 of the bytes.
/// Error: Malformed with offset and what was expected; TooLarge, also for more than 128 attributes in a name, 256 extensions, or 255
/// octets in the serial number.
Result<CertificateListing> readListing(BytesView der);

/// Names for people and for the query language: "rsa", "ec", …; "rsa-sha256", …; "dv", …; "server", ….
const char *keyAlgorithmName(KeyAlgorithm);
const char *signatureAlgorithmName(SignatureAlgorithm);
const char *validationClassName(ValidationClass);
const char *purposeName(Purpose);

} // namespace hufu
