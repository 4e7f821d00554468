// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Inventory.h"

#include <functional>
#include <stop_token>

namespace hufu {

class House;

/// Lends a read-only connection for the length of one call; called from several threads at a time.
using ConnectionLender = std::function<Result<void>(const std::function<Result<void>(Connection &)> &)>;
ConnectionLender lenderOf(House &house);

/// Makes inventory snapshots from the database, on the calling thread and one pool for both cores.
class InventoryLoader {
public:
    explicit InventoryLoader(ConnectionLender lend) : m_lend(std::move(lend)) {}

    /// The first rows a table shows: the certificates that expire next. Not complete; made in a few hundredths of a second however
    /// large the house is.
    Result<std::shared_ptr<const Inventory>> loadFirst(Instant now, int rows = 2000);
    /// Everything. What `previous` holds and has not changed is shared with it. Cancelled when `stop` was asked for.
    Result<std::shared_ptr<const Inventory>> load(std::shared_ptr<const Inventory> previous, Instant now, std::stop_token stop = {});

private:
    static Result<void> requestedServices(Connection &connection, const Inventory *previous, Inventory &inventory);
    static Result<void> withdrawals(Connection &connection, const Inventory *previous, Inventory &inventory);
    ConnectionLender m_lend;
};

/// The whole inventory, on the calling thread's time: for the command line.
Result<std::shared_ptr<const Inventory>> loadInventory(House &house);

} // namespace hufu
