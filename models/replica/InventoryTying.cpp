// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventoryTying.h"

#include "models/replica/CertificateDetail.h"
#include "models/replica/InventoryTies.h"
#include "models/replica/ParallelFor.h"
#include "models/replica/ServiceIndex.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace hufu {
namespace {

/// Numbers service sets; those of the snapshot before keep theirs.
class ServiceSets {
public:
    explicit ServiceSets(std::vector<std::vector<std::uint16_t>> known) : m_sets(std::move(known))
    {
        for (std::uint32_t at = 0; at < m_sets.size(); ++at)
            m_numbers.emplace(m_sets[at], at);
    }
    std::uint32_t numberOf(const std::vector<std::uint16_t> &set)
    {
        if (set.empty())
            return 0;
        const std::lock_guard<std::mutex> lock(m_mutex);
        const auto [entry, added] = m_numbers.try_emplace(set, static_cast<std::uint32_t>(m_sets.size()));
        if (added)
            m_sets.push_back(set);
        return entry->second;
    }
    std::vector<std::vector<std::uint16_t>> take() { return std::move(m_sets); }

private:
    std::mutex m_mutex;
    std::vector<std::vector<std::uint16_t>> m_sets;
    std::map<std::vector<std::uint16_t>, std::uint32_t> m_numbers;
};

/// A number for whom each row belongs to: the owners of its services, else the organisation in its subject; 0 when neither is known.
std::vector<std::uint32_t> ownersOf(std::span<const Inventory::Chunk> chunks, std::span<const std::shared_ptr<TieColumns>> ties,
                                    const std::vector<std::vector<std::uint16_t>> &sets, std::span<const Service> services,
                                    std::size_t rows)
{
    std::map<std::string, std::uint32_t> numbers;
    const auto numberOf = [&](const std::string &owner) {
        return owner.empty() ? 0 : numbers.try_emplace(owner, static_cast<std::uint32_t>(numbers.size() + 1)).first->second;
    };
    std::vector<std::uint32_t> ofSet;
    for (const std::vector<std::uint16_t> &set : sets) {
        std::string owners;
        for (std::uint16_t service : set) {
            const std::string owner = services[service].owner.empty() ? services[service].department : services[service].owner;
            if (!owner.empty() && owners.find(owner) == std::string::npos)
                owners += "@" + owner;
        }
        ofSet.push_back(numberOf(owners));
    }
    std::vector<std::uint32_t> owners;
    owners.reserve(rows);
    std::vector<std::uint32_t> ofOrganization;
    for (std::size_t at = 0; at < chunks.size(); ++at) {
        const CertificateColumns &facts = *chunks[at].facts;
        ofOrganization.clear();
        for (std::size_t index = 0; index < facts.organizations.size(); ++index)
            ofOrganization.push_back(numberOf(std::string(facts.organizations.folded(index))));
        for (std::uint32_t row = 0; row < facts.size(); ++row) {
            const std::uint32_t set = ties[at]->serviceSet[row];
            owners.push_back(set && ofSet[set] ? ofSet[set] : ofOrganization[facts.organization[row]]);
        }
    }
    return owners;
}

/// Marks what was taken back. Nearly always few: a chunk without any keeps no column.
void markWithdrawn(const Inventory::Chunk &chunk, std::span<const WithdrawalRecord> withdrawals, TieColumns &ties)
{
    for (std::uint32_t row = 0; row < chunk.size() && !withdrawals.empty(); ++row) {
        const auto at = std::ranges::lower_bound(withdrawals, std::int64_t(chunk.facts->id[row]), {}, &WithdrawalRecord::certificateId);
        if (at == withdrawals.end() || at->certificateId != chunk.facts->id[row])
            continue;
        ties.standing.resize(chunk.size());
        ties.standing[row] = at->reason == RevocationReason::CertificateHold ? Standing::Suspended : Standing::Revoked;
    }
}

/// Of the certificates of a chunk those that were requested for a service. A chunk of the first few rows does not hold its ids in order.
std::span<const RequestedService> requestedIn(const std::vector<RequestedService> &all, const Inventory::Chunk &chunk)
{
    if (all.empty() || chunk.size() == 0)
        return {};
    const auto [lowest, highest] = std::ranges::minmax(chunk.facts->id);
    const auto from = std::ranges::lower_bound(all, std::int64_t(lowest), {}, &RequestedService::certificateId);
    const auto until = std::ranges::upper_bound(all, std::int64_t(highest), {}, &RequestedService::certificateId);
    return {from, until};
}

std::string_view requestedService(std::span<const RequestedService> requested, std::int64_t id)
{
    const auto at = std::ranges::lower_bound(requested, id, {}, &RequestedService::certificateId);
    return at != requested.end() && at->certificateId == id ? std::string_view(at->service) : std::string_view();
}

void tieToServices(const Inventory::Chunk &chunk, const ServiceIndex &index, std::span<const Service> services,
                   std::span<const RequestedService> requested, ServiceSets &sets, TieColumns &ties)
{
    ties.serviceSet.resize(chunk.size());
    ties.tier.resize(chunk.size());
    for (std::uint32_t row = 0; row < chunk.size(); ++row) {
        const std::vector<std::uint16_t> found = index.servicesOf(*chunk.facts, *chunk.sightings, row, requestedService(requested, chunk.facts->id[row]));
        ties.serviceSet[row] = sets.numberOf(found);
        for (std::uint16_t service : found)
            ties.tier[row] = std::max(ties.tier[row], services[service].tier);
    }
}

/// A root ends its chain. What signed itself, stands for a host and issued nothing else is a server's certificate and no root, whatever its
/// basic constraints say.
ChainState chainOf(const Inventory::Chunk &chunk, std::uint32_t row, const std::vector<Relations::Issuer> &byIssuer,
                   const std::unordered_set<std::uint64_t> &issuing)
{
    const CertificateColumns &facts = *chunk.facts;
    if (!(facts.flags[row] & CertificateFlag::SelfIssued))
        return byIssuer[facts.issuer[row]].chain;
    const bool root = facts.flags[row] & CertificateFlag::Ca
                      && (issuing.contains(facts.subjectHash[row]) || (!facts.namesHost(row) && !chunk.sightings->atEndpoint(row)));
    return root ? ChainState::Complete : ChainState::SelfSigned;
}

/// standards.md §1.6: first whether it is a public CA's at all, then what it says of itself.
ValidationClass classOf(const CertificateColumns &facts, std::uint32_t row, ChainState chain, const std::vector<Relations::Issuer> &byIssuer)
{
    if (chain == ChainState::SelfSigned)
        return ValidationClass::Private;
    if (facts.flags[row] & CertificateFlag::Ca)
        return facts.validationClass[row]; // a CA's own has no class
    return byIssuer[facts.issuer[row]].isPrivate ? ValidationClass::Private : facts.validationClass[row];
}

} // namespace

