// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateListing.h"
#include "models/pki/ValidationClass.h"
#include "tests/support/ListingOracle.h"

#include <cstdio>
#include <cstdlib>

/// Whatever the walk accepts, OpenSSL accepts, and both read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const hufu::BytesView der(data, size);
    const hufu::Result<hufu::CertificateListing> listing = hufu::readListing(der);
    if (!listing)
        return 0;
    hufu::classify(*listing);
    const std::string difference = hufu::test::disagreement(der, *listing, hufu::test::Certificates::Mutated);
    if (!difference.empty()) {
        std::fprintf(stderr, "%s\n", difference.c_str());
        std::abort();
    }
    return 0;
}
