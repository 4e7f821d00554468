// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

/// Whether a SubjectPublicKeyInfo (DER) is a key that can be certified at all, before anything is computed with it. Malformed for what is no key: an
/// RSA modulus or exponent that is not positive and odd, an exponent below 3, above 256 bits or not below the modulus, RSA without NULL parameters (RFC 3279 §2.3.1), a point
/// that is not uncompressed or not on its curve. Unsupported: RSA beyond 512..16384 bits, curves other than P-256, P-384, P-521
/// and SM2, and algorithms other than RSA, EC, SM2, Ed25519, Ed448.
Result<void> checkRequestedKey(BytesView spki);

} // namespace hufu
