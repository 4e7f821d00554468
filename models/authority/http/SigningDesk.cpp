// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/SigningDesk.h"

namespace hufu {

SigningDesk::SigningDesk(std::size_t threads, std::size_t maxWaiting) : m_maxWaiting(maxWaiting)
{
    while (m_threads.size() < threads)
        m_threads.emplace_back([this] { run(); });
}

SigningDesk::~SigningDesk() { finish(); }

bool SigningDesk::post(std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing || m_waiting.size() >= m_maxWaiting)
            return false;
        m_waiting.push_back(std::move(work));
    }
    m_posted.notify_one();
    return true;
}

void SigningDesk::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_posted.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

void SigningDesk::run()
{
    for (std::unique_lock lock(m_mutex);;) {
        m_posted.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const std::function<void()> work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        work();
        lock.lock();
    }
}

} // namespace hufu
