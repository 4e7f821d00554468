// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hufu {

/// CRLReason (RFC 5280 §5.3.1), with the numbers that stand in CRLs, OCSP responses and the journal. 7 is not used.
enum class RevocationReason : std::uint8_t {
    Unspecified = 0, ///< never encoded: the extension is left out instead
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6, ///< suspended: the only one that can be lifted
    RemoveFromCrl = 8,   ///< in delta CRLs only; no state of a certificate
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
};

/// All of them, by number.
inline constexpr std::array allRevocationReasons{
    RevocationReason::Unspecified,          RevocationReason::KeyCompromise,   RevocationReason::CaCompromise,
    RevocationReason::AffiliationChanged,   RevocationReason::Superseded,      RevocationReason::CessationOfOperation,
    RevocationReason::CertificateHold,      RevocationReason::RemoveFromCrl,   RevocationReason::PrivilegeWithdrawn,
    RevocationReason::AaCompromise,
};

/// As the RFC spells it: "keyCompromise", "cACompromise", "certificateHold" …; for the journal and the command line.
const char *revocationReasonName(RevocationReason);
/// Reads what revocationReasonName() writes, of either case; InvalidArgument otherwise.
Result<RevocationReason> revocationReasonFromName(std::string_view name);
/// Nothing for 7 and what lies beyond 10.
std::optional<RevocationReason> revocationReasonFromNumber(unsigned number);

} // namespace hufu
