// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Forms.h"
#include "smartcard/TokenHostFrames.h"

#include <algorithm>
#include <cstdlib>

using namespace hufu;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

/// What is sent again is what came.
void checkFrame(BytesView frame, BytesView body)
{
    const Result<std::size_t> size = frames::bodySize(frame);
    check(size && *size == body.size() && std::ranges::equal(frame.subspan(frames::headerOctets), body));
}

} // namespace

/// Whatever a module that took over one side may send to the other: both directions, and the public keys inside.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const BytesView bytes(data, size);
    if (const Result<TokenRequest> request = decodeTokenRequest(bytes)) {
        checkFrame(encode(*request).view(), bytes);
        if (const Result<Pkcs11PublicKey> key = Pkcs11PublicKey::fromSpki(request->publicKey)) {
            const Result<Bytes> again = key->toSpki();
            check(again && *again == request->publicKey);
        }
    }
    if (const Result<TokenReply> reply = decodeTokenReply(bytes)) {
        checkFrame(encode(*reply), bytes);
        for (KeyKind kind : allKeyKinds)
            (void)signatureOf(kind, reply->octets);
    }
    if (size >= frames::headerOctets) {
        const Result<std::size_t> body = frames::bodySize(bytes);
        check(!body || (*body > 0 && *body <= frames::largestBody));
    }
    (void)Pkcs11Uri::parse(textOf(bytes));
    (void)Pkcs11PublicKey::fromSpki(bytes);
    return 0;
}
