// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"

#include <cstddef>
#include <cstdint>

namespace hufu {

/// What a certificate is worth now. Exactly one holds: being revoked or suspended is said before all else, since no date and no successor
/// changes it, then being expired or not yet valid, then being superseded.
enum class CertificateStatus : std::uint8_t { Valid = 0, Expired = 1, Superseded = 2, NotYetValid = 3, Revoked = 4, Suspended = 5 };
constexpr std::size_t certificateStatusCount = 6;

/// What the own CA took back.
enum class Standing : std::uint8_t { Good = 0, Revoked = 1, Suspended = 2 };

inline CertificateStatus statusAt(Instant notBefore, Instant notAfter, bool superseded, Standing standing, Instant now)
{
    if (standing != Standing::Good)
        return standing == Standing::Revoked ? CertificateStatus::Revoked : CertificateStatus::Suspended;
    if (now > notAfter) // the last second is still valid, RFC 5280 §4.1.2.5
        return CertificateStatus::Expired;
    if (now < notBefore)
        return CertificateStatus::NotYetValid;
    return superseded ? CertificateStatus::Superseded : CertificateStatus::Valid;
}

/// Of no use to anybody any more: expired, or taken back. Lists leave these out unless asked for.
constexpr bool isOver(CertificateStatus status)
{
    return status == CertificateStatus::Expired || status == CertificateStatus::Revoked || status == CertificateStatus::Suspended;
}

/// "valid", "expired", "superseded", "notyet", "revoked", "suspended", as in the query language.
const char *statusName(CertificateStatus status);

} // namespace hufu
