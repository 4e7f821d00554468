// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/EndpointPool.h"

#include <algorithm>

namespace hufu {

EndpointPool::EndpointPool(std::vector<std::string> endpoints, int threads, std::chrono::milliseconds timeout, std::stop_token stop)
    : m_endpoints(std::move(endpoints)), m_timeout(timeout), m_answers(m_endpoints.size()),
      m_forward(std::move(stop), [this] { m_stopAll.request_stop(); })
{
    const std::size_t count = std::min(m_endpoints.size(), std::size_t(std::max(threads, 1)));
    for (std::size_t i = 0; i < count; ++i)
        m_threads.emplace_back([this] { work(m_stopAll.get_token()); });
}

EndpointPool::~EndpointPool()
{
    m_stopAll.request_stop();
}

void EndpointPool::work(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    while (m_next < m_endpoints.size()) {
        const std::size_t index = m_next++;
        lock.unlock();
        const auto endpoint = EndpointSpec::parse(m_endpoints[index]);
        Result<PresentedChain> answer = fail(ErrorCode::Cancelled, {}, m_endpoints[index]);
        if (!endpoint)
            answer = std::unexpected(endpoint.error());
        else if (!stop.stop_requested())
            answer = readPresentedChain(*endpoint, m_timeout, stop);
        lock.lock();
        m_answers[index] = std::move(answer);
        m_answered.notify_all();
    }
}

Result<PresentedChain> EndpointPool::take(std::size_t index)
{
    std::unique_lock lock(m_mutex);
    m_answered.wait(lock, [&] { return m_answers[index].has_value(); });
    return std::move(*m_answers[index]);
}

} // namespace hufu
