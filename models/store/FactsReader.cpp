// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/FactsReader.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/SignedData.h"
#include "models/store/CeremonyReader.h"
#include "models/store/EscrowReader.h"
#include "models/store/HouseReader.h"
#include "models/store/PendingCommands.h"
#include "models/store/Workstations.h"

#include <algorithm>

namespace hufu {
namespace {

Result<bool> exists(Connection &connection, const char *table, const Command &command)
{
    Result<Statement> read = connection.prepare(std::string("SELECT 1 FROM ") + table + " WHERE id = ?1");
    if (!read)
        return fail(read.error());
    return read->bind(1, utf8(command.payload.value("id").toString())).step();
}

/// Who is registered for the signatures beside the actor's.
Result<void> gatherCosigners(Connection &connection, Facts &facts)
{
    if (facts.signers.size() < 2)
        return {};
    const Result<std::vector<Person>> people = readPeople(connection);
    if (!people)
        return fail(people.error());
    for (const Bytes &signer : facts.signers) {
        if (facts.actor && facts.actor->certificate == signer)
            continue;
        const auto person = std::ranges::find(*people, signer, &Person::certificate);
        if (person != people->end())
            facts.cosigners.push_back(*person);
    }
    return {};
}

Result<void> gatherPolicy(Connection &connection, const Command &, Facts &facts)
{
    Result<Policy> policy = readPolicy(connection);
    if (!policy)
        return fail(policy.error());
    facts.policy = std::move(*policy);
    return {};
}

/// The ceremony, and for a plan the one whose package it is about; for a backup the one whose custodians it is dealt to.
Result<void> gatherCeremony(Connection &connection, const Command &command, Facts &facts)
{
    Result<std::optional<Ceremony>> known = readCeremony(connection, ceremonyOf(command));
    if (!known)
        return fail(known.error());
    facts.ceremony = std::move(*known);
    std::optional<Sha256> named;
    if (const Result<CeremonyPlan> plan =
            command.kind == CommandKind::PlanCeremony ? ceremonyPlanFromJson(command.payload) : fail(ErrorCode::NotFound))
        named = plan->package;
    if (const Result<BackupMade> made = command.kind == CommandKind::MakeBackup ? backupMadeFromJson(command.payload) : fail(ErrorCode::NotFound))
        named = made->quorum;
    if (!named)
        return {};
    Result<std::optional<Ceremony>> package = readCeremonyOfPackage(connection, *named);
    if (!package)
        return fail(package.error());
    facts.package = std::move(*package);
    return {};
}

Result<void> gatherWorkstation(Connection &connection, const Command &command, Facts &facts)
{
    Result<std::optional<Workstation>> known = readWorkstation(connection, utf8(command.payload.value("id").toString()));
    if (!known)
        return fail(known.error());
    facts.workstation = std::move(*known);
    return {};
}

/// What is known of the certificate whose key goes into escrow, or comes out.
Result<void> gatherDeposit(Connection &connection, const Command &command, Facts &facts)
{
    const Result<Sha256> certificate = sha256FromHex(utf8(command.payload.value("certificate").toString()));
    if (!certificate) // decide() names the fault
        return {};
    Result<std::optional<DepositRecord>> known = readDeposit(connection, *certificate);
    if (!known)
        return fail(known.error());
    if (*known)
        facts.deposit = std::move((*known)->deposit);
    return {};
}

Result<void> gatherRelying(Connection &connection, const Command &command, Facts &facts)
{
    const Result<std::vector<RelyingServer>> servers = readRelyingServers(connection);
    if (!servers)
        return fail(servers.error());
    const auto own = std::ranges::find(*servers, utf8(command.payload.value("id").toString()), &RelyingServer::id);
    if (own != servers->end())
        facts.relying = *own;
    return {};
}

/// The command of the id that others may be signing; for `pending.leave` the command in it too, and all that has to be known to decide that one.
Result<void> gatherPendingFacts(Connection &connection, const JournalHead &head, const Command &command, Facts &facts)
{
    const bool about = command.kind == CommandKind::LeavePending || command.kind == CommandKind::WithdrawPending || command.kind == CommandKind::DeclinePending;
    if (!about && !mayWait(command.kind))
        return {};
    Result<std::optional<PendingCommand>> known = readPending(connection, about ? utf8(command.payload.value("id").toString()) : command.id);
    if (!known)
        return fail(known.error());
    facts.pending = std::move(*known);
    if (command.kind != CommandKind::LeavePending)
        return {};
    const Result<PendingLeft> left = pendingLeftFromJson(command.payload);
    Result<SignedContent> content = left ? openSignedData(left->command) : fail(left.error());
    Result<Command> inner = content ? decodeCommand(content->content) : fail(content.error());
    if (!inner || !mayWait(inner->kind)) { // nothing is gathered for what may not be left: nor what is in it in turn
        facts.pendingFault = inner ? Error{ErrorCode::Unsupported, "a command of this kind is signed at one desk by all who have to", inner->kind, {}} : inner.error();
        return {};
    }
    Result<Facts> theirs = gatherFacts(connection, head, *inner, std::move(content->signers));
    if (!theirs)
        return fail(theirs.error());
    facts.proposed = std::make_shared<const Proposed>(Proposed{std::move(*inner), std::move(*theirs)});
    return {};
}

} // namespace

Result<void> gatherPeopleFacts(Connection &connection, const Command &command, Facts &facts)
{
    Result<std::vector<Person>> people = readPeople(connection);
    if (!people)
        return fail(people.error());
    facts.people = std::move(*people);
    if (command.kind != CommandKind::EndPilot)
        return {};
    Result<std::vector<WaivedAct>> waived = readWaived(connection);
    if (!waived)
        return fail(waived.error());
    facts.waived = std::move(*waived);
    return {};
}

Result<Facts> gatherFacts(Connection &connection, const JournalHead &head, const Command &command, std::vector<Bytes> signers)
{
    Facts facts;
    facts.signers = std::move(signers);
    facts.headSequence = head.sequence;
    if (head.sequence > 0) {
        Result<HouseRecord> house = readHouse(connection);
        if (!house)
            return fail(house.error());
        facts.house = house->id;
        facts.pilot = house->pilot;
        facts.authorityCertificate = std::move(house->authorityCertificate);
    }
    Result<std::optional<Person>> actor = readPerson(connection, command.actor);
    const Result<bool> taken = isCommandKnown(connection, command.id);
    if (!actor)
        return fail(actor.error());
    if (!taken)
        return fail(taken.error());
    facts.actor = std::move(*actor);
    facts.commandIdTaken = *taken;
    if (Result<void> cosigners = gatherCosigners(connection, facts); !cosigners)
        return fail(cosigners.error());
    if (command.basedOn) {
        const Result<std::optional<Sha256>> hash = readEntryHash(connection, command.basedOn->sequence);
        if (!hash)
            return fail(hash.error());
        facts.hashAtBasis = *hash;
    }
    for (const auto &[kind, table] : {std::pair(CommandKind::RemoveService, "service"), std::pair(CommandKind::RemoveCollection, "collection")}) {
        if (command.kind != kind)
            continue;
        const Result<bool> there = exists(connection, table, command);
        if (!there)
            return fail(there.error());
        facts.targetExists = *there;
    }
    static const struct {
        std::string_view kind;
        Result<void> (*gather)(Connection &, const Command &, Facts &);
    } topics[] = {
        {CommandKind::AddPerson, gatherPeopleFacts},
        {CommandKind::ChangePerson, gatherPeopleFacts},
        {CommandKind::DeactivatePerson, gatherPeopleFacts},
        {CommandKind::AddPerson, gatherPolicy},
        {CommandKind::AddPerson, gatherOfficersCard},
        {CommandKind::RekeyOfficer, gatherPolicy},
        {CommandKind::RekeyOfficer, gatherPeopleFacts},
        {CommandKind::RekeyOfficer, gatherOfficersCard},
        {CommandKind::SetPolicy, gatherPeopleFacts},
        {CommandKind::ChangeCard, gatherPeopleFacts},
        {CommandKind::CertifyOfficer, gatherPeopleFacts},
        {CommandKind::EnrolCustodian, gatherPeopleFacts},
        {CommandKind::CertifyCustodian, gatherPeopleFacts},
        {CommandKind::EndPilot, gatherPeopleFacts},
        {CommandKind::EndPilot, gatherRevocationFacts},
        {CommandKind::SubmitRequest, gatherPolicy},
        {CommandKind::SubmitRequest, gatherPeopleFacts},
        {CommandKind::SubmitRequest, gatherRequestFacts},
        {CommandKind::SubmitRequest, gatherCaFacts},
        {CommandKind::ReviewRequests, gatherPolicy},
        {CommandKind::ReviewRequests, gatherPeopleFacts},
        {CommandKind::ReviewRequests, gatherRequestFacts},
        {CommandKind::ReviewRequests, gatherCaFacts},
        {CommandKind::WithdrawRequest, gatherRequestFacts},
        {CommandKind::RecoverKey, gatherRequestFacts},
        {CommandKind::RecoverKey, gatherDeposit},
        {CommandKind::DepositKey, gatherDeposit},
        {CommandKind::DepositKey, gatherPeopleFacts},
        {CommandKind::CreateCa, gatherCaFacts},
        {CommandKind::CertifyCa, gatherCaFacts},
        {CommandKind::CertifyResponder, gatherCaFacts},
        {CommandKind::Issue, gatherRequestFacts},
        {CommandKind::Issue, gatherCaFacts},
        {CommandKind::PublishCrl, gatherCaFacts},
        {CommandKind::Revoke, gatherPolicy},
        {CommandKind::Revoke, gatherRevocationFacts},
        {CommandKind::Revoke, gatherEmergencyFacts},
        {CommandKind::StartEmergency, gatherEmergencyFacts},
        {CommandKind::NoteEmergency, gatherEmergencyFacts},
        {CommandKind::CloseEmergency, gatherEmergencyFacts},
        {CommandKind::TryInEmergency, gatherPolicy},
        {CommandKind::TryInEmergency, gatherEmergencyFacts},
        {CommandKind::TryInEmergency, gatherRevocationFacts},
        {CommandKind::AskForeignCa, gatherEmergencyFacts},
        {CommandKind::AskForeignCa, gatherRevocationFacts},
        {CommandKind::HearForeignCa, gatherEmergencyFacts},
        {CommandKind::Resume, gatherRevocationFacts},
        {CommandKind::ProveRevocation, gatherCaFacts},
        {CommandKind::ProveRevocation, gatherRevocationFacts},
        {CommandKind::SaveRole, gatherCardFacts},
        {CommandKind::RemoveRole, gatherCardFacts},
        {CommandKind::StockCard, gatherCardFacts},
        {CommandKind::OrderCard, gatherCardFacts},
        {CommandKind::RequestCard, gatherCardFacts},
        {CommandKind::RequestCard, gatherPolicy},
        {CommandKind::CertifyCard, gatherCardFacts},
        {CommandKind::IssueCard, gatherCardFacts},
        {CommandKind::ChangeCard, gatherCardFacts},
        {CommandKind::UnlockCard, gatherCardFacts},
        {CommandKind::CardUnlocked, gatherCardFacts},
        {CommandKind::ReviewTemporary, gatherCardFacts},
        {CommandKind::AbandonCard, gatherCardFacts},
        {CommandKind::OrderCard, gatherCaFacts},
        {CommandKind::OrderCard, gatherPolicy},
        {CommandKind::CertifyCard, gatherCaFacts},
        {CommandKind::EnrolWorkstation, gatherWorkstation},
        {CommandKind::RenewWorkstation, gatherWorkstation},
        {CommandKind::EnrolRelying, gatherWorkstation},
        {CommandKind::ReportRelying, gatherWorkstation},
        {CommandKind::ReportRelying, gatherRelying},
        {CommandKind::ReportRelying, gatherCaFacts},
        {CommandKind::RevokeWorkstation, gatherWorkstation},
        {CommandKind::PlanCeremony, gatherCeremony},
        {CommandKind::PlanCeremony, gatherPeopleFacts},
        {CommandKind::PlanCeremony, gatherCaFacts},
        {CommandKind::PresentAtCeremony, gatherCeremony},
        {CommandKind::PresentAtCeremony, gatherPeopleFacts},
        {CommandKind::StepCeremony, gatherCeremony},
        {CommandKind::CloseCeremony, gatherCeremony},
        {CommandKind::CloseCeremony, gatherPeopleFacts},
        {CommandKind::AbortCeremony, gatherCeremony},
        {CommandKind::FileCeremony, gatherCeremony},
        {CommandKind::SealBackup, gatherCeremony},
        {CommandKind::SealBackup, gatherCaFacts},
        {CommandKind::RestoreBackup, gatherCeremony},
        {CommandKind::RecordCeremony, gatherCeremony},
        {CommandKind::MakeBackup, gatherCeremony},
        {CommandKind::MakeBackup, gatherPeopleFacts},
        {CommandKind::MakeBackup, gatherCaFacts},
    };
    for (const auto &topic : topics) {
        if (command.kind != topic.kind)
            continue;
        if (Result<void> gathered = topic.gather(connection, command, facts); !gathered)
            return fail(gathered.error());
    }
    if (Result<void> pending = gatherPendingFacts(connection, head, command, facts); !pending)
        return fail(pending.error());
    return facts;
}

} // namespace hufu
