// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/PersonDuty.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/HouseReader.h"

#include <algorithm>

namespace hufu {

bool wantsRenewal(BytesView certificate, const Person &person, Instant now)
{
    const Result<CertificateListing> listing = readListing(certificate);
    if (!listing || listing->notAfter - std::chrono::days(30) < now)
        return listing.has_value();
    const Result<std::string> name = officerNameOf(certificate);
    return name && *name != person.name;
}

Result<std::optional<std::string>> firstPersonDue(Connection &connection, const std::set<std::string> &failed,
                                                  const std::function<bool(const Person &)> &needs)
{
    const Result<std::vector<Person>> people = readPeople(connection);
    if (!people)
        return fail(people.error());
    const auto next = std::ranges::find_if(*people, [&](const Person &person) { return !failed.contains(person.id) && needs(person); });
    return next == people->end() ? std::nullopt : std::optional(next->id);
}

} // namespace hufu
