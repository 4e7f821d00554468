// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Workstations.h"

#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

Workstation workstationFrom(const Statement &row)
{
    return {std::string(row.text(0)), std::string(row.text(1)), bytesOf(row.blob(2)), row.integer(3) == 0, row.integer(4) != 0};
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
    Result<Statement> insert = connection.prepare("INSERT INTO workstation (id, name, certificate, enrolled, revoked, relying) VALUES (?1, ?2, ?3, ?4, 0, ?5)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, workstation->id)
        .bind(2, workstation->name)
        .bind(3, BytesView(workstation->certificate))
        .bind(4, std::int64_t(entry.sequence))
        .bind(5, std::int64_t(entry.kind == CommandKind::EnrolRelying))
        .run();
}

Result<std::optional<Workstation>> readWorkstation(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT id, name, certificate, revoked, relying FROM workstation WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(workstationFrom(*read)) : std::nullopt;
}

Result<std::vector<Workstation>> readWorkstations(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT id, name, certificate, revoked, relying FROM workstation ORDER BY name, id");
    if (!read)
        return fail(read.error());
    std::vector<Workstation> workstations;
    if (Result<void> done = forEachRow(*read, [&](Statement &row) { workstations.push_back(workstationFrom(row)); }); !done)
        return fail(done.error());
    return workstations;
}

Result<void> applyRelying(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<RelyingReport> report = relyingReportFromJson(command.payload);
    if (!report)
        return fail(report.error());
    Result<Statement> put = connection.prepare("INSERT INTO relying_server (id, trouble, heard, sequence) VALUES (?1, ?2, ?3, ?4)"
                                               " ON CONFLICT (id) DO UPDATE SET trouble = excluded.trouble, heard = excluded.heard, sequence = excluded.sequence");
    if (!put)
        return fail(put.error());
    if (Result<void> done = put->bind(1, report->server).bind(2, report->trouble).bind(3, toUnix(entry.time)).bind(4, std::int64_t(entry.sequence)).run(); !done)
        return done;
    Result<Statement> held = connection.prepare("INSERT INTO relying_crl (server, ca, number) VALUES (?1, ?2, ?3) ON CONFLICT (server, ca) DO UPDATE SET number = excluded.number");
    if (!held)
        return fail(held.error());
    for (const RelyingReport::Held &one : report->crls) {
        if (Result<void> done = held->bind(1, report->server).bind(2, one.ca).bind(3, std::int64_t(one.number)).run(); !done)
            return done;
    }
    return {};
}

Result<std::vector<RelyingServer>> readRelyingServers(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT workstation.id, name, coalesce(trouble, ''), coalesce(heard, 0), coalesce(relying_server.sequence, 0) FROM workstation"
                                                " LEFT JOIN relying_server ON relying_server.id = workstation.id WHERE relying <> 0 AND revoked = 0 ORDER BY name, workstation.id");
    Result<Statement> held = connection.prepare("SELECT ca, number FROM relying_crl WHERE server = ?1");
    if (!read || !held)
        return fail(read ? held.error() : read.error());
    std::vector<RelyingServer> servers;
    const Result<void> done = forEachRow(*read, [&](Statement &row) {
        servers.push_back({std::string(row.text(0)), std::string(row.text(1)), true, {}, std::string(row.text(2)), fromUnix(row.integer(3)), Sequence(row.integer(4))});
    });
    if (!done)
        return fail(done.error());
    for (RelyingServer &server : servers) {
        if (Result<void> all = forEachRow(held->bind(1, server.id), [&](Statement &row) { server.crls[std::string(row.text(0))] = std::uint64_t(row.integer(1)); }); !all)
            return fail(all.error());
    }
    return servers;
}

} // namespace hufu
