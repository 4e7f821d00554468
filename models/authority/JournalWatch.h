// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Entry.h"
#include "models/store/Connection.h"

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace hufu {

/// Wakes those who wait for the journal to grow, whichever process makes it grow: a thread that looks every 50 ms, and at once when told.
class JournalWatch {
public:
    explicit JournalWatch(Connection connection);
    ~JournalWatch(); ///< wakes everybody

    /// `wake` is called, on the watch's thread and shortly, once the journal has an entry after `after`, or the time is over; at once when either is so.
    void wait(Sequence after, std::chrono::steady_clock::time_point until, std::function<void()> wake);
    void look(); ///< something was written
    void release(); ///< wakes everybody now, and whoever comes later at once
    bool isReleased() const;
    Sequence head() const;
    std::size_t waiting() const;

private:
    struct Waiter {
        Sequence after = 0;
        std::chrono::steady_clock::time_point until;
        std::function<void()> wake;
    };
    void watch(const std::stop_token &stop);

    Connection m_connection; ///< of the thread alone
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::list<Waiter> m_waiters;
    Sequence m_head = 0;
    bool m_look = true, m_released = false;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu
