// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hufu {

/// The threads that wait for signing keys in devices (Signer::waitsForDevice), so that those that serve the network never do: a slow HSM delays signed
/// answers and nothing else. Thread-safe.
class SigningDesk {
public:
    explicit SigningDesk(std::size_t threads, std::size_t maxWaiting);
    ~SigningDesk(); ///< as finish()

    /// False, and nothing done, when too many wait already or it is closing.
    bool post(std::function<void()> work);
    /// Does what was posted, refuses the rest, and ends the threads.
    void finish();

private:
    void run();

    const std::size_t m_maxWaiting;
    std::mutex m_mutex;
    std::condition_variable m_posted;
    std::deque<std::function<void()>> m_waiting;
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace hufu
