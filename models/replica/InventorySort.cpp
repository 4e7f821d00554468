// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"

#include "models/domain/TextFolding.h"
#include "models/replica/ParallelFor.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>

namespace hufu {
namespace {

/// Sorts on up to four threads: quarters first, then merged in pairs.
template <typename Item, typename Less>
void sortOnAllCores(std::vector<Item> &items, Less less)
{
    constexpr std::size_t worthwhile = 20000;
    const std::size_t parts =
        items.size() < worthwhile ? 1 : std::bit_floor(std::min(4u, std::max(1u, std::thread::hardware_concurrency())));
    const auto border = [&](std::size_t part) { return items.begin() + static_cast<std::ptrdiff_t>(items.size() * part / parts); };
    parallelFor(parts, [&](std::size_t part) { std::sort(border(part), border(part + 1), less); });
    for (std::size_t width = 1; width < parts; width *= 2) {
        parallelFor(parts / (2 * width), [&](std::size_t pair) {
            std::inplace_merge(border(pair * 2 * width), border(pair * 2 * width + width), border((pair + 1) * 2 * width), less);
        });
    }
}

struct Numbered {
    std::uint64_t key;
    Row row;
};
/// A text with its first sixteen bytes where comparing needs no other memory.
struct Texted {
    std::uint64_t first, second;
    std::string_view text;
    Row row;
};

Texted textedFrom(std::string_view text, Row row)
{
    unsigned char head[16] = {};
    std::memcpy(head, text.data(), std::min<std::size_t>(text.size(), sizeof head));
    Texted item{0, 0, text, row};
    for (int at = 0; at < 8; ++at) {
        item.first = item.first << 8 | head[at];
        item.second = item.second << 8 | head[at + 8];
    }
    return item;
}

int compare(const Texted &a, const Texted &b)
{
    if (a.first != b.first)
        return a.first < b.first ? -1 : 1;
    if (a.second != b.second)
        return a.second < b.second ? -1 : 1;
    return a.text.compare(b.text);
}

/// Equal keys stay in the order of rows, whichever way the column is sorted.
template <typename Item, typename Order>
void order(std::vector<Row> &rows, std::vector<Item> &items, bool descending, Order compareKeys)
{
    sortOnAllCores(items, [&](const Item &a, const Item &b) {
        const auto difference = compareKeys(a, b);
        return difference != 0 ? (difference < 0) != descending : a.row < b.row;
    });
    for (std::size_t at = 0; at < rows.size(); ++at)
        rows[at] = items[at].row;
}

/// Fills `items` with make(chunk index, row in chunk, row), on all cores. Rows that follow each other are mostly of one chunk.
template <typename Item, typename Make>
std::vector<Item> itemsFor(const Inventory &inventory, const std::vector<Row> &rows, Make make)
{
    constexpr std::size_t portion = 16384;
    std::vector<Item> items(rows.size());
    parallelFor((rows.size() + portion - 1) / portion, [&](std::size_t part) {
        const std::size_t end = std::min(rows.size(), (part + 1) * portion);
        std::size_t chunk = 0;
        for (std::size_t at = part * portion; at < end; ++at) {
            const Inventory::Chunk *known = &inventory.chunks()[chunk];
            if (rows[at] < known->firstRow || rows[at] >= known->firstRow + known->size()) {
                chunk = inventory.chunkOf(rows[at]);
                known = &inventory.chunks()[chunk];
            }
            items[at] = make(chunk, rows[at] - known->firstRow, rows[at]);
        }
    });
    return items;
}

template <typename Key>
void byNumber(const Inventory &inventory, std::vector<Row> &rows, bool descending, Key key)
{
    auto items = itemsFor<Numbered>(inventory, rows, [&](std::size_t chunk, std::uint32_t at, Row row) {
        return Numbered{key(inventory.chunks()[chunk], chunk, at), row};
    });
    order(rows, items, descending, [](const Numbered &a, const Numbered &b) { return a.key < b.key ? -1 : a.key > b.key ? 1 : 0; });
}

template <typename Text>
void byText(const Inventory &inventory, std::vector<Row> &rows, bool descending, Text text)
{
    auto items = itemsFor<Texted>(inventory, rows, [&](std::size_t chunk, std::uint32_t at, Row row) {
        return textedFrom(text(inventory.chunks()[chunk], at), row);
    });
    order(rows, items, descending, compare);
}

std::uint64_t ordered(std::int64_t number) { return static_cast<std::uint64_t>(number) ^ std::uint64_t(1) << 63; }

std::string_view foldedTitle(const CertificateColumns &facts, std::uint32_t row)
{
    const CertificateColumns::FoldedParts parts = facts.foldedParts(row);
    if (!parts.commonName.empty())
        return parts.commonName;
    if (!parts.names.empty())
        return parts.names.substr(0, parts.names.find('\n'));
    const std::string_view organization = facts.organizations.folded(facts.organization[row]);
    return organization.empty() ? parts.subject : organization;
}

/// Ranks of texts: equal texts have equal ranks.
class Ranks {
public:
    void add(std::string_view text) { m_ranks.emplace(text, 0); }
    void finish()
    {
        std::uint64_t next = 0;
        for (auto &[text, rank] : m_ranks)
            rank = next++;
    }
    std::uint64_t of(std::string_view text) const { return m_ranks.find(text)->second; }

private:
    std::map<std::string, std::uint64_t, std::less<>> m_ranks;
};

void byIssuer(const Inventory &inventory, std::vector<Row> &rows, bool descending)
{
    Ranks ranks;
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (const CertificateColumns::Issuer &issuer : chunk.facts->issuers)
            ranks.add(chunk.facts->issuerTexts.folded(issuer.shortName));
    }
    ranks.finish();
    std::vector<std::vector<std::uint64_t>> byChunk;
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        std::vector<std::uint64_t> &mine = byChunk.emplace_back();
        for (const CertificateColumns::Issuer &issuer : chunk.facts->issuers)
            mine.push_back(ranks.of(chunk.facts->issuerTexts.folded(issuer.shortName)));
    }
    byNumber(inventory, rows, descending, [&](const Inventory::Chunk &chunk, std::size_t index, std::uint32_t at) {
        return byChunk[index][chunk.facts->issuer[at]];
    });
}

