// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/LintInput.h"

#include "models/pki/CertificateExtensions.h"
#include "models/pki/Oids.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono;
using namespace CertificateFlag;

/// BR 6.3.2 and §7.1.2.7: the period includes both ends, and any second beyond a whole day counts as a further day.
std::int64_t daysInclusive(const CertificateListing &listing)
{
    const std::int64_t seconds = (listing.notAfter - listing.notBefore).count() + 1;
    constexpr std::int64_t day = 86'400;
    return seconds <= 0 ? 0 : (seconds + day - 1) / day;
}

int longestValidity(Instant issued)
{
    if (issued >= sys_days(2029y / March / 15))
        return 47;
    if (issued >= sys_days(2027y / March / 15))
        return 100;
    if (issued >= sys_days(2026y / March / 15))
        return 200;
    return 398;
}

/// BR 1.6.1: so short that revoking is not worth while, and exempt from saying where to ask.
bool isShortLived(const CertificateListing &listing)
{
    return daysInclusive(listing) <= (listing.notBefore >= sys_days(2026y / March / 15) ? 7 : 10);
}

void lintValidity(const LintInput &input)
{
    const CertificateListing &listing = input.listing;
    if (listing.notAfter < listing.notBefore) {
        input.add(Rule::NegativeValidity, toIso(listing.notBefore) + " > " + toIso(listing.notAfter));
        return;
    }
    const std::int64_t days = daysInclusive(listing);
    const int limit = longestValidity(listing.notBefore);
    if (input.isPublicServer() && days > limit)
        input.add(Rule::ValidityTooLong, std::to_string(days) + " > " + std::to_string(limit) + " days");
}

/// RFC 4055 §3.1: the digest is [0] of the parameters and SHA-1 by default.
bool isPssWithSha1(const DerElement &parameters)
{
    DerReader reader(parameters.content);
    DerElement wrapped, algorithm, oid;
    if (parameters.tag != DerTag::Sequence || !reader.next(DerTag::contextConstructed(0), wrapped))
        return true;
    DerReader inside(wrapped.content);
    if (!inside.next(DerTag::Sequence, algorithm))
        return false;
    using namespace oids;
    static constexpr Oid sha1 = "1.3.14.3.2.26"_oid;
    DerReader identifier(algorithm.content);
    return identifier.next(DerTag::ObjectIdentifier, oid) && sha1 == oid.content;
}

void lintSignature(const LintInput &input)
{
    const std::string name = signatureAlgorithmName(input.listing.signatureAlgorithm);
    switch (input.listing.signatureAlgorithm) {
    case SignatureAlgorithm::RsaMd2:
    case SignatureAlgorithm::RsaMd5: input.add(Rule::Md5Signature, name); break;
    case SignatureAlgorithm::RsaSha1:
    case SignatureAlgorithm::EcdsaSha1:
    case SignatureAlgorithm::DsaSha1:
        if (!input.isSelfSignedRoot()) // nobody relies on a root's signature over itself
            input.add(Rule::Sha1Signature, name);
        break;
    case SignatureAlgorithm::RsaPss:
        if (!input.isSelfSignedRoot() && isPssWithSha1(input.parts.signatureParameters))
            input.add(Rule::Sha1Signature, name + " with sha1");
        break;
    default: break; // the others are sound
    }
    if (input.has(SignatureAlgorithmMismatch))
        input.add(Rule::SignatureAlgorithmMismatch, name);
}

std::string keyUsageNames(std::uint16_t bits)
{
    static constexpr const char *names[] = {"digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
                                            "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly"};
    std::string text;
    for (std::size_t bit = 0; bit < std::size(names); ++bit) {
        if (bits >> bit & 1)
            text += (text.empty() ? "" : ", ") + std::string(names[bit]);
    }
    return text;
}

/// Usages a key of this kind cannot have. SM2 encrypts, and GM/T 0015's encryption certificates say so.
std::uint16_t impossibleUsages(KeyAlgorithm algorithm)
{
    using namespace KeyUsage;
    constexpr std::uint16_t enciphering = KeyEncipherment | DataEncipherment;
    switch (algorithm) {
    case KeyAlgorithm::Rsa:
    case KeyAlgorithm::RsaPss: return KeyAgreement | EncipherOnly | DecipherOnly; // RFC 3279 §2.3.1
    case KeyAlgorithm::Ec: return enciphering;                                    // RFC 8813 §3
    case KeyAlgorithm::Ed25519:
    case KeyAlgorithm::Ed448:                                                     // RFC 8410 §5, RFC 9295
    case KeyAlgorithm::Dsa: return enciphering | KeyAgreement | EncipherOnly | DecipherOnly;
    case KeyAlgorithm::X25519: return static_cast<std::uint16_t>(~(KeyAgreement | EncipherOnly | DecipherOnly));
    case KeyAlgorithm::Unknown:
    case KeyAlgorithm::Sm2:
    case KeyAlgorithm::Other: return 0;
    }
    return 0;
}

