// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Policy.h"

#include "models/domain/Card.h"
#include "models/domain/JsonFields.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr Severity severityOrder[] = {Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical};

Result<Severity> severityFromName(std::string_view name)
{
    for (Severity severity : severityOrder) {
        if (name == severityName(severity))
            return severity;
    }
    return fail(ErrorCode::Malformed, "no such severity: " + std::string(name));
}

constexpr qsizetype mostPatterns = 200, mostAttestationRoots = 20, mostTemporaryRoles = 100;

/// The numbers that later releases added, and their bounds.
constexpr struct {
    const char *name;
    int Policy::*value;
    int least, most;
} numbers[] = {
    {"approvalsOrdinary", &Policy::approvalsOrdinary, 1, 5},   {"approvalsSensitive", &Policy::approvalsSensitive, 1, 5},
    {"requestLifeDays", &Policy::requestLifeDays, 1, 90},      {"approvalLifeDays", &Policy::approvalLifeDays, 1, 90},
    {"clientTermDays", &Policy::clientTermDays, 1, 3650},      {"revokeAloneMost", &Policy::revokeAloneMost, 0, 10000},
    {"crlLifeDays", &Policy::crlLifeDays, 1, 365},             {"crlRefreshHours", &Policy::crlRefreshHours, 1, 24 * 365},
    {"ocspLifeMinutes", &Policy::ocspLifeMinutes, 5, 10 * 24 * 60}, {"staleAfterMinutes", &Policy::staleAfterMinutes, 5, 30 * 24 * 60},
    {"circuitBreakerMost", &Policy::circuitBreakerMost, 1, 20000}, {"breakGlassMost", &Policy::breakGlassMost, 0, 1000},
    {"softTokens", &Policy::softTokens, 0, 1},                 {"temporaryHours", &Policy::temporaryHours, 1, mostTemporaryHours},
    {"temporaryDayMost", &Policy::temporaryDayMost, 0, 1000},  {"pinLetters", &Policy::pinLetters, 0, 1},
    {"breakGlassDayMost", &Policy::breakGlassDayMost, 0, 10000}, {"breakGlassWaitMinutes", &Policy::breakGlassWaitMinutes, 0, 60},
    {"backupDays", &Policy::backupDays, 1, 366},
    {"backupDay", &Policy::backupDay, 0, 28},                  {"backupsKept", &Policy::backupsKept, 1, 120},
    {"restoreTestDays", &Policy::restoreTestDays, 1, 2 * 366}, {"attestationDemanded", &Policy::attestationDemanded, 0, 1},
};

bool isClassName(const std::string &name) { return name == "any" || name == "dv" || name == "ov" || name == "ev"; }

} // namespace

Policy defaultPolicy()
{
    Policy policy;
    for (Rule rule : allRules())
        policy.rules[rule] = {true, defaultSeverity(rule)};
    return policy;
}

QJsonObject toJson(const Policy &policy)
{
    QJsonObject rules;
    for (const auto &[rule, setting] : policy.rules)
        rules.insert(ruleName(rule), QJsonObject{{"enabled", setting.enabled}, {"severity", severityName(setting.severity)}});
    QJsonObject object{{"rules", rules},
            {"expiresSoonDays", policy.expiresSoonDays},
            {"privateTermDays", policy.privateTermDays},
            {"minimumClassCore", qstr(policy.minimumClassCore)},
            {"minimumClassOther", qstr(policy.minimumClassOther)}};
    for (const auto &number : numbers)
        object.insert(number.name, policy.*number.value);
    QJsonArray patterns;
    for (const std::string &pattern : policy.sensitiveNames)
        patterns.append(qstr(pattern));
    object.insert("sensitiveNames", patterns);
    QJsonArray roots;
    for (const Bytes &root : policy.attestationRoots)
        roots.append(qstr(toBase64(root)));
    if (!roots.isEmpty())
        object.insert("attestationRoots", roots);
    QJsonArray temporary;
    for (const std::string &role : policy.temporaryRoles)
        temporary.append(qstr(role));
    if (!temporary.isEmpty())
        object.insert("temporaryRoles", temporary);
    QJsonArray endpoints;
    for (const std::string &endpoint : policy.relyingEndpoints)
        endpoints.append(qstr(endpoint));
    if (!endpoints.isEmpty()) // as the policies of older releases
        object.insert("relyingEndpoints", endpoints);
    return object;
}

