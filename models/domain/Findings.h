// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateStatus.h"
#include "models/domain/Policy.h"
#include "models/domain/Service.h"

#include <array>
#include <bit>

namespace hufu {

/// A set of rules, one bit for each rule of allRules() in its order.
using RuleBits = std::uint64_t;
constexpr int mostRules = 64;

/// Position in allRules(); -1 for a number that is no rule of this release.
int ruleIndex(Rule rule);
Rule ruleAt(int index);
inline RuleBits ruleBit(Rule rule)
{
    const int index = ruleIndex(rule);
    return index < 0 ? 0 : RuleBits(1) << index;
}
/// Calls `visit(Rule)` for each rule of the set, in order.
template <typename Visit>
void forEachRule(RuleBits rules, Visit visit)
{
    for (; rules; rules &= rules - 1)
        visit(ruleAt(std::countr_zero(rules)));
}

/// The policy's rule settings in a form quick enough for a million rows.
class RuleTable {
public:
    explicit RuleTable(const Policy &policy);
    RuleBits enabled() const { return m_enabled; }
    Severity severity(Rule rule) const;
    /// The highest severity in the set; none when it is empty.
    std::optional<Severity> worst(RuleBits rules) const;

private:
    RuleBits m_enabled = 0;
    std::array<RuleBits, 5> m_bySeverity{};
};

/// Which issuers of a certificate the inventory holds, by their names (RFC 5280 §6.1.3 (a)(4)); signatures are checked where one
/// certificate is opened.
enum class ChainState : std::uint8_t { Unknown, Complete, SelfSigned, IssuerMissing };

/// What the rules of the house look at: one certificate, and its place in the house.
struct CertificateFacts {
    Instant notBefore{}, notAfter{};
    Purpose purpose = Purpose::Other;
    ValidationClass validationClass = ValidationClass::Unknown;
    bool ca = false;
    bool superseded = false;
    bool awaitsSuccessor = false; ///< one was issued in its place, and not seen there yet
    bool withdrawn = false; ///< revoked or suspended by the own CA
    bool tiedToService = false;
    Tier tier = Tier::None;             ///< highest of its services
    bool sharedAcrossOwners = false;    ///< another certificate with this key belongs to someone else
    bool privateKeyInFile = false;
    std::vector<std::string> keyOwners, keyFiles; ///< who shares the key, where it lies: for what was observed; may be left out
    std::optional<Instant> endpointSeen; ///< when an endpoint last showed it
    ChainState chain = ChainState::Unknown;
};

/// Rules of BR and EVG that lint() applies to public TLS servers alone.
RuleBits rulesForPublicServers();

/// The rules from 100 on that the certificate breaks under this policy, disabled ones left out.
RuleBits contextualRules(const CertificateFacts &facts, const Policy &policy, const RuleTable &table, Instant now);
/// The same as findings, with the values observed.
std::vector<Finding> contextualFindings(const CertificateFacts &facts, const Policy &policy, Instant now);

/// Days before the end from which on a certificate of this length calls for attention: the house's days, scaled down for short
/// lives so that a 47-day certificate is not born an alarm (standards.md §1.4: at most a third of the life).
int expiresSoonDays(Instant notBefore, Instant notAfter, int policyDays);
/// Whole days of a validity period, both ends included, any excess second counting a further day (BR 1.6.1).
int termDays(Instant notBefore, Instant notAfter);

} // namespace hufu
