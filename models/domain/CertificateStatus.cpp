// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CertificateStatus.h"

namespace hufu {

const char *statusName(CertificateStatus status)
{
    switch (status) {
    case CertificateStatus::Valid: return "valid";
    case CertificateStatus::Expired: return "expired";
    case CertificateStatus::Superseded: return "superseded";
    case CertificateStatus::NotYetValid: return "notyet";
    case CertificateStatus::Revoked: return "revoked";
    case CertificateStatus::Suspended: return "suspended";
    }
    return "";
}

} // namespace hufu
