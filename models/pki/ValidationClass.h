// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"

namespace hufu {

struct Classification {
    ValidationClass validationClass = ValidationClass::Unknown;
    bool inferred = false; ///< told by the subject alone, not by a policy OID
    bool operator==(const Classification &) const = default;
};

/// DV, OV, IV, EV or private by the listing alone (standards.md §1.6), first of these to apply; whether the chain leads to a public root is for
/// the inventory to say, which knows the issuers (TieColumns::validationClass):
/// 1. a CA's own certificate has no class: Unknown;
/// 2. a policy OID reserved by the CA/Browser Forum; of several, the one that promises least;
/// 3. an EV policy OID of a CA's own that browsers knew;
/// 4. neither SCTs nor any policy: no public CA issues such, so it is private;
/// 5. the subject's attributes, `inferred`.
/// Deterministic in the listing: it is stored with the projection.
Classification classify(const CertificateListing &listing);

} // namespace hufu
