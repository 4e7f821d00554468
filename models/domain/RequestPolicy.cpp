// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RequestPolicy.h"

#include "models/domain/CaRules.h"
#include "models/domain/Findings.h"
#include "models/pki/CertificateProfile.h"
#include "models/pki/HostName.h"

#include <algorithm>

namespace hufu {
namespace {

using std::chrono::days;

constexpr struct {
    RequestRule rule;
    const char *name;
} ruleNames[] = {
    {RequestRule::ServiceUnknown, "service-unknown"},
    {RequestRule::ProfileUnknown, "profile-unknown"},    {RequestRule::TermAboveCap, "term-above-cap"},
    {RequestRule::TermTooShort, "term-too-short"},       {RequestRule::KeyNotOfProfile, "key-not-of-profile"},
    {RequestRule::NoName, "no-name"},                    {RequestRule::NoCommonName, "no-common-name"},
    {RequestRule::SubjectIncomplete, "subject-incomplete"},
    {RequestRule::NameNotOfProfile, "name-not-of-profile"}, {RequestRule::CommonNameNotAName, "common-name-not-a-name"},
    {RequestRule::OutlivesCa, "outlives-ca"},            {RequestRule::CaUnknown, "ca-unknown"},
    {RequestRule::CaNotReady, "ca-not-ready"},           {RequestRule::CaWrongTree, "ca-wrong-tree"},
    {RequestRule::NamesOutsideCa, "names-outside-ca"},
    {RequestRule::OvOnCoreService, "ov-on-core-service"},
    {RequestRule::WildcardInEv, "wildcard-in-ev"},       {RequestRule::WeakKey, "weak-key"},
    {RequestRule::AsksForCa, "asks-for-ca"},
    {RequestRule::KeyRevoked, "key-revoked"},            {RequestRule::KeyReused, "key-reused"},
    {RequestRule::RenewedOtherKey, "renewed-other-key"}, {RequestRule::RekeyedSameKey, "rekeyed-same-key"},
    {RequestRule::ReplacedUnknown, "replaced-unknown"},  {RequestRule::NamesDiffer, "names-differ"},
    {RequestRule::NameCovered, "name-covered"},          {RequestRule::TooFewApprovers, "too-few-approvers"},
};

/// What people may ask for; the other profiles are the authority's own.
struct Asked {
    std::string_view profile;
    CaTree tree;
    int Policy::*mostDays; ///< beside the profile's own most
};
constexpr Asked profiles[] = {
    {"server", CaTree::Server, &Policy::privateTermDays},
    {"server-ev-like", CaTree::Server, &Policy::privateTermDays},
    {"temporary", CaTree::Server, &Policy::privateTermDays},
    {"client", CaTree::Client, &Policy::clientTermDays},
    {"device", CaTree::Client, &Policy::clientTermDays},
};

const Asked *askedProfile(std::string_view name)
{
    const auto at = std::ranges::find(profiles, name, &Asked::profile);
    return at == std::end(profiles) ? nullptr : &*at;
}

std::string lower(std::string_view text)
{
    std::string made(text);
    for (char &c : made)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return made;
}

/// The part of a name that patterns look at: without "ip:", "email:" …
std::string_view bare(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos || colon > 8 ? name : name.substr(colon + 1);
}

/// RFC 5280 §4.2.1.10: a DNS name is inside a subtree when labels were added on the left of it, or none.
bool isInside(std::string_view name, std::string_view domain)
{
    if (domain.starts_with('.'))
        domain.remove_prefix(1);
    return name == domain || (name.size() > domain.size() && name.ends_with(domain) && name[name.size() - domain.size() - 1] == '.');
}

/// The first DNS name that the CA's constraints do not let through; empty when all are inside. They say nothing of other kinds of names.
std::string outsideOf(const CaPlan &plan, const CertificateRequest &csr)
{
    if (plan.domains.empty())
        return {};
    for (const std::string &name : csr.names.dnsNames) {
        if (std::ranges::none_of(plan.domains, [&](const std::string &domain) { return isInside(lower(name), lower(domain)); }))
            return name;
    }
    return {};
}

/// Who has to approve, by the names asked for and the service.
std::vector<ApprovalStep> stepsFor(const Facts &facts, const CertificateRequest &csr)
{
    ApprovalStep step;
    for (const std::string &name : namesAskedFor(csr)) {
        const auto matches = [&](const std::string &pattern) { return matchesSensitive(lower(pattern), lower(bare(name))); };
        if (std::ranges::any_of(facts.policy.sensitiveNames, matches))
            step.reasons.push_back("sensitive-name " + name);
    }
    if (facts.service && facts.service->patientData)
        step.reasons.push_back("patient-data " + facts.service->name);
    if (!step.reasons.empty()) {
        step.roles = {Role::SecurityAdmin};
        step.count = facts.policy.approvalsSensitive;
        return {step};
    }
    step.reasons = {"ordinary-name"};
    step.count = facts.policy.approvalsOrdinary;
    step.department = facts.actor->department;
    step.roles = {Role::SecurityAdmin};
    if (!step.department.empty()) // nobody heads no department
        step.roles.insert(Role::DepartmentHead);
    return {step};
}

void judgePeople(const Facts &facts, RequestPreview &preview)
{
    Request asked;
    asked.applicant = facts.actor->id;
    asked.steps = preview.steps;
    const bool heads = std::ranges::any_of(preview.steps, [](const ApprovalStep &step) { return step.roles.contains(Role::DepartmentHead); });
    std::vector<const Person *> candidates;
    for (const Person &person : facts.people) {
        if (!person.active)
            continue;
        if (person.id == asked.applicant && !facts.pilot) {
            preview.excluded.push_back({person.id, "applicant"});
        } else if (mayDecide(asked, person)) {
            preview.approvers.push_back(person.id);
            candidates.push_back(&person);
        } else if (person.roles.contains(Role::DepartmentHead)) {
            preview.excluded.push_back({person.id, heads ? "other-department" : "security-admins-only"});
        }
    }
    const std::vector<ApprovalStep> missing = missingSteps(preview.steps, candidates);
    if (missing.empty() || (facts.pilot && !candidates.empty()))
        return;
    int places = 0;
    for (const ApprovalStep &step : missing)
        places += step.count;
    preview.findings.push_back({RequestRule::TooFewApprovers, false, std::to_string(places)});
}

/// How profiles name the kind of a name: "dns", "ip", "email" …
std::string kindOf(const std::string &name, bool dns) { return dns ? "dns" : name.substr(0, name.find(':')); }

void judgeNames(const CertificateProfile &profile, const CertificateRequest &csr, RequestPreview &preview)
{
    const auto found = [&](RequestRule rule, const std::string &observed) { preview.findings.push_back({rule, true, observed}); };
    const std::vector<std::string> names = namesAskedFor(csr);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool dns = i < csr.names.dnsNames.size();
        const bool known = std::ranges::find(profile.nameKinds, kindOf(names[i], dns)) != profile.nameKinds.end();
        if (!known || (dns && isWildcard(names[i]) && !profile.wildcards))
            found(RequestRule::NameNotOfProfile, names[i]);
    }
    if (profile.namesRequired && names.empty())
        found(RequestRule::NoName, csr.subject);
    if (csr.commonName.empty() && std::ranges::find(profile.requiredAttributes, "CN") != profile.requiredAttributes.end())
        found(RequestRule::NoCommonName, csr.subject);
    const auto isCommonName = [&](const std::string &name) { return name == csr.commonName || name == "ip:" + csr.commonName; };
    if (profile.commonNameIsAName && !csr.commonName.empty() && std::ranges::none_of(names, isCommonName))
        preview.findings.push_back({RequestRule::CommonNameNotAName, false, csr.commonName});
}

/// The subject is made of what the CA's plan says of the house, the applicant's department, and the rest of the request.
void judgeSubject(const Facts &facts, const CertificateProfile &profile, const CertificateRequest &csr, RequestPreview &preview)
{
    for (const std::string &type : profile.requiredAttributes) {
        if (type == "C" || type == "O" || type == "CN" || (type == "OU" && !facts.actor->department.empty()))
            continue;
        if (valueOf(csr.attributes, type).empty())
            preview.findings.push_back({RequestRule::SubjectIncomplete, true, type});
    }
}

/// What the service's tier demands of a server's certificate, and the profile does not give. Lints cannot say it afterwards: what the own CA issues is
/// private, and has no class that they compare (Findings.cpp); before, the profile tells.
void judgeClass(const Facts &facts, const CertificateProfile &profile, const CertificateRequest &csr, RequestPreview &preview)
{
    const bool core = facts.service && facts.service->tier == Tier::Core;
    // A temporary certificate is meant for core services, for days (standards.md §1.3).
    const bool ruled = (RuleTable(facts.policy).enabled() & ruleBit(Rule::OvOnCoreService)) != 0;
    if (core && ruled && profile.name == "server" && facts.policy.minimumClassCore == "ev")
        preview.findings.push_back({RequestRule::OvOnCoreService, false, "ov < ev"});
    if (!facts.service || !profile.wildcards)
        return;
    // An EV-like name is no wildcard (standards.md §1.3).
    const std::string &minimum = core ? facts.policy.minimumClassCore : facts.policy.minimumClassOther;
    const auto wildcard = std::ranges::find_if(csr.names.dnsNames, [](const std::string &name) { return isWildcard(name); });
    if (minimum == "ev" && wildcard != csr.names.dnsNames.end())
        preview.findings.push_back({RequestRule::WildcardInEv, false, *wildcard});
}

/// What the profile and policy's terms for it let be certified.
void judgeProfile(const Facts &facts, const RequestForm &form, const CertificateProfile &profile, const CertificateRequest &csr,
                  RequestPreview &preview)
{
    const auto found = [&](RequestRule rule, bool blocking, std::string observed) {
        preview.findings.push_back({rule, blocking, std::move(observed)});
    };
    if (const int most = longestTerm(facts.policy, profile.name); form.days > most)
        found(RequestRule::TermAboveCap, true, std::to_string(form.days) + " > " + std::to_string(most) + " days");
    if (form.days < profile.minimumDays)
        found(RequestRule::TermTooShort, true, std::to_string(form.days) + " < " + std::to_string(profile.minimumDays) + " days");
    const bool weak = std::ranges::find(preview.findings, RequestRule::WeakKey, &RequestFinding::rule) != preview.findings.end();
    if (!weak && !profile.certifies(certifiedKeyName(csr.keyAlgorithm, csr.keyBits, csr.curve)))
        found(RequestRule::KeyNotOfProfile, true, keyAlgorithmName(csr.keyAlgorithm) + (csr.curve.empty() ? "" : " " + csr.curve));
    judgeNames(profile, csr, preview);
    judgeSubject(facts, profile, csr, preview);
    judgeClass(facts, profile, csr, preview);
}

void judgeCa(const Facts &facts, const RequestForm &form, CaTree tree, const CertificateProfile &profile, const CertificateRequest &csr, Instant now,
             RequestPreview &preview)
{
    const CertificateAuthority *ca = findCa(facts.cas, form.ca);
    if (!ca) {
        preview.findings.push_back({RequestRule::CaUnknown, true, form.ca});
        return;
    }
    preview.caName = ca->plan.commonName;
    if (ca->plan.tree != tree)
        preview.findings.push_back({RequestRule::CaWrongTree, true, std::string(form.profile) + " / " + caTreeName(ca->plan.tree)});
    if (!profile.oneOfAttributes.empty() && ca->plan.locality.empty()) // one of the house's place is needed, and the plan alone has it
        preview.findings.push_back({RequestRule::SubjectIncomplete, true, "L"});
    if (const std::string outside = outsideOf(ca->plan, csr); !outside.empty())
        preview.findings.push_back({RequestRule::NamesOutsideCa, true, outside});
    if (!isActive(*ca, now))
        preview.findings.push_back({RequestRule::CaNotReady, true, ca->plan.commonName});
    else if (const Instant end = endOf(*ca).value_or(now); end < now + days(form.days) - std::chrono::seconds(1)) // both ends count
        preview.findings.push_back({RequestRule::OutlivesCa, true, toIso(end)});
}

void judgeReplacing(const Facts &facts, const RequestForm &form, const CertificateRequest &csr, RequestPreview &preview)
{
    if (!form.replaces)
        return;
    const auto replaced = std::ranges::find(facts.issued, *form.replaces, &IssuedCertificate::sha256);
    if (replaced == facts.issued.end()) // not of the own CA: nothing that a witness knows of, see neighbourFindings()
        return;
    const bool same = replaced->spkiSha256 == csr.spkiSha256;
    if (form.kind == RequestKind::Renew && !same)
        preview.findings.push_back({RequestRule::RenewedOtherKey, true, toHex(csr.spkiSha256)});
    if (form.kind == RequestKind::Rekey && same)
        preview.findings.push_back({RequestRule::RekeyedSameKey, true, toHex(csr.spkiSha256)});
}

std::vector<std::string> sortedLower(const std::vector<std::string> &names)
{
    std::vector<std::string> sorted;
    for (const std::string &name : names)
        sorted.push_back(lower(name));
    std::ranges::sort(sorted);
    sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
    return sorted;
}

} // namespace

