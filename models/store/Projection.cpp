// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Projection.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Collection.h"
#include "models/domain/Founding.h"
#include "models/domain/Import.h"
#include "models/domain/Service.h"
#include "models/pki/Digest.h"
#include "models/pki/SignedData.h"
#include "models/pki/ValidationClass.h"
#include "models/store/Blobs.h"
#include "models/store/JournalStore.h"

#include <algorithm>

namespace hufu {
namespace {

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

Result<void> insertPerson(Connection &connection, const Person &person)
{
    std::string roles;
    for (Role role : person.roles)
        roles += (roles.empty() ? "" : " ") + std::string(roleName(role));
    Result<Statement> insert = connection.prepare(
        "INSERT INTO person (id, name, department, roles, certificate, active) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, person.id)
        .bind(2, person.name)
        .bind(3, person.department)
        .bind(4, roles)
        .bind(5, BytesView(person.certificate))
        .bind(6, std::int64_t(person.active))
        .run();
}

Result<void> applyFounding(Connection &connection, const Command &command)
{
    const Result<Founding> founding = foundingFromJson(command.payload);
    if (!founding)
        return fail(founding.error());
    const Result<std::string> policy = toCanonicalJson(toJson(founding->policy));
    if (!policy)
        return fail(policy.error());
    Result<Statement> insert = connection.prepare(
        "INSERT INTO house (id, name, pilot, authority_certificate, policy) VALUES (1, ?1, ?2, ?3, ?4)");
    if (!insert)
        return fail(insert.error());
    Result<void> inserted = insert->bind(1, founding->name)
                                .bind(2, std::int64_t(founding->pilot))
                                .bind(3, BytesView(founding->authorityCertificate))
                                .bind(4, *policy)
                                .run();
    if (!inserted)
        return inserted;
    return insertPerson(connection, founding->founder);
}

/// Stores the certificates of one import; keeps its statements for the whole batch.
class CertificateRows {
public:
    static Result<CertificateRows> over(Connection &connection)
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

    struct Row {
        std::int64_t id = 0;
        bool added = false;
    };

    /// `incoming` is null when the bytes must be stored already.
    Result<Row> ensure(const Sha256 &sha256, const IncomingCertificate *incoming, Sequence sequence)
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

    Result<void> see(std::int64_t id, const ImportedSighting &where, bool privateKey, Instant when)
    {
        return m_sighting.bind(1, id)
            .bind(2, std::int64_t(where.kind))
            .bind(3, where.location)
            .bind(4, where.detail)
            .bind(5, std::int64_t(privateKey))
            .bind(6, toUnix(when))
            .run();
    }

private:
    CertificateRows(Blobs blobs, Statement exists, Statement bytes, Statement insert, Statement sighting)
        : m_blobs(std::move(blobs)), m_exists(std::move(exists)), m_bytes(std::move(bytes)), m_insert(std::move(insert)),
          m_sighting(std::move(sighting)) {}

    Result<Row> insert(Row row, const CertificateListing &listing, Sequence sequence)
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

    Blobs m_blobs;
    Statement m_exists, m_bytes, m_insert, m_sighting;
};

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

Result<void> applyService(Connection &connection, const Command &command)
{
    const Result<Service> service = serviceFromJson(command.payload);
    if (!service)
        return fail(service.error());
    Result<Statement> put = connection.prepare(
        "INSERT INTO service (id, name, tier, department, owner, hosts, patient_data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, tier = excluded.tier, department = excluded.department,"
        " owner = excluded.owner, hosts = excluded.hosts, patient_data = excluded.patient_data");
    if (!put)
        return fail(put.error());
    return put->bind(1, service->id)
        .bind(2, service->name)
        .bind(3, std::int64_t(service->tier))
        .bind(4, service->department)
        .bind(5, service->owner)
        .bind(6, joinLines(service->hosts))
        .bind(7, std::int64_t(service->patientData))
        .run();
}

Result<void> applyPolicy(Connection &connection, const Command &command)
{
    const Result<Policy> policy = policyFromJson(command.payload);
    if (!policy)
        return fail(policy.error());
    const Result<std::string> text = toCanonicalJson(toJson(*policy));
    if (!text)
        return fail(text.error());
    Result<Statement> put = connection.prepare("UPDATE house SET policy = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, *text).run();
}

Result<void> applyCollection(Connection &connection, const Command &command)
{
    const Result<Collection> collection = collectionFromJson(command.payload);
    if (!collection)
        return fail(collection.error());
    Result<Statement> put = connection.prepare("INSERT INTO collection (id, name, query) VALUES (?1, ?2, ?3)"
                                               " ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query");
    if (!put)
        return fail(put.error());
    return put->bind(1, collection->id).bind(2, collection->name).bind(3, collection->query).run();
}

Result<void> removeById(Connection &connection, const char *sql, const Command &command)
{
    Result<Statement> remove = connection.prepare(sql);
    if (!remove)
        return fail(remove.error());
    return remove->bind(1, utf8(command.payload.value("id").toString())).run();
}

constexpr struct {
    const char *name;
    const char *primaryKey;
} projectionTables[] = {{"house", "id"},   {"person", "id"},  {"certificate", "id"}, {"sighting", "certificate_id, kind, location, detail"},
                        {"service", "id"}, {"collection", "id"}};

} // namespace

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
    const auto plain = [](Result<void> done) -> Result<Applied> {
        if (!done)
            return fail(done.error());
        return Applied{};
    };
    if (entry.kind == CommandKind::Refused || entry.kind == CommandKind::ChangePassphrase)
        return Applied{};
    if (entry.kind == CommandKind::Import)
        return applyImport(connection, entry, command, incoming);
    if (entry.kind == CommandKind::Found)
        return plain(applyFounding(connection, command));
    if (entry.kind == CommandKind::SaveService)
        return plain(applyService(connection, command));
    if (entry.kind == CommandKind::RemoveService)
        return plain(removeById(connection, "DELETE FROM service WHERE id = ?1", command));
    if (entry.kind == CommandKind::SetPolicy)
        return plain(applyPolicy(connection, command));
    if (entry.kind == CommandKind::SaveCollection)
        return plain(applyCollection(connection, command));
    if (entry.kind == CommandKind::RemoveCollection)
        return plain(removeById(connection, "DELETE FROM collection WHERE id = ?1", command));
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
