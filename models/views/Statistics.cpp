// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/Statistics.h"

#include "models/domain/TextFolding.h"
#include "models/replica/InventorySearch.h"
#include "models/replica/ParallelFor.h"

#include <algorithm>
#include <map>

namespace hufu {
namespace {

constexpr std::int64_t day = 86400;
constexpr std::size_t weeks = 26;
constexpr std::size_t mostIssuers = 10;

struct KeyKind {
    KeyAlgorithm algorithm;
    std::uint16_t bits;
    std::string curve;
    auto operator<=>(const KeyKind &) const = default;
};
struct IssuerCount {
    std::string name; ///< as first seen
    std::uint32_t count = 0;
};

/// What one pass over some rows counts.
struct Tally {
    std::array<std::uint32_t, certificateStatusCount> statuses{};
    std::array<std::array<std::uint32_t, 4>, weeks> expiry{};
    std::array<std::uint32_t, 6> classes{};
    std::array<std::uint32_t, 4> tiers{};
    std::array<std::uint32_t, 6> severities{}; ///< one more than the severity
    std::map<KeyKind, std::uint32_t> keys;
    std::map<std::string, IssuerCount> issuers; ///< by folded name, as the query compares

    void add(const Tally &other)
    {
        const auto sum = [](auto &mine, const auto &theirs) {
            for (std::size_t at = 0; at < mine.size(); ++at)
                mine[at] += theirs[at];
        };
        sum(statuses, other.statuses);
        sum(classes, other.classes);
        sum(tiers, other.tiers);
        sum(severities, other.severities);
        for (std::size_t week = 0; week < weeks; ++week)
            sum(expiry[week], other.expiry[week]);
        for (const auto &[key, count] : other.keys)
            keys[key] += count;
        for (const auto &[key, issuer] : other.issuers) {
            IssuerCount &mine = issuers[key];
            if (mine.name.empty())
                mine.name = issuer.name;
            mine.count += issuer.count;
        }
    }
};

Tally tally(const Inventory::Chunk &chunk, Instant now, Instant today)
{
    Tally result;
    const CertificateColumns &facts = *chunk.facts;
    const TieColumns &ties = *chunk.ties;
    std::vector<std::uint32_t> issuers(facts.issuers.size());
    std::map<std::uint64_t, std::uint32_t> keys; // packed, since there are few kinds and many rows
    for (std::uint32_t row = 0; row < chunk.size(); ++row) {
        const CertificateStatus status = chunk.status(row, now);
        ++result.statuses[std::size_t(status)];
        if (status != CertificateStatus::Valid)
            continue;
        const auto tier = std::size_t(ties.tier[row]);
        const std::int64_t week = (facts.notAfter[row] - toUnix(today)) / (7 * day);
        if (week >= 0 && week < std::int64_t(weeks))
            ++result.expiry[std::size_t(week)][tier];
        ++result.tiers[tier];
        ++result.classes[std::min<std::size_t>(std::size_t(ties.validationClass[row]), result.classes.size() - 1)];
        ++result.severities[std::size_t(ties.severity[row] + 1)];
        ++issuers[facts.issuer[row]];
        ++keys[std::uint64_t(facts.keyAlgorithm[row]) << 32 | std::uint64_t(facts.bits[row]) << 8 | facts.curve[row]];
    }
    for (std::size_t at = 0; at < issuers.size(); ++at) {
        if (!issuers[at])
            continue;
        const std::string_view name = facts.issuerTexts.at(facts.issuers[at].shortName);
        IssuerCount &issuer = result.issuers[folded(name)];
        issuer.name = name;
        issuer.count += issuers[at];
    }
    for (const auto &[packed, count] : keys)
        result.keys[{KeyAlgorithm(packed >> 32), std::uint16_t(packed >> 8), std::string(facts.curves.at(packed & 0xff))}] += count;
    return result;
}

std::string dateText(Instant localMidnight, int utcOffset) { return toIso(localMidnight + std::chrono::seconds(utcOffset)).substr(0, 10); }

std::string tierWord(std::size_t tier) { return tier == 0 ? "none" : tierName(Tier(tier)); }

std::vector<WeekBar> forecast(const Tally &all, Instant today, int utcOffset)
{
    std::vector<WeekBar> bars;
    for (std::size_t week = 0; week < weeks; ++week) {
        WeekBar bar;
        bar.from = today + std::chrono::seconds(std::int64_t(week) * 7 * day);
        bar.until = bar.from + std::chrono::seconds(7 * day);
        bar.byTier = all.expiry[week];
        for (std::size_t tier = 0; tier < bar.queries.size(); ++tier)
            bar.queries[tier] = "status = valid and tier = " + tierWord(tier) + " and expires >= " + dateText(bar.from, utcOffset)
                + " and expires < " + dateText(bar.until, utcOffset);
        bars.push_back(std::move(bar));
    }
    return bars;
}

std::vector<Figure> algorithmMix(const Tally &all)
{
    std::vector<Figure> figures;
    for (const auto &[kind, count] : all.keys) {
        std::string key = keyAlgorithmName(kind.algorithm);
        std::string query = "status = valid and key = " + key + " and bits = " + std::to_string(kind.bits)
                            + " and curve = " + quotedOperand(kind.curve);
        if (!kind.curve.empty())
            key += " " + kind.curve;
        else if (kind.bits)
            key += " " + std::to_string(kind.bits);
        figures.push_back({std::move(key), count, std::move(query)});
    }
    std::ranges::stable_sort(figures, std::greater(), &Figure::count);
    return figures;
}

std::vector<Figure> issuerMix(const Tally &all)
{
    std::vector<const IssuerCount *> ranked;
    for (const auto &[key, issuer] : all.issuers)
        ranked.push_back(&issuer);
    std::ranges::stable_sort(ranked, std::greater(), &IssuerCount::count);
    std::vector<Figure> figures;
    std::uint32_t others = 0;
    std::string list;
    for (const IssuerCount *issuer : ranked) {
        const std::string name = quotedOperand(issuer->name);
        // Whoever makes names too long for one query is counted among the others.
        if (figures.size() == mostIssuers || list.size() + name.size() + 100 > longestQuery) {
            others += issuer->count;
            continue;
        }
        figures.push_back({issuer->name, issuer->count, "status = valid and issuer = " + name});
        list += (list.empty() ? "" : ", ") + name;
    }
    if (others)
        figures.push_back({"", others, list.empty() ? std::string("status = valid") : "status = valid and not issuer in (" + list + ")"});
    return figures;
}

std::vector<Figure> deadlines(const Inventory &inventory, const QueryClock &clock)
{
    constexpr const char *kinds[][2] = {
        {"expires7", "status = valid and expires < 7d"},
        {"expires30", "status = valid and expires < 30d"},
        {"expires90", "status = valid and expires < 90d"},
        {"coreExpires30", "status = valid and expires < 30d and tier = core"},
    };
    std::vector<Figure> figures;
    for (const auto &[key, text] : kinds) {
        if (const auto query = parseQuery(text))
            figures.push_back({key, count(inventory, *query, clock), text});
    }
    return figures;
}

struct NeedKindWords {
    NeedKind kind;
    Severity severity;
    const char *query;
    bool aboutTime;
    std::optional<Rule> rule = {}; ///< whose severity, by the house's policy, is the need's
};
// The order among equally severe ones; each query excludes what an earlier line about time already says.
constexpr NeedKindWords needKinds[] = {
    {NeedKind::ExpiredButSeen, Severity::Critical, "finding = expired-but-seen", true, Rule::ExpiredButSeen},
    {NeedKind::CoreExpires7, Severity::Critical, "status = valid and tier = core and expires < 7d", true},
    {NeedKind::ImportantExpires7, Severity::High, "status = valid and tier = important and expires < 7d", true},
    {NeedKind::CriticalFindings, Severity::Critical, "status = valid and severity = critical", false},
    {NeedKind::CoreExpires30, Severity::High, "status = valid and tier = core and expires >= 7d and expires < 30d", true},
    {NeedKind::ServiceExpires30, Severity::Medium,
     "status = valid and expires < 30d and (tier = general or tier = important and expires >= 7d)", true},
    {NeedKind::PrivateKeysInFiles, Severity::Medium, "status = valid and finding = private-key-in-file", false, Rule::PrivateKeyInFile},
    {NeedKind::HighFindings, Severity::High, "status = valid and severity = high", false},
    {NeedKind::UntiedServerCertificates, Severity::Low, "status = valid and purpose in (server, server-and-client) and tier = none", false},
};

std::vector<Need> needs(const Inventory &inventory, const QueryClock &clock)
{
    const RuleTable table(inventory.policy());
    std::vector<Need> list;
    for (const NeedKindWords &words : needKinds) {
        const auto query = parseQuery(words.query);
        if (!query) // a rule that this release does not know
            continue;
        const Result<SelectedRows> selected = select(inventory, {.query = *query, .sort = SortKey::Expires}, clock);
        if (!selected || selected->rows.empty())
            continue;
        const CertificateRow first = inventory.row(selected->rows.front());
        list.push_back({.kind = words.kind,
                        .severity = words.rule ? table.severity(*words.rule) : words.severity,
                        .count = static_cast<std::uint32_t>(selected->rows.size()),
                        .query = words.query,
                        .soonest = words.aboutTime ? std::optional(first.notAfter) : std::nullopt,
                        .example = std::string(first.title())});
    }
    std::ranges::stable_sort(list, std::greater(), &Need::severity);
    return list;
}

} // namespace

Statistics computeStatistics(const Inventory &inventory, const QueryClock &clock)
{
    const std::int64_t local = toUnix(clock.now) + clock.utcOffset;
    const Instant today = fromUnix(local - local % day - clock.utcOffset);
    std::vector<Tally> parts(inventory.chunks().size());
    parallelFor(parts.size(), [&](std::size_t at) { parts[at] = tally(inventory.chunks()[at], clock.now, today); });
    Tally all;
    for (const Tally &part : parts)
        all.add(part);

    Statistics statistics;
    statistics.at = clock.now;
    statistics.total = inventory.size();
    for (std::size_t at = 0; at < statistics.statuses.size(); ++at) {
        const std::string name = statusName(CertificateStatus(at));
        statistics.statuses[at] = {name, all.statuses[at], "status = " + name};
    }
    statistics.deadlines = deadlines(inventory, clock);
    statistics.expiry = forecast(all, today, clock.utcOffset);
    statistics.algorithms = algorithmMix(all);
    statistics.issuers = issuerMix(all);
    for (ValidationClass validationClass : {ValidationClass::Ev, ValidationClass::Ov, ValidationClass::Iv, ValidationClass::Dv,
                                            ValidationClass::Private, ValidationClass::Unknown}) {
        const std::string name = validationClassName(validationClass);
        statistics.classes.push_back({name, all.classes[std::size_t(validationClass)], "status = valid and class = " + name});
    }
    for (std::size_t tier = all.tiers.size(); tier-- > 0;)
        statistics.tiers.push_back({tierWord(tier), all.tiers[tier], "status = valid and tier = " + tierWord(tier)});
    for (int severity = int(Severity::Critical); severity >= int(Severity::Info); --severity) {
        const std::string name = severityName(Severity(severity));
        statistics.severities.push_back({name, all.severities[std::size_t(severity) + 1], "status = valid and severity = " + name});
        statistics.withFindings += all.severities[std::size_t(severity) + 1];
    }
    statistics.needs = needs(inventory, clock);
    return statistics;
}

std::vector<Figure> headFigures(const Statistics &statistics)
{
    std::vector<Figure> figures{{"total", statistics.total, ""}};
    const auto append = [&](const auto &more) { figures.insert(figures.end(), more.begin(), more.end()); };
    append(statistics.statuses);
    append(statistics.deadlines);
    append(statistics.severities);
    append(statistics.classes);
    append(statistics.tiers);
    if (const auto untied = std::ranges::find(figures, "none", &Figure::key); untied != figures.end())
        untied->key = "untied";
    return figures;
}

} // namespace hufu
