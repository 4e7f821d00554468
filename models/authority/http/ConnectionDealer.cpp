// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/ConnectionDealer.h"

#include "models/authority/http/HttpListening.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hufu {
namespace {

/// How long a connection for which there is no room, or no file descriptor, waits before it is looked at again.
constexpr int roomMilliseconds = 10;

std::unexpected<Error> cannotListen(int error, const std::string &where)
{
    if (error == EADDRINUSE)
        return fail(ErrorCode::Busy, "another program listens at this port already; port 0 takes any that is free", where);
    if (error == EADDRNOTAVAIL)
        return fail(ErrorCode::InvalidArgument, "this computer has no such address", where);
    return fail(error == EACCES ? ErrorCode::PermissionDenied : ErrorCode::Io, std::string("listening: ") + std::strerror(error), where);
}

} // namespace

Result<std::unique_ptr<ConnectionDealer>> ConnectionDealer::start(const std::string &address, std::uint16_t port, Take take)
{
    sockaddr_storage to;
    if (!readNumericAddress(address, port, to))
        return fail(ErrorCode::InvalidArgument, "not a numeric address to listen on", address);
    const std::string where = address + ":" + std::to_string(port);
    const int listening = ::socket(to.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int stopping = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    const auto failed = [&] {
        const int error = errno;
        ::close(listening);
        ::close(stopping);
        return cannotListen(error, where);
    };
    if (listening < 0 || stopping < 0)
        return failed();
    const int on = 1;
    ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); // those of an earlier server that linger are no reason to refuse
    if (to.ss_family == AF_INET6)
        ::setsockopt(listening, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    const socklen_t size = to.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    if (::bind(listening, reinterpret_cast<const sockaddr *>(&to), size) != 0 || ::listen(listening, SOMAXCONN) != 0)
        return failed();
    return std::unique_ptr<ConnectionDealer>(new ConnectionDealer(listening, stopping, std::move(take)));
}

ConnectionDealer::ConnectionDealer(int listening, int stopping, Take take)
    : m_listening(listening), m_stopping(stopping), m_take(std::move(take)), m_thread([this] { run(); })
{
}

ConnectionDealer::~ConnectionDealer()
{
    ::eventfd_write(m_stopping, 1);
    m_thread.join();
    ::close(m_listening);
    ::close(m_stopping);
}

std::uint16_t ConnectionDealer::port() const
{
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(m_listening, reinterpret_cast<sockaddr *>(&bound), &size) != 0)
        return 0;
    return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6 &>(bound).sin6_port : reinterpret_cast<const sockaddr_in &>(bound).sin_port);
}

bool ConnectionDealer::wait(int milliseconds, bool forConnection) const
{
    pollfd watched[2] = {{m_stopping, POLLIN, 0}, {m_listening, POLLIN, 0}};
    ::poll(watched, forConnection ? 2 : 1, milliseconds);
    return watched[0].revents == 0;
}

void ConnectionDealer::run() const
{
    while (wait(-1, true)) {
        sockaddr_storage peer;
        socklen_t size = sizeof peer;
        const int socket = ::accept4(m_listening, reinterpret_cast<sockaddr *>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) {
            // Whoever went away again is forgotten; without file descriptors one waits until some are closed.
            const bool scarce = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
            if (scarce && !wait(roomMilliseconds, false))
                return;
            continue;
        }
        while (!m_take(socket, reinterpret_cast<const sockaddr *>(&peer), size)) {
            if (!wait(roomMilliseconds, false)) {
                ::close(socket);
                return;
            }
        }
    }
}

} // namespace hufu
