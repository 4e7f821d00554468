// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Facts.h"
#include "models/store/Connection.h"
#include "models/store/JournalStore.h"

namespace hufu {

/// What decide() needs to know about one command, read from the projection as it stands; inside the caller's transaction where it matters.
/// All but Facts::missingBlobs and escrowFault, which are the authority's alone: a witness has the journal, not what was sent beside it.
Result<Facts> gatherFacts(Connection &connection, const JournalHead &head, const Command &command, std::vector<Bytes> signers);

// Its hands, one for each topic that needs more than persons and policy. For .cpp files of this room only.
Result<void> gatherPeopleFacts(Connection &connection, const Command &command, Facts &facts);      ///< FactsReader.cpp
Result<void> gatherRequestFacts(Connection &connection, const Command &command, Facts &facts);     ///< RequestReader.cpp: request.*, certificate.issue, key.recover
Result<void> gatherCaFacts(Connection &connection, const Command &command, Facts &facts);          ///< CaReader.cpp: ca.*, request.submit, certificate.issue …
Result<void> gatherCardFacts(Connection &connection, const Command &command, Facts &facts);        ///< CardReader.cpp: role.*, card.*
Result<void> gatherOfficersCard(Connection &connection, const Command &command, Facts &facts);     ///< CardReader.cpp: person.add version 2, officer.rekey
Result<void> gatherRevocationFacts(Connection &connection, const Command &command, Facts &facts);  ///< RevocationReader.cpp
Result<void> gatherEmergencyFacts(Connection &connection, const Command &command, Facts &facts);   ///< EmergencyReader.cpp: emergency.*, certificate.revoke

} // namespace hufu
