// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hufu {

/// The dialogue that precedes TLS on a port that starts in clear.
enum class StartTls : std::uint8_t { None, Smtp, Imap, Pop3, Ldap, Postgres, Mysql };
/// "smtp", "imap", …; empty for None.
const char *startTlsName(StartTls protocol);

/// Where to look: a host, a port, what to say before TLS, and which name to ask for.
struct EndpointSpec {
    std::string host; ///< a name, or an address without brackets; UTF-8, international names as written
    std::uint16_t port = 443;
    StartTls startTls = StartTls::None;
    std::string serverName; ///< asked for by SNI instead of `host`; may be empty

    /// Reads `host:port`, `[address]:port`, and both with a scheme before (tls, https, smtps, imaps, pop3s, ldaps: TLS at
    /// once; smtp, imap, pop3, ldap, postgres, mysql: STARTTLS), which brings a default port; an https URL's path is
    /// ignored. `name@host:port` asks the host for another name. Without scheme the port is required.
    /// Error: InvalidArgument.
    static Result<EndpointSpec> parse(std::string_view text);

    /// What is usually said before TLS at a port: for endpoints of which no more is known than where they were seen.
    static StartTls usualAt(std::uint16_t port);

    /// host:port, an IPv6 address in brackets: how a sighting names it.
    std::string hostAndPort() const;

    bool operator==(const EndpointSpec &) const = default;
};

} // namespace hufu
