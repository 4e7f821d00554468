// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CaReader.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/CertificateListing.h"
#include "models/pki/Digest.h"
#include "models/store/FactsReader.h"

#include <algorithm>

namespace hufu {
namespace {

Sha256 digestOf(BytesView bytes)
{
    Sha256 digest{};
    std::ranges::copy(bytes.first(std::min(bytes.size(), digest.size())), digest.begin());
    return digest;
}

Result<bool> isRevoked(Connection &connection, BytesView certificate)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM blob JOIN revocation ON revocation.certificate_id = blob.id WHERE blob.sha256 = ?1");
    if (!read)
        return fail(read.error());
    const Sha256 name = sha256(certificate);
    return read->bind(1, BytesView(name)).step();
}

constexpr std::string_view caColumns = "SELECT plan, sequence, pilot, certificate, responder, crl_number, crl_sha256, crl_this_update,"
                                       " crl_next_update, crl_up_to FROM ca";

Result<CertificateAuthority> caFrom(Connection &connection, const Statement &row)
{
    CertificateAuthority ca;
    const Result<QJsonObject> object = parseJsonObject(viewOf(row.text(0)), false);
    if (!object)
        return fail(object.error());
    Result<CaPlan> plan = caPlanFromJson(*object);
    if (!plan)
        return fail(plan.error());
    ca.plan = std::move(*plan);
    ca.sequence = static_cast<Sequence>(row.integer(1));
    ca.pilot = row.integer(2) != 0;
    ca.certificate = bytesOf(row.blob(3));
    ca.responder = bytesOf(row.blob(4));
    ca.crlNumber = static_cast<std::uint64_t>(row.integer(5));
    ca.crlSha256 = digestOf(row.blob(6));
    ca.crlThisUpdate = fromUnix(row.integer(7));
    ca.crlNextUpdate = fromUnix(row.integer(8));
    ca.crlUpTo = static_cast<Sequence>(row.integer(9));
    if (!ca.certificate.empty()) {
        const Result<bool> revoked = isRevoked(connection, ca.certificate);
        if (!revoked)
            return fail(revoked.error());
        ca.revoked = *revoked;
    }
    return ca;
}

constexpr std::string_view issuedColumns
    = "SELECT certificate.sha256, issued.ca, issued.serial, issued.request, coalesce(json_extract(request.form, '$.service'), ''),"
      " coalesce(service.tier, 0), issued.is_ca, certificate.not_after, certificate.spki_sha256, revocation.reason, revocation.at,"
      " revocation.invalidity_date, revocation.sequence, revocation.note"
      " FROM issued JOIN certificate ON certificate.id = issued.certificate_id LEFT JOIN request ON request.id = issued.request"
      " LEFT JOIN service ON service.id = json_extract(request.form, '$.service')"
      " LEFT JOIN revocation ON revocation.certificate_id = issued.certificate_id";

IssuedCertificate issuedFrom(const Statement &row)
{
    IssuedCertificate issued;
    issued.sha256 = digestOf(row.blob(0));
    issued.ca = row.text(1);
    issued.serial = bytesOf(row.blob(2));
    issued.request = row.text(3);
    issued.service = row.text(4);
    issued.tier = static_cast<Tier>(row.integer(5));
    issued.isCa = row.integer(6) != 0;
    issued.notAfter = fromUnix(row.integer(7));
    issued.spkiSha256 = digestOf(row.blob(8));
    if (row.isNull(9))
        return issued;
    IssuedCertificate::Revoked revoked;
    revoked.reason = static_cast<RevocationReason>(row.integer(9));
    revoked.at = fromUnix(row.integer(10));
    if (!row.isNull(11))
        revoked.invalidityDate = fromUnix(row.integer(11));
    revoked.sequence = static_cast<Sequence>(row.integer(12));
    revoked.note = row.text(13);
    issued.revoked = std::move(revoked);
    return issued;
}

Result<std::optional<IssuedCertificate>> firstIssued(Statement &read)
{
    const Result<bool> row = read.step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(issuedFrom(read)) : std::nullopt;
}

/// What stands under the serial number already that an act wants to give.
Result<void> gatherSameSerial(Connection &connection, const std::string &issuer, BytesView certificate, Facts &facts)
{
    const Result<CertificateListing> listing = readListing(certificate);
    if (!listing)
        return {}; // decide() names the fault
    Result<std::optional<IssuedCertificate>> same = readIssuedBySerial(connection, issuer, listing->serialNumber);
    if (!same)
        return fail(same.error());
    if (*same)
        facts.issued.push_back(std::move(**same));
    return {};
}

Result<void> gatherIssued(Connection &connection, const Command &command, Facts &facts)
{
    if (command.kind == CommandKind::Issue) {
        const Result<CertificateIssued> act = certificateIssuedFromJson(command.payload);
        return act ? gatherSameSerial(connection, act->ca, act->certificate, facts) : Result<void>();
    }
    if (command.kind == CommandKind::CertifyCa || command.kind == CommandKind::CertifyResponder) {
        const Result<CaCertified> act = caCertifiedFromJson(command.payload);
        const auto ca = act ? std::ranges::find(facts.cas, act->ca, [](const CertificateAuthority &known) { return known.plan.id; })
                            : facts.cas.end();
        if (ca == facts.cas.end())
            return {};
        const bool byParent = command.kind == CommandKind::CertifyCa && ca->plan.tree != CaTree::Root;
        return gatherSameSerial(connection, byParent ? ca->plan.parent : ca->plan.id, act->certificate, facts);
    }
    if (command.kind == CommandKind::CertifyCard) {
        const Result<CardCertified> act = cardCertifiedFromJson(command.payload);
        for (std::size_t i = 0; act && i < act->lines.size(); ++i) {
            if (Result<void> done = gatherSameSerial(connection, act->ca, act->lines[i].certificate, facts); !done)
                return done;
        }
        return {};
    }
    if (command.kind == CommandKind::SubmitRequest) {
        const Result<Sha256> replaced = sha256FromHex(utf8(command.payload.value("replaces").toString()));
        if (!replaced)
            return {};
        Result<std::optional<IssuedCertificate>> issued = readIssued(connection, *replaced);
        if (!issued)
            return fail(issued.error());
        if (*issued)
            facts.issued.push_back(std::move(**issued));
    }
    return {};
}

} // namespace

