// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Inventory.h"

#include "models/replica/InventoryTies.h"

#include <algorithm>

namespace hufu {

std::string_view CertificateRow::title() const
{
    if (!commonName.empty())
        return commonName;
    if (!names.empty())
        return names.substr(0, names.find('\n'));
    return organization.empty() ? subject : organization;
}

std::size_t Inventory::chunkOf(Row row) const
{
    const auto after = std::ranges::upper_bound(m_chunks, row, {}, &Chunk::firstRow);
    return static_cast<std::size_t>(after - m_chunks.begin()) - 1;
}

CertificateRow Inventory::row(Row row) const
{
    const Chunk &chunk = m_chunks[chunkOf(row)];
    const std::uint32_t at = row - chunk.firstRow;
    const CertificateColumns &facts = *chunk.facts;
    const TieColumns &ties = *chunk.ties;
    const CertificateColumns::Issuer &issuer = facts.issuers[facts.issuer[at]];
    std::optional<Severity> severity;
    if (ties.severity[at] >= 0)
        severity = static_cast<Severity>(ties.severity[at]);
    return {.id = facts.id[at],
            .sha256 = facts.sha256[at],
            .serial = facts.serial(at),
            .subject = facts.subject(at),
            .commonName = facts.commonName(at),
            .organization = facts.organizations.at(facts.organization[at]),
            .issuer = facts.issuerTexts.at(issuer.fullName),
            .issuerName = facts.issuerTexts.at(issuer.shortName),
            .curve = facts.curves.at(facts.curve[at]),
            .names = facts.names(at),
            .notBefore = fromUnix(facts.notBefore[at]),
            .notAfter = fromUnix(facts.notAfter[at]),
            .keyAlgorithm = facts.keyAlgorithm[at],
            .keyBits = facts.bits[at],
            .signatureAlgorithm = facts.signatureAlgorithm[at],
            .validationClass = ties.validationClass[at],
            .classInferred = facts.classInferred[at] && ties.validationClass[at] == facts.validationClass[at],
            .purpose = facts.purpose[at],
            .flags = facts.flags[at],
            .tier = ties.tier[at],
            .services = serviceSet(ties.serviceSet[at]),
            .rules = ties.rules[at],
            .severity = severity,
            .superseded = ties.superseded[at],
            .standing = chunk.standing(at),
            .withdrawn = chunk.standing(at) == Standing::Good ? std::nullopt : withdrawalOf(facts.id[at]),
            .sightings = chunk.sightings->of(at),
            .sightingTexts = chunk.sightings.get()};
}

std::optional<WithdrawalRecord> Inventory::withdrawalOf(std::int64_t id) const
{
    if (!m_withdrawals)
        return std::nullopt;
    const auto at = std::ranges::lower_bound(*m_withdrawals, id, {}, &WithdrawalRecord::certificateId);
    return at != m_withdrawals->end() && at->certificateId == id ? std::optional(*at) : std::nullopt;
}

std::optional<Row> Inventory::find(const Sha256 &sha256) const
{
    for (const Chunk &chunk : m_chunks) {
        const auto found = std::ranges::find(chunk.facts->sha256, sha256);
        if (found != chunk.facts->sha256.end())
            return chunk.firstRow + static_cast<Row>(found - chunk.facts->sha256.begin());
    }
    return std::nullopt;
}

std::optional<Row> Inventory::findId(std::int64_t id) const
{
    for (const Chunk &chunk : m_chunks) {
        const auto &ids = chunk.facts->id;
        if (m_complete && (ids.empty() || id < ids.front() || id > ids.back()))
            continue;
        const auto found = std::ranges::find(ids, static_cast<std::uint32_t>(id));
        if (found != ids.end())
            return chunk.firstRow + static_cast<Row>(found - ids.begin());
    }
    return std::nullopt;
}

CertificateFacts Inventory::facts(Row row) const
{
    const Chunk &chunk = m_chunks[chunkOf(row)];
    const std::uint32_t at = row - chunk.firstRow;
    CertificateFacts facts = factsOf(chunk, at, chunk.ties->serviceSet[at] != 0);
    for (const SightingColumns::Sighting &sighting : chunk.sightings->of(at)) {
        std::string location(chunk.sightings->locations.at(sighting.location));
        if (sighting.privateKey && std::ranges::find(facts.keyFiles, location) == facts.keyFiles.end())
            facts.keyFiles.push_back(std::move(location));
    }
    std::ranges::sort(facts.keyFiles);
    if (facts.sharedAcrossOwners)
        facts.keyOwners = ownersOfKey(chunk.facts->spki[at]);
    return facts;
}

std::vector<std::string> Inventory::ownersOfKey(std::uint64_t key) const
{
    std::vector<std::string> owners;
    for (const Chunk &chunk : m_chunks) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            if (chunk.facts->spki[at] != key || !chunk.ties->sharedAcrossOwners[at])
                continue;
            std::string owner;
            for (std::uint16_t index : serviceSet(chunk.ties->serviceSet[at])) {
                const Service &service = m_services[index];
                const std::string &person = service.owner.empty() ? service.department : service.owner;
                owner += (owner.empty() ? "" : " / ") + service.name + (person.empty() ? "" : " (" + person + ")");
            }
            if (owner.empty())
                owner = chunk.facts->organizations.at(chunk.facts->organization[at]);
            if (!owner.empty() && std::ranges::find(owners, owner) == owners.end())
                owners.push_back(std::move(owner));
        }
    }
    return owners;
}

std::size_t Inventory::memory() const
{
    std::size_t bytes = sizeof *this;
    for (const Chunk &chunk : m_chunks)
        bytes += chunk.facts->memory() + chunk.sightings->memory() + chunk.lints->capacity() * sizeof(RuleBits) + chunk.ties->memory();
    return bytes;
}

Result<std::vector<Finding>> readFindings(Connection &connection, const Inventory &inventory, Row row)
{
    const RuleTable table(inventory.policy());
    const Inventory::Chunk &chunk = inventory.chunks()[inventory.chunkOf(row)];
    const RuleBits counting = table.enabled() & ~chunk.excused(row - chunk.firstRow);
    std::vector<Finding> findings = contextualFindings(inventory.facts(row), inventory.policy(), inventory.builtAt());
    const std::int64_t id = inventory.row(row).id;
    Result<void> read = readLints(connection, id, id, [&](std::int64_t, Rule rule, std::string_view observed) {
        if (counting & ruleBit(rule))
            findings.push_back({rule, table.severity(rule), std::string(observed)});
    });
    if (!read)
        return fail(read.error());
    std::ranges::stable_sort(findings, [](const Finding &a, const Finding &b) {
        return a.severity != b.severity ? a.severity > b.severity : a.rule < b.rule;
    });
    return findings;
}

} // namespace hufu
