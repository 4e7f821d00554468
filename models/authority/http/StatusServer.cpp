// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/StatusServer.h"

#include "models/authority/http/HttpListening.h"
#include "models/authority/http/SigningDesk.h"
#include "models/authority/http/StatusSite.h"

#include <microhttpd.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace hufu {
namespace {

/// Request line and headers: a GET carries up to 32 certificates as base64. libmicrohttpd says 414 and 431 beyond.
constexpr std::size_t connectionMemory = 32 * 1024;
/// A body that does not say its length is read this far before it is told off; then it is cut off.
constexpr std::size_t maxDrained = 1 << 20;

/// One request being read or answered.
struct Exchange {
    HttpRequest request;
    std::size_t bodySeen = 0;
    std::optional<HttpReply> reply;
};

std::string header(MHD_Connection *connection, const char *name)
{
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value ? value : "";
}

bool saysTooMuch(MHD_Connection *connection)
{
    const std::string length = header(connection, "Content-Length");
    std::size_t octets = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), octets);
    return error == std::errc::result_out_of_range || (error == std::errc() && octets > OcspRequest::maxOctets);
}

HttpReply tooLarge() { return HttpReply::text(413, "An OCSP request has at most 16 KiB."); }

} // namespace

struct StatusServer::Listener {
    Listener(StatusSource &source, const StatusServerOptions &options)
        : site(source, options.clock, options.ocspLife), maxConnections(options.maxConnections),
          desk(options.signingThreads != 0 ? options.signingThreads : std::max(2u, std::thread::hardware_concurrency()), options.maxWaiting)
    {
    }
    ~Listener();

    MHD_Result take(MHD_Connection *connection, const char *path, const char *method, const char *upload, std::size_t *uploadSize,
                    void **state);
    MHD_Result begin(MHD_Connection *connection, const char *path, const char *method, void **state);
    MHD_Result answer(MHD_Connection *connection, Exchange &exchange);

    StatusSite site;
    const unsigned maxConnections;
    std::atomic<unsigned> connections = 0;
    SigningDesk desk;
    MHD_Daemon *daemon = nullptr;
};

StatusServer::Listener::~Listener()
{
    if (!daemon)
        return;
    const MHD_socket listening = MHD_quiesce_daemon(daemon);
    desk.finish(); // every suspended connection is resumed with its answer
    MHD_stop_daemon(daemon);
    if (listening != MHD_INVALID_SOCKET)
        ::close(listening);
}

/// libmicrohttpd calls this when the headers are in, for each piece of the body, at its end, and again after a resumption.
MHD_Result StatusServer::Listener::take(MHD_Connection *connection, const char *path, const char *method, const char *upload,
                                        std::size_t *uploadSize, void **state)
{
    if (!*state)
        return begin(connection, path, method, state);
    Exchange &exchange = *static_cast<Exchange *>(*state);
    if (*uploadSize != 0) {
        exchange.bodySeen += *uploadSize;
        if (exchange.bodySeen > maxDrained)
            return MHD_NO;
        if (exchange.bodySeen <= OcspRequest::maxOctets)
            exchange.request.body.insert(exchange.request.body.end(), upload, upload + *uploadSize);
        *uploadSize = 0;
        return MHD_YES;
    }
    if (exchange.bodySeen > OcspRequest::maxOctets)
        return sendReply(connection, tooLarge(), true);
    return answer(connection, exchange);
}

MHD_Result StatusServer::Listener::begin(MHD_Connection *connection, const char *path, const char *method, void **state)
{
    if (connections > maxConnections) {
        HttpReply reply = HttpReply::text(503, "Too many connections.");
        reply.headers.emplace_back("Retry-After", "1");
        return sendReply(connection, reply, true);
    }
    if (const char *fault = framingFault(connection))
        return sendReply(connection, HttpReply::text(400, fault), true);
    if (saysTooMuch(connection))
        return sendReply(connection, tooLarge(), true);
    auto exchange = std::make_unique<Exchange>();
    exchange->request.method = method;
    exchange->request.path = path;
    exchange->request.ifNoneMatch = header(connection, "If-None-Match");
    exchange->request.ifModifiedSince = header(connection, "If-Modified-Since");
    *state = exchange.release(); // until MHD_OPTION_NOTIFY_COMPLETED
    return MHD_YES;
}

