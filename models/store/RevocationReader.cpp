// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/RevocationReader.h"

#include "models/domain/CertificateAuthority.h"
#include "models/domain/Emergency.h"
#include "models/domain/EmergencyTrial.h"
#include "models/domain/RevocationProof.h"
#include "models/pki/SignedData.h"
#include "models/store/FactsReader.h"

#include <algorithm>

namespace hufu {
namespace {

// SHA-256 leads to the blob's id, which is the certificate's: the other tables are asked by number. The tier is the one of the
// service as it is now, not as it was when the certificate was asked for.
constexpr std::string_view issuedByDigest
    = "SELECT issued.ca, issued.serial, issued.request, coalesce(json_extract(request.form, '$.service'), ''), coalesce(service.tier, 0),"
      " issued.is_ca, certificate.subject_hash = certificate.issuer_hash, certificate.not_after, certificate.spki_sha256,"
      " revocation.reason, revocation.at, revocation.invalidity_date, revocation.sequence, revocation.note, revocation.verified, coalesce(request.department, ''), certificate.purpose,"
      " coalesce((SELECT json_extract(card_order.form, '$.holder.id') FROM card_certificate JOIN card_order ON card_order.id = card_certificate.order_id"
      " WHERE card_certificate.certificate_id = issued.certificate_id), ''), certificate.common_name"
      " FROM blob JOIN issued ON issued.certificate_id = blob.id JOIN certificate ON certificate.id = blob.id"
      " LEFT JOIN request ON request.id = issued.request LEFT JOIN service ON service.id = json_extract(request.form, '$.service')"
      " LEFT JOIN revocation ON revocation.certificate_id = blob.id WHERE blob.sha256 = ?1";

IssuedCertificate issuedFrom(const Statement &row, const Sha256 &sha256)
{
    IssuedCertificate issued;
    issued.sha256 = sha256;
    issued.ca = row.text(0);
    issued.serial = bytesOf(row.blob(1));
    issued.request = row.text(2);
    issued.service = row.text(3);
    issued.tier = static_cast<Tier>(row.integer(4));
    issued.isCa = row.integer(5) != 0;
    issued.isRoot = issued.isCa && row.integer(6) != 0;
    issued.department = row.text(15);
    issued.purpose = static_cast<Purpose>(row.integer(16));
    issued.holder = row.text(17);
    issued.commonName = row.text(18);
    issued.notAfter = fromUnix(row.integer(7));
    std::ranges::copy(row.blob(8).first(issued.spkiSha256.size()), issued.spkiSha256.begin());
    if (row.isNull(9))
        return issued;
    IssuedCertificate::Revoked revoked;
    revoked.reason = static_cast<RevocationReason>(row.integer(9));
    revoked.at = fromUnix(row.integer(10));
    if (!row.isNull(11))
        revoked.invalidityDate = fromUnix(row.integer(11));
    revoked.sequence = static_cast<Sequence>(row.integer(12));
    revoked.note = row.text(13);
    revoked.verified = static_cast<Sequence>(row.integer(14));
    issued.revoked = std::move(revoked);
    return issued;
}

/// The first CRL of a CA after a revocation. Each has all that was revoked before it, and one follows at once: few entries are looked at.
Result<std::optional<RevocationProgress::InForce>> firstCrlAfter(Connection &connection, const std::string &ca, Sequence sequence)
{
    Result<Statement> read = connection.prepare(
        "SELECT command, time FROM entry WHERE sequence > ?1 AND kind = ?2 AND subject = ?3 ORDER BY sequence LIMIT 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, std::int64_t(sequence)).bind(2, CommandKind::PublishCrl).bind(3, ca).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const Result<SignedContent> opened = openSignedData(read->blob(0));
    const Result<Command> command = opened ? decodeCommand(opened->content) : fail(opened.error());
    const Result<CrlPublished> crl = command ? crlPublishedFromJson(command->payload) : fail(command.error());
    if (!crl)
        return fail(crl.error());
    return RevocationProgress::InForce{crl->number, fromUnix(read->integer(1))};
}

/// What the entry says that proved it.
Result<std::optional<RevocationProgress::Verified>> verifiedBy(Connection &connection, Sequence sequence)
{
    Result<Statement> read = connection.prepare("SELECT entry.command, entry.time, coalesce(person.name, '') FROM entry"
                                                " LEFT JOIN person ON person.id = entry.actor WHERE entry.sequence = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, std::int64_t(sequence)).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const Result<SignedContent> opened = openSignedData(read->blob(0));
    const Result<Command> command = opened ? decodeCommand(opened->content) : fail(opened.error());
    Result<RevocationProof> proof = command ? revocationProofFromJson(command->payload) : fail(command.error());
    if (!proof)
        return fail(proof.error());
    proof->certificates.clear();
    return RevocationProgress::Verified{fromUnix(read->integer(1)), std::string(read->text(2)), std::move(*proof)};
}

/// Which certificates a command names; none when it cannot be read: decide() names the fault.
std::vector<Sha256> namedBy(const Command &command, const Facts &facts)
{
    std::vector<Sha256> names;
    if (command.kind == CommandKind::Revoke) {
        if (Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version))
            names = std::move(form->certificates);
    } else if (command.kind == CommandKind::Resume) {
        if (Result<ResumptionForm> form = resumptionFormFromJson(command.payload))
            names = std::move(form->certificates);
    } else if (command.kind == CommandKind::ProveRevocation) {
        if (Result<RevocationProof> proof = revocationProofFromJson(command.payload))
            names = std::move(proof->certificates);
    } else if (command.kind == CommandKind::AskForeignCa) {
        if (const Result<ForeignAsk> ask = foreignAskFromJson(command.payload))
            names.push_back(ask->certificate);
    } else if (command.kind == CommandKind::TryInEmergency) {
        if (const Result<EmergencyTrial> trial = emergencyTrialFromJson(command.payload))
            names.push_back(trial->canary);
    } else {
        for (const WaivedAct &act : facts.waived)
            names.insert(names.end(), act.certificates.begin(), act.certificates.end());
    }
    return names;
}

} // namespace

Result<bool> isKeyRevoked(Connection &connection, const Sha256 &spki)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM revocation WHERE spki_sha256 = ?1 AND reason <> ?2 LIMIT 1");
    if (!read)
        return fail(read.error());
    return read->bind(1, BytesView(spki)).bind(2, std::int64_t(RevocationReason::CertificateHold)).step();
}

Result<std::vector<IssuedCertificate>> readIssued(Connection &connection, std::span<const Sha256> certificates)
{
    Result<Statement> read = connection.prepare(issuedByDigest);
    if (!read)
        return fail(read.error());
    std::vector<IssuedCertificate> issued;
    issued.reserve(certificates.size());
    for (const Sha256 &name : certificates) {
        const Result<bool> row = read->bind(1, BytesView(name)).step();
        if (!row)
            return fail(row.error());
        if (*row)
            issued.push_back(issuedFrom(*read, name));
        read->reset();
    }
    return issued;
}

Result<std::optional<RevocationProgress>> readRevocationProgress(Connection &connection, const Sha256 &certificate)
{
    Result<std::vector<IssuedCertificate>> issued = readIssued(connection, std::span(&certificate, 1));
    if (!issued)
        return fail(issued.error());
    if (issued->empty() || !issued->front().revoked)
        return std::nullopt;
    RevocationProgress progress{std::move(issued->front()), {}};
    Result<std::optional<RevocationProgress::InForce>> crl
        = firstCrlAfter(connection, progress.certificate.ca, progress.certificate.revoked->sequence);
    if (!crl)
        return fail(crl.error());
    progress.inForce = *crl;
    if (const Sequence proof = progress.certificate.revoked->verified; proof > 0) {
        Result<std::optional<RevocationProgress::Verified>> verified = verifiedBy(connection, proof);
        if (!verified)
            return fail(verified.error());
        progress.verified = std::move(*verified);
    }
    return progress;
}

Result<RevocationCounts> readRevocationCounts(Connection &connection, Instant now)
{
    Result<Statement> read = connection.prepare(
        "SELECT coalesce(sum(revocation.sequence > ca.crl_up_to), 0), coalesce(sum(revocation.sequence <= ca.crl_up_to), 0) FROM revocation"
        " JOIN ca ON ca.id = revocation.ca JOIN certificate ON certificate.id = revocation.certificate_id"
        " WHERE revocation.verified = 0 AND certificate.not_after >= ?1");
    if (!read)
        return fail(read.error());
    if (const Result<bool> row = read->bind(1, toUnix(now)).step(); !row)
        return fail(row.error());
    return RevocationCounts{read->integer(0), read->integer(1)};
}

Result<std::int64_t> countValidUnder(Connection &connection, const Sha256 &caCertificate, Instant now)
{
    Result<Statement> read = connection.prepare(
        "SELECT count(*) FROM blob JOIN ca ON ca.certificate = blob.bytes JOIN issued ON issued.ca = ca.id"
        " JOIN certificate ON certificate.id = issued.certificate_id WHERE blob.sha256 = ?1 AND certificate.not_after >= ?2"
        " AND certificate.subject_hash <> certificate.issuer_hash"
        " AND NOT EXISTS (SELECT 1 FROM revocation WHERE revocation.certificate_id = issued.certificate_id)");
    if (!read)
        return fail(read.error());
    if (const Result<bool> row = read->bind(1, BytesView(caCertificate)).bind(2, toUnix(now)).step(); !row)
        return fail(row.error());
    return read->integer(0);
}

Result<void> gatherRevocationFacts(Connection &connection, const Command &command, Facts &facts)
{
    const std::vector<Sha256> named = namedBy(command, facts);
    Result<std::vector<IssuedCertificate>> issued = readIssued(connection, named);
    if (!issued)
        return fail(issued.error());
    facts.issued = std::move(*issued);
    return {};
}

} // namespace hufu
