// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Entry.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace hufu {

enum class Mode { Production, Drill };

/// The head of the journal that the officer saw when deciding.
struct Basis {
    Sequence sequence = 0;
    Sha256 hash{};
    bool operator==(const Basis &) const = default;
};

/// What an officer wants done. Signed as a whole; good for one house and one mode.
struct Command {
    std::string id;              ///< UUIDv7; the authority takes each id once
    std::optional<Sha256> house; ///< hash of the founding entry; only the founding command has none
    Mode mode = Mode::Production;
    std::string kind;            ///< CommandKind below
    int version = 1;             ///< of the payload's form
    QJsonObject payload;
    std::string actor;           ///< person id, or authorityActor
    Instant time{};
    Instant expires{};
    std::optional<Basis> basedOn;

    bool operator==(const Command &) const = default;
};

/// The kinds of this release. Old kinds and versions are read forever. Who may send which stands in Signers.cpp.
namespace CommandKind {
inline constexpr const char *Found = "house.found";
inline constexpr const char *EndPilot = "pilot.end";
inline constexpr const char *Import = "certificate.import";
inline constexpr const char *SaveService = "service.save";
inline constexpr const char *RemoveService = "service.remove";
inline constexpr const char *SetPolicy = "policy.set";
inline constexpr const char *SaveCollection = "collection.save";
inline constexpr const char *RemoveCollection = "collection.remove";
inline constexpr const char *ChangePassphrase = "passphrase.change";
inline constexpr const char *AddPerson = "person.add";
inline constexpr const char *ChangePerson = "person.change";
inline constexpr const char *DeactivatePerson = "person.deactivate";
inline constexpr const char *RekeyOfficer = "officer.rekey";
inline constexpr const char *EnrolCustodian = "custodian.enrol";
inline constexpr const char *SubmitRequest = "request.submit";
inline constexpr const char *ReviewRequests = "request.review";
inline constexpr const char *WithdrawRequest = "request.withdraw";
inline constexpr const char *RecoverKey = "key.recover";
inline constexpr const char *DepositKey = "key.deposit";
inline constexpr const char *CreateCa = "ca.create";
inline constexpr const char *Revoke = "certificate.revoke";
inline constexpr const char *Resume = "certificate.resume";
inline constexpr const char *ProveRevocation = "revocation.prove";
inline constexpr const char *RevokeWorkstation = "workstation.revoke";
inline constexpr const char *SaveRole = "role.save";
inline constexpr const char *RemoveRole = "role.remove";
inline constexpr const char *StockCard = "card.stock";
inline constexpr const char *OrderCard = "card.order";
inline constexpr const char *RequestCard = "card.request";
inline constexpr const char *IssueCard = "card.issue";
inline constexpr const char *ChangeCard = "card.change";
inline constexpr const char *UnlockCard = "card.unlock";
inline constexpr const char *CardUnlocked = "card.unlocked";
inline constexpr const char *ReviewTemporary = "card.review";
inline constexpr const char *LeavePending = "pending.leave";
inline constexpr const char *WithdrawPending = "pending.withdraw";
inline constexpr const char *DeclinePending = "pending.decline";
inline constexpr const char *StartEmergency = "emergency.start";
inline constexpr const char *NoteEmergency = "emergency.note";
inline constexpr const char *CloseEmergency = "emergency.close";
inline constexpr const char *TryInEmergency = "emergency.try";
inline constexpr const char *AskForeignCa = "emergency.ask";
inline constexpr const char *HearForeignCa = "emergency.hear";
inline constexpr const char *PlanCeremony = "ceremony.plan";
inline constexpr const char *PresentAtCeremony = "ceremony.present";
inline constexpr const char *StepCeremony = "ceremony.step";
inline constexpr const char *CloseCeremony = "ceremony.close";
inline constexpr const char *AbortCeremony = "ceremony.abort";
inline constexpr const char *FileCeremony = "ceremony.file";
// Acts of the authority itself, signed with its own key: what follows from what officers decided.
inline constexpr const char *CertifyOfficer = "officer.certify";
inline constexpr const char *CertifyCustodian = "custodian.certify";
inline constexpr const char *CertifyCa = "ca.certify";
inline constexpr const char *CertifyResponder = "responder.certify";
inline constexpr const char *Issue = "certificate.issue";
inline constexpr const char *PublishCrl = "crl.publish";
inline constexpr const char *EnrolWorkstation = "workstation.enrol";
inline constexpr const char *CertifyCard = "card.certify";
inline constexpr const char *AbandonCard = "card.abandon";
inline constexpr const char *RenewWorkstation = "workstation.renew";
inline constexpr const char *EnrolRelying = "relying.enrol";
inline constexpr const char *ReportRelying = "relying.report";
inline constexpr const char *SealBackup = "ceremony.seal";
inline constexpr const char *RestoreBackup = "ceremony.restore";
inline constexpr const char *RecordCeremony = "ceremony.record";
inline constexpr const char *MakeBackup = "backup.make";
/// Entry kind, never sent: the authority refused a command.
inline constexpr const char *Refused = "command.refused";
}

/// Actor of the acts that the authority itself performs.
inline constexpr std::string_view authorityActor = "authority";

/// Canonical JSON, and back. Decoding is strict: unknown members, wrong types and non-canonical bytes are Malformed.
Result<std::string> encodeCommand(const Command &command);
Result<Command> decodeCommand(BytesView bytes);

/// Bytes that travel beside a command and are named in it by SHA-256.
struct Blob {
    Sha256 sha256{};
    Bytes bytes;
};

/// A signed command on its way, with what travels beside it.
struct Delivery {
    Bytes signedCommand; ///< CMS SignedData, DER
    std::vector<Blob> blobs;
};

/// The authority's answer to a command.
struct Receipt {
    Sequence sequence = 0;
    Sha256 hash{};
    QJsonObject outcome;
    std::vector<bool> added; ///< certificate.import only: for each certificate of the payload in order, whether it was new
};

} // namespace hufu
