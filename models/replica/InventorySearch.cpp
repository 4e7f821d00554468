// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"

#include "models/domain/QueryWords.h"
#include "models/intake/Source.h"
#include "models/replica/ParallelFor.h"
#include "models/replica/QueryEvaluation.h"

#include <algorithm>
#include <ctime>
#include <set>

namespace hufu {
namespace {

// The query language names source kinds by number, since it knows no rooms above; here both are in sight.
static_assert(int(SourceKind::File) == 1 && int(SourceKind::Folder) == 2 && int(SourceKind::ServerConfig) == 3
              && int(SourceKind::Endpoint) == 4 && int(SourceKind::TrustStore) == 5 && int(SourceKind::Paste) == 6
              && int(SourceKind::Pkcs12) == 7 && int(SourceKind::KeyFile) == 8);

/// Leaves out what is hidden; returns how many rows that took away.
std::uint32_t hide(const Inventory::Chunk &chunk, const Selection &selection, Instant now, RowMask &mask)
{
    RowMask shown(chunk.size());
    shown.setWhere([&](std::uint32_t row) {
        const CertificateStatus status = chunk.status(row, now);
        return !(selection.hideExpired && isOver(status))
               && !(selection.hideSuperseded && status == CertificateStatus::Superseded);
    });
    const std::uint32_t before = mask.count();
    mask.keep(shown);
    return before - mask.count();
}

} // namespace

QueryClock localClock(Instant now)
{
    const std::time_t seconds = static_cast<std::time_t>(toUnix(now));
    std::tm local{};
    localtime_r(&seconds, &local);
    return {now, static_cast<int>(local.tm_gmtoff)};
}

Result<SelectedRows> select(const Inventory &inventory, const Selection &selection, const QueryClock &clock, std::stop_token stop)
{
    const QueryEvaluation evaluation(inventory, selection.query, clock);
    const bool hiding = (selection.hideExpired || selection.hideSuperseded) && !selection.query.mentions(QueryField::Status);
    const std::span<const Inventory::Chunk> chunks = inventory.chunks();
    std::vector<std::vector<Row>> found(chunks.size());
    std::vector<std::uint32_t> hidden(chunks.size());
    parallelFor(chunks.size(), [&](std::size_t at) {
        if (stop.stop_requested())
            return;
        RowMask mask = evaluation.evaluate(chunks[at]);
        if (hiding)
            hidden[at] = hide(chunks[at], selection, clock.now, mask);
        found[at].reserve(mask.count());
        mask.forEach([&](std::uint32_t row) { found[at].push_back(chunks[at].firstRow + row); });
    });
    SelectedRows selected;
    std::size_t total = 0;
    for (const std::vector<Row> &part : found)
        total += part.size();
    selected.rows.reserve(total);
    for (std::size_t at = 0; at < found.size(); ++at) {
        selected.rows.insert(selected.rows.end(), found[at].begin(), found[at].end());
        selected.hidden += hidden[at];
    }
    if (!stop.stop_requested())
        sortRows(inventory, selected.rows, selection.sort, selection.descending, clock);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    return selected;
}

std::uint32_t count(const Inventory &inventory, const Query &query, const QueryClock &clock)
{
    const QueryEvaluation evaluation(inventory, query, clock);
    std::atomic<std::uint32_t> rows = 0;
    parallelFor(inventory.chunks().size(), [&](std::size_t at) { rows += evaluation.evaluate(inventory.chunks()[at]).count(); });
    return rows;
}

QueryVocabulary vocabularyOf(const Inventory &inventory)
{
    std::set<std::string> owners, departments, curves;
    QueryVocabulary vocabulary;
    for (const Service &service : inventory.services()) {
        vocabulary.services.push_back(service.name);
        owners.insert(service.owner);
        departments.insert(service.department);
    }
    std::unordered_map<std::string_view, std::uint32_t> issuers;
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        std::vector<std::uint32_t> counts(chunk.facts->issuers.size());
        for (std::uint16_t issuer : chunk.facts->issuer)
            ++counts[issuer];
        for (std::size_t at = 0; at < counts.size(); ++at)
            issuers[chunk.facts->issuerTexts.at(chunk.facts->issuers[at].shortName)] += counts[at];
        for (std::size_t at = 0; at < chunk.facts->curves.size(); ++at)
            curves.emplace(chunk.facts->curves.at(at));
    }
    std::vector<std::pair<std::uint32_t, std::string_view>> common;
    for (const auto &[name, rows] : issuers)
        common.emplace_back(rows, name);
    std::ranges::sort(common, [](const auto &a, const auto &b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    for (std::size_t at = 0; at < std::min<std::size_t>(common.size(), 100); ++at)
        vocabulary.issuers.emplace_back(common[at].second);
    const auto listed = [](std::set<std::string> &texts) {
        texts.erase(std::string());
        return std::vector<std::string>(texts.begin(), texts.end());
    };
    vocabulary.owners = listed(owners);
    vocabulary.departments = listed(departments);
    vocabulary.curves = listed(curves);
    return vocabulary;
}

} // namespace hufu
