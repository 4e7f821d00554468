// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CaRules.h"

#include "models/domain/TopicRules.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono;

// standards.md §1.3, BR 7.1.2: a CA's and a responder's certificate begin at most a day before it is signed, others two.
constexpr auto earliestCaStart = hours(24), earliestStart = hours(48);
// A responder's certificate cannot be revoked (ocsp-nocheck): it has to end soon by itself.
constexpr auto longestResponderLife = days(31);
constexpr int leastRootYears = 8; // BR 6.3.2: 2922 days
// Ordered on the day its root was made, for as many years, an issuing CA ends with it.
constexpr auto rootTolerance = days(1);

bool isOfKind(const CertificateListing &listing, KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return listing.keyAlgorithm == KeyAlgorithm::Ec && listing.curve == "P-256";
    case KeyKind::EcP384: return listing.keyAlgorithm == KeyAlgorithm::Ec && listing.curve == "P-384";
    case KeyKind::Rsa2048: return listing.keyAlgorithm == KeyAlgorithm::Rsa && listing.keyBits == 2048;
    case KeyKind::Rsa3072: return listing.keyAlgorithm == KeyAlgorithm::Rsa && listing.keyBits == 3072;
    case KeyKind::Rsa4096: return listing.keyAlgorithm == KeyAlgorithm::Rsa && listing.keyBits == 4096;
    case KeyKind::Sm2: return listing.keyAlgorithm == KeyAlgorithm::Sm2;
    }
    return false;
}

std::unexpected<Error> wrongCertificate(std::string what) { return fail(ErrorCode::InvalidArgument, "the certificate " + std::move(what)); }

/// What every certificate of the own CA has to be: by this issuer, signed by its key, under a serial number of its own, begun just now, and
/// not outliving the issuer.
Result<void> checkMade(const Facts &facts, const CertificateAuthority &issuer, BytesView issuerCertificate, BytesView certificate,
                       const CertificateListing &listing, Instant now, seconds earliest)
{
    const Result<CertificateListing> issuing = readListing(issuerCertificate);
    if (!issuing)
        return fail(issuing.error());
    const bool rightKeyId = listing.authorityKeyId == issuing->subjectKeyId // RFC 5280 §4.2.1.1: a root may leave its own out
        || (listing.authorityKeyId.empty() && (listing.flags & CertificateFlag::SelfIssued));
    if (listing.issuerHash != issuing->subjectHash || !rightKeyId
        || (listing.flags & CertificateFlag::SignatureAlgorithmMismatch) || !isSignedBy(certificate, issuerCertificate))
        return fail(ErrorCode::SignatureInvalid, "the certificate is not signed by " + issuer.plan.commonName);
    if (listing.version != 3 || (listing.flags & (CertificateFlag::MalformedExtension | CertificateFlag::DuplicateExtension)))
        return wrongCertificate("is not well made");
    // RFC 5280 §4.1.2.2, BR 7.1: positive, at most 20 octets, at least 64 random bits.
    if ((listing.flags & (CertificateFlag::SerialNotPositive | CertificateFlag::SerialTooLong)) || listing.serialNumber.size() < 8)
        return wrongCertificate("has a serial number that is none");
    const auto sameSerial = [&](const IssuedCertificate &other) { return other.ca == issuer.plan.id && other.serial == listing.serialNumber; };
    if (std::ranges::any_of(facts.issued, sameSerial))
        return fail(ErrorCode::Conflict, "this serial number was used before", toHex(listing.serialNumber));
    if (listing.notBefore > now || listing.notBefore < now - earliest || listing.notAfter < now)
        return wrongCertificate("does not begin now");
    if (listing.notAfter > issuing->notAfter)
        return wrongCertificate("ends after its issuer's");
    return {};
}

Result<void> checkKind(const CaPlan &plan)
{
    const Result<KeyKind> kind = keyKindFromName(plan.algorithm);
    if (!kind || !isCaKeyKind(*kind))
        return fail(ErrorCode::InvalidArgument, "a CA's key is not made of this kind: " + plan.algorithm);
    return {};
}

/// What its part of the CA asks of a plan.
Result<void> checkPartOf(const CaPlan &plan)
{
    if (!plan.domains.empty() && plan.tree != CaTree::Server)
        return fail(ErrorCode::InvalidArgument, "only the servers' CA is bound to domains");
    if (plan.tree == CaTree::Server && plan.locality.empty())
        return fail(ErrorCode::InvalidArgument, "servers' certificates name the organization's place; it is missing", plan.commonName);
    if (plan.tree == CaTree::Root && plan.years < leastRootYears)
        return fail(ErrorCode::InvalidArgument, "a root lasts at least " + std::to_string(leastRootYears) + " years", plan.commonName);
    return {};
}

