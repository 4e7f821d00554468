// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <string>
#include <vector>

namespace hufu {

/// Where a certificate says that its state is found: the HTTP URLs of its cRLDistributionPoints (RFC 5280 §4.2.1.13) and of the OCSP responders
/// in its authorityInfoAccess (§4.2.2.1), in its own order, at most mostOfAKind each. LDAP and other schemes are left out: nobody asks them.
struct StatusSources {
    static constexpr std::size_t mostOfAKind = 8;

    std::vector<std::string> crls, ocsp;

    /// Errors: Malformed (no certificate, or one of the two extensions is not what its type says).
    static Result<StatusSources> of(BytesView certificate);
};

} // namespace hufu
