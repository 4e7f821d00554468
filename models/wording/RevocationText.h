// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/RevocationSight.h"

#include <QString>

namespace hufu {

/// What happens in a house so that a certificate is revoked, as people say it; each has its reason (standards.md §1.5, "default map").
enum class RevocationOccasion { Leaver, DeviceScrapped, Renewed, KeyLost, PolicyBreach, Pause };

constexpr RevocationOccasion allRevocationOccasions[] = {RevocationOccasion::KeyLost, RevocationOccasion::Leaver, RevocationOccasion::DeviceScrapped,
                                                         RevocationOccasion::Renewed, RevocationOccasion::PolicyBreach, RevocationOccasion::Pause};

RevocationReason reasonFor(RevocationOccasion occasion);

/// Reasons of revocation in words, in the language of the moment.
class RevocationText {
public:
    static QString occasion(RevocationOccasion occasion);
    static QString reason(RevocationReason reason); ///< "key compromised"
    /// The same in both languages, since the one who signs and the one who reads the CRL need not share one: "密钥泄露 · keyCompromise",
    /// "Key compromised · 密钥泄露".
    static QString bilingual(RevocationReason reason);
    /// What one place said when it was asked, with the place: "CRL 12 at http://… lists it: revoked since …".
    static QString sight(const StatusSight &sight);
    /// What it means that nobody answers there, and what to do.
    static QString unseen(const StatusSight &silent);
    /// What it means that an old answer is given there, and what to do.
    static QString outdated(const StatusSight &old);
    static QString meaning(RevocationReason reason); ///< one sentence: when to take it, and what follows
};

} // namespace hufu
