// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RelyingServer.h"
#include "models/domain/Workstation.h"
#include "models/journal/Entry.h"
#include "models/store/Connection.h"

#include <vector>

namespace hufu {

Result<std::optional<Workstation>> readWorkstation(Connection &connection, std::string_view id);
Result<std::vector<Workstation>> readWorkstations(Connection &connection); ///< by name

/// Those that are let in, by name, with what they last reported.
Result<std::vector<RelyingServer>> readRelyingServers(Connection &connection);

} // namespace hufu
