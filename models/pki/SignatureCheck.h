// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

/// Whether the key in `certificate` made `signature` over `message` under this AlgorithmIdentifier (all DER): RSASSA-PKCS1-v1_5 and ECDSA with
/// SHA-2, SM2 with SM3 and the default id 1234567812345678, which OpenSSL 3.0 does not set for CRLs and OCSP (standards.md §2.3).
/// Errors: SignatureInvalid, Unsupported (another algorithm, SHA-1 among them), Malformed (no certificate, no readable key).
Result<void> checkSignature(BytesView certificate, BytesView algorithmIdentifier, BytesView message, BytesView signature);

} // namespace hufu
