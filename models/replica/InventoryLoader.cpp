// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventoryLoader.h"

#include "models/replica/House.h"
#include "models/replica/InventoryTying.h"
#include "models/replica/ParallelFor.h"
#include "models/store/HouseReader.h"

#include <algorithm>
#include <mutex>

namespace hufu {
namespace {

constexpr std::int64_t perChunk = CertificateColumns::idsPerChunk;

/// Lints of the rows of `facts`, read for one range of ids.
Result<std::shared_ptr<const std::vector<RuleBits>>> readLintBits(Connection &connection, const CertificateColumns &facts,
                                                                  std::int64_t first, std::int64_t last)
{
    auto bits = std::make_shared<std::vector<RuleBits>>(facts.size());
    std::size_t row = 0;
    Result<void> read = readLints(connection, first, last, [&](std::int64_t id, Rule rule, std::string_view) {
        while (row < facts.id.size() && facts.id[row] < id)
            ++row;
        if (row < facts.id.size() && facts.id[row] == id)
            (*bits)[row] |= ruleBit(rule);
    });
    if (!read)
        return fail(read.error());
    return bits;
}

Result<std::shared_ptr<const SightingColumns>> readSightingColumns(Connection &connection, const CertificateColumns &facts,
                                                                   std::int64_t first, std::int64_t last)
{
    auto columns = std::make_shared<SightingColumns>();
    std::uint32_t row = 0;
    Result<void> read = readSightings(connection, first, last, [&](const SightingRow &sighting) {
        while (row < facts.size() && facts.id[row] < sighting.certificateId)
            ++row;
        if (row < facts.size() && facts.id[row] == sighting.certificateId)
            columns->add(row, sighting);
    });
    if (!read)
        return fail(read.error());
    columns->seal(facts.size());
    return columns;
}

} // namespace

ConnectionLender lenderOf(House &house)
{
    return [&house](const std::function<Result<void>(Connection &)> &work) { return house.read(work); };
}

/// Those of the snapshot before, and what was issued since.
Result<void> InventoryLoader::requestedServices(Connection &connection, const Inventory *previous, Inventory &inventory)
{
    Result<std::vector<RequestedService>> read = readRequestedServices(connection, previous ? previous->m_extent.newestCertificate : 0);
    if (!read)
        return fail(read.error());
    if (previous && read->empty()) {
        inventory.m_requested = previous->m_requested;
        return {};
    }
    if (previous)
        read->insert(read->begin(), previous->m_requested->begin(), previous->m_requested->end());
    inventory.m_requested = std::make_shared<const std::vector<RequestedService>>(std::move(*read));
    return {};
}

/// Those of the snapshot before, unless something was taken back or given again since.
Result<void> InventoryLoader::withdrawals(Connection &connection, const Inventory *previous, Inventory &inventory)
{
    if (previous && previous->m_extent.newestWithdrawal == inventory.m_extent.newestWithdrawal) {
        inventory.m_withdrawals = previous->m_withdrawals;
        return {};
    }
    if (inventory.m_extent.newestWithdrawal == 0)
        return {};
    Result<std::vector<WithdrawalRecord>> read = readWithdrawals(connection);
    if (!read)
        return fail(read.error());
    inventory.m_withdrawals = std::make_shared<const std::vector<WithdrawalRecord>>(std::move(*read));
    return {};
}

Result<std::shared_ptr<const Inventory>> InventoryLoader::loadFirst(Instant now, int rows)
{
    auto inventory = std::make_shared<Inventory>();
    inventory->m_complete = false;
    inventory->m_builtAt = now;
    Result<void> done = m_lend([&](Connection &connection) -> Result<void> {
        const Result<InventoryExtent> extent = readExtent(connection);
        const Result<std::int64_t> total = extent ? countCertificates(connection) : fail(extent.error());
        Result<std::vector<Service>> services = total ? readServices(connection) : fail(total.error());
        Result<Policy> policy = services ? readPolicy(connection) : fail(services.error());
        Result<std::vector<Replacement>> replacements = policy ? readReplacements(connection) : fail(policy.error());
        Result<std::vector<std::int64_t>> ownCas = replacements ? readOwnCaCertificates(connection) : fail(replacements.error());
        const Result<std::vector<std::int64_t>> ids = ownCas ? readSoonestExpiring(connection, now, rows) : fail(ownCas.error());
        if (!ids)
            return fail(ids.error());
        inventory->m_replacements = std::move(*replacements);
        inventory->m_ownCas = std::move(*ownCas);
        inventory->m_extent = *extent;
        inventory->m_total = *total;
        inventory->m_services = std::move(*services);
        inventory->m_policy = std::move(*policy);
        if (Result<void> read = withdrawals(connection, nullptr, *inventory); !read)
            return read;
        if (Result<void> read = requestedServices(connection, nullptr, *inventory); !read)
            return read;
        auto facts = std::make_shared<CertificateColumns>();
        auto sightings = std::make_shared<SightingColumns>();
        auto lints = std::make_shared<std::vector<RuleBits>>();
        if (Result<void> read = readCertificates(connection, *ids, [&](const CertificateRecord &record) { facts->add(record); }); !read)
            return read;
        facts->seal();
        lints->resize(facts->size());
        for (std::uint32_t row = 0; row < facts->size(); ++row) {
            const std::int64_t id = facts->id[row];
            Result<void> seen = readSightings(connection, id, id, [&](const SightingRow &sighting) { sightings->add(row, sighting); });
            if (seen)
                seen = readLints(connection, id, id, [&](std::int64_t, Rule rule, std::string_view) { (*lints)[row] |= ruleBit(rule); });
            if (!seen)
                return seen;
        }
        sightings->seal(facts->size());
        inventory->m_size = facts->size();
        inventory->m_chunks.push_back({std::move(facts), std::move(sightings), std::move(lints), nullptr, 0});
        return {};
    });
    if (!done)
        return fail(done.error());
    inventory->m_complete = inventory->m_size == 0 && inventory->m_total == 0;
    InventoryTying::run(*inventory, nullptr);
    return inventory;
}

Result<std::shared_ptr<const Inventory>> InventoryLoader::load(std::shared_ptr<const Inventory> previous, Instant now, std::stop_token stop)
{
    if (previous && !previous->m_complete)
        previous.reset(); // its rows lie in another order
    auto inventory = std::make_shared<Inventory>();
    inventory->m_builtAt = now;
    std::vector<std::uint8_t> seenAnew; // by chunk
    Result<void> begun = m_lend([&](Connection &connection) -> Result<void> {
        const Result<InventoryExtent> extent = readExtent(connection);
        Result<std::vector<Service>> services = extent ? readServices(connection) : fail(extent.error());
        Result<Policy> policy = services ? readPolicy(connection) : fail(services.error());
        Result<std::vector<Replacement>> replacements = policy ? readReplacements(connection) : fail(policy.error());
        Result<std::vector<std::int64_t>> ownCas = replacements ? readOwnCaCertificates(connection) : fail(replacements.error());
        if (!ownCas)
            return fail(ownCas.error());
        inventory->m_replacements = std::move(*replacements);
        inventory->m_ownCas = std::move(*ownCas);
        inventory->m_extent = *extent;
        inventory->m_services = std::move(*services);
        inventory->m_policy = std::move(*policy);
        if (Result<void> read = withdrawals(connection, previous.get(), *inventory); !read)
            return read;
        if (Result<void> read = requestedServices(connection, previous.get(), *inventory); !read)
            return read;
        seenAnew.resize(static_cast<std::size_t>((extent->newestCertificate + perChunk - 1) / perChunk));
        if (!previous || previous->m_extent.head == extent->head)
            return {};
        const Result<std::optional<Instant>> since = readNextEntryTime(connection, previous->m_extent.head);
        const Result<std::vector<std::int64_t>> ids =
            since && *since ? readSeenSince(connection, **since) : Result<std::vector<std::int64_t>>(std::vector<std::int64_t>{});
        if (!since || !ids)
            return fail(since ? ids.error() : since.error());
        for (std::int64_t id : *ids) {
            if (const auto chunk = static_cast<std::size_t>((id - 1) / perChunk); chunk < seenAnew.size())
                seenAnew[chunk] = 1;
        }
        return {};
    });
    if (!begun)
        return fail(begun.error());

    const InventoryExtent &extent = inventory->m_extent;
    const InventoryExtent before = previous ? previous->m_extent : InventoryExtent{};
    const bool lintsAnew = extent.ruleSet != before.ruleSet || extent.lintedUpTo < before.lintedUpTo;
    inventory->m_chunks.resize(seenAnew.size());
    std::mutex mutex;
    std::optional<Error> failure;
    parallelFor(seenAnew.size(), [&](std::size_t at) {
        if (stop.stop_requested())
            return;
        const std::int64_t first = static_cast<std::int64_t>(at) * perChunk + 1, last = first + perChunk - 1;
        const Inventory::Chunk *old = previous && at < previous->m_chunks.size() ? &previous->m_chunks[at] : nullptr;
        Inventory::Chunk &chunk = inventory->m_chunks[at];
        if (old && (before.newestCertificate >= last || before.newestCertificate == extent.newestCertificate))
            chunk.facts = old->facts;
        if (old && chunk.facts && !seenAnew[at])
            chunk.sightings = old->sightings;
        if (old && chunk.facts && !lintsAnew && (before.lintedUpTo >= last || before.lintedUpTo == extent.lintedUpTo))
            chunk.lints = old->lints;
        if (chunk.facts && chunk.sightings && chunk.lints)
            return;
        Result<void> read = m_lend([&](Connection &connection) -> Result<void> {
            if (!chunk.facts) {
                auto facts = std::make_shared<CertificateColumns>();
                const std::int64_t until = std::min(last, extent.newestCertificate);
                if (Result<void> done =
                        readCertificates(connection, first, until, [&](const CertificateRecord &record) { facts->add(record); });
                    !done)
                    return done;
                facts->seal();
                chunk.facts = std::move(facts);
            }
            if (!chunk.sightings) {
                auto sightings = readSightingColumns(connection, *chunk.facts, first, last);
                if (!sightings)
                    return fail(sightings.error());
                chunk.sightings = std::move(*sightings);
            }
            if (!chunk.lints) {
                auto lints = readLintBits(connection, *chunk.facts, first, last);
                if (!lints)
                    return fail(lints.error());
                chunk.lints = std::move(*lints);
            }
            return {};
        });
        if (!read) {
            const std::lock_guard<std::mutex> lock(mutex);
            failure = read.error();
        }
    });
    if (failure)
        return fail(*failure);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    for (Inventory::Chunk &chunk : inventory->m_chunks) {
        chunk.firstRow = inventory->m_size;
        inventory->m_size += chunk.size();
    }
    inventory->m_total = inventory->m_size;
    InventoryTying::run(*inventory, previous.get());
    return inventory;
}

Result<std::shared_ptr<const Inventory>> loadInventory(House &house) { return InventoryLoader(lenderOf(house)).load(nullptr, house.now()); }

} // namespace hufu
