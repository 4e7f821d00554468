// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/ConnectionSweep.h"

#include <sys/socket.h>

namespace hufu {

ConnectionSweep::ConnectionSweep(std::chrono::seconds firstRequest, std::chrono::seconds nextRequest)
    : m_first(firstRequest), m_next(nextRequest), m_thread([this](const std::stop_token &stop) { sweep(stop); })
{
}

void ConnectionSweep::opened(const void *connection, int socket)
{
    const std::lock_guard lock(m_mutex);
    m_known[connection] = {socket, true, false, std::chrono::steady_clock::now()};
}

void ConnectionSweep::closed(const void *connection)
{
    const std::lock_guard lock(m_mutex);
    m_known.erase(connection);
}

void ConnectionSweep::asked(const void *connection)
{
    const std::lock_guard lock(m_mutex);
    if (const auto at = m_known.find(connection); at != m_known.end()) {
        at->second.first = false;
        at->second.busy = true;
    }
}

void ConnectionSweep::answered(const void *connection)
{
    const std::lock_guard lock(m_mutex);
    if (const auto at = m_known.find(connection); at != m_known.end()) {
        at->second.busy = false;
        at->second.since = std::chrono::steady_clock::now();
    }
}

void ConnectionSweep::sweep(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!m_tick.wait_for(lock, stop, std::chrono::seconds(1), [&] { return stop.stop_requested(); })) {
        const auto now = std::chrono::steady_clock::now();
        for (const auto &[connection, known] : m_known) {
            // Its owner sees the end and closes it; the socket is still this one's, since closed() comes before and waits for us.
            if (!known.busy && now - known.since > (known.first ? m_first : m_next))
                ::shutdown(known.socket, SHUT_RDWR);
        }
    }
}

} // namespace hufu
