// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/pki/CertificateProfile.h"
#include "models/pki/SubjectName.h"

namespace hufu {

/// Certificates begin this long before they are made, so that a server whose clock is behind takes them at once.
constexpr auto clockSlack = std::chrono::hours(1);

/// What the house itself says in every subject: country, locality, organization, as far as the profile has them.
SubjectAttributes houseAttributes(const CaPlan &plan, const CertificateProfile &profile);

} // namespace hufu
