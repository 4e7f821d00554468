// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/QueryEvaluation.h"

#include "models/base/Bytes.h"
#include "models/domain/TextFolding.h"
#include "models/replica/TextScan.h"

#include <algorithm>
#include <array>

namespace hufu {
namespace {

using NodeKind = QueryNode::Kind;

bool contains(std::string_view text, std::string_view part) { return scanFor(text, part) != std::string_view::npos; }
bool matches(std::string_view text, const QueryCondition &condition, const QueryValue &value)
{
    return condition.comparison == Comparison::Contains ? contains(text, value.text) : text == value.text;
}

/// Hexadecimal digits of a search word without colons; empty when it is no part of a fingerprint. From four digits on: shorter ones are in
/// every other fingerprint and would only hide what was meant.
std::string hexDigits(std::string_view word)
{
    std::string digits;
    for (char c : word) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
            digits += c;
        else if (c != ':')
            return {};
    }
    return digits.size() >= 4 ? digits : std::string();
}

/// Sets the rows in whose search text the word stands at a place that `accepts(row, place)`: one pass over the text of all rows.
template <typename Accepts>
void findInTexts(const CertificateColumns &facts, std::string_view word, RowMask &mask, Accepts accepts)
{
    const std::string_view text = facts.foldedText;
    std::uint32_t row = 0;
    for (std::size_t at = scanFor(text, word); at != std::string_view::npos;) {
        // Usually the row is near: gallop, then halve.
        std::uint32_t step = 1;
        while (row + step < facts.size() && facts.foldedAt[row + step] <= at)
            step *= 2;
        const auto begin = facts.foldedAt.begin() + row;
        row += static_cast<std::uint32_t>(
                   std::upper_bound(begin, begin + std::min<std::ptrdiff_t>(step, facts.size() - row) + 1, at) - begin)
               - 1;
        const bool accepted = accepts(row, at);
        if (accepted)
            mask.set(row);
        at = scanFor(text, word, accepted ? facts.foldedAt[row + 1] : at + 1);
    }
}

std::size_t subjectEnd(const CertificateColumns &facts, std::uint32_t row) { return facts.foldedText.find('\n', facts.foldedAt[row]); }

/// By index of a pool, whether the text fits; empty when none does.
template <typename Fits>
std::vector<std::uint8_t> fitting(const StringPool &pool, Fits fits)
{
    std::vector<std::uint8_t> result(pool.size());
    bool any = false;
    for (std::size_t index = 0; index < pool.size(); ++index) {
        result[index] = fits(pool.folded(index));
        any |= result[index];
    }
    if (!any)
        result.clear();
    return result;
}

template <typename Fits>
void findIssuers(const CertificateColumns &facts, Fits fits, RowMask &mask)
{
    const std::vector<std::uint8_t> texts = fitting(facts.issuerTexts, fits);
    if (texts.empty())
        return;
    std::vector<std::uint8_t> issuers;
    for (const CertificateColumns::Issuer &issuer : facts.issuers)
        issuers.push_back(texts[issuer.fullName] || texts[issuer.shortName]);
    mask.setWhere([&](std::uint32_t row) { return issuers[facts.issuer[row]]; });
}

template <typename Fits>
void findLocations(const SightingColumns &sightings, Fits fits, RowMask &mask)
{
    const std::vector<std::uint8_t> locations = fitting(sightings.locations, fits);
    if (locations.empty())
        return;
    mask.setWhere([&](std::uint32_t row) {
        return std::ranges::any_of(sightings.of(row),
                                   [&](const SightingColumns::Sighting &sighting) { return locations[sighting.location]; });
    });
}

void appendHex(std::string &text, BytesView bytes)
{
    static const auto pairs = [] {
        std::array<std::array<char, 2>, 256> made;
        for (std::size_t byte = 0; byte < 256; ++byte)
            made[byte] = {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
        return made;
    }();
    for (std::uint8_t byte : bytes)
        text.append(pairs[byte].data(), 2);
}

/// Without leading zeros, which DER adds to keep a number positive.
std::string_view significant(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

void findSerial(const CertificateColumns &facts, std::string_view digits, RowMask &mask)
{
    const std::string_view wanted = significant(digits);
    std::string hex;
    mask.setWhere([&](std::uint32_t row) {
        const BytesView serial = facts.serial(row);
        if (serial.size() * 2 < wanted.size())
            return false;
        hex.clear();
        appendHex(hex, serial);
        return significant(hex) == wanted;
    });
}

void findInSerials(const CertificateColumns &facts, std::string_view digits, RowMask &mask)
{
    std::string text; // the digits of all rows, parted by blanks
    text.reserve(facts.serialBytes.size() * 2 + facts.size());
    for (std::uint32_t row = 0; row < facts.size(); ++row) {
        appendHex(text, facts.serial(row));
        text += ' ';
    }
    std::uint32_t row = 0;
    for (std::size_t at = scanFor(text, digits); at != std::string_view::npos;) {
        const auto ends = [&] { return std::size_t(facts.serialAt[row + 1]) * 2 + row; };
        while (ends() < at)
            ++row;
        mask.set(row);
        at = scanFor(text, digits, ends());
    }
}

/// Whether the common name or one of the names is this one; "ip:10.0.0.1" answers to the address alone.
bool isNamed(const CertificateColumns &facts, std::uint32_t row, std::string_view wanted)
{
    const CertificateColumns::FoldedParts parts = facts.foldedParts(row);
    if (parts.commonName == wanted)
        return true;
    for (std::string_view rest = parts.names; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view name = rest.substr(0, end);
        const std::size_t colon = name.find(':');
        if (name == wanted || (colon != std::string_view::npos && name.substr(colon + 1) == wanted))
            return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

bool asksServices(const QueryNode &node)
{
    if (node.kind == NodeKind::Text)
        return true;
    if (node.kind != NodeKind::Condition)
        return false;
    const QueryField field = node.condition.field;
    return field == QueryField::Service || field == QueryField::Owner || field == QueryField::Department
           || field == QueryField::PatientData;
}

bool serviceFits(const QueryNode &node, const Service &service)
{
    if (node.kind == NodeKind::Text)
        return contains(folded(service.name), node.text) || contains(folded(service.owner), node.text)
               || contains(folded(service.department), node.text);
    const QueryCondition &condition = node.condition;
    if (condition.field == QueryField::PatientData)
        return service.patientData;
    const std::string &asked = condition.field == QueryField::Service ? service.name
        : condition.field == QueryField::Owner                         ? service.owner
                                                                       : service.department;
    const std::string text = folded(asked);
    return std::ranges::any_of(condition.values, [&](const QueryValue &value) { return matches(text, condition, value); });
}

} // namespace

void findHex(std::span<const Sha256> values, std::string_view digits, RowMask &mask)
{
    constexpr std::size_t width = 64;
    if (digits.empty() || digits.size() > width)
        return;
    // The digits of all rows on end, searched in one pass; a hit across two rows is none.
    std::string text;
    text.reserve(values.size() * width);
    for (const Sha256 &value : values)
        appendHex(text, value);
    for (std::size_t at = scanFor(text, digits); at != std::string_view::npos;) {
        const bool inOneRow = at % width + digits.size() <= width;
        if (inOneRow)
            mask.set(static_cast<std::uint32_t>(at / width));
        at = scanFor(text, digits, inOneRow ? (at / width + 1) * width : at + 1);
    }
}

QueryEvaluation::QueryEvaluation(const Inventory &inventory, const Query &query, const QueryClock &clock)
    : m_inventory(inventory), m_query(query), m_clock(clock)
{
    prepare(m_query.root());
}

void QueryEvaluation::prepare(const QueryNode &node)
{
    for (const QueryNode &child : node.children)
        prepare(child);
    if (!asksServices(node))
        return;
    const std::span<const Service> services = m_inventory.services();
    std::vector<std::uint8_t> fits;
    for (const Service &service : services)
        fits.push_back(serviceFits(node, service));
    std::vector<std::uint8_t> &sets = m_serviceSets[&node];
    for (std::uint32_t set = 0; set < m_inventory.serviceSetCount(); ++set)
        sets.push_back(std::ranges::any_of(m_inventory.serviceSet(set), [&](std::uint16_t service) { return fits[service]; }));
}

RowMask QueryEvaluation::evaluate(const QueryNode &node, const Inventory::Chunk &chunk) const
{
    switch (node.kind) {
    case NodeKind::All: return RowMask(chunk.size(), true);
    case NodeKind::Text: return evaluateText(node, chunk);
    case NodeKind::Condition: return evaluateCondition(node, chunk);
    case NodeKind::Not: {
        RowMask mask = evaluate(node.children.front(), chunk);
        mask.invert();
        return mask;
    }
    case NodeKind::And: {
        RowMask mask = evaluate(node.children.front(), chunk);
        for (std::size_t at = 1; at < node.children.size() && !mask.isEmpty(); ++at)
            mask.keep(evaluate(node.children[at], chunk));
        return mask;
    }
    case NodeKind::Or: {
        RowMask mask(chunk.size());
        for (const QueryNode &child : node.children)
            mask.add(evaluate(child, chunk));
        return mask;
    }
    }
    return RowMask(chunk.size());
}

RowMask QueryEvaluation::evaluateText(const QueryNode &node, const Inventory::Chunk &chunk) const
{
    const std::string &word = node.text;
    if (word.empty())
        return RowMask(chunk.size(), true);
    RowMask mask(chunk.size());
    const auto holds = [&](std::string_view text) { return contains(text, word); };
    findInTexts(*chunk.facts, word, mask, [](std::uint32_t, std::size_t) { return true; });
    findIssuers(*chunk.facts, holds, mask);
    findLocations(*chunk.sightings, holds, mask);
    if (const std::string digits = hexDigits(word); !digits.empty()) {
        findHex(chunk.facts->sha256, digits, mask);
        findInSerials(*chunk.facts, digits, mask);
    }
    const std::vector<std::uint8_t> &sets = m_serviceSets.at(&node);
    if (std::ranges::find(sets, 1) != sets.end())
        mask.setWhere([&](std::uint32_t row) { return sets[chunk.ties->serviceSet[row]]; });
    return mask;
}

RowMask QueryEvaluation::evaluateCondition(const QueryNode &node, const Inventory::Chunk &chunk) const
{
    static const std::vector<std::uint8_t> none;
    const auto sets = m_serviceSets.find(&node);
    RowMask mask(chunk.size());
    for (const QueryValue &value : node.condition.values)
        holdsValue(node.condition, value, sets != m_serviceSets.end() ? sets->second : none, chunk, mask);
    if (node.condition.comparison == Comparison::NotEqual)
        mask.invert();
    return mask;
}

void QueryEvaluation::holdsValue(const QueryCondition &condition, const QueryValue &value, const std::vector<std::uint8_t> &sets,
                                 const Inventory::Chunk &chunk, RowMask &mask) const
{
    const CertificateColumns &facts = *chunk.facts;
    const TieColumns &ties = *chunk.ties;
    const auto chosen = [&](auto number) { return value.choices >> static_cast<unsigned>(number) & 1; };
    const auto inRange = [&](const QueryRange &range, const auto &column) {
        mask.setWhere([&](std::uint32_t row) { return column[row] >= range.from && column[row] < range.until; });
    };
    const auto text = [&](std::string_view candidate) { return matches(candidate, condition, value); };
    const bool contained = condition.comparison == Comparison::Contains && !value.text.empty();

    switch (condition.field) {
    case QueryField::Expires: return inRange(rangeOf(condition.comparison, *value.moment, m_clock), facts.notAfter);
    case QueryField::Issued: return inRange(rangeOf(condition.comparison, *value.moment, m_clock), facts.notBefore);
    case QueryField::Bits: return inRange(rangeOf(condition.comparison, value.number), facts.bits);
    case QueryField::FindingCount: {
        const QueryRange range = rangeOf(condition.comparison, value.number);
        return mask.setWhere([&](std::uint32_t row) {
            const int findings = std::popcount(ties.rules[row]);
            return findings >= range.from && findings < range.until;
        });
    }
    case QueryField::Subject:
        if (contained)
            return findInTexts(facts, value.text, mask,
                               [&](std::uint32_t row, std::size_t at) { return at + value.text.size() <= subjectEnd(facts, row); });
        return mask.setWhere([&](std::uint32_t row) { return facts.foldedParts(row).subject == value.text; });
    case QueryField::Name:
        if (contained)
            return findInTexts(facts, value.text, mask, [&](std::uint32_t row, std::size_t at) { return at > subjectEnd(facts, row); });
        return mask.setWhere([&](std::uint32_t row) { return isNamed(facts, row, value.text); });
    case QueryField::Issuer: return findIssuers(facts, text, mask);
    case QueryField::Source: return findLocations(*chunk.sightings, text, mask);
    case QueryField::Serial: return contained ? findInSerials(facts, value.text, mask) : findSerial(facts, value.text, mask);
    case QueryField::Fingerprint:
        if (contained || value.text.size() == 64)
            findHex(facts.sha256, value.text, mask);
        return;
    case QueryField::Class: return mask.setWhere([&](std::uint32_t row) { return chosen(ties.validationClass[row]); });
    case QueryField::Key: return mask.setWhere([&](std::uint32_t row) { return chosen(facts.keyAlgorithm[row]); });
    case QueryField::Signature: return mask.setWhere([&](std::uint32_t row) { return chosen(facts.signatureAlgorithm[row]); });
    case QueryField::Purpose: return mask.setWhere([&](std::uint32_t row) { return chosen(facts.purpose[row]); });
    case QueryField::Tier: return mask.setWhere([&](std::uint32_t row) { return chosen(ties.tier[row]); });
    case QueryField::Severity: return mask.setWhere([&](std::uint32_t row) { return chosen(ties.severity[row] + 1); });
    case QueryField::Curve: {
        const std::vector<std::uint8_t> curves = fitting(facts.curves, text);
        if (!curves.empty())
            mask.setWhere([&](std::uint32_t row) { return curves[facts.curve[row]]; });
        return;
    }
    case QueryField::Status:
        return mask.setWhere([&](std::uint32_t row) {
            return chosen(chunk.status(row, m_clock.now));
        });
    case QueryField::Seen:
        return mask.setWhere([&](std::uint32_t row) {
            return std::ranges::any_of(chunk.sightings->of(row),
                                       [&](const SightingColumns::Sighting &sighting) { return chosen(sighting.kind & 63); });
        });
    case QueryField::Finding: return mask.setWhere([&](std::uint32_t row) { return (ties.rules[row] & value.choices) != 0; });
    case QueryField::Ca: return mask.setWhere([&](std::uint32_t row) { return chosen(facts.flags[row] & CertificateFlag::Ca ? 1 : 0); });
    case QueryField::SelfSigned:
        return mask.setWhere([&](std::uint32_t row) { return chosen(facts.flags[row] & CertificateFlag::SelfIssued ? 1 : 0); });
    case QueryField::PatientData: return mask.setWhere([&](std::uint32_t row) { return chosen(sets[ties.serviceSet[row]]); });
    case QueryField::Service:
    case QueryField::Owner:
    case QueryField::Department: return mask.setWhere([&](std::uint32_t row) { return sets[ties.serviceSet[row]]; });
    }
}

} // namespace hufu
