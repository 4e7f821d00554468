// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Rules.h"

#include "models/domain/JsonFields.h"
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace std::chrono_literals;

// How far an officer's clock may run ahead of the authority's before a command is taken for a mistake.
constexpr auto clockTolerance = 5min;
constexpr auto longestLife = std::chrono::days(31);

/// Whoever signed is registered, active, and the actor is among them.
Result<void> checkRegistration(const Facts &facts, const Command &command)
{
    if (isAuthorityAct(command.kind)) {
        const bool own = command.actor == authorityActor && facts.signers.size() == 1 && facts.signers.front() == facts.authorityCertificate;
        return own ? Result<void>() : fail(ErrorCode::SignerUnknown, "only the authority itself does this");
    }
    if (!facts.actor)
        return fail(ErrorCode::SignerUnknown, "nobody is registered as " + command.actor);
    if (std::ranges::find(facts.signers, facts.actor->certificate) == facts.signers.end())
        return fail(ErrorCode::SignerUnknown, "signed with a certificate that is not registered for " + facts.actor->name);
    if (facts.cosigners.size() + 1 != facts.signers.size())
        return fail(ErrorCode::SignerUnknown, "one of the signatures is by nobody who is registered");
    const auto maySign = [](const Person &person) -> Result<void> {
        if (!person.active)
            return fail(ErrorCode::SignerInactive, person.name + " is no longer active");
        if (person.cardOut)
            return fail(ErrorCode::SignerInactive, "the USBKey that " + person.name + " signs with is lost, suspended or handed back");
        return {};
    };
    if (Result<void> may = maySign(*facts.actor); !may)
        return may;
    for (const Person &cosigner : facts.cosigners) {
        if (Result<void> may = maySign(cosigner); !may)
            return may;
    }
    return {};
}

Result<Ruling> ruleOn(const Facts &facts, const Command &command, Instant now)
{
    static const struct {
        std::string_view kind;
        Result<Ruling> (*rule)(const Facts &, const Command &, Instant);
    } topics[] = {
        {CommandKind::AddPerson, ruleOnPeople},       {CommandKind::ChangePerson, ruleOnPeople},   {CommandKind::DeactivatePerson, ruleOnPeople},
        {CommandKind::CertifyOfficer, ruleOnPeople},  {CommandKind::EndPilot, ruleOnPeople},       {CommandKind::SubmitRequest, ruleOnRequests},
        {CommandKind::ReviewRequests, ruleOnRequests}, {CommandKind::WithdrawRequest, ruleOnRequests}, {CommandKind::CreateCa, ruleOnCas},
        {CommandKind::CertifyCa, ruleOnCas},          {CommandKind::CertifyResponder, ruleOnCas},  {CommandKind::Issue, ruleOnCas},
        {CommandKind::PublishCrl, ruleOnCas},         {CommandKind::Revoke, ruleOnRevocation},     {CommandKind::Resume, ruleOnRevocation},
        {CommandKind::RecoverKey, ruleOnEscrow},      {CommandKind::DepositKey, ruleOnEscrow},      {CommandKind::ProveRevocation, ruleOnProof},  {CommandKind::EnrolCustodian, ruleOnPeople}, {CommandKind::CertifyCustodian, ruleOnPeople},
        {CommandKind::RekeyOfficer, ruleOnOfficerKeys},
        {CommandKind::EnrolWorkstation, ruleOnWorkstations}, {CommandKind::RevokeWorkstation, ruleOnWorkstations},
        {CommandKind::SaveRole, ruleOnCards},         {CommandKind::RemoveRole, ruleOnCards},       {CommandKind::StockCard, ruleOnCards},
        {CommandKind::OrderCard, ruleOnCards},        {CommandKind::RequestCard, ruleOnCards},      {CommandKind::CertifyCard, ruleOnCards},
        {CommandKind::IssueCard, ruleOnCards},        {CommandKind::ChangeCard, ruleOnCards},       {CommandKind::UnlockCard, ruleOnCards},
        {CommandKind::CardUnlocked, ruleOnCards},     {CommandKind::ReviewTemporary, ruleOnCards},
           {CommandKind::AbandonCard, ruleOnCards},
        {CommandKind::EnrolRelying, ruleOnWorkstations}, {CommandKind::ReportRelying, ruleOnRelyingReport},
        {CommandKind::RenewWorkstation, ruleOnWorkstations}, {CommandKind::LeavePending, ruleOnPending},         {CommandKind::WithdrawPending, ruleOnPending},
        {CommandKind::DeclinePending, ruleOnPending},
        {CommandKind::StartEmergency, ruleOnEmergency}, {CommandKind::NoteEmergency, ruleOnEmergency}, {CommandKind::CloseEmergency, ruleOnEmergency},
        {CommandKind::TryInEmergency, ruleOnEmergency}, {CommandKind::AskForeignCa, ruleOnEmergency}, {CommandKind::HearForeignCa, ruleOnEmergency},
        {CommandKind::PlanCeremony, ruleOnCeremonies}, {CommandKind::PresentAtCeremony, ruleOnCeremonies}, {CommandKind::StepCeremony, ruleOnCeremonies},
        {CommandKind::CloseCeremony, ruleOnCeremonies}, {CommandKind::AbortCeremony, ruleOnCeremonies}, {CommandKind::FileCeremony, ruleOnCeremonies},
        {CommandKind::SealBackup, ruleOnCeremonies},  {CommandKind::RestoreBackup, ruleOnCeremonies}, {CommandKind::RecordCeremony, ruleOnCeremonies},
        {CommandKind::MakeBackup, ruleOnCeremonies},
    };
    for (const auto &topic : topics) {
        if (command.kind == topic.kind)
            return topic.rule(facts, command, now);
    }
    return ruleOnHouse(facts, command, now);
}

