// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/HouseReader.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Card.h"
#include "models/domain/Command.h"
#include "models/pki/Digest.h"
#include "models/store/JournalStore.h"
#include "models/store/ProjectionRows.h"

#include <algorithm>

#include <sstream>

namespace hufu {
namespace {

/// All rows of a prepared query, each made by `make`.
template <typename Make>
auto collect(Result<Statement> statement, Make &&make) -> Result<std::vector<decltype(make(*statement))>>
{
    if (!statement)
        return fail(statement.error());
    std::vector<decltype(make(*statement))> rows;
    for (;;) {
        const Result<bool> row = statement->step();
        if (!row)
            return fail(row.error());
        if (!*row)
            return rows;
        rows.push_back(make(*statement));
    }
}

Person personFrom(const Statement &row)
{
    Person person;
    person.id = row.text(0);
    person.name = row.text(1);
    person.department = row.text(2);
    if (Result<std::set<Role>> roles = rolesFromNames(row.text(3)))
        person.roles = std::move(*roles);
    person.certificate = bytesOf(row.blob(4));
    person.active = row.integer(5) != 0;
    person.publicKey = bytesOf(row.blob(6));
    person.keyManagementCertificate = bytesOf(row.blob(7));
    person.keyManagementKey = bytesOf(row.blob(8));
    person.card = row.text(9);
    person.cardOut = !person.card.empty() && (row.isNull(10) || static_cast<CardState>(row.integer(10)) != CardState::Issued);
    return person;
}

constexpr std::string_view personColumns
    = "SELECT id, name, department, roles, certificate, active, public_key, key_management_certificate, key_management_key, card,"
      " (SELECT card.state FROM card WHERE card.number = person.card) FROM person";

} // namespace

Result<HouseRecord> readHouse(Connection &connection)
{
    Result<Statement> read = connection.prepare(
        "SELECT house.name, pilot, authority_certificate, entry.hash FROM house JOIN entry ON entry.sequence = 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotAHome, "the journal has no founding entry");
    HouseRecord record;
    record.name = read->text(0);
    record.pilot = read->integer(1) != 0;
    record.authorityCertificate = bytesOf(read->blob(2));
    std::ranges::copy(read->blob(3).first(record.id.size()), record.id.begin());
    return record;
}

Result<Policy> readPolicy(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT policy FROM house");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotAHome, "no house");
    const Result<QJsonObject> object = parseJsonObject(viewOf(read->text(0)), false);
    if (!object)
        return fail(object.error());
    return policyFromJson(*object);
}

Result<std::vector<Person>> readPeople(Connection &connection)
{
    return collect(connection.prepare(std::string(personColumns) + " ORDER BY name, id"), personFrom);
}

/// The certificate of the CA that an entry ordered, unless it is a root's, which nobody can revoke, or is still to be made.
Result<std::optional<Sha256>> caOrderedBy(Connection &connection, Sequence sequence)
{
    Result<Statement> read = connection.prepare("SELECT certificate FROM ca WHERE sequence = ?1 AND json_extract(plan, '$.tree') <> 'root'");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, std::int64_t(sequence)).step();
    if (!row)
        return fail(row.error());
    return *row && !read->blob(0).empty() ? std::optional(sha256(read->blob(0))) : std::nullopt;
}

Result<std::vector<WaivedAct>> readWaived(Connection &connection)
{
    Result<std::vector<WaivedAct>> acts
        = collect(connection.prepare("SELECT sequence, kind, subject FROM waived ORDER BY sequence"), [](const Statement &row) {
              return WaivedAct{static_cast<Sequence>(row.integer(0)), std::string(row.text(1)), std::string(row.text(2)), {}};
          });
    if (!acts)
        return acts;
    // A review brings the certificates of the requests that it approved, as far as they were issued; the order of a USBKey those on it.
    Result<Statement> issued = connection.prepare("SELECT * FROM (SELECT request.certificate FROM review JOIN request ON request.id = review.request"
                                                  " WHERE review.sequence = ?1 AND request.certificate IS NOT NULL ORDER BY request.id)"
                                                  " UNION ALL SELECT * FROM (SELECT blob.sha256 FROM card_order JOIN card_certificate"
                                                  " ON card_certificate.order_id = card_order.id JOIN blob ON blob.id = card_certificate.certificate_id"
                                                  " WHERE card_order.sequence = ?1 ORDER BY card_certificate.slot)");
    if (!issued)
        return fail(issued.error());
    for (WaivedAct &act : *acts) {
        issued->bind(1, std::int64_t(act.sequence));
        for (;;) {
            const Result<bool> row = issued->step();
            if (!row)
                return fail(row.error());
            if (!*row)
                break;
            Sha256 name{};
            std::ranges::copy(issued->blob(0).first(name.size()), name.begin());
            act.certificates.push_back(name);
        }
        issued->reset();
        if (act.kind != CommandKind::CreateCa)
            continue;
        const Result<std::optional<Sha256>> ca = caOrderedBy(connection, act.sequence);
        if (!ca)
            return fail(ca.error());
        if (*ca)
            act.certificates.push_back(**ca);
    }
    return acts;
}

Result<std::optional<Person>> readPerson(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare(std::string(personColumns) + " WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(personFrom(*read)) : std::nullopt;
}

Result<std::vector<Service>> readServices(Connection &connection)
{
    return collect(connection.prepare("SELECT id, name, tier, department, owner, hosts, patient_data FROM service ORDER BY name, id"),
                   [](const Statement &row) {
                       Service service;
                       service.id = row.text(0);
                       service.name = row.text(1);
                       service.tier = static_cast<Tier>(row.integer(2));
                       service.department = row.text(3);
                       service.owner = row.text(4);
                       service.hosts = splitLines(row.text(5));
                       service.patientData = row.integer(6) != 0;
                       return service;
                   });
}

Result<std::vector<Collection>> readCollections(Connection &connection)
{
    return collect(connection.prepare("SELECT id, name, query FROM collection ORDER BY name, id"), [](const Statement &row) {
        return Collection{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))};
    });
}

