// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/InventoryReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::string_view certificateColumns = "SELECT id, sha256, subject, common_name, organization, issuer, issuer_name, "
                                                "serial, names, not_before, not_after, key_algorithm, key_bits,"
                                                " curve, signature_algorithm, validation_class, class_inferred, purpose, "
                                                "key_usage, extended_key_usage, flags, spki_sha256, subject_hash,"
                                                " issuer_hash, first_seen FROM certificate ";

CertificateRecord recordFrom(const Statement &row)
{
    CertificateRecord record;
    record.id = row.integer(0);
    record.sha256 = row.blob(1);
    record.subject = row.text(2);
    record.commonName = row.text(3);
    record.organization = row.text(4);
    record.issuer = row.text(5);
    record.issuerName = row.text(6);
    record.serial = row.blob(7);
    record.names = row.text(8);
    record.notBefore = fromUnix(row.integer(9));
    record.notAfter = fromUnix(row.integer(10));
    record.keyAlgorithm = static_cast<KeyAlgorithm>(row.integer(11));
    record.keyBits = static_cast<int>(row.integer(12));
    record.curve = row.text(13);
    record.signatureAlgorithm = static_cast<SignatureAlgorithm>(row.integer(14));
    record.validationClass = static_cast<ValidationClass>(row.integer(15));
    record.classInferred = row.integer(16) != 0;
    record.purpose = static_cast<Purpose>(row.integer(17));
    record.keyUsage = static_cast<std::uint16_t>(row.integer(18));
    record.extendedKeyUsage = static_cast<std::uint16_t>(row.integer(19));
    record.flags = static_cast<std::uint32_t>(row.integer(20));
    record.spkiSha256 = row.blob(21);
    record.subjectHash = row.blob(22);
    record.issuerHash = row.blob(23);
    record.firstSeen = static_cast<Sequence>(row.integer(24));
    return record;
}

Sha256 hashFrom(BytesView bytes)
{
    Sha256 hash{};
    std::ranges::copy(bytes.first(std::min(bytes.size(), hash.size())), hash.begin());
    return hash;
}

} // namespace

Result<InventoryExtent> readExtent(Connection &connection)
{
    InventoryExtent extent;
    Result<Statement> head = connection.prepare("SELECT sequence, time FROM entry ORDER BY sequence DESC LIMIT 1");
    if (!head)
        return fail(head.error());
    if (Result<void> read = forEachRow(*head, [&](const Statement &row) {
            extent.head = static_cast<Sequence>(row.integer(0));
            extent.headTime = fromUnix(row.integer(1));
        }); !read)
        return fail(read.error());
    const Result<std::int64_t> newest = connection.integer("SELECT coalesce(max(id), 0) FROM certificate");
    if (!newest)
        return fail(newest.error());
    extent.newestCertificate = *newest;
    Result<Statement> linted = connection.prepare("SELECT rule_set, up_to FROM linted");
    if (!linted)
        return fail(linted.error());
    if (Result<void> read = forEachRow(*linted, [&](const Statement &row) {
            extent.ruleSet = static_cast<int>(row.integer(0));
            extent.lintedUpTo = row.integer(1);
        }); !read)
        return fail(read.error());
    const Result<std::int64_t> withdrawal = connection.integer("SELECT max(coalesce((SELECT max(sequence) FROM revocation), 0),"
                                                               " coalesce((SELECT max(sequence) FROM resumed), 0))");
    if (!withdrawal)
        return fail(withdrawal.error());
    extent.newestWithdrawal = static_cast<Sequence>(*withdrawal);
    return extent;
}

Result<std::int64_t> countCertificates(Connection &connection) { return connection.integer("SELECT count(*) FROM certificate"); }

