// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Authority.h"
#include "models/domain/Founding.h"
#include "models/domain/Person.h"
#include "models/pki/SecretBox.h"

namespace hufu {

/// Paths inside a home folder.
struct HomePaths {
    explicit HomePaths(const std::string &home);
    std::string home, database, keySlots, checkpoint;
};

/// One of those who found a house.
struct Founder {
    std::string name;
    std::string department;
    std::set<Role> roles;
    const SecureBytes *passphrase = nullptr; ///< never null when founding; lives as long as the call
};

/// What founding an embedded house needs. One founder holds every role: pilot mode. Several are the three administrators at least, and
/// all of them sign the founding.
struct FoundingAct {
    std::string houseName; ///< empty: the first founder's name
    std::vector<Founder> founders;
    ScryptCost cost;
    Clock clock = systemNow;
};

inline constexpr auto authorityLife = std::chrono::days(25 * 365); ///< longer than the seven years that the journal is kept

/// The command that founds a house, which is its journal's first entry; its first founder is the actor, who has `life` to have it signed by all.
Command foundingCommand(const Founding &founding, Instant now, std::chrono::seconds life);

/// The folder, and nothing in it of an interrupted founding.
Result<void> makeUnfounded(const HomePaths &paths);

/// Makes a home: folder, random database key with each founder's slot, authority key, the founders' soft tokens, and the founding entry,
/// signed by those tokens. The key slots are written last: a home without them is not founded, and founding again starts over.
/// AlreadyExists when it is founded; NotPermitted when the roles exclude each other or one of the three administrators is missing;
/// PermissionDenied, ReadOnly, DiskFull, Io.
Result<void> foundHouse(const HomePaths &paths, const FoundingAct &act);

} // namespace hufu
