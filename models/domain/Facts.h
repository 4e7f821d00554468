// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/domain/Ceremony.h"
#include "models/domain/CertificateAuthority.h"
#include "models/domain/CertificateRole.h"
#include "models/domain/Command.h"
#include "models/domain/Emergency.h"
#include "models/domain/Pending.h"
#include "models/domain/Person.h"
#include "models/domain/Policy.h"
#include "models/domain/RelyingServer.h"
#include "models/domain/Request.h"
#include "models/domain/Revocation.h"
#include "models/domain/Service.h"
#include "models/domain/Workstation.h"

#include <memory>
#include <optional>

namespace hufu {

struct Proposed;

/// What the authority knows about one command before deciding: only what the command names. A witness that replays the journal gathers the
/// same, so nothing here may come from anywhere but earlier entries.
struct Facts {
    std::optional<Sha256> house;    ///< hash of the founding entry; none before the founding
    Mode mode = Mode::Production;
    bool pilot = false;             ///< a house of one person: exclusions are waived
    Bytes authorityCertificate;     ///< DER; signs the authority's own acts
    Policy policy;                  ///< person.add, officer.rekey, card.order, card.request, request.submit, request.review, certificate.revoke: in force
    std::optional<Person> actor;    ///< as registered; none when unknown
    std::vector<Bytes> signers;     ///< the certificates that signed, DER
    std::vector<Person> cosigners;  ///< registered for the signers other than the actor, active or not
    bool commandIdTaken = false;
    Sequence headSequence = 0;
    std::optional<Sha256> hashAtBasis; ///< of the entry that basedOn names, when there is one
    bool targetExists = false;      ///< service.remove, collection.remove: the thing is there; emergency.start: one of this id, or a start that joined one
    std::vector<std::string> missingBlobs; ///< certificates named by an import that are neither sent nor stored, hex

    std::optional<KeyDeposit> deposit; ///< key.deposit, key.recover: of the certificate named, the newest
    std::optional<Error> escrowFault; ///< request.submit, key.deposit: what is wrong with the shares that were sent, or with their certificate; like missingBlobs the authority's alone

    std::vector<Person> people;     ///< person.*, officer.*, key.deposit, policy.set, card.change, custodian.*, pilot.end, certificate.revoke version 3: everybody
    std::vector<WaivedAct> waived;  ///< pilot.end: every act that waived a rule so far
    std::vector<Request> requests;  ///< request.*, certificate.issue, key.recover: those named that exist, with their reviews
    std::optional<Service> service; ///< request.submit: the one named
    std::vector<CertificateAuthority> cas;  ///< ca.*, request.submit, certificate.issue, …: all of the house
    std::vector<IssuedCertificate> issued;  ///< certificate.revoke, .resume, revocation.prove: those named; request.submit: the one replaced; pilot.end: those of `waived`
    std::optional<PendingCommand> pending;  ///< pending.*: the one named, when it is known; of kinds that mayWait(): the one of the command's own id
    std::shared_ptr<const Proposed> proposed; ///< pending.leave: the command in it, and what is known about that …
    std::optional<Error> pendingFault;      ///< … or why it cannot be read: one of both
    std::optional<Workstation> workstation; ///< workstation.*: the one named, when it is known
    std::optional<RelyingServer> relying;   ///< relying.report: what it said before, when it is let in
    std::vector<CertificateRole> certificateRoles; ///< role.*, card.order: all that were not removed
    std::optional<Card> card;       ///< card.*, person.add version 2, officer.rekey: the one named, when the register has it
    std::optional<CardOrderRecord> cardOrder; ///< card.order, .request, .certify, .issue, .abandon, .review: the one named, when it exists
    std::vector<Card> heldCards;    ///< card.order of a temporary key: those that stand under the holder's id or name
    std::vector<TemporaryKey> temporaryKeys; ///< likewise: the actor's, not reviewed yet, or ordered within two days before the command was signed
    Bytes cardKey;                  ///< person.add version 2, officer.rekey: of that card, the key certified for slot 9C that was handed over (SubjectPublicKeyInfo, DER)
    std::vector<Sha256> certifiedKeys; ///< card.request: of the keys named, those with a certificate of any CA
    std::optional<Emergency> emergency; ///< emergency.note, .close, certificate.revoke version 3: the one named; emergency.start: the open one of the same loss, else of the same id
    std::vector<GlassBroken> glassBroken; ///< emergency.note, certificate.revoke version 3: not reviewed yet, or within two days before the command was signed
    bool keyRevoked = false;        ///< request.submit, .review, certificate.issue, card.request, .certify: a certificate of one of these keys was revoked …
    std::optional<Ceremony> ceremony; ///< ceremony.*, backup.make: the one named, when there is one
    std::optional<Ceremony> package;  ///< ceremony.plan, backup.make: the one whose package it names
    std::vector<Sha256> revokedKeys; ///< … namely of these, by SHA-256 of their SubjectPublicKeyInfo
};

/// A command inside another.
struct Proposed {
    Command command;
    Facts facts;
};

} // namespace hufu
