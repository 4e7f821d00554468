// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CertBuilder.h"

#include "tests/support/Der.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <stdexcept>

namespace hufu::test {

using namespace std::chrono;

namespace {

const std::map<std::string, std::string, std::less<>> attributeOids = {
    {"CN", "2.5.4.3"}, {"SN", "2.5.4.4"}, {"serialNumber", "2.5.4.5"}, {"C", "2.5.4.6"}, {"L", "2.5.4.7"}, {"ST", "2.5.4.8"},
    {"street", "2.5.4.9"}, {"O", "2.5.4.10"}, {"OU", "2.5.4.11"}, {"title", "2.5.4.12"}, {"businessCategory", "2.5.4.15"},
    {"GN", "2.5.4.42"}, {"organizationIdentifier", "2.5.4.97"}, {"UID", "0.9.2342.19200300.100.1.1"},
    {"DC", "0.9.2342.19200300.100.1.25"}, {"E", "1.2.840.113549.1.9.1"}, {"jurisdictionL", "1.3.6.1.4.1.311.60.2.1.1"},
    {"jurisdictionST", "1.3.6.1.4.1.311.60.2.1.2"}, {"jurisdictionC", "1.3.6.1.4.1.311.60.2.1.3"},
};

std::uint8_t stringTag(const NameAttribute &attribute)
{
    if (attribute.stringType != StringType::Auto)
        return static_cast<std::uint8_t>(attribute.stringType);
    if (attribute.type == "C" || attribute.type == "serialNumber" || attribute.type == "jurisdictionC")
        return static_cast<std::uint8_t>(StringType::Printable);
    if (attribute.type == "DC" || attribute.type == "E")
        return static_cast<std::uint8_t>(StringType::Ia5);
    return static_cast<std::uint8_t>(StringType::Utf8);
}

/// RFC 4514 puts the last RDN first; names are encoded the other way round.
std::vector<NameAttribute> parseName(std::string_view text)
{
    std::vector<std::vector<NameAttribute>> rdns;
    std::vector<NameAttribute> rdn;
    NameAttribute attribute;
    std::string *part = &attribute.type;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ',';
        if (c == '\\' && i + 1 < text.size()) {
            part->push_back(text[++i]);
        } else if (c == '=' && part == &attribute.type) {
            part = &attribute.value;
        } else if (c == ',' || c == '+') {
            if (part == &attribute.type && !text.empty())
                throw std::invalid_argument("no '=' in " + std::string(text));
            if (!text.empty())
                rdn.push_back(attribute);
            attribute = {};
            attribute.joinsPrevious = c == '+';
            part = &attribute.type;
            if (c == ',')
                rdns.push_back(std::exchange(rdn, {}));
        } else {
            part->push_back(c);
        }
    }
    std::vector<NameAttribute> encodedOrder;
    for (auto it = rdns.rbegin(); it != rdns.rend(); ++it)
        encodedOrder.insert(encodedOrder.end(), it->begin(), it->end());
    return encodedOrder;
}

Bytes sha1(BytesView bytes)
{
    Bytes value(20);
    EVP_Digest(bytes.data(), bytes.size(), value.data(), nullptr, EVP_sha1(), nullptr);
    return value;
}

/// The key's bits without the AlgorithmIdentifier before them: what RFC 5280 §4.2.1.2 (1) hashes.
Bytes keyIdentifier(BytesView spki)
{
    const unsigned char *at = spki.data();
    X509_PUBKEY *key = d2i_X509_PUBKEY(nullptr, &at, static_cast<long>(spki.size()));
    if (!key) {
        ERR_clear_error();
        return sha1(spki); // not a key at all: any twenty octets will do
    }
    const unsigned char *bits = nullptr;
    int size = 0;
    X509_PUBKEY_get0_param(nullptr, &bits, &size, nullptr, key);
    Bytes identifier = sha1({bits, static_cast<std::size_t>(size)});
    X509_PUBKEY_free(key);
    return identifier;
}

Bytes freshSerial()
{
    static std::atomic<std::uint32_t> counter{1};
    const std::uint32_t n = counter++;
    Bytes octets = sha1({reinterpret_cast<const std::uint8_t *>(&n), sizeof n});
    octets.resize(16);
    octets[0] = static_cast<std::uint8_t>((octets[0] & 0x7f) | 0x40); // positive, and always of the same length
    return octets;
}

} // namespace

