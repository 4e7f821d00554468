// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/InventoryFeed.h"

namespace hufu {

/// The tie between a feed and a model that shows its snapshots.
class FeedConnection {
public:
    /// Hands the feed's newest snapshot to model->setInventory(), now and whenever there is a newer one; without a feed an empty one, once.
    /// The feed of before is left.
    template <typename Model>
    void follow(InventoryFeed *feed, Model *model)
    {
        QObject::disconnect(m_connection);
        if (!feed)
            return model->setInventory(std::make_shared<Inventory>());
        m_connection = QObject::connect(feed, &InventoryFeed::inventoryChanged, model, [feed, model] { model->setInventory(feed->inventory()); });
        model->setInventory(feed->inventory());
    }

private:
    QMetaObject::Connection m_connection;
};

} // namespace hufu