const char *requestRuleName(RequestRule rule)
{
    const auto row = std::ranges::find_if(ruleNames, [&](const auto &known) { return known.rule == rule; });
    return row == std::end(ruleNames) ? "" : row->name;
}

const RequestFinding *RequestPreview::blocking() const
{
    const auto at = std::ranges::find(findings, true, &RequestFinding::blocking);
    return at == findings.end() ? nullptr : &*at;
}

RequestPreview previewRequest(const Facts &facts, const RequestForm &form, const CertificateRequest &csr, Instant now,
                              std::optional<std::vector<ApprovalStep>> steps)
{
    RequestPreview preview;
    preview.steps = steps ? std::move(*steps) : stepsFor(facts, csr);
    preview.lapses = now + days(facts.policy.requestLifeDays);
    const auto found = [&](RequestRule rule, bool blocking, std::string observed) {
        preview.findings.push_back({rule, blocking, std::move(observed)});
    };
    if (!facts.service)
        found(RequestRule::ServiceUnknown, true, form.service);
    if (std::ranges::find(facts.revokedKeys, csr.spkiSha256) != facts.revokedKeys.end())
        found(RequestRule::KeyRevoked, true, toHex(csr.spkiSha256));
    for (const Finding &weakness : keyFindings(csr)) // which weak keys of Debian are known depends on the computer: no ground to decide on
        found(RequestRule::WeakKey, weakness.rule != Rule::DebianWeakKey, std::string(ruleName(weakness.rule)) + " " + weakness.observed);
    const Asked *asked = askedProfile(form.profile);
    const Result<CertificateProfile> profile = builtinProfile(form.profile);
    if (asked && profile) {
        judgeProfile(facts, form, *profile, csr, preview);
        judgeCa(facts, form, asked->tree, *profile, csr, now, preview);
    } else {
        found(RequestRule::ProfileUnknown, true, form.profile);
    }
    judgeReplacing(facts, form, csr, preview);
    if (csr.asksForCa)
        found(RequestRule::AsksForCa, false, csr.subject);
    judgePeople(facts, preview);
    return preview;
}

