// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/ImportJob.h"

#include <QObject>
#include <QThreadPool>

#include <condition_variable>
#include <mutex>

namespace hufu {

/// Runs one import on a thread of its own and speaks to the window by signals; also when the import waits for somebody to type a password,
/// nothing else does. Lives on the GUI thread; destroying it cancels and waits.
class ImportRunner : public QObject {
    Q_OBJECT
public:
    explicit ImportRunner(House &house, QObject *parent = nullptr);
    ~ImportRunner() override;

    /// Once; a second import needs a second runner.
    void start(std::vector<SourceSpec> sources);
    /// Stops between two steps; what was complete is kept, and finished() follows.
    void cancel();
    bool isRunning() const { return m_running; }

    /// The answer to passwordAsked(); nothing skips the file.
    void answer(std::optional<SecureBytes> password);
    /// Skips this file and every other that asks.
    void skipAll();

    const ImportResult &result() const { return m_result; } ///< once finished

Q_SIGNALS:
    void progressed(quint64 done, quint64 total, const QString &current);
    void passwordAsked(const QString &source, int attempt); ///< attempts count from 1
    void finished();

private:
    std::optional<SecureBytes> ask(const std::string &source, int attempt, std::stop_token stop);

    House &m_house;
    QThreadPool m_pool;
    std::stop_source m_stop;
    bool m_running = false;
    ImportResult m_result;

    std::mutex m_mutex;
    std::condition_variable_any m_answered;
    bool m_hasAnswer = false, m_skipAll = false;
    std::optional<SecureBytes> m_answer;
};

} // namespace hufu
