// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Lints.h"

#include <algorithm>
#include <array>

namespace hufu {
namespace {

struct RuleEntry {
    Rule rule;
    const char *name;
    const char *source;
    Severity severity;
};

// BR: CA/Browser Forum TLS Baseline Requirements v2.2.6. EVG: EV Guidelines. checklist: 医疗网站部署SSL证书的安全加固清单.
constexpr RuleEntry table[] = {
    {Rule::RsaTooShort, "rsa-too-short", "BR 6.1.5", Severity::High},
    {Rule::RsaBadExponent, "rsa-bad-exponent", "BR 6.1.6", Severity::High},
    {Rule::RsaSmallFactor, "rsa-small-factor", "BR 6.1.6", Severity::Critical},
    {Rule::RsaClosePrimes, "rsa-close-primes", "BR 6.1.1.3", Severity::Critical},
    {Rule::RocaKey, "roca-key", "CVE-2017-15361, BR 6.1.1.3", Severity::Critical},
    {Rule::DebianWeakKey, "debian-weak-key", "CVE-2008-0166, BR 6.1.1.3", Severity::Critical},
    {Rule::WeakCurve, "weak-curve", "BR 6.1.5", Severity::Medium},
    {Rule::PointNotOnCurve, "point-not-on-curve", "BR 6.1.6, SP 800-56A §5.6.2.3", Severity::Critical},
    {Rule::Sha1Signature, "sha1-signature", "BR 7.1.3.2", Severity::High},
    {Rule::Md5Signature, "md5-signature", "BR 7.1.3.2, RFC 6151", Severity::Critical},
    {Rule::ValidityTooLong, "validity-too-long", "BR 6.3.2", Severity::High},
    {Rule::NoSubjectAltName, "no-subject-alt-name", "BR 7.1.2.7.12, RFC 9525 §2", Severity::High},
    {Rule::CommonNameNotInSan, "common-name-not-in-san", "BR 7.1.4.3", Severity::Medium},
    {Rule::InternalNameInPublic, "internal-name-in-public", "BR 7.1.2.7.12", Severity::High},
    {Rule::UnderscoreInName, "underscore-in-name", "BR 7.1.2.7.12, RFC 1034 §3.5", Severity::Low},
    {Rule::WildcardMisplaced, "wildcard-misplaced", "RFC 9525 §6.3, BR 1.6.1", Severity::Medium},
    {Rule::WildcardInEv, "wildcard-in-ev", "EVG 7.1.2.1", Severity::Medium},
    {Rule::DuplicateSan, "duplicate-san", "RFC 5280 §4.2.1.6", Severity::Low},
    {Rule::NoAuthorityInfoAccess, "no-authority-info-access", "BR 7.1.2.7.7", Severity::Low},
    {Rule::NoExtendedKeyUsage, "no-extended-key-usage", "BR 7.1.2.7.6", Severity::Medium},
    {Rule::AnyExtendedKeyUsage, "any-extended-key-usage", "BR 7.1.2.7.10", Severity::Medium},
    {Rule::KeyUsageContradictsKey, "key-usage-contradicts-key", "BR 7.1.2.7.11, RFC 8813 §3, RFC 3279 §2.3.1", Severity::Low},
    {Rule::KeyUsageNotCritical, "key-usage-not-critical", "RFC 5280 §4.2.1.3", Severity::Info},
    {Rule::SerialNotPositive, "serial-not-positive", "RFC 5280 §4.1.2.2", Severity::Low},
    {Rule::SerialTooLong, "serial-too-long", "RFC 5280 §4.1.2.2", Severity::Low},
    {Rule::SignatureAlgorithmMismatch, "signature-algorithm-mismatch", "RFC 5280 §4.1.1.2", Severity::High},
    {Rule::DuplicateExtension, "duplicate-extension", "RFC 5280 §4.2", Severity::Medium},
    {Rule::UnknownCriticalExtension, "unknown-critical-extension", "RFC 5280 §4.2", Severity::Medium},
    {Rule::ClassContradiction, "class-contradiction", "BR 7.1.2.7.2", Severity::Medium},
    {Rule::MissingEvFields, "missing-ev-fields", "EVG 7.1.4.2", Severity::Medium},
    {Rule::OcspResponderProfile, "ocsp-responder-profile", "BR 7.1.2.8, RFC 6960 §4.2.2.2.1", Severity::Medium},
    {Rule::NoRevocationSource, "no-revocation-source", "BR 7.1.2.11.2, checklist 三.2", Severity::Medium},
    {Rule::CaWithoutKeyCertSign, "ca-without-key-cert-sign", "RFC 5280 §4.2.1.3", Severity::Medium},
    {Rule::CaBasicConstraintsNotCritical, "ca-basic-constraints-not-critical", "RFC 5280 §4.2.1.9", Severity::Low},
    {Rule::Version1, "version-1", "BR 7.1.1", Severity::Medium},
    {Rule::NegativeValidity, "negative-validity", "RFC 5280 §4.1.2.5", Severity::High},
    {Rule::EmptyAttribute, "empty-attribute", "BR 7.1.4.2", Severity::Low},
    {Rule::DsaKey, "dsa-key", "BR 6.1.5, FIPS 186-5", Severity::High},
    {Rule::OrganizationalUnitInPublic, "organizational-unit-in-public", "BR 7.1.2.7.4", Severity::Low},
    {Rule::MalformedExtension, "malformed-extension", "RFC 5280 §4.2", Severity::Medium},
    {Rule::RsaBreakable, "rsa-breakable", "BR 6.1.5", Severity::Critical},
    {Rule::RsaOddLength, "rsa-odd-length", "BR 6.1.5", Severity::Low},
    {Rule::RsaUnusualExponent, "rsa-unusual-exponent", "BR 6.1.6", Severity::Low},
    {Rule::DvOnService, "dv-on-service", "checklist 一.1", Severity::High},
    {Rule::OvOnCoreService, "ov-on-core-service", "checklist 一.1", Severity::Medium},
    {Rule::KeySharedAcrossOwners, "key-shared-across-owners", "BR 6.1.1.3, SP 800-57 part 1 §5.2", Severity::High},
    {Rule::PrivateKeyInFile, "private-key-in-file", "checklist 三.3", Severity::Medium},
    {Rule::ExpiredButSeen, "expired-but-seen", "checklist 三.2, RFC 5280 §6.1.3", Severity::Critical},
    {Rule::ExpiresSoon, "expires-soon", "checklist 三.2", Severity::Medium},
    {Rule::UntrustedChain, "untrusted-chain", "RFC 5280 §6.1", Severity::Medium},
    {Rule::NotYetValid, "not-yet-valid", "RFC 5280 §4.1.2.5", Severity::Low},
    {Rule::TermAboveHousePolicy, "term-above-house-policy", "checklist 三.1", Severity::Medium},
};

constexpr auto rules = [] {
    std::array<Rule, std::size(table)> all{};
    std::ranges::transform(table, all.begin(), &RuleEntry::rule);
    return all;
}();
static_assert(std::ranges::is_sorted(rules));

const RuleEntry *find(Rule rule)
{
    const auto entry = std::ranges::lower_bound(table, rule, {}, &RuleEntry::rule);
    return entry != std::end(table) && entry->rule == rule ? entry : nullptr;
}

} // namespace

const char *ruleName(Rule rule)
{
    const RuleEntry *entry = find(rule);
    return entry ? entry->name : "unknown-rule"; // stored by a newer release
}

Result<Rule> ruleFromName(std::string_view name)
{
    const auto entry = std::ranges::find(table, name, [](const RuleEntry &e) { return std::string_view(e.name); });
    if (entry == std::end(table))
        return fail(ErrorCode::InvalidArgument, "no rule of this name", std::string(name));
    return entry->rule;
}

std::span<const Rule> allRules() { return rules; }

const char *ruleSource(Rule rule)
{
    const RuleEntry *entry = find(rule);
    return entry ? entry->source : "";
}

Severity defaultSeverity(Rule rule)
{
    const RuleEntry *entry = find(rule);
    return entry ? entry->severity : Severity::Info;
}

const char *severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info: return "info";
    case Severity::Low: return "low";
    case Severity::Medium: return "medium";
    case Severity::High: return "high";
    case Severity::Critical: return "critical";
    }
    return "info";
}

} // namespace hufu