Result<Ruling> ruleOnCreating(const Facts &facts, const Command &command, Instant now)
{
    const Result<CaPlan> plan = caPlanFromJson(command.payload);
    if (!plan)
        return fail(plan.error());
    if (Result<void> kind = checkKind(*plan); !kind)
        return fail(kind.error());
    if (findCa(facts.cas, plan->id))
        return fail(ErrorCode::Conflict, "this CA is ordered already", plan->commonName);
    // Names are how people and certificates tell CAs apart.
    if (std::ranges::any_of(facts.cas, [&](const CertificateAuthority &ca) { return ca.plan.commonName == plan->commonName; }))
        return fail(ErrorCode::Conflict, "a CA of this name exists", plan->commonName);
    if (Result<void> fits = checkPartOf(*plan); !fits)
        return fail(fits.error());
    if (plan->tree == CaTree::Root)
        return Ruling{};
    const CertificateAuthority *parent = findCa(facts.cas, plan->parent);
    if (!parent || parent->plan.tree != CaTree::Root)
        return fail(ErrorCode::NotFound, "the root comes first");
    if (!isActive(*parent, now))
        return fail(ErrorCode::Conflict, "the root has no certificate in force", parent->plan.commonName);
    if (lastSecondAfterYears(now, plan->years) > *endOf(*parent) + rootTolerance)
        return fail(ErrorCode::InvalidArgument, "it would outlive its root, which ends " + toIso(*endOf(*parent)), plan->commonName);
    return Ruling{};
}

/// What standards.md §1.3 lets a CA of this tree be used for; a root names nothing.
std::uint16_t caUsage(CaTree tree)
{
    switch (tree) {
    case CaTree::Root: return 0;
    case CaTree::Server: return ExtendedKeyUsage::ServerAuth;
    case CaTree::Client: return ExtendedKeyUsage::ClientAuth;
    }
    return 0;
}

Result<Ruling> ruleOnCertifyingCa(const Facts &facts, const Command &command, Instant now)
{
    const Result<CaCertified> act = caCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const CertificateAuthority *ca = findCa(facts.cas, act->ca);
    if (!ca)
        return fail(ErrorCode::NotFound, "no such CA", act->ca);
    if (!ca->certificate.empty())
        return fail(ErrorCode::Conflict, "this CA has its certificate", ca->plan.commonName);
    const bool root = ca->plan.tree == CaTree::Root;
    const CertificateAuthority *issuer = issuerOf(*ca, facts.cas);
    if (!issuer || (!root && !isActive(*issuer, now)))
        return fail(ErrorCode::Conflict, "the root has no certificate in force", ca->plan.commonName);
    const Result<CertificateListing> listing = readListing(act->certificate);
    if (!listing)
        return fail(listing.error());
    const Result<KeyKind> kind = keyKindFromName(ca->plan.algorithm);
    if (!kind || !isOfKind(*listing, *kind))
        return wrongCertificate("has a key of another kind");
    if (listing->commonName != ca->plan.commonName || listing->organization != ca->plan.organization || listing->subjectKeyId.empty())
        return wrongCertificate("names somebody else");
    // Checked beyond what profiles say: these make a CA of one tree and nothing more.
    if (!listing->isCa() || (listing->keyUsage & ~KeyUsage::DigitalSignature) != (KeyUsage::KeyCertSign | KeyUsage::CrlSign)
        || (listing->extendedKeyUsage & ~ExtendedKeyUsage::SmartcardLogon & ~ExtendedKeyUsage::EmailProtection) != caUsage(ca->plan.tree)
        || root != bool(listing->flags & CertificateFlag::SelfIssued))
        return wrongCertificate("is not of its part of the CA");
    if (listing->notAfter > lastSecondAfterYears(now, ca->plan.years))
        return wrongCertificate("lasts longer than was ordered");
    if (Result<void> made = checkMade(facts, *issuer, root ? act->certificate : issuer->certificate, act->certificate, *listing, now, earliestCaStart);
        !made)
        return fail(made.error());
    return Ruling{};
}

