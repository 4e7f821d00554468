// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/StatusServer.h"

#include "models/authority/http/ConnectionDealer.h"
#include "models/authority/http/HttpListening.h"
#include "models/authority/http/SigningDesk.h"
#include "models/authority/http/StatusSite.h"

#include <microhttpd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <deque>

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
    /// One of libmicrohttpd's threads, and its share of the connections.
    struct NetworkThread {
        MHD_Daemon *daemon = nullptr;
        std::atomic<unsigned> connections = 0;
    };

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

    unsigned connections() const;
    bool deal(int socket, const sockaddr *peer, socklen_t peerSize);

    StatusSite site;
    const unsigned maxConnections;
    SigningDesk desk;
    std::deque<NetworkThread> threads;
    std::size_t next = 0; // of the dealer's thread alone
    std::unique_ptr<ConnectionDealer> dealer;
};

StatusServer::Listener::~Listener()
{
    dealer.reset();
    desk.finish(); // every suspended connection is resumed with its answer
    for (const NetworkThread &thread : threads) {
        if (thread.daemon)
            MHD_stop_daemon(thread.daemon);
    }
}

unsigned StatusServer::Listener::connections() const
{
    unsigned all = 0;
    for (const NetworkThread &thread : threads)
        all += thread.connections;
    return all;
}

bool StatusServer::Listener::deal(int socket, const sockaddr *peer, socklen_t peerSize)
{
    // Above the bound there is room for those who are told 503.
    if (connections() >= maxConnections + std::max(64u, maxConnections / 4))
        return false;
    // The one with the fewest; of several, whichever comes next: those just dealt are not counted yet.
    NetworkThread *idlest = nullptr;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        NetworkThread &thread = threads[(next + i) % threads.size()];
        if (!idlest || thread.connections < idlest->connections)
            idlest = &thread;
    }
    ++next;
    MHD_add_connection(idlest->daemon, socket, peer, peerSize); // closes the socket where it fails
    return true;
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
    if (connections() > maxConnections) {
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
    auto listener = std::make_unique<Listener>(source, options);
    const auto taken = [](void *self, MHD_Connection *connection, const char *path, const char *method, const char *, const char *upload,
                          std::size_t *uploadSize, void **state) -> MHD_Result {
        return static_cast<Listener *>(self)->take(connection, path, method, upload, uploadSize, state);
    };
    const auto completed = [](void *, MHD_Connection *, void **state, MHD_RequestTerminationCode) {
        delete static_cast<Exchange *>(*state);
        *state = nullptr;
    };
    const auto connected = [](void *thread, MHD_Connection *, void **, MHD_ConnectionNotificationCode what) {
        std::atomic<unsigned> &count = static_cast<Listener::NetworkThread *>(thread)->connections;
        what == MHD_CONNECTION_NOTIFY_STARTED ? ++count : --count;
    };
    const unsigned threads = options.networkThreads != 0 ? options.networkThreads : std::max(2u, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < threads; ++i) {
        Listener::NetworkThread &thread = listener->threads.emplace_back();
        thread.daemon = MHD_start_daemon(
            MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, +taken, listener.get(),
            MHD_OPTION_NOTIFY_COMPLETED, static_cast<MHD_RequestCompletedCallback>(completed), nullptr,
            MHD_OPTION_NOTIFY_CONNECTION, static_cast<MHD_NotifyConnectionCallback>(connected), &thread,
            MHD_OPTION_CONNECTION_LIMIT, 2 * options.maxConnections + 64, // deal() holds the bound
            MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options.idleTimeout.count()),
            MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemory,
            MHD_OPTION_STRICT_FOR_CLIENT, 1,
            MHD_OPTION_END);
        if (!thread.daemon)
            return fail(ErrorCode::Io, "a thread for the network could not be started");
    }
    Result<std::unique_ptr<ConnectionDealer>> dealer = ConnectionDealer::start(
        options.address, options.port,
        [to = listener.get()](int socket, const sockaddr *peer, socklen_t peerSize) { return to->deal(socket, peer, peerSize); });
    if (!dealer)
        return fail(dealer.error());
    listener->dealer = std::move(*dealer);
    return std::unique_ptr<StatusServer>(new StatusServer(std::move(listener)));
}

StatusServer::StatusServer(std::unique_ptr<Listener> listener) : m_listener(std::move(listener)) {}
StatusServer::~StatusServer() = default;

std::uint16_t StatusServer::port() const { return m_listener->dealer->port(); }

unsigned StatusServer::connections() const { return m_listener->connections(); }

} // namespace hufu