/// Where it comes from, and whether it still may be decided: what no topic knows of.
Result<void> checkOrigin(const Facts &facts, const Command &command, Instant now)
{
    const bool founding = command.kind == CommandKind::Found;
    if (!isKnownKind(command.kind, command.version))
        return fail(ErrorCode::UnknownKind, command.kind + " version " + std::to_string(command.version));
    if (founding) {
        if (facts.house)
            return fail(ErrorCode::AlreadyExists, "this house is founded already");
    } else {
        if (!facts.house || command.house != facts.house)
            return fail(ErrorCode::WrongHouse, "the command was made for another house");
        if (Result<void> registered = checkRegistration(facts, command); !registered)
            return fail(registered.error());
    }
    if (command.mode != facts.mode)
        return fail(ErrorCode::WrongMode, "production and drill do not mix");
    if (facts.commandIdTaken)
        return fail(ErrorCode::Replayed, command.id);
    if (command.time > now + clockTolerance) {
        const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(command.time - now);
        return fail(ErrorCode::FromTheFuture, "signed at " + toIso(command.time) + ", now it is " + toIso(now), std::to_string(ahead.count()) + " s"); // as errorText() reads it
    }
    if (command.expires < now || command.expires < command.time || command.expires > command.time + longestLife)
        return fail(ErrorCode::Expired, "good until " + toIso(command.expires) + ", now it is " + toIso(now));
    if (command.basedOn && (facts.headSequence < command.basedOn->sequence || facts.hashAtBasis != command.basedOn->hash))
        return fail(ErrorCode::StaleBasis, "it is based on an entry that this journal does not have");
    if (facts.pending && mayWait(command.kind)) { // others saw it, and may have signed
        if (facts.pending->fate == PendingCommand::Fate::Withdrawn || facts.pending->fate == PendingCommand::Fate::Declined)
            return fail(ErrorCode::Conflict, "its author withdrew it", command.id);
        if (facts.pending->content != contentDigest(command))
            return fail(ErrorCode::Replayed, "another command of this id waits for signatures", command.id);
    }
    return {};
}

} // namespace

Result<std::vector<SignerSlot>> decideSoFar(const Facts &facts, const Command &command, Instant now)
{
    if (Result<void> origin = checkOrigin(facts, command, now); !origin)
        return fail(origin.error());
    // What pilot mode waives everywhere else is the very point of ending it.
    const bool waivable = facts.pilot && command.kind != CommandKind::EndPilot;
    const std::vector<SignerSlot> slots = signersNeeded(facts, command);
    std::vector<std::string> waived;
    const Result<void> enough = checkSigners(slots, *facts.actor, facts.cosigners, waivable, waived);
    if (!enough && enough.error().code != ErrorCode::CosignerNeeded)
        return fail(enough.error());
    if (const Result<Ruling> ruling = ruleOn(facts, command, now); !ruling && (enough || ruling.error().code != ErrorCode::CosignerNeeded))
        return fail(ruling.error());
    return enough ? std::vector<SignerSlot>() : openSlots(slots, *facts.actor, facts.cosigners);
}

Result<QJsonObject> decide(const Facts &facts, const Command &command, Instant now)
{
    if (Result<void> origin = checkOrigin(facts, command, now); !origin)
        return fail(origin.error());
    std::vector<std::string> waived;
    if (command.kind != CommandKind::Found && !isAuthorityAct(command.kind)) {
        if (Result<void> enough = checkSigners(signersNeeded(facts, command), *facts.actor, facts.cosigners, facts.pilot, waived); !enough)
            return fail(enough.error());
    }
    Result<Ruling> ruling = ruleOn(facts, command, now);
    if (!ruling)
        return fail(ruling.error());
    waived.insert(waived.end(), ruling->waived.begin(), ruling->waived.end());
    if (!waived.empty()) {
        QJsonArray names;
        for (const std::string &name : waived)
            names.append(qstr(name));
        ruling->outcome.insert("waived", names);
    }
    return std::move(ruling->outcome);
}

std::string subjectOf(const Command &command)
{
    const QJsonObject &payload = command.payload;
    if (command.kind == CommandKind::Import) {
        const QJsonArray sightings = payload.value("sightings").toArray();
        std::string subject = utf8(sightings.at(0).toObject().value("location").toString());
        if (sightings.size() > 1)
            subject += " +" + std::to_string(sightings.size() - 1);
        return subject;
    }
    if (command.kind.starts_with("ceremony."))
        return ceremonyOf(command);
    if (command.kind.starts_with("card.")) // the certificates of a USBKey are not what its register is read for
        return utf8(payload.value("card").toString());
    for (const char *list : {"requests", "certificates"}) { // many at once: the first, and how many more
        const QJsonArray items = payload.value(QLatin1String(list)).toArray();
        if (items.isEmpty())
            continue;
        const QJsonValue first = items.at(0);
        std::string subject = utf8(first.isObject() ? first.toObject().value("id").toString() : first.toString());
        if (items.size() > 1)
            subject += " +" + std::to_string(items.size() - 1);
        return subject;
    }
    if (command.kind == CommandKind::DepositKey || (command.kind == CommandKind::RecoverKey && payload.value("request").toString().isEmpty()))
        return utf8(payload.value("certificate").toString());
    for (const char *name : {"name", "commonName", "request", "ca", "person", "emergency", "id"}) {
        if (payload.contains(QLatin1String(name)))
            return utf8(payload.value(QLatin1String(name)).toString());
    }
    return {};
}

} // namespace hufu
