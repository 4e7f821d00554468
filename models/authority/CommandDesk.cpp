// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CommandDesk.h"

#include "models/authority/ServerFounding.h"

namespace hufu {
namespace {

constexpr auto upkeepPeriod = std::chrono::minutes(1);
constexpr std::size_t mostTogether = 64;
constexpr std::size_t bytesTogether = 16u << 20;

std::size_t sizeOf(const Delivery &delivery)
{
    std::size_t bytes = delivery.signedCommand.size();
    for (const Blob &blob : delivery.blobs)
        bytes += blob.bytes.size();
    return bytes;
}

} // namespace

CommandDesk::CommandDesk(Authority authority, Settings settings)
    : m_authority(std::move(authority)), m_settings(std::move(settings)), m_thread([this](const std::stop_token &stop) { serve(stop); })
{
}

CommandDesk::~CommandDesk() = default;

bool CommandDesk::deliver(Delivery delivery, std::function<void(Decided)> done) { return post({std::move(delivery), std::move(done), {}}); }

bool CommandDesk::run(std::function<void(Authority &)> work) { return post({{}, {}, std::move(work)}); }

bool CommandDesk::post(Job job)
{
    const std::size_t bytes = sizeOf(job.delivery);
    {
        const std::lock_guard lock(m_mutex);
        if (m_jobs.size() >= m_settings.mostWaiting || (m_bytes > 0 && m_bytes + bytes > m_settings.mostBytes))
            return false;
        m_bytes += bytes;
        m_jobs.push_back(std::move(job));
    }
    m_posted.notify_one();
    return true;
}

std::vector<Error> CommandDesk::troubles() const
{
    const std::lock_guard lock(m_mutex);
    return m_troubles;
}

std::size_t CommandDesk::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs.size();
}

void CommandDesk::serve(const std::stop_token &stop)
{
    keepUp();
    auto nextUpkeep = std::chrono::steady_clock::now() + upkeepPeriod;
    for (;;) {
        std::vector<Job> jobs;
        {
            std::unique_lock lock(m_mutex);
            m_posted.wait_until(lock, stop, nextUpkeep, [&] { return !m_jobs.empty(); });
            if (m_jobs.empty() && stop.stop_requested())
                return;
            std::size_t bytes = 0;
            while (!m_jobs.empty() && jobs.size() < mostTogether && bytes < bytesTogether) {
                if (m_jobs.front().work && !jobs.empty())
                    break; // by itself, in its turn
                const std::size_t own = sizeOf(m_jobs.front().delivery);
                bytes += own;
                m_bytes -= own;
                jobs.push_back(std::move(m_jobs.front()));
                m_jobs.pop_front();
                if (jobs.back().work)
                    break;
            }
        }
        if (!jobs.empty())
            decide(std::move(jobs));
        if (std::chrono::steady_clock::now() >= nextUpkeep) {
            keepUp();
            nextUpkeep = std::chrono::steady_clock::now() + upkeepPeriod;
        }
    }
}

void CommandDesk::decide(std::vector<Job> jobs)
{
    if (jobs.front().work) {
        jobs.front().work(m_authority);
    } else {
        std::vector<Delivery> deliveries;
        for (Job &job : jobs)
            deliveries.push_back(std::move(job.delivery));
        std::vector<Decided> answers = m_authority.decide(deliveries);
        for (std::size_t i = 0; i < jobs.size(); ++i)
            jobs[i].done(std::move(answers[i]));
        const std::lock_guard lock(m_mutex);
        m_troubles = m_authority.troubles();
    }
    if (m_settings.afterwards)
        m_settings.afterwards();
}

void CommandDesk::keepUp()
{
    const Result<void> founded = finishFounding(m_authority);
    std::vector<Error> troubles = m_authority.upkeep();
    if (!founded)
        troubles.push_back(founded.error());
    if (m_settings.upkeepToo)
        std::ranges::move(m_settings.upkeepToo(m_authority), std::back_inserter(troubles));
    {
        const std::lock_guard lock(m_mutex);
        m_troubles = std::move(troubles);
    }
    if (m_settings.afterwards)
        m_settings.afterwards();
}

} // namespace hufu
