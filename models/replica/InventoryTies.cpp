// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventoryTies.h"

#include "models/intake/Source.h"
#include "models/replica/ParallelFor.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace hufu {
namespace {

struct Keyed {
    std::uint64_t key;
    Row row;
    std::uint32_t chunk;
    bool operator<(const Keyed &other) const { return key != other.key ? key < other.key : row < other.row; }
};

/// Calls `visit` for each group of two or more rows with the same key; rows with key 0 belong to none.
template <typename Key, typename Visit>
void forEachGroup(std::span<const Inventory::Chunk> chunks, std::size_t rows, Key key, Visit visit)
{
    std::vector<Keyed> all;
    all.reserve(rows);
    for (std::uint32_t at = 0; at < chunks.size(); ++at) {
        for (std::uint32_t row = 0; row < chunks[at].size(); ++row) {
            if (const std::uint64_t value = key(*chunks[at].facts, row))
                all.push_back({value, chunks[at].firstRow + row, at});
        }
    }
    std::sort(all.begin(), all.end());
    for (std::size_t from = 0; from < all.size();) {
        std::size_t until = from + 1;
        while (until < all.size() && all[until].key == all[from].key)
            ++until;
        if (until - from > 1)
            visit(std::span<const Keyed>(all).subspan(from, until - from));
        from = until;
    }
}

std::uint32_t lastSeenAtEndpoint(const SightingColumns &sightings, std::uint32_t row)
{
    std::uint32_t seen = 0;
    for (const SightingColumns::Sighting &sighting : sightings.of(row)) {
        if (sighting.kind == std::uint8_t(SourceKind::Endpoint))
            seen = std::max(seen, sighting.lastSeen);
    }
    return seen;
}

void markSuperseded(std::span<const Inventory::Chunk> chunks, std::span<const std::shared_ptr<TieColumns>> ties, Relations &relations, Instant now)
{
    std::vector<std::uint8_t> &superseded = relations.superseded;
    struct Member {
        std::int64_t notBefore;
        std::uint32_t endpointSeen;
        bool over; ///< expired or taken back
        bool seen; ///< anywhere at all: what was issued and never seen takes nobody's place. The authority puts its responders in place itself
        Row row;
    };
    std::vector<Member> members;
    const auto key = [](const CertificateColumns &facts, std::uint32_t row) { return facts.nameSet[row]; };
    forEachGroup(chunks, superseded.size(), key, [&](std::span<const Keyed> group) {
        members.clear();
        for (const Keyed &one : group) {
            const Inventory::Chunk &chunk = chunks[one.chunk];
            const std::uint32_t row = one.row - chunk.firstRow;
            const std::vector<Standing> &standing = ties[one.chunk]->standing;
            members.push_back({chunk.facts->notBefore[row], lastSeenAtEndpoint(*chunk.sightings, row),
                               chunk.facts->notAfter[row] < toUnix(now) || (!standing.empty() && standing[row] != Standing::Good),
                               chunk.sightings->seen(row) || chunk.facts->purpose[row] == Purpose::OcspResponder, one.row});
        }
        std::ranges::sort(members, std::greater(), &Member::notBefore);
        // A certificate that an endpoint still shows is not out of the way until an endpoint showed a newer one as late: a renewal that
        // was issued but not installed must not hide the one about to expire.
        bool newerExists = false, newerIssued = false;
        std::uint32_t newerSeen = 0;
        for (std::size_t from = 0; from < members.size();) {
            std::size_t until = from;
            for (; until < members.size() && members[until].notBefore == members[from].notBefore; ++until) {
                superseded[members[until].row] = newerExists && newerSeen >= members[until].endpointSeen;
                relations.awaitsSuccessor[members[until].row] = newerIssued && !superseded[members[until].row];
            }
            for (; from < until; ++from) {
                if (members[from].over)
                    continue;
                newerIssued = newerIssued || !members[from].seen;
                newerExists = newerExists || members[from].seen;
                newerSeen = std::max(newerSeen, members[from].endpointSeen);
            }
        }
    });
}

const Inventory::Chunk &chunkOf(std::span<const Inventory::Chunk> chunks, Row row)
{
    return *(std::ranges::upper_bound(chunks, row, {}, &Inventory::Chunk::firstRow) - 1);
}

/// Where a certificate is at work: endpoints that showed it and server configurations that name it, each with the latest time. Files that
/// merely lie somewhere are no such place.
std::map<std::string_view, std::uint32_t> placesOf(const Inventory::Chunk &chunk, Row row)
{
    std::map<std::string_view, std::uint32_t> places;
    for (const SightingColumns::Sighting &sighting : chunk.sightings->of(row - chunk.firstRow)) {
        if (sighting.kind == std::uint8_t(SourceKind::Endpoint) || sighting.kind == std::uint8_t(SourceKind::ServerConfig)) {
            std::uint32_t &seen = places[chunk.sightings->locations.at(sighting.location)];
            seen = std::max(seen, sighting.lastSeen);
        }
    }
    return places;
}

/// What the journal says was replaced is out of the way once something that took its place was seen, as late, wherever it was at work itself;
/// when it never was seen at work, once something that took its place was seen at all: being issued does not put a certificate in place. This
/// knows better than names do, and overrules them.
void markReplaced(std::span<const Inventory::Chunk> chunks, std::span<const ReplacedRow> replacements, Relations &relations, Instant now)
{
    std::multimap<Row, Row> next;
    for (const ReplacedRow &one : replacements)
        next.emplace(one.replaced, one.by);
    for (auto at = next.begin(); at != next.end(); at = next.upper_bound(at->first)) {
        const Row replaced = at->first;
        std::vector<Row> successors{replaced}; // and then those of those
        std::map<std::string_view, std::uint32_t> taken;
        bool anyGood = false, anySeen = false;
        for (std::size_t one = 0; one < successors.size(); ++one) {
            for (auto [by, end] = next.equal_range(successors[one]); by != end; ++by) {
                if (std::ranges::find(successors, by->second) != successors.end())
                    continue;
                successors.push_back(by->second);
                const Inventory::Chunk &chunk = chunkOf(chunks, by->second);
                if (chunk.facts->notAfter[by->second - chunk.firstRow] < toUnix(now))
                    continue;
                anyGood = true;
                anySeen |= chunk.sightings->seen(by->second - chunk.firstRow);
                for (const auto &[place, seen] : placesOf(chunk, by->second))
                    taken[place] = std::max(taken[place], seen);
            }
        }
        if (anyGood) {
            relations.superseded[replaced] = anySeen && std::ranges::all_of(placesOf(chunkOf(chunks, replaced), replaced), [&](const auto &place) {
                const auto there = taken.find(place.first);
                return there != taken.end() && there->second >= place.second;
            });
            relations.awaitsSuccessor[replaced] = !relations.superseded[replaced];
        }
    }
}

void markShared(std::span<const Inventory::Chunk> chunks, const std::vector<std::uint32_t> &owners, std::vector<std::uint8_t> &shared)
{
    // CA certificates share their key by design when they are cross-signed.
    const auto key = [](const CertificateColumns &facts, std::uint32_t row) {
        return facts.flags[row] & CertificateFlag::Ca ? 0 : facts.spki[row];
    };
    forEachGroup(chunks, shared.size(), key, [&](std::span<const Keyed> group) {
        std::uint32_t known = 0; // an owner of 0 is nobody known, and a stranger to no one
        bool differ = false;
        for (const Keyed &one : group) {
            if (const std::uint32_t owner = owners[one.row]) {
                differ |= known && owner != known;
                known = owner;
            }
        }
        if (differ) {
            for (const Keyed &one : group)
                shared[one.row] = owners[one.row] != 0;
        }
    });
}

bool seenInTrustStore(const SightingColumns &sightings, std::uint32_t row)
{
    return std::ranges::any_of(sightings.of(row), [](const auto &sighting) { return sighting.kind == std::uint8_t(SourceKind::TrustStore); });
}

std::unordered_set<std::uint64_t> issuingNames(std::span<const Inventory::Chunk> chunks)
{
    std::unordered_set<std::uint64_t> names;
    std::vector<bool> issues;
    for (const Inventory::Chunk &chunk : chunks) {
        const CertificateColumns &facts = *chunk.facts;
        issues.assign(facts.issuers.size(), false);
        for (std::uint32_t row = 0; row < facts.size(); ++row) {
            if (!(facts.flags[row] & CertificateFlag::SelfIssued))
                issues[facts.issuer[row]] = true;
        }
        for (std::size_t at = 0; at < issues.size(); ++at) {
            if (issues[at])
                names.insert(facts.issuers[at].hash);
        }
    }
    return names;
}

std::vector<std::vector<Relations::Issuer>> issuerStates(std::span<const Inventory::Chunk> chunks, std::span<const std::int64_t> ownCas,
                                                         const std::set<Sha256> &publicRoots)
{
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> issuersOfCa; // by subject
    std::unordered_set<std::uint64_t> roots, trusted, own;
    for (const Inventory::Chunk &chunk : chunks) {
        for (std::uint32_t row = 0; row < chunk.size(); ++row) {
            const std::uint64_t subject = chunk.facts->subjectHash[row];
            if (!subject)
                continue;
            if (!ownCas.empty() && std::ranges::binary_search(ownCas, std::int64_t(chunk.facts->id[row])))
                own.insert(subject);
            if (chunk.facts->flags[row] & CertificateFlag::SelfIssued)
                roots.insert(subject);
            if (publicRoots.contains(chunk.facts->sha256[row]) || seenInTrustStore(*chunk.sightings, row))
                trusted.insert(subject); // an anchor need not have signed itself
            std::vector<std::uint64_t> &above = issuersOfCa[subject];
            const std::uint64_t issuer = chunk.facts->issuers[chunk.facts->issuer[row]].hash;
            if (std::ranges::find(above, issuer) == above.end() && above.size() < 16) // a CA is cross-signed a few times at most
                above.push_back(issuer);
        }
    }
    // Breadth first over the names upwards; cross-certificates make loops.
    const auto walk = [&](std::uint64_t issuer) -> Relations::Issuer {
        if (!issuersOfCa.contains(issuer))
            return {roots.empty() ? ChainState::Unknown : ChainState::IssuerMissing, false};
        bool complete = false, isPublic = false, isOwn = false;
        std::vector<std::uint64_t> open{issuer};
        std::unordered_set<std::uint64_t> seen{issuer};
        for (std::size_t at = 0; at < open.size() && at < 64; ++at) {
            complete |= roots.contains(open[at]);
            isPublic |= trusted.contains(open[at]);
            isOwn |= own.contains(open[at]);
            if (const auto above = issuersOfCa.find(open[at]); above != issuersOfCa.end()) {
                for (std::uint64_t next : above->second) {
                    if (seen.insert(next).second)
                        open.push_back(next);
                }
            }
        }
        // Some way up, but the root is not in the house: only what the certificate says of itself is known.
        return {complete ? ChainState::Complete : ChainState::Unknown, isOwn || (complete && !isPublic)};
    };
    std::unordered_map<std::uint64_t, Relations::Issuer> known;
    std::vector<std::vector<Relations::Issuer>> states(chunks.size());
    for (std::size_t at = 0; at < chunks.size(); ++at) {
        for (const CertificateColumns::Issuer &issuer : chunks[at].facts->issuers) {
            const auto [entry, added] = known.try_emplace(issuer.hash);
            if (added)
                entry->second = walk(issuer.hash);
            states[at].push_back(entry->second);
        }
    }
    return states;
}

} // namespace

