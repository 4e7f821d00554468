// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateText.h"
#include "models/pki/Lints.h"

#include <algorithm>
#include <cstdlib>

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// Whatever the walk accepts can be linted under every class and printed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace hufu;
    const BytesView der(data, size);
    const Result<CertificateListing> listing = readListing(der);
    if (!listing)
        return 0;
    for (ValidationClass validationClass : {ValidationClass::Ev, ValidationClass::Private}) {
        const std::vector<Finding> findings = lint(der, *listing, validationClass);
        check(std::ranges::is_sorted(findings, {}, &Finding::rule));
        check(std::ranges::adjacent_find(findings, {}, &Finding::rule) == findings.end());
        for (const Finding &finding : findings)
            check(finding.observed.size() <= 260 && finding.observed.find('\0') == std::string::npos);
    }
    const Result<std::string> text = certificateText(der);
    check(text && text->find("Signature Algorithm") != std::string::npos);
    check(extensionTexts(der).has_value());
    return 0;
}
