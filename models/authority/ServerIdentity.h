// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Authority.h"
#include "models/authority/http/ApiServer.h"

namespace hufu {

/// What a server proves itself with in TLS. The key is made anew each time and certified by the authority: it is never stored, and consoles know the authority.
struct ServerIdentity {
    ApiTls tls;
    Instant from{}, until{}; ///< the certificate's validity

    /// `names`: DNS names and addresses that consoles may know it by.
    static Result<ServerIdentity> make(Authority &authority, const std::vector<std::string> &names, std::chrono::days life);
};

/// Whether a third of such a life, or less, is left: time for the next, and for somebody to look when that does not come about.
bool isRenewalDue(Instant from, Instant until, Instant now);

} // namespace hufu
