// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Key.h"

#include <string>

namespace hufu {

/// A PKCS#10 request (RFC 2986) for an officer's signing certificate: it proves possession of the key, the rest is the authority's to write.
Result<Bytes> makeOfficerRequest(const PrivateKey &key, const std::string &name);

/// The SubjectPublicKeyInfo of such a request, after its signature was checked. P-256 only, as officers' keys are: Unsupported. TooLarge
/// above 16 KiB; otherwise as readRequest().
Result<Bytes> provenPublicKey(BytesView request);

} // namespace hufu
