// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Lints.h"
#include "models/store/Connection.h"

#include <span>

namespace hufu {

/// A certificate waiting to be linted.
struct LintTask {
    std::int64_t certificateId = 0;
    ValidationClass validationClass{};
    Bytes der;
};
struct LintOutcome {
    std::int64_t certificateId = 0;
    std::vector<Finding> findings;
};

/// Forgets all results when they come from another rule set than `ruleSet`; then tells up to which certificate id linting has come.
Result<std::int64_t> beginLinting(Connection &connection, int ruleSet);
/// The next certificates after `after`, ascending, at most `limit`; empty when all are done.
Result<std::vector<LintTask>> readLintTasks(Connection &connection, std::int64_t after, int limit);
/// Stores a batch and the new position in one transaction. Conflict when another process has moved the position or the rule set in the
/// meantime: call beginLinting() again.
Result<void> storeLints(Connection &connection, int ruleSet, std::int64_t after, std::span<const LintOutcome> outcomes);
/// How many certificates are still to be linted.
Result<std::int64_t> countUnlinted(Connection &connection);

} // namespace hufu
