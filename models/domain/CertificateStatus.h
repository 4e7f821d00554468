// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"

#include <cstdint>

namespace hufu {

/// What a certificate is worth now. Exactly one holds: being expired or not yet valid is said before being superseded.
enum class CertificateStatus : std::uint8_t { Valid = 0, Expired = 1, Superseded = 2, NotYetValid = 3 };

inline CertificateStatus statusAt(Instant notBefore, Instant notAfter, bool superseded, Instant now)
{
    if (now > notAfter) // the last second is still valid, RFC 5280 §4.1.2.5
        return CertificateStatus::Expired;
    if (now < notBefore)
        return CertificateStatus::NotYetValid;
    return superseded ? CertificateStatus::Superseded : CertificateStatus::Valid;
}

/// "valid", "expired", "superseded", "notyet", as in the query language.
const char *statusName(CertificateStatus status);

} // namespace hufu
