// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/import/ImportRunner.h"

#include <memory>
#include <utility>

namespace hufu {

ImportRunner::ImportRunner(House &house, QObject *parent)
    : QObject(parent)
    , m_house(house)
{
    m_pool.setMaxThreadCount(1);
}

ImportRunner::~ImportRunner()
{
    cancel();
    m_pool.waitForDone();
}

void ImportRunner::start(std::vector<SourceSpec> sources)
{
    Q_ASSERT(!m_running);
    m_running = true;
    m_pool.start([this, sources = std::move(sources), stop = m_stop.get_token()] {
        const auto progress = [this](std::uint64_t done, std::uint64_t total, const std::string &current) {
            Q_EMIT progressed(done, total, QString::fromStdString(current)); // queued: this is not the window's thread
        };
        const auto password = [this, stop](const std::string &source, int attempt) { return ask(source, attempt, stop); };
        auto result = std::make_shared<ImportResult>(ImportJob(m_house).run(sources, progress, password, stop));
        QMetaObject::invokeMethod(this, [this, result] {
            m_result = std::move(*result);
            m_running = false;
            Q_EMIT finished();
        });
    });
}

void ImportRunner::cancel() { m_stop.request_stop(); }

std::optional<SecureBytes> ImportRunner::ask(const std::string &source, int attempt, std::stop_token stop)
{
    std::unique_lock<std::mutex> lock(m_mutex);
    if (m_skipAll)
        return std::nullopt;
    m_hasAnswer = false;
    lock.unlock();
    Q_EMIT passwordAsked(QString::fromStdString(source), attempt);
    lock.lock();
    if (!m_answered.wait(lock, stop, [this] { return m_hasAnswer; }))
        return std::nullopt;
    return std::exchange(m_answer, std::nullopt);
}

void ImportRunner::answer(std::optional<SecureBytes> password)
{
    const std::lock_guard<std::mutex> lock(m_mutex);
    m_answer = std::move(password);
    m_hasAnswer = true;
    m_answered.notify_all();
}

void ImportRunner::skipAll()
{
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_skipAll = true;
    }
    answer(std::nullopt);
}

} // namespace hufu
