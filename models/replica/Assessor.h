// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>

namespace hufu {

class House;

/// How far linting has come.
struct AssessorProgress {
    std::int64_t done = 0, total = 0; ///< of this run
};

/// Runs lint() over every certificate not looked at yet, on both cores in batches, and stores what it finds. Goes on where it stopped,
/// also when another process did part of the work. Blocks; Cancelled when `stop` was asked for. `openWriter` is called once.
Result<AssessorProgress> assess(const std::function<Result<Connection>()> &openWriter,
                                const std::function<void(const AssessorProgress &)> &progress, std::stop_token stop);
/// The same for the command line, with the house's own connection.
Result<AssessorProgress> assess(House &house);

/// Keeps the findings of an open house up to date in the background: assesses after opening and after each growth of the journal.
/// Lives on the GUI thread; destroy it before the house.
class Assessor : public QObject {
    Q_OBJECT
public:
    explicit Assessor(House &house, QObject *parent = nullptr);
    ~Assessor() override;

    void start();  ///< does nothing while running; a growth meanwhile makes it run again
    void cancel(); ///< until the next start()
    bool isRunning() const { return m_running; }
    AssessorProgress progress() const { return m_progress; }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total); ///< new findings are stored: a feed may refresh()
    void finished();
    void failed(const hufu::Error &error);

private:
    void finish(const Result<AssessorProgress> &result);

    House &m_house;
    QThreadPool m_pool;
    std::stop_source m_stop;
    AssessorProgress m_progress;
    bool m_running = false;
    bool m_again = false;
};

} // namespace hufu
