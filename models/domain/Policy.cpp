// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Policy.h"

#include "models/domain/JsonFields.h"

namespace hufu {
namespace {

constexpr Severity severities[] = {Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical};

Result<Severity> severityFromName(std::string_view name)
{
    for (Severity severity : severities) {
        if (name == severityName(severity))
            return severity;
    }
    return fail(ErrorCode::Malformed, "no such severity: " + std::string(name));
}

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
    return {{"rules", rules},
            {"expiresSoonDays", policy.expiresSoonDays},
            {"privateTermDays", policy.privateTermDays},
            {"minimumClassCore", qstr(policy.minimumClassCore)},
            {"minimumClassOther", qstr(policy.minimumClassOther)}};
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
    if (!isClassName(policy.minimumClassCore))
        fields.wrong("minimumClassCore", "is not any, dv, ov or ev");
    if (!isClassName(policy.minimumClassOther))
        fields.wrong("minimumClassOther", "is not any, dv, ov or ev");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return policy;
}

} // namespace hufu