std::vector<RequestFinding> neighbourFindings(const RequestForm &form, const CertificateRequest &csr, const RequestNeighbours &neighbours,
                                              Instant now)
{
    std::vector<RequestFinding> findings;
    const std::vector<std::string> asked = sortedLower(namesAskedFor(csr));
    if (form.replaces && !neighbours.replaced)
        findings.push_back({RequestRule::ReplacedUnknown, false, toHex(*form.replaces)});
    if (neighbours.replaced) {
        // Of certificates that came from elsewhere the authority cannot ask this; people can.
        const bool same = neighbours.replaced->spkiSha256 == csr.spkiSha256;
        if (same != (form.kind == RequestKind::Renew))
            findings.push_back({same ? RequestRule::RekeyedSameKey : RequestRule::RenewedOtherKey, false, toHex(csr.spkiSha256)});
        const std::vector<std::string> before = sortedLower(neighbours.replaced->names);
        std::vector<std::string> differing;
        std::ranges::set_symmetric_difference(before, asked, std::back_inserter(differing));
        std::string observed;
        for (const std::string &name : differing)
            observed += (observed.empty() ? "" : ", ") + std::string(std::ranges::binary_search(asked, name) ? "+" : "-") + name;
        if (!differing.empty())
            findings.push_back({RequestRule::NamesDiffer, false, observed});
    }
    for (const std::string &request : neighbours.requests) {
        if (request != form.id)
            findings.push_back({RequestRule::KeyReused, false, request});
    }
    for (const RequestNeighbours::Certificate &certificate : neighbours.certificates) {
        if (certificate.sha256 == form.replaces)
            continue;
        if (certificate.spkiSha256 == csr.spkiSha256)
            findings.push_back({RequestRule::KeyReused, false, certificate.subject});
        if (certificate.revoked || certificate.notAfter < now)
            continue;
        for (const std::string &name : asked) {
            if (std::ranges::any_of(certificate.names, [&](const std::string &other) { return nameCovers(lower(other), name); }))
                findings.push_back({RequestRule::NameCovered, false, name + ": " + certificate.subject});
        }
    }
    return findings;
}

