// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateIssuance.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/Digest.h"
#include "models/pki/HostName.h"
#include "models/pki/NameConstraints.h"
#include "models/pki/PublicKeyInfo.h"
#include "models/pki/RequestedKey.h"

#include <algorithm>
#include <optional>

namespace hufu {
namespace {

using Kind = CertificateProfile::Kind;

std::unexpected<Error> wrong(std::string why, std::string subject = {})
{
    return fail(ErrorCode::InvalidArgument, std::move(why), std::move(subject));
}

/// What is written of the issuer, and what it forbids.
struct Issuer {
    Bytes name;    ///< encoded
    Bytes keyId;   ///< empty: no authorityKeyIdentifier, of a root
    Bytes spki;
};

struct Key {
    std::uint16_t usage = 0;
    Bytes id; ///< subjectKeyIdentifier
};

/// The key as the profile allows it. Its identifier is the left-most 160 bits of SHA-256 over the key's bits (RFC 7093 §2, method 1).
Result<Key> readKey(const IssuanceInput &input)
{
    if (const Result<void> ok = checkRequestedKey(input.spki); !ok)
        return std::unexpected(ok.error());
    DerReader file(input.spki);
    DerElement whole, algorithm, bitString;
    DerBits bits;
    PublicKeyInfo info;
    DerFailure failure;
    if (!file.next(DerTag::Sequence, whole) || !readPublicKeyInfo(whole, info, failure))
        return fail(ErrorCode::Malformed, "not a SubjectPublicKeyInfo");
    DerReader inside(whole.content);
    if (!inside.next(DerTag::Sequence, algorithm) || !inside.next(DerTag::BitString, bitString) || !readBits(bitString.content, bits))
        return fail(ErrorCode::Malformed, "not a SubjectPublicKeyInfo");
    const std::string name = certifiedKeyName(info.algorithm, info.bits, info.curve);
    if (name.empty() || !input.profile.certifies(name))
        return wrong("profile " + input.profile.name + " does not certify this key",
                     std::string(keyAlgorithmName(info.algorithm)) + " " + (info.curve.empty() ? std::to_string(info.bits) : info.curve));
    const Sha256 digest = sha256(bits.octets);
    Key key;
    key.id.assign(digest.begin(), digest.begin() + 20);
    key.usage = info.algorithm == KeyAlgorithm::Rsa ? input.profile.keyUsageRsa
        : info.algorithm == KeyAlgorithm::Sm2       ? input.profile.keyUsageSm2
                                                    : input.profile.keyUsageEc;
    return key;
}

Result<void> checkSubject(const IssuanceInput &input)
{
    const CertificateProfile &profile = input.profile;
    const auto has = [&](const std::string &type) { return !valueOf(input.subject, type).empty(); };
    for (const SubjectAttribute &attribute : input.subject) {
        if (!profile.allowsAttribute(attribute.type))
            return wrong("profile " + profile.name + " has no such attribute", attribute.type);
    }
    for (const std::string &type : profile.requiredAttributes) {
        if (!has(type))
            return wrong("profile " + profile.name + " needs this attribute in the subject", type);
    }
    if (!profile.oneOfAttributes.empty() && std::ranges::none_of(profile.oneOfAttributes, has))
        return wrong("profile " + profile.name + " needs one of several attributes in the subject", profile.oneOfAttributes.front());
    const std::string commonName(valueOf(input.subject, "CN"));
    if (profile.commonNameIsAName && !commonName.empty() && std::ranges::find(input.names.dnsNames, commonName) == input.names.dnsNames.end()
        && std::ranges::find(input.names.otherNames, "ip:" + commonName) == input.names.otherNames.end())
        return wrong("the common name is none of the alternative names", commonName); // BR 7.1.4.3
    return {};
}

Result<void> checkNames(const IssuanceInput &input)
{
    const CertificateProfile &profile = input.profile;
    if (const Result<void> ok = checkAlternativeNames(input.names); !ok)
        return ok;
    const auto allows = [&](std::string_view kind) { return std::ranges::find(profile.nameKinds, kind) != profile.nameKinds.end(); };
    for (const std::string &name : input.names.dnsNames) {
        if (!allows("dns"))
            return wrong("profile " + profile.name + " has no DNS names", name);
        if (isWildcard(name) && !profile.wildcards)
            return wrong("profile " + profile.name + " has no wildcards", name);
    }
    for (const std::string &name : input.names.otherNames) {
        if (!allows(std::string_view(name).substr(0, name.find(':'))))
            return wrong("profile " + profile.name + " has no names of this kind", name);
    }
    if (profile.namesRequired && input.names.size() == 0)
        return wrong("profile " + profile.name + " needs an alternative name");
    return {};
}

/// BR 6.3.2: both ends belong to the period.
Result<void> checkTerm(const IssuanceInput &input)
{
    const CertificateProfile &profile = input.profile;
    if (input.notAfter < input.notBefore)
        return wrong("the end lies before the beginning", toIso(input.notAfter));
    if (input.notAfter > lastSecond(input.notBefore, profile.maximumDays) || input.notAfter < lastSecond(input.notBefore, profile.minimumDays))
        return wrong("profile " + profile.name + " runs " + std::to_string(profile.minimumDays) + " to " + std::to_string(profile.maximumDays)
                         + " days",
                     toIso(input.notBefore) + " to " + toIso(input.notAfter));
    return {};
}

Result<void> checkSerial(BytesView serial)
{
    while (!serial.empty() && serial[0] == 0)
        serial = serial.subspan(1);
    if (serial.empty() || serial.size() > 20 || (serial.size() == 20 && serial[0] & 0x80)) // RFC 5280 §4.1.2.2, BR 7.1: below 2^159
        return wrong("a serial number is positive and below 2^159", toHex(serial));
    return {};
}

Result<void> checkHttp(const std::string &url)
{
    if (!url.starts_with("http://") || url.size() < 8 || !checkUri(url))
        return wrong("not an http URL", url);
    return {};
}

/// The extensions that this certificate carries beyond those that all do.
unsigned extensionsOf(const IssuanceInput &input, KeyKind signer)
{
    return input.profile.extensions | (signer == KeyKind::Sm2 ? input.profile.sm2Extensions : 0);
}

/// What the house adds: URLs and policy.
Result<void> checkHouse(const IssuanceInput &input, unsigned extensions)
{
    if (extensions & CertificateProfile::CrlUrl) {
        if (const Result<void> ok = checkHttp(input.crlUrl); !ok)
            return ok;
    }
    if (extensions & CertificateProfile::AuthorityInfo) {
        if (input.ocspUrl.empty() && input.issuerUrl.empty())
            return wrong("profile " + input.profile.name + " needs the URL of the responder or of the issuer's certificate");
        for (const std::string &url : {input.ocspUrl, input.issuerUrl}) {
            if (const Result<void> ok = url.empty() ? Result<void>() : checkHttp(url); !ok)
                return ok;
        }
    }
    if (extensions & CertificateProfile::Policy) {
        const Result<Bytes> oid = oidFromText(input.policyOid);
        // Below 2.23.140 the CA/Browser Forum says what a public CA promised; a private one must not (standards.md §1.3).
        if (!oid || input.policyOid.starts_with("2.23.140.") || input.policyOid == "2.5.29.32.0")
            return wrong("a policy is an object identifier of the house's own arc", input.policyOid);
    }
    for (const std::string &domain : input.permittedDomains) {
        if (isWildcard(domain) || !checkDnsName(domain))
            return wrong("not a domain to permit", domain);
    }
    return {};
}

/// Whether a CA may issue what is asked for (RFC 5280 §6.1.4), and how it signs itself.
Result<Issuer> readIssuer(const IssuanceInput &input)
{
    const auto forbidden = [](std::string why, std::string subject = {}) {
        return fail(ErrorCode::NotPermitted, std::move(why), std::move(subject));
    };
    if (input.issuer.empty())
        return wrong("only a root signs itself");
    const Result<CertificateListing> listing = readListing(input.issuer);
    const std::optional<CertificateParts> parts = listing ? takeApart(input.issuer) : std::nullopt;
    if (!parts)
        return listing ? fail(ErrorCode::Malformed, "the issuer's certificate") : std::unexpected(listing.error());
    if (!listing->isCa() || !(listing->keyUsage & KeyUsage::KeyCertSign) || listing->subjectKeyId.empty())
        return forbidden("the issuer is no CA", listing->subject);
    if (input.profile.isCa() && hasNoRoomBelow(*parts))
        return forbidden("the issuer's path length leaves no room for a CA below it", listing->subject);
    if (input.notAfter > listing->notAfter)
        return forbidden("the issuer's own certificate ends before, at " + toIso(listing->notAfter), toIso(input.notAfter));
    const std::vector<std::string> outside = excludedNames(*parts, input.names.dnsNames);
    if (!outside.empty())
        return forbidden("outside the issuer's name constraints", outside.front());
    return Issuer{bytesOf(parts->subject.encoded), listing->subjectKeyId, bytesOf(parts->spki.encoded)};
}

/// Writes Extensions, RFC 5280 §4.2: each method one extension, as standards.md §1.3 has it.
class ExtensionWriter {
public:
    ExtensionWriter(DerWriter &writer, const IssuanceInput &input, unsigned extensions) : m_writer(writer), m_input(input), m_extensions(extensions)
    {
    }

