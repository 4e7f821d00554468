// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Ceremony.h"
#include "models/store/Connection.h"

namespace hufu {

Result<std::optional<Ceremony>> readCeremony(Connection &connection, std::string_view id);
Result<std::vector<Ceremony>> readCeremonies(Connection &connection); ///< the newest first
/// The one that made the package of this manifest.
Result<std::optional<Ceremony>> readCeremonyOfPackage(Connection &connection, const Sha256 &manifest);
/// Entries about it, oldest first.
Result<std::vector<Sequence>> readCeremonyHistory(Connection &connection, std::string_view id);
/// The oldest that has ended and has no record yet, but none of these.
Result<std::optional<std::string>> readUnrecordedCeremony(Connection &connection, const std::set<std::string> &except);

} // namespace hufu
