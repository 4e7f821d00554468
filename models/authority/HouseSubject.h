// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/pki/CertificateIssuance.h"
#include "models/pki/CertificateProfile.h"
#include "models/pki/SubjectName.h"

namespace hufu {

/// Certificates begin this long before they are made, so that a server whose clock is behind takes them at once.
constexpr auto clockSlack = std::chrono::hours(1);

/// What the house itself says in every subject: country, locality, organization, as far as the profile has them.
SubjectAttributes houseAttributes(const CaPlan &plan, const CertificateProfile &profile);

/// What a CA of the house is to issue to somebody from now on: never longer than was approved, nor than profile and CA let it be, whatever policy let pass.
/// The CA is in force; the profile outlives the result.
IssuanceInput leafInput(const CertificateAuthority &ca, const CertificateProfile &profile, SubjectAttributes subject, AlternativeNames names, Bytes spki,
                        Instant now, int days);

} // namespace hufu
