// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Findings.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::int64_t day = 86400;

bool isServer(Purpose purpose) { return purpose == Purpose::Server || purpose == Purpose::ServerAndClient; }

/// How much identity a class proves, for comparison with the policy's minimum; private and unknown ones are not compared.
int proof(ValidationClass validationClass)
{
    switch (validationClass) {
    case ValidationClass::Dv: return 1;
    case ValidationClass::Ov:
    case ValidationClass::Iv: return 2;
    case ValidationClass::Ev: return 3;
    default: return 0;
    }
}
int minimumProof(const std::string &name) { return name == "dv" ? 1 : name == "ov" ? 2 : name == "ev" ? 3 : 0; }

std::int64_t daysFrom(Instant from, Instant to)
{
    const std::int64_t seconds = toUnix(to) - toUnix(from);
    return seconds >= 0 ? seconds / day : -((-seconds + day - 1) / day);
}

/// The first few, and how many more there are.
std::string joined(const std::vector<std::string> &texts)
{
    constexpr std::size_t most = 5;
    std::string all;
    for (std::size_t at = 0; at < std::min(texts.size(), most); ++at)
        all += (at ? ", " : "") + texts[at];
    return texts.size() > most ? all + " +" + std::to_string(texts.size() - most) : all;
}

/// Hands every rule broken to `found(rule, observed)`, where `observed` makes the text only if it is wanted.
template <typename Found>
void judge(const CertificateFacts &facts, const Policy &policy, Instant now, Found found)
{
    const bool inForce = facts.notBefore <= now && now <= facts.notAfter;
    const std::string &minimum = facts.tier == Tier::Core ? policy.minimumClassCore : policy.minimumClassOther;
    const int proven = proof(facts.validationClass);
    if (facts.tiedToService && isServer(facts.purpose) && proven > 0 && proven < minimumProof(minimum)) {
        const auto observed = [&] { return std::string(validationClassName(facts.validationClass)) + " < " + minimum; };
        if (facts.validationClass == ValidationClass::Dv)
            found(Rule::DvOnService, observed);
        else if (facts.tier == Tier::Core)
            found(Rule::OvOnCoreService, observed);
    }
    if (facts.sharedAcrossOwners)
        found(Rule::KeySharedAcrossOwners, [&] { return joined(facts.keyOwners); });
    if (facts.privateKeyInFile)
        found(Rule::PrivateKeyInFile, [&] { return joined(facts.keyFiles); });
    if (facts.endpointSeen && *facts.endpointSeen > facts.notAfter && now > facts.notAfter)
        found(Rule::ExpiredButSeen, [&] { return toIso(facts.notAfter) + " < " + toIso(*facts.endpointSeen); });
    if (facts.tiedToService && inForce && !facts.superseded && !facts.withdrawn) {
        const std::int64_t left = daysFrom(now, facts.notAfter);
        if (left < expiresSoonDays(facts.notBefore, facts.notAfter, policy.expiresSoonDays))
            found(Rule::ExpiresSoon, [&] { return std::to_string(left) + (facts.awaitsSuccessor ? " days, successor not in place" : " days"); });
    }
    const bool actsAsCa = facts.ca && facts.chain != ChainState::SelfSigned; // a root's chain is complete
    if ((facts.tiedToService || facts.endpointSeen) && !actsAsCa && inForce
        && (facts.chain == ChainState::SelfSigned || facts.chain == ChainState::IssuerMissing))
        found(Rule::UntrustedChain, [&] { return std::string(facts.chain == ChainState::SelfSigned ? "self-signed" : "issuer missing"); });
    if (now < facts.notBefore)
        found(Rule::NotYetValid, [&] { return toIso(facts.notBefore); });
    if (!actsAsCa && facts.validationClass == ValidationClass::Private) {
        const int term = termDays(facts.notBefore, facts.notAfter);
        if (term > policy.privateTermDays)
            found(Rule::TermAboveHousePolicy,
                  [&] { return std::to_string(term) + " > " + std::to_string(policy.privateTermDays) + " days"; });
    }
}

} // namespace

int ruleIndex(Rule rule)
{
    static const std::array<std::int8_t, 256> positions = [] {
        std::array<std::int8_t, 256> made;
        made.fill(-1);
        const std::span<const Rule> rules = allRules();
        for (std::size_t at = 0; at < std::min<std::size_t>(rules.size(), mostRules); ++at)
            made.at(static_cast<std::size_t>(rules[at])) = static_cast<std::int8_t>(at);
        return made;
    }();
    const auto number = static_cast<std::size_t>(rule);
    return number < positions.size() ? positions[number] : -1;
}

Rule ruleAt(int index) { return allRules()[static_cast<std::size_t>(index)]; }

RuleTable::RuleTable(const Policy &policy)
{
    for (Rule rule : allRules()) {
        const auto set = policy.rules.find(rule);
        const Policy::RuleSetting setting = set != policy.rules.end() ? set->second : Policy::RuleSetting{true, defaultSeverity(rule)};
        if (!setting.enabled)
            continue;
        m_enabled |= ruleBit(rule);
        m_bySeverity[static_cast<std::size_t>(setting.severity)] |= ruleBit(rule);
    }
}

Severity RuleTable::severity(Rule rule) const
{
    return worst(ruleBit(rule)).value_or(defaultSeverity(rule));
}

std::optional<Severity> RuleTable::worst(RuleBits rules) const
{
    for (int severity = static_cast<int>(Severity::Critical); severity >= 0; --severity) {
        if (rules & m_bySeverity[static_cast<std::size_t>(severity)])
            return static_cast<Severity>(severity);
    }
    return std::nullopt;
}

RuleBits rulesForPublicServers()
{
    static const RuleBits rules = [] {
        RuleBits all = 0;
        for (Rule rule : {Rule::ValidityTooLong, Rule::NoExtendedKeyUsage, Rule::NoAuthorityInfoAccess, Rule::InternalNameInPublic,
                          Rule::UnderscoreInName, Rule::OrganizationalUnitInPublic, Rule::WildcardInEv, Rule::MissingEvFields})
            all |= ruleBit(rule);
        return all;
    }();
    return rules;
}

RuleBits contextualRules(const CertificateFacts &facts, const Policy &policy, const RuleTable &table, Instant now)
{
    RuleBits rules = 0;
    judge(facts, policy, now, [&](Rule rule, const auto &) { rules |= ruleBit(rule); });
    return rules & table.enabled();
}

std::vector<Finding> contextualFindings(const CertificateFacts &facts, const Policy &policy, Instant now)
{
    const RuleTable table(policy);
    std::vector<Finding> findings;
    judge(facts, policy, now, [&](Rule rule, const auto &observed) {
        if (table.enabled() & ruleBit(rule))
            findings.push_back({rule, table.severity(rule), observed()});
    });
    return findings;
}

int expiresSoonDays(Instant notBefore, Instant notAfter, int policyDays)
{
    const int term = termDays(notBefore, notAfter);
    return std::min(policyDays, (term + 2) / 3);
}

int termDays(Instant notBefore, Instant notAfter)
{
    const std::int64_t seconds = toUnix(notAfter) - toUnix(notBefore) + 1; // BR 1.6.1: both ends included
    return seconds <= 0 ? 0 : static_cast<int>((seconds + day - 1) / day);
}

} // namespace hufu
