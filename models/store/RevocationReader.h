// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Revocation.h"
#include "models/store/Connection.h"

namespace hufu {

/// Whether a certificate of this key was revoked for good, by this house: then the key is never certified again. A suspension is no
/// verdict about the key.
Result<bool> isKeyRevoked(Connection &connection, const Sha256 &spki);

} // namespace hufu