Result<Ruling> ruleOnCertifyingResponder(const Facts &facts, const Command &command, Instant now)
{
    const Result<CaCertified> act = caCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const CertificateAuthority *ca = findCa(facts.cas, act->ca);
    if (!ca)
        return fail(ErrorCode::NotFound, "no such CA", act->ca);
    if (!isActive(*ca, now))
        return fail(ErrorCode::Conflict, "this CA has no certificate in force", ca->plan.commonName);
    const Result<CertificateListing> listing = readListing(act->certificate);
    if (!listing)
        return fail(listing.error());
    if (listing->isCa() || listing->keyUsage != KeyUsage::DigitalSignature || listing->extendedKeyUsage != ExtendedKeyUsage::OcspSigning
        || !(listing->flags & CertificateFlag::OcspNoCheck))
        return wrongCertificate("is not an OCSP responder's");
    if (listing->notAfter - listing->notBefore > longestResponderLife)
        return wrongCertificate("cannot be revoked and lasts too long for that");
    if (Result<void> made = checkMade(facts, *ca, ca->certificate, act->certificate, *listing, now, earliestCaStart); !made)
        return fail(made.error());
    return Ruling{};
}

/// Whether the certificate is what was approved, and nothing besides.
Result<void> checkApproved(const Request &request, const CertificateAuthority &ca, const CertificateListing &listing)
{
    if (listing.spkiSha256 != request.spkiSha256)
        return wrongCertificate("has another key than was approved");
    std::vector<std::string> names = listing.dnsNames, asked = request.names;
    names.insert(names.end(), listing.otherNames.begin(), listing.otherNames.end());
    std::ranges::sort(names);
    std::ranges::sort(asked);
    if (names != asked)
        return wrongCertificate("has other names than were approved");
    const bool nameOfIts = ca.plan.tree == CaTree::Server
        ? listing.commonName.empty() || std::ranges::binary_search(names, listing.commonName) || std::ranges::binary_search(names, "ip:" + listing.commonName)
        : attributeIn(listing.subject, "CN") == attributeIn(request.subject, "CN");
    if (!nameOfIts)
        return wrongCertificate("has a common name that was not approved");
    if (listing.organization != ca.plan.organization)
        return wrongCertificate("names another organization");
    // Both ends count (BR 6.3.2).
    if (listing.notAfter - listing.notBefore >= days(request.form.days))
        return wrongCertificate("lasts longer than was approved");
    const std::uint16_t usage = listing.extendedKeyUsage;
    constexpr std::uint16_t clientUsages = ExtendedKeyUsage::ClientAuth | ExtendedKeyUsage::SmartcardLogon | ExtendedKeyUsage::EmailProtection;
    const bool ofTree = ca.plan.tree == CaTree::Server ? usage == ExtendedKeyUsage::ServerAuth : usage != 0 && (usage & ~clientUsages) == 0;
    if (listing.isCa() || (listing.keyUsage & (KeyUsage::KeyCertSign | KeyUsage::CrlSign)) || !ofTree)
        return wrongCertificate("may be used for what this CA does not certify");
    return {};
}

Result<Ruling> ruleOnIssuing(const Facts &facts, const Command &command, Instant now)
{
    const Result<CertificateIssued> act = certificateIssuedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const auto request = std::ranges::find(facts.requests, act->request, [](const Request &known) { return known.form.id; });
    if (request == facts.requests.end())
        return fail(ErrorCode::NotFound, "no such request", act->request);
    const RequestState state = effectiveState(*request, now);
    if (state == RequestState::Issued)
        return fail(ErrorCode::Conflict, "this request has its certificate", act->request);
    if (state != RequestState::Approved)
        return fail(ErrorCode::NotPermitted, std::string("this request is ") + requestStateName(state), act->request);
    if (facts.keyRevoked)
        return fail(ErrorCode::NotPermitted, "a certificate of this key was revoked; a revoked key is never certified again", act->request);
    const CertificateAuthority *ca = findCa(facts.cas, act->ca);
    if (act->ca != request->form.ca || !ca || ca->plan.tree == CaTree::Root)
        return fail(ErrorCode::InvalidArgument, "another CA was approved", act->request);
    if (!isActive(*ca, now))
        return fail(ErrorCode::Conflict, "this CA has no certificate in force", ca->plan.commonName);
    const Result<CertificateListing> listing = readListing(act->certificate);
    if (!listing)
        return fail(listing.error());
    if (Result<void> approved = checkApproved(*request, *ca, *listing); !approved)
        return fail(approved.error());
    if (Result<void> made = checkMade(facts, *ca, ca->certificate, act->certificate, *listing, now, earliestStart); !made)
        return fail(made.error());
    return Ruling{};
}

