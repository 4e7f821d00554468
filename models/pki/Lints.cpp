// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/LintInput.h"

#include "models/pki/WeakKeyList.h"

#include <algorithm>

namespace hufu {

bool LintInput::servesTls() const
{
    if (listing.isCa())
        return false;
    if (has(CertificateFlag::HasEku))
        return listing.extendedKeyUsage & (ExtendedKeyUsage::ServerAuth | ExtendedKeyUsage::Any);
    return !listing.dnsNames.empty() || looksLikeHost(listing.commonName);
}

void LintInput::add(Rule rule, std::string observed) const
{
    constexpr std::size_t longest = 256;
    if (observed.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (static_cast<std::uint8_t>(observed[end]) & 0xc0) == 0x80) // not in the middle of a character
            --end;
        observed.replace(end, std::string::npos, "…");
    }
    findings.push_back({rule, defaultSeverity(rule), std::move(observed)});
}

std::vector<Finding> lint(BytesView der, const CertificateListing &listing, ValidationClass validationClass, const WeakKeyList &weakKeys)
{
    std::vector<Finding> findings;
    const std::optional<CertificateParts> parts = takeApart(der);
    if (!parts)
        return findings;
    const LintInput input{listing, validationClass, *parts, weakKeys, findings};
    lintKey(input);
    lintProfile(input);
    lintNames(input);
    std::ranges::sort(findings, {}, &Finding::rule);
    return findings;
}

std::vector<Finding> lint(BytesView der, const CertificateListing &listing, ValidationClass validationClass)
{
    return lint(der, listing, validationClass, WeakKeyList::installed());
}

} // namespace hufu