/// By the texts of a certificate's services, joined; certificates without a service come last when ascending.
void byServiceText(const Inventory &inventory, std::vector<Row> &rows, bool descending, std::string Service::*text)
{
    std::vector<std::string> texts;
    Ranks ranks;
    for (std::uint32_t set = 0; set < inventory.serviceSetCount(); ++set) {
        std::string joined;
        for (std::uint16_t service : inventory.serviceSet(set))
            joined += folded(inventory.services()[service].*text) + '\n';
        ranks.add(joined);
        texts.push_back(std::move(joined));
    }
    ranks.finish();
    std::vector<std::uint64_t> bySet;
    for (const std::string &joined : texts)
        bySet.push_back(joined.find_first_not_of('\n') == std::string::npos ? ~std::uint64_t(0) : ranks.of(joined));
    byNumber(inventory, rows, descending,
             [&](const Inventory::Chunk &chunk, std::size_t, std::uint32_t at) { return bySet[chunk.ties->serviceSet[at]]; });
}

std::uint64_t keyRank(const CertificateColumns &facts, std::uint32_t row)
{
    return std::uint64_t(facts.keyAlgorithm[row]) << 32 | std::uint64_t(facts.bits[row]) << 8 | facts.curve[row];
}

} // namespace

void sortRows(const Inventory &inventory, std::vector<Row> &rows, SortKey key, bool descending, const QueryClock &clock)
{
    if (rows.empty())
        return;
    using Chunk = Inventory::Chunk;
    const auto number = [&](auto of) {
        byNumber(inventory, rows, descending,
                 [&](const Chunk &chunk, std::size_t, std::uint32_t at) { return std::uint64_t(of(chunk, at)); });
    };
    switch (key) {
    case SortKey::Arrival: return number([](const Chunk &chunk, std::uint32_t at) { return chunk.firstRow + at; });
    case SortKey::Subject:
        return byText(inventory, rows, descending,
                      [](const Chunk &chunk, std::uint32_t at) { return foldedTitle(*chunk.facts, at); });
    case SortKey::Names:
        return byText(inventory, rows, descending,
                      [](const Chunk &chunk, std::uint32_t at) { return chunk.facts->foldedParts(at).names; });
    case SortKey::Issuer: return byIssuer(inventory, rows, descending);
    case SortKey::Serial:
        return byText(inventory, rows, descending,
                      [](const Chunk &chunk, std::uint32_t at) { return textOf(chunk.facts->serial(at)); });
    case SortKey::Fingerprint:
        return byText(inventory, rows, descending, [](const Chunk &chunk, std::uint32_t at) { return textOf(chunk.facts->sha256[at]); });
    case SortKey::Expires: return number([](const Chunk &chunk, std::uint32_t at) { return ordered(chunk.facts->notAfter[at]); });
    case SortKey::Issued: return number([](const Chunk &chunk, std::uint32_t at) { return ordered(chunk.facts->notBefore[at]); });
    case SortKey::Class: return number([](const Chunk &chunk, std::uint32_t at) { return chunk.ties->validationClass[at]; });
    case SortKey::Tier: return number([](const Chunk &chunk, std::uint32_t at) { return chunk.ties->tier[at]; });
    case SortKey::Services: return byServiceText(inventory, rows, descending, &Service::name);
    case SortKey::Owner: return byServiceText(inventory, rows, descending, &Service::owner);
    case SortKey::Department: return byServiceText(inventory, rows, descending, &Service::department);
    case SortKey::Key: return number([](const Chunk &chunk, std::uint32_t at) { return keyRank(*chunk.facts, at); });
    case SortKey::Signature: return number([](const Chunk &chunk, std::uint32_t at) { return chunk.facts->signatureAlgorithm[at]; });
    case SortKey::Purpose: return number([](const Chunk &chunk, std::uint32_t at) { return chunk.facts->purpose[at]; });
    case SortKey::Status:
        return number([&](const Chunk &chunk, std::uint32_t at) {
            return chunk.status(at, clock.now);
        });
    case SortKey::Findings:
        return number([](const Chunk &chunk, std::uint32_t at) {
            return (chunk.ties->severity[at] + 1) << 8 | std::popcount(chunk.ties->rules[at]);
        });
    case SortKey::Seen:
        return number([](const Chunk &chunk, std::uint32_t at) {
            std::uint32_t last = 0;
            for (const SightingColumns::Sighting &sighting : chunk.sightings->of(at))
                last = std::max(last, sighting.lastSeen);
            return last;
        });
    }
}

} // namespace hufu
