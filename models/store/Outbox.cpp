// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/Outbox.h"

#include "models/base/CanonicalJson.h"

#include <QJsonDocument>

namespace hufu {
namespace {

std::string refusalText(const Error &reason)
{
    const QJsonObject object{{"code", errorName(reason.code)}, {"detail", qstr(reason.detail)}, {"subject", qstr(reason.subject)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<Error> refusalFrom(std::string_view text)
{
    if (text.empty())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size()))).object();
    return Error{errorCodeNamed(utf8(object.value(QLatin1String("code")).toString())), utf8(object.value(QLatin1String("detail")).toString()),
                 utf8(object.value(QLatin1String("subject")).toString()), {}};
}

QueuedCommand queuedFrom(const Statement &row)
{
    return {row.integer(0), std::string(row.text(1)), bytesOf(row.blob(2)), fromUnix(row.integer(3)), refusalFrom(row.text(4)), row.integer(5) != 0};
}

Result<void> keepBlobs(Connection &connection, std::int64_t position, const std::vector<Blob> &blobs)
{
    Result<Statement> insert = connection.prepare("INSERT INTO outbox_blob (position, sha256, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    if (!insert)
        return fail(insert.error());
    for (const Blob &blob : blobs) {
        if (Result<void> done = insert->bind(1, position).bind(2, BytesView(blob.sha256)).bind(3, BytesView(blob.bytes)).run(); !done)
            return done;
    }
    return {};
}

constexpr const char *outboxColumns = "SELECT position, command_id, command, queued, refusal, tried FROM outbox ";

} // namespace

Result<std::int64_t> queueCommand(Connection &connection, std::string_view commandId, const Delivery &delivery, Instant now)
{
    Result<Statement> insert = connection.prepare("INSERT INTO outbox (command_id, command, queued, refusal) VALUES (?1, ?2, ?3, '')"
                                                  " ON CONFLICT DO NOTHING");
    if (!insert)
        return fail(insert.error());
    if (Result<void> done = insert->bind(1, commandId).bind(2, BytesView(delivery.signedCommand)).bind(3, toUnix(now)).run(); !done)
        return fail(done.error());
    if (connection.changes() == 0)
        return fail(ErrorCode::Conflict, "a command of this id waits already", std::string(commandId));
    const std::int64_t position = connection.lastRowId();
    const Result<void> kept = keepBlobs(connection, position, delivery.blobs);
    return kept ? Result<std::int64_t>(position) : fail(kept.error());
}

Result<std::vector<QueuedCommand>> readOutbox(Connection &connection)
{
    Result<Statement> read = connection.prepare(std::string(outboxColumns) + "ORDER BY position");
    if (!read)
        return fail(read.error());
    std::vector<QueuedCommand> queued;
    const Result<void> done = forEachRow(*read, [&](Statement &row) {
        queued.push_back(queuedFrom(row));
    });
    if (!done)
        return fail(done.error());
    return queued;
}

Result<std::optional<QueuedCommand>> nextQueued(Connection &connection)
{
    Result<Statement> read = connection.prepare(std::string(outboxColumns) + "WHERE refusal = '' ORDER BY position LIMIT 1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->step();
    if (!row)
        return fail(row.error());
    return *row ? std::optional(queuedFrom(*read)) : std::nullopt;
}

Result<std::vector<Blob>> readQueuedBlobs(Connection &connection, std::int64_t position)
{
    Result<Statement> read = connection.prepare("SELECT sha256, bytes FROM outbox_blob WHERE position = ?1");
    if (!read)
        return fail(read.error());
    std::vector<Blob> blobs;
    read->bind(1, position);
    if (Result<void> done = forEachRow(*read, [&](Statement &row) { blobs.push_back({row.digest(0), bytesOf(row.blob(1))}); }); !done)
        return fail(done.error());
    return blobs;
}

Result<void> noteTried(Connection &connection, std::int64_t position, std::string_view commandId, bool tried)
{
    Result<Statement> note = connection.prepare("UPDATE outbox SET tried = ?3 WHERE position = ?1 AND command_id = ?2");
    if (!note)
        return fail(note.error());
    if (Result<void> done = note->bind(1, position).bind(2, commandId).bind(3, std::int64_t(tried)).run(); !done)
        return done;
    return connection.changes() == 1 ? Result<void>() : fail(ErrorCode::Conflict, "this command does not wait any more", std::string(commandId));
}

Result<std::int64_t> replaceQueued(Connection &connection, std::string_view oldId, std::string_view commandId, const Delivery &delivery, Instant now)
{
    Result<Statement> find = connection.prepare("SELECT position, tried FROM outbox WHERE command_id = ?1");
    if (!find)
        return fail(find.error());
    const Result<bool> found = find->bind(1, oldId).step();
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::AlreadySent, "nothing of this id waits here; it was sent, or taken back", std::string(oldId));
    if (find->integer(1) != 0)
        return fail(ErrorCode::AlreadySent, "it was on its way when the connection broke: the server may have it", std::string(oldId));
    const std::int64_t position = find->integer(0);
    Result<Statement> clear = connection.prepare("DELETE FROM outbox_blob WHERE position = ?1");
    Result<Statement> put = connection.prepare("UPDATE outbox SET command_id = ?2, command = ?3, queued = ?4, refusal = '' WHERE position = ?1");
    if (!clear || !put)
        return fail(clear ? put.error() : clear.error());
    Result<void> done = clear->bind(1, position).run();
    if (done)
        done = put->bind(1, position).bind(2, commandId).bind(3, BytesView(delivery.signedCommand)).bind(4, toUnix(now)).run();
    if (done)
        done = keepBlobs(connection, position, delivery.blobs);
    return done ? Result<std::int64_t>(position) : fail(done.error());
}

Result<void> removeQueued(Connection &connection, std::int64_t position)
{
    for (const char *sql : {"DELETE FROM outbox_blob WHERE position = ?1", "DELETE FROM outbox WHERE position = ?1"}) {
        Result<Statement> remove = connection.prepare(sql);
        if (!remove)
            return fail(remove.error());
        if (Result<void> done = remove->bind(1, position).run(); !done)
            return done;
    }
    return {};
}

Result<void> refuseQueued(Connection &connection, std::int64_t position, const Error &reason)
{
    Result<Statement> put = connection.prepare("UPDATE outbox SET refusal = ?2 WHERE position = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, position).bind(2, refusalText(reason)).run();
}

} // namespace hufu
