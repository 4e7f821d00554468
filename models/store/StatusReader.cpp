// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/StatusReader.h"

namespace hufu {
namespace {

/// Calls `visit` for each row of: certificate, ca, serial, at, reason; the last two null while it is valid.
Result<void> visitRows(Statement &read, const StatusVisitor &visit)
{
    for (;;) {
        const Result<bool> row = read.step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return {};
        StatusRow status{read.integer(0), read.text(1), read.blob(2), !read.isNull(3), {}, {}};
        if (status.revoked) {
            status.revokedAt = fromUnix(read.integer(3));
            status.reason = static_cast<RevocationReason>(read.integer(4));
        }
        visit(status);
    }
}

} // namespace

Result<std::vector<RevokedEntry>> readCrlEntries(Connection &connection, const CertificateAuthority &ca)
{
    Result<Statement> read = connection.prepare(
        "SELECT revocation.serial, at, reason, invalidity_date FROM revocation JOIN certificate ON certificate.id = certificate_id"
        " WHERE ca = ?1 AND (revocation.sequence > ?2 OR not_after >= ?3) ORDER BY revocation.sequence, certificate_id");
    if (!read)
        return fail(read.error());
    read->bind(1, ca.plan.id).bind(2, std::int64_t(ca.crlUpTo)).bind(3, toUnix(ca.crlThisUpdate));
    std::vector<RevokedEntry> entries;
    for (;;) {
        const Result<bool> row = read->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return entries;
        RevokedEntry entry;
        entry.serial = bytesOf(read->blob(0));
        entry.revokedAt = fromUnix(read->integer(1));
        entry.reason = static_cast<RevocationReason>(read->integer(2));
        if (!read->isNull(3))
            entry.invalidityDate = fromUnix(read->integer(3));
        entries.push_back(std::move(entry));
    }
}

Result<Sequence> readNewestRevocation(Connection &connection, std::string_view ca)
{
    Result<Statement> read = connection.prepare("SELECT max(coalesce((SELECT max(sequence) FROM revocation WHERE ca = ?1), 0),"
                                                " coalesce((SELECT sequence FROM resumed WHERE ca = ?1), 0))");
    if (!read)
        return fail(read.error());
    if (const Result<bool> row = read->bind(1, ca).step(); !row)
        return fail(row.error());
    return static_cast<Sequence>(read->integer(0));
}

Result<Sequence> readNewestResumption(Connection &connection)
{
    const Result<std::int64_t> newest = connection.integer("SELECT coalesce(max(sequence), 0) FROM resumed");
    return newest ? Result<Sequence>(static_cast<Sequence>(*newest)) : fail(newest.error());
}

Result<void> readStatuses(Connection &connection, std::int64_t after, const StatusVisitor &visit)
{
    Result<Statement> read = connection.prepare(
        "SELECT issued.certificate_id, issued.ca, issued.serial, at, reason FROM issued"
        " LEFT JOIN revocation ON revocation.certificate_id = issued.certificate_id WHERE issued.certificate_id > ?1"
        " ORDER BY issued.certificate_id");
    if (!read)
        return fail(read.error());
    read->bind(1, after);
    return visitRows(*read, visit);
}

Result<void> readRevokedSince(Connection &connection, std::string_view ca, Sequence since, const StatusVisitor &visit)
{
    Result<Statement> read
        = connection.prepare("SELECT certificate_id, ca, serial, at, reason FROM revocation WHERE ca = ?1 AND sequence > ?2 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    read->bind(1, ca).bind(2, std::int64_t(since));
    return visitRows(*read, visit);
}

} // namespace hufu
