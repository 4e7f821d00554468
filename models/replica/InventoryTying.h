// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Inventory.h"

namespace hufu {

/// Ties the rows of an inventory whose facts are read to services, to each other and to the rules of the house. What did not change
/// since `previous`, which may be null, is taken from there.
class InventoryTying {
public:
    static void run(Inventory &inventory, const Inventory *previous);
};

} // namespace hufu
