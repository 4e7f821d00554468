// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

namespace hufu {

/// What the authority keeps of a USBKey, and gives out only for an order under way or after two officers released it.
struct CardSecrets {
    SecureBytes managementKey; ///< 32 octets; a card takes as many of them as its algorithm needs
    SecureBytes puk;           ///< eight digits
};

} // namespace hufu
