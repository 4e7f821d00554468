// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/Ceremony.h"
#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

Result<void> noteCeremonyEntry(Connection &connection, const Entry &entry, const Command &command)
{
    // The minutes repeat what the other entries say.
    const Result<std::string> payload = command.kind == CommandKind::RecordCeremony ? Result<std::string>() : toCanonicalJson(command.payload);
    if (!payload)
        return fail(payload.error());
    Result<Statement> insert
        = connection.prepare("INSERT INTO ceremony_entry (ceremony, sequence, kind, actor, at, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, ceremonyOf(command))
        .bind(2, std::int64_t(entry.sequence))
        .bind(3, command.kind)
        .bind(4, command.actor)
        .bind(5, toUnix(entry.time))
        .bind(6, *payload)
        .run();
}

Result<void> endCeremony(Connection &connection, const Command &command)
{
    const bool closed = command.kind == CommandKind::CloseCeremony;
    Result<Statement> put = connection.prepare("UPDATE ceremony SET fate = ?2 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    if (Result<void> done = put->bind(1, ceremonyOf(command)).bind(2, std::int64_t(closed ? 1 : 2)).run(); !done || !closed)
        return done;
    // Whose package it replaced or destroyed has no shares any more, nor has what the authority backed up to the same custodians.
    Result<Statement> voided = connection.prepare("UPDATE ceremony SET is_void = 1 WHERE (SELECT voids FROM ceremony WHERE id = ?1) IN (manifest, quorum)");
    return voided ? voided->bind(1, ceremonyOf(command)).run() : fail(voided.error());
}

Result<void> setDigest(Connection &connection, const char *sql, std::string_view id, const Sha256 &digest)
{
    Result<Statement> put = connection.prepare(sql);
    return put ? put->bind(1, id).bind(2, BytesView(digest)).run() : fail(put.error());
}

} // namespace

Result<void> applyCeremonies(Connection &connection, const Entry &entry, const Command &command)
{
    if (command.kind == CommandKind::PlanCeremony) {
        const Result<CeremonyPlan> plan = ceremonyPlanFromJson(command.payload);
        if (!plan)
            return fail(plan.error());
        const bool voids = plan->kind == CeremonyKind::CustodianChange || plan->kind == CeremonyKind::Destruction;
        Result<Statement> insert = connection.prepare("INSERT INTO ceremony (id, sequence, fate, is_void, voids) VALUES (?1, ?2, 0, 0, ?3)");
        if (!insert)
            return fail(insert.error());
        insert->bind(1, plan->id).bind(2, std::int64_t(entry.sequence));
        if (voids && plan->package)
            insert->bind(3, BytesView(*plan->package));
        else
            insert->bindNull(3);
        if (Result<void> done = insert->run(); !done)
            return done;
    }
    if (command.kind == CommandKind::MakeBackup) {
        const Result<BackupMade> made = backupMadeFromJson(command.payload);
        if (!made)
            return fail(made.error());
        // Its fate is a number of its own: no minutes are due of it.
        Result<Statement> insert = connection.prepare("INSERT INTO ceremony (id, sequence, fate, is_void, manifest, quorum) VALUES (?1, ?2, 3, 0, ?3, ?4)");
        if (!insert)
            return fail(insert.error());
        if (Result<void> done = insert->bind(1, made->id).bind(2, std::int64_t(entry.sequence)).bind(3, BytesView(hashOf(made->manifest))).bind(4, BytesView(made->quorum)).run();
            !done)
            return done;
    }
    if (Result<void> noted = noteCeremonyEntry(connection, entry, command); !noted)
        return noted;
    if (command.kind == CommandKind::CloseCeremony || command.kind == CommandKind::AbortCeremony)
        return endCeremony(connection, command);
    if (command.kind == CommandKind::SealBackup) {
        const Result<CeremonySealed> act = ceremonySealedFromJson(command.payload);
        return act ? setDigest(connection, "UPDATE ceremony SET manifest = ?2 WHERE id = ?1", act->ceremony, hashOf(act->manifest)) : fail(act.error());
    }
    if (command.kind == CommandKind::RecordCeremony) {
        const Result<CeremonyRecorded> act = ceremonyRecordedFromJson(command.payload);
        return act ? setDigest(connection, "UPDATE ceremony SET record = ?2 WHERE id = ?1", act->ceremony, sha256(act->record)) : fail(act.error());
    }
    return {};
}

} // namespace hufu
