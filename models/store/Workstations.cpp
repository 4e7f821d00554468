// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Workstations.h"

#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

Workstation workstationFrom(const Statement &row)
{
    return {std::string(row.text(0)), std::string(row.text(1)), bytesOf(row.blob(2)), row.integer(3) == 0, row.integer(4) != 0};
}

Result<void> readHeld(Connection &connection, RelyingServer &server)
{
    Result<Statement> held = connection.prepare("SELECT ca, number, highest FROM relying_crl WHERE server = ?1");
    if (!held)
        return fail(held.error());
    return forEachRow(held->bind(1, server.id), [&](Statement &row) {
        server.crls[std::string(row.text(0))] = std::uint64_t(row.integer(1));
        server.highest[std::string(row.text(0))] = std::uint64_t(row.integer(2));
    });
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
    RelyingServer before;
    before.id = report->server;
    if (Result<void> known = readHeld(connection, before); !known)
        return known;
    // Version 1 counts for neither of the two by which the next one is held back.
    const bool counts = command.version >= 2;
    Result<Statement> put = connection.prepare("INSERT INTO relying_server (id, trouble, heard, sequence, talked) VALUES (?1, ?2, ?3, ?4, ?5)"
                                               " ON CONFLICT (id) DO UPDATE SET trouble = excluded.trouble, heard = excluded.heard, sequence = excluded.sequence,"
                                               " talked = max(talked, excluded.talked)");
    if (!put)
        return fail(put.error());
    put->bind(1, report->server).bind(2, report->trouble).bind(3, toUnix(entry.time)).bind(4, std::int64_t(entry.sequence));
    if (Result<void> done = put->bind(5, counts && !before.isNews(*report) ? toUnix(entry.time) : std::int64_t(0)).run(); !done)
        return done;
    Result<Statement> held = connection.prepare("INSERT INTO relying_crl (server, ca, number, highest) VALUES (?1, ?2, ?3, ?4)"
                                                " ON CONFLICT (server, ca) DO UPDATE SET number = excluded.number, highest = max(highest, excluded.highest)");
    if (!held)
        return fail(held.error());
    for (const RelyingReport::Held &one : report->crls) {
        held->bind(1, report->server).bind(2, one.ca).bind(3, std::int64_t(one.number));
        if (Result<void> done = held->bind(4, counts ? std::int64_t(one.number) : std::int64_t(0)).run(); !done)
            return done;
    }
    return {};
}

Result<std::vector<RelyingServer>> readRelyingServers(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT workstation.id, name, coalesce(trouble, ''), coalesce(heard, 0), coalesce(relying_server.sequence, 0), coalesce(talked, 0)"
                                                " FROM workstation LEFT JOIN relying_server ON relying_server.id = workstation.id WHERE relying <> 0 AND revoked = 0 ORDER BY name, workstation.id");
    if (!read)
        return fail(read.error());
    std::vector<RelyingServer> servers;
    const Result<void> done = forEachRow(*read, [&](Statement &row) {
        RelyingServer server;
        server.id = row.text(0);
        server.name = row.text(1);
        server.trouble = row.text(2);
        server.heard = fromUnix(row.integer(3));
        server.sequence = Sequence(row.integer(4));
        server.talked = fromUnix(row.integer(5));
        servers.push_back(std::move(server));
    });
    if (!done)
        return fail(done.error());
    for (RelyingServer &server : servers) {
        if (Result<void> all = readHeld(connection, server); !all)
            return fail(all.error());
    }
    return servers;
}

} // namespace hufu
