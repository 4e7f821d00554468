// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/probe/HostLookup.h"

#include <functional>
#include <utility>

namespace hufu {

/// An owned file descriptor.
class FileDescriptor {
public:
    explicit FileDescriptor(int number = -1) : m_number(number) {}
    FileDescriptor(FileDescriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~FileDescriptor();

    int number() const { return m_number; }

private:
    int m_number;
};

/// A stop request as something poll() can wait for.
class StopSignal {
public:
    explicit StopSignal(std::stop_token token);
    bool requested() const { return m_token.stop_requested(); }
    const std::stop_token &token() const { return m_token; }
    int descriptor() const { return m_event.number(); }

private:
    std::stop_token m_token;
    FileDescriptor m_event;
    std::stop_callback<std::function<void()>> m_callback;
};

/// A TCP connection that waits no longer than its deadline and not at all once stop is requested; never raises SIGPIPE.
/// Errors of all: ConnectionRefused, ConnectionTimedOut, ConnectionClosed, Cancelled, Io.
class Socket {
public:
    static Result<Socket> connect(const SocketAddress &address, Deadline deadline, const StopSignal &stop);

    /// At least one byte, at most the size of the buffer.
    Result<std::size_t> read(std::span<std::uint8_t> buffer, Deadline deadline, const StopSignal &stop);
    Result<void> write(BytesView bytes, Deadline deadline, const StopSignal &stop);

private:
    explicit Socket(FileDescriptor descriptor) : m_descriptor(std::move(descriptor)) {}
    Result<void> waitFor(short events, Deadline deadline, const StopSignal &stop) const;

    FileDescriptor m_descriptor;
};

} // namespace hufu
