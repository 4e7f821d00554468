// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

#include "models/domain/Signers.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

const Person *find(const std::vector<Person> &people, std::string_view id)
{
    const auto at = std::ranges::find(people, id, &Person::id);
    return at == people.end() ? nullptr : &*at;
}

/// The key that a person signs with, certified or not yet.
Bytes keyOf(const Person &person)
{
    if (person.certificate.empty())
        return person.publicKey;
    return publicKeyOf(person.certificate).value_or(Bytes());
}

/// The key that shares are encrypted to, certified or not yet; empty when there is none.
Bytes managementKeyOf(const Person &person)
{
    if (person.keyManagementCertificate.empty())
        return person.keyManagementKey;
    return publicKeyOf(person.keyManagementCertificate).value_or(Bytes());
}

/// Names open key slots and stand on approvals: two active people of one name are told apart before they are let in.
bool nameTaken(const std::vector<Person> &people, const Person &wanted)
{
    return std::ranges::any_of(people, [&](const Person &person) {
        return person.active && person.id != wanted.id && person.name == wanted.name;
    });
}

/// What adding and changing have in common.
Result<void> checkWanted(const Facts &facts, const Person &wanted, Ruling &ruling)
{
    if (wanted.roles.empty())
        return fail(ErrorCode::InvalidArgument, "a person needs a role");
    if (nameTaken(facts.people, wanted))
        return fail(ErrorCode::Conflict, "somebody of this name is registered; add something to tell them apart", wanted.name);
    if (Result<void> separate = checkSeparation(wanted.roles); !separate) {
        if (!facts.pilot)
            return separate;
        ruling.waived.push_back("separation");
    }
    return {};
}

/// Nobody decides on their own roles or removal.
Result<void> checkNotOneself(const Facts &facts, const std::string &person, Ruling &ruling)
{
    const auto isTarget = [&](const Person &signer) { return signer.id == person; };
    if (!isTarget(*facts.actor) && std::ranges::none_of(facts.cosigners, isTarget))
        return {};
    if (!facts.pilot)
        return fail(ErrorCode::NotPermitted, "nobody decides on their own roles");
    ruling.waived.push_back("self-decision");
    return {};
}

Result<Ruling> ruleOnAdding(const Facts &facts, const Command &command)
{
    Result<NewPerson> added = newPersonFromJson(command.payload, command.version);
    if (!added)
        return fail(added.error());
    Ruling ruling;
    if (command.version >= 2) {
        if (Result<void> fits = checkOfficersCard(facts, added->person, added->person.card); !fits)
            return fail(fits.error());
        added->person.publicKey = facts.cardKey;
    } else if (facts.policy.softTokens == 0) {
        return fail(ErrorCode::NotPermitted, "officers of this house sign with USBKeys alone", added->person.name);
    }
    if (find(facts.people, added->person.id))
        return fail(ErrorCode::Conflict, "this person is registered already", added->person.name);
    const auto sameKey = [&](const Person &person) { return keyOf(person) == added->person.publicKey; };
    if (std::ranges::any_of(facts.people, sameKey))
        return fail(ErrorCode::Conflict, "this key is registered for somebody already", added->person.name);
    if (Result<void> good = checkWanted(facts, added->person, ruling); !good)
        return fail(good.error());
    return ruling;
}

Result<Ruling> ruleOnChanging(const Facts &facts, const Command &command)
{
    const Result<Person> wanted = personChangeFromJson(command.payload);
    if (!wanted)
        return fail(wanted.error());
    Ruling ruling;
    std::vector<Person> after = facts.people;
    const auto target = std::ranges::find(after, wanted->id, &Person::id);
    if (target == after.end() || !target->active)
        return fail(ErrorCode::Conflict, "this person is not, or no longer, registered", wanted->name);
    if (target->roles != wanted->roles) {
        if (Result<void> other = checkNotOneself(facts, wanted->id, ruling); !other)
            return fail(other.error());
    }
    if (Result<void> good = checkWanted(facts, *wanted, ruling); !good)
        return fail(good.error());
    target->roles = wanted->roles;
    if (Result<void> kept = keepsAdministrators(after); !kept)
        return fail(kept.error());
    return ruling;
}

Result<Ruling> ruleOnDeactivating(const Facts &facts, const Command &command)
{
    const Result<Deactivation> deactivation = deactivationFromJson(command.payload);
    if (!deactivation)
        return fail(deactivation.error());
    Ruling ruling;
    std::vector<Person> after = facts.people;
    const auto target = std::ranges::find(after, deactivation->person, &Person::id);
    if (target == after.end() || !target->active)
        return fail(ErrorCode::Conflict, "this person is not, or no longer, registered", deactivation->name);
    if (Result<void> other = checkNotOneself(facts, deactivation->person, ruling); !other)
        return fail(other.error());
    target->active = false;
    if (Result<void> kept = keepsAdministrators(after); !kept)
        return fail(kept.error());
    return ruling;
}

Result<Ruling> ruleOnCertifying(const Facts &facts, const Command &command)
{
    const Result<OfficerCertified> act = officerCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const Person *person = find(facts.people, act->person);
    if (!person || !person->active)
        return fail(ErrorCode::Conflict, "this person is not, or no longer, registered");
    const Result<Bytes> spki = publicKeyOf(act->certificate);
    if (!spki || *spki != keyOf(*person) || !isSignedBy(act->certificate, facts.authorityCertificate))
        return fail(ErrorCode::SignatureInvalid, "the certificate is not this person's, or not of this authority", person->name);
    return Ruling{};
}

