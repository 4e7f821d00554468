// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateListing.h"

#include "models/pki/CertificateExtensions.h"
#include "models/pki/CertificateTime.h"
#include "models/pki/Digest.h"
#include "models/pki/DistinguishedName.h"
#include "models/pki/Oids.h"
#include "models/pki/PublicKeyInfo.h"

namespace hufu {
namespace {

constexpr std::size_t maxCertificateBytes = 256u << 10;

SignatureAlgorithm signatureAlgorithmOf(BytesView oid)
{
    using namespace oids;
    using enum SignatureAlgorithm;
    static constexpr struct {
        Oid oid;
        SignatureAlgorithm algorithm;
    } algorithms[] = {
        {"1.2.840.113549.1.1.11"_oid, RsaSha256}, {"1.2.840.10045.4.3.2"_oid, EcdsaSha256}, {"1.2.840.10045.4.3.3"_oid, EcdsaSha384},
        {"1.2.840.113549.1.1.12"_oid, RsaSha384}, {"1.2.840.113549.1.1.13"_oid, RsaSha512}, {"1.2.840.113549.1.1.5"_oid, RsaSha1},
        {"1.2.156.10197.1.501"_oid, Sm2Sm3},      {"1.2.840.10045.4.3.4"_oid, EcdsaSha512}, {rsassaPss, RsaPss},
        {ed25519, Ed25519},                       {ed448, Ed448},                           {"1.2.840.113549.1.1.14"_oid, RsaSha224},
        {"1.2.840.113549.1.1.4"_oid, RsaMd5},     {"1.2.840.113549.1.1.2"_oid, RsaMd2},     {"1.3.14.3.2.29"_oid, RsaSha1},
        {"1.2.840.10045.4.1"_oid, EcdsaSha1},     {"1.2.840.10045.4.3.1"_oid, EcdsaSha224}, {"1.2.840.10040.4.3"_oid, DsaSha1},
        {"1.3.14.3.2.27"_oid, DsaSha1},           {"2.16.840.1.101.3.4.3.2"_oid, DsaSha256},
    };
    for (const auto &known : algorithms) {
        if (known.oid == oid)
            return known.algorithm;
    }
    return Other;
}

Purpose purposeOf(const CertificateListing &listing)
{
    namespace Eku = ExtendedKeyUsage;
    if (listing.isCa())
        return Purpose::Ca;
    const std::uint16_t usages = listing.extendedKeyUsage;
    if (!(listing.flags & CertificateFlag::HasEku) || usages & Eku::Any) // anything goes; what it names decides
        return listing.dnsNames.empty() ? Purpose::Other : Purpose::Server;
    if (usages & Eku::OcspSigning)
        return Purpose::OcspResponder;
    if (usages & Eku::TimeStamping)
        return Purpose::TimeStamping;
    if (usages & Eku::CodeSigning)
        return Purpose::CodeSigning;
    const bool client = usages & (Eku::ClientAuth | Eku::SmartcardLogon);
    if (usages & Eku::ServerAuth)
        return client ? Purpose::ServerAndClient : Purpose::Server;
    if (client)
        return Purpose::Client;
    return usages & Eku::EmailProtection ? Purpose::Email : Purpose::Other;
}

/// One pass over Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }, RFC 5280 §4.1.
class Walk {
public:
    explicit Walk(BytesView der) : m_der(der) {}

    bool run();
    CertificateListing take() { return std::move(m_listing); }
    std::unexpected<Error> error() const;

private:
    bool version(DerReader &tbs);
    bool serialNumber(DerReader &tbs);
    bool algorithm(DerReader &reader, DerElement &element, AlgorithmIdentifier &identifier);
    bool issuer(DerReader &tbs);
    bool validity(DerReader &tbs);
    bool subject(DerReader &tbs);
    bool publicKey(DerReader &tbs);
    bool rest(DerReader &tbs);
    bool tbsCertificate(BytesView content);

