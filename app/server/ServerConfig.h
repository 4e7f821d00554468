// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/CommandLine.h"

namespace hufu::server {

/// What stands in the server's one configuration file: `name = value` lines, '#' begins a comment.
struct ServerConfig {
    std::string state;                ///< folder of the server's own
    std::string passphraseFile;       ///< what opens the state; a command's --passphrase-file goes before it
    std::vector<std::string> names;   ///< host names and addresses under which consoles reach it, beside the address it listens on
    ctl::ListenAddress listen, statusListen, operationsListen;
    std::string database;             ///< where in PostgreSQL several servers keep the house together; empty: this one has it alone
    std::string backupFolder;         ///< where the monthly backups go; empty: a folder in the state
    int consoles = 200;               ///< expected at most; bounds connections

    /// NotFound …, or InvalidArgument that names the line at fault.
    static Result<ServerConfig> read(const std::string &path);
    /// Under what a server with this configuration can be known: `names` and the address it listens on, where that is one, without repetition. InvalidArgument when
    /// that is nothing: no console would accept its certificate.
    Result<std::vector<std::string>> knownAs() const;
    /// The commented file that init writes.
    std::string text() const;
};

} // namespace hufu::server