void lintUsages(const LintInput &input)
{
    const CertificateListing &listing = input.listing;
    if (input.has(HasKeyUsage)) {
        if (const std::uint16_t wrong = listing.keyUsage & impossibleUsages(listing.keyAlgorithm))
            input.add(Rule::KeyUsageContradictsKey, std::string(keyAlgorithmName(listing.keyAlgorithm)) + ": " + keyUsageNames(wrong));
        if (!input.has(KeyUsageCritical) && listing.keyAlgorithm != KeyAlgorithm::Sm2) // GM/T 0015: single certificates' is not
            input.add(Rule::KeyUsageNotCritical, keyUsageNames(listing.keyUsage));
    }
    if (listing.isCa()) {
        if (!input.has(HasKeyUsage))
            input.add(Rule::CaWithoutKeyCertSign, "no keyUsage");
        else if (!(listing.keyUsage & KeyUsage::KeyCertSign))
            input.add(Rule::CaWithoutKeyCertSign, keyUsageNames(listing.keyUsage));
        const CertificateParts::Extension *constraints = input.parts.extension(oids::basicConstraints.view());
        if (constraints && !constraints->critical)
            input.add(Rule::CaBasicConstraintsNotCritical, "CA:TRUE");
        return;
    }
    if (listing.extendedKeyUsage & ExtendedKeyUsage::Any)
        input.add(Rule::AnyExtendedKeyUsage, "2.5.29.37.0");
    if (listing.version == 3 && !input.has(HasEku) && input.isPublicServer())
        input.add(Rule::NoExtendedKeyUsage, "-");
}

void lintRevocationSources(const LintInput &input)
{
    const CertificateListing &listing = input.listing;
    if (!listing.isCa() && listing.extendedKeyUsage & ExtendedKeyUsage::OcspSigning) {
        std::string wrong = input.has(OcspNoCheck) ? "" : "no ocsp-nocheck";
        if (input.parts.extension(oids::crlDistributionPoints.view()))
            wrong += wrong.empty() ? "cRLDistributionPoints" : ", cRLDistributionPoints";
        if (!wrong.empty())
            input.add(Rule::OcspResponderProfile, wrong);
        return; // RFC 6960 §4.2.2.2.1: clients do not ask about the responder
    }
    if (input.isPublicServer() && listing.version == 3 && !input.has(HasAia))
        input.add(Rule::NoAuthorityInfoAccess, "-");
    // Whoever signed itself cannot be revoked by a list it signs.
    if (!input.has(HasOcspUrl) && !input.has(HasCrlUrl) && !input.has(SelfIssued) && !isShortLived(listing))
        input.add(Rule::NoRevocationSource, std::to_string(daysInclusive(listing)) + " days");
}

/// What the reserved policy OIDs promise against what the subject says (BR 7.1.2.7.2 to 7.1.2.7.5).
void lintClass(const LintInput &input)
{
    if (input.listing.isCa()) // which may name all it issues
        return;
    const struct {
        std::uint32_t flag;
        const char *name;
    } policies[] = {{PolicyDv, "dv"}, {PolicyOv, "ov"}, {PolicyIv, "iv"}, {PolicyEv, "ev"}};
    std::string named;
    for (const auto &policy : policies) {
        if (input.has(policy.flag))
            named += (named.empty() ? "" : ", ") + std::string(policy.name);
    }
    const bool organization = input.has(SubjectHasOrganization), person = input.has(SubjectHasPersonName);
    if (std::ranges::count(named, ',') > 0)
        input.add(Rule::ClassContradiction, named);
    else if (input.has(PolicyDv) && organization)
        input.add(Rule::ClassContradiction, "dv, O=" + input.listing.organization);
    else if (input.has(PolicyDv) && person)
        input.add(Rule::ClassContradiction, "dv, SN/GN");
    else if (input.has(PolicyOv) && !organization)
        input.add(Rule::ClassContradiction, "ov, no O");
    else if (input.has(PolicyIv) && !person)
        input.add(Rule::ClassContradiction, "iv, no SN/GN");

    if (input.validationClass != ValidationClass::Ev)
        return;
    const struct {
        std::uint32_t flag;
        const char *name;
    } required[] = {{SubjectHasOrganization, "O"}, {SubjectHasBusinessCategory, "businessCategory"}, {SubjectHasJurisdiction, "jurisdictionC"},
                    {SubjectHasSerialNumber, "serialNumber"}, {SubjectHasCountry, "C"}, {SubjectHasLocality, "L/ST"}};
    std::string missing;
    for (const auto &field : required) {
        if (!input.has(field.flag))
            missing += (missing.empty() ? "" : ", ") + std::string(field.name);
    }
    if (!missing.empty())
        input.add(Rule::MissingEvFields, missing);
}

void lintForm(const LintInput &input)
{
    const CertificateListing &listing = input.listing;
    if (listing.version != 3)
        input.add(Rule::Version1, "v" + std::to_string(listing.version));
    if (input.has(SerialNotPositive))
        input.add(Rule::SerialNotPositive, toHex(listing.serialNumber));
    if (input.has(SerialTooLong))
        input.add(Rule::SerialTooLong, std::to_string(listing.serialNumber.size()) + " octets");

    std::string repeated, unknown;
    const auto append = [](std::string &list, BytesView oid) { list += (list.empty() ? "" : ", ") + oidText(oid); };
    const auto &extensions = input.parts.extensions;
    for (auto here = extensions.begin(); here != extensions.end(); ++here) {
        const auto same = [&](const CertificateParts::Extension &e) { return std::ranges::equal(e.oid, here->oid); };
        if (std::find_if(extensions.begin(), here, same) != here)
            append(repeated, here->oid);
    }
    if (!repeated.empty())
        input.add(Rule::DuplicateExtension, repeated);
    if (input.has(UnknownCriticalExtension)) {
        for (const CertificateParts::Extension &extension : extensions) {
            if (extension.critical && !isHonouredWhenCritical(extension.oid))
                append(unknown, extension.oid);
        }
        input.add(Rule::UnknownCriticalExtension, unknown);
    }
    if (input.has(MalformedExtension))
        input.add(Rule::MalformedExtension, "-");
}

} // namespace

void lintProfile(const LintInput &input)
{
    lintValidity(input);
    lintSignature(input);
    lintUsages(input);
    lintRevocationSources(input);
    lintClass(input);
    lintForm(input);
}

} // namespace hufu
