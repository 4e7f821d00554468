// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>

namespace hufu {

/// Calls that may never come back, one after the other, on a thread of their own: PC/SC knows no time limit for a card, and cannot cancel what a
/// card is asked. A call that is late is left alone with all that it holds, which it lets go when it does come back.
class BoundedCalls {
public:
    BoundedCalls();
    ~BoundedCalls(); ///< does not wait
    BoundedCalls(const BoundedCalls &) = delete;
    BoundedCalls &operator=(const BoundedCalls &) = delete;

    /// What the call returns; nothing when it did not within `patience`, nor for any call afterwards. It must own what it uses.
    template <typename Call>
    auto run(Call call, std::chrono::milliseconds patience) -> std::optional<std::invoke_result_t<Call>>
    {
        if (m_late)
            return {};
        auto promise = std::make_shared<std::promise<std::invoke_result_t<Call>>>();
        auto future = promise->get_future();
        post([promise, held = std::make_shared<Call>(std::move(call))] { promise->set_value((*held)()); });
        m_late = future.wait_for(patience) != std::future_status::ready;
        if (m_late)
            return {};
        return future.get();
    }
    /// Without waiting for it; also after a late one, when that has come back.
    void post(std::function<void()> call);
    bool isLate() const { return m_late; }

private:
    struct Queue {
        std::mutex mutex;
        std::condition_variable changed;
        std::deque<std::function<void()>> calls;
        bool ended = false;
    };
    std::shared_ptr<Queue> m_queue;
    bool m_late = false;
};

} // namespace hufu
