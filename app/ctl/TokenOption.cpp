// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/TokenOption.h"

#include <algorithm>
#include <iterator>

namespace hufu::ctl {

std::set<std::string> withTokenOptions(std::set<std::string> options)
{
    options.insert(std::begin(tokenOptions), std::end(tokenOptions));
    return options;
}

Result<KeyToken> namedToken(const Arguments &arguments, Gate &gate)
{
    const std::string module = arguments.value("pkcs11"), label = arguments.value("token"), serial = arguments.value("serial");
    if (module.empty() || label.empty())
        return fail(ErrorCode::InvalidArgument, "a token is named by --pkcs11 MODULE and --token LABEL");
    const Result<std::vector<KeyToken>> tokens = gate.keyTokens(module);
    if (!tokens)
        return fail(tokens.error());
    std::vector<KeyToken> named;
    std::ranges::copy_if(*tokens, std::back_inserter(named),
                         [&](const KeyToken &token) { return token.label == label && (serial.empty() || token.serial == serial); });
    if (named.empty())
        return fail(ErrorCode::TokenAbsent, "the module shows no such token", label);
    if (named.size() > 1)
        return fail(ErrorCode::Conflict, "the module shows several tokens of this label; --serial S tells which", label);
    return named.front();
}

} // namespace hufu::ctl
