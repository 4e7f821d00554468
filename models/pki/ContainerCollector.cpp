// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ContainerCollector.h"

namespace hufu {

Result<void> ContainerCollector::certificate(BytesView der, std::string friendlyName)
{
    if (der.size() > m_limits.certificateBytes)
        return fail(ErrorCode::TooLarge, "a certificate of " + std::to_string(der.size()) + " bytes");
    Result<CertificateListing> listing = readListing(der);
    if (!listing)
        return fail(listing.error());
    if (m_certificates == m_limits.certificates) {
        m_tooMany = true;
        m_stopped = true;
        return {};
    }
    ++m_certificates;
    if (!friendlyName.empty())
        m_contents.friendlyNames.try_emplace(listing->sha256, std::move(friendlyName));
    m_stopped = !m_sink(der, *listing);
    return {};
}

void ContainerCollector::privateKey(const std::optional<Sha256> &spki)
{
    ++m_contents.privateKeys;
    if (spki)
        m_contents.privateKeySpki.push_back(*spki);
}

void ContainerCollector::failure(std::string where, Error error)
{
    if (m_contents.failures.size() < maxFailures)
        m_contents.failures.push_back({std::move(where), std::move(error)});
    else if (m_contents.failures.size() == maxFailures)
        m_contents.failures.push_back({"the rest", Error{ErrorCode::TooLarge, "more failures than are listed", {}, {}}});
}

bool ContainerCollector::spend(std::uint64_t iterations)
{
    if (iterations > m_iterationsLeft)
        return false;
    m_iterationsLeft -= iterations;
    return true;
}

Result<ContainerContents> ContainerCollector::finish()
{
    if (m_tooMany)
        return fail(ErrorCode::TooLarge, "more than " + std::to_string(m_limits.certificates) + " certificates");
    const bool empty = m_certificates == 0 && m_contents.privateKeys == 0 && m_contents.otherObjects == 0 && m_contents.failures.empty();
    if (empty)
        return fail(ErrorCode::NothingFound, "no certificate, and nothing else of X.509");
    return std::move(m_contents);
}

} // namespace hufu
