// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/probe/TlsEndpoint.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace hufu {

/// Asks many endpoints, a few at once, each as soon as a thread is free; the answers are taken in any order.
/// Its end, or a stop request, stops what is under way at once.
class EndpointPool {
public:
    /// The texts are read by EndpointSpec::parse(); what it refuses becomes that endpoint's answer.
    EndpointPool(std::vector<std::string> endpoints, int threads, std::chrono::milliseconds timeout, std::stop_token stop);

    ~EndpointPool();

    /// Waits for the answer of one endpoint, by its place in the list.
    Result<PresentedChain> take(std::size_t index);

private:
    void work(std::stop_token stop);

    std::vector<std::string> m_endpoints;
    std::chrono::milliseconds m_timeout;
    std::mutex m_mutex;
    std::condition_variable m_answered;
    std::size_t m_next = 0; ///< guarded by m_mutex, as are the answers
    std::vector<std::optional<Result<PresentedChain>>> m_answers;
    std::stop_source m_stopAll;
    std::stop_callback<std::function<void()>> m_forward;
    std::vector<std::jthread> m_threads; ///< last, so that they end before what they use
};

} // namespace hufu
