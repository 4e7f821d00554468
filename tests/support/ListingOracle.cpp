// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ListingOracle.h"

#include "models/pki/DistinguishedName.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <map>
#include <memory>
#include <optional>

namespace hufu::test {
namespace {

template <auto Free>
struct Freed {
    void operator()(auto *handle) const noexcept { Free(handle); }
};
void freeText(char *text) { OPENSSL_free(text); }
void freeOctets(unsigned char *octets) { OPENSSL_free(octets); }
using X509Owner = std::unique_ptr<X509, Freed<X509_free>>;
using TextOwner = std::unique_ptr<char, Freed<freeText>>;
using OctetsOwner = std::unique_ptr<unsigned char, Freed<freeOctets>>;

Sha256 digest(BytesView bytes)
{
    Sha256 value{};
    SHA256(bytes.data(), bytes.size(), value.data());
    return value;
}

/// The text of anything that prints to a BIO.
template <typename Print>
std::string printed(Print print)
{
    std::unique_ptr<BIO, Freed<BIO_free_all>> bio(BIO_new(BIO_s_mem()));
    print(bio.get());
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return std::string(data, std::size_t(size));
}

std::string dotted(const ASN1_OBJECT *object)
{
    char text[4096];
    const int size = OBJ_obj2txt(text, sizeof text, object, 1);
    return size > 0 && std::size_t(size) < sizeof text ? text : "";
}

BytesView octets(const ASN1_STRING *string) { return {ASN1_STRING_get0_data(string), std::size_t(ASN1_STRING_length(string))}; }

/// What OpenSSL's RFC 2253 form is, with the attribute's own name where the walk knows one and # and hexadecimal where not.
std::string nameText(const X509_NAME *name)
{
    std::string text;
    for (int i = X509_NAME_entry_count(name) - 1; i >= 0; --i) {
        const X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
        const bool last = i == X509_NAME_entry_count(name) - 1;
        if (!last)
            text += X509_NAME_ENTRY_set(X509_NAME_get_entry(name, i + 1)) == X509_NAME_ENTRY_set(entry) ? "+" : ",";
        const ASN1_OBJECT *object = X509_NAME_ENTRY_get_object(entry);
        const char *known = attributeName({OBJ_get0_data(object), OBJ_length(object)});
        text += known ? known : dotted(object);
        text += '=';
        const unsigned long dump = known ? 0 : ASN1_STRFLGS_DUMP_ALL;
        const std::string value = printed([&](BIO *bio) {
            ASN1_STRING_print_ex(bio, X509_NAME_ENTRY_get_data(entry), (ASN1_STRFLGS_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | dump);
        });
        text += value == "#" ? "\\#" : value; // OpenSSL forgets that a lone character is the first one too
    }
    return text;
}

bool hasBitString(const X509_NAME *name)
{
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        if (X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i))->type == V_ASN1_BIT_STRING)
            return true; // OpenSSL clears unused bits before it prints, the walk prints what is there
    }
    return false;
}

/// Control characters as the listing shows them.
std::string shown(std::string_view raw)
{
    std::string text;
    for (char c : raw) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            char escape[4];
            std::snprintf(escape, sizeof escape, "\\%02X", static_cast<unsigned>(c));
            text += escape;
        } else {
            text += c;
        }
    }
    return text;
}

/// The most specific value of an attribute.
std::string valueOf(const X509_NAME *name, int nid)
{
    int index = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(name, nid, next)) >= 0;)
        index = next;
    if (index < 0)
        return {};
    unsigned char *utf8 = nullptr;
    const ASN1_STRING *data = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index));
    if (data->type == V_ASN1_SEQUENCE || data->type == V_ASN1_BIT_STRING)
        return {};
    const int size = ASN1_STRING_to_UTF8(&utf8, data);
    const OctetsOwner owner(utf8);
    return size < 0 ? "?" : shown({reinterpret_cast<const char *>(utf8), std::size_t(size)});
}

bool has(const X509_NAME *name, int nid) { return X509_NAME_get_index_by_NID(name, nid, -1) >= 0; }

