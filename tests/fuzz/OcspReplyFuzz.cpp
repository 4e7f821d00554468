// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/OcspReply.h"
#include "models/pki/StatusSources.h"

#include <cstdlib>

using namespace hufu;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// Any bytes from the network as an OCSP answer, or as a certificate that says where to ask: what is accepted keeps its bounds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    if (const Result<StatusSources> sources = StatusSources::of(bytes))
        check(sources->crls.size() <= StatusSources::mostOfAKind && sources->ocsp.size() <= StatusSources::mostOfAKind);
    const Result<OcspReply> reply = OcspReply::read(bytesOf(bytes));
    if (!reply)
        return 0;
    check(size <= OcspReply::maxOctets && reply->responses().size() <= OcspReply::maxResponses && reply->nonce().size() <= 128);
    for (const OcspReply::Single &single : reply->responses())
        check(!single.serial.empty() && !reply->find(OcspIssuer{}, single.serial));
    check(!reply->verify(bytes, fromUnix(0))); // an answer is no certificate
    return 0;
}
