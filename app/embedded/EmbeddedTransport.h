// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/FoundingAct.h"
#include "models/base/Time.h"
#include "models/replica/Transport.h"

namespace hufu {

/// The way to the authority of this process, with its key ceremonies and monthly backups. Where that cannot be opened for writing (a read-only folder), or has
/// moved to a server, a way on which each command is refused with the reason, so that the house can still be read. Otherwise Authority::open()'s errors.
Result<std::unique_ptr<Transport>> embeddedTransport(const HomePaths &paths, const SecureBytes &databaseKey, const Clock &clock);

} // namespace hufu