std::optional<std::int64_t> seconds(const ASN1_TIME *time)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return {};
    return timegm(&parts);
}

SignatureAlgorithm signatureOf(int nid)
{
    using enum SignatureAlgorithm;
    static const std::map<int, SignatureAlgorithm> known = {
        {NID_md2WithRSAEncryption, RsaMd2}, {NID_md5WithRSAEncryption, RsaMd5}, {NID_sha1WithRSAEncryption, RsaSha1},
        {NID_sha1WithRSA, RsaSha1}, {NID_sha224WithRSAEncryption, RsaSha224}, {NID_sha256WithRSAEncryption, RsaSha256},
        {NID_sha384WithRSAEncryption, RsaSha384}, {NID_sha512WithRSAEncryption, RsaSha512}, {NID_rsassaPss, RsaPss},
        {NID_ecdsa_with_SHA1, EcdsaSha1}, {NID_ecdsa_with_SHA224, EcdsaSha224}, {NID_ecdsa_with_SHA256, EcdsaSha256},
        {NID_ecdsa_with_SHA384, EcdsaSha384}, {NID_ecdsa_with_SHA512, EcdsaSha512}, {NID_SM2_with_SM3, Sm2Sm3}, {NID_ED25519, Ed25519},
        {NID_ED448, Ed448}, {NID_dsaWithSHA1, DsaSha1}, {NID_dsaWithSHA1_2, DsaSha1}, {NID_dsa_with_SHA256, DsaSha256},
    };
    const auto found = known.find(nid);
    return found == known.end() ? Other : found->second;
}

std::uint16_t usageOf(int nid)
{
    static const std::map<int, std::uint16_t> known = {
        {NID_server_auth, ExtendedKeyUsage::ServerAuth}, {NID_client_auth, ExtendedKeyUsage::ClientAuth},
        {NID_code_sign, ExtendedKeyUsage::CodeSigning}, {NID_email_protect, ExtendedKeyUsage::EmailProtection},
        {NID_time_stamp, ExtendedKeyUsage::TimeStamping}, {NID_OCSP_sign, ExtendedKeyUsage::OcspSigning},
        {NID_anyExtendedKeyUsage, ExtendedKeyUsage::Any}, {NID_ms_smartcard_login, ExtendedKeyUsage::SmartcardLogon},
    };
    const auto found = known.find(nid);
    return found == known.end() ? ExtendedKeyUsage::Other : found->second;
}

/// Whether the listing's text may stand for these octets: the same where they are UTF-8, something in their place where not.
bool isTextOf(std::string_view text, BytesView raw)
{
    const bool ascii = std::ranges::all_of(raw, [](std::uint8_t c) { return c < 0x80; });
    return ascii ? text == shown(textOf(raw)) : !text.empty();
}

bool isIpOf(std::string text, BytesView raw)
{
    unsigned char parsed[16];
    if (raw.size() == 4 || raw.size() == 16)
        return inet_pton(raw.size() == 4 ? AF_INET : AF_INET6, text.c_str(), parsed) == 1 && std::memcmp(parsed, raw.data(), raw.size()) == 0;
    return text == "#" + toHex(raw);
}

class Comparison {
public:
    Comparison(BytesView der, X509 *x509, const CertificateListing &listing, Certificates kind)
        : m_der(der), m_x509(x509), m_listing(listing), m_kind(kind)
    {
    }

    std::string run()
    {
        fields();
        names();
        key();
        extensions();
        return m_difference;
    }

private:
    void expect(bool ok, const std::string &what)
    {
        if (!ok && m_difference.empty())
            m_difference = what;
    }
    void expectFlag(std::uint32_t flag, bool set, const std::string &what)
    {
        expect(((m_listing.flags & flag) != 0) == set, what + " is " + (set ? "true" : "false") + " for OpenSSL");
    }

    void fields();
    void names();
    void key();
    void extensions();
    void extensionValues(bool all);
    void alternativeNames(const GENERAL_NAMES *names);
    void alternativeName(const GENERAL_NAME *name, std::string_view text);

