// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/ApiServer.h"

#include "models/authority/http/ConnectionSweep.h"
#include "models/authority/http/HttpListening.h"
#include "models/authority/http/TlsPresence.h"

#include <gnutls/gnutls.h>
#include <microhttpd.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <cstring>

namespace hufu {
namespace {

constexpr std::size_t apiConnectionMemory = 32 * 1024; ///< request line and headers
constexpr std::size_t apiDrained = 1 << 20;            ///< of a body that is too long
/// AEAD suites and TLS 1.3 alone; certificates on P-256 and stronger.
constexpr const char *tlsPriorities = "SECURE128:-VERS-ALL:+VERS-TLS1.3:%SERVER_PRECEDENCE";

std::optional<std::size_t> saidLength(MHD_Connection *connection)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    if (!value)
        return {};
    std::size_t octets = 0;
    const auto [end, error] = std::from_chars(value, value + std::strlen(value), octets);
    return error == std::errc() ? octets : SIZE_MAX;
}

Bytes peerCertificate(MHD_Connection *connection)
{
    const MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (!info || !info->tls_session)
        return {};
    unsigned count = 0;
    const gnutls_datum_t *certificates = gnutls_certificate_get_peers(static_cast<gnutls_session_t>(info->tls_session), &count);
    return certificates && count > 0 ? Bytes(certificates[0].data, certificates[0].data + certificates[0].size) : Bytes();
}

/// One request being read or answered. Touched by the network thread, and while its connection is suspended by whoever answers.
struct ApiExchange {
    ApiRequest request;
    std::size_t limit = 0, bodySeen = 0, charged = 0;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    std::optional<HttpReply> reply;
};

} // namespace

ApiCall::~ApiCall() { answer(HttpReply::text(500, "The request was not answered.")); }

void ApiCall::answer(HttpReply reply)
{
    std::function<void(HttpReply)> send;
    {
        const std::lock_guard lock(m_mutex);
        send = std::exchange(m_send, {});
    }
    if (send)
        send(std::move(reply));
}

struct ApiServer::Listener {
    Listener(ApiSite &behind, const ApiServerOptions &chosen) : site(behind), options(chosen), sweep(chosen.firstTimeout, 2 * chosen.idleTimeout) {}
    ~Listener();

    MHD_Result take(MHD_Connection *connection, const char *path, const char *method, const char *upload, std::size_t *uploadSize, void **state);
    MHD_Result begin(MHD_Connection *connection, const char *path, const char *method, void **state);
    void complete(ApiExchange *exchange);

    ApiSite &site;
    const ApiServerOptions options;
    std::atomic<unsigned> connections = 0;
    std::atomic<std::size_t> bodyBytes = 0;
    std::mutex mutex;
    std::condition_variable answered;
    unsigned waiting = 0; ///< suspended connections
    ConnectionSweep sweep;
    TlsPresence presence;
    MHD_Daemon *daemon = nullptr;
};

ApiServer::Listener::~Listener()
{
    if (!daemon)
        return;
    const MHD_socket listening = MHD_quiesce_daemon(daemon);
    site.close();
    {
        std::unique_lock lock(mutex);
        answered.wait(lock, [&] { return waiting == 0; });
    }
    MHD_stop_daemon(daemon);
    if (listening != MHD_INVALID_SOCKET)
        ::close(listening);
}

/// libmicrohttpd calls this when the headers are in, for each piece of the body, at its end, and again after a resumption.
MHD_Result ApiServer::Listener::take(MHD_Connection *connection, const char *path, const char *method, const char *upload,
                                     std::size_t *uploadSize, void **state)
{
    if (!*state)
        return begin(connection, path, method, state);
    ApiExchange &exchange = *static_cast<ApiExchange *>(*state);
    if (*uploadSize != 0) {
        exchange.bodySeen += *uploadSize;
        const bool tooSlow = std::chrono::steady_clock::now() - exchange.begun > options.bodyTimeout;
        if (tooSlow || exchange.bodySeen > exchange.limit + apiDrained)
            return MHD_NO;
        if (exchange.bodySeen <= exchange.limit) {
            exchange.charged += *uploadSize;
            if ((bodyBytes += *uploadSize) > options.maxBodyBytes)
                return MHD_NO;
            exchange.request.body.insert(exchange.request.body.end(), upload, upload + *uploadSize);
        }
        *uploadSize = 0;
        return MHD_YES;
    }
    if (exchange.reply)
        return sendReply(connection, *exchange.reply, false);
    if (exchange.bodySeen > exchange.limit)
        return sendReply(connection, site.refusal(413, "The body is too long."), true);
    {
        const std::lock_guard lock(mutex);
        ++waiting;
    }
    MHD_suspend_connection(connection);
    auto call = std::make_shared<ApiCall>(std::move(exchange.request), [this, connection, &exchange](HttpReply reply) {
        exchange.reply = std::move(reply);
        MHD_resume_connection(connection);
        const std::lock_guard lock(mutex);
        --waiting;
        answered.notify_all();
    });
    site.take(std::move(call));
    return MHD_YES;
}

