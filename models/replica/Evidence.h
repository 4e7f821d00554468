// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Verification.h"

namespace hufu {

/// What a server did, read back from the evidence that the error of its distrust names (Error::subject; see Replicator). Nothing where that file
/// is gone or is none.
std::optional<Break> brokenBy(const Error &distrust);

/// Puts a copy of the evidence where it is wanted. AlreadyExists; NotFound, errors of the file.
Result<void> exportEvidence(const Error &distrust, const std::string &path);

} // namespace hufu
