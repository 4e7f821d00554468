// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/KeyBackup.h"
#include "models/replica/Transport.h"

namespace hufu {

/// Has the restored house do what is due (its CA keys sign CRLs and responders), serves it on the loopback alone, and asks it as relying parties do: each CA's
/// certificate, its CRL and an OCSP answer, each verified; of a root, whose OCSP nobody answers, the first two. Nothing listens any more when it returns. Errors
/// of opening and serving; BackupBroken for an answer that is wrong; NothingFound when the house has no CA whose key was in the package.
Result<std::vector<RestoreAnswer>> serveRestored(const SecureBytes &databaseKey, const HomePaths &paths);

} // namespace hufu
