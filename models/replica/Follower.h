// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Entry.h"
#include "models/store/Connection.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hufu {

/// Watches the database for what other connections write, this process's and others', four times a second on a thread of its own. The
/// callbacks come on that thread; none comes after destruction.
class Follower {
public:
    Follower(Connection connection, std::function<void(Sequence head)> changed, std::function<void(Error)> failed);
    ~Follower();

    /// Looks at once: for who knows that something was written. From any thread.
    void look();

private:
    /// Tells of what is newer than `version`, as it was at construction: what is written before the thread runs is news too.
    void watch(Result<std::int64_t> version, const std::stop_token &stop);

    Connection m_connection;
    std::function<void(Sequence)> m_changed;
    std::function<void(Error)> m_failed;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_look = false;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu
