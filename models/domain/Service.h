// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <QJsonObject>

#include <cstdint>
#include <string>
#include <vector>

namespace hufu {

/// How much a hospital loses when the service stops. Stored by value: never renumber.
enum class Tier : std::uint8_t { None = 0, General = 1, Important = 2, Core = 3 };
const char *tierName(Tier tier); ///< "core", "important", "general", ""
Result<Tier> tierFromName(std::string_view name); ///< English or Chinese, any case

/// A business service (业务系统) that certificates are tied to by host name.
struct Service {
    std::string id; ///< UUIDv7
    std::string name;
    Tier tier = Tier::General;
    std::string department;
    std::string owner;
    std::vector<std::string> hosts; ///< DNS names (also "*.lab.example"), IP addresses; lower case
    bool patientData = false;

    bool operator==(const Service &) const = default;
};

QJsonObject toJson(const Service &service);
/// Checks lengths (name 1..200, 1,000 hosts at most) and the form of each host.
Result<Service> serviceFromJson(const QJsonObject &object);

/// Whether a certificate name ("*.lab.example", "his.example", "10.0.0.1") covers a host (RFC 9525 §6.3): a wildcard stands for exactly
/// one left-most label. Both lower case.
bool nameCovers(std::string_view certificateName, std::string_view host);
/// Lower case, without a final dot; IDN names to A-labels. Malformed for what is neither a host name, a wildcard nor an address.
Result<std::string> normalizedHost(std::string_view host);

} // namespace hufu
