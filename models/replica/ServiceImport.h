// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/ServicesCsv.h"
#include "models/replica/House.h"

namespace hufu {

struct ServiceImportResult {
    int added = 0, changed = 0, unchanged = 0;
    int queued = 0; ///< of the added and changed: signed, and waiting for a server
    std::vector<CsvFailure> failures; ///< the reading's own, and rows that are no service or that the house refused; by line
};

/// One row as a service of this house: masked, hosts in their normal form. `id` is empty. Malformed for a host that is none.
Result<Service> serviceOf(const ServiceRow &row);

/// Enters services from a file, one command each; a row whose name is known changes that service. Blocks. An error is one that concerns
/// all rows (Busy, DiskFull …); what came before it stays.
Result<ServiceImportResult> importServices(House &house, const ServicesReading &reading);

} // namespace hufu
