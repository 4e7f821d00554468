// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"

#include <span>
#include <string>
#include <vector>

namespace hufu {

class WeakKeyList;

/// The rules that look at one certificate alone (standards.md §1.7); stored by value: never renumber. Rules that need the rest
/// of the house (tier, sharing, being expired yet seen) start at 100 and are decided in models/domain/Findings.
enum class Rule : std::uint16_t {
    RsaTooShort = 1,          // BR 6.1.5: below 2048 bits
    RsaBadExponent = 2,       // BR 6.1.6: even, or below 3
    RsaSmallFactor = 3,
    RsaClosePrimes = 4,       // Fermat, 100 rounds
    RocaKey = 5,              // CVE-2017-15361
    DebianWeakKey = 6,        // CVE-2008-0166
    WeakCurve = 7,            // not P-256/384/521 (or SM2, Ed25519/Ed448)
    PointNotOnCurve = 8,
    Sha1Signature = 9,        // also for CAs unless self-signed root
    Md5Signature = 10,
    ValidityTooLong = 11,     // by date of issue, BR 6.3.2; public TLS only (class != private); observed = days
    NoSubjectAltName = 12,    // server certificate
    CommonNameNotInSan = 13,
    InternalNameInPublic = 14, // reserved IP or internal name in a non-private certificate
    UnderscoreInName = 15,
    WildcardMisplaced = 16,   // not the whole left-most label
    WildcardInEv = 17,
    DuplicateSan = 18,
    NoAuthorityInfoAccess = 19,
    NoExtendedKeyUsage = 20,
    AnyExtendedKeyUsage = 21,
    KeyUsageContradictsKey = 22, // EC with keyEncipherment
    KeyUsageNotCritical = 23,
    SerialNotPositive = 24,
    SerialTooLong = 25,
    SignatureAlgorithmMismatch = 26,
    DuplicateExtension = 27,
    UnknownCriticalExtension = 28,
    ClassContradiction = 29,  // DV policy with O in the subject …
    MissingEvFields = 30,
    OcspResponderProfile = 31, // CDP present or nocheck missing
    NoRevocationSource = 32,  // neither CRL nor OCSP and not short-lived
    CaWithoutKeyCertSign = 33,
    CaBasicConstraintsNotCritical = 34,
    Version1 = 35,
    NegativeValidity = 36,    // notAfter before notBefore
    EmptyAttribute = 37,      // subject attribute of '.', '-' or blanks
    DsaKey = 38,
    OrganizationalUnitInPublic = 39,
    MalformedExtension = 40,  // its value is not what its OID promises
    RsaBreakable = 41,        // below 1024 bits; RsaTooShort is not said as well
    RsaOddLength = 42,        // BR 6.1.5: bits % 8 != 0
    RsaUnusualExponent = 43,  // BR 6.1.6 "should": below 2^16+1 or above 2^256-1
    // contextual, see models/domain/Findings.h
    DvOnService = 100,        // checklist 一.1
    OvOnCoreService = 101,
    KeySharedAcrossOwners = 102,
    PrivateKeyInFile = 103,
    ExpiredButSeen = 104,     // expired, but an endpoint still shows it
    ExpiresSoon = 105,
    UntrustedChain = 106,
    NotYetValid = 107,
    TermAboveHousePolicy = 108,
};

enum class Severity : std::uint8_t { Info = 0, Low = 1, Medium = 2, High = 3, Critical = 4 };

/// One rule broken by one certificate. Sentences are made by models/wording/FindingText.
struct Finding {
    Rule rule{};
    Severity severity = Severity::Low;
    std::string observed; ///< the value seen, language-free: "1024 bits", "sha1WithRSA", "398 > 200 days", "*.a.*.b"
    bool operator==(const Finding &) const = default;
};

/// Stable kebab-case name ("rsa-too-short") for queries, JSON and policy; and back.
const char *ruleName(Rule rule);
Result<Rule> ruleFromName(std::string_view name);
/// All rules, in order.
std::span<const Rule> allRules();
/// Where the rule comes from: "BR 6.1.5", "RFC 5280 §4.1.2.2", "checklist 一.1".
const char *ruleSource(Rule rule);
Severity defaultSeverity(Rule rule);
const char *severityName(Severity severity);

/// Number of the rule set; raised when a rule changes, so that stored results are made anew.
constexpr int lintRuleSet = 2;

/// Every rule of the first group on one certificate, in the order of the rules, each at most once. `der` is what the listing was read from.
/// What BR asks of public TLS servers is asked of those alone: `validationClass` other than Private, and usable for TLS servers by
/// extended key usage, or without one by its names. The rest is asked of all. Each weighs what its rule weighs by
/// default: what weighs otherwise is a rule of its own, since houses set severities by rule.
/// DebianWeakKey finds RSA keys of the installed lists (WeakKeyList.h) and nothing where none is installed.
/// Thread-safe. About 2 µs for P-256, 0.03 ms for RSA-2048; bounded for any key a listing can hold.
std::vector<Finding> lint(BytesView der, const CertificateListing &listing, ValidationClass validationClass);
/// The same with lists of one's own.
std::vector<Finding> lint(BytesView der, const CertificateListing &listing, ValidationClass validationClass, const WeakKeyList &weakKeys);

} // namespace hufu
