// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"
#include "models/store/Connection.h"

namespace hufu {

/// The authority's signing key lies in the vault, sealed under a key made of the database key: who opens the house can run its authority.
Result<void> storeAuthorityKey(Connection &connection, const SecureBytes &databaseKey, const PrivateKey &key);
/// Moved when it is no longer there: another process took the authority to a server (Relocation.h) while this one had the house open.
Result<void> checkAuthorityKey(Connection &connection);
Result<PrivateKey> loadAuthorityKey(Connection &connection, const SecureBytes &databaseKey);

} // namespace hufu
