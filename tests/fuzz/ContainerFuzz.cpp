// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Container.h"

#include <cstdlib>

/// Any bytes as a file, with and without a password: what is handed on are certificates, and the counts are true.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const hufu::SecureBytes password = hufu::SecureBytes::copyOf(std::string_view("secret"));
    const hufu::BytesView bytes(data, size);
    hufu::ContainerLimits limits;
    limits.keyDerivationIterations = 5'000; // what one input may cost
    hufu::sniffContainer(bytes);
    for (const hufu::SecureBytes *tried : {static_cast<const hufu::SecureBytes *>(nullptr), &password}) {
        const hufu::Result<hufu::ContainerContents> contents = hufu::readContainer(bytes, tried, limits);
        if (!contents)
            continue;
        if (contents->privateKeySpki.size() > contents->privateKeys)
            std::abort();
        for (const hufu::Bytes &der : contents->certificates) {
            if (!hufu::readListing(der))
                std::abort();
        }
    }
    return 0;
}
