// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"

namespace hufu {

struct Classification {
    ValidationClass validationClass = ValidationClass::Unknown;
    bool inferred = false; ///< told by the subject alone, not by a policy OID
    bool operator==(const Classification &) const = default;
};

/// DV, OV, IV, EV or private by the listing alone (standards.md §1.6): reserved policy OID, else CA-specific EV OIDs that are widely known,
/// else a certificate that carries neither SCTs nor a CA/B policy nor any certificatePolicies counts as private, else by subject, inferred.
/// Deterministic in the listing: it is stored with the projection.
Classification classify(const CertificateListing &listing);

} // namespace hufu
