// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Ceremony.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/Policy.h"

namespace hufu {

/// One thing that must be backed up, and the newest package that has it.
struct CoverageLine {
    enum class What {
        CaKey,
        House, ///< journal, certificates and vault: keys in escrow, card secrets, officers' own keys
    };
    enum class State {
        Covered,
        Due,           ///< the house: its newest package is older than the policy lets it be
        Never,         ///< no package that counts has it
        NotExportable, ///< the key lies in a token that gives none out: the token's own means, or issuing anew
    };
    What what = What::CaKey;
    std::string id;   ///< of the CA
    std::string name; ///< of the CA
    State state = State::Never;
    std::string ceremony; ///< id; empty: none
    Instant at{};         ///< when the package was sealed
    Sha256 package{};
    int needed = 0, dealt = 0;
};

/// What a house has to do about its keys, computed from its CAs and its ceremonies (C4, L5).
struct CeremonyCoverage {
    std::vector<CoverageLine> lines; ///< each CA with a certificate, then the house
    std::optional<Instant> testedAt; ///< the newest restore test that was closed
    bool testDue = false;            ///< there is something to be tried, and it was not within the policy's time
    std::vector<std::string> open;   ///< ids of ceremonies that can go on

    /// Lines that are due or never were, and the test. None in a house without a CA: there is no key yet that only a ceremony gives back.
    int due() const;
};
/// `ceremonies`: the newest first. A package counts when its ceremony was closed and its shares are not void. Keys do not change, so that one package on an
/// offline medium has them for good; the house does, and what the authority backed up by itself counts for it.
CeremonyCoverage coverageOf(const std::vector<CertificateAuthority> &cas, const std::vector<Ceremony> &ceremonies, const Policy &policy, Instant now);

/// The newest ceremony whose shares hold: to its custodians the authority encrypts what it backs up by itself. Null: nobody holds shares yet.
const Ceremony *newestQuorum(const std::vector<Ceremony> &newestFirst);
/// Whether the month's backup of the house is due (Policy::backupDay), and possible. One that a ceremony made since that day is the month's as well.
bool isMonthlyBackupDue(const std::vector<Ceremony> &newestFirst, const Policy &policy, Instant now);

} // namespace hufu
