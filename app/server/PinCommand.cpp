// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"
#include "app/ctl/TokenOption.h"
#include "app/embedded/EmbeddedGate.h"
#include "app/embedded/TokenKeys.h"
#include "app/server/Commands.h"
#include "app/server/ServerState.h"
#include "models/base/CanonicalJson.h"

namespace hufu::server {

ctl::ExitCode pin(const std::vector<std::string> &words)
{
    const Result<ctl::Arguments> arguments
        = ctl::Arguments::parse(words, ctl::withTokenOptions({"config", "passphrase-file", "passphrase-fd", "passphrase"}), {"json"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<ServerState> state = ServerState::open(*arguments);
    if (!state)
        return ctl::report(state.error(), json);
    EmbeddedGate gate{std::string()};
    const Result<KeyToken> token = ctl::namedToken(*arguments, gate);
    if (!token)
        return ctl::report(token.error(), json);
    const Result<SecureBytes> pin = ctl::readSecret(*arguments, "pin", "PIN of " + token->label);
    const Result<void> kept = pin ? keepTokenPin(token->uri, *pin, HomePaths(state->config.state).database, state->databaseKey) : fail(pin.error());
    if (!kept)
        return ctl::report(kept.error(), json);
    if (json)
        ctl::printJson(QJsonObject{{"token", qstr(token->uri)}});
    else
        ctl::printLine("The PIN is right and kept. At a console: hufuctl ca create --key-store '" + token->uri + "' …");
    return ctl::ExitCode::Done;
}

} // namespace hufu::server
