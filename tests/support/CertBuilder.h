// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "tests/support/TestKeys.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hufu::test {

/// The ASN.1 string type of an attribute value; Auto writes C and serialNumber as PrintableString, DC and E as IA5String, others as UTF8String.
enum class StringType : std::uint8_t { Auto = 0, Utf8 = 0x0c, Numeric = 0x12, Printable = 0x13, T61 = 0x14, Ia5 = 0x16, Universal = 0x1c, Bmp = 0x1e };

/// One attribute of a name. `type` is a short name ("CN", "O", "jurisdictionC", …) or a dotted OID; `value` is UTF-8 for Auto, Utf8 and
/// the ASCII types, and the very octets for T61, Bmp and Universal.
struct NameAttribute {
    std::string type;
    std::string value;
    StringType stringType = StringType::Auto;
    bool joinsPrevious = false; ///< one RDN with the attribute before it
};

/// What the builder made: everything a test may want to hold.
struct TestCertificate {
    Bytes der{};
    TestKey key{};
    Bytes subjectName{}; ///< the encoded Name
    std::string pem() const;
    std::string keyPem() const; ///< "PRIVATE KEY"
};

/// Writes any X.509 certificate a test may want, right or wrong, as DER of its own, signed by OpenSSL. Keys come from a pool per
/// process, so ten thousand certificates take a second or two. Without signedBy() the certificate signs itself; where its private key is not known
/// (rsaModulus(), publicKeyInfo()) a pooled P-256 key signs instead and the signature is then a stranger's.
class CertBuilder {
public:
    /// v3, "CN=test.example", P-256, SHA-256, 2026-06-01 + 90 days, a fresh serial number, no extensions.
    CertBuilder();

    /// A self-signed CA: basicConstraints and keyUsage critical, subjectKeyIdentifier, ten years.
    static CertBuilder ca(std::string_view subject, int keyIndex = 900);
    /// A TLS server's leaf with nothing to complain about: OV policy, SAN, SCT, AIA, CDP, usages; 90 days.
    static CertBuilder server(const std::string &dnsName);

    /// An RFC 4514 string, most specific first, "CN=his.example,O=某医院,C=CN"; '+' joins, '\' escapes.
    CertBuilder &subject(std::string_view name);
    CertBuilder &issuer(std::string_view name); ///< else the signer's subject, else the own one
    /// In the order of encoding (usually country first).
    CertBuilder &subject(const std::vector<NameAttribute> &attributes);
    CertBuilder &issuer(const std::vector<NameAttribute> &attributes);

    CertBuilder &version(int number); ///< 1 also drops the extensions
    CertBuilder &serial(std::uint64_t number);
    CertBuilder &serialOctets(Bytes content); ///< the INTEGER's content octets as they are
    CertBuilder &validity(Instant notBefore, Instant notAfter);
    CertBuilder &validFor(std::chrono::seconds inclusive); ///< period as BR 6.3.2 counts it, both ends included
    CertBuilder &notBefore(Instant instant);               ///< keeps the length
    /// Ready TLVs instead of UTCTime or GeneralizedTime chosen by the year.
    CertBuilder &rawValidity(Bytes notBefore, Bytes notAfter);

    CertBuilder &key(const KeySpec &spec);
    CertBuilder &rsa(int bits, int index = 0);
    CertBuilder &ec(std::string_view group, int index = 0);
    CertBuilder &sm2(int index = 0);
    CertBuilder &ed25519(int index = 0);
    CertBuilder &ed448(int index = 0);
    CertBuilder &dsa(int bits = 1024);
    CertBuilder &rsaModulus(BytesView modulus, BytesView exponent); ///< big-endian; public half only
    CertBuilder &publicKeyInfo(Bytes spki);                         ///< whatever it is

    CertBuilder &digest(std::string_view name); ///< "md5", "sha1", "sha224" … "sha512"; ignored by SM2 and EdDSA
    CertBuilder &pss();                         ///< RSASSA-PSS with the digest
    CertBuilder &signedBy(const TestCertificate &issuer);
    CertBuilder &tbsSignatureAlgorithm(Bytes algorithmIdentifier);   ///< instead of the true one, inside
    CertBuilder &outerSignatureAlgorithm(Bytes algorithmIdentifier); ///< instead of the true one, outside
    CertBuilder &corruptSignature();

    CertBuilder &dns(std::string_view name);
    CertBuilder &ip(std::string_view address); ///< textual, v4 or v6
    CertBuilder &email(std::string_view address);
    CertBuilder &uri(std::string_view uri);
    CertBuilder &upn(std::string_view name);
    CertBuilder &sanEntry(Bytes generalName); ///< a ready GeneralName
    CertBuilder &sanCritical(bool critical = true);

    CertBuilder &keyUsage(std::uint16_t bits, bool critical = true); ///< bit 0 = digitalSignature, as models/pki's KeyUsage
    CertBuilder &extendedKeyUsage(const std::vector<std::string> &oids, bool critical = false);
    CertBuilder &basicConstraints(bool ca, std::optional<int> pathLength = {}, bool critical = true);
    CertBuilder &policies(const std::vector<std::string> &oids);
    CertBuilder &authorityInfo(const std::string &ocsp, const std::string &issuers = {}); ///< empty: that access method is left out
    CertBuilder &crlUrl(const std::string &url);
    CertBuilder &sct();        ///< a list of one well-formed, worthless SCT
    CertBuilder &mustStaple(); ///< RFC 7633
    CertBuilder &ocspNoCheck();
    CertBuilder &keyIdentifiers(); ///< SKI and AKI, SHA-1 of the key as RFC 5280 §4.2.1.2 (1)
    CertBuilder &extension(std::string_view oid, bool critical, Bytes value); ///< replaces one of the same OID
    CertBuilder &extraExtension(std::string_view oid, bool critical, Bytes value); ///< adds even a second of the same OID
    CertBuilder &without(std::string_view oid);

    TestCertificate build() const;
    Bytes der() const { return build().der; }

private:
    struct Extension {
        std::string oid;
        bool critical;
        Bytes value;
    };
    struct Signer;
    Signer chooseSigner(const TestKey &own) const;
    Bytes extensions(const TestKey &own) const;

    int m_version = 3;
    Bytes m_serial;
    Bytes m_subject, m_issuer;
    Instant m_notBefore, m_notAfter;
    Bytes m_rawNotBefore, m_rawNotAfter;
    KeySpec m_key;
    std::optional<TestKey> m_publicOnly;
    std::string m_digest = "sha256";
    bool m_pss = false, m_corrupt = false, m_sanCritical = false, m_keyIdentifiers = false;
    std::optional<TestCertificate> m_signer;
    Bytes m_tbsAlgorithm, m_outerAlgorithm;
    std::vector<Bytes> m_san;
    std::vector<Extension> m_extensions;
};

/// The encoded Name of attributes.
Bytes encodeName(const std::vector<NameAttribute> &attributes);
/// PEM with 64-column lines.
std::string pemOf(BytesView der, std::string_view label = "CERTIFICATE");

} // namespace hufu::test
