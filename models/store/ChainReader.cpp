// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ChainReader.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/OfficerCertificate.h"
#include "models/store/HouseReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t longestChain = 8;

} // namespace

Result<std::vector<Bytes>> readChain(Connection &connection, const Sha256 &leaf)
{
    Result<Bytes> der = readBlobNamed(connection, leaf);
    if (!der)
        return fail(der.error());
    std::vector<Bytes> chain{std::move(*der)};
    while (chain.size() < longestChain) {
        const Result<CertificateListing> listing = readListing(chain.back());
        if (!listing)
            return fail(listing.error());
        Result<std::vector<Bytes>> issuers = readIssuers(connection, listing->issuerHash);
        if (!issuers)
            return fail(issuers.error());
        const auto issuer = std::ranges::find_if(*issuers, [&](const Bytes &one) { return isSignedBy(chain.back(), one); });
        if (issuer == issuers->end())
            break;
        const Result<CertificateListing> above = readListing(*issuer);
        if (!above || above->subjectHash == above->issuerHash)
            break;
        chain.push_back(std::move(*issuer));
    }
    return chain;
}

} // namespace hufu
