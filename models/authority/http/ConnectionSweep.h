// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace hufu {

/// Ends connections that hold a place and ask nothing: whose TLS handshake or request head does not come to its end, byte by byte or not at all.
/// libmicrohttpd (0.9.75) knows no time-out while it shakes hands, and begins its own anew with every byte. A thread looks each second. Connections are told by
/// what libmicrohttpd calls them; the other functions are for its threads.
class ConnectionSweep {
public:
    ConnectionSweep(std::chrono::seconds firstRequest, std::chrono::seconds nextRequest);

    void opened(const void *connection, int socket);
    void closed(const void *connection); ///< before its socket is
    void asked(const void *connection);    ///< a request's head is there
    void answered(const void *connection); ///< its request is over

private:
    struct Known {
        int socket = -1;
        bool first = true, busy = false;
        std::chrono::steady_clock::time_point since;
    };
    void sweep(const std::stop_token &stop);

    const std::chrono::seconds m_first, m_next;
    std::mutex m_mutex;
    std::condition_variable_any m_tick;
    std::map<const void *, Known> m_known;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu
