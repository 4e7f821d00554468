// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateExtensions.h"

#include "models/pki/GeneralName.h"
#include "models/pki/Oids.h"

namespace hufu {
namespace {

using namespace CertificateFlag;

constexpr std::size_t maxExtensions = 256;

// One reader per extension: `value` is the only element inside extnValue. False when it is not what the extension says.

bool readBasicConstraints(const DerElement &value, CertificateListing &listing)
{
    DerReader reader(value.content);
    DerElement ca, pathLength;
    const bool hasCa = reader.next(DerTag::Boolean, ca);
    if (value.tag != DerTag::Sequence || (hasCa && ca.content.size() != 1)
        || (!reader.atEnd() && (!reader.next(DerTag::Integer, pathLength) || !isMinimalInteger(pathLength.content))) || !reader.atEnd())
        return false;
    if (hasCa && ca.content[0] != 0)
        listing.flags |= Ca;
    return true;
}

std::uint8_t reversed(std::uint8_t octet)
{
    unsigned bits = octet;
    bits = (bits & 0xf0) >> 4 | (bits & 0x0f) << 4;
    bits = (bits & 0xcc) >> 2 | (bits & 0x33) << 2;
    bits = (bits & 0xaa) >> 1 | (bits & 0x55) << 1;
    return static_cast<std::uint8_t>(bits);
}

bool readKeyUsage(const DerElement &value, CertificateListing &listing)
{
    DerBits bits;
    if (value.tag != DerTag::BitString || !readBits(value.content, bits))
        return false;
    // Bit 0 is the most significant of the first octet. Nothing is defined beyond bit 8.
    listing.keyUsage = static_cast<std::uint16_t>(reversed(bits.octet(0)) | (reversed(bits.octet(1)) & 1) << 8);
    return true;
}

std::uint16_t extendedKeyUsageBit(BytesView oid)
{
    using namespace oids;
    static constexpr struct {
        Oid oid;
        std::uint16_t bit;
    } usages[] = {
        {"1.3.6.1.5.5.7.3.1"_oid, ExtendedKeyUsage::ServerAuth},      {"1.3.6.1.5.5.7.3.2"_oid, ExtendedKeyUsage::ClientAuth},
        {"1.3.6.1.5.5.7.3.3"_oid, ExtendedKeyUsage::CodeSigning},     {"1.3.6.1.5.5.7.3.4"_oid, ExtendedKeyUsage::EmailProtection},
        {"1.3.6.1.5.5.7.3.8"_oid, ExtendedKeyUsage::TimeStamping},    {"1.3.6.1.5.5.7.3.9"_oid, ExtendedKeyUsage::OcspSigning},
        {"2.5.29.37.0"_oid, ExtendedKeyUsage::Any},                   {"1.3.6.1.4.1.311.20.2.2"_oid, ExtendedKeyUsage::SmartcardLogon},
    };
    for (const auto &usage : usages) {
        if (usage.oid == oid)
            return usage.bit;
    }
    return ExtendedKeyUsage::Other;
}

bool readExtendedKeyUsage(const DerElement &value, CertificateListing &listing)
{
    if (value.tag != DerTag::Sequence)
        return false;
    std::uint16_t usages = 0;
    DerReader reader(value.content);
    while (!reader.atEnd()) {
        DerElement oid;
        if (!reader.next(DerTag::ObjectIdentifier, oid) || !isObjectIdentifier(oid.content))
            return false;
        usages |= extendedKeyUsageBit(oid.content);
    }
    listing.extendedKeyUsage = usages;
    return true;
}

bool readSubjectAltName(const DerElement &value, CertificateListing &listing)
{
    AlternativeNames names;
    if (value.tag != DerTag::Sequence || !readAlternativeNames(value, names))
        return false;
    listing.dnsNames = std::move(names.dnsNames);
    listing.otherNames = std::move(names.otherNames);
    return true;
}

bool readSubjectKeyIdentifier(const DerElement &value, CertificateListing &listing)
{
    if (value.tag != DerTag::OctetString)
        return false;
    listing.subjectKeyId = bytesOf(value.content);
    return true;
}

/// AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0], authorityCertIssuer [1], authorityCertSerialNumber [2] }, all optional.
bool readAuthorityKeyIdentifier(const DerElement &value, CertificateListing &listing)
{
    DerReader reader(value.content);
    DerElement keyId, issuer, serial;
    const bool hasKeyId = reader.next(DerTag::context(0), keyId);
    if (reader.next(DerTag::contextConstructed(1), issuer)) {
        DerReader names(issuer.content);
        for (DerElement name; !names.atEnd();) {
            if (!names.next(name) || !isGeneralName(name))
                return false;
        }
    }
    if (reader.next(DerTag::context(2), serial) && !isMinimalInteger(serial.content))
        return false;
    if (value.tag != DerTag::Sequence || !reader.atEnd())
        return false;
    if (hasKeyId)
        listing.authorityKeyId = bytesOf(keyId.content);
    return true;
}

/// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation GeneralName }
bool readAuthorityInfoAccess(const DerElement &value, CertificateListing &listing)
{
    if (value.tag != DerTag::Sequence)
        return false;
    bool hasOcspUrl = false;
    DerReader reader(value.content);
    while (!reader.atEnd()) {
        DerElement description, method, location;
        if (!reader.next(DerTag::Sequence, description))
            return false;
        DerReader inside(description.content);
        if (!inside.next(DerTag::ObjectIdentifier, method) || !isObjectIdentifier(method.content) || !inside.next(location)
            || !inside.atEnd() || !isGeneralName(location))
            return false;
        hasOcspUrl |= oids::ocsp == method.content && isUri(location);
    }
    if (hasOcspUrl)
        listing.flags |= HasOcspUrl;
    return true;
}

/// DistributionPoint ::= SEQUENCE { distributionPoint [0] EXPLICIT { fullName [0] | nameRelative [1] }, reasons [1], cRLIssuer [2] }
bool readDistributionPoint(const DerElement &point, bool &hasUrl)
{
    DerReader reader(point.content);
    DerElement wrapped, form, reasons, issuer;
    if (reader.next(DerTag::contextConstructed(0), wrapped)) {
        DerReader inside(wrapped.content);
        if (!inside.next(form) || !inside.atEnd())
            return false;
        if (form.tag == DerTag::contextConstructed(0)) {
            DerReader names(form.content);
            for (DerElement name; !names.atEnd();) {
                if (!names.next(name) || !isGeneralName(name))
                    return false;
                hasUrl |= isUri(name);
            }
        } else if (form.tag != DerTag::contextConstructed(1)) {
            return false;
        }
    }
    reader.next(DerTag::context(1), reasons);
    reader.next(DerTag::contextConstructed(2), issuer);
    return reader.atEnd();
}

bool readCrlDistributionPoints(const DerElement &value, CertificateListing &listing)
{
    if (value.tag != DerTag::Sequence)
        return false;
    bool hasUrl = false;
    DerReader reader(value.content);
    for (DerElement point; !reader.atEnd();) {
        if (!reader.next(DerTag::Sequence, point) || !readDistributionPoint(point, hasUrl))
            return false;
    }
    if (hasUrl)
        listing.flags |= HasCrlUrl;
    return true;
}

std::uint32_t policyClass(BytesView oid)
{
    using namespace oids; // CA/Browser Forum TLS BR 7.1.6.1, EV Guidelines §7.1.6.4
    static constexpr Oid ev = "2.23.140.1.1"_oid, dv = "2.23.140.1.2.1"_oid, ov = "2.23.140.1.2.2"_oid, iv = "2.23.140.1.2.3"_oid;
    if (dv == oid)
        return PolicyDv;
    if (ov == oid)
        return PolicyOv;
    if (iv == oid)
        return PolicyIv;
    return ev == oid ? PolicyEv : 0;
}

bool readPolicies(const DerElement &value, CertificateListing &listing)
{
    if (value.tag != DerTag::Sequence)
        return false;
    std::vector<std::string> policies;
    std::uint32_t classes = 0;
    DerReader reader(value.content);
    while (!reader.atEnd()) {
        DerElement information, oid, qualifiers;
        if (!reader.next(DerTag::Sequence, information))
            return false;
        DerReader inside(information.content);
        if (!inside.next(DerTag::ObjectIdentifier, oid) || !isObjectIdentifier(oid.content)
            || (!inside.atEnd() && !inside.next(DerTag::Sequence, qualifiers)) || !inside.atEnd())
            return false;
        policies.push_back(oidText(oid.content));
        classes |= policyClass(oid.content);
    }
    listing.policies = std::move(policies);
    listing.flags |= classes;
    return true;
}

/// RFC 7633: SEQUENCE OF INTEGER; 5 is status_request, which makes stapling a must.
bool readTlsFeature(const DerElement &value, CertificateListing &listing)
{
    if (value.tag != DerTag::Sequence)
        return false;
    bool mustStaple = false;
    DerReader reader(value.content);
    for (DerElement feature; !reader.atEnd();) {
        if (!reader.next(DerTag::Integer, feature) || !isMinimalInteger(feature.content))
            return false;
        mustStaple |= feature.content.size() == 1 && feature.content[0] == 5;
    }
    if (mustStaple)
        listing.flags |= MustStaple;
    return true;
}

struct Known {
    Oid oid;
    std::uint32_t present;  ///< flag for being there
    std::uint32_t critical; ///< flag for being there and critical
    bool mayBeCritical;     ///< OpenSSL's verification honours it, so that critical is no obstacle
    bool (*read)(const DerElement &value, CertificateListing &listing); ///< null: its presence is all that counts
};
constexpr Known knownExtensions[] = {
    {oids::subjectKeyIdentifier, 0, 0, false, readSubjectKeyIdentifier},
    {oids::keyUsage, HasKeyUsage, KeyUsageCritical, true, readKeyUsage},
    {oids::subjectAltName, HasSan, 0, true, readSubjectAltName},
    {oids::basicConstraints, HasBasicConstraints, 0, true, readBasicConstraints},
    {oids::crlDistributionPoints, 0, 0, true, readCrlDistributionPoints},
    {oids::certificatePolicies, HasPolicies, 0, true, readPolicies},
    {oids::authorityKeyIdentifier, 0, 0, false, readAuthorityKeyIdentifier},
    {oids::extendedKeyUsage, HasEku, EkuCritical, true, readExtendedKeyUsage},
    {oids::authorityInfoAccess, HasAia, 0, false, readAuthorityInfoAccess},
    {oids::signedCertificateTimestamps, HasSct, 0, false, nullptr},
    {oids::tlsFeature, 0, 0, false, readTlsFeature},
    {oids::ocspNoCheck, OcspNoCheck, 0, false, nullptr},
    {oids::nameConstraints, 0, 0, true, nullptr},
    {oids::policyMappings, 0, 0, true, nullptr},
    {oids::policyConstraints, 0, 0, true, nullptr},
    {oids::inhibitAnyPolicy, 0, 0, true, nullptr},
    {oids::netscapeCertType, 0, 0, true, nullptr},
    {oids::proxyCertInfo, 0, 0, true, nullptr},
    {oids::ipAddressBlocks, 0, 0, true, nullptr},
    {oids::autonomousSystems, 0, 0, true, nullptr},
};

const Known *knownExtension(BytesView oid)
{
    for (const Known &known : knownExtensions) {
        if (known.oid == oid)
            return &known;
    }
    return nullptr;
}

/// RFC 5280 §4.2 forbids a second one of a kind: that is said, and the first one counts.
void take(const EncodedExtension &extension, bool repeated, CertificateListing &listing)
{
    const Known *known = knownExtension(extension.oid);
    if (extension.critical && !isHonouredWhenCritical(extension.oid))
        listing.flags |= UnknownCriticalExtension;
    if (repeated)
        listing.flags |= DuplicateExtension;
    if (!known || repeated)
        return;
    listing.flags |= known->present | (extension.critical ? known->critical : 0);
    DerReader inside(extension.value);
    DerElement value;
    if (known->read && (!inside.next(value) || !inside.atEnd() || !known->read(value, listing)))
        listing.flags |= MalformedExtension;
}

} // namespace

/// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
bool readExtension(DerReader &list, EncodedExtension &extension, DerFailure &failure)
{
    DerElement sequence, oid, critical, value;
    if (!expect(list, DerTag::Sequence, sequence, "an extension", failure))
        return false;
    DerReader reader(sequence.content);
    if (!reader.next(DerTag::ObjectIdentifier, oid) || !isObjectIdentifier(oid.content))
        return failure.set(sequence.content.data(), "an extension's identifier");
    if (reader.next(DerTag::Boolean, critical)) {
        if (critical.content.size() != 1)
            return failure.set(critical.encoded.data(), "one octet in an extension's criticality");
        extension.critical = critical.content[0] != 0;
    }
    const std::uint8_t *const at = reader.position();
    if (!reader.next(DerTag::OctetString, value) || !reader.atEnd())
        return failure.set(at, "an extension's value");
    extension.oid = oid.content;
    extension.value = value.content;
    return true;
}

bool readExtensions(const DerElement &extensions, CertificateListing &listing, DerFailure &failure)
{
    std::vector<BytesView> seen;
    seen.reserve(16);
    DerReader reader(extensions.content);
    while (!reader.atEnd()) {
        const std::uint8_t *const at = reader.position();
        EncodedExtension extension;
        if (!readExtension(reader, extension, failure))
            return false;
        if (seen.size() == maxExtensions)
            return failure.set(at, "at most 256 extensions", true);
        const bool repeated = std::ranges::any_of(seen, [&](BytesView oid) { return std::ranges::equal(oid, extension.oid); });
        seen.push_back(extension.oid);
        take(extension, repeated, listing);
    }
    return true;
}

bool isHonouredWhenCritical(BytesView oid)
{
    const Known *known = knownExtension(oid);
    return known && known->mayBeCritical;
}

} // namespace hufu
