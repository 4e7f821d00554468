// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Emergency.h"

#include <stop_token>

namespace hufu {

class House;

/// What another CA's own CRL and OCSP responder say of a certificate that it was asked to revoke.
struct ForeignSight {
    Sha256 certificate{};
    bool revoked = false;
    std::optional<Error> error; ///< nobody said anything that proves something
    ForeignHeard heard;         ///< with `revoked`; without the emergency
};

/// Asks once for each certificate that this emergency waits for, and journals those that are revoked. Answers are verified with the issuer's certificate,
/// which has to be in the inventory; a nonce is sent and not demanded, since public responders sign their answers ahead (RFC 5019 §4). Blocks for the network.
Result<std::vector<ForeignSight>> hearForeignCas(House &house, const std::string &emergency, std::stop_token stop = {});

} // namespace hufu
