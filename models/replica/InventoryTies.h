// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/Inventory.h"

#include <set>
#include <unordered_set>

namespace hufu {

/// What one certificate is to all others, over the rows of a whole inventory: which are superseded, which share a key with a
/// stranger, whose issuers are there. Pure functions of the chunks.
struct Relations {
    std::vector<std::uint8_t> superseded;         ///< by row
    std::vector<std::uint8_t> awaitsSuccessor;    ///< by row: not superseded, since what was issued in its place was not seen there
    std::vector<std::uint8_t> sharedAcrossOwners; ///< by row
    struct Issuer {
        ChainState chain = ChainState::Unknown;
        bool isPrivate = false; ///< the own CA's, or leads to roots none of which is publicly trusted
    };
    std::vector<std::vector<Issuer>> issuers;     ///< by chunk, by CertificateColumns::issuers
    std::unordered_set<std::uint64_t> issuing;    ///< the names by which certificates other than the issuer's own are issued
};
/// A certificate that was renewed or rekeyed by the own CA, and what was issued in its place.
struct ReplacedRow {
    Row replaced = 0, by = 0;
    bool operator==(const ReplacedRow &) const = default;
};
/// `owners` gives a number for whom a row belongs to; equal numbers are the same owner.
/// Of the ties only the withdrawals are looked at: what was taken back takes nobody's place.
/// `ownCas`: ids of the own CAs' certificates, ascending; `publicRoots`: what this computer trusts. A root that was seen in a trust store is
/// publicly trusted too.
Relations relate(std::span<const Inventory::Chunk> chunks, std::span<const std::shared_ptr<TieColumns>> ties,
                 const std::vector<std::uint32_t> &owners, Instant now, std::span<const ReplacedRow> replacements,
                 std::span<const std::int64_t> ownCas, const std::set<Sha256> &publicRoots);

/// What the contextual rules see of one row of a chunk whose ties, the findings apart, are known.
CertificateFacts factsOf(const Inventory::Chunk &chunk, std::uint32_t row, bool tied);

} // namespace hufu
