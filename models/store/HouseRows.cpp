// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Collection.h"
#include "models/domain/Founding.h"
#include "models/domain/Revocation.h"
#include "models/domain/Service.h"

namespace hufu {
namespace {

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
    for (const Person &founder : founding->founders) {
        if (Result<void> added = insertPerson(connection, founder); !added)
            return added;
    }
    return {};
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

Result<void> applyPilotEnd(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<PilotEnd> end = pilotEndFromJson(command.payload);
    if (!end)
        return fail(end.error());
    for (const PilotEnd::Line &line : end->lines) {
        if (line.confirmed)
            continue;
        if (Result<void> revoked = revokeWaived(connection, entry, line.sequence); !revoked)
            return revoked;
    }
    return connection.execute("UPDATE house SET pilot = 0");
}

} // namespace

Result<void> applyHouse(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::Found)
        return applyFounding(connection, command);
    if (entry.kind == CommandKind::EndPilot)
        return applyPilotEnd(connection, entry, command);
    if (entry.kind == CommandKind::SaveService)
        return applyService(connection, command);
    if (entry.kind == CommandKind::RemoveService)
        return removeById(connection, "DELETE FROM service WHERE id = ?1", command);
    if (entry.kind == CommandKind::SetPolicy)
        return applyPolicy(connection, command);
    if (entry.kind == CommandKind::SaveCollection)
        return applyCollection(connection, command);
    return removeById(connection, "DELETE FROM collection WHERE id = ?1", command);
}

} // namespace hufu