Bytes encodeName(const std::vector<NameAttribute> &attributes)
{
    Bytes name;
    for (std::size_t i = 0; i < attributes.size();) {
        std::vector<Bytes> members;
        do {
            const NameAttribute &attribute = attributes[i];
            const auto known = attributeOids.find(attribute.type);
            members.push_back(der::sequence({der::oid(known == attributeOids.end() ? attribute.type : known->second),
                                             der::tlv(stringTag(attribute), attribute.value)}));
            ++i;
        } while (i < attributes.size() && attributes[i].joinsPrevious);
        std::ranges::sort(members); // DER: SET OF in ascending order
        Bytes rdn;
        for (const Bytes &member : members)
            rdn = der::join({rdn, member});
        name = der::join({name, der::tlv(0x31, rdn)});
    }
    return der::tlv(0x30, name);
}

std::string pemOf(BytesView der, std::string_view label)
{
    std::string pem = "-----BEGIN " + std::string(label) + "-----\n";
    const std::string text = toBase64(der);
    for (std::size_t at = 0; at < text.size(); at += 64)
        pem += text.substr(at, 64) + "\n";
    return pem + "-----END " + std::string(label) + "-----\n";
}

std::string TestCertificate::pem() const { return pemOf(der); }
std::string TestCertificate::keyPem() const { return pemOf(key.pkcs8, "PRIVATE KEY"); }

CertBuilder::CertBuilder()
    : m_serial(freshSerial())
    , m_notBefore(sys_days(2026y / June / 1))
{
    subject("CN=test.example");
    validFor(days(90));
}

CertBuilder CertBuilder::ca(std::string_view subject, int keyIndex)
{
    CertBuilder builder;
    builder.subject(subject).ec("P-256", keyIndex).validity(sys_days(2024y / January / 1), sys_days(2034y / January / 1));
    builder.basicConstraints(true).keyUsage(1 << 5 | 1 << 6).keyIdentifiers();
    return builder;
}

CertBuilder CertBuilder::server(const std::string &dnsName)
{
    CertBuilder builder;
    builder.subject({{"C", "CN"}, {"ST", "上海市"}, {"O", "示例医院"}, {"CN", dnsName}});
    builder.dns(dnsName).keyUsage(1 << 0).extendedKeyUsage({"1.3.6.1.5.5.7.3.1"}).policies({"2.23.140.1.2.2"}).keyIdentifiers();
    builder.authorityInfo("http://ocsp.test.example", "http://aia.test.example/ca.crt").crlUrl("http://crl.test.example/ca.crl").sct();
    return builder;
}

CertBuilder &CertBuilder::subject(std::string_view name) { return subject(parseName(name)); }
CertBuilder &CertBuilder::issuer(std::string_view name) { return issuer(parseName(name)); }
CertBuilder &CertBuilder::subject(const std::vector<NameAttribute> &attributes) { return m_subject = encodeName(attributes), *this; }
CertBuilder &CertBuilder::issuer(const std::vector<NameAttribute> &attributes) { return m_issuer = encodeName(attributes), *this; }
CertBuilder &CertBuilder::version(int number) { return m_version = number, *this; }
CertBuilder &CertBuilder::serialOctets(Bytes content) { return m_serial = std::move(content), *this; }

