// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Escrow.h"
#include "models/journal/Entry.h"
#include "models/store/Connection.h"

#include <functional>
#include <optional>

namespace hufu {

/// The newest deposit of a certificate's key, and the entry that made it.
struct DepositRecord {
    KeyDeposit deposit;
    Sequence sequence = 0;
};
/// Whether the inventory has a certificate; a witness, who keeps none, cannot ask.
Result<bool> isInInventory(Connection &connection, const Sha256 &certificate);
Result<std::optional<DepositRecord>> readDeposit(Connection &connection, const Sha256 &certificate);
/// Each of them once, in the order of their entries. Ends with the visitor's error.
Result<void> forEachDeposit(Connection &connection, const std::function<Result<void>(const DepositRecord &)> &visit);

/// Where the key of a certificate is in escrow: taken over, or put there with its request.
struct FoundEscrow {
    std::string request; ///< id; empty: it was deposited
    Escrow escrow;
};
Result<std::optional<FoundEscrow>> findEscrow(Connection &connection, const Sha256 &certificate);

} // namespace hufu
