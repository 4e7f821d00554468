// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/BackgroundPool.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <functional>
#include <stop_token>
#include <utility>

namespace hufu {

/// Loads what a model shows on backgroundPool(), one job at a time. The newest start() counts: a job under way is asked to stop,
/// its answer is never delivered, and the new one follows it. Waits for its job before it goes, so that a job may use whatever
/// outlives this object. Lives, and delivers, on the thread that made it.
///
/// Busy means from start() until the answer is being delivered. QFutureWatcher::isRunning() ends earlier, with the job, while its answer
/// still waits in the event queue; who starts anew in that moment loses it.
template <typename Answer>
class BackgroundLoad {
public:
    using Job = std::function<Answer(const std::stop_token &)>;

    explicit BackgroundLoad(std::function<void(Answer)> deliver) : m_deliver(std::move(deliver))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { jobEnded(); });
    }
    ~BackgroundLoad()
    {
        m_watcher.disconnect();
        abandon();
    }
    BackgroundLoad(const BackgroundLoad &) = delete;
    BackgroundLoad &operator=(const BackgroundLoad &) = delete;

    /// Runs `job` as soon as none is under way. It should look at its stop token between steps.
    void start(Job job)
    {
        m_stop.request_stop();
        m_wanted = true;
        if (m_underWay)
            m_next = std::move(job);
        else
            run(std::move(job));
    }

    /// Wants no answer any more, and returns when no job runs: what it used may go.
    void abandon()
    {
        m_stop.request_stop();
        m_wanted = false;
        m_next = {};
        if (m_underWay) // a future whose result was taken counts as never finished
            m_watcher.waitForFinished();
    }

    bool isBusy() const { return m_wanted; } ///< an answer is still to be delivered

private:
    void run(Job job)
    {
        m_stop = std::stop_source();
        m_underWay = true;
        m_watcher.setFuture(QtConcurrent::run(backgroundPool(), [job = std::move(job), stop = m_stop.get_token()] { return job(stop); }));
    }
    void jobEnded()
    {
        m_underWay = false;
        Answer answer = m_watcher.future().takeResult();
        if (m_next)
            return run(std::exchange(m_next, {}));
        if (std::exchange(m_wanted, false))
            m_deliver(std::move(answer));
    }

    std::function<void(Answer)> m_deliver;
    std::stop_source m_stop; ///< of the job under way
    Job m_next;              ///< waits for the one under way to end
    bool m_underWay = false; ///< a job runs, or its end waits in the event queue
    bool m_wanted = false;
    QFutureWatcher<Answer> m_watcher;
};

} // namespace hufu