    BytesView m_der;
    DerElement m_signature, m_issuer;
    CertificateListing m_listing;
    DerFailure m_failure;
};

bool Walk::run()
{
    DerReader file(m_der);
    DerElement certificate, tbs, outer, signature;
    if (!expect(file, DerTag::Sequence, certificate, "a certificate", m_failure))
        return false;
    if (!file.atEnd())
        return m_failure.set(file.position(), "nothing after the certificate");
    DerReader reader(certificate.content);
    AlgorithmIdentifier identifier;
    if (!expect(reader, DerTag::Sequence, tbs, "tbsCertificate", m_failure) || !tbsCertificate(tbs.content)
        || !algorithm(reader, outer, identifier) || !expect(reader, DerTag::BitString, signature, "the signature", m_failure))
        return false;
    DerBits bits;
    if (!readBits(signature.content, bits) || !reader.atEnd())
        return m_failure.set(signature.content.data(), "the signature's bits, and nothing after them");

    m_listing.signatureAlgorithm = signatureAlgorithmOf(identifier.oid);
    if (!std::ranges::equal(m_signature.encoded, outer.encoded))
        m_listing.flags |= CertificateFlag::SignatureAlgorithmMismatch;
    m_listing.purpose = purposeOf(m_listing);
    m_listing.sha256 = sha256(m_der);
    return true;
}

bool Walk::tbsCertificate(BytesView content)
{
    DerReader tbs(content);
    AlgorithmIdentifier identifier;
    return version(tbs) && serialNumber(tbs) && algorithm(tbs, m_signature, identifier) && issuer(tbs) && validity(tbs) && subject(tbs)
        && publicKey(tbs) && rest(tbs);
}

/// [0] EXPLICIT INTEGER DEFAULT v1
bool Walk::version(DerReader &tbs)
{
    DerElement wrapped, number;
    if (!tbs.next(DerTag::contextConstructed(0), wrapped))
        return true;
    DerReader inside(wrapped.content);
    if (!inside.next(DerTag::Integer, number) || !inside.atEnd() || number.content.size() != 1 || number.content[0] > 2)
        return m_failure.set(wrapped.content.data(), "version 1, 2 or 3");
    m_listing.version = number.content[0] + 1;
    return true;
}

bool Walk::serialNumber(DerReader &tbs)
{
    DerElement serial;
    if (!expect(tbs, DerTag::Integer, serial, "the serial number", m_failure))
        return false;
    if (!isMinimalInteger(serial.content))
        return m_failure.set(serial.content.data(), "a serial number of minimal length");
    if (serial.content.size() > maxSerialOctets)
        return m_failure.set(serial.content.data(), "at most 255 octets of serial number", true);
    m_listing.serialNumber = bytesOf(serial.content);
    const bool negative = serial.content[0] & 0x80;
    const bool zero = serial.content.size() == 1 && serial.content[0] == 0;
    if (negative || zero)
        m_listing.flags |= CertificateFlag::SerialNotPositive;
    if (serial.content.size() > 20) // RFC 5280 §4.1.2.2
        m_listing.flags |= CertificateFlag::SerialTooLong;
    return true;
}

bool Walk::algorithm(DerReader &reader, DerElement &element, AlgorithmIdentifier &identifier)
{
    return expect(reader, DerTag::Sequence, element, "the signature's algorithm", m_failure)
        && readAlgorithmIdentifier(element, identifier, m_failure);
}

bool Walk::issuer(DerReader &tbs)
{
    DistinguishedName name;
    if (!expect(tbs, DerTag::Sequence, m_issuer, "the issuer", m_failure) || !readDistinguishedName(m_issuer, name, m_failure))
        return false;
    m_listing.issuerHash = sha256(m_issuer.encoded);
    m_listing.issuer = std::move(name.text);
    m_listing.issuerName = !name.commonName.empty() ? std::move(name.commonName)
        : !name.organization.empty()                ? std::move(name.organization)
                                                    : m_listing.issuer;
    return true;
}

bool Walk::validity(DerReader &tbs)
{
    DerElement sequence, from, until;
    if (!expect(tbs, DerTag::Sequence, sequence, "the validity", m_failure))
        return false;
    DerReader inside(sequence.content);
    if (!inside.next(from) || !inside.next(until) || !inside.atEnd())
        return m_failure.set(sequence.content.data(), "two times");
    const std::optional<Instant> notBefore = readCertificateTime(from), notAfter = readCertificateTime(until);
    if (!notBefore)
        return m_failure.set(from.encoded.data(), "a time between 1950 and 9999");
    if (!notAfter)
        return m_failure.set(until.encoded.data(), "a time between 1950 and 9999");
    m_listing.notBefore = *notBefore;
    m_listing.notAfter = *notAfter;
    return true;
}

bool Walk::subject(DerReader &tbs)
{
    DerElement element;
    DistinguishedName name;
    if (!expect(tbs, DerTag::Sequence, element, "the subject", m_failure) || !readDistinguishedName(element, name, m_failure))
        return false;
    m_listing.subject = std::move(name.text);
    m_listing.commonName = std::move(name.commonName);
    m_listing.organization = std::move(name.organization);
    m_listing.organizationalUnit = std::move(name.organizationalUnit);
    m_listing.flags |= name.flags;
    if (std::ranges::equal(element.encoded, m_issuer.encoded)) {
        m_listing.flags |= CertificateFlag::SelfIssued;
        m_listing.subjectHash = m_listing.issuerHash;
    } else {
        m_listing.subjectHash = sha256(element.encoded);
    }
    return true;
}

bool Walk::publicKey(DerReader &tbs)
{
    DerElement element;
    PublicKeyInfo info;
    if (!expect(tbs, DerTag::Sequence, element, "the public key", m_failure) || !readPublicKeyInfo(element, info, m_failure))
        return false;
    m_listing.keyAlgorithm = info.algorithm;
    m_listing.keyBits = info.bits;
    m_listing.curve = std::move(info.curve);
    m_listing.spkiSha256 = sha256(element.encoded);
    return true;
}

/// issuerUniqueID [1], subjectUniqueID [2], extensions [3]
bool Walk::rest(DerReader &tbs)
{
    for (unsigned number : {1u, 2u}) {
        DerElement uniqueId;
        DerBits bits;
        if (tbs.next(DerTag::context(number), uniqueId) && !readBits(uniqueId.content, bits))
            return m_failure.set(uniqueId.content.data(), "a unique identifier's bits");
    }
    DerElement wrapped, extensions;
    if (tbs.next(DerTag::contextConstructed(3), wrapped)) {
        DerReader inside(wrapped.content);
        if (!expect(inside, DerTag::Sequence, extensions, "the extensions", m_failure)
            || !readExtensions(extensions, m_listing, m_failure))
            return false;
        if (!inside.atEnd())
            return m_failure.set(inside.position(), "nothing after the extensions");
    }
    return tbs.atEnd() || m_failure.set(tbs.position(), "extensions, or the end of tbsCertificate");
}

std::unexpected<Error> Walk::error() const
{
    const auto offset = m_failure.at ? m_failure.at - m_der.data() : 0;
    return fail(m_failure.tooLarge ? ErrorCode::TooLarge : ErrorCode::Malformed,
                "at offset " + std::to_string(offset) + ": expected " + m_failure.expected);
}

} // namespace

Result<CertificateListing> readListing(BytesView der)
{
    if (der.size() > maxCertificateBytes)
        return fail(ErrorCode::TooLarge, "a certificate of " + std::to_string(der.size()) + " bytes; the limit is 256 KiB");
    Walk walk(der);
    if (!walk.run())
        return walk.error();
    return walk.take();
}

const char *keyAlgorithmName(KeyAlgorithm algorithm)
{
    switch (algorithm) {
    case KeyAlgorithm::Unknown: return "unknown";
    case KeyAlgorithm::Rsa: return "rsa";
    case KeyAlgorithm::Ec: return "ec";
    case KeyAlgorithm::Ed25519: return "ed25519";
    case KeyAlgorithm::Ed448: return "ed448";
    case KeyAlgorithm::Sm2: return "sm2";
    case KeyAlgorithm::Dsa: return "dsa";
    case KeyAlgorithm::RsaPss: return "rsa-pss";
    case KeyAlgorithm::X25519: return "x25519";
    case KeyAlgorithm::Other: return "other";
    }
    return "unknown";
}

const char *signatureAlgorithmName(SignatureAlgorithm algorithm)
{
    switch (algorithm) {
    case SignatureAlgorithm::Unknown: return "unknown";
    case SignatureAlgorithm::RsaMd5: return "rsa-md5";
    case SignatureAlgorithm::RsaSha1: return "rsa-sha1";
    case SignatureAlgorithm::RsaSha224: return "rsa-sha224";
    case SignatureAlgorithm::RsaSha256: return "rsa-sha256";
    case SignatureAlgorithm::RsaSha384: return "rsa-sha384";
    case SignatureAlgorithm::RsaSha512: return "rsa-sha512";
    case SignatureAlgorithm::RsaPss: return "rsa-pss";
    case SignatureAlgorithm::EcdsaSha1: return "ecdsa-sha1";
    case SignatureAlgorithm::EcdsaSha224: return "ecdsa-sha224";
    case SignatureAlgorithm::EcdsaSha256: return "ecdsa-sha256";
    case SignatureAlgorithm::EcdsaSha384: return "ecdsa-sha384";
    case SignatureAlgorithm::EcdsaSha512: return "ecdsa-sha512";
    case SignatureAlgorithm::Sm2Sm3: return "sm2-sm3";
    case SignatureAlgorithm::Ed25519: return "ed25519";
    case SignatureAlgorithm::Ed448: return "ed448";
    case SignatureAlgorithm::DsaSha1: return "dsa-sha1";
    case SignatureAlgorithm::DsaSha256: return "dsa-sha256";
    case SignatureAlgorithm::RsaMd2: return "rsa-md2";
    case SignatureAlgorithm::Other: return "other";
    }
    return "unknown";
}

const char *validationClassName(ValidationClass validationClass)
{
    switch (validationClass) {
    case ValidationClass::Unknown: return "unknown";
    case ValidationClass::Dv: return "dv";
    case ValidationClass::Ov: return "ov";
    case ValidationClass::Iv: return "iv";
    case ValidationClass::Ev: return "ev";
    case ValidationClass::Private: return "private";
    }
    return "unknown";
}

const char *purposeName(Purpose purpose)
{
    switch (purpose) {
    case Purpose::Other: return "other";
    case Purpose::Server: return "server";
    case Purpose::Client: return "client";
    case Purpose::ServerAndClient: return "server-and-client";
    case Purpose::Ca: return "ca";
    case Purpose::Email: return "email";
    case Purpose::CodeSigning: return "code-signing";
    case Purpose::OcspResponder: return "ocsp-responder";
    case Purpose::TimeStamping: return "time-stamping";
    }
    return "other";
}

} // namespace hufu
