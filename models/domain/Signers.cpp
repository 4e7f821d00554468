// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Signers.h"

#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

const SignerSlot anyone{Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin, Role::Custodian, Role::AuditAdmin, Role::SystemAdmin};
const SignerSlot security{Role::SecurityAdmin};
const SignerSlot system{Role::SystemAdmin};
const SignerSlot audit{Role::AuditAdmin};

const struct Deed {
    std::string_view kind;
    int newestVersion;
    std::vector<SignerSlot> signers; ///< empty: the authority itself
} matrix[] = {
    {CommandKind::Found, 2, {anyone}},
    {CommandKind::EndPilot, 1, {security, system, audit}},
    {CommandKind::Import, 1, {security}},
    {CommandKind::SaveService, 1, {security}},
    {CommandKind::RemoveService, 1, {security}},
    {CommandKind::SetPolicy, 1, {security, security}},
    {CommandKind::SaveCollection, 1, {anyone}},
    {CommandKind::RemoveCollection, 1, {anyone}},
    {CommandKind::ChangePassphrase, 1, {anyone}},
    {CommandKind::AddPerson, 2, {system, security}},
    {CommandKind::ChangePerson, 1, {system, security}},
    {CommandKind::DeactivatePerson, 1, {system, security}},
    {CommandKind::RekeyOfficer, 1, {system, security}}, // or the person alone, or custodians: see signersNeeded()
    {CommandKind::EnrolCustodian, 1, {{Role::Custodian}}},
    {CommandKind::RecoverKey, 1, {{Role::Custodian}, {Role::Custodian}}}, // more where more shares are needed, see signersNeeded()
    {CommandKind::DepositKey, 1, {security, {Role::Custodian}}}, // who brings a key that existed before, and one of those who keep it
    {CommandKind::SubmitRequest, 2, {{Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin}}},
    // Applicants comment; that they decide nothing is said by the request's own steps (RequestRules.cpp).
    {CommandKind::ReviewRequests, 1, {{Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin}}},
    {CommandKind::WithdrawRequest, 1, {{Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin}}},
    {CommandKind::CreateCa, 1, {security, {Role::SecurityAdmin, Role::Custodian}}},
    {CommandKind::Revoke, 3, {{Role::SecurityAdmin, Role::DepartmentHead}}}, // heads only suspend, see signersNeeded()
    {CommandKind::Resume, 1, {security, security}},
    {CommandKind::ProveRevocation, 1, {{Role::SecurityAdmin, Role::DepartmentHead}}},
    {CommandKind::RevokeWorkstation, 1, {system}},
    {CommandKind::SaveRole, 1, {security, security}},
    {CommandKind::RemoveRole, 1, {security, security}},
    {CommandKind::StockCard, 1, {security}},
    {CommandKind::OrderCard, 2, {security, security}}, // nobody alone mints a key, but a temporary one: see signersNeeded()
    {CommandKind::RequestCard, 2, {security}},
    {CommandKind::IssueCard, 1, {security}},
    {CommandKind::ChangeCard, 1, {security}}, // two revive a suspended one, see signersNeeded()
    {CommandKind::UnlockCard, 1, {security, security}},
    {CommandKind::CardUnlocked, 1, {security}},
    {CommandKind::ReviewTemporary, 1, {security}}, // not who issued it: CardRules.cpp
    {CommandKind::LeavePending, 1, {anyone}},    // who may do what is in it, is asked of that
    {CommandKind::WithdrawPending, 1, {anyone}}, // its author: PendingRules.cpp
    {CommandKind::DeclinePending, 1, {anyone}},  // whom it waits for: PendingRules.cpp
    {CommandKind::StartEmergency, 1, {{Role::SecurityAdmin, Role::DepartmentHead}}},
    {CommandKind::NoteEmergency, 1, {{Role::SecurityAdmin, Role::DepartmentHead}}}, // who reviews a broken glass: EmergencyRules.cpp
    {CommandKind::CloseEmergency, 1, {security}},
    {CommandKind::TryInEmergency, 1, {{Role::SecurityAdmin, Role::DepartmentHead}}},
    {CommandKind::AskForeignCa, 1, {{Role::SecurityAdmin, Role::DepartmentHead}}},
    {CommandKind::HearForeignCa, 1, {{Role::SecurityAdmin, Role::DepartmentHead}}},
    {CommandKind::PlanCeremony, 1, {security}},  // encrypts and releases nothing: CeremonyRules.cpp asks for the others
    {CommandKind::PresentAtCeremony, 1, {{Role::Custodian, Role::AuditAdmin}}},
    {CommandKind::StepCeremony, 1, {security}},
    {CommandKind::CloseCeremony, 1, {security, audit}},
    {CommandKind::AbortCeremony, 1, {{Role::SecurityAdmin, Role::Custodian, Role::AuditAdmin}}},
    {CommandKind::FileCeremony, 1, {security}},
    {CommandKind::EnrolWorkstation, 1, {}},
    {CommandKind::RenewWorkstation, 1, {}},
    {CommandKind::EnrolRelying, 1, {}},
    {CommandKind::ReportRelying, 2, {}},
    {CommandKind::CertifyOfficer, 1, {}},
    {CommandKind::CertifyCustodian, 1, {}},
    {CommandKind::CertifyCa, 1, {}},
    {CommandKind::CertifyResponder, 1, {}},
    {CommandKind::Issue, 1, {}},
    {CommandKind::PublishCrl, 1, {}},
    {CommandKind::CertifyCard, 1, {}},
    {CommandKind::AbandonCard, 1, {}},
    {CommandKind::SealBackup, 1, {}},
    {CommandKind::RestoreBackup, 1, {}},
    {CommandKind::RecordCeremony, 1, {}},
    {CommandKind::MakeBackup, 1, {}},
};