std::vector<std::string> requestProfiles()
{
    std::vector<std::string> names;
    for (const Asked &asked : profiles)
        names.emplace_back(asked.profile);
    return names;
}

int longestTerm(const Policy &policy, std::string_view name)
{
    const Asked *asked = askedProfile(name);
    const Result<CertificateProfile> profile = builtinProfile(name);
    return asked && profile ? std::min(policy.*asked->mostDays, profile->maximumDays) : 0;
}

std::vector<std::string> namesAskedFor(const CertificateRequest &csr)
{
    std::vector<std::string> names = csr.names.dnsNames;
    names.insert(names.end(), csr.names.otherNames.begin(), csr.names.otherNames.end());
    return names;
}

const CertificateAuthority *proposedCa(const std::vector<CertificateAuthority> &cas, std::string_view profile, const CertificateRequest &csr,
                                       Instant now)
{
    const Asked *asked = askedProfile(profile);
    const auto fits = [&](const CertificateAuthority &ca) {
        return asked && ca.plan.tree == asked->tree && isActive(ca, now) && outsideOf(ca.plan, csr).empty();
    };
    // What trusts one family of algorithms mostly does not know the other.
    const auto sameFamily = [&](const CertificateAuthority &ca) {
        return (ca.plan.algorithm == keyKindName(KeyKind::Sm2)) == (csr.keyAlgorithm == KeyAlgorithm::Sm2);
    };
    auto at = std::ranges::find_if(cas, [&](const CertificateAuthority &ca) { return sameFamily(ca) && fits(ca); });
    if (at == cas.end())
        at = std::ranges::find_if(cas, fits);
    return at == cas.end() ? nullptr : &*at;
}

