// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"
#include "app/embedded/TokenKeys.h"
#include "app/server/Commands.h"
#include "app/server/ServerState.h"
#include "models/authority/FoundingAct.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/CarriedCommands.h"
#include "models/domain/JournalPage.h"
#include "models/store/AtomicFile.h"

namespace hufu::server {

ctl::ExitCode accept(const std::vector<std::string> &words)
{
    const Result<ctl::Arguments> arguments = ctl::Arguments::parse(words, {"config", "passphrase-file", "passphrase-fd", "passphrase"}, {"json"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return ctl::reportUsage("accept needs the file of a signed command, as hufuctl outbox export writes it", json);
    const Result<Bytes> file = readSmallFile(arguments->rest().front(), largestCarriedFile);
    const Result<std::vector<Delivery>> commands = file ? decodeCarried(*file) : fail(file.error());
    if (!commands)
        return ctl::report(commands.error(), json);
    const Result<ServerState> state = ServerState::open(*arguments);
    if (!state)
        return ctl::report(state.error(), json);
    const HomePaths paths(state->config.state);
    Result<Authority> authority = state->openAuthority();
    Result<std::unique_ptr<TokenKeys>> tokens = TokenKeys::over(paths.database, state->databaseKey);
    if (!authority || !tokens)
        return ctl::report(authority ? tokens.error() : authority.error(), json);
    TokenKeys &keys = **tokens;
    authority->caKeys().setKeyStore(std::move(*tokens));
    ctl::ExitCode code = ctl::ExitCode::Done;
    for (const Delivery &command : *commands) { // each is decided by itself: what one lacks is said of that one
        const Result<Receipt> receipt = authority->submit(command.signedCommand, command.blobs);
        keys.settle();
        if (!receipt) {
            const ctl::ExitCode refused = ctl::report(receipt.error(), json);
            if (code == ctl::ExitCode::Done)
                code = refused;
        } else if (json) {
            ctl::printJson(toJson(*receipt));
        } else {
            ctl::printLine("In force since entry " + std::to_string(receipt->sequence) + ".");
        }
    }
    return code;
}

} // namespace hufu::server
