// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Authority.h"
#include "models/pki/SecretBox.h"

namespace hufu {

/// Paths inside a home folder.
struct HomePaths {
    explicit HomePaths(const std::string &home);
    std::string home, database, keySlots, checkpoint;
};

/// What founding an embedded house needs. The founder holds every role: pilot mode.
struct FoundingAct {
    std::string houseName;
    std::string officer;
    std::string department;
    ScryptCost cost;
    Clock clock = systemNow;
};

/// Makes a home: folder, random database key with the founder's slot, authority key, the founder's soft token, and the founding entry,
/// signed by that token. The key slots are written last: a home without them is not founded, and founding again starts over.
/// AlreadyExists when it is founded; PermissionDenied, ReadOnly, DiskFull, Io.
Result<void> foundHouse(const HomePaths &paths, const FoundingAct &act, const SecureBytes &passphrase);

} // namespace hufu
