// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/ServerConfig.h"
#include "models/authority/Authority.h"

namespace hufu::server {

/// A configuration, and the key that opens the state it names.
struct ServerState {
    ServerConfig config;
    SecureBytes databaseKey;

    /// By --config, and the passphrase from the options of readSecret() or, without one, from the configuration's file. WrongPassphrase …
    static Result<ServerState> open(const ctl::Arguments &arguments);
    /// The authority over that state, as everything here opens it; shared with other servers where the configuration says so.
    /// With SharedJournal away, to answer from what is here alone, where there is anything.
    enum class Shared { Reached, MayBeAway };
    Result<Authority> openAuthority(Shared shared = Shared::Reached) const;
};

} // namespace hufu::server