    /// The decoded value of the first extension of the kind; null when there is none or OpenSSL cannot read it.
    template <typename T>
    std::shared_ptr<T> value(int nid, void (*free)(T *), bool mustRead = true)
    {
        const int index = X509_get_ext_by_NID(m_x509, nid, -1);
        if (index < 0)
            return nullptr;
        T *decoded = static_cast<T *>(X509V3_EXT_d2i(X509_get_ext(m_x509, index)));
        ERR_clear_error();
        if (!decoded) {
            m_unreadable = true;
            expect(!mustRead || (m_listing.flags & CertificateFlag::MalformedExtension) != 0,
                   std::string("OpenSSL cannot read ") + OBJ_nid2sn(nid) + ", the walk can");
            return nullptr;
        }
        return std::shared_ptr<T>(decoded, free);
    }

    BytesView m_der;
    X509 *m_x509;
    const CertificateListing &m_listing;
    Certificates m_kind;
    std::string m_difference;
    bool m_unreadable = false; ///< OpenSSL could not read an extension either
};

void Comparison::fields()
{
    expect(X509_get_version(m_x509) + 1 == m_listing.version, "version");
    unsigned char *der = nullptr;
    const int size = i2d_ASN1_INTEGER(X509_get0_serialNumber(m_x509), &der);
    const OctetsOwner owner(der);
    const std::size_t header = size > 0 && der[1] < 0x80 ? 2 : 3; // at most 255 octets
    expect(size > 0 && std::ranges::equal(BytesView(der, std::size_t(size)).subspan(header), m_listing.serialNumber), "serial number");
    const int sign = BN_is_zero(std::unique_ptr<BIGNUM, Freed<BN_free>>(ASN1_INTEGER_to_BN(X509_get0_serialNumber(m_x509), nullptr)).get())
        ? 0 : X509_get0_serialNumber(m_x509)->type == V_ASN1_NEG_INTEGER ? -1 : 1;
    expectFlag(CertificateFlag::SerialNotPositive, sign <= 0, "a serial number that is not positive");
    expect(seconds(X509_get0_notBefore(m_x509)) == toUnix(m_listing.notBefore), "notBefore");
    expect(seconds(X509_get0_notAfter(m_x509)) == toUnix(m_listing.notAfter), "notAfter");
    expect(signatureOf(X509_get_signature_nid(m_x509)) == m_listing.signatureAlgorithm, "signature algorithm");
    const X509_ALGOR *outer = nullptr;
    X509_get0_signature(nullptr, &outer, m_x509);
    expectFlag(CertificateFlag::SignatureAlgorithmMismatch, X509_ALGOR_cmp(outer, X509_get0_tbs_sigalg(m_x509)) != 0, "a mismatch of signature algorithms");
    expect(digest(m_der) == m_listing.sha256, "SHA-256");
}

