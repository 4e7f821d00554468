// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Of this room's .cpp files only: TLS over a bounded socket, for whoever looks at servers as a client does.

#include "models/pki/Handles.h"
#include "models/probe/EndpointSpec.h"
#include "models/probe/Socket.h"

#include <openssl/ssl.h>

namespace hufu {

using SslCtxPtr = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Deleter<SSL_free>>;
using SslSessionPtr = std::unique_ptr<SSL_SESSION, Deleter<SSL_SESSION_free>>;

/// Tries the addresses in turn; each gets its share of the time that is left. With the address that answered.
Result<std::pair<Socket, std::string>> connectToAny(const std::vector<SocketAddress> &addresses, Deadline deadline, const StopSignal &stop);

/// A client's side of TLS over memory BIOs, asking for the endpoint's name where it has one.
Result<SslPtr> makeTlsConnection(SSL_CTX *context, const EndpointSpec &endpoint);

/// A connected socket together with what bounds the next words over it.
struct TlsExchange {
    Socket &socket;
    Deadline deadline;
    const StopSignal &stop;

    Result<void> startTls(StartTls protocol); ///< the dialogue in clear that precedes TLS
    Result<void> handshake(SSL *connection);
    /// Sends what TLS has to say. Memory BIOs stand between TLS and the socket because OpenSSL's own socket BIO writes with
    /// write(), which raises SIGPIPE when the server has gone.
    Result<void> flush(SSL *connection);
    Result<std::size_t> read(SSL *connection, std::span<std::uint8_t> buffer); ///< at least one byte; ConnectionClosed, TlsFailed with OpenSSL's reason
    Result<void> write(SSL *connection, BytesView bytes);
};

} // namespace hufu