Result<std::vector<CertificateAuthority>> readCas(Connection &connection)
{
    Result<Statement> read = connection.prepare(std::string(caColumns) + " ORDER BY sequence, id");
    if (!read)
        return fail(read.error());
    std::vector<CertificateAuthority> cas;
    for (;;) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return cas;
        Result<CertificateAuthority> ca = caFrom(connection, *read);
        if (!ca)
            return fail(ca.error());
        cas.push_back(std::move(*ca));
    }
}

Result<std::optional<CertificateAuthority>> readCa(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare(std::string(caColumns) + " WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    Result<CertificateAuthority> ca = caFrom(connection, *read);
    return ca ? Result<std::optional<CertificateAuthority>>(std::move(*ca)) : fail(ca.error());
}

Result<std::optional<IssuedCertificate>> readIssued(Connection &connection, const Sha256 &sha256)
{
    // The blob's index leads there: certificates are not indexed by their digest.
    Result<Statement> read
        = connection.prepare(std::string(issuedColumns) + " WHERE issued.certificate_id = (SELECT id FROM blob WHERE sha256 = ?1)");
    if (!read)
        return fail(read.error());
    read->bind(1, BytesView(sha256));
    return firstIssued(*read);
}

Result<std::optional<IssuedCertificate>> readIssuedBySerial(Connection &connection, std::string_view ca, BytesView serial)
{
    Result<Statement> read = connection.prepare(std::string(issuedColumns) + " WHERE issued.ca = ?1 AND issued.serial = ?2");
    if (!read)
        return fail(read.error());
    read->bind(1, ca).bind(2, serial);
    return firstIssued(*read);
}

Result<std::vector<IssuedCertificate>> readIssuedBy(Connection &connection, std::string_view ca)
{
    Result<Statement> read = connection.prepare(std::string(issuedColumns) + " WHERE issued.ca = ?1 ORDER BY issued.sequence, issued.certificate_id");
    if (!read)
        return fail(read.error());
    read->bind(1, ca);
    std::vector<IssuedCertificate> all;
    const Result<void> done = forEachRow(*read, [&](Statement &row) { all.push_back(issuedFrom(row)); });
    return done ? Result<std::vector<IssuedCertificate>>(std::move(all)) : fail(done.error());
}

Result<std::vector<std::int64_t>> readOwnCaCertificates(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT certificate_id FROM issued WHERE is_ca ORDER BY certificate_id");
    if (!read)
        return fail(read.error());
    std::vector<std::int64_t> ids;
    const Result<void> done = forEachRow(*read, [&](const Statement &row) { ids.push_back(row.integer(0)); });
    return done ? Result<std::vector<std::int64_t>>(std::move(ids)) : fail(done.error());
}

Result<std::vector<RequestedService>> readRequestedServices(Connection &connection, std::int64_t after)
{
    Result<Statement> read = connection.prepare("SELECT issued.certificate_id, coalesce(json_extract(request.form, '$.service'), '') FROM issued"
                                                " JOIN request ON request.id = issued.request WHERE issued.certificate_id > ?1"
                                                " ORDER BY issued.certificate_id");
    if (!read)
        return fail(read.error());
    read->bind(1, after);
    std::vector<RequestedService> all;
    const Result<void> done = forEachRow(*read, [&](const Statement &row) {
        if (!row.text(1).empty())
            all.push_back({row.integer(0), std::string(row.text(1))});
    });
    return done ? Result<std::vector<RequestedService>>(std::move(all)) : fail(done.error());
}

Result<std::vector<Replacement>> readReplacements(Connection &connection, Sequence since)
{
    Result<Statement> read = connection.prepare("SELECT issued.replaces, newer.sha256, older.id, newer.id FROM issued"
                                                " JOIN blob AS newer ON newer.id = issued.certificate_id"
                                                " JOIN blob AS older ON older.sha256 = issued.replaces"
                                                " WHERE issued.replaces IS NOT NULL AND issued.sequence > ?1 AND NOT EXISTS"
                                                " (SELECT 1 FROM revocation WHERE revocation.certificate_id = issued.certificate_id)"
                                                " ORDER BY issued.sequence");
    if (!read)
        return fail(read.error());
    read->bind(1, std::int64_t(since));
    std::vector<Replacement> all;
    for (;;) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return all;
        all.push_back({digestOf(read->blob(0)), digestOf(read->blob(1)), read->integer(2), read->integer(3)});
    }
}

