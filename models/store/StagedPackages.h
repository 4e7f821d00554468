// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/store/Connection.h"

#include <string>

namespace hufu {

/// Where the package of a ceremony lies until it is on its media: a folder in the home, of ciphertexts alone. At the authority, and at a console that holds
/// the ceremony of a server.
std::string stagedPackage(const std::string &home, const std::string &ceremony);
/// Where a restore test puts the house of the package; encrypted as every home is.
std::string scratchHouse(const std::string &home, const std::string &ceremony);

/// Removes what ceremonies left there that have ended or lapsed, and what nobody knows of once it is as old: what was interrupted. What does not go is left.
void sweepStaged(Connection &connection, const std::string &home, Instant now);

} // namespace hufu