/// Whatever the clock does: never two CRLs of one number, never one that goes back in time or in what it contains.
Result<Ruling> ruleOnPublishing(const Facts &facts, const Command &command, Instant now)
{
    const Result<CrlPublished> act = crlPublishedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const CertificateAuthority *ca = findCa(facts.cas, act->ca);
    if (!ca || ca->certificate.empty())
        return fail(ErrorCode::NotFound, "no such CA, or it has no certificate yet", act->ca);
    if (act->number != ca->crlNumber + 1)
        return fail(ErrorCode::Conflict, "the next CRL has number " + std::to_string(ca->crlNumber + 1), ca->plan.commonName);
    if (act->thisUpdate > now || (ca->crlNumber > 0 && act->thisUpdate < ca->crlThisUpdate))
        return fail(ErrorCode::InvalidArgument, "a CRL is neither of the future nor older than the one before it", ca->plan.commonName);
    if (act->nextUpdate <= now)
        return fail(ErrorCode::InvalidArgument, "a CRL ends after it began", ca->plan.commonName);
    if (act->upTo < ca->crlUpTo || act->upTo > facts.headSequence)
        return fail(ErrorCode::InvalidArgument, "a CRL contains what the one before it did, and nothing that is still to come", ca->plan.commonName);
    return Ruling{};
}

} // namespace

Instant lastSecondAfterYears(Instant from, int term)
{
    const sys_days day = floor<days>(from);
    year_month_day end = year_month_day(day) + years(term);
    if (!end.ok())
        end = end.year() / February / last;
    return sys_days(end) + (from - day) - seconds(1);
}

Result<void> checkPlan(const CaPlan &plan)
{
    if (Result<void> kind = checkKind(plan); !kind)
        return kind;
    if (!plan.keyStore.empty() && plan.algorithm == keyKindName(KeyKind::Sm2))
        return fail(ErrorCode::Unsupported, "PKCS#11 has no mechanism for SM2: such keys are made in the vault", plan.commonName);
    return checkPartOf(plan);
}

bool isCaKeyKind(KeyKind kind) { return kind != KeyKind::Rsa2048; }

std::optional<Instant> endOf(const CertificateAuthority &ca)
{
    const Result<CertificateListing> listing = readListing(ca.certificate);
    return listing ? std::optional(listing->notAfter) : std::nullopt;
}

bool isActive(const CertificateAuthority &ca, Instant now)
{
    const std::optional<Instant> end = endOf(ca);
    return end && *end >= now && !ca.revoked;
}

const CertificateAuthority *findCa(const std::vector<CertificateAuthority> &cas, std::string_view id)
{
    const auto at = std::ranges::find(cas, id, [](const CertificateAuthority &ca) { return std::string_view(ca.plan.id); });
    return at == cas.end() ? nullptr : &*at;
}

const CertificateAuthority *issuerOf(const CertificateAuthority &ca, const std::vector<CertificateAuthority> &cas)
{
    return findCa(cas, ca.plan.tree == CaTree::Root ? ca.plan.id : ca.plan.parent);
}

std::string attributeIn(std::string_view subject, std::string_view type)
{
    std::size_t start = 0;
    for (std::size_t at = 0; at <= subject.size(); ++at) {
        if (at < subject.size() && subject[at] == '\\') {
            ++at;
            continue;
        }
        if (at < subject.size() && subject[at] != ',' && subject[at] != '+')
            continue;
        if (const std::string_view part = subject.substr(start, at - start); part.starts_with(type) && part.substr(type.size()).starts_with('='))
            return std::string(part);
        start = at + 1;
    }
    return {};
}

Result<void> checkIssuedBy(const Facts &facts, const CertificateAuthority &ca, BytesView certificate, const CertificateListing &listing, Instant now)
{
    return checkMade(facts, ca, ca.certificate, certificate, listing, now, earliestStart);
}

Result<Ruling> ruleOnCas(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::CreateCa)
        return ruleOnCreating(facts, command, now);
    if (command.kind == CommandKind::CertifyCa)
        return ruleOnCertifyingCa(facts, command, now);
    if (command.kind == CommandKind::CertifyResponder)
        return ruleOnCertifyingResponder(facts, command, now);
    if (command.kind == CommandKind::Issue)
        return ruleOnIssuing(facts, command, now);
    return ruleOnPublishing(facts, command, now);
}

} // namespace hufu
