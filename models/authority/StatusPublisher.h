// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/StatusSource.h"
#include "models/base/SecureBytes.h"
#include "models/journal/Entry.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace hufu {

/// Tells relying parties what the journal has come to, whichever process made it grow: follows a home's database on a thread of its own, with
/// a connection that only reads, and hands out one snapshot after another. A snapshot changes only when something about a CA did, so that
/// pre-produced answers live through imports and the like. While the database cannot be read the last snapshot stands: its CRLs say
/// themselves when they end.
class StatusPublisher final : public StatusSource {
public:
    struct Settings {
        std::string databasePath;
        unsigned signers = 0; ///< OCSP answers signed at once for each CA; 0: as many as there are processors
        std::chrono::milliseconds interval{50}; ///< how often it looks whether somebody wrote: a few microseconds each time
    };
    /// The first snapshot is there when it returns. Errors of Connection::open() and of reading.
    static Result<std::unique_ptr<StatusPublisher>> start(const SecureBytes &databaseKey, Settings settings);
    ~StatusPublisher() override;

    std::shared_ptr<const StatusSnapshot> snapshot() override;
    /// What keeps the newest snapshot from being whole: a responder's key that does not open, a database that cannot be read.
    std::vector<Error> troubles() const;

private:
    class Follower;
    StatusPublisher(std::unique_ptr<Follower> follower, Settings settings);
    void follow(std::stop_token stop);
    void look();

    std::unique_ptr<Follower> m_follower; ///< of the thread alone, once that runs
    const Settings m_settings;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_tick;
    std::shared_ptr<const StatusSnapshot> m_snapshot;
    std::vector<Error> m_troubles;
    std::jthread m_thread;
};

} // namespace hufu