    void write(const Key &key, const Issuer &issuer);

private:
    enum class Critical { No, Yes };

    template <typename Inside>
    void extension(const Oid &oid, Critical critical, Inside &&inside)
    {
        m_writer.sequence([&] {
            m_writer.oid(oid);
            if (critical == Critical::Yes)
                m_writer.boolean(true);
            m_writer.octetString(inside);
        });
    }
    void uri(const std::string &url) { m_writer.element(std::uint8_t(GeneralNameKind::Uri), viewOf(url)); }
    void basicConstraints();
    void extendedKeyUsage();
    void policies();
    void nameConstraints();
    void crlDistributionPoints();
    void authorityInfoAccess();

    DerWriter &m_writer;
    const IssuanceInput &m_input;
    unsigned m_extensions;
};

void ExtensionWriter::write(const Key &key, const Issuer &issuer)
{
    basicConstraints();
    extension(oids::keyUsage, Critical::Yes, [&] { m_writer.namedBits(key.usage); });
    extendedKeyUsage();
    extension(oids::subjectKeyIdentifier, Critical::No, [&] { m_writer.octetString(key.id); });
    if (!issuer.keyId.empty()) // keyIdentifier alone, never issuer and serial number
        extension(oids::authorityKeyIdentifier, Critical::No, [&] { m_writer.sequence([&] { m_writer.contextPrimitive(0, issuer.keyId); }); });
    if (m_input.names.size() != 0) // not critical: subjects are never empty here
        extension(oids::subjectAltName, Critical::No, [&] { writeAlternativeNames(m_writer, m_input.names); });
    policies();
    nameConstraints();
    crlDistributionPoints();
    authorityInfoAccess();
    if (m_extensions & CertificateProfile::OcspNoCheck)
        extension(oids::ocspNoCheck, Critical::No, [&] { m_writer.null(); });
}

void ExtensionWriter::basicConstraints()
{
    const Kind kind = m_input.profile.kind;
    if (kind == Kind::EndEntity) {
        if (m_extensions & CertificateProfile::BasicConstraints)
            extension(oids::basicConstraints, Critical::No, [&] { m_writer.sequence([] {}); });
        return;
    }
    extension(oids::basicConstraints, Critical::Yes, [&] {
        m_writer.sequence([&] {
            m_writer.boolean(true);
            if (kind == Kind::IssuingCa)
                m_writer.integer(0); // nothing but end entities below
        });
    });
}

void ExtensionWriter::extendedKeyUsage()
{
    std::vector<std::string> usages = m_input.profile.extendedKeyUsage;
    if (std::ranges::any_of(m_input.names.otherNames, [](const std::string &name) { return name.starts_with("upn:"); }))
        usages.insert(usages.end(), m_input.profile.extendedKeyUsageWithUpn.begin(), m_input.profile.extendedKeyUsageWithUpn.end());
    if (usages.empty())
        return;
    extension(oids::extendedKeyUsage, Critical::No, [&] {
        m_writer.sequence([&] {
            for (const std::string &usage : usages)
                m_writer.oid(oidFromText(usage).value_or(Bytes{}));
        });
    });
}

void ExtensionWriter::policies()
{
    if (!(m_extensions & CertificateProfile::Policy))
        return;
    extension(oids::certificatePolicies, Critical::No, [&] {
        m_writer.sequence([&] { m_writer.sequence([&] { m_writer.oid(oidFromText(m_input.policyOid).value_or(Bytes{})); }); });
    });
}

/// NameConstraints ::= SEQUENCE { permittedSubtrees [0] SEQUENCE OF GeneralSubtree, … }; minimum is 0 and left out (RFC 5280 §4.2.1.10).
void ExtensionWriter::nameConstraints()
{
    if (!(m_extensions & CertificateProfile::NameConstraints) || m_input.permittedDomains.empty())
        return;
    extension(oids::nameConstraints, Critical::Yes, [&] {
        m_writer.sequence([&] {
            m_writer.context(0, [&] {
                for (const std::string &domain : m_input.permittedDomains)
                    m_writer.sequence([&] { m_writer.element(std::uint8_t(GeneralNameKind::Dns), viewOf(domain)); });
            });
        });
    });
}

void ExtensionWriter::crlDistributionPoints()
{
    if (!(m_extensions & CertificateProfile::CrlUrl))
        return;
    extension(oids::crlDistributionPoints, Critical::No, [&] {
        m_writer.sequence([&] {
            m_writer.sequence([&] { m_writer.context(0, [&] { m_writer.context(0, [&] { uri(m_input.crlUrl); }); }); });
        });
    });
}

void ExtensionWriter::authorityInfoAccess()
{
    if (!(m_extensions & CertificateProfile::AuthorityInfo))
        return;
    const auto description = [&](const Oid &method, const std::string &url) {
        if (!url.empty()) {
            m_writer.sequence([&] {
                m_writer.oid(method);
                uri(url);
            });
        }
    };
    extension(oids::authorityInfoAccess, Critical::No, [&] {
        m_writer.sequence([&] {
            description(oids::ocsp, m_input.ocspUrl);
            description(oids::caIssuers, m_input.issuerUrl);
        });
    });
}

Result<Issuer> issuerOf(const IssuanceInput &input, const Bytes &subject)
{
    if (input.profile.kind != Kind::Root)
        return readIssuer(input);
    if (!input.issuer.empty())
        return wrong("a root has no issuer");
    return Issuer{subject, {}, input.spki};
}

Result<Bytes> makeTbs(const IssuanceInput &input, KeyKind signer, Bytes &issuerSpki)
{
    const unsigned extensions = extensionsOf(input, signer);
    for (const Result<void> &ok : {checkSubject(input), checkNames(input), checkTerm(input), checkSerial(input.serial), checkHouse(input, extensions)}) {
        if (!ok)
            return std::unexpected(ok.error());
    }
    const Result<Bytes> subject = encodeSubject(input.subject);
    if (!subject)
        return std::unexpected(subject.error());
    const Result<Key> key = readKey(input);
    if (!key)
        return std::unexpected(key.error());
    const Result<Issuer> issuer = issuerOf(input, *subject);
    if (!issuer)
        return std::unexpected(issuer.error());
    issuerSpki = issuer->spki;

    DerWriter writer;
    writer.sequence([&] {
        writer.context(0, [&] { writer.integer(2); }); // v3
        writer.unsignedInteger(input.serial);
        writer.raw(signatureAlgorithmOf(signer));
        writer.raw(issuer->name);
        writer.sequence([&] {
            writer.time(input.notBefore);
            writer.time(input.notAfter);
        });
        writer.raw(*subject);
        writer.raw(input.spki);
        writer.context(3, [&] { writer.sequence([&] { ExtensionWriter(writer, input, extensions).write(*key, *issuer); }); });
    });
    return writer.take();
}

} // namespace

Result<Bytes> makeTbsCertificate(const IssuanceInput &input, KeyKind signer)
{
    Bytes issuerSpki;
    return makeTbs(input, signer, issuerSpki);
}

Result<Bytes> issueCertificate(const IssuanceInput &input, Signer &signer)
{
    Bytes issuerSpki;
    const Result<Bytes> tbs = makeTbs(input, signer.kind(), issuerSpki);
    if (!tbs)
        return std::unexpected(tbs.error());
    if (!std::ranges::equal(issuerSpki, signer.publicKey()))
        return fail(ErrorCode::NotPermitted, "the signing key is not the one of the issuer's certificate");
    return signAndVerifyStructure(*tbs, signer);
}

Result<std::vector<std::string>> namesOutsideConstraints(BytesView issuer, const std::vector<std::string> &names)
{
    const Result<CertificateListing> listing = readListing(issuer);
    if (!listing)
        return std::unexpected(listing.error());
    const std::optional<CertificateParts> parts = takeApart(issuer);
    return parts ? excludedNames(*parts, names) : names;
}

Bytes randomSerial()
{
    Bytes serial(16);
    randomFill(serial);
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7f) | 0x40); // positive, and always of the same length
    return serial;
}

} // namespace hufu