bool vouchedForByMakers(const Policy &policy, const Bytes &certificate)
{
    std::vector<Bytes> reached{certificate};
    for (std::size_t i = 0; i < reached.size(); ++i) {
        for (const Bytes &maker : policy.attestationRoots) {
            if (maker != reached[i] && !isSignedBy(reached[i], maker))
                continue;
            if (isSignedBy(maker, maker))
                return true;
            if (std::ranges::find(reached, maker) == reached.end())
                reached.push_back(maker);
        }
    }
    return false;
}

Result<Policy> policyFromJson(const QJsonObject &object)
{
    Policy policy = defaultPolicy();
    JsonFields fields(object);
    const QJsonObject rules = fields.object("rules");
    for (auto it = rules.begin(); it != rules.end(); ++it) {
        const Result<Rule> rule = ruleFromName(utf8(it.key()));
        if (!rule)
            return fail(rule.error());
        const QJsonObject setting = it.value().toObject();
        JsonFields inner(setting);
        const bool enabled = inner.boolean("enabled");
        const Result<Severity> severity = severityFromName(inner.text("severity", 20));
        if (!severity)
            return fail(severity.error());
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
        policy.rules[*rule] = {enabled, *severity};
    }
    policy.expiresSoonDays = static_cast<int>(fields.integer("expiresSoonDays", 1, 365));
    policy.privateTermDays = static_cast<int>(fields.integer("privateTermDays", 1, 36500));
    policy.minimumClassCore = fields.text("minimumClassCore", 3);
    policy.minimumClassOther = fields.text("minimumClassOther", 3);
    for (const auto &number : numbers) {
        if (fields.has(number.name))
            policy.*number.value = static_cast<int>(fields.integer(number.name, number.least, number.most));
    }
    if (fields.has("sensitiveNames")) {
        policy.sensitiveNames.clear();
        for (const QJsonValue pattern : fields.array("sensitiveNames", mostPatterns)) {
            const std::string text = utf8(pattern.toString());
            if (text.empty() || text.size() > 253)
                fields.wrong("sensitiveNames", "holds a pattern without characters, or too long");
            policy.sensitiveNames.push_back(text);
        }
    }
    if (fields.has("attestationRoots")) {
        for (const QJsonValue root : fields.array("attestationRoots", mostAttestationRoots)) {
            Result<Bytes> der = fromBase64(utf8(root.toString()));
            if (!der || der->empty() || der->size() > 16'384 || !readListing(*der))
                fields.wrong("attestationRoots", "holds what is no certificate");
            else
                policy.attestationRoots.push_back(std::move(*der));
        }
        for (const Bytes &one : policy.attestationRoots) {
            if (!vouchedForByMakers(policy, one))
                fields.wrong("attestationRoots", "holds a certificate that leads to none that is self-signed");
        }
    }
    if (policy.attestationDemanded != 0 && policy.attestationRoots.empty())
        fields.wrong("attestationDemanded", "names no maker who could vouch for anything: no USBKey could be issued");
    if (fields.has("temporaryRoles")) {
        for (const QJsonValue role : fields.array("temporaryRoles", mostTemporaryRoles)) {
            const std::string name = utf8(role.toString());
            if (name.empty() || name.size() > longestHolderPart || std::ranges::find(policy.temporaryRoles, name) != policy.temporaryRoles.end())
                fields.wrong("temporaryRoles", "holds nothing, something too long, or one twice");
            policy.temporaryRoles.push_back(name);
        }
    }
    if (fields.has("relyingEndpoints")) {
        for (const QJsonValue endpoint : fields.array("relyingEndpoints", mostRelyingEndpoints)) {
            const std::string text = utf8(endpoint.toString());
            if (text.empty() || text.size() > longestRelyingEndpoint || std::ranges::find(policy.relyingEndpoints, text) != policy.relyingEndpoints.end())
                fields.wrong("relyingEndpoints", "holds nothing, something too long, or one twice");
            policy.relyingEndpoints.push_back(text);
        }
    }
    if (policy.crlRefreshHours >= policy.crlLifeDays * 24)
        fields.wrong("crlRefreshHours", "is not before the CRL's own end");
    if (!isClassName(policy.minimumClassCore))
        fields.wrong("minimumClassCore", "is not any, dv, ov or ev");
    if (!isClassName(policy.minimumClassOther))
        fields.wrong("minimumClassOther", "is not any, dv, ov or ev");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return policy;
}

} // namespace hufu
