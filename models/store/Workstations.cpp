// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Workstations.h"

#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

Workstation workstationFrom(const Statement &row)
{
    return {std::string(row.text(0)), std::string(row.text(1)), bytesOf(row.blob(2)), row.integer(3) == 0};
}

} // namespace

Result<void> applyWorkstations(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::RevokeWorkstation) {
        const Result<WorkstationRevocation> revocation = workstationRevocationFromJson(command.payload);
        if (!revocation)
            return fail(revocation.error());
        Result<Statement> put = connection.prepare("UPDATE workstation SET revoked = ?2 WHERE id = ?1");
        if (!put)
            return fail(put.error());
        return put->bind(1, revocation->workstation).bind(2, std::int64_t(entry.sequence)).run();
    }
    const Result<Workstation> workstation = workstationFromJson(command.payload);
    if (!workstation)
        return fail(workstation.error());
    if (entry.kind == CommandKind::RenewWorkstation) {
        Result<Statement> put = connection.prepare("UPDATE workstation SET certificate = ?2 WHERE id = ?1");
        if (!put)
            return fail(put.error());
        return put->bind(1, workstation->id).bind(2, BytesView(workstation->certificate)).run();
    }
    Result<Statement> insert = connection.prepare("INSERT INTO workstation (id, name, certificate, enrolled, revoked) VALUES (?1, ?2, ?3, ?4, 0)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, workstation->id)
        .bind(2, workstation->name)
        .bind(3, BytesView(workstation->certificate))
        .bind(4, std::int64_t(entry.sequence))
        .run();
}

Result<std::optional<Workstation>> readWorkstation(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT id, name, certificate, revoked FROM workstation WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(workstationFrom(*read)) : std::nullopt;
}

Result<std::vector<Workstation>> readWorkstations(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT id, name, certificate, revoked FROM workstation ORDER BY name, id");
    if (!read)
        return fail(read.error());
    std::vector<Workstation> workstations;
    if (Result<void> done = forEachRow(*read, [&](Statement &row) { workstations.push_back(workstationFrom(row)); }); !done)
        return fail(done.error());
    return workstations;
}

} // namespace hufu
