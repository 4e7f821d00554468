// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Projection.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Digest.h"
#include "models/pki/SignedData.h"
#include "models/store/JournalStore.h"
#include "models/store/ProjectionRows.h"

#include <algorithm>
#include <sstream>

namespace hufu {
namespace {

constexpr struct {
    const char *name;
    const char *primaryKey;
} projectionTables[] = {{"house", "id"},   {"person", "id"},  {"certificate", "id"}, {"sighting", "certificate_id, kind, location, detail"},
                        {"service", "id"}, {"collection", "id"},
                        {"waived", "sequence"}, {"request", "id"}, {"review", "request, sequence"}, {"ca", "id"},
                        {"issued", "certificate_id"}, {"revocation", "certificate_id"}, {"resumed", "ca"}, {"workstation", "id"},
                        {"certificate_role", "id"}, {"card", "number"}, {"card_order", "id"}, {"card_certificate", "order_id, slot"},
                        {"card_event", "card, sequence"}, {"pending", "id"},
                        {"emergency", "id"}, {"emergency_joined", "id"}, {"emergency_entry", "emergency, sequence"},
                        {"emergency_certificate", "emergency, certificate_id"}, {"emergency_due", "emergency, what"}, {"glass_broken", "sequence"},
                        {"ceremony", "id"}, {"ceremony_entry", "ceremony, sequence"}, {"deposit", "certificate"},
                        {"emergency_asked", "emergency, certificate"}, {"relying_server", "id"}, {"relying_crl", "server, ca"}};

constexpr struct {
    std::string_view kind;
    Result<void> (*apply)(Connection &, const Entry &, const Command &);
} topics[] = {
    {CommandKind::Found, applyHouse},           {CommandKind::EndPilot, applyHouse},          {CommandKind::SaveService, applyHouse},
    {CommandKind::RemoveService, applyHouse},   {CommandKind::SetPolicy, applyHouse},         {CommandKind::SaveCollection, applyHouse},
    {CommandKind::RemoveCollection, applyHouse}, {CommandKind::AddPerson, applyPeople},       {CommandKind::ChangePerson, applyPeople},
    {CommandKind::DeactivatePerson, applyPeople}, {CommandKind::CertifyOfficer, applyPeople}, {CommandKind::SubmitRequest, applyRequests},
    {CommandKind::ReviewRequests, applyRequests}, {CommandKind::WithdrawRequest, applyRequests}, {CommandKind::CreateCa, applyCas},
    {CommandKind::CertifyCa, applyCas},         {CommandKind::CertifyResponder, applyCas},    {CommandKind::Issue, applyCas},
    {CommandKind::PublishCrl, applyCas},        {CommandKind::Revoke, applyRevocations},      {CommandKind::Resume, applyRevocations},
    {CommandKind::ProveRevocation, applyRevocations}, {CommandKind::EnrolCustodian, applyPeople}, {CommandKind::CertifyCustodian, applyPeople},
    {CommandKind::EnrolWorkstation, applyWorkstations}, {CommandKind::RevokeWorkstation, applyWorkstations},
    {CommandKind::SaveRole, applyCards},        {CommandKind::RemoveRole, applyCards},        {CommandKind::StockCard, applyCards},
    {CommandKind::OrderCard, applyCards},       {CommandKind::RequestCard, applyCards},       {CommandKind::CertifyCard, applyCards},
    {CommandKind::IssueCard, applyCards},       {CommandKind::ChangeCard, applyCards},        {CommandKind::UnlockCard, applyCards},
    {CommandKind::CardUnlocked, applyCards},    {CommandKind::ReviewTemporary, applyCards}, {CommandKind::AbandonCard, applyCards},
    {CommandKind::RekeyOfficer, applyPeople},
    {CommandKind::EnrolRelying, applyWorkstations}, {CommandKind::ReportRelying, applyRelying},
    {CommandKind::RenewWorkstation, applyWorkstations}, {CommandKind::LeavePending, applyPending},   {CommandKind::WithdrawPending, applyPending},
    {CommandKind::DeclinePending, applyPending},
    {CommandKind::StartEmergency, applyEmergencies}, {CommandKind::NoteEmergency, applyEmergencies}, {CommandKind::CloseEmergency, applyEmergencies},
    {CommandKind::TryInEmergency, applyEmergencies}, {CommandKind::AskForeignCa, applyEmergencies}, {CommandKind::HearForeignCa, applyEmergencies},
    {CommandKind::PlanCeremony, applyCeremonies}, {CommandKind::PresentAtCeremony, applyCeremonies}, {CommandKind::StepCeremony, applyCeremonies},
    {CommandKind::CloseCeremony, applyCeremonies}, {CommandKind::AbortCeremony, applyCeremonies}, {CommandKind::FileCeremony, applyCeremonies},
    {CommandKind::SealBackup, applyCeremonies}, {CommandKind::RestoreBackup, applyCeremonies}, {CommandKind::RecordCeremony, applyCeremonies},
    {CommandKind::MakeBackup, applyCeremonies}, {CommandKind::DepositKey, applyDeposits},
};

/// What pilot mode let pass is kept in a list of its own: ending it has to answer for every line.
Result<void> noteWaived(Connection &connection, const Entry &entry)
{
    const Result<QJsonObject> outcome = outcomeOf(entry);
    if (!outcome)
        return fail(outcome.error());
    if (!outcome->contains("waived"))
        return {};
    Result<Statement> insert = connection.prepare("INSERT INTO waived (sequence, kind, subject) VALUES (?1, ?2, ?3)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, std::int64_t(entry.sequence)).bind(2, entry.kind).bind(3, entry.subject).run();
}

} // namespace

std::string joinLines(const std::vector<std::string> &lines)
{
    std::string joined;
    for (const std::string &line : lines) {
        if (!joined.empty())
            joined.push_back('\n');
        joined += line;
    }
    return joined;
}

std::vector<std::string> splitLines(std::string_view text)
{
    std::vector<std::string> lines;
    std::istringstream in{std::string(text)};
    for (std::string line; std::getline(in, line);)
        lines.push_back(std::move(line));
    return lines;
}

Result<QJsonObject> outcomeOf(const Entry &entry) { return parseJsonObject(viewOf(entry.outcome), false); }

std::vector<IncomingCertificate> readIncoming(std::span<const Blob> sent)
{
    std::vector<IncomingCertificate> incoming;
    incoming.reserve(sent.size());
    for (const Blob &blob : sent) {
        Result<CertificateListing> listing = readListing(blob.bytes);
        if (listing && listing->sha256 == blob.sha256)
            incoming.push_back({blob.sha256, blob.bytes, std::move(*listing)});
    }
    std::ranges::sort(incoming, {}, &IncomingCertificate::sha256);
    return incoming;
}

const IncomingCertificate *findIncoming(std::span<const IncomingCertificate> incoming, const Sha256 &sha256)
{
    const auto at = std::ranges::lower_bound(incoming, sha256, {}, &IncomingCertificate::sha256);
    return at != incoming.end() && at->sha256 == sha256 ? &*at : nullptr;
}

Result<Applied> applyEntry(Connection &connection, const Entry &entry, const Command &command, std::span<const IncomingCertificate> incoming)
{
    if (entry.kind == CommandKind::Refused || entry.kind == CommandKind::ChangePassphrase)
        return Applied{};
    if (Result<void> noted = noteWaived(connection, entry); !noted)
        return fail(noted.error());
    if (Result<void> settled = settlePending(connection, entry, command); !settled)
        return fail(settled.error());
    if (entry.kind == CommandKind::Import)
        return applyImport(connection, entry, command, incoming);
    if (entry.kind == CommandKind::RecoverKey) // a deed that leaves no trace but itself
        return Applied{};
    for (const auto &topic : topics) {
        if (entry.kind != topic.kind)
            continue;
        if (Result<void> done = topic.apply(connection, entry, command); !done)
            return fail(done.error());
        return Applied{};
    }
    return fail(ErrorCode::UnknownKind, entry.kind);
}

Result<void> rebuildProjection(Connection &connection)
{
    return connection.transaction([&]() -> Result<void> {
        for (const auto &table : projectionTables) {
            if (Result<void> emptied = connection.execute(("DELETE FROM " + std::string(table.name)).c_str()); !emptied)
                return emptied;
        }
        return forEachEntry(connection, [&](const Entry &entry) -> Result<void> {
            if (entry.kind == CommandKind::Refused)
                return {};
            const Result<SignedContent> opened = openSignedData(entry.command);
            if (!opened)
                return fail(opened.error());
            const Result<Command> command = decodeCommand(opened->content);
            if (!command)
                return fail(command.error());
            const Result<Applied> applied = applyEntry(connection, entry, *command, {});
            if (!applied)
                return fail(applied.error());
            return {};
        });
    });
}

Result<Sha256> projectionDigest(Connection &connection)
{
    std::string rows;
    Sha256 digest{};
    for (const auto &table : projectionTables) {
        Result<Statement> read = connection.prepare(std::string("SELECT * FROM ") + table.name + " ORDER BY " + table.primaryKey);
        if (!read)
            return fail(read.error());
        for (;;) {
            const Result<bool> row = read->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            rows.assign(table.name);
            for (int column = 0; column < read->columns(); ++column)
                rows += "|" + toHex(read->blob(column)); // any type reads as bytes, numbers as their text
            digest = sha256({digest, viewOf(rows)});
        }
    }
    return digest;
}

} // namespace hufu
