// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/domain/Person.h"
#include "models/store/Connection.h"

#include <optional>
#include <span>

namespace hufu {

/// What is wrong with what was sent beside a `request.submit` whose key is in escrow, or a `key.deposit`; nothing for all other commands. NotFound: something that it
/// names was neither sent intact nor lies in the vault. Malformed: what would go into the vault is no envelope, or not for the custodian named.
Result<std::optional<Error>> examineEscrow(Connection &connection, const Command &command, const std::vector<Person> &people, std::span<const Blob> sent);

/// Puts it into the vault, inside the transaction that appends the entry.
Result<void> keepEscrow(Connection &connection, const Command &command, std::span<const Blob> sent);

} // namespace hufu
