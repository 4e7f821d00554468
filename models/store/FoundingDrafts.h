// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/FoundingDraft.h"
#include "models/store/Connection.h"

namespace hufu {

/// A server's own, until its house is founded and all its founders' workstations are enrolled; nothing otherwise.
Result<std::optional<FoundingDraft>> readFoundingDraft(Connection &connection);
Result<void> writeFoundingDraft(Connection &connection, const FoundingDraft &draft);
Result<void> removeFoundingDraft(Connection &connection);
/// The authority's certificate: of the house, or of the one that is being founded.
Result<Bytes> readAuthorityCertificate(Connection &connection);

} // namespace hufu
