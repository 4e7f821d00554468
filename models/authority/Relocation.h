// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/FoundingAct.h"

namespace hufu {

/// Name of the key slot by which a server opens its own state; no person's.
inline constexpr const char *serverSlot = "server";

/// Takes the authority of a house to a server's state folder: the journal, as it is, into a database under a new key that `serverPassphrase` opens,
/// with the authority's and the CAs' keys; officers' own keys stay behind, and with them a home that can be enrolled at the server. From the
/// moment it is done the home decides nothing (Moved), also where it is open; there are never two that decide. Interrupted at any moment it can be
/// done again, and ends. AlreadyExists when the folder holds a server's state; Moved when the house has gone elsewhere; otherwise as foundHouse().
Result<void> moveAuthority(const HomePaths &from, const SecureBytes &fromKey, const HomePaths &to, const SecureBytes &serverPassphrase,
                           const ScryptCost &cost);

/// The database key of a server's state. WrongPassphrase, NotAHome.
Result<SecureBytes> openServerState(const HomePaths &state, const SecureBytes &passphrase);

} // namespace hufu
