// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/Enrolment.h"
#include "models/authority/FoundingAct.h"
#include "models/domain/FoundingDraft.h"

namespace hufu {

/// How long the founders have from the moment the last of them has come.
inline constexpr auto foundingLife = std::chrono::days(7);

/// Makes a server's state without a house: the authority's key and certificate, and a seat with a one-time code for each of the three administrators. The key
/// slot comes last, as in foundHouse(), whose errors these are. The codes stand in the order of the seats.
Result<std::vector<std::pair<Role, EnrolmentCode>>> beginFounding(const HomePaths &state, const std::string &houseName, const SecureBytes &serverPassphrase,
                                                                 const ScryptCost &cost, const Clock &clock);

/// A founder takes the seat of their code: certifies the signing key and the workstation. With the last seat the founding command is written. The proof
/// covers foundingProofInput(). Errors as enrolWorkstation(); the same claim again gives the same answer.
Result<Workstation> joinFounding(Authority &authority, const EnrolmentClaim &claim, const FounderClaim &founder);

/// A founder's signature: the founding as it was signed so far, with this one more. With the last the house is founded, and the founders' workstations are
/// enrolled. Conflict when somebody else's signature came in between: look and sign again.
Result<void> takeFoundingSignature(Authority &authority, BytesView signedCommand);

/// Founds the house when all have signed, and enrols the founders' workstations: what a crash, or a database that was away, may have come before.
Result<void> finishFounding(Authority &authority);

} // namespace hufu
