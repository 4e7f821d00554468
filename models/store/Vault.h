// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/pki/Digest.h"
#include "models/store/Connection.h"

#include <span>
#include <vector>

namespace hufu {

/// Ciphertexts that do not belong into the journal: soft tokens, the authority's key, later CA keys. What goes in here is sealed
/// already (models/pki/SecretBox.h); the name is part of what was authenticated.
Result<void> putVault(Connection &connection, std::string_view name, BytesView ciphertext);
/// NotFound when there is no such thing.
Result<Bytes> readVault(Connection &connection, std::string_view name);
/// Under which name what a key in escrow consists of lies there: by its SHA-256, as the journal names it.
std::string escrowedName(const Sha256 &sha256);
/// Of what these names stand for in escrow, what lies there.
Result<std::vector<Blob>> readEscrowed(Connection &connection, std::span<const Sha256> names);
/// Names of all that lies there.
Result<std::vector<std::string>> vaultNames(Connection &connection);
Result<void> removeVault(Connection &connection, std::string_view name);

} // namespace hufu
