// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/PendingCommands.h"

#include "models/domain/JsonFields.h"
#include "models/store/ProjectionRows.h"

#include <QJsonDocument>

namespace hufu {
namespace {

constexpr const char *pendingColumns = "SELECT id, kind, subject, author, signers, waits, since, expires, content, command, fate, decliner, reason FROM pending ";

Result<PendingCommand> pendingFrom(const Statement &row)
{
    const std::string_view waits = row.text(5);
    Result<std::vector<std::set<Role>>> slots
        = slotsFromJson(QJsonDocument::fromJson(QByteArray(waits.data(), qsizetype(waits.size()))).array());
    if (!slots)
        return fail(slots.error());
    PendingCommand pending;
    pending.id = row.text(0);
    pending.kind = row.text(1);
    pending.subject = row.text(2);
    pending.author = row.text(3);
    pending.signers = splitLines(row.text(4));
    pending.waits = std::move(*slots);
    pending.since = fromUnix(row.integer(6));
    pending.expires = fromUnix(row.integer(7));
    pending.content = row.digest(8);
    pending.command = bytesOf(row.blob(9));
    pending.fate = static_cast<PendingCommand::Fate>(row.integer(10));
    pending.decliner = row.text(11);
    pending.reason = row.text(12);
    return pending;
}

/// The signatures of a command that waited are all there, or its author took it back.
Result<void> endPending(Connection &connection, const Entry &entry, std::string_view id, PendingCommand::Fate fate)
{
    Result<Statement> put = connection.prepare("UPDATE pending SET ended = ?2, fate = ?3, command = x'' WHERE id = ?1 AND ended = 0");
    if (!put)
        return fail(put.error());
    return put->bind(1, id).bind(2, std::int64_t(entry.sequence)).bind(3, std::int64_t(fate)).run();
}

} // namespace

Result<void> applyPending(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::WithdrawPending)
        return endPending(connection, entry, utf8(command.payload.value("id").toString()), PendingCommand::Fate::Withdrawn);
    if (entry.kind == CommandKind::DeclinePending) {
        const Result<PendingWithdrawal> declined = pendingWithdrawalFromJson(command.payload);
        Result<Statement> put = connection.prepare("UPDATE pending SET decliner = ?2, reason = ?3 WHERE id = ?1");
        if (!declined || !put)
            return fail(declined ? put.error() : declined.error());
        if (Result<void> done = put->bind(1, declined->id).bind(2, entry.actor).bind(3, declined->reason).run(); !done)
            return done;
        return endPending(connection, entry, declined->id, PendingCommand::Fate::Declined);
    }
    const Result<PendingLeft> left = pendingLeftFromJson(command.payload);
    const Result<QJsonObject> outcome = outcomeOf(entry);
    if (!left || !outcome)
        return fail(left ? outcome.error() : left.error());
    JsonFields fields(*outcome);
    const std::string author = fields.text("author", 36);
    std::vector<std::string> signers;
    for (const QJsonValue id : fields.array("signers", 16))
        signers.push_back(utf8(id.toString()));
    const QJsonArray waits = fields.array("waits", 16);
    const Instant expires = fields.instant("expires");
    const Sha256 content = fields.digest("content");
    if (Result<void> good = fields.finish(); !good)
        return good;
    Result<Statement> put = connection.prepare(
        "INSERT INTO pending (id, kind, subject, author, signers, waits, since, expires, content, command, ended, fate)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0)"
        " ON CONFLICT (id) DO UPDATE SET signers = excluded.signers, waits = excluded.waits, command = excluded.command");
    if (!put)
        return fail(put.error());
    return put->bind(1, left->id)
        .bind(2, left->kind)
        .bind(3, left->name)
        .bind(4, author)
        .bind(5, joinLines(signers))
        .bind(6, QJsonDocument(waits).toJson(QJsonDocument::Compact).toStdString())
        .bind(7, toUnix(entry.time))
        .bind(8, toUnix(expires))
        .bind(9, BytesView(content))
        .bind(10, BytesView(left->command))
        .run();
}

Result<void> settlePending(Connection &connection, const Entry &entry, const Command &command)
{
    return mayWait(command.kind) ? endPending(connection, entry, command.id, PendingCommand::Fate::InForce) : Result<void>();
}

Result<std::optional<PendingCommand>> readPending(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare(std::string(pendingColumns) + "WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    Result<PendingCommand> pending = pendingFrom(*read);
    return pending ? Result<std::optional<PendingCommand>>(std::move(*pending)) : fail(pending.error());
}

Result<std::vector<PendingCommand>> readPendings(Connection &connection, Instant now, PendingChoice choice)
{
    const char *which = choice == PendingChoice::Open ? "WHERE ended = 0 AND expires >= ?1 ORDER BY since, id" : "WHERE ?1 IS NOT NULL ORDER BY since, id";
    Result<Statement> read = connection.prepare(std::string(pendingColumns) + which);
    if (!read)
        return fail(read.error());
    read->bind(1, toUnix(now));
    std::vector<PendingCommand> all;
    const Result<void> done = forEachRow(*read, [&](Statement &row) -> Result<void> {
        Result<PendingCommand> one = pendingFrom(row);
        if (!one)
            return fail(one.error());
        all.push_back(std::move(*one));
        return {};
    });
    if (!done)
        return fail(done.error());
    return all;
}

} // namespace hufu
