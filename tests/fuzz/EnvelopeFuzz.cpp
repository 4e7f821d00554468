// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Envelope.h"
#include "models/pki/KeyShares.h"
#include "models/pki/OfficerCertificate.h"

#include <cstdlib>

using namespace hufu;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

/// For whom seeds/make-pki-seeds makes envelopes; they name the key, not the certificate.
const char recipientKey[] = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b02010104203ceaf1e54a47308ccae80d3823020e20767b5d2ca1ba243e54a2d57bc5f72ea7"
                            "a14403420004588dbe399cfbd77883ca18f79041f9b3519651c32e7239b30b2b0964391b91bd3260a4fc739b4019ee068657e2eab08afd403ec481c25fd80e8ed110b7ec"
                            "114a";

} // namespace

/// Any bytes as an envelope, for a recipient and under a key, and as a share of a key: what opens is no longer than what carried it, and a share
/// reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const PrivateKey key = PrivateKey::fromPkcs8(SecureBytes::copyOf(*fromHex(recipientKey))).value();
    static const PrivateKey authority = PrivateKey::generate().value();
    static const Bytes authorityCertificate = makeAuthorityCertificate(authority, "house", fromUnix(0), fromUnix(4'000'000'000)).value();
    static const Bytes certificate
        = makeKeyManagementCertificate(authority, authorityCertificate, *key.publicKeyDer(), "a", "b", fromUnix(0), fromUnix(4'000'000'000)).value();
    static const SecureBytes zeros(32);
    const BytesView bytes(data, size);
    (void)isEnvelopeFor(bytes, certificate);
    for (const Result<SecureBytes> &opened : {openEnvelope(bytes, key, certificate), openUnder(zeros, bytes)})
        check(!opened || opened->size() < size);
    if (const Result<KeyShare> share = KeyShare::decode(bytes)) {
        const SecureBytes again = share->encode();
        check(std::ranges::equal(again.view(), bytes));
        const KeyShare *one = &*share;
        check(!joinShares(std::span(one, 1))); // never enough
    }
    return 0;
}
