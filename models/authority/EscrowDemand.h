// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/OfficerDemand.h"

namespace hufu {

/// Answers a custodian's signed demand (EscrowDemand) with what lies in the vault of one key: the ciphertext and every share in its envelope, which their
/// custodians alone open. For who holds one of the shares: NotPermitted. NotFound when no key of that certificate is in escrow; otherwise as officerWhoDemands().
Result<std::vector<Blob>> answerEscrowDemand(Authority &authority, BytesView signedDemand);

} // namespace hufu
