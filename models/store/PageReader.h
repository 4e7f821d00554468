// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/JournalPage.h"
#include "models/store/Connection.h"

namespace hufu {

/// What follows entry `after`: at most 250 entries and about 2 MiB of commands, but at least one where there is one; with the journal's head
/// and newest checkpoint, all as of one moment.
Result<JournalPage> readPage(Connection &connection, Sequence after);

} // namespace hufu
