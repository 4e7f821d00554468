// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/KeyBackup.h"

namespace hufu::ctl {

/// What relying parties were told by a house that was restored for a test, a line each.
struct ServedSight {
    std::vector<std::string> lines;
    bool ocsp = false, crl = false, certificate = false;
    bool complete() const { return ocsp && crl && certificate; }
};

/// Has the restored house do what is due (its CA keys sign CRLs and responders), serves it on the loopback alone, and asks it as relying parties do: a CA's
/// certificate, its CRL and an OCSP answer, each verified. Nothing listens any more when it returns. Errors of opening and serving; NothingFound when the
/// house has no CA.
Result<ServedSight> serveRestored(const RestoredHouse &house, const HomePaths &paths);

} // namespace hufu::ctl
