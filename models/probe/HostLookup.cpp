// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/HostLookup.h"

#include "models/base/CanonicalJson.h"

#include <QUrl>

#include <arpa/inet.h>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <thread>

namespace hufu {

namespace {

constexpr int maxHangingLookups = 64;
std::atomic<int> runningLookups = 0;

using Addresses = Result<std::vector<SocketAddress>>;

Addresses resolve(const std::string &host, std::uint16_t port, int flags)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const int status = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (status != 0)
        return fail(ErrorCode::HostNotFound, gai_strerror(status), host);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
    std::vector<SocketAddress> addresses;
    for (const addrinfo *entry = found; entry; entry = entry->ai_next) {
        SocketAddress address;
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        address.size = entry->ai_addrlen;
        addresses.push_back(address);
    }
    return addresses;
}

/// Shared with the thread that asks, because either may be gone before the other.
struct Lookup {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Addresses> answer;
};

} // namespace

std::string SocketAddress::text() const
{
    char host[NI_MAXHOST];
    char port[NI_MAXSERV];
    if (getnameinfo(reinterpret_cast<const sockaddr *>(&storage), size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV)
        != 0)
        return {};
    return storage.ss_family == AF_INET6 ? "[" + std::string(host) + "]:" + port : std::string(host) + ":" + port;
}

Result<std::vector<SocketAddress>> lookUpHost(const std::string &host, std::uint16_t port, Deadline deadline, std::stop_token stop)
{
    if (auto numeric = resolve(host, port, AI_NUMERICHOST))
        return numeric;

    const std::string ascii = QUrl::toAce(qstr(host)).toStdString(); // international names, RFC 5890
    if (ascii.empty())
        return fail(ErrorCode::HostNotFound, "not a valid host name", host);
    if (runningLookups.load() >= maxHangingLookups)
        return fail(ErrorCode::Busy, "too many look-ups wait for the resolver", host);

    const auto lookup = std::make_shared<Lookup>();
    ++runningLookups;
    std::thread([lookup, ascii, port] {
        auto answer = resolve(ascii, port, AI_ADDRCONFIG);
        if (!answer) // AI_ADDRCONFIG ignores loopback, so a machine without a network would not even find localhost.
            answer = resolve(ascii, port, 0);
        {
            const std::lock_guard lock(lookup->mutex);
            lookup->answer = std::move(answer);
        }
        lookup->changed.notify_all();
        --runningLookups;
    }).detach();

    std::unique_lock lock(lookup->mutex);
    if (!lookup->changed.wait_until(lock, stop, deadline, [&] { return lookup->answer.has_value(); })) {
        return stop.stop_requested() ? fail(ErrorCode::Cancelled, {}, host)
                                     : fail(ErrorCode::ConnectionTimedOut, "the resolver did not answer in time", host);
    }
    return std::move(*lookup->answer);
}

} // namespace hufu
