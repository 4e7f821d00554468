// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/Socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace hufu {

namespace {

std::unexpected<Error> networkFailure(int number)
{
    const auto code = [number] {
        switch (number) {
        case ECONNREFUSED: return ErrorCode::ConnectionRefused;
        case ETIMEDOUT:
        case EHOSTUNREACH: // a router says what silence would mean otherwise
        case ENETUNREACH: return ErrorCode::ConnectionTimedOut;
        case ECONNRESET:
        case EPIPE: return ErrorCode::ConnectionClosed;
        default: return ErrorCode::Io;
        }
    }();
    return fail(code, std::strerror(number));
}

} // namespace

FileDescriptor::~FileDescriptor()
{
    if (m_number >= 0)
        close(m_number);
}

StopSignal::StopSignal(std::stop_token token)
    : m_token(std::move(token)), m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_callback(m_token, [event = m_event.number()] {
          // Fails only when the counter is full, and then the signal is already given.
          [[maybe_unused]] const int written = eventfd_write(event, 1);
      })
{
}

Result<void> Socket::waitFor(short events, Deadline deadline, const StopSignal &stop) const
{
    for (;;) {
        if (stop.requested())
            return fail(ErrorCode::Cancelled);
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0)
            return fail(ErrorCode::ConnectionTimedOut, "no answer in time");
        pollfd waited[] = {{m_descriptor.number(), events, 0}, {stop.descriptor(), POLLIN, 0}};
        const int ready = poll(waited, 2, int(std::min<long long>(left, 60'000)));
        if (ready < 0 && errno != EINTR)
            return networkFailure(errno);
        if (ready > 0 && waited[0].revents != 0)
            return {};
    }
}

Result<Socket> Socket::connect(const SocketAddress &address, Deadline deadline, const StopSignal &stop)
{
    FileDescriptor descriptor(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (descriptor.number() < 0)
        return networkFailure(errno);
    Socket socket(std::move(descriptor));
    const int number = socket.m_descriptor.number();
    if (::connect(number, reinterpret_cast<const sockaddr *>(&address.storage), address.size) == 0)
        return socket;
    if (errno != EINPROGRESS)
        return networkFailure(errno);
    if (auto waited = socket.waitFor(POLLOUT, deadline, stop); !waited)
        return std::unexpected(waited.error());
    int status = 0;
    socklen_t size = sizeof status;
    if (getsockopt(number, SOL_SOCKET, SO_ERROR, &status, &size) != 0)
        return networkFailure(errno);
    if (status != 0)
        return networkFailure(status);
    return socket;
}

Result<std::size_t> Socket::read(std::span<std::uint8_t> buffer, Deadline deadline, const StopSignal &stop)
{
    for (;;) {
        // Waiting first, so that a server that never stops talking cannot outlive the deadline.
        if (auto waited = waitFor(POLLIN, deadline, stop); !waited)
            return std::unexpected(waited.error());
        const ssize_t count = recv(m_descriptor.number(), buffer.data(), buffer.size(), 0);
        if (count > 0)
            return std::size_t(count);
        if (count == 0)
            return fail(ErrorCode::ConnectionClosed, "the server closed the connection");
        if (errno != EAGAIN && errno != EINTR)
            return networkFailure(errno);
    }
}

Result<void> Socket::write(BytesView bytes, Deadline deadline, const StopSignal &stop)
{
    while (!bytes.empty()) {
        if (auto waited = waitFor(POLLOUT, deadline, stop); !waited)
            return waited;
        const ssize_t count = send(m_descriptor.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0)
            bytes = bytes.subspan(std::size_t(count));
        else if (errno != EAGAIN && errno != EINTR)
            return networkFailure(errno);
    }
    return {};
}

} // namespace hufu