Result<void> readCertificates(Connection &connection, std::int64_t first, std::int64_t last, const CertificateVisitor &visit)
{
    Result<Statement> statement = connection.prepare(std::string(certificateColumns) + "WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, first).bind(2, last);
    return forEachRow(*statement, [&](const Statement &row) { visit(recordFrom(row)); });
}

Result<void> readCertificates(Connection &connection, std::span<const std::int64_t> ids, const CertificateVisitor &visit)
{
    Result<Statement> statement = connection.prepare(std::string(certificateColumns) + "WHERE id = ?1");
    if (!statement)
        return fail(statement.error());
    for (std::int64_t id : ids) {
        statement->bind(1, id);
        if (Result<void> read = forEachRow(*statement, [&](const Statement &row) { visit(recordFrom(row)); }); !read)
            return read;
    }
    return {};
}

Result<std::vector<std::int64_t>> readSoonestExpiring(Connection &connection, Instant from, int limit)
{
    Result<Statement> statement = connection.prepare("SELECT id FROM certificate WHERE not_after >= ?1 ORDER BY not_after LIMIT ?2");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, toUnix(from)).bind(2, std::int64_t(limit));
    std::vector<std::int64_t> ids;
    if (Result<void> read = forEachRow(*statement, [&](const Statement &row) { ids.push_back(row.integer(0)); }); !read)
        return fail(read.error());
    return ids;
}

Result<void> readSightings(Connection &connection, std::int64_t first, std::int64_t last, const SightingVisitor &visit)
{
    Result<Statement> statement = connection.prepare("SELECT certificate_id, kind, location, detail, private_key, last_seen FROM sighting"
                                                     " WHERE certificate_id BETWEEN ?1 AND ?2 ORDER BY certificate_id");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, first).bind(2, last);
    return forEachRow(*statement, [&](const Statement &row) {
        visit({row.integer(0), static_cast<int>(row.integer(1)), row.text(2), row.text(3), row.integer(4) != 0, fromUnix(row.integer(5))});
    });
}

Result<std::vector<std::int64_t>> readSeenSince(Connection &connection, Instant since)
{
    Result<Statement> statement = connection.prepare("SELECT DISTINCT certificate_id FROM sighting WHERE last_seen >= ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, toUnix(since));
    std::vector<std::int64_t> ids;
    if (Result<void> read = forEachRow(*statement, [&](const Statement &row) { ids.push_back(row.integer(0)); }); !read)
        return fail(read.error());
    return ids;
}

Result<std::vector<KeyHolder>> readHoldersOf(Connection &connection, const std::set<Sha256> &keys, std::size_t limit)
{
    Result<Statement> statement = connection.prepare("SELECT spki_sha256, sha256 FROM certificate ORDER BY id");
    if (!statement)
        return fail(statement.error());
    std::vector<KeyHolder> holders;
    Result<void> read = forEachRow(*statement, [&](const Statement &row) {
        KeyHolder holder{hashFrom(row.blob(0)), {}};
        if (holders.size() >= limit || !keys.contains(holder.spkiSha256))
            return;
        holder.sha256 = hashFrom(row.blob(1));
        holders.push_back(holder);
    });
    if (!read)
        return fail(read.error());
    return holders;
}

Result<std::optional<Instant>> readNextEntryTime(Connection &connection, Sequence sequence)
{
    Result<Statement> statement = connection.prepare("SELECT time FROM entry WHERE sequence > ?1 ORDER BY sequence LIMIT 1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, static_cast<std::int64_t>(sequence));
    std::optional<Instant> time;
    if (Result<void> read = forEachRow(*statement, [&](const Statement &row) { time = fromUnix(row.integer(0)); }); !read)
        return fail(read.error());
    return time;
}

Result<std::vector<WithdrawalRecord>> readWithdrawals(Connection &connection)
{
    Result<Statement> statement = connection.prepare("SELECT certificate_id, reason, at FROM revocation ORDER BY certificate_id");
    if (!statement)
        return fail(statement.error());
    std::vector<WithdrawalRecord> records;
    if (Result<void> read = forEachRow(*statement, [&](const Statement &row) {
            records.push_back({row.integer(0), static_cast<RevocationReason>(row.integer(1)), fromUnix(row.integer(2))});
        }); !read)
        return fail(read.error());
    return records;
}

Result<void> readLints(Connection &connection, std::int64_t first, std::int64_t last, const LintVisitor &visit)
{
    Result<Statement> statement = connection.prepare(
        "SELECT certificate_id, rule, observed FROM lint WHERE certificate_id BETWEEN ?1 AND ?2 ORDER BY certificate_id");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, first).bind(2, last);
    return forEachRow(*statement, [&](const Statement &row) { visit(row.integer(0), static_cast<Rule>(row.integer(1)), row.text(2)); });
}

} // namespace hufu