Relations relate(std::span<const Inventory::Chunk> chunks, std::span<const std::shared_ptr<TieColumns>> ties,
                 const std::vector<std::uint32_t> &owners, Instant now, std::span<const ReplacedRow> replacements,
                 std::span<const std::int64_t> ownCas, const std::set<Sha256> &publicRoots)
{
    Relations relations;
    relations.superseded.resize(owners.size());
    relations.awaitsSuccessor.resize(owners.size());
    relations.sharedAcrossOwners.resize(owners.size());
    parallelFor(3, [&](std::size_t part) {
        if (part == 0) {
            markSuperseded(chunks, ties, relations, now);
            markReplaced(chunks, replacements, relations, now);
        } else if (part == 1) {
            markShared(chunks, owners, relations.sharedAcrossOwners);
        } else {
            relations.issuers = issuerStates(chunks, ownCas, publicRoots);
            relations.issuing = issuingNames(chunks);
        }
    });
    return relations;
}

CertificateFacts factsOf(const Inventory::Chunk &chunk, std::uint32_t row, bool tied)
{
    const CertificateColumns &columns = *chunk.facts;
    const TieColumns &ties = *chunk.ties;
    CertificateFacts facts;
    facts.notBefore = fromUnix(columns.notBefore[row]);
    facts.notAfter = fromUnix(columns.notAfter[row]);
    facts.purpose = columns.purpose[row];
    facts.validationClass = ties.validationClass[row];
    facts.ca = columns.flags[row] & CertificateFlag::Ca;
    facts.superseded = ties.superseded[row];
    facts.awaitsSuccessor = ties.awaitsSuccessor[row];
    facts.withdrawn = chunk.standing(row) != Standing::Good;
    facts.tiedToService = tied;
    facts.tier = ties.tier[row];
    facts.sharedAcrossOwners = ties.sharedAcrossOwners[row];
    for (const SightingColumns::Sighting &sighting : chunk.sightings->of(row))
        facts.privateKeyInFile |= sighting.privateKey;
    if (const std::uint32_t seen = lastSeenAtEndpoint(*chunk.sightings, row))
        facts.endpointSeen = fromUnix(seen);
    facts.chain = ties.chain[row];
    return facts;
}

} // namespace hufu
