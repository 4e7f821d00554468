// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

#include "models/domain/Signers.h"
#include "models/pki/OfficerCertificate.h"

#include <algorithm>

namespace hufu {
namespace {

bool canSign(const Person &person, Role role) { return person.active && !person.cardOut && person.roles.contains(role); }

/// Whether a system and a security administrator are there besides this person.
bool administratorsRemain(const std::vector<Person> &people, const std::string &without)
{
    return std::ranges::any_of(people, [&](const Person &one) {
        return one.id != without && canSign(one, Role::SystemAdmin) && std::ranges::any_of(people, [&](const Person &other) {
                   return other.id != without && other.id != one.id && canSign(other, Role::SecurityAdmin);
               });
    });
}

bool isAdministrator(const Person &person) { return person.roles.contains(Role::SystemAdmin) || person.roles.contains(Role::SecurityAdmin); }

const Person *personNamed(const std::vector<Person> &people, const std::string &id)
{
    const auto person = std::ranges::find(people, id, &Person::id);
    return person == people.end() ? nullptr : &*person;
}

/// The last administrator lost what they sign with: the custodians stand in for those who would decide.
bool isRecovery(const std::vector<Person> &people, const std::optional<Person> &actor, const std::string &id)
{
    const Person *person = personNamed(people, id);
    return person && isAdministrator(*person) && actor && actor->id != id && actor->roles.contains(Role::Custodian) && !administratorsRemain(people, id);
}

/// More than half of the custodians besides the person, two at least.
std::size_t quorumOf(const std::vector<Person> &people, const std::string &without)
{
    const auto custodians = std::ranges::count_if(people, [&](const Person &one) { return one.id != without && canSign(one, Role::Custodian); });
    return std::max<std::size_t>(2, std::size_t(custodians) / 2 + 1);
}

bool hasKey(const Person &person, const Bytes &key)
{
    return person.publicKey == key || (!person.certificate.empty() && publicKeyOf(person.certificate).value_or(Bytes()) == key);
}

} // namespace

std::vector<SignerSlot> signersOfRekey(const Facts &facts, const Command &command)
{
    const Result<OfficerRekey> rekey = officerRekeyFromJson(command.payload);
    if (rekey && !rekey->card.empty() && rekey->person == command.actor)
        return {SignerSlot(allRoles().begin(), allRoles().end())};
    if (rekey && isRecovery(facts.people, facts.actor, rekey->person))
        return std::vector<SignerSlot>(quorumOf(facts.people, rekey->person), {Role::Custodian});
    return signersFor(command.kind);
}

std::vector<SignerSlot> signersOfAnothersKey(const std::vector<Person> &people, const Person &officer, const std::string &person)
{
    if (isRecovery(people, officer, person))
        return std::vector<SignerSlot>(quorumOf(people, person), {Role::Custodian});
    return signersFor(CommandKind::RekeyOfficer);
}

Result<void> checkOfficersCard(const Facts &facts, const Person &person, const std::string &number)
{
    if (!facts.card)
        return fail(ErrorCode::NotFound, "the register has no such USBKey", number);
    const Card &card = *facts.card;
    if (card.state != CardState::Issued)
        return fail(ErrorCode::Conflict, std::string("this USBKey is ") + cardStateName(card.state), number);
    if (card.hours > 0)
        return fail(ErrorCode::NotPermitted, "this is a temporary USBKey, which one officer issued alone", number);
    // Who was no officer when it was issued stands there with a staff number.
    if (card.holder.id != person.id && (card.holder.name != person.name || card.holder.department != person.department))
        return fail(ErrorCode::Conflict, "this USBKey was issued to " + card.holder.name, number);
    const auto has = [&](const char *slot) { return std::ranges::find(card.certificates, slot, &CardCertificate::slot) != card.certificates.end(); };
    if (facts.cardKey.empty() || !has("9d"))
        return fail(ErrorCode::Unsupported, "an officer's USBKey has P-256 keys in slots 9C and 9D; the certificate role " + card.roleName + " has others", number);
    for (const Person &other : facts.people) {
        if (other.id != person.id && other.active && other.card == number)
            return fail(ErrorCode::Conflict, other.name + " signs with this USBKey", number);
    }
    return {};
}

Result<Ruling> ruleOnOfficerKeys(const Facts &facts, const Command &command, Instant)
{
    const Result<OfficerRekey> rekey = officerRekeyFromJson(command.payload);
    if (!rekey)
        return fail(rekey.error());
    const Person *person = personNamed(facts.people, rekey->person);
    if (!person || !person->active)
        return fail(ErrorCode::Conflict, "this person is not, or no longer, registered", rekey->name);
    const bool own = person->id == command.actor;
    const bool recovery = isRecovery(facts.people, facts.actor, rekey->person);
    if (!own && rekey->reason.empty())
        return fail(ErrorCode::InvalidArgument, "a reason is needed", person->name);
    Ruling ruling;
    const auto isPerson = [&](const Person &signer) { return signer.id == person->id; };
    if ((own && rekey->card.empty()) || std::ranges::any_of(facts.cosigners, isPerson)) { // a soft token in place of a USBKey is others' decision
        if (!facts.pilot)
            return fail(ErrorCode::NotPermitted, "nobody decides on their own key, unless it is on a USBKey that was issued to them", person->name);
        ruling.waived.push_back("self-decision");
    }
    if (rekey->card.empty() && facts.policy.softTokens == 0 && !recovery)
        return fail(ErrorCode::NotPermitted, "officers of this house sign with USBKeys alone", person->name);
    if (!own && !recovery && keepsShares(*person))
        return fail(ErrorCode::NotPermitted, "shares of keys are encrypted to " + person->name + ", who alone opens them; they have to be dealt again first", person->name);
    if (!rekey->card.empty()) {
        if (Result<void> fits = checkOfficersCard(facts, *person, rekey->card); !fits)
            return fail(fits.error());
    }
    const Bytes &key = rekey->card.empty() ? rekey->publicKey : facts.cardKey;
    if (std::ranges::any_of(facts.people, [&](const Person &one) { return hasKey(one, key); }))
        return fail(ErrorCode::Conflict, "this key is registered already", person->name);
    return ruling;
}

} // namespace hufu
