// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Pending.h"
#include "models/store/Connection.h"

#include <optional>

namespace hufu {

Result<std::optional<PendingCommand>> readPending(Connection &connection, std::string_view id);
/// Those that wait now, the longest waiting first. With `all` also those that lapsed, took effect or were withdrawn.
enum class PendingChoice { Open, All };
Result<std::vector<PendingCommand>> readPendings(Connection &connection, Instant now, PendingChoice choice = PendingChoice::Open);

} // namespace hufu
