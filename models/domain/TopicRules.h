// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Facts.h"

namespace hufu {

/// What a topic's rules say about a command whose signers are in order already: what the authority adds to it in its entry, and which
/// rules pilot mode waived. An error is the named reason of the refusal. Pure, as decide() is.
struct Ruling {
    QJsonObject outcome;
    std::vector<std::string> waived; ///< "self-approval", "separation", …
};

Result<Ruling> ruleOnHouse(const Facts &facts, const Command &command, Instant now);       ///< HouseRules.cpp: founding, imports, services, policy, collections
Result<Ruling> ruleOnPeople(const Facts &facts, const Command &command, Instant now);      ///< PeopleRules.cpp: person.*, officer.certify, custodian.*, pilot.end
Result<Ruling> ruleOnRequests(const Facts &facts, const Command &command, Instant now);    ///< RequestRules.cpp: request.*
Result<Ruling> ruleOnCas(const Facts &facts, const Command &command, Instant now);         ///< CaRules.cpp: ca.*, responder.certify, certificate.issue, crl.publish
Result<Ruling> ruleOnRevocation(const Facts &facts, const Command &command, Instant now);  ///< RevocationRules.cpp: certificate.revoke, .resume
Result<Ruling> ruleOnProof(const Facts &facts, const Command &command, Instant now);       ///< RevocationProof.cpp: revocation.prove
Result<Ruling> ruleOnEscrow(const Facts &facts, const Command &command, Instant now);      ///< EscrowRules.cpp: key.recover
Result<Ruling> ruleOnWorkstations(const Facts &facts, const Command &command, Instant now); ///< WorkstationRules.cpp: workstation.*
Result<Ruling> ruleOnPending(const Facts &facts, const Command &command, Instant now);     ///< PendingRules.cpp: pending.*

/// Of what its signers sign.
Sha256 contentDigest(const Command &command);

/// Whether these shares are for custodians of the house as it stands, and what came along is what they say.
Result<void> checkDealing(const Facts &facts, const Escrow &escrow);
/// How many custodians have to sign this recovery.
int signersOfRecovery(const Facts &facts, const Command &command);
/// Whether policy asks for a second security admin: more than Policy::revokeAloneMost certificates, one of a core service, one of a CA.
bool revocationNeedsTwo(const Facts &facts, const Command &command);

} // namespace hufu
