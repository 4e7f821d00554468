// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/Connection.h"

namespace hufu {

/// A stored certificate and what is stored of the chain above it, DER, the leaf first and without the root, which whoever checks has
/// already: as servers send it. NotFound when the leaf is not stored.
Result<std::vector<Bytes>> readChain(Connection &connection, const Sha256 &leaf);

} // namespace hufu
