// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/StatusSource.h"

#include <cstdint>

namespace hufu {

struct StatusServerOptions {
    std::string address = "127.0.0.1"; ///< of an interface, IPv4 or IPv6
    std::uint16_t port = 0;            ///< 0: any that is free
    std::chrono::seconds ocspLife = std::chrono::hours(1); ///< nextUpdate − thisUpdate of OCSP answers
    Clock clock = systemNow;

    unsigned networkThreads = 0;    ///< 0: as many as there are processors, at least two
    unsigned signingThreads = 0;    ///< for keys in devices; 0: as many as there are processors, at least two
    unsigned maxConnections = 1000; ///< one more is told 503 and closed
    unsigned maxWaiting = 2000;     ///< answers to be signed; one more is told OCSP's tryLater
    std::chrono::seconds idleTimeout{15};
};

/// The HTTP/1.1 listener over StatusSite: OCSP, CRLs and CA certificates for relying parties, who are anybody. Plain HTTP as RFC 5280
/// and 6960 want it: everything is signed, and checking TLS's own certificates cannot need TLS.
///
/// Over libmicrohttpd: as many threads as there are processors wait for all connections with epoll, so that thousands of idle ones cost nothing. Keys in
/// memory sign in those threads, for handing a question over and back costs a tenth of an RSA-2048 signature; where a device has to be waited for, the
/// connection is suspended until a signing thread is through. cpp-httplib gives each connection a thread; with four keep-alive clients on two processors and
/// a trivial handler it gave 21,000 answers a second, libmicrohttpd 58,000. The figures asked for leave about 30 µs of overhead beside an RSA-2048
/// signature of 600; only the second stays below that.
class StatusServer {
public:
    /// Listens from now on. The source has to outlive the server. Errors: InvalidArgument (no numeric address), Busy (the port is
    /// taken), PermissionDenied, Io.
    static Result<std::unique_ptr<StatusServer>> start(StatusSource &source, const StatusServerOptions &options);
    /// Accepts nothing more, finishes what is being answered, and closes.
    ~StatusServer();

    std::uint16_t port() const;
    unsigned connections() const; ///< open at this moment

private:
    struct Listener;
    explicit StatusServer(std::unique_ptr<Listener> listener);
    std::unique_ptr<Listener> m_listener;
};

} // namespace hufu