Result<IssuedCount> countIssued(Connection &connection, std::string_view ca)
{
    Result<Statement> read = connection.prepare("SELECT (SELECT count(*) FROM issued WHERE ca = ?1), (SELECT count(*) FROM revocation WHERE ca = ?1)");
    if (!read)
        return fail(read.error());
    if (const Result<bool> row = read->bind(1, ca).step(); !row)
        return fail(row.error());
    return IssuedCount{read->integer(0), read->integer(1)};
}

Result<std::optional<Sha256>> readReplacementOf(Connection &connection, const Sha256 &sha256)
{
    Result<Statement> read = connection.prepare("SELECT blob.sha256 FROM issued JOIN blob ON blob.id = issued.certificate_id"
                                                " WHERE issued.replaces = ?1 ORDER BY issued.sequence DESC LIMIT 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, BytesView(sha256)).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(digestOf(read->blob(0))) : std::nullopt;
}

Result<std::optional<Sha256>> readReplacedBy(Connection &connection, const Sha256 &sha256)
{
    Result<Statement> read
        = connection.prepare("SELECT replaces FROM issued WHERE replaces IS NOT NULL AND certificate_id = (SELECT id FROM blob WHERE sha256 = ?1)");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, BytesView(sha256)).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(digestOf(read->blob(0))) : std::nullopt;
}

Result<void> gatherCaFacts(Connection &connection, const Command &command, Facts &facts)
{
    Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    facts.cas = std::move(*cas);
    return gatherIssued(connection, command, facts);
}

} // namespace hufu