void InventoryTying::run(Inventory &inventory, const Inventory *previous)
{
    std::vector<Inventory::Chunk> &chunks = inventory.m_chunks;
    const bool sameServices = previous && previous->m_services == inventory.m_services;
    ServiceSets sets(sameServices ? previous->m_serviceSets : std::vector<std::vector<std::uint16_t>>{{}});
    const ServiceIndex index(inventory.m_services);
    std::vector<std::shared_ptr<TieColumns>> ties(chunks.size());
    parallelFor(chunks.size(), [&](std::size_t at) {
        ties[at] = std::make_shared<TieColumns>();
        if (inventory.m_withdrawals)
            markWithdrawn(chunks[at], *inventory.m_withdrawals, *ties[at]);
        const Inventory::Chunk *old = sameServices && at < previous->m_chunks.size() ? &previous->m_chunks[at] : nullptr;
        if (old && old->facts == chunks[at].facts && old->sightings == chunks[at].sightings) {
            ties[at]->serviceSet = old->ties->serviceSet;
            ties[at]->tier = old->ties->tier;
        } else {
            tieToServices(chunks[at], index, inventory.m_services, requestedIn(*inventory.m_requested, chunks[at]), sets, *ties[at]);
        }
    });
    inventory.m_serviceSets = sets.take();
    const std::vector<std::uint32_t> owners = ownersOf(chunks, ties, inventory.m_serviceSets, inventory.m_services, inventory.m_size);
    std::vector<ReplacedRow> replacements;
    for (const Replacement &one : inventory.m_replacements) {
        const std::optional<Row> replaced = inventory.findId(one.replacedId), by = inventory.findId(one.byId);
        if (replaced && by) // a first few rows need not hold both
            replacements.push_back({*replaced, *by});
    }
    const Relations relations = relate(chunks, ties, owners, inventory.m_builtAt, replacements, inventory.m_ownCas, TrustAnchors::namesOfThisComputer());
    const RuleTable table(inventory.m_policy);
    parallelFor(chunks.size(), [&](std::size_t at) {
        Inventory::Chunk &chunk = chunks[at];
        TieColumns &mine = *ties[at];
        const std::uint32_t rows = chunk.size();
        mine.superseded.assign(relations.superseded.begin() + chunk.firstRow, relations.superseded.begin() + chunk.firstRow + rows);
        mine.awaitsSuccessor.assign(relations.awaitsSuccessor.begin() + chunk.firstRow,
                                    relations.awaitsSuccessor.begin() + chunk.firstRow + rows);
        mine.sharedAcrossOwners.assign(relations.sharedAcrossOwners.begin() + chunk.firstRow,
                                       relations.sharedAcrossOwners.begin() + chunk.firstRow + rows);
        mine.chain.resize(rows);
        mine.validationClass.resize(rows);
        for (std::uint32_t row = 0; row < rows; ++row) {
            mine.chain[row] = chainOf(chunk, row, relations.issuers[at], relations.issuing);
            mine.validationClass[row] = classOf(*chunk.facts, row, mine.chain[row], relations.issuers[at]);
        }
        chunk.ties = ties[at];
        mine.rules.resize(rows);
        mine.severity.resize(rows);
        for (std::uint32_t row = 0; row < rows; ++row) {
            const CertificateFacts facts = factsOf(chunk, row, mine.serviceSet[row] != 0);
            mine.rules[row] =
                ((*chunk.lints)[row] & table.enabled() & ~chunk.excused(row)) | contextualRules(facts, inventory.m_policy, table, inventory.m_builtAt);
            const std::optional<Severity> worst = table.worst(mine.rules[row]);
            mine.severity[row] = worst ? static_cast<std::int8_t>(*worst) : std::int8_t(-1);
        }
    });
}

} // namespace hufu