const Deed *deed(std::string_view kind)
{
    const auto row = std::ranges::find(matrix, kind, &Deed::kind);
    return row == std::end(matrix) ? nullptr : &*row;
}

bool fills(const Person &person, const SignerSlot &slot)
{
    return std::ranges::any_of(person.roles, [&](Role role) { return slot.contains(role); });
}

/// Gives each of the first `people` who can a slot of their own, so that as few slots as possible stay empty: with at most a handful of
/// either, trying all ways is quick. Slots taken are marked. `best` keeps the fullest way.
void assign(const std::vector<SignerSlot> &slots, const std::vector<const Person *> &people, std::size_t next, std::vector<bool> &taken,
            std::vector<bool> &best)
{
    if (std::ranges::count(taken, true) > std::ranges::count(best, true))
        best = taken;
    if (next == people.size())
        return;
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        if (taken[slot] || !fills(*people[next], slots[slot]))
            continue;
        taken[slot] = true;
        assign(slots, people, next + 1, taken, best);
        taken[slot] = false;
    }
    if (next > 0) // a cosigner too many does no harm; the actor has to count
        assign(slots, people, next + 1, taken, best);
}

} // namespace

bool isKnownKind(std::string_view kind, int version)
{
    const Deed *known = deed(kind);
    return known && version >= 1 && version <= known->newestVersion;
}

bool isAuthorityAct(std::string_view kind)
{
    const Deed *known = deed(kind);
    return known && known->signers.empty();
}

std::vector<SignerSlot> signersFor(std::string_view kind)
{
    const Deed *known = deed(kind);
    return known ? known->signers : std::vector<SignerSlot>();
}

std::set<Role> rolesFor(std::string_view kind)
{
    std::set<Role> roles;
    for (const SignerSlot &slot : signersFor(kind))
        roles.insert(slot.begin(), slot.end());
    return roles;
}

bool maySend(std::string_view kind, const Person &person)
{
    const std::set<Role> roles = rolesFor(kind);
    return std::ranges::any_of(person.roles, [&](Role role) { return roles.contains(role); });
}

bool mayExportJournal(const Person &officer) { return officer.roles.contains(Role::SecurityAdmin) || officer.roles.contains(Role::AuditAdmin); }

std::set<Role> cosignerRoles(std::string_view kind, const Person &officer)
{
    const std::vector<SignerSlot> slots = signersFor(kind);
    std::set<Role> roles;
    for (std::size_t own = 0; own < slots.size(); ++own) {
        for (std::size_t other = 0; fills(officer, slots[own]) && other < slots.size(); ++other) {
            if (other != own)
                roles.insert(slots[other].begin(), slots[other].end());
        }
    }
    return roles;
}

std::vector<SignerSlot> signersNeeded(const Facts &facts, const Command &command)
{
    std::vector<SignerSlot> slots = signersFor(command.kind);
    if (command.kind == CommandKind::RecoverKey)
        slots.assign(static_cast<std::size_t>(signersOfRecovery(facts, command)), {Role::Custodian});
    if (command.kind == CommandKind::RekeyOfficer)
        return signersOfRekey(facts, command);
    if (command.kind == CommandKind::OrderCard) {
        const Result<CardOrder> order = cardOrderFromJson(command.payload);
        if (order && order->isTemporary())
            return {security};
    }
    if (command.kind == CommandKind::ChangeCard) {
        const Result<CardChange> change = cardChangeFromJson(command.payload);
        if (change && change->to == CardState::Issued)
            slots.push_back(security);
    }
    if (command.kind != CommandKind::Revoke)
        return slots;
    const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
    if (!form || form->reason != RevocationReason::CertificateHold)
        slots = {security};
    if (form && form->breakGlass) // in an emergency where nobody else answers; what it may do then: EmergencyRules.cpp
        return {security};
    if (revocationNeedsTwo(facts, command))
        slots.push_back(security);
    return slots;
}

std::vector<SignerSlot> openSlots(const std::vector<SignerSlot> &slots, const Person &actor, const std::vector<Person> &cosigners)
{
    std::vector<const Person *> people{&actor};
    for (const Person &cosigner : cosigners)
        people.push_back(&cosigner);
    std::vector<bool> taken(slots.size()), best(slots.size());
    assign(slots, people, 0, taken, best);
    std::vector<SignerSlot> open;
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        if (!best[slot])
            open.push_back(slots[slot]);
    }
    return open;
}

Result<void> checkSigners(const std::vector<SignerSlot> &slots, const Person &actor, const std::vector<Person> &cosigners, bool pilot,
                          std::vector<std::string> &waived)
{
    if (std::ranges::none_of(slots, [&](const SignerSlot &slot) { return fills(actor, slot); }))
        return fail(ErrorCode::NotPermitted, actor.name + " has no role that may do this");
    const std::vector<SignerSlot> open = openSlots(slots, actor, cosigners);
    if (open.empty())
        return {};
    if (pilot) {
        waived.push_back("second-signer");
        return {};
    }
    return fail(ErrorCode::CosignerNeeded, "another officer has to sign too: " + roleNames(open.front()));
}

} // namespace hufu
