// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"
#include "app/embedded/TokenKeys.h"
#include "app/server/Commands.h"
#include "app/server/ServerState.h"
#include "models/authority/FoundingAct.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/JournalPage.h"
#include "models/store/AtomicFile.h"
#include "models/store/Outbox.h"

namespace hufu::server {
namespace {

constexpr std::size_t largestBeside = 256u << 20, mostBeside = 5000;

/// What was carried along with a command that brings certificates, or a key for escrow.
Result<std::vector<Blob>> blobsBeside(const std::string &file)
{
    const Result<Bytes> bytes = readSmallFile(file + carriedBeside, largestBeside);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return std::vector<Blob>();
    return bytes ? decodeBlobs(*bytes, mostBeside) : fail(bytes.error());
}

} // namespace

ctl::ExitCode accept(const std::vector<std::string> &words)
{
    const Result<ctl::Arguments> arguments = ctl::Arguments::parse(words, {"config", "passphrase-file", "passphrase-fd", "passphrase"}, {"json"});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return ctl::reportUsage("accept needs the file of a signed command, as hufuctl outbox export writes it", json);
    const Result<Bytes> command = readSmallFile(arguments->rest().front(), 16u << 20);
    if (!command)
        return ctl::report(command.error(), json);
    const Result<std::vector<Blob>> blobs = blobsBeside(arguments->rest().front());
    if (!blobs)
        return ctl::report(blobs.error(), json);
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
    const Result<Receipt> receipt = authority->submit(*command, *blobs);
    keys.settle();
    if (!receipt)
        return ctl::report(receipt.error(), json);
    if (json)
        ctl::printJson(toJson(*receipt));
    else
        ctl::printLine("In force since entry " + std::to_string(receipt->sequence) + ".");
    return ctl::ExitCode::Done;
}

} // namespace hufu::server
