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
Result<Ruling> ruleOnOfficerKeys(const Facts &facts, const Command &command, Instant now); ///< OfficerKeyRules.cpp: officer.rekey
Result<Ruling> ruleOnEscrow(const Facts &facts, const Command &command, Instant now);      ///< EscrowRules.cpp: key.*
Result<Ruling> ruleOnWorkstations(const Facts &facts, const Command &command, Instant now); ///< WorkstationRules.cpp: workstation.*
Result<Ruling> ruleOnEmergency(const Facts &facts, const Command &command, Instant now);   ///< EmergencyRules.cpp: emergency.*
Result<Ruling> ruleOnRelyingReport(const Facts &facts, const Command &command, Instant now); ///< RelyingServer.cpp: relying.report
Result<Ruling> ruleOnPending(const Facts &facts, const Command &command, Instant now);     ///< PendingRules.cpp: pending.*

/// Of what its signers sign.
Sha256 contentDigest(const Command &command);

Result<Ruling> ruleOnCeremonies(const Facts &facts, const Command &command, Instant now);  ///< CeremonyRules.cpp: ceremony.*
Result<Ruling> ruleOnCards(const Facts &facts, const Command &command, Instant now);       ///< CardRules.cpp: role.*, card.*

/// Whether this CA issued it just now, under a serial number of its own, and it does not outlive the CA: what holds for every certificate. CaRules.cpp.
Result<void> checkIssuedBy(const Facts &facts, const CertificateAuthority &ca, BytesView certificate, const CertificateListing &listing, Instant now);
/// The first attribute of this type in an RFC 4514 string, "CN=…", escapes as they stand; empty when there is none. Requests keep their subject as such
/// text, so that a journal is decided again without a parser of that day. CaRules.cpp.
std::string attributeIn(std::string_view subject, std::string_view type);
/// Whether these shares are for custodians of the house as it stands, and what came along is what they say.
Result<void> checkDealing(const Facts &facts, const Escrow &escrow);
/// Who signs that a person has another key: they alone when it is on a USBKey that was issued to them; a system and a security administrator; where
/// without that person there are not both, a quorum of the custodians.
std::vector<std::set<Role>> signersOfRekey(const Facts &facts, const Command &command);
/// What the card that a person is to sign with has to be: issued to them, nobody else's, with a key that agrees (Facts::cardKey). OfficerKeyRules.cpp.
Result<void> checkOfficersCard(const Facts &facts, const Person &person, const std::string &card);
/// The last of its kind among the administrators stays: a house without one can never again change its people. PeopleRules.cpp.
Result<void> keepsAdministrators(const std::vector<Person> &people);
/// How many custodians have to sign this recovery.
int signersOfRecovery(const Facts &facts, const Command &command);
/// What an emergency asks of a revocation that belongs to it (payload version 3), besides what every revocation has to be; what the authority adds. EmergencyRules.cpp.
Result<QJsonObject> ruleOnEmergencyRevocation(const Facts &facts, const RevocationForm &form, Instant now);
/// Whether it is a certificate of an administrator other than Facts::actor: by the USBKey's holder, or by the name in it. RevocationRules.cpp.
bool isOfAnotherAdministrator(const IssuedCertificate &certificate, const Facts &facts);
/// Whether policy asks for a second security admin: more than Policy::revokeAloneMost certificates, one of a core service, of a CA or an OCSP responder, of another administrator;
/// in an emergency also a number that had to be typed.
bool revocationNeedsTwo(const Facts &facts, const Command &command);

} // namespace hufu
