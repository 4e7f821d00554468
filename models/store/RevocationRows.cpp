// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

#include "models/domain/Revocation.h"
#include "models/domain/RevocationProof.h"
#include "models/store/HouseReader.h"

namespace hufu {
namespace {

// What was suspended and is now revoked for good keeps the date of its suspension: nothing that it signed since then counts (X.509, reason
// code extension: "the revocation date shall be the date the certificate was placed on hold"). What is revoked for good stays as it is.
constexpr std::string_view revokeSelected
    = "INSERT INTO revocation (certificate_id, ca, serial, spki_sha256, reason, at, invalidity_date, sequence, note)"
      " SELECT issued.certificate_id, issued.ca, issued.serial, certificate.spki_sha256, ?2, ?3, ?4, ?5, ?6";
constexpr std::string_view unlessRevoked
    = " ON CONFLICT (certificate_id) DO UPDATE SET reason = excluded.reason, invalidity_date = excluded.invalidity_date,"
      " sequence = excluded.sequence, note = excluded.note, verified = 0 WHERE revocation.reason = ?7";
constexpr std::string_view joinIssued
    = " JOIN issued ON issued.certificate_id = blob.id JOIN certificate ON certificate.id = blob.id";

Result<void> revokeOne(Statement &put, RevocationReason reason, Instant at, std::optional<Instant> invalidityDate, Sequence sequence,
                       const std::string &note)
{
    put.bind(2, std::int64_t(reason)).bind(3, toUnix(at));
    if (invalidityDate)
        put.bind(4, toUnix(*invalidityDate));
    else
        put.bindNull(4);
    return put.bind(5, std::int64_t(sequence)).bind(6, note).bind(7, std::int64_t(RevocationReason::CertificateHold)).run();
}

Result<void> applyRevocation(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
    if (!form)
        return fail(form.error());
    Result<Statement> put = connection.prepare(std::string(revokeSelected) + " FROM blob" + std::string(joinIssued)
                                               + " WHERE blob.sha256 = ?1" + std::string(unlessRevoked));
    if (!put)
        return fail(put.error());
    for (const Sha256 &name : form->certificates) {
        put->bind(1, BytesView(name));
        if (Result<void> done = revokeOne(*put, form->reason, entry.time, form->invalidityDate, entry.sequence, form->note); !done)
            return done;
        if (connection.changes() != 1)
            return fail(ErrorCode::Conflict, "not of the own CA, or revoked already", toHex(name));
    }
    return {};
}

Result<void> applyResumption(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<ResumptionForm> form = resumptionFormFromJson(command.payload);
    if (!form)
        return fail(form.error());
    // Before the row goes: the next CRL has to be one without it.
    Result<Statement> note = connection.prepare(
        "INSERT INTO resumed (ca, sequence) SELECT revocation.ca, ?2 FROM blob JOIN revocation ON revocation.certificate_id = blob.id"
        " WHERE blob.sha256 = ?1 ON CONFLICT (ca) DO UPDATE SET sequence = excluded.sequence");
    Result<Statement> lift = connection.prepare(
        "DELETE FROM revocation WHERE certificate_id = (SELECT id FROM blob WHERE sha256 = ?1) AND reason = ?2");
    if (!note)
        return fail(note.error());
    if (!lift)
        return fail(lift.error());
    for (const Sha256 &name : form->certificates) {
        if (Result<void> noted = note->bind(1, BytesView(name)).bind(2, std::int64_t(entry.sequence)).run(); !noted)
            return noted;
        if (Result<void> done = lift->bind(1, BytesView(name)).bind(2, std::int64_t(RevocationReason::CertificateHold)).run(); !done)
            return done;
        if (connection.changes() != 1)
            return fail(ErrorCode::Conflict, "it is not suspended", toHex(name));
    }
    return {};
}

Result<void> applyProof(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<RevocationProof> proof = revocationProofFromJson(command.payload);
    if (!proof)
        return fail(proof.error());
    Result<Statement> put
        = connection.prepare("UPDATE revocation SET verified = ?2 WHERE certificate_id = (SELECT id FROM blob WHERE sha256 = ?1)");
    if (!put)
        return fail(put.error());
    for (const Sha256 &name : proof->certificates) {
        if (Result<void> done = put->bind(1, BytesView(name)).bind(2, std::int64_t(entry.sequence)).run(); !done)
            return done;
        if (connection.changes() != 1)
            return fail(ErrorCode::Conflict, "it is not revoked", toHex(name));
    }
    return {};
}

} // namespace

Result<void> applyRevocations(Connection &connection, const Entry &entry, const Command &command)
{
    const auto apply = entry.kind == CommandKind::ProveRevocation ? applyProof : entry.kind == CommandKind::Resume ? applyResumption : applyRevocation;
    if (Result<void> done = apply(connection, entry, command); !done)
        return done;
    return noteInEmergency(connection, entry, command);
}

Result<void> revokeCard(Connection &connection, const Entry &entry, std::string_view card, RevocationReason reason, const std::string &note)
{
    Result<Statement> put = connection.prepare(std::string(revokeSelected)
                                               + " FROM card_order JOIN card_certificate ON card_certificate.order_id = card_order.id"
                                                 " JOIN blob ON blob.id = card_certificate.certificate_id"
                                               + std::string(joinIssued) + " WHERE card_order.card = ?1 AND certificate.not_after >= ?3"
                                               + std::string(unlessRevoked));
    if (!put)
        return fail(put.error());
    put->bind(1, card);
    return revokeOne(*put, reason, entry.time, std::nullopt, entry.sequence, note);
}

Result<void> resumeCard(Connection &connection, const Entry &entry, std::string_view card)
{
    constexpr std::string_view ofCard = " certificate_id IN (SELECT card_certificate.certificate_id FROM card_order JOIN card_certificate"
                                        " ON card_certificate.order_id = card_order.id WHERE card_order.card = ?1) AND reason = ?2";
    Result<Statement> note = connection.prepare("INSERT INTO resumed (ca, sequence) SELECT DISTINCT ca, ?3 FROM revocation WHERE" + std::string(ofCard)
                                                + " ON CONFLICT (ca) DO UPDATE SET sequence = excluded.sequence");
    Result<Statement> lift = connection.prepare("DELETE FROM revocation WHERE" + std::string(ofCard));
    if (!note)
        return fail(note.error());
    if (!lift)
        return fail(lift.error());
    const auto hold = std::int64_t(RevocationReason::CertificateHold);
    if (Result<void> noted = note->bind(1, card).bind(2, hold).bind(3, std::int64_t(entry.sequence)).run(); !noted)
        return noted;
    return lift->bind(1, card).bind(2, hold).run();
}

Result<void> revokeWaived(Connection &connection, const Entry &entry, Sequence waived)
{
    // As readWaived() tells which they are.
    Result<Statement> put = connection.prepare(std::string(revokeSelected)
                                               + " FROM review JOIN request ON request.id = review.request"
                                                 " JOIN blob ON blob.sha256 = request.certificate"
                                               + std::string(joinIssued) + " WHERE review.sequence = ?1" + std::string(unlessRevoked));
    if (!put)
        return fail(put.error());
    put->bind(1, std::int64_t(waived));
    constexpr const char *note = "not confirmed when pilot mode ended";
    if (Result<void> done = revokeOne(*put, RevocationReason::PrivilegeWithdrawn, entry.time, std::nullopt, entry.sequence, note); !done)
        return done;
    Result<Statement> cards = connection.prepare(std::string(revokeSelected)
                                                 + " FROM card_order JOIN card_certificate ON card_certificate.order_id = card_order.id"
                                                   " JOIN blob ON blob.id = card_certificate.certificate_id"
                                                 + std::string(joinIssued) + " WHERE card_order.sequence = ?1" + std::string(unlessRevoked));
    if (!cards)
        return fail(cards.error());
    cards->bind(1, std::int64_t(waived));
    if (Result<void> done = revokeOne(*cards, RevocationReason::PrivilegeWithdrawn, entry.time, std::nullopt, entry.sequence, note); !done)
        return done;
    const Result<std::optional<Sha256>> ca = caOrderedBy(connection, waived);
    if (!ca)
        return fail(ca.error());
    if (!*ca)
        return {};
    Result<Statement> one = connection.prepare(std::string(revokeSelected) + " FROM blob" + std::string(joinIssued) + " WHERE blob.sha256 = ?1"
                                               + std::string(unlessRevoked));
    if (!one)
        return fail(one.error());
    one->bind(1, BytesView(**ca));
    return revokeOne(*one, RevocationReason::PrivilegeWithdrawn, entry.time, std::nullopt, entry.sequence, note);
}

} // namespace hufu
