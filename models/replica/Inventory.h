// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Findings.h"
#include "models/replica/InventoryColumns.h"
#include "models/store/CaReader.h"
#include "models/store/InventoryReader.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace hufu {

/// A row of the inventory, counted from 0 in the order in which certificates came. Certificates are never removed: in a later complete
/// snapshot the same row is the same certificate.
using Row = std::uint32_t;

/// Everything a list shows of one certificate. The views live as long as the snapshot.
struct CertificateRow {
    std::int64_t id;
    const Sha256 &sha256;
    BytesView serial;
    std::string_view subject, commonName, organization, issuer, issuerName, curve;
    std::string_view names; ///< SAN, one a line: dns names plain, others with their kind prefix
    Instant notBefore, notAfter;
    KeyAlgorithm keyAlgorithm;
    std::uint16_t keyBits;
    SignatureAlgorithm signatureAlgorithm;
    ValidationClass validationClass; ///< by its chain, too: TieColumns
    bool classInferred;
    Purpose purpose;
    std::uint32_t flags;
    // its place in the house
    Tier tier;
    std::span<const std::uint16_t> services; ///< positions in Inventory::services()
    RuleBits rules;
    std::optional<Severity> severity; ///< of the worst finding
    bool superseded;
    Standing standing;
    std::optional<WithdrawalRecord> withdrawn; ///< why and when, unless it stands
    std::span<const SightingColumns::Sighting> sightings;
    const SightingColumns *sightingTexts; ///< where `sightings` find their locations

    CertificateStatus status(Instant now) const { return statusAt(notBefore, notAfter, superseded, standing, now); }
    bool isCa() const { return flags & CertificateFlag::Ca; }
    /// What people call it: the common name, else the first name, else the organisation, else the whole subject.
    std::string_view title() const;
};

/// An immutable snapshot of all certificates with their ties: what tables, statistics and queries look at, from any thread. Chunks
/// are shared between snapshots, so a new one costs what has changed. Made by InventoryLoader.
class Inventory {
public:
    struct Chunk {
        std::shared_ptr<const CertificateColumns> facts;
        std::shared_ptr<const SightingColumns> sightings;
        std::shared_ptr<const std::vector<RuleBits>> lints; ///< rules below 100, before the policy
        std::shared_ptr<const TieColumns> ties;
        Row firstRow = 0;
        std::uint32_t size() const { return facts->size(); }
        Standing standing(std::uint32_t row) const { return ties->standing.empty() ? Standing::Good : ties->standing[row]; }
        /// Lints that do not count: what BR asks of public certificates, where the chain shows that this is none after all.
        RuleBits excused(std::uint32_t row) const
        {
            const bool privateAfterAll = ties->validationClass[row] == ValidationClass::Private
                                         && facts->validationClass[row] != ValidationClass::Private;
            return privateAfterAll ? rulesForPublicServers() : 0;
        }
        CertificateStatus status(std::uint32_t row, Instant now) const
        {
            return statusAt(fromUnix(facts->notBefore[row]), fromUnix(facts->notAfter[row]), ties->superseded[row], standing(row), now);
        }
    };

    std::uint32_t size() const { return m_size; }
    /// Certificates in the database; more than size() while only the first rows are here.
    std::int64_t total() const { return m_total; }
    bool isComplete() const { return m_complete; }

    std::span<const Chunk> chunks() const { return m_chunks; }
    std::size_t chunkOf(Row row) const;
    CertificateRow row(Row row) const;
    std::optional<Row> find(const Sha256 &sha256) const;
    std::optional<Row> findId(std::int64_t id) const;

    std::span<const Service> services() const { return m_services; }
    /// The services of a service set, as TieColumns::serviceSet names it.
    std::span<const std::uint16_t> serviceSet(std::uint32_t set) const { return m_serviceSets[set]; }
    std::size_t serviceSetCount() const { return m_serviceSets.size(); }
    /// What the own CA took back of it; nothing: nothing.
    std::optional<WithdrawalRecord> withdrawalOf(std::int64_t id) const;
    const Policy &policy() const { return m_policy; }
    const InventoryExtent &extent() const { return m_extent; }
    Instant builtAt() const { return m_builtAt; } ///< `superseded` and the contextual findings are as of then

    /// What the contextual rules saw of a row, with who shares its key and where that lies.
    CertificateFacts facts(Row row) const;
    /// Bytes held, shared chunks included: for the benchmark and the about page.
    std::size_t memory() const;

private:
    /// Services with their owners, else organisations, whose certificates have this key in common.
    std::vector<std::string> ownersOfKey(std::uint64_t key) const;

    friend class InventoryLoader;
    friend class InventoryTying;
    std::vector<Chunk> m_chunks;
    std::vector<Service> m_services;
    std::vector<std::vector<std::uint16_t>> m_serviceSets{{}}; ///< 0: none
    std::shared_ptr<const std::vector<WithdrawalRecord>> m_withdrawals; ///< by id; null: none
    Policy m_policy;
    std::vector<Replacement> m_replacements; ///< by the own CA
    std::vector<std::int64_t> m_ownCas;      ///< ids of the own CAs' certificates, ascending
    std::shared_ptr<const std::vector<RequestedService>> m_requested; ///< by id; never null once loaded
    InventoryExtent m_extent;
    Instant m_builtAt{};
    std::uint32_t m_size = 0;
    std::int64_t m_total = 0;
    bool m_complete = true;
};

/// The findings of one certificate with the values observed: stored lints and contextual rules, by the snapshot's policy, worst first.
Result<std::vector<Finding>> readFindings(Connection &connection, const Inventory &inventory, Row row);

} // namespace hufu
