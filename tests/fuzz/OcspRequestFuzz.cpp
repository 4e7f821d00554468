// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspRequest.h"

#include <cstdlib>

using namespace hufu;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

bool isInside(BytesView part, BytesView whole)
{
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

} // namespace

/// Any bytes from the network: what is accepted keeps its bounds, and every view lies inside.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    const Result<OcspRequest> request = readOcspRequest(bytes);
    if (!request)
        return 0;
    check(size <= OcspRequest::maxOctets && !request->certIds.empty() && request->certIds.size() <= OcspRequest::maxCertIds);
    for (const OcspCertId &id : request->certIds) {
        for (BytesView part : {id.issuerNameHash, id.issuerKeyHash, id.serialNumber})
            check(isInside(part, id.encoded));
        check(isInside(id.encoded, bytes) && !id.serialNumber.empty());
        check(!OcspIssuer{}.issued(id) || id.hash);
    }
    if (request->nonce)
        check(isInside(*request->nonce, bytes) && !request->nonce->empty() && request->nonce->size() <= 128);
    return 0;
}
