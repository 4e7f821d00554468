// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/ServerState.h"

#include "models/authority/Relocation.h"
#include "models/store/AtomicFile.h"
#include "models/store/SharedJournal.h"

namespace hufu::server {
namespace {

constexpr std::size_t largestSlots = 64u << 10;

Result<SecureBytes> passphraseFor(const ctl::Arguments &arguments, const ServerConfig &config)
{
    const bool said = arguments.has("passphrase-file") || arguments.has("passphrase-fd") || arguments.has("passphrase");
    if (said || config.passphraseFile.empty())
        return ctl::readSecret(arguments, "passphrase", "Passphrase of the server");
    const Result<ctl::Arguments> asSaid = ctl::Arguments::parse({"--passphrase-file=" + config.passphraseFile}, {"passphrase-file"}, {});
    return asSaid ? ctl::readSecret(*asSaid, "passphrase", {}) : fail(asSaid.error());
}

} // namespace

Result<ServerState> ServerState::open(const ctl::Arguments &arguments)
{
    if (!arguments.has("config"))
        return fail(ErrorCode::InvalidArgument, "--config FILE is missing");
    Result<ServerConfig> config = ServerConfig::read(arguments.value("config"));
    if (!config)
        return fail(config.error());
    const Result<SecureBytes> passphrase = passphraseFor(arguments, *config);
    if (!passphrase)
        return fail(passphrase.error());
    Result<SecureBytes> key = openServerState(HomePaths(config->state), *passphrase);
    if (!key)
        return fail(key.error());
    return ServerState{std::move(*config), std::move(*key)};
}

Result<Authority> ServerState::openAuthority(Shared reached) const
{
    const HomePaths paths(config.state);
    const bool mayBeAway = reached == Shared::MayBeAway;
    Result<Authority> authority = Authority::open(databaseKey, {paths.database, paths.checkpoint, systemNow, config.database, mayBeAway});
    if (!authority || config.database.empty())
        return authority;
    const Result<Bytes> slot = readSmallFile(paths.keySlots, largestSlots);
    const auto shared = slot ? SharedJournal::open(authority->connection(), databaseKey, {config.database, paths.checkpoint}) : fail(slot.error());
    const Result<void> kept = shared ? (*shared)->keepSlot(*slot) : fail(shared.error());
    const bool later = !kept && kept.error().code == ErrorCode::Busy && mayBeAway; // it has been there since the house was
    return kept || later ? std::move(authority) : fail(kept.error());
}

} // namespace hufu::server
