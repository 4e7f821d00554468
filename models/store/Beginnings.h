// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

#include <string>
#include <string_view>

namespace hufu {

/// What people name by its id. Queued: a command in the outbox.
enum class IdOf { Request, Pending, Ceremony, Queued, Workstation };

constexpr std::size_t shortestIdBeginning = 4, shortestHashBeginning = 6; ///< characters; hexadecimal digits

/// The whole id of the one thing whose id is this, or begins with it (upper and lower case alike). NotFound; InvalidArgument where several do, or too few
/// characters were given.
Result<std::string> idBeginning(Connection &connection, IdOf what, std::string_view given);
/// Likewise the certificate in the inventory whose SHA-256 begins with these digits, with or without colons.
Result<Sha256> certificateBeginning(Connection &connection, std::string_view given);

} // namespace hufu
