// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/store/Connection.h"

#include <optional>

namespace hufu {

/// A certificate of the own CA, to be kept: among all certificates, and as issued.
struct IssuedRow {
    std::string ca;      ///< id of the one that issued it
    std::string request; ///< id; empty for CAs and responders
    bool isCa = false;
    std::optional<Sha256> replaces;
    Sequence sequence = 0; ///< of the entry that brings it
};
/// Its SHA-256. Part of applying an entry: inside the caller's transaction.
Result<Sha256> insertIssued(Connection &connection, BytesView certificate, const IssuedRow &row);

} // namespace hufu
