// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/RevocationReason.h"

#include <algorithm>

namespace hufu {

const char *revocationReasonName(RevocationReason reason)
{
    switch (reason) {
    case RevocationReason::Unspecified: return "unspecified";
    case RevocationReason::KeyCompromise: return "keyCompromise";
    case RevocationReason::CaCompromise: return "cACompromise";
    case RevocationReason::AffiliationChanged: return "affiliationChanged";
    case RevocationReason::Superseded: return "superseded";
    case RevocationReason::CessationOfOperation: return "cessationOfOperation";
    case RevocationReason::CertificateHold: return "certificateHold";
    case RevocationReason::RemoveFromCrl: return "removeFromCRL";
    case RevocationReason::PrivilegeWithdrawn: return "privilegeWithdrawn";
    case RevocationReason::AaCompromise: return "aACompromise";
    }
    return "unspecified";
}

Result<RevocationReason> revocationReasonFromName(std::string_view name)
{
    constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (RevocationReason reason : allRevocationReasons) {
        if (std::ranges::equal(name, std::string_view(revocationReasonName(reason)), {}, lower, lower))
            return reason;
    }
    return fail(ErrorCode::InvalidArgument, "no revocation reason of RFC 5280 §5.3.1", std::string(name));
}

std::optional<RevocationReason> revocationReasonFromNumber(unsigned number)
{
    const auto found = std::ranges::find(allRevocationReasons, number, [](RevocationReason reason) { return static_cast<unsigned>(reason); });
    return found == allRevocationReasons.end() ? std::nullopt : std::optional(*found);
}

} // namespace hufu
