// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/ServerLink.h"
#include "models/store/Connection.h"

namespace hufu {

/// What a home keeps of the server it is enrolled at: a small file beside the database, without secrets. The workstation's TLS key lies in the vault,
/// sealed under a key made of the database key. A home with such a file decides nothing itself.
struct ServerRecord {
    std::string url;
    Sha256 authority{};  ///< of the authority's certificate
    std::string workstation; ///< id
    Bytes certificate;   ///< of the workstation, DER

    static std::string pathIn(const std::string &home) { return home + "/server.json"; }
    /// NotFound when the home was never enrolled.
    static Result<ServerRecord> read(const std::string &home);
    Result<void> write(const std::string &home) const;
};

/// A link that shows the workstation's certificate.
Result<ServerLink::Settings> linkSettings(const ServerRecord &record, Connection &connection, const SecureBytes &databaseKey, Clock clock);

/// Where a home keeps why it no longer trusts its server; no file: it does.
std::string distrustPath(const std::string &home);
/// Ok, or the error that said so then.
Result<void> checkTrusted(const std::string &home);

} // namespace hufu
