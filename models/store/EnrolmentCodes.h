// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/store/Connection.h"

namespace hufu {

/// What the server keeps of a code that it gave out: nothing of which the code could be made again.
struct StoredCode {
    std::string id;
    SecureBytes verifier;
    Instant expires{};
    int tries = 0;            ///< that failed
    std::string workstation;  ///< id of who used it; empty: nobody yet
    Sha256 request{};         ///< of the CSR that it was used with
};

Result<void> keepCode(Connection &connection, const StoredCode &code); ///< and forgets codes that lapsed a week before it does
Result<std::optional<StoredCode>> readCode(Connection &connection, std::string_view id);
Result<void> noteFailedTry(Connection &connection, std::string_view id);
Result<void> noteCodeUsed(Connection &connection, std::string_view id, std::string_view workstation, const Sha256 &request);

} // namespace hufu
