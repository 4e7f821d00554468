// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace hufu {

/// Listens at an address and hands out each connection as soon as it is made, from one thread of its own. libmicrohttpd's own pool lets whichever of its
/// threads wakes first accept all that ask in that moment: with four clients one processor of two did all the work, and the other none.
class ConnectionDealer {
public:
    /// Takes a connection's socket, non-blocking and now its own, and its peer. False, and the socket untouched, while there is no room: it is offered again
    /// soon, and those who come after it wait in the kernel's queue.
    using Take = std::function<bool(int socket, const sockaddr *peer, socklen_t peerSize)>;

    /// Listens from now on, and calls `take` from then on. Errors: InvalidArgument (no numeric address, or not this computer's), Busy (another program
    /// listens there), PermissionDenied, Io.
    static Result<std::unique_ptr<ConnectionDealer>> start(const std::string &address, std::uint16_t port, Take take);
    /// Listens no more; `take` is not called after that. What was not taken is closed.
    ~ConnectionDealer();
    ConnectionDealer(const ConnectionDealer &) = delete;
    ConnectionDealer &operator=(const ConnectionDealer &) = delete;

    std::uint16_t port() const;

private:
    ConnectionDealer(int listening, int stopping, Take take);
    void run() const;
    /// Waits until a connection asks, or `milliseconds` have gone by (−1: for as long as it takes); false when it is to end.
    bool wait(int milliseconds, bool forConnection) const;

    const int m_listening, m_stopping; ///< the second is an eventfd(2)
    const Take m_take;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace hufu
