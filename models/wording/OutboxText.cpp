// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/OutboxText.h"

#include "models/base/CanonicalJson.h"
#include "models/wording/JournalText.h"

#include <QCoreApplication>

namespace hufu {
namespace {

struct OutboxWords {
    Q_DECLARE_TR_FUNCTIONS(OutboxText)
};

constexpr std::pair<const char *, const char *> deeds[] = {
    {CommandKind::Import, QT_TRANSLATE_NOOP("OutboxText", "Import certificates")},
    {CommandKind::SubmitRequest, QT_TRANSLATE_NOOP("OutboxText", "Submit a request")},
    {CommandKind::ReviewRequests, QT_TRANSLATE_NOOP("OutboxText", "Decide on requests")},
    {CommandKind::WithdrawRequest, QT_TRANSLATE_NOOP("OutboxText", "Withdraw a request")},
    {CommandKind::Revoke, QT_TRANSLATE_NOOP("OutboxText", "Revoke or suspend certificates")},
    {CommandKind::Resume, QT_TRANSLATE_NOOP("OutboxText", "Lift a suspension")},
    {CommandKind::ProveRevocation, QT_TRANSLATE_NOOP("OutboxText", "Record that a revocation was seen")},
    {CommandKind::StartEmergency, QT_TRANSLATE_NOOP("OutboxText", "Start an emergency")},
    {CommandKind::AskForeignCa, QT_TRANSLATE_NOOP("OutboxText", "Another CA was asked to revoke")},
    {CommandKind::HearForeignCa, QT_TRANSLATE_NOOP("OutboxText", "Another CA has revoked")},
    {CommandKind::TryInEmergency, QT_TRANSLATE_NOOP("OutboxText", "What the canary met in an emergency")},
    {CommandKind::NoteEmergency, QT_TRANSLATE_NOOP("OutboxText", "Note something in an emergency")},
    {CommandKind::CloseEmergency, QT_TRANSLATE_NOOP("OutboxText", "Close an emergency")},
    {CommandKind::CreateCa, QT_TRANSLATE_NOOP("OutboxText", "Set up a CA")},
    {CommandKind::AddPerson, QT_TRANSLATE_NOOP("OutboxText", "Register a person")},
    {CommandKind::ChangePerson, QT_TRANSLATE_NOOP("OutboxText", "Change a person")},
    {CommandKind::RekeyOfficer, QT_TRANSLATE_NOOP("OutboxText", "Replace an officer's signing key")},
    {CommandKind::DeactivatePerson, QT_TRANSLATE_NOOP("OutboxText", "Deactivate a person")},
    {CommandKind::RecoverKey, QT_TRANSLATE_NOOP("OutboxText", "Recover a key from escrow")},
    {CommandKind::DepositKey, QT_TRANSLATE_NOOP("OutboxText", "Take a key over into escrow")},
    {CommandKind::PlanCeremony, QT_TRANSLATE_NOOP("OutboxText", "Plan a key ceremony")},
    {CommandKind::CloseCeremony, QT_TRANSLATE_NOOP("OutboxText", "Close a key ceremony")},
    {CommandKind::AbortCeremony, QT_TRANSLATE_NOOP("OutboxText", "Abort a key ceremony")},
    {CommandKind::EnrolCustodian, QT_TRANSLATE_NOOP("OutboxText", "Put forward a custodian's key")},
    {CommandKind::RevokeWorkstation, QT_TRANSLATE_NOOP("OutboxText", "Shut out a workstation")},
    {CommandKind::SaveService, QT_TRANSLATE_NOOP("OutboxText", "Save a service")},
    {CommandKind::RemoveService, QT_TRANSLATE_NOOP("OutboxText", "Remove a service")},
    {CommandKind::SetPolicy, QT_TRANSLATE_NOOP("OutboxText", "Change the policy")},
    {CommandKind::SaveCollection, QT_TRANSLATE_NOOP("OutboxText", "Store a filter")},
    {CommandKind::RemoveCollection, QT_TRANSLATE_NOOP("OutboxText", "Remove a filter")},
    {CommandKind::ChangePassphrase, QT_TRANSLATE_NOOP("OutboxText", "Change the own passphrase")},
    {CommandKind::EndPilot, QT_TRANSLATE_NOOP("OutboxText", "End pilot mode")},
    {CommandKind::LeavePending, QT_TRANSLATE_NOOP("OutboxText", "Leave a command for others to sign")},
    {CommandKind::DeclinePending, QT_TRANSLATE_NOOP("OutboxText", "Decline to sign a command")},
    {CommandKind::WithdrawPending, QT_TRANSLATE_NOOP("OutboxText", "Take back a command that waits for signatures")},
    {CommandKind::SaveRole, QT_TRANSLATE_NOOP("OutboxText", "Save a certificate role")},
    {CommandKind::RemoveRole, QT_TRANSLATE_NOOP("OutboxText", "Remove a certificate role")},
    {CommandKind::StockCard, QT_TRANSLATE_NOOP("OutboxText", "Take a USBKey into stock")},
    {CommandKind::OrderCard, QT_TRANSLATE_NOOP("OutboxText", "Order a USBKey for somebody")},
    {CommandKind::RequestCard, QT_TRANSLATE_NOOP("OutboxText", "Have a USBKey's new keys certified")},
    {CommandKind::IssueCard, QT_TRANSLATE_NOOP("OutboxText", "Hand over a USBKey")},
    {CommandKind::ChangeCard, QT_TRANSLATE_NOOP("OutboxText", "Change a USBKey's state")},
    {CommandKind::UnlockCard, QT_TRANSLATE_NOOP("OutboxText", "Release a USBKey's PUK")},
    {CommandKind::ReviewTemporary, QT_TRANSLATE_NOOP("OutboxText", "Review a temporary USBKey")},
    {CommandKind::CardUnlocked, QT_TRANSLATE_NOOP("OutboxText", "Record that a USBKey was unlocked")},
    {CommandKind::PresentAtCeremony, QT_TRANSLATE_NOOP("OutboxText", "Sign as present at a key ceremony")},
    {CommandKind::StepCeremony, QT_TRANSLATE_NOOP("OutboxText", "Note a step of a key ceremony")},
    {CommandKind::FileCeremony, QT_TRANSLATE_NOOP("OutboxText", "File a document of a key ceremony")},
};

} // namespace

QString OutboxText::deed(const std::string &kind)
{
    for (const auto &[name, title] : deeds) {
        if (kind == name)
            return OutboxWords::tr(title);
    }
    return qstr(kind);
}

QString OutboxText::about(const OutgoingCommand &command)
{
    Entry entry;
    entry.kind = command.command.kind;
    entry.subject = command.about;
    // A request stands in no entry yet that could name it; see OutgoingCommand::names.
    if (const auto named = command.names.find(command.about); named != command.names.end())
        return qstr(named->second);
    return JournalText::about(entry, command.names);
}

QString OutboxText::state(const OutgoingCommand &command)
{
    return command.refusal ? OutboxWords::tr("refused") : OutboxWords::tr("queued, not yet in force");
}

} // namespace hufu
