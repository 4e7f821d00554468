// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"
#include "models/replica/Gate.h"

namespace hufu::ctl {

/// `--pkcs11 MODULE --token LABEL [--serial S]`, and its PIN: where keys of CAs lie in a token.
constexpr const char *tokenOptions[] = {"pkcs11", "token", "serial", "pin", "pin-file", "pin-fd"};
std::set<std::string> withTokenOptions(std::set<std::string> options);

/// The token that was named. It has to be there: nobody gives a PIN, or orders a CA, for one that is not. TokenAbsent; Conflict where several have the label.
Result<KeyToken> namedToken(const Arguments &arguments, Gate &gate);

} // namespace hufu::ctl