void Comparison::names()
{
    const X509_NAME *subject = X509_get_subject_name(m_x509), *issuer = X509_get_issuer_name(m_x509);
    if (!hasBitString(subject))
        expect(nameText(subject) == m_listing.subject, "subject: " + nameText(subject) + " against " + m_listing.subject);
    if (!hasBitString(issuer))
        expect(nameText(issuer) == m_listing.issuer, "issuer: " + nameText(issuer) + " against " + m_listing.issuer);
    expect(valueOf(subject, NID_commonName) == m_listing.commonName, "common name");
    expect(valueOf(subject, NID_organizationName) == m_listing.organization, "organization");
    expect(valueOf(subject, NID_organizationalUnitName) == m_listing.organizationalUnit, "organizational unit");
    for (auto [name, hash, what] : {std::tuple(subject, &m_listing.subjectHash, "subject hash"), std::tuple(issuer, &m_listing.issuerHash, "issuer hash")}) {
        const unsigned char *der = nullptr;
        std::size_t size = 0;
        expect(X509_NAME_get0_der(name, &der, &size) == 1 && digest({der, size}) == *hash, what);
    }
    expectFlag(CertificateFlag::SelfIssued, m_listing.subjectHash == m_listing.issuerHash, "self-issued");
    expectFlag(CertificateFlag::SubjectHasOrganization, has(subject, NID_organizationName), "an organization");
    expectFlag(CertificateFlag::SubjectHasCountry, has(subject, NID_countryName), "a country");
    expectFlag(CertificateFlag::SubjectHasSerialNumber, has(subject, NID_serialNumber), "a serial number in the subject");
    expectFlag(CertificateFlag::SubjectHasBusinessCategory, has(subject, NID_businessCategory), "a business category");
    expectFlag(CertificateFlag::SubjectHasLocality, has(subject, NID_localityName) || has(subject, NID_stateOrProvinceName), "a locality");
    expectFlag(CertificateFlag::SubjectHasPersonName, has(subject, NID_surname) && has(subject, NID_givenName), "a person's name");
    expectFlag(CertificateFlag::SubjectHasJurisdiction,
               has(subject, NID_jurisdictionCountryName) || has(subject, NID_jurisdictionStateOrProvinceName) || has(subject, NID_jurisdictionLocalityName),
               "a jurisdiction");
}

void Comparison::key()
{
    if ((X509_get0_pubkey_bitstr(m_x509)->flags & 7) == 0) { // otherwise OpenSSL clears bits before it encodes again
        unsigned char *der = nullptr;
        const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(m_x509), &der);
        const OctetsOwner owner(der);
        expect(size > 0 && digest({der, std::size_t(size)}) == m_listing.spkiSha256, "SHA-256 of the public key");
    }
    const EVP_PKEY *key = X509_get0_pubkey(m_x509);
    ERR_clear_error();
    if (!key)
        return;
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "SM2")) // has no number of its own when a provider holds it
        return expect(m_listing.keyAlgorithm == KeyAlgorithm::Sm2 && m_listing.curve == "SM2" && m_listing.keyBits == 256, "SM2 key");
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::Rsa && m_listing.keyBits == bits, "RSA key");
        break;
    case EVP_PKEY_RSA_PSS:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::RsaPss && m_listing.keyBits == bits, "RSA-PSS key");
        break;
    case EVP_PKEY_DSA:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::Dsa && (m_listing.keyBits == bits || bits <= 0), "DSA key");
        break;
    case EVP_PKEY_EC: {
        char group[80] = "";
        EVP_PKEY_get_group_name(key, group, sizeof group, nullptr);
        const std::map<std::string, std::string> names = {{"prime256v1", "P-256"}, {"secp384r1", "P-384"}, {"secp521r1", "P-521"}};
        const auto known = names.find(group);
        if (known != names.end() && m_listing.curve != "explicit")
            expect(m_listing.curve == known->second && m_listing.keyBits == bits, "EC key");
        expect(!m_listing.curve.empty(), "curve");
        break;
    }
    case EVP_PKEY_ED25519:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::Ed25519, "Ed25519 key");
        break;
    case EVP_PKEY_ED448:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::Ed448, "Ed448 key");
        break;
    case EVP_PKEY_X25519:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::X25519, "X25519 key");
        break;
    default:
        expect(m_listing.keyAlgorithm == KeyAlgorithm::Other, "a key of another kind");
    }
}

