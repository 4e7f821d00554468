// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Checkpoint.h"

#include <optional>

namespace hufu {

/// Keeps the newest checkpoint in a file beside the database. Several processes may write: under a lock file, only ever forward.
Result<void> keepOutside(const std::string &path, const Checkpoint &checkpoint);
/// None when there is no such file: then nothing outside vouches for the journal's end.
Result<std::optional<Checkpoint>> readOutside(const std::string &path);

} // namespace hufu
