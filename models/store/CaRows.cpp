// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CaRows.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Request.h"
#include "models/store/CertificateRows.h"
#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

/// Whether pilot mode let one officer alone order it.
Result<bool> lacksSecondSigner(const Entry &entry)
{
    const Result<QJsonObject> outcome = outcomeOf(entry);
    if (!outcome)
        return fail(outcome.error());
    return outcome->value("waived").toArray().contains(QJsonValue(QStringLiteral("second-signer")));
}

Result<void> applyCreation(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CaPlan> plan = caPlanFromJson(command.payload);
    if (!plan)
        return fail(plan.error());
    const Result<std::string> text = toCanonicalJson(toJson(*plan));
    const Result<bool> pilot = lacksSecondSigner(entry);
    if (!text || !pilot)
        return fail(text ? pilot.error() : text.error());
    Result<Statement> insert = connection.prepare(
        "INSERT INTO ca (id, plan, sequence, pilot, certificate, responder, crl_number, crl_sha256, crl_this_update, crl_next_update, crl_up_to)"
        " VALUES (?1, ?2, ?3, ?4, x'', x'', 0, x'', 0, 0, 0)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, plan->id).bind(2, *text).bind(3, std::int64_t(entry.sequence)).bind(4, std::int64_t(*pilot)).run();
}

/// ca.certify and responder.certify.
Result<void> applyCertificate(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CaCertified> act = caCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    const bool isCa = entry.kind == CommandKind::CertifyCa;
    Result<Statement> put = connection.prepare(isCa ? "UPDATE ca SET certificate = ?2 WHERE id = ?1 RETURNING json_extract(plan, '$.parent')"
                                                    : "UPDATE ca SET responder = ?2 WHERE id = ?1 RETURNING ''");
    if (!put)
        return fail(put.error());
    const Result<bool> row = put->bind(1, act->ca).bind(2, BytesView(act->certificate)).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, "no such CA", act->ca);
    const std::string parent(put->text(0));
    put->reset();
    const Result<Sha256> kept = insertIssued(connection, act->certificate, {parent.empty() ? act->ca : parent, {}, isCa, {}, entry.sequence});
    return kept ? Result<void>() : fail(kept.error());
}

Result<void> applyIssuing(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CertificateIssued> act = certificateIssuedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    Result<Statement> read = connection.prepare("SELECT json_extract(form, '$.replaces') FROM request WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, act->request).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, "no such request", act->request);
    IssuedRow issued{act->ca, act->request, false, {}, entry.sequence};
    if (!read->isNull(0)) {
        const Result<Sha256> replaces = sha256FromHex(read->text(0));
        if (!replaces)
            return fail(replaces.error());
        issued.replaces = *replaces;
    }
    read->reset();
    const Result<Sha256> sha256 = insertIssued(connection, act->certificate, issued);
    if (!sha256)
        return fail(sha256.error());
    Result<Statement> put = connection.prepare("UPDATE request SET state = ?2, certificate = ?3, version = ?4 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, act->request)
        .bind(2, std::int64_t(RequestState::Issued))
        .bind(3, BytesView(*sha256))
        .bind(4, std::int64_t(entry.sequence))
        .run();
}

Result<void> applyCrl(Connection &connection, const Command &command)
{
    const Result<CrlPublished> act = crlPublishedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    Result<Statement> put = connection.prepare("UPDATE ca SET crl_number = ?2, crl_sha256 = ?3, crl_this_update = ?4, crl_next_update = ?5,"
                                               " crl_up_to = ?6 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, act->ca)
        .bind(2, std::int64_t(act->number))
        .bind(3, BytesView(act->sha256))
        .bind(4, toUnix(act->thisUpdate))
        .bind(5, toUnix(act->nextUpdate))
        .bind(6, std::int64_t(act->upTo))
        .run();
}

} // namespace

Result<Sha256> insertIssued(Connection &connection, BytesView certificate, const IssuedRow &row)
{
    Result<CertificateListing> listing = readListing(certificate);
    if (!listing)
        return fail(listing.error());
    const IncomingCertificate incoming{listing->sha256, certificate, std::move(*listing)};
    Result<CertificateRows> rows = CertificateRows::over(connection);
    if (!rows)
        return fail(rows.error());
    const Result<CertificateRows::Row> kept = rows->ensure(incoming.sha256, &incoming, row.sequence);
    if (!kept)
        return fail(kept.error());
    Result<Statement> insert = connection.prepare("INSERT INTO issued (certificate_id, ca, serial, request, is_ca, replaces, sequence)"
                                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, kept->id)
        .bind(2, row.ca)
        .bind(3, BytesView(incoming.listing.serialNumber))
        .bind(4, row.request)
        .bind(5, std::int64_t(row.isCa))
        .bind(7, std::int64_t(row.sequence));
    if (row.replaces)
        insert->bind(6, BytesView(*row.replaces));
    else
        insert->bindNull(6);
    if (Result<void> inserted = insert->run(); !inserted)
        return fail(inserted.error());
    return incoming.sha256;
}

Result<void> applyCas(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::CreateCa)
        return applyCreation(connection, entry, command);
    if (entry.kind == CommandKind::CertifyCa || entry.kind == CommandKind::CertifyResponder)
        return applyCertificate(connection, entry, command);
    if (entry.kind == CommandKind::Issue)
        return applyIssuing(connection, entry, command);
    return applyCrl(connection, command);
}

} // namespace hufu
