// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ServiceImport.h"

#include "models/base/Masking.h"
#include "models/base/Uuid.h"

#include <algorithm>
#include <map>

namespace hufu {
namespace {

/// Errors that say something about the one row; everything else would befall the next one too.
bool concernsOneRow(ErrorCode code)
{
    return code == ErrorCode::Malformed || code == ErrorCode::LimitExceeded || code == ErrorCode::Conflict || code == ErrorCode::TooLarge;
}

} // namespace

Result<Service> serviceOf(const ServiceRow &row)
{
    Service service;
    service.name = maskPatientData(row.name);
    service.department = maskPatientData(row.department);
    service.owner = maskPatientData(row.owner);
    service.patientData = row.patientData;
    const Result<Tier> tier = tierFromName(row.tier);
    if (!tier)
        return fail(tier.error());
    service.tier = *tier;
    for (const std::string &host : row.hosts) {
        const Result<std::string> normal = normalizedHost(host);
        if (!normal)
            return fail(normal.error().code, "hosts: " + normal.error().detail);
        if (std::ranges::find(service.hosts, *normal) == service.hosts.end())
            service.hosts.push_back(*normal);
    }
    return service;
}

Result<ServiceImportResult> importServices(House &house, const ServicesReading &reading)
{
    const Result<std::vector<Service>> known = house.services();
    if (!known)
        return fail(known.error());
    std::map<std::string, Service> byName;
    for (const Service &service : *known)
        byName.emplace(service.name, service);

    ServiceImportResult result;
    result.failures = reading.failures;
    for (const ServiceRow &row : reading.services) {
        Result<Service> service = serviceOf(row);
        if (!service) {
            result.failures.push_back({row.line, service.error()});
            continue;
        }
        const auto same = byName.find(service->name);
        service->id = same == byName.end() ? newUuid() : same->second.id;
        if (same != byName.end() && same->second == *service) {
            ++result.unchanged;
            continue;
        }
        const Result<Receipt> receipt = house.submit(CommandKind::SaveService, toJson(*service));
        if (!isTaken(receipt) && !concernsOneRow(receipt.error().code))
            return fail(receipt.error());
        if (!isTaken(receipt)) {
            result.failures.push_back({row.line, receipt.error()});
            continue;
        }
        ++(same == byName.end() ? result.added : result.changed);
        result.queued += receipt ? 0 : 1;
        byName.insert_or_assign(service->name, *service);
    }
    std::ranges::stable_sort(result.failures, {}, &CsvFailure::line);
    return result;
}

} // namespace hufu
