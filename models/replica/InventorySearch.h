// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Query.h"
#include "models/replica/Inventory.h"

#include <stop_token>

namespace hufu {

/// What rows can be ordered by. Texts order by their case-folded code points; Arrival is the order of the snapshot.
enum class SortKey : std::uint8_t {
    Arrival,
    Subject,
    Names,
    Issuer,
    Serial,
    Expires,
    Issued,
    Class,
    Tier,
    Services,
    Owner,
    Department,
    Key,
    Signature,
    Purpose,
    Status,
    Findings,
    Seen,
    Fingerprint,
};

struct Selection {
    Query query;
    bool hideExpired = false;    ///< hiding is lifted where the query itself asks for a status
    bool hideSuperseded = false;
    SortKey sort = SortKey::Arrival;
    bool descending = false;
    bool operator==(const Selection &) const = default;
};
struct SelectedRows {
    std::vector<Row> rows;
    std::uint32_t hidden = 0; ///< rows that the query matches, but hiding leaves out
};

/// The system's local time at `now`.
QueryClock localClock(Instant now);

/// Rows by query, hiding and order; uses both cores. Cancelled when `stop` was asked for.
Result<SelectedRows> select(const Inventory &inventory, const Selection &selection, const QueryClock &clock, std::stop_token stop = {});
/// Only the order of rows already selected.
void sortRows(const Inventory &inventory, std::vector<Row> &rows, SortKey key, bool descending, const QueryClock &clock);
/// How many rows a query matches, nothing hidden.
std::uint32_t count(const Inventory &inventory, const Query &query, const QueryClock &clock);

/// Words of this house for the completion of queries: services, owners, departments, the commonest issuers.
struct QueryVocabulary;
QueryVocabulary vocabularyOf(const Inventory &inventory);

} // namespace hufu
