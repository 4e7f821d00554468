// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/KeyKind.h"

namespace hufu {

/// The end of a term of so many calendar years: its last second, as BR 6.3.2 counts. The 29th of February becomes the 28th.
Instant lastSecondAfterYears(Instant from, int years);

/// Whether the house's own CA makes keys of this kind: P-256, P-384, RSA 3072 and 4096, SM2.
bool isCaKeyKind(KeyKind kind);

/// What is wrong with a plan by itself, whatever the house holds; the authority judges the same, and the rest. InvalidArgument; Unsupported for a key that no
/// token makes, whose order would wait for ever.
Result<void> checkPlan(const CaPlan &plan);

/// Whether it can issue now: certified, not ended, neither revoked nor suspended.
bool isActive(const CertificateAuthority &ca, Instant now);
/// When its certificate ends; nothing while it has none.
std::optional<Instant> endOf(const CertificateAuthority &ca);

/// Who issues the certificate of this CA: its root, or itself.
const CertificateAuthority *issuerOf(const CertificateAuthority &ca, const std::vector<CertificateAuthority> &cas);
const CertificateAuthority *findCa(const std::vector<CertificateAuthority> &cas, std::string_view id);

} // namespace hufu
