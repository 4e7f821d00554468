// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <initializer_list>

namespace hufu {

/// SHA-256 (FIPS 180-4) over the pieces one after another.
Sha256 sha256(std::initializer_list<BytesView> pieces);
inline Sha256 sha256(BytesView bytes) { return sha256({bytes}); }

/// SHA-384 (FIPS 180-4).
std::array<std::uint8_t, 48> sha384(BytesView bytes);

/// SHA-1, for what standards name things by with it (key identifiers, CertIDs); never for what is signed.
std::array<std::uint8_t, 20> sha1(BytesView bytes);

} // namespace hufu