CertBuilder &CertBuilder::serial(std::uint64_t number)
{
    Bytes magnitude(8);
    for (int i = 0; i < 8; ++i)
        magnitude[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
    const Bytes encoded = der::unsignedInteger(magnitude);
    return serialOctets(Bytes(encoded.begin() + 2, encoded.end()));
}

CertBuilder &CertBuilder::validity(Instant from, Instant until) { return m_notBefore = from, m_notAfter = until, *this; }
CertBuilder &CertBuilder::validFor(seconds inclusive) { return m_notAfter = m_notBefore + inclusive - 1s, *this; }

CertBuilder &CertBuilder::notBefore(Instant instant)
{
    m_notAfter = instant + (m_notAfter - m_notBefore);
    m_notBefore = instant;
    return *this;
}

CertBuilder &CertBuilder::rawValidity(Bytes from, Bytes until)
{
    m_rawNotBefore = std::move(from);
    m_rawNotAfter = std::move(until);
    return *this;
}

CertBuilder &CertBuilder::key(const KeySpec &spec) { return m_key = spec, m_publicOnly.reset(), *this; }
CertBuilder &CertBuilder::rsa(int bits, int index) { return key({KeySpec::Kind::Rsa, bits, {}, index}); }
CertBuilder &CertBuilder::ec(std::string_view group, int index) { return key({KeySpec::Kind::Ec, 0, std::string(group), index}); }
CertBuilder &CertBuilder::sm2(int index) { return key({KeySpec::Kind::Sm2, 0, {}, index}); }
CertBuilder &CertBuilder::ed25519(int index) { return key({KeySpec::Kind::Ed25519, 0, {}, index}); }
CertBuilder &CertBuilder::ed448(int index) { return key({KeySpec::Kind::Ed448, 0, {}, index}); }
CertBuilder &CertBuilder::dsa(int bits) { return key({KeySpec::Kind::Dsa, bits, {}, 0}); }

CertBuilder &CertBuilder::rsaModulus(BytesView modulus, BytesView exponent)
{
    const Bytes key = der::sequence({der::unsignedInteger(modulus), der::unsignedInteger(exponent)});
    return publicKeyInfo(der::sequence({algorithmIdentifier("1.2.840.113549.1.1.1", true), der::bitString(key)}));
}

CertBuilder &CertBuilder::publicKeyInfo(Bytes spki)
{
    m_publicOnly = TestKey{.spki = std::move(spki)};
    return *this;
}

CertBuilder &CertBuilder::digest(std::string_view name) { return m_digest = name, *this; }
CertBuilder &CertBuilder::pss() { return m_pss = true, *this; }
CertBuilder &CertBuilder::signedBy(const TestCertificate &issuer) { return m_signer = issuer, *this; }
CertBuilder &CertBuilder::tbsSignatureAlgorithm(Bytes algorithm) { return m_tbsAlgorithm = std::move(algorithm), *this; }
CertBuilder &CertBuilder::outerSignatureAlgorithm(Bytes algorithm) { return m_outerAlgorithm = std::move(algorithm), *this; }
CertBuilder &CertBuilder::corruptSignature() { return m_corrupt = true, *this; }

CertBuilder &CertBuilder::sanEntry(Bytes generalName) { return m_san.push_back(std::move(generalName)), *this; }
CertBuilder &CertBuilder::dns(std::string_view name) { return sanEntry(der::contextPrimitive(2, viewOf(name))); }
CertBuilder &CertBuilder::email(std::string_view address) { return sanEntry(der::contextPrimitive(1, viewOf(address))); }
CertBuilder &CertBuilder::uri(std::string_view text) { return sanEntry(der::contextPrimitive(6, viewOf(text))); }

CertBuilder &CertBuilder::ip(std::string_view address)
{
    ASN1_OCTET_STRING *octets = a2i_IPADDRESS(std::string(address).c_str());
    if (!octets)
        throw std::invalid_argument("not an IP address: " + std::string(address));
    const Bytes raw(octets->data, octets->data + octets->length);
    ASN1_OCTET_STRING_free(octets);
    return sanEntry(der::contextPrimitive(7, raw));
}

CertBuilder &CertBuilder::upn(std::string_view name)
{
    return sanEntry(der::context(0, der::join({der::oid("1.3.6.1.4.1.311.20.2.3"), der::context(0, der::utf8String(name))})));
}

CertBuilder &CertBuilder::sanCritical(bool critical) { return m_sanCritical = critical, *this; }

CertBuilder &CertBuilder::keyUsage(std::uint16_t bits, bool critical)
{
    Bytes octets;
    int last = -1;
    for (int bit = 0; bit < 9; ++bit) {
        if (bits >> bit & 1) {
            octets.resize(static_cast<std::size_t>(bit / 8 + 1));
            octets[static_cast<std::size_t>(bit / 8)] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
            last = bit;
        }
    }
    return extension("2.5.29.15", critical, der::bitString(octets, last < 0 ? 0 : 7 - last % 8));
}

CertBuilder &CertBuilder::extendedKeyUsage(const std::vector<std::string> &oids, bool critical)
{
    Bytes list;
    for (const std::string &oid : oids)
        list = der::join({list, der::oid(oid)});
    return extension("2.5.29.37", critical, der::tlv(0x30, list));
}

CertBuilder &CertBuilder::basicConstraints(bool ca, std::optional<int> pathLength, bool critical)
{
    const Bytes flag = ca ? der::boolean(true) : Bytes{}; // DEFAULT FALSE is not encoded
    const Bytes length = pathLength ? der::integer(*pathLength) : Bytes{};
    return extension("2.5.29.19", critical, der::sequence({flag, length}));
}

CertBuilder &CertBuilder::policies(const std::vector<std::string> &oids)
{
    Bytes list;
    for (const std::string &oid : oids)
        list = der::join({list, der::sequence({der::oid(oid)})});
    return extension("2.5.29.32", false, der::tlv(0x30, list));
}

CertBuilder &CertBuilder::authorityInfo(const std::string &ocsp, const std::string &issuers)
{
    const auto access = [](const char *method, const std::string &url) {
        return url.empty() ? Bytes{} : der::sequence({der::oid(method), der::contextPrimitive(6, viewOf(url))});
    };
    return extension("1.3.6.1.5.5.7.1.1", false,
                     der::sequence({access("1.3.6.1.5.5.7.48.1", ocsp), access("1.3.6.1.5.5.7.48.2", issuers)}));
}

CertBuilder &CertBuilder::crlUrl(const std::string &url)
{
    const Bytes fullName = der::context(0, der::context(0, der::contextPrimitive(6, viewOf(url))));
    return extension("2.5.29.31", false, der::sequence({der::sequence({fullName})}));
}

CertBuilder &CertBuilder::sct()
{
    // RFC 6962 §3.3: list length, SCT length, v1, log id, timestamp, no extensions, ECDSA-SHA256 signature.
    const Bytes signature = der::sequence({der::integer(1), der::integer(1)});
    Bytes sct{0};
    sct.insert(sct.end(), 32, 0x5a);
    sct = der::join({sct, Bytes{0, 0, 1, 0x99, 0, 0, 0, 0}, Bytes{0, 0}, Bytes{4, 3, 0, static_cast<std::uint8_t>(signature.size())}, signature});
    const auto size = static_cast<std::uint8_t>(sct.size());
    const Bytes list = der::join({Bytes{0, static_cast<std::uint8_t>(size + 2), 0, size}, sct});
    return extension("1.3.6.1.4.1.11129.2.4.2", false, der::octetString(list));
}

CertBuilder &CertBuilder::mustStaple() { return extension("1.3.6.1.5.5.7.1.24", false, der::sequence({der::integer(5)})); }
CertBuilder &CertBuilder::ocspNoCheck() { return extension("1.3.6.1.5.5.7.48.1.5", false, der::null()); }
CertBuilder &CertBuilder::keyIdentifiers() { return m_keyIdentifiers = true, *this; }

CertBuilder &CertBuilder::extension(std::string_view oid, bool critical, Bytes value)
{
    const auto present = std::ranges::find(m_extensions, oid, &Extension::oid);
    if (present == m_extensions.end())
        return extraExtension(oid, critical, std::move(value));
    present->critical = critical;
    present->value = std::move(value);
    return *this;
}

CertBuilder &CertBuilder::extraExtension(std::string_view oid, bool critical, Bytes value)
{
    m_extensions.push_back({std::string(oid), critical, std::move(value)});
    return *this;
}

CertBuilder &CertBuilder::without(std::string_view oid)
{
    std::erase_if(m_extensions, [&](const Extension &extension) { return extension.oid == oid; });
    if (oid == "2.5.29.17")
        m_san.clear();
    if (oid == "2.5.29.14" || oid == "2.5.29.35")
        m_keyIdentifiers = false;
    return *this;
}

struct CertBuilder::Signer {
    const TestKey *key;
    BytesView name; ///< empty: the own subject
};

CertBuilder::Signer CertBuilder::chooseSigner(const TestKey &own) const
{
    if (m_signer)
        return {&m_signer->key, m_signer->subjectName};
    return {own.handle ? &own : &pooledKey({}), {}};
}

Bytes CertBuilder::extensions(const TestKey &own) const
{
    std::vector<Extension> all = m_extensions;
    if (!m_san.empty()) {
        Bytes names;
        for (const Bytes &name : m_san)
            names = der::join({names, name});
        all.push_back({"2.5.29.17", m_sanCritical, der::tlv(0x30, names)});
    }
    if (m_keyIdentifiers) {
        const Bytes authority = keyIdentifier(m_signer ? m_signer->key.spki : own.spki);
        all.push_back({"2.5.29.14", false, der::octetString(keyIdentifier(own.spki))});
        all.push_back({"2.5.29.35", false, der::sequence({der::contextPrimitive(0, authority)})});
    }
    Bytes list;
    for (const Extension &extension : all) {
        const Bytes critical = extension.critical ? der::boolean(true) : Bytes{};
        list = der::join({list, der::sequence({der::oid(extension.oid), critical, der::octetString(extension.value)})});
    }
    return list.empty() ? Bytes{} : der::context(3, der::tlv(0x30, list));
}

TestCertificate CertBuilder::build() const
{
    TestCertificate made{.key = m_publicOnly ? *m_publicOnly : pooledKey(m_key), .subjectName = m_subject};
    const Signer signer = chooseSigner(made.key);
    const Bytes algorithm = signatureAlgorithm(signer.key->spec, m_digest, m_pss);
    const Bytes issuer = !m_issuer.empty() ? m_issuer : signer.name.empty() ? m_subject : bytesOf(signer.name);
    const Bytes from = m_rawNotBefore.empty() ? der::time(m_notBefore) : m_rawNotBefore;
    const Bytes until = m_rawNotAfter.empty() ? der::time(m_notAfter) : m_rawNotAfter;

    const Bytes version = m_version == 1 ? Bytes{} : der::context(0, der::integer(m_version - 1));
    const Bytes tbs = der::sequence({version, der::tlv(0x02, m_serial), m_tbsAlgorithm.empty() ? algorithm : m_tbsAlgorithm, issuer,
                                     der::sequence({from, until}), m_subject, made.key.spki,
                                     m_version == 3 ? extensions(made.key) : Bytes{}});
    Bytes signature = signWith(*signer.key, m_digest, m_pss, tbs);
    if (m_corrupt)
        signature.back() ^= 1;
    made.der = der::sequence({tbs, m_outerAlgorithm.empty() ? algorithm : m_outerAlgorithm, der::bitString(signature)});
    return made;
}

} // namespace hufu::test
