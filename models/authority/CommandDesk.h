// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Authority.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace hufu {

/// The one thread that decides, over the authority. What waits when it is free is decided together and made durable by one transaction, so that many consoles
/// share the cost of the disk. Does the authority's upkeep each minute as well, and finishes a founding that was signed but not brought to its end. The other
/// functions are for any thread.
class CommandDesk {
public:
    struct Settings {
        std::size_t mostWaiting = 1000;
        std::size_t mostBytes = 64u << 20; ///< of what waits
        std::function<std::vector<Error>(Authority &)> upkeepToo = {}; ///< likewise, after each upkeep; what it could not do is a trouble, too
        std::function<void()> afterwards = {};  ///< on the desk's thread, whenever it has decided or done its upkeep
    };
    CommandDesk(Authority authority, Settings settings);
    ~CommandDesk(); ///< decides what waits, and ends

    /// `done` is called on the desk's thread once the answer is durable. False, and nothing happens, when too much waits already.
    bool deliver(Delivery delivery, std::function<void(Decided)> done);
    /// Has the authority do something else, in its turn. False likewise.
    bool run(std::function<void(Authority &)> work);
    /// What the latest upkeep could not do.
    std::vector<Error> troubles() const;
    std::size_t waiting() const;

private:
    struct Job {
        Delivery delivery;
        std::function<void(Decided)> done;
        std::function<void(Authority &)> work; ///< instead of both
    };
    bool post(Job job);
    void serve(const std::stop_token &stop);
    void decide(std::vector<Job> jobs);
    void keepUp();

    Authority m_authority; ///< of the thread alone
    const Settings m_settings;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_posted;
    std::deque<Job> m_jobs;
    std::size_t m_bytes = 0; ///< of m_jobs
    std::vector<Error> m_troubles;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu
