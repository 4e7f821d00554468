// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

namespace hufu {

/// Number of the newest schema step (PRAGMA user_version).
int newestSchema();

/// Brings the database forward, one numbered step after another, each in its own transaction. VersionTooNew when a newer
/// release wrote it.
Result<void> migrate(Connection &connection);

} // namespace hufu
