// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/emergency/CanaryDesk.h"

#include "models/base/BackgroundPool.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/House.h"

#include <QFutureWatcher>
#include <QtConcurrent>

namespace hufu {
namespace {

constexpr int enterAgainEvery = 15'000; // milliseconds
constexpr int canaryDays = 90;
constexpr auto trialPatience = std::chrono::seconds(30); // for relying servers to hear of it, reload, and end what is open

} // namespace

CanaryDesk::CanaryDesk(QObject *parent) : QObject(parent)
{
    m_again.setInterval(enterAgainEvery);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (!m_run || m_entering || m_trying)
            return;
        m_entering = true;
        m_jobs.add(QtConcurrent::run(backgroundPool(), [run = m_run] { run->enter(); })).then(this, [this] { m_entering = false; });
    });
}

CanaryDesk::~CanaryDesk() { setHouse(nullptr); }

void CanaryDesk::setHouse(House *house)
{
    if (!house) {
        leave();
        m_jobs.wait();
        m_entering = m_trying = false;
        m_stand = {};
    }
    m_house = house;
}

void CanaryDesk::readStand()
{
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = m_house] { return readCanaryStand(*house); })).then(this, [this, house = m_house](const Result<CanaryStand> &stand) {
        if (house != m_house || !stand)
            return;
        m_stand = *stand;
        Q_EMIT standChanged();
    });
}

void CanaryDesk::order(const Service &service)
{
    if (!m_house)
        return;
    Q_EMIT ordering(true);
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = m_house, service] { return orderCanary(*house, service, canaryDays); }))
        .then(this, [this, house = m_house](const Result<std::string> &ordered) {
            if (house != m_house)
                return;
            Q_EMIT ordering(false);
            if (!ordered)
                Q_EMIT orderRefused(ordered.error());
            else
                readStand();
        });
}

void CanaryDesk::enter(const std::vector<Sha256> &certificates, std::function<void()> then)
{
    const bool goesAlong = m_stand.ready && std::ranges::find(certificates, m_stand.ready->sha256) != certificates.end();
    if (!m_house || !goesAlong || m_trying)
        return then();
    m_jobs.add(QtConcurrent::run(backgroundPool(), [house = m_house]() -> std::shared_ptr<CanaryRun> {
        Result<std::unique_ptr<CanaryRun>> run = CanaryRun::make(*house);
        if (!run)
            return nullptr;
        (*run)->enter();
        return std::move(*run);
    })).then(this, [this, house = m_house, then](const std::shared_ptr<CanaryRun> &run) {
        if (house != m_house)
            return;
        m_run = run;
        then();
    });
}

void CanaryDesk::stayIn()
{
    if (m_run)
        m_again.start();
}

void CanaryDesk::leave()
{
    m_stop.request_stop();
    m_again.stop();
    m_run.reset();
}

void CanaryDesk::follow(const EmergencyRecord &record)
{
    const auto caught = !m_run ? record.lines.end() : std::ranges::find(record.lines, m_run->certificate(), &EmergencyRecord::Line::sha256);
    if (caught != record.lines.end() && caught->inForce && !record.tried)
        tryAt(record.emergency.form.id);
}

void CanaryDesk::tryAt(const std::string &emergency)
{
    if (!m_run || m_trying || m_entering || !m_house)
        return;
    m_again.stop();
    m_trying = true;
    m_stop = std::stop_source();
    QFuture<EmergencyTrial> trying = QtConcurrent::run(backgroundPool(), [run = m_run, emergency, stop = m_stop.get_token()](QPromise<EmergencyTrial> &promise) {
        (void)run->shutOut(emergency, trialPatience, [&](const EmergencyTrial &trial) { promise.addResult(trial); }, stop);
    });
    m_jobs.add(trying);
    auto *watcher = new QFutureWatcher<EmergencyTrial>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this,
            [this, watcher](int at) { Q_EMIT seen(std::make_shared<const EmergencyTrial>(watcher->resultAt(at)), true); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, house = m_house] {
        watcher->deleteLater();
        m_trying = false;
        if (house != m_house || !house || watcher->future().resultCount() == 0)
            return;
        const EmergencyTrial trial = watcher->resultAt(watcher->future().resultCount() - 1);
        if (!trial.isOpen())
            m_run.reset(); // its connections are of no use any more
        Q_EMIT seen(std::make_shared<const EmergencyTrial>(trial), false);
        Q_EMIT tried(trial);
    });
    watcher->setFuture(trying);
}

} // namespace hufu
