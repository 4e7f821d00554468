// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Assessor.h"

#include "models/replica/House.h"
#include "models/replica/ParallelFor.h"
#include "models/store/LintStore.h"

#include <QtConcurrent>

namespace hufu {
namespace {

// Some tenths of a second of work for RSA keys, and a transaction short enough that an import next to it hardly waits.
constexpr int batch = 500;
constexpr int portion = 16;

std::vector<LintOutcome> lintAll(const std::vector<LintTask> &tasks)
{
    std::vector<LintOutcome> outcomes(tasks.size());
    parallelFor((tasks.size() + portion - 1) / portion, [&](std::size_t part) {
        for (std::size_t at = part * portion; at < std::min(tasks.size(), (part + 1) * portion); ++at) {
            const LintTask &task = tasks[at];
            outcomes[at].certificateId = task.certificateId;
            if (const Result<CertificateListing> listing = readListing(task.der))
                outcomes[at].findings = lint(task.der, *listing, task.validationClass);
        }
    });
    return outcomes;
}

} // namespace

Result<AssessorProgress> assess(const std::function<Result<Connection>()> &openWriter,
                                const std::function<void(const AssessorProgress &)> &progress, std::stop_token stop)
{
    Result<Connection> connection = openWriter();
    if (!connection)
        return fail(connection.error());
    Result<std::int64_t> position = beginLinting(*connection, lintRuleSet);
    if (!position)
        return fail(position.error());
    const Result<std::int64_t> waiting = countUnlinted(*connection);
    if (!waiting)
        return fail(waiting.error());
    AssessorProgress done{0, *waiting};
    while (!stop.stop_requested()) {
        const Result<std::vector<LintTask>> tasks = readLintTasks(*connection, *position, batch);
        if (!tasks)
            return fail(tasks.error());
        if (tasks->empty())
            return done;
        const std::vector<LintOutcome> outcomes = lintAll(*tasks);
        Result<void> stored = storeLints(*connection, lintRuleSet, *position, outcomes);
        if (stored) {
            position = outcomes.back().certificateId;
        } else if (stored.error().code == ErrorCode::Conflict) { // the console and the command line both lint: go on where the other is
            position = beginLinting(*connection, lintRuleSet);
            if (!position)
                return fail(position.error());
        } else if (stored.error().code != ErrorCode::Busy) { // a long import holds the lock: the batch is made again
            return fail(stored.error());
        }
        done.done += static_cast<std::int64_t>(outcomes.size());
        done.total = std::max(done.total, done.done);
        if (progress)
            progress(done);
    }
    return fail(ErrorCode::Cancelled);
}

Result<AssessorProgress> assess(House &house)
{
    return assess([&house] { return house.openForDerived(); }, {}, {});
}

Assessor::Assessor(House &house, QObject *parent) : QObject(parent), m_house(house)
{
    m_pool.setMaxThreadCount(1);
    connect(&house, &House::journalGrew, this, &Assessor::start);
}

Assessor::~Assessor()
{
    cancel();
    m_pool.waitForDone();
}

void Assessor::start()
{
    if (m_running) {
        m_again = true;
        return;
    }
    m_running = true;
    m_again = false;
    m_progress = {};
    m_stop = std::stop_source();
    QtConcurrent::run(&m_pool, [this, stop = m_stop.get_token()] {
        return assess([this] { return m_house.openForDerived(); },
                      [this](const AssessorProgress &progress) {
                          QMetaObject::invokeMethod(this, [this, progress] {
                              m_progress = progress;
                              Q_EMIT progressed(progress.done, progress.total);
                          }, Qt::QueuedConnection);
                      },
                      stop);
    }).then(this, [this](const Result<AssessorProgress> &result) { finish(result); });
}

void Assessor::cancel()
{
    m_again = false;
    m_stop.request_stop();
}

void Assessor::finish(const Result<AssessorProgress> &result)
{
    m_running = false;
    if (result)
        Q_EMIT finished();
    else if (result.error().code != ErrorCode::Cancelled)
        Q_EMIT failed(result.error());
    if (m_again)
        start();
}

} // namespace hufu
