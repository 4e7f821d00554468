// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"

#include <functional>

namespace hufu::ctl {

/// What a command takes besides the house's options and --json.
struct Takes {
    std::set<std::string> options{}, flags{};
    const char *operand = nullptr; ///< what to say unless there is exactly one; null: operands are not looked at
};

/// What a command does with its open house; an error is reported by the caller.
using Work = std::function<Result<ExitCode>(House &house, const Arguments &arguments)>;
/// What can be said against the words before anybody is asked for a passphrase.
using Objection = std::function<Result<void>(const Arguments &arguments)>;

/// Runs a command from its words to its exit code: reads the words, opens the house, does the work, and reports whatever failed.
ExitCode inHouse(const std::vector<std::string> &words, const Takes &takes, const Work &work, const Objection &objection = {});

} // namespace hufu::ctl
