// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/OfficerDemand.h"

namespace hufu {

/// Answers an officer's signed demand (CardSecretsDemand) for management key and PUK of a USBKey: wrapped for the key in it. SignerUnknown, SignerInactive,
/// NotPermitted, WrongHouse, Expired, FromTheFuture; otherwise as Authority::cardSecrets().
Result<Bytes> answerCardDemand(Authority &authority, BytesView signedDemand);

} // namespace hufu
