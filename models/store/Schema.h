// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

namespace hufu {

/// Number of the newest schema step (PRAGMA user_version).
int newestSchema();

/// Brings the database forward, one numbered step after another, each in its own transaction. VersionTooNew when a newer
/// release wrote it. `upTo`: no further than this step, as a release did that knew no more.
Result<void> migrate(Connection &connection, int upTo = newestSchema());

} // namespace hufu
