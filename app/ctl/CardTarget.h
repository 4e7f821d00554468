// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "models/replica/CardDesk.h"

namespace hufu::ctl {

/// The options by which words name a USBKey: a reader, or a token of a PKCS#11 module (any vendor's).
inline constexpr const char *cardTargetOptions[] = {"reader", "pkcs11", "token", "serial"};

/// A USBKey at this computer, and the desk that works with it.
struct CardTarget {
    std::unique_ptr<CardDesk> desk;
    CardSight sight;
    bool isOfModule() const { return sight.module.has_value(); }
};
/// The reader that was named (a part of its name is enough), or the token of a module; else the only one that is there. CardAbsent, TokenAbsent;
/// InvalidArgument when several may be meant; the fault of one that cannot be read.
Result<CardTarget> cardTarget(const Arguments &arguments);

/// Whether a module is meant, which --token and --serial without --pkcs11 do not say: InvalidArgument.
Result<bool> namesModule(const Arguments &arguments);
/// What a module shows, as far as --token and --serial let it. TokenAbsent for nothing; the module's own fault.
Result<std::vector<CardSight>> moduleTokens(const Arguments &arguments);

} // namespace hufu::ctl
