// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"

#include <QJsonObject>

#include <map>

namespace hufu {

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

    bool operator==(const Policy &) const = default;
};

/// The policy a house is founded with: every rule on, at its default severity.
Policy defaultPolicy();
QJsonObject toJson(const Policy &policy);
/// Unknown rules are refused; rules not named keep their default.
Result<Policy> policyFromJson(const QJsonObject &object);

} // namespace hufu
