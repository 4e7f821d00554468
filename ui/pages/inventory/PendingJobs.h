// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>

#include <algorithm>
#include <vector>

namespace hufu {

/// The jobs of a page that use the house. A page waits for them before the house goes; so they must be short, or be told to stop first.
class PendingJobs {
public:
    PendingJobs() = default;
    PendingJobs(const PendingJobs &) = delete;
    PendingJobs &operator=(const PendingJobs &) = delete;
    ~PendingJobs() { wait(); }

    template <typename T>
    QFuture<T> add(QFuture<T> future)
    {
        std::erase_if(m_futures, [](const QFuture<void> &one) { return one.isFinished(); });
        m_futures.push_back(QFuture<void>(future));
        return future;
    }
    /// Waits for all; what takes long is told to stop by its owner before. (Not by cancel() here: Qt 6.4 follows a pointer to a
    /// continuation that may be gone once the future has finished.)
    void wait()
    {
        for (QFuture<void> &future : m_futures)
            future.waitForFinished();
        m_futures.clear();
    }

private:
    std::vector<QFuture<void>> m_futures;
};

} // namespace hufu
