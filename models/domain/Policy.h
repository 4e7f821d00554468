// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"

#include <QJsonObject>

#include <map>
#include <string>
#include <vector>

namespace hufu {

constexpr qsizetype mostRelyingEndpoints = 32;
constexpr std::size_t longestRelyingEndpoint = 300;

/// The house's own rules, as data: shown and edited in Settings, changed only by a `policy.set` command.
struct Policy {
    struct RuleSetting {
        bool enabled = true;
        Severity severity = Severity::Low;
        bool operator==(const RuleSetting &) const = default;
    };
    std::map<Rule, RuleSetting> rules; ///< every rule of allRules()
    int expiresSoonDays = 30;          ///< ExpiresSoon: days left on a service's certificate, scaled as in standards.md §1.4
    int privateTermDays = 731;         ///< longest term of a private end-entity certificate (checklist 三.1: two years)
    std::string minimumClassCore = "ev";      ///< checklist 一.1: "dv", "ov", "ev" or "any"
    std::string minimumClassOther = "ov";

    /// Requests: names that only the information security department approves. "*" stands for any characters, lower case.
    std::vector<std::string> sensitiveNames{"patient.*", "*.patient.*", "his.*", "emr.*", "pacs.*", "lis.*"};
    int approvalsOrdinary = 1;    ///< approvers of an ordinary name: department heads of the applicant's department, or security admins
    int approvalsSensitive = 1;   ///< security admins that a sensitive name, or a service with patient data, needs
    int requestLifeDays = 14;     ///< an open request lapses after this
    int approvalLifeDays = 7;     ///< an approval that could not be carried out lapses after this
    int clientTermDays = 366;     ///< longest term of a client or device certificate (standards.md §1.3)
    /// Revocation: a second security admin signs for core services, for CAs, and for more than this many at once.
    int revokeAloneMost = 10;
    /// Emergencies: above this many certificates at once their number has to be typed, and a second security admin signs.
    int circuitBreakerMost = 100;
    /// What one security admin may suspend alone when nobody else answers: at once, within 24 hours, and how long after the start.
    int breakGlassMost = 20;
    int breakGlassDayMost = 40;
    int breakGlassWaitMinutes = 3;
    int crlLifeDays = 7;          ///< nextUpdate; a CRL past it makes relying servers refuse everyone
    int crlRefreshHours = 24;     ///< re-signed after this even when nothing was revoked
    int ocspLifeMinutes = 60;     ///< of pre-produced answers
    /// Certificates (DER) of makers of USBKeys, which what a card attests about its keys is held against; none: it is kept, and believed by nobody.
    /// Self-signed ones, and those between them and what a card holds (YubiKeys since 5.7), each of which leads to one that is.
    std::vector<Bytes> attestationRoots{};
    int attestationDemanded = 0;  ///< 1: a USBKey whose maker does not vouch for its keys, as `attestationRoots` say, is not issued
    int softTokens = 1;           ///< 0: officers sign with USBKeys alone
    /// Names of the certificate roles that one officer alone issues temporary USBKeys under, to holders who are locked out; none: nobody does.
    std::vector<std::string> temporaryRoles{};
    int temporaryHours = 8;       ///< for so long at most
    int temporaryDayMost = 5;     ///< so many by one officer within 24 hours
    int pinLetters = 0;           ///< 1: PINs may be drawn at random and printed for their holders
    /// Servers that ask for client certificates, where a canary tries to get in when something is revoked in an emergency: as EndpointSpec reads them, with a
    /// path where one asks by https.
    std::vector<std::string> relyingEndpoints;
    int staleAfterMinutes = 60;   ///< consoles of a server: from so long without it on, what they show comes with a warning
    int backupDays = 31;          ///< the house is backed up anew after this at the latest
    int backupDay = 1;            ///< day of the month from which on the authority backs the house up by itself; 0: never
    int backupsKept = 12;         ///< so many of those are kept
    int restoreTestDays = 92;     ///< likewise a restore test (C4: every quarter)

    bool operator==(const Policy &) const = default;
};

/// The policy a house is founded with: every rule on, at its default severity.
Policy defaultPolicy();
QJsonObject toJson(const Policy &policy);
/// Unknown rules are refused; rules and, in journals of older releases, numbers that are not named keep their default.
Result<Policy> policyFromJson(const QJsonObject &object);
/// Whether signatures lead from this certificate (DER), over those of Policy::attestationRoots, to a self-signed one among them.
bool vouchedForByMakers(const Policy &policy, const Bytes &certificate);

} // namespace hufu
