// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Follower.h"

#include "models/store/JournalStore.h"

namespace hufu {
namespace {

constexpr auto period = std::chrono::milliseconds(250);

} // namespace

Follower::Follower(Connection connection, std::function<void(Sequence)> changed, std::function<void(Error)> failed)
    : m_connection(std::move(connection))
    , m_changed(std::move(changed))
    , m_failed(std::move(failed))
    , m_thread([this, version = m_connection.dataVersion()](const std::stop_token &stop) { watch(version, stop); })
{
}

Follower::~Follower() = default;

void Follower::look()
{
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_look = true;
    m_wake.notify_all();
}

void Follower::watch(Result<std::int64_t> version, const std::stop_token &stop)
{
    bool failing = false;
    for (;;) {
        {
            std::unique_lock<std::mutex> lock(m_mutex);
            m_wake.wait_for(lock, stop, period, [this] { return m_look; });
            m_look = false;
        }
        if (stop.stop_requested())
            return;
        const Result<std::int64_t> now = m_connection.dataVersion();
        if (!now) {
            // A passing lock is no news; anything else is told once until it is over.
            if (now.error().code != ErrorCode::Busy && !std::exchange(failing, true))
                m_failed(now.error());
            continue;
        }
        failing = false;
        if (version && *now == *version)
            continue;
        version = now;
        if (const Result<JournalHead> head = readJournalHead(m_connection))
            m_changed(head->sequence);
    }
}

} // namespace hufu
