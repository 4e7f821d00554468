// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Ceremony.h"

namespace hufu {

/// How the administrator of a ceremony that is held at a console asks the authority's server for its part in a step, signed (CMS SignedData).
struct CeremonyDemand {
    enum class Deed {
        Seal,       ///< encrypt what was planned
        Package,    ///< give out what was encrypted: ciphertexts alone
        OneTimeKey, ///< make a key for one restore
        Restore,    ///< take the keys back by shares that were encrypted to it
        Take,       ///< keep a part of the package that a restore test is about
        RestoreTest, ///< restore that into a scratch authority, by shares that were encrypted to the one-time key
        Serve,      ///< have the scratch authority serve on the loopback alone, and ask it
    };
    Deed deed = Deed::Seal;
    std::string ceremony;        ///< id
    Sha256 parameters{};
    std::vector<Sha256> shares = {}; ///< Restore, RestoreTest: of each envelope for the one-time key, which is sent ahead as a blob; no others have any
    Sha256 house{};
    std::string person = {};     ///< id
    Instant time{};
    bool operator==(const CeremonyDemand &) const = default;
};
Result<std::string> encodeDemand(const CeremonyDemand &demand);  ///< canonical JSON
Result<CeremonyDemand> decodeCeremonyDemand(BytesView bytes);    ///< Malformed

/// How much of a file of a package is given out, or taken, at once.
inline constexpr std::size_t packagePieceOctets = 4u << 20;

} // namespace hufu
