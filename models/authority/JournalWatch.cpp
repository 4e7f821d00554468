// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/JournalWatch.h"

#include "models/store/JournalStore.h"

namespace hufu {
namespace {

constexpr auto watchPeriod = std::chrono::milliseconds(50);

} // namespace

JournalWatch::JournalWatch(Connection connection)
    : m_connection(std::move(connection)), m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

JournalWatch::~JournalWatch()
{
    release();
    m_thread.request_stop();
    m_thread.join();
}

void JournalWatch::wait(Sequence after, std::chrono::steady_clock::time_point until, std::function<void()> wake)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_released && m_head <= after && until > std::chrono::steady_clock::now()) {
            m_waiters.push_back({after, until, std::move(wake)});
            return;
        }
    }
    wake();
}

void JournalWatch::look()
{
    {
        const std::lock_guard lock(m_mutex);
        m_look = true;
    }
    m_changed.notify_all();
}

void JournalWatch::release()
{
    {
        const std::lock_guard lock(m_mutex);
        m_released = m_look = true;
    }
    m_changed.notify_all();
}

bool JournalWatch::isReleased() const
{
    const std::lock_guard lock(m_mutex);
    return m_released;
}

Sequence JournalWatch::head() const
{
    const std::lock_guard lock(m_mutex);
    return m_head;
}

std::size_t JournalWatch::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiters.size();
}

void JournalWatch::watch(const std::stop_token &stop)
{
    std::int64_t version = -1;
    for (;;) {
        bool released = false;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, stop, watchPeriod, [this] { return m_look; });
            m_look = false;
            released = m_released;
        }
        const Result<std::int64_t> now = m_connection.dataVersion();
        Sequence head = 0;
        if (now && *now != version) {
            if (const Result<JournalHead> read = readJournalHead(m_connection)) {
                version = *now;
                head = read->sequence;
            }
        }
        std::list<Waiter> woken;
        {
            const std::lock_guard lock(m_mutex);
            m_head = std::max(m_head, head);
            const auto time = std::chrono::steady_clock::now();
            for (auto waiter = m_waiters.begin(); waiter != m_waiters.end();) {
                const auto next = std::next(waiter);
                if (released || waiter->after < m_head || waiter->until <= time)
                    woken.splice(woken.end(), m_waiters, waiter);
                waiter = next;
            }
        }
        for (const Waiter &waiter : woken)
            waiter.wake();
        if (stop.stop_requested())
            return;
    }
}

} // namespace hufu
