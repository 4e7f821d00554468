// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <sys/socket.h>
#include <vector>

namespace hufu {

using Deadline = std::chrono::steady_clock::time_point;

struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    std::string text() const; ///< "10.0.0.5:443", "[::1]:443"
};

/// The addresses of a host, in the order to be tried. The resolver knows no time-out of its own, so it is asked on another
/// thread, which is left to itself when the deadline passes.
/// Errors: HostNotFound, ConnectionTimedOut, Cancelled, Busy when too many abandoned look-ups still hang.
Result<std::vector<SocketAddress>> lookUpHost(const std::string &host, std::uint16_t port, Deadline deadline, std::stop_token stop);

} // namespace hufu
