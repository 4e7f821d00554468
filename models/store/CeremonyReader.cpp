// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CeremonyReader.h"

#include "models/base/CanonicalJson.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr const char *ceremonyColumns = "SELECT id, is_void, record FROM ceremony ";

Result<Ceremony> foldCeremony(Connection &connection, const std::string &id)
{
    Result<Statement> read = connection.prepare("SELECT kind, actor, at, payload FROM ceremony_entry WHERE ceremony = ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    Ceremony ceremony;
    read->bind(1, id);
    const Result<void> done = forEachRow(*read, [&](Statement &row) -> Result<void> {
        Command command;
        command.kind = row.text(0);
        command.actor = row.text(1);
        if (row.text(3).empty()) // of the record, whose hash stands in the row of the ceremony
            return {};
        Result<QJsonObject> payload = parseJsonObject(viewOf(row.text(3)), false);
        if (!payload)
            return fail(payload.error());
        command.payload = std::move(*payload);
        return applyToCeremony(ceremony, command, fromUnix(row.integer(2)));
    });
    return done ? Result<Ceremony>(std::move(ceremony)) : fail(done.error());
}

struct CeremonyRow {
    std::string id;
    bool isVoid = false;
    std::optional<Sha256> record;
};

/// The rows first: folding reads by the same connection.
Result<std::vector<Ceremony>> ceremoniesFrom(Connection &connection, Statement &read)
{
    std::vector<CeremonyRow> rows;
    const Result<void> done = forEachRow(read, [&](Statement &row) {
        rows.push_back({std::string(row.text(0)), row.integer(1) != 0, row.isNull(2) ? std::nullopt : std::optional(row.digest(2))});
    });
    if (!done)
        return fail(done.error());
    std::vector<Ceremony> all;
    for (const CeremonyRow &row : rows) {
        Result<Ceremony> ceremony = foldCeremony(connection, row.id);
        if (!ceremony)
            return fail(ceremony.error());
        ceremony->isVoid = row.isVoid;
        ceremony->record = row.record;
        all.push_back(std::move(*ceremony));
    }
    return all;
}

Result<std::optional<Ceremony>> onlyOf(Result<std::vector<Ceremony>> found)
{
    if (!found)
        return fail(found.error());
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

} // namespace

Result<std::optional<Ceremony>> readCeremony(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare(std::string(ceremonyColumns) + "WHERE id = ?1");
    return read ? onlyOf(ceremoniesFrom(connection, read->bind(1, id))) : fail(read.error());
}

Result<std::vector<Ceremony>> readCeremonies(Connection &connection)
{
    Result<Statement> read = connection.prepare(std::string(ceremonyColumns) + "ORDER BY sequence DESC");
    return read ? ceremoniesFrom(connection, *read) : fail(read.error());
}

Result<std::optional<Ceremony>> readCeremonyOfPackage(Connection &connection, const Sha256 &manifest)
{
    Result<Statement> read = connection.prepare(std::string(ceremonyColumns) + "WHERE manifest = ?1");
    return read ? onlyOf(ceremoniesFrom(connection, read->bind(1, BytesView(manifest)))) : fail(read.error());
}

Result<std::vector<Sequence>> readCeremonyHistory(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT sequence FROM ceremony_entry WHERE ceremony = ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    std::vector<Sequence> entries;
    read->bind(1, id);
    if (Result<void> done = forEachRow(*read, [&](Statement &row) { entries.push_back(static_cast<Sequence>(row.integer(0))); }); !done)
        return fail(done.error());
    return entries;
}

Result<std::optional<std::string>> readUnrecordedCeremony(Connection &connection, const std::set<std::string> &except)
{
    Result<Statement> read = connection.prepare("SELECT id FROM ceremony WHERE fate IN (1, 2) AND record IS NULL ORDER BY sequence");
    if (!read)
        return fail(read.error());
    std::optional<std::string> next;
    const Result<void> done = forEachRow(*read, [&](Statement &row) {
        if (!next && !except.contains(std::string(row.text(0))))
            next = row.text(0);
    });
    return done ? Result<std::optional<std::string>>(std::move(next)) : fail(done.error());
}

} // namespace hufu