MHD_Result StatusServer::Listener::answer(MHD_Connection *connection, Exchange &exchange)
{
    if (!exchange.reply)
        exchange.reply = site.answerAtOnce(exchange.request);
    if (exchange.reply)
        return sendReply(connection, *exchange.reply, false);

    MHD_suspend_connection(connection);
    const bool posted = desk.post([this, connection, &exchange] {
        exchange.reply = site.answerSlowly(exchange.request);
        MHD_resume_connection(connection);
    });
    if (!posted) {
        exchange.reply = site.tryLater();
        MHD_resume_connection(connection);
    }
    return MHD_YES;
}

Result<std::unique_ptr<StatusServer>> StatusServer::start(StatusSource &source, const StatusServerOptions &options)
{
    sockaddr_storage address;
    if (!readNumericAddress(options.address, options.port, address))
        return fail(ErrorCode::InvalidArgument, "not a numeric address to listen on", options.address);
    auto listener = std::make_unique<Listener>(source, options);

    const auto taken = [](void *self, MHD_Connection *connection, const char *path, const char *method, const char *, const char *upload,
                          std::size_t *uploadSize, void **state) -> MHD_Result {
        return static_cast<Listener *>(self)->take(connection, path, method, upload, uploadSize, state);
    };
    const auto completed = [](void *, MHD_Connection *, void **state, MHD_RequestTerminationCode) {
        delete static_cast<Exchange *>(*state);
        *state = nullptr;
    };
    const auto connected = [](void *self, MHD_Connection *, void **, MHD_ConnectionNotificationCode what) {
        std::atomic<unsigned> &count = static_cast<Listener *>(self)->connections;
        what == MHD_CONNECTION_NOTIFY_STARTED ? ++count : --count;
    };
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME;
    if (address.ss_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    const unsigned threads = std::max(1u, options.networkThreads);
    errno = 0;
    // Above the bound there is room for those who are told 503; beyond that the kernel's queue holds them back.
    listener->daemon = MHD_start_daemon(
        flags, options.port, nullptr, nullptr, +taken, listener.get(),
        MHD_OPTION_SOCK_ADDR, reinterpret_cast<sockaddr *>(&address),
        MHD_OPTION_NOTIFY_COMPLETED, static_cast<MHD_RequestCompletedCallback>(completed), nullptr,
        MHD_OPTION_NOTIFY_CONNECTION, static_cast<MHD_NotifyConnectionCallback>(connected), listener.get(),
        MHD_OPTION_CONNECTION_LIMIT, options.maxConnections + std::max(64u, options.maxConnections / 4),
        MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options.idleTimeout.count()),
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemory,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_THREAD_POOL_SIZE, threads > 1 ? threads : 0u,
        MHD_OPTION_END);
    if (!listener->daemon) {
        const int error = errno;
        const std::string where = options.address + ":" + std::to_string(options.port);
        if (error == EADDRINUSE)
            return fail(ErrorCode::Busy, "another program listens at this port already; port 0 takes any that is free", where);
        if (error == EADDRNOTAVAIL)
            return fail(ErrorCode::InvalidArgument, "this computer has no such address", where);
        return fail(error == EACCES ? ErrorCode::PermissionDenied : ErrorCode::Io, std::string("listening: ") + std::strerror(error), where);
    }
    return std::unique_ptr<StatusServer>(new StatusServer(std::move(listener)));
}

StatusServer::StatusServer(std::unique_ptr<Listener> listener) : m_listener(std::move(listener)) {}
StatusServer::~StatusServer() = default;

std::uint16_t StatusServer::port() const
{
    const MHD_DaemonInfo *info = MHD_get_daemon_info(m_listener->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

unsigned StatusServer::connections() const { return m_listener->connections; }

} // namespace hufu
