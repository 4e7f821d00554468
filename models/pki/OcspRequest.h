// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/OcspCertId.h"

#include <vector>

namespace hufu {

/// OCSPRequest (RFC 6960 §4.1). Views into the bytes that were read.
struct OcspRequest {
    static constexpr std::size_t maxOctets = 16 * 1024, maxCertIds = 32;

    std::vector<OcspCertId> certIds;   ///< 1..32, in the order of asking
    std::optional<BytesView> nonce;    ///< 1..128 octets inside their OCTET STRING (RFC 9654 §2.1)
};

/// Reads a request from any stranger. A signature and the requestor's name are stepped over: who asks makes no difference.
/// Errors: Malformed (also a nonce of no or more than 128 octets, one not wrapped as an OCTET STRING, an extension given twice, a
/// critical extension that is not known), TooLarge (above 16 KiB, above 32 certificates). Each is malformedRequest to the client.
Result<OcspRequest> readOcspRequest(BytesView der);

} // namespace hufu