/// A custodian's key for shares. Another one in its place would make the shares that were dealt to it worthless.
Result<Ruling> ruleOnEnrolling(const Facts &facts, const Command &command)
{
    const Result<CustodianEnrolment> enrolment = custodianEnrolmentFromJson(command.payload);
    if (!enrolment)
        return fail(enrolment.error());
    const Person *person = find(facts.people, enrolment->person);
    if (!person || person->id != command.actor)
        return fail(ErrorCode::NotPermitted, "custodians put forward their own keys only");
    if (!person->keyManagementKey.empty() || !person->keyManagementCertificate.empty())
        return fail(ErrorCode::Conflict, "this custodian has a key already", person->name);
    const auto sameKey = [&](const Person &other) {
        return keyOf(other) == enrolment->publicKey || managementKeyOf(other) == enrolment->publicKey;
    };
    if (std::ranges::any_of(facts.people, sameKey))
        return fail(ErrorCode::Conflict, "this key is registered already", person->name);
    return Ruling{};
}

Result<Ruling> ruleOnCertifyingCustodian(const Facts &facts, const Command &command)
{
    const Result<OfficerCertified> act = officerCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const Person *person = find(facts.people, act->person);
    if (!person || !person->active)
        return fail(ErrorCode::Conflict, "this person is not, or no longer, registered");
    const Result<Bytes> spki = publicKeyOf(act->certificate);
    if (!spki || spki->empty() || *spki != managementKeyOf(*person) || !isSignedBy(act->certificate, facts.authorityCertificate))
        return fail(ErrorCode::SignatureInvalid, "the certificate is not of this custodian's key, or not of this authority", person->name);
    return Ruling{};
}

/// Pilot mode ends once and for all: by the three administrators, who answer for every rule that was waived.
Result<Ruling> ruleOnEndingPilot(const Facts &facts, const Command &command)
{
    const Result<PilotEnd> end = pilotEndFromJson(command.payload);
    if (!end)
        return fail(end.error());
    if (!facts.pilot)
        return fail(ErrorCode::Conflict, "the house is not in pilot mode");
    // What pilot mode waives everywhere else is the very point here.
    std::vector<std::string> waived;
    if (Result<void> three = checkSigners(signersFor(command.kind), *facts.actor, facts.cosigners, false, waived); !three)
        return fail(three.error());
    for (const Person &person : facts.people) {
        if (!person.active)
            continue;
        if (Result<void> separate = checkSeparation(person.roles); !separate)
            return fail(ErrorCode::NotPermitted, person.name + ": " + separate.error().detail, person.name);
    }
    std::vector<Sequence> answered, asked;
    for (const PilotEnd::Line &line : end->lines)
        answered.push_back(line.sequence);
    for (const WaivedAct &act : facts.waived)
        asked.push_back(act.sequence);
    std::ranges::sort(answered);
    std::ranges::sort(asked);
    if (answered != asked)
        return fail(ErrorCode::Conflict, "every waived act has to be confirmed or revoked, and others came or were left out; look again");
    for (const PilotEnd::Line &line : end->lines) {
        const auto act = std::ranges::find(facts.waived, line.sequence, &WaivedAct::sequence);
        if (!line.confirmed && act->certificates.empty() && act->kind == CommandKind::CreateCa) {
            // RFC 5280 §6.1: nobody looks for a trust anchor in a CRL.
            return fail(ErrorCode::InvalidArgument, "the root of entry " + std::to_string(line.sequence)
                                                        + " cannot be revoked: confirm it, or found another root, issue anew from it, and take this "
                                                          "one out of the trust stores");
        }
        if (!line.confirmed && act->certificates.empty())
            return fail(ErrorCode::InvalidArgument, "nothing came of entry " + std::to_string(line.sequence) + " that could be revoked");
    }
    return Ruling{};
}

} // namespace

/// A house that has lost one of its three administrators can never again change its people.
Result<void> keepsAdministrators(const std::vector<Person> &people)
{
    for (Role role : {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin}) {
        if (std::ranges::none_of(people, [&](const Person &person) { return person.active && person.roles.contains(role); }))
            return fail(ErrorCode::NotPermitted, std::string("the last ") + roleName(role) + " would be gone");
    }
    return {};
}

Result<Ruling> ruleOnPeople(const Facts &facts, const Command &command, Instant)
{
    if (command.kind == CommandKind::AddPerson)
        return ruleOnAdding(facts, command);
    if (command.kind == CommandKind::ChangePerson)
        return ruleOnChanging(facts, command);
    if (command.kind == CommandKind::DeactivatePerson)
        return ruleOnDeactivating(facts, command);
    if (command.kind == CommandKind::EndPilot)
        return ruleOnEndingPilot(facts, command);
    if (command.kind == CommandKind::EnrolCustodian)
        return ruleOnEnrolling(facts, command);
    if (command.kind == CommandKind::CertifyCustodian)
        return ruleOnCertifyingCustodian(facts, command);
    return ruleOnCertifying(facts, command);
}

} // namespace hufu
