// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/SharedJournal.h"

#include <mutex>
#include <optional>
#include <thread>

namespace hufu::server {

/// Keeps a server's own database level with what the other servers of the house append, within a moment of their doing so, and brings to them what
/// other programs wrote beside this one's journal (hufu-server enrol-code). On a thread of its own.
class SharedFollower {
public:
    static Result<std::unique_ptr<SharedFollower>> start(const std::string &databasePath, const SecureBytes &databaseKey, SharedJournal::Settings settings);

    /// Why it is not level, since when that is so; none while it is. Any thread.
    std::optional<Error> trouble() const;

private:
    SharedFollower(Connection local, std::unique_ptr<SharedJournal> shared);
    void follow(const std::stop_token &stop);

    Connection m_local;
    std::unique_ptr<SharedJournal> m_shared;
    mutable std::mutex m_mutex;
    std::optional<Error> m_trouble;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu::server