bool matchesSensitive(std::string_view pattern, std::string_view name)
{
    // Whether some text is of both: the places reached in the name, after each part of the pattern. A name's "*" is one label, at least one
    // character of it; so it is read as "one, and more of it".
    enum class Part : std::uint8_t { Literal, OneOfLabel, MoreOfLabel };
    std::vector<std::pair<Part, char>> parts;
    for (char c : name) {
        if (c == '*') {
            parts.emplace_back(Part::OneOfLabel, 0);
            parts.emplace_back(Part::MoreOfLabel, 0);
        } else {
            parts.emplace_back(Part::Literal, c);
        }
    }
    std::vector<bool> reached(parts.size() + 1), next;
    const auto skipMore = [&](std::vector<bool> &places) {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (places[i] && parts[i].first == Part::MoreOfLabel)
                places[i + 1] = true;
        }
    };
    reached[0] = true;
    skipMore(reached);
    for (char c : pattern) {
        next.assign(parts.size() + 1, false);
        for (std::size_t i = 0; i <= parts.size(); ++i) {
            if (!reached[i])
                continue;
            if (c == '*') { // this place and all behind it
                std::fill(next.begin() + static_cast<std::ptrdiff_t>(i), next.end(), true);
                break;
            }
            if (i == parts.size())
                continue;
            const bool fits = parts[i].first == Part::Literal ? parts[i].second == c : c != '.';
            if (fits)
                next[parts[i].first == Part::MoreOfLabel ? i : i + 1] = true;
        }
        skipMore(next);
        reached.swap(next);
    }
    return reached[parts.size()];
}

} // namespace hufu
