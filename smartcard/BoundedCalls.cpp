// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/BoundedCalls.h"

#include <thread>

namespace hufu {

BoundedCalls::BoundedCalls() : m_queue(std::make_shared<Queue>())
{
    // Detached, since nobody can wait for a call that does not come back; the queue is all that it touches.
    std::thread([queue = m_queue] {
        for (;;) {
            std::unique_lock lock(queue->mutex);
            queue->changed.wait(lock, [&] { return queue->ended || !queue->calls.empty(); });
            if (queue->calls.empty())
                return;
            std::function<void()> call = std::move(queue->calls.front());
            queue->calls.pop_front();
            lock.unlock();
            call();
        }
    }).detach();
}

BoundedCalls::~BoundedCalls()
{
    const std::lock_guard lock(m_queue->mutex);
    m_queue->ended = true;
    m_queue->changed.notify_one();
}

void BoundedCalls::post(std::function<void()> call)
{
    const std::lock_guard lock(m_queue->mutex);
    m_queue->calls.push_back(std::move(call));
    m_queue->changed.notify_one();
}

} // namespace hufu
