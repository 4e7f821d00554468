// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/HttpReply.h"
#include "models/base/SecureBytes.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace hufu {

/// A request as it was read from the wire.
struct ApiRequest {
    std::string method;
    std::string path;                         ///< percent-decoded, without query
    std::map<std::string, std::string> query; ///< percent-decoded; the last of several of one name
    Bytes body;
    Bytes peer; ///< DER of the certificate whose key the client proved to hold; empty without one. What it is worth is for the site to judge
};

/// One request that waits for its answer; whoever holds it last answers it.
class ApiCall {
public:
    ApiCall(ApiRequest request, std::function<void(HttpReply)> send) : request(std::move(request)), m_send(std::move(send)) {}
    ~ApiCall();
    ApiCall(const ApiCall &) = delete;
    ApiCall &operator=(const ApiCall &) = delete;

    /// Once, from any thread; what comes later is dropped.
    void answer(HttpReply reply);

    const ApiRequest request;

private:
    std::mutex m_mutex;
    std::function<void(HttpReply)> m_send;
};

/// What stands behind the addresses; knows no sockets.
class ApiSite {
public:
    virtual ~ApiSite() = default;
    /// The longest body that is read for such a request (its own body is still empty).
    virtual std::size_t bodyLimit(const ApiRequest &request) const = 0;
    /// Called on a network thread: only hands the call to somebody else.
    virtual void take(std::shared_ptr<ApiCall> call) = 0;
    /// No more calls come; those that wait are answered now.
    virtual void close() = 0;
    /// Refusals of the listener itself, in the site's own form.
    virtual HttpReply refusal(unsigned status, const char *sentence) const = 0;
};

/// What the server proves itself with, and whose client certificates it asks for.
struct ApiTls {
    SecureBytes key;         ///< PKCS#8, PEM, ending with NUL
    std::string chain;       ///< PEM: the server's certificate, then the authority's, by which an enrolling console knows it
    std::string clientRoots; ///< PEM
};

struct ApiServerOptions {
    std::string address = "127.0.0.1"; ///< of an interface, IPv4 or IPv6
    std::uint16_t port = 0;            ///< 0: any that is free
    const ApiTls *tls = nullptr;       ///< null: plain HTTP; read while starting
    unsigned networkThreads = 2;
    unsigned maxConnections = 1000;    ///< one more is told 503 and closed
    std::size_t maxBodyBytes = 256u << 20; ///< of all bodies being read or waiting
    std::chrono::seconds firstTimeout{10}; ///< for the TLS handshake and the first request's head
    std::chrono::seconds idleTimeout{30}, bodyTimeout{60};
};

/// The HTTP/1.1 listener over an ApiSite. TLS 1.3 alone, and a client certificate is asked for but not demanded in the handshake: enrolling has
/// none yet, and who has a revoked one is to be told so in an answer and not by an alert.
///
/// Over libmicrohttpd, as the status server: a waiting long poll is a suspended connection and costs no thread. Its TLS is GnuTLS, in which the client's
/// possession of its key is part of the handshake (RFC 8446 §4.4.3); the certificate itself comes out by gnutls_certificate_get_peers and
/// is judged by our own checks. cpp-httplib gives each connection a thread, and a hundred consoles poll all the time.
class ApiServer {
public:
    /// Listens from now on; the site has to outlive the server. Errors as StatusServer::start(), and TlsFailed for keys that do not fit.
    static Result<std::unique_ptr<ApiServer>> start(ApiSite &site, const ApiServerOptions &options);
    ~ApiServer(); ///< accepts nothing more, has the site answer what waits, and closes

    /// Proves itself with these from the next connection on, those that are open go on; whose certificates it asks for stays as it was. TlsFailed. Any thread.
    Result<void> present(const ApiTls &tls);
    std::uint16_t port() const;
    unsigned connections() const;

private:
    struct Listener;
    explicit ApiServer(std::unique_ptr<Listener> listener);
    std::unique_ptr<Listener> m_listener;
};

} // namespace hufu
