// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Query.h"
#include "models/replica/Inventory.h"

#include <array>
#include <string>
#include <vector>

namespace hufu {

/// One bar or slice, with the query that selects exactly the certificates it counts.
struct Figure {
    std::string key; ///< language-free: "core", "rsa 2048", an issuer's name; "" for what is left over
    std::uint32_t count = 0;
    std::string query;
    bool operator==(const Figure &) const = default;
};

/// One week of the forecast, by tier (index: Tier).
struct WeekBar {
    Instant from{}, until{}; ///< local midnights, 7 days apart; half-open
    std::array<std::uint32_t, 4> byTier{};
    std::array<std::string, 4> queries;
    std::uint32_t total() const { return byTier[0] + byTier[1] + byTier[2] + byTier[3]; }
};

/// What may need somebody today; among equally severe ones, most pressing first.
enum class NeedKind : std::uint8_t {
    ExpiredButSeen,       ///< expired, and an endpoint still shows it
    CoreExpires7,         ///< core services, within 7 days
    ImportantExpires7,
    CoreExpires30,        ///< core services, within 30 days (and not within 7)
    ServiceExpires30,     ///< other services, within 30 days (important ones: not within 7)
    CriticalFindings,     ///< of certificates in force
    PrivateKeysInFiles,
    HighFindings,
    UntiedServerCertificates, ///< server certificates in force that no service claims
};
struct Need {
    NeedKind kind{};
    Severity severity{};
    std::uint32_t count = 0;
    std::string query;
    std::optional<Instant> soonest; ///< expiry, where the need is about time
    std::string example;            ///< title of the certificate that leads the list
};

struct Statistics {
    Instant at{};
    std::uint32_t total = 0;
    std::array<Figure, certificateStatusCount> statuses;   ///< index: CertificateStatus
    std::vector<Figure> deadlines;    ///< in force, ending within 7, 30, 90 days ("expires7" …), and of core services within 30
    std::vector<WeekBar> expiry;      ///< 26 weeks from today; certificates in force
    std::vector<Figure> algorithms;   ///< in force, most first
    std::vector<Figure> issuers;      ///< in force, the ten commonest, then the rest under ""
    std::vector<Figure> classes, tiers; ///< in force; tiers: core first
    std::vector<Figure> severities;   ///< in force, by the worst finding, critical first
    std::uint32_t withFindings = 0;
    std::vector<Need> needs;          ///< most severe first; only those with a count; empty: nothing needs anybody today
};

/// Pure; a million certificates take a few tenths of a second, so call it on a pool thread.
Statistics computeStatistics(const Inventory &inventory, const QueryClock &clock);

/// The figures that fit on one screen, each key once: total, statuses, deadlines, severities, classes, tiers ("untied": of no service).
std::vector<Figure> headFigures(const Statistics &statistics);

} // namespace hufu