Result<std::vector<Entry>> readEntries(Connection &connection, const EntryFilter &filter, Sequence before, int limit)
{
    // Parameters that are not asked for are null and hold for every row.
    Result<Statement> read = connection.prepare(
        "SELECT sequence, time, kind, actor, subject, outcome, previous, hash, x'' FROM entry"
        " WHERE (?1 = 0 OR sequence < ?1) AND (?2 = '' OR kind = ?2) AND (?3 = '' OR actor = ?3)"
        " AND (?4 = '' OR instr(lower(kind || ' ' || subject || ' ' || outcome), lower(?4)) > 0)"
        " AND (?5 IS NULL OR time >= ?5) AND (?6 IS NULL OR time <= ?6) ORDER BY sequence DESC LIMIT ?7");
    if (!read)
        return fail(read.error());
    read->bind(1, static_cast<std::int64_t>(before)).bind(2, filter.kind).bind(3, filter.actor).bind(4, filter.text);
    if (filter.from)
        read->bind(5, toUnix(*filter.from));
    else
        read->bindNull(5);
    if (filter.until)
        read->bind(6, toUnix(*filter.until));
    else
        read->bindNull(6);
    read->bind(7, std::int64_t(limit));
    return collect(std::move(read), entryFrom);
}

Result<std::optional<Entry>> readEntry(Connection &connection, Sequence sequence)
{
    Result<Statement> read = connection.prepare("SELECT " + std::string(entryColumns) + " FROM entry WHERE sequence = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, static_cast<std::int64_t>(sequence)).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(entryFrom(*read)) : std::nullopt;
}

Result<Entry> readHead(Connection &connection)
{
    Result<std::vector<Entry>> newest = readEntries(connection, {}, 0, 1);
    if (!newest)
        return fail(newest.error());
    if (newest->empty())
        return fail(ErrorCode::NotAHome, "the journal is empty");
    return std::move(newest->front());
}

Result<std::vector<SightingRecord>> readSightings(Connection &connection, std::int64_t certificateId)
{
    Result<Statement> read = connection.prepare("SELECT kind, location, detail, private_key, first_seen, last_seen FROM sighting"
                                                " WHERE certificate_id = ?1 ORDER BY last_seen DESC, location, detail");
    if (!read)
        return fail(read.error());
    read->bind(1, certificateId);
    return collect(std::move(read), [](const Statement &row) {
        return SightingRecord{int(row.integer(0)),       std::string(row.text(1)),   std::string(row.text(2)),
                              row.integer(3) != 0,       fromUnix(row.integer(4)),   fromUnix(row.integer(5))};
    });
}

Result<std::optional<std::int64_t>> findCertificate(Connection &connection, const Sha256 &sha256)
{
    Result<Statement> read
        = connection.prepare("SELECT certificate.id FROM blob JOIN certificate ON certificate.id = blob.id WHERE blob.sha256 = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, BytesView(sha256)).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(read->integer(0)) : std::nullopt;
}

Result<Bytes> readBlob(Connection &connection, std::int64_t id)
{
    Result<Statement> read = connection.prepare("SELECT bytes FROM blob WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, "no blob " + std::to_string(id));
    return bytesOf(read->blob(0));
}

Result<Bytes> readBlobNamed(Connection &connection, const Sha256 &sha256)
{
    Result<Statement> read = connection.prepare("SELECT bytes FROM blob WHERE sha256 = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, BytesView(sha256)).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, "no blob " + toHex(sha256));
    return bytesOf(read->blob(0));
}

Result<std::vector<Bytes>> readIssuers(Connection &connection, const Sha256 &subjectHash)
{
    Result<Statement> read = connection.prepare("SELECT bytes FROM certificate JOIN blob ON blob.id = certificate.id"
                                                " WHERE subject_hash = ?1 AND flags & 1 ORDER BY not_after DESC LIMIT 16");
    if (!read)
        return fail(read.error());
    read->bind(1, BytesView(subjectHash));
    return collect(std::move(read), [](const Statement &row) { return bytesOf(row.blob(0)); });
}

} // namespace hufu