void Comparison::extensions()
{
    const auto present = [&](int nid) { return X509_get_ext_by_NID(m_x509, nid, -1) >= 0; };
    const auto critical = [&](int nid) {
        const int index = X509_get_ext_by_NID(m_x509, nid, -1);
        return index >= 0 && X509_EXTENSION_get_critical(X509_get_ext(m_x509, index)) != 0;
    };
    using namespace CertificateFlag;
    expectFlag(HasSan, present(NID_subject_alt_name), "a SAN");
    expectFlag(HasKeyUsage, present(NID_key_usage), "keyUsage");
    expectFlag(KeyUsageCritical, critical(NID_key_usage), "critical keyUsage");
    expectFlag(HasEku, present(NID_ext_key_usage), "extendedKeyUsage");
    expectFlag(EkuCritical, critical(NID_ext_key_usage), "critical extendedKeyUsage");
    expectFlag(HasBasicConstraints, present(NID_basic_constraints), "basicConstraints");
    expectFlag(HasAia, present(NID_info_access), "authorityInfoAccess");
    expectFlag(HasPolicies, present(NID_certificate_policies), "policies");
    expectFlag(HasSct, present(NID_ct_precert_scts), "SCTs");
    expectFlag(OcspNoCheck, present(NID_id_pkix_OCSP_noCheck), "OCSP no check");

    bool unknownCritical = false, repeated = false;
    for (int i = 0; i < X509_get_ext_count(m_x509); ++i) {
        X509_EXTENSION *extension = X509_get_ext(m_x509, i);
        unknownCritical |= X509_EXTENSION_get_critical(extension) && !X509_supported_extension(extension);
        repeated |= X509_get_ext_by_OBJ(m_x509, X509_EXTENSION_get_object(extension), i) >= 0;
    }
    expectFlag(UnknownCriticalExtension, unknownCritical, "an unknown critical extension");
    expectFlag(DuplicateExtension, repeated, "a repeated extension");
    const bool malformed = (m_listing.flags & MalformedExtension) != 0;
    extensionValues(!malformed);
    if (malformed && m_kind == Certificates::Sound)
        expect(m_unreadable, "OpenSSL can read all extensions, the walk cannot");
}

/// Everything when `all`; else only what OpenSSL can read at all is found out.
void Comparison::extensionValues(bool all)
{
    const auto constraints = value<BASIC_CONSTRAINTS>(NID_basic_constraints, BASIC_CONSTRAINTS_free);
    const auto usage = value<ASN1_BIT_STRING>(NID_key_usage, ASN1_BIT_STRING_free);
    const auto extended = value<EXTENDED_KEY_USAGE>(NID_ext_key_usage, EXTENDED_KEY_USAGE_free);
    const auto names = value<GENERAL_NAMES>(NID_subject_alt_name, GENERAL_NAMES_free, m_kind == Certificates::Sound);
    const auto subjectKey = value<ASN1_OCTET_STRING>(NID_subject_key_identifier, ASN1_OCTET_STRING_free);
    const auto authorityKey = value<AUTHORITY_KEYID>(NID_authority_key_identifier, AUTHORITY_KEYID_free, m_kind == Certificates::Sound);
    const auto policies = value<CERTIFICATEPOLICIES>(NID_certificate_policies, CERTIFICATEPOLICIES_free, m_kind == Certificates::Sound);
    const auto access = value<AUTHORITY_INFO_ACCESS>(NID_info_access, AUTHORITY_INFO_ACCESS_free, m_kind == Certificates::Sound);
    const auto points = value<CRL_DIST_POINTS>(NID_crl_distribution_points, CRL_DIST_POINTS_free, m_kind == Certificates::Sound);
    if (!all)
        return;

    expectFlag(CertificateFlag::Ca, constraints && constraints->ca, "cA");
    std::uint16_t bits = 0;
    for (int i = 0; usage && i < 9; ++i)
        bits |= static_cast<std::uint16_t>(ASN1_BIT_STRING_get_bit(usage.get(), i) << i);
    expect(bits == m_listing.keyUsage, "key usage");
    std::uint16_t purposes = 0;
    for (int i = 0; extended && i < sk_ASN1_OBJECT_num(extended.get()); ++i)
        purposes |= usageOf(OBJ_obj2nid(sk_ASN1_OBJECT_value(extended.get(), i)));
    expect(purposes == m_listing.extendedKeyUsage, "extended key usage");
    expect(std::ranges::equal(subjectKey ? octets(subjectKey.get()) : BytesView(), m_listing.subjectKeyId), "subject key identifier");
    if (authorityKey)
        expect(std::ranges::equal(authorityKey->keyid ? octets(authorityKey->keyid) : BytesView(), m_listing.authorityKeyId), "authority key identifier");
    if (names)
        alternativeNames(names.get());
    if (policies) {
        bool equal = std::size_t(sk_POLICYINFO_num(policies.get())) == m_listing.policies.size();
        for (int i = 0; equal && i < sk_POLICYINFO_num(policies.get()); ++i) {
            const std::string text = dotted(sk_POLICYINFO_value(policies.get(), i)->policyid);
            equal = text.empty() || text == m_listing.policies[std::size_t(i)];
        }
        expect(equal, "policies");
    }
    if (access) {
        bool ocsp = false;
        for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
            const ACCESS_DESCRIPTION *one = sk_ACCESS_DESCRIPTION_value(access.get(), i);
            ocsp |= OBJ_obj2nid(one->method) == NID_ad_OCSP && one->location->type == GEN_URI;
        }
        expectFlag(CertificateFlag::HasOcspUrl, ocsp, "an OCSP URL");
    }
    if (points) {
        bool url = false;
        for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
            const DIST_POINT_NAME *name = sk_DIST_POINT_value(points.get(), i)->distpoint;
            for (int j = 0; name && name->type == 0 && j < sk_GENERAL_NAME_num(name->name.fullname); ++j)
                url |= sk_GENERAL_NAME_value(name->name.fullname, j)->type == GEN_URI;
        }
        expectFlag(CertificateFlag::HasCrlUrl, url, "a CRL URL");
    }
}

