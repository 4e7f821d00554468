// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Named.h"

#include <algorithm>

namespace hufu::ctl {

Result<std::string> idNamed(House &house, IdOf what, const std::string &given)
{
    return house.read([&](Connection &connection) { return idBeginning(connection, what, given); });
}

bool couldNameCertificate(const std::string &given)
{
    const auto colons = static_cast<std::size_t>(std::ranges::count(given, ':'));
    const std::size_t digits = given.size() - colons;
    return given.find_first_not_of("0123456789abcdefABCDEF:") == std::string::npos && digits >= shortestHashBeginning && digits <= 2 * Sha256().size();
}

Result<Sha256> certificateNamed(House &house, const std::string &given)
{
    if (const Result<Sha256> whole = sha256FromHex(given))
        return whole;
    return house.read([&](Connection &connection) { return certificateBeginning(connection, given); });
}

} // namespace hufu::ctl
