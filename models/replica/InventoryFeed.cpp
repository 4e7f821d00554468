// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventoryFeed.h"

#include "models/base/BackgroundPool.h"
#include "models/replica/House.h"

#include <QtConcurrent>

namespace hufu {
namespace {

constexpr int shortestPause = 15;        // milliseconds between a growth and the load: several growths come together
constexpr int clockTick = 10 * 60 * 1000; // time alone changes what is valid

} // namespace

InventoryFeed::InventoryFeed(House &house, QObject *parent) : QObject(parent), m_house(house), m_inventory(std::make_shared<Inventory>())
{
    m_throttle.setSingleShot(true);
    m_clockTick.setInterval(clockTick);
    connect(&m_throttle, &QTimer::timeout, this, &InventoryFeed::start);
    connect(&m_clockTick, &QTimer::timeout, this, &InventoryFeed::refresh);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &InventoryFeed::finished);
    connect(&house, &House::journalGrew, this, &InventoryFeed::refresh);
    m_clockTick.start();
    start();
}

InventoryFeed::~InventoryFeed()
{
    m_stop.request_stop();
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void InventoryFeed::refresh()
{
    if (m_loading)
        m_again = true;
    else if (!m_throttle.isActive())
        m_throttle.start(pause());
}

int InventoryFeed::pause() const
{
    // Twice as long as the last load took, counted from its end: an import keeps two thirds of the time for itself.
    const qint64 rested = m_sinceLoad.isValid() ? m_sinceLoad.elapsed() : 2 * m_took;
    return static_cast<int>(std::max<qint64>(shortestPause, 2 * m_took - rested));
}

void InventoryFeed::start()
{
    m_loading = true;
    m_again = false;
    m_sinceLoad.start();
    Q_EMIT loadingChanged(true);
    const bool first = m_inventory->size() == 0;
    m_watcher.setFuture(QtConcurrent::run(backgroundPool(), [this, first, previous = m_inventory, now = m_house.now(),
                                           stop = m_stop.get_token()]() -> Loaded {
        InventoryLoader loader(lenderOf(m_house));
        if (first) {
            Loaded few = loader.loadFirst(now);
            if (!few || (*few)->isComplete())
                return few;
            QMetaObject::invokeMethod(this, [this, few = *few] { publish(few); }, Qt::QueuedConnection);
        }
        return loader.load(first ? nullptr : previous, now, stop);
    }));
}

void InventoryFeed::publish(std::shared_ptr<const Inventory> inventory)
{
    if (!inventory->isComplete() && m_inventory->isComplete() && m_inventory->size() > 0)
        return; // the whole was quicker than the event loop
    m_inventory = std::move(inventory);
    Q_EMIT inventoryChanged();
}

void InventoryFeed::finished()
{
    const Loaded loaded = m_watcher.result();
    m_loading = false;
    m_took = m_sinceLoad.restart();
    if (loaded)
        publish(*loaded);
    else if (loaded.error().code != ErrorCode::Cancelled)
        Q_EMIT loadingFailed(loaded.error());
    Q_EMIT loadingChanged(false);
    if (m_again)
        m_throttle.start(pause());
}

} // namespace hufu