void Comparison::alternativeNames(const GENERAL_NAMES *names)
{
    std::size_t dns = 0, other = 0;
    for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, i);
        const auto &list = name->type == GEN_DNS ? m_listing.dnsNames : m_listing.otherNames;
        std::size_t &index = name->type == GEN_DNS ? dns : other;
        if (index >= list.size())
            return expect(false, "too few alternative names");
        alternativeName(name, list[index++]);
    }
    expect(dns == m_listing.dnsNames.size() && other == m_listing.otherNames.size(), "count of alternative names");
}

void Comparison::alternativeName(const GENERAL_NAME *name, std::string_view text)
{
    const auto after = [&text](std::string_view prefix) {
        const bool there = text.starts_with(prefix);
        text.remove_prefix(there ? prefix.size() : 0);
        return there;
    };
    bool ok = false;
    switch (name->type) {
    case GEN_DNS:
        ok = isTextOf(text, octets(name->d.dNSName));
        break;
    case GEN_EMAIL:
        ok = after("email:") && isTextOf(text, octets(name->d.rfc822Name));
        break;
    case GEN_URI:
        ok = after("uri:") && isTextOf(text, octets(name->d.uniformResourceIdentifier));
        break;
    case GEN_IPADD:
        ok = after("ip:") && isIpOf(std::string(text), octets(name->d.iPAddress));
        break;
    case GEN_RID:
        ok = after("rid:") && (dotted(name->d.registeredID).empty() || text == dotted(name->d.registeredID));
        break;
    case GEN_DIRNAME:
        ok = after("dirname:") && (hasBitString(name->d.directoryName) || text == nameText(name->d.directoryName));
        break;
    case GEN_OTHERNAME: {
        const ASN1_TYPE *value = name->d.otherName->value;
        if (OBJ_obj2nid(name->d.otherName->type_id) == NID_ms_upn && value->type == V_ASN1_UTF8STRING)
            ok = after("upn:") && isTextOf(text, octets(value->value.utf8string));
        else
            ok = after("upn:") || after("other:");
        break;
    }
    default:
        ok = after("other:");
    }
    expect(ok, "alternative name " + std::string(text));
}

} // namespace

std::string disagreement(BytesView der, const CertificateListing &listing, Certificates kind)
{
    const unsigned char *at = der.data();
    const X509Owner x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    ERR_clear_error();
    if (!x509)
        return "d2i_X509 refuses what the walk accepts";
    if (at != der.data() + der.size())
        return "d2i_X509 stops before the end";
    std::string difference = Comparison(der, x509.get(), listing, kind).run();
    ERR_clear_error();
    return difference;
}

} // namespace hufu::test
