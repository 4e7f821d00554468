// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/InventoryLoader.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <stop_token>

namespace hufu {

/// Keeps the newest inventory of an open house: loads in the background, first the rows a table shows at once, then all; again when
/// the journal grows, when findings arrive, and every ten minutes, since time alone makes certificates expire. Reloads never take
/// more than a third of the time while an import runs. Lives on the GUI thread; destroy it before the house.
class InventoryFeed : public QObject {
    Q_OBJECT
public:
    explicit InventoryFeed(House &house, QObject *parent = nullptr);
    ~InventoryFeed() override;

    /// Never null; empty and not complete before the first load.
    std::shared_ptr<const Inventory> inventory() const { return m_inventory; }
    bool isLoading() const { return m_loading; }
    House &house() const { return m_house; }

    /// Loads anew soon: after linting, for example. Cheap to call often.
    void refresh();

Q_SIGNALS:
    void inventoryChanged();
    void loadingChanged(bool loading);
    void loadingFailed(const hufu::Error &error);

private:
    using Loaded = Result<std::shared_ptr<const Inventory>>;
    void start();
    void finished();
    void publish(std::shared_ptr<const Inventory> inventory);
    int pause() const; ///< milliseconds until the next load may start

    House &m_house;
    std::shared_ptr<const Inventory> m_inventory;
    QFutureWatcher<Loaded> m_watcher;
    QTimer m_throttle, m_clockTick;
    std::stop_source m_stop;
    bool m_loading = false;
    bool m_again = false;
    QElapsedTimer m_sinceLoad; ///< running from a load's start, then from its end
    qint64 m_took = 0;         ///< milliseconds, of the last load
};

} // namespace hufu
