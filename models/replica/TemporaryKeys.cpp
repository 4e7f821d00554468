// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/TemporaryKeys.h"

#include "models/replica/House.h"
#include "models/store/CardReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr auto listedFor = std::chrono::days(30), counted = std::chrono::days(1);

} // namespace

Result<std::vector<TemporaryRecord>> readTemporaryRecords(House &house)
{
    return house.read([now = house.now()](Connection &connection) -> Result<std::vector<TemporaryRecord>> {
        Result<std::vector<TemporaryKey>> keys = readTemporaryKeys(connection, {.since = now - listedFor});
        if (!keys)
            return fail(keys.error());
        std::ranges::reverse(*keys);
        std::vector<TemporaryRecord> records;
        for (TemporaryKey &key : *keys) {
            Result<std::optional<CardOrderRecord>> order = readCardOrder(connection, key.order);
            Result<std::optional<Person>> actor = readPerson(connection, key.actor);
            if (!order || !actor)
                return fail(order ? actor.error() : order.error());
            if (*order)
                records.push_back({std::move(key), std::move((*order)->form), *actor ? (*actor)->name : std::string()});
        }
        return records;
    });
}

Result<TemporaryTerms> readTemporaryTerms(House &house)
{
    const Result<Policy> policy = house.policy();
    if (!policy)
        return fail(policy.error());
    const Instant now = house.now();
    const Result<std::vector<TemporaryKey>> keys = house.read(
        [&](Connection &connection) { return readTemporaryKeys(connection, {.actor = house.officer().id, .since = now - counted}); });
    if (!keys)
        return fail(keys.error());
    TemporaryTerms terms{policy->temporaryRoles, policy->temporaryHours, policy->temporaryDayMost, 0, false};
    for (const TemporaryKey &key : *keys) {
        terms.today += key.at > now - counted;
        terms.reviewDue = terms.reviewDue || (!key.reviewed && key.at < now - temporaryReviewLife);
    }
    return terms;
}

} // namespace hufu
