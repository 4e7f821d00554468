// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CuttingProxy.h"

#include <QRandomGenerator>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace hufu::test {
namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(std::uint16_t(port));
    return address;
}

bool sendAll(int to, const char *bytes, long count)
{
    while (count > 0) {
        const ssize_t sent = ::send(to, bytes, std::size_t(count), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        count -= sent;
    }
    return true;
}

} // namespace

CuttingProxy::CuttingProxy(int target) : m_target(target)
{
    m_listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(m_listening, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listening, 64) != 0
        || ::getsockname(m_listening, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("the relay does not listen");
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this](const std::stop_token &stop) { serve(stop); });
}

CuttingProxy::~CuttingProxy()
{
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listening);
}

void CuttingProxy::serve(const std::stop_token &stop)
{
    std::vector<std::jthread> relays;
    while (!stop.stop_requested()) {
        pollfd waited{m_listening, POLLIN, 0};
        if (::poll(&waited, 1, 50) <= 0)
            continue;
        const int client = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        ++connections;
        relays.emplace_back([this, client](const std::stop_token &end) { relay(client, end); });
    }
}

bool CuttingProxy::pass(int to, const char *bytes, long count)
{
    QRandomGenerator *random = QRandomGenerator::global();
    const Mischief now = mischief;
    if (now == Mischief::None || count < 2 || random->bounded(6) != 0)
        return sendAll(to, bytes, count);
    ++mischiefs;
    const long half = 1 + long(random->bounded(int(count - 1)));
    switch (now) {
    case Mischief::None: break;
    case Mischief::Late:
        for (long at = 0; at < count;) {
            const long crumb = std::min(count - at, 1 + long(random->bounded(400)));
            std::this_thread::sleep_for(std::chrono::milliseconds(random->bounded(20)));
            if (!sendAll(to, bytes + at, crumb))
                return false;
            at += crumb;
        }
        return true;
    case Mischief::Twice: return sendAll(to, bytes, count) && sendAll(to, bytes, half);
    case Mischief::Swapped: return sendAll(to, bytes + half, count - half) && sendAll(to, bytes, half);
    }
    return false;
}

void CuttingProxy::relay(int client, const std::stop_token &stop)
{
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(m_target);
    long left = cutAfter;
    bool open = left != 0 && ::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    while (open && !stop.stop_requested() && cutAfter != 0) {
        pollfd waited[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
        if (::poll(waited, 2, 50) <= 0)
            continue;
        for (int side = 0; side < 2 && open; ++side) {
            if (waited[side].revents == 0)
                continue;
            char buffer[16384];
            const ssize_t count = ::recv(waited[side].fd, buffer, sizeof buffer, 0);
            const long allowed = left < 0 ? long(count) : std::min(long(count), left);
            open = count > 0 && pass(side == 0 ? server : client, buffer, allowed);
            if (left >= 0) {
                left -= allowed;
                if (left == 0 && open) {
                    ++cuts;
                    open = false;
                }
            }
        }
    }
    ::close(client);
    ::close(server);
}

} // namespace hufu::test