MHD_Result ApiServer::Listener::begin(MHD_Connection *connection, const char *path, const char *method, void **state)
{
    sweep.asked(connection);
    auto exchange = std::make_unique<ApiExchange>();
    exchange->request.method = method;
    exchange->request.path = path;
    exchange->request.peer = peerCertificate(connection);
    MHD_get_connection_values(
        connection, MHD_GET_ARGUMENT_KIND,
        [](void *to, MHD_ValueKind, const char *name, const char *value) {
            (*static_cast<std::map<std::string, std::string> *>(to))[name] = value ? value : "";
            return MHD_YES;
        },
        &exchange->request.query);
    if (connections > options.maxConnections) {
        HttpReply reply = site.refusal(503, "Too many connections.");
        reply.headers.emplace_back("Retry-After", "1");
        return sendReply(connection, reply, true);
    }
    if (const char *fault = framingFault(connection))
        return sendReply(connection, site.refusal(400, fault), true);
    exchange->limit = site.bodyLimit(exchange->request);
    if (saidLength(connection).value_or(0) > exchange->limit)
        return sendReply(connection, site.refusal(413, "The body is too long."), true);
    *state = exchange.release(); // until MHD_OPTION_NOTIFY_COMPLETED
    return MHD_YES;
}

void ApiServer::Listener::complete(ApiExchange *exchange)
{
    if (exchange)
        bodyBytes -= exchange->charged;
    delete exchange;
}

Result<std::unique_ptr<ApiServer>> ApiServer::start(ApiSite &site, const ApiServerOptions &options)
{
    sockaddr_storage address;
    if (!readNumericAddress(options.address, options.port, address))
        return fail(ErrorCode::InvalidArgument, "not a numeric address to listen on", options.address);
    auto listener = std::make_unique<Listener>(site, options);

    const auto taken = [](void *self, MHD_Connection *connection, const char *path, const char *method, const char *, const char *upload,
                          std::size_t *uploadSize, void **state) -> MHD_Result {
        return static_cast<Listener *>(self)->take(connection, path, method, upload, uploadSize, state);
    };
    const auto completed = [](void *self, MHD_Connection *connection, void **state, MHD_RequestTerminationCode) {
        static_cast<Listener *>(self)->sweep.answered(connection);
        static_cast<Listener *>(self)->complete(static_cast<ApiExchange *>(*state));
        *state = nullptr;
    };
    const auto connected = [](void *self, MHD_Connection *connection, void **, MHD_ConnectionNotificationCode what) {
        Listener &own = *static_cast<Listener *>(self);
        if (what == MHD_CONNECTION_NOTIFY_STARTED) {
            ++own.connections;
            if (const MHD_ConnectionInfo *tls = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION); tls && tls->tls_session)
                own.presence.attach(static_cast<gnutls_session_t>(tls->tls_session));
            own.sweep.opened(connection, MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
        } else {
            own.sweep.closed(connection);
            --own.connections;
        }
    };
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME;
    if (address.ss_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    std::vector<MHD_OptionItem> more;
    if (options.tls) {
        flags |= MHD_USE_TLS;
        const auto text = [](const void *pointer) { return const_cast<void *>(pointer); };
        if (Result<void> presented = listener->presence.present(*options.tls); !presented)
            return fail(presented.error());
        more.push_back({MHD_OPTION_HTTPS_MEM_TRUST, 0, text(options.tls->clientRoots.c_str())});
        more.push_back({MHD_OPTION_HTTPS_PRIORITIES, 0, text(tlsPriorities)});
    }
    if (options.tls) // the session's key and certificates may be others at each handshake
        more.push_back({MHD_OPTION_HTTPS_CERT_CALLBACK, 0, reinterpret_cast<void *>(&TlsPresence::retrieve)});
    more.push_back({MHD_OPTION_END, 0, nullptr});
    const unsigned threads = std::max(1u, options.networkThreads);
    errno = 0;
    listener->daemon = MHD_start_daemon(
        flags, options.port, nullptr, nullptr, +taken, listener.get(),
        MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr *>(&address),
        MHD_OPTION_NOTIFY_COMPLETED, static_cast<MHD_RequestCompletedCallback>(completed), listener.get(),
        MHD_OPTION_NOTIFY_CONNECTION, static_cast<MHD_NotifyConnectionCallback>(connected), listener.get(),
        MHD_OPTION_CONNECTION_LIMIT, options.maxConnections + std::max(64u, options.maxConnections / 4),
        MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options.idleTimeout.count()),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, apiConnectionMemory,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0u,
        MHD_OPTION_ARRAY, more.data(),
        MHD_OPTION_END);
    if (!listener->daemon) {
        const int error = errno;
        const std::string where = options.address + ":" + std::to_string(options.port);
        if (error == 0 && options.tls)
            return fail(ErrorCode::TlsFailed, "the TLS key and certificate were not accepted", where);
        if (error == EADDRINUSE)
            return fail(ErrorCode::Busy, "another program listens at this port already", where);
        if (error == EADDRNOTAVAIL)
            return fail(ErrorCode::InvalidArgument, "this computer has no such address", where);
        return fail(error == EACCES ? ErrorCode::PermissionDenied : ErrorCode::Io, std::string("listening: ") + std::strerror(error), where);
    }
    return std::unique_ptr<ApiServer>(new ApiServer(std::move(listener)));
}

ApiServer::ApiServer(std::unique_ptr<Listener> listener) : m_listener(std::move(listener)) {}
ApiServer::~ApiServer() = default;

std::uint16_t ApiServer::port() const
{
    const MHD_DaemonInfo *info = MHD_get_daemon_info(m_listener->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

Result<void> ApiServer::present(const ApiTls &tls) { return m_listener->presence.present(tls); }

unsigned ApiServer::connections() const { return m_listener->connections; }

} // namespace hufu
