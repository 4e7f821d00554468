// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CertificateRows.h"

#include "models/pki/ValidationClass.h"
#include "models/store/ProjectionRows.h"

#include <set>

namespace hufu {

CertificateRows::CertificateRows(Blobs blobs, Statement exists, Statement bytes, Statement insert, Statement sighting)
    : m_blobs(std::move(blobs)), m_exists(std::move(exists)), m_bytes(std::move(bytes)), m_insert(std::move(insert)),
      m_sighting(std::move(sighting))
{
}

Result<CertificateRows> CertificateRows::over(Connection &connection)
{
    Result<Blobs> blobs = Blobs::over(connection);
    Result<Statement> exists = connection.prepare("SELECT 1 FROM certificate WHERE id = ?1");
    Result<Statement> bytes = connection.prepare("SELECT bytes FROM blob WHERE id = ?1");
    Result<Statement> insert = connection.prepare(
        "INSERT INTO certificate (id, sha256, subject, common_name, organization, issuer, issuer_name, serial, names, not_before,"
        " not_after, key_algorithm, key_bits, curve, signature_algorithm, validation_class, class_inferred, purpose, key_usage,"
        " extended_key_usage, flags, spki_sha256, subject_hash, issuer_hash, first_seen)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)");
    Result<Statement> sighting = connection.prepare(
        "INSERT INTO sighting (certificate_id, kind, location, detail, private_key, first_seen, last_seen)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)"
        " ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, private_key = private_key | excluded.private_key");
    if (!blobs)
        return fail(blobs.error());
    for (Result<Statement> *statement : {&exists, &bytes, &insert, &sighting}) {
        if (!*statement)
            return fail(statement->error());
    }
    return CertificateRows(std::move(*blobs), std::move(*exists), std::move(*bytes), std::move(*insert), std::move(*sighting));
}

Result<CertificateRows::Row> CertificateRows::ensure(const Sha256 &sha256, const IncomingCertificate *incoming, Sequence sequence)
{
    Row row;
    if (incoming) {
        const Result<Blobs::Stored> stored = m_blobs.put(sha256, incoming->der);
        if (!stored)
            return fail(stored.error());
        row.id = stored->id;
        if (stored->added)
            return insert(row, incoming->listing, sequence);
    } else {
        const Result<std::optional<std::int64_t>> found = m_blobs.find(sha256);
        if (!found)
            return fail(found.error());
        if (!*found)
            return fail(ErrorCode::NotFound, "no blob " + toHex(sha256));
        row.id = **found;
    }
    const Result<bool> known = m_exists.bind(1, row.id).step();
    if (!known)
        return fail(known.error());
    m_exists.reset();
    if (*known)
        return row;
    if (const Result<bool> read = m_bytes.bind(1, row.id).step(); !read)
        return fail(read.error());
    const Result<CertificateListing> listing = readListing(m_bytes.blob(0));
    m_bytes.reset();
    if (!listing)
        return fail(listing.error());
    return insert(row, *listing, sequence);
}

Result<void> CertificateRows::see(std::int64_t id, const ImportedSighting &where, bool privateKey, Instant when)
{
    return m_sighting.bind(1, id)
        .bind(2, std::int64_t(where.kind))
        .bind(3, where.location)
        .bind(4, where.detail)
        .bind(5, std::int64_t(privateKey))
        .bind(6, toUnix(when))
        .run();
}

Result<CertificateRows::Row> CertificateRows::insert(Row row, const CertificateListing &listing, Sequence sequence)
{
    const Classification classification = classify(listing);
    std::string joined = joinLines(listing.dnsNames);
    if (const std::string others = joinLines(listing.otherNames); !others.empty())
        joined += (joined.empty() ? "" : "\n") + others;
    m_insert.bind(1, row.id)
        .bind(2, BytesView(listing.sha256))
        .bind(3, listing.subject)
        .bind(4, listing.commonName)
        .bind(5, listing.organization)
        .bind(6, listing.issuer)
        .bind(7, listing.issuerName)
        .bind(8, BytesView(listing.serialNumber))
        .bind(9, joined)
        .bind(10, toUnix(listing.notBefore))
        .bind(11, toUnix(listing.notAfter))
        .bind(12, std::int64_t(listing.keyAlgorithm))
        .bind(13, std::int64_t(listing.keyBits))
        .bind(14, listing.curve)
        .bind(15, std::int64_t(listing.signatureAlgorithm))
        .bind(16, std::int64_t(classification.validationClass))
        .bind(17, std::int64_t(classification.inferred))
        .bind(18, std::int64_t(listing.purpose))
        .bind(19, std::int64_t(listing.keyUsage))
        .bind(20, std::int64_t(listing.extendedKeyUsage))
        .bind(21, std::int64_t(listing.flags))
        .bind(22, BytesView(listing.spkiSha256))
        .bind(23, BytesView(listing.subjectHash))
        .bind(24, BytesView(listing.issuerHash))
        .bind(25, std::int64_t(sequence));
    if (Result<void> inserted = m_insert.run(); !inserted)
        return fail(inserted.error());
    row.added = true;
    return row;
}

Result<Applied> applyImport(Connection &connection, const Entry &entry, const Command &command, std::span<const IncomingCertificate> incoming)
{
    const Result<std::vector<ImportedSighting>> sightings = importFromJson(command.payload);
    if (!sightings)
        return fail(sightings.error());
    Result<CertificateRows> rows = CertificateRows::over(connection);
    if (!rows)
        return fail(rows.error());

    Applied applied;
    for (const ImportedSighting &sighting : *sightings) {
        const std::set<Sha256> keyed(sighting.withPrivateKey.begin(), sighting.withPrivateKey.end());
        for (const Sha256 &sha256 : sighting.certificates) {
            const Result<CertificateRows::Row> row = rows->ensure(sha256, findIncoming(incoming, sha256), entry.sequence);
            if (!row)
                return fail(row.error());
            if (Result<void> seen = rows->see(row->id, sighting, keyed.contains(sha256), entry.time); !seen)
                return fail(seen.error());
            applied.added.push_back(row->added);
        }
    }
    return applied;
}

} // namespace hufu
