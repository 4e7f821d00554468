// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyFile.h"

#include <cstdlib>

using namespace hufu;

namespace {

constexpr std::uint64_t fewIterations = 4'096; // what the seeds take, and no more

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// A key file from anywhere, without a passphrase and with one: what is read is a key that can be kept, and reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const SecureBytes passphrase = SecureBytes::copyOf("fuzz");
    for (const SecureBytes *given : {static_cast<const SecureBytes *>(nullptr), &passphrase}) {
        const Result<PrivateKey> key = readKeyFile(BytesView(data, size), given, fewIterations);
        if (!key)
            continue;
        const Result<SecureBytes> kept = key->toPkcs8();
        check(kept.has_value());
        const Result<PrivateKey> again = readKeyFile(kept->view(), nullptr, fewIterations);
        check(again && *again->publicKeyDer() == *key->publicKeyDer());
    }
    return 0;
}
