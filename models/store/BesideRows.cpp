// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/BesideRows.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hufu {
namespace {

/// A table, its key, its other columns; 'b' a blob, 't' text, 'i' an integer.
struct Place {
    std::string_view table, key;
    std::array<std::pair<std::string_view, char>, 5> columns;
};
constexpr Place places[] = {
    {"vault", "name", {{{"ciphertext", 'b'}}}},
    {"enrolment", "id", {{{"verifier", 'b'}, {"expires", 'i'}, {"tries", 'i'}, {"workstation", 't'}, {"request", 'b'}}}},
    {"founding_draft", "one", {{{"draft", 't'}}}},
};

Result<const Place *> placeOf(const BesideRow &row)
{
    const auto found = std::ranges::find(places, row.table, &Place::table);
    return found == std::end(places) ? fail(ErrorCode::VersionTooNew, "this version knows no " + row.table + " beside the journal") : Result<const Place *>(&*found);
}

/// For statements that are put together of names in `places`, never of anything that came from outside.
std::string columnsOf(const Place &place)
{
    std::string all;
    for (const auto &[column, kind] : place.columns) {
        if (!column.empty())
            all += ", " + std::string(column);
    }
    return all;
}

void putField(Bytes &bytes, BytesView field)
{
    const auto size = static_cast<std::uint32_t>(field.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(size >> shift));
    bytes.insert(bytes.end(), field.begin(), field.end());
}

std::optional<BytesView> takeField(BytesView &bytes)
{
    if (bytes.size() < 4)
        return std::nullopt;
    const std::size_t size = (std::size_t(bytes[0]) << 24) | (std::size_t(bytes[1]) << 16) | (std::size_t(bytes[2]) << 8) | bytes[3];
    if (bytes.size() - 4 < size)
        return std::nullopt;
    const BytesView field = bytes.subspan(4, size);
    bytes = bytes.subspan(4 + size);
    return field;
}

Result<void> put(Connection &local, const Place &place, const std::string &key, BytesView content)
{
    std::string marks = "?1";
    int count = 1;
    for (const auto &[column, kind] : place.columns) {
        if (!column.empty())
            marks += ", ?" + std::to_string(++count);
    }
    Result<Statement> statement
        = local.prepare("INSERT OR REPLACE INTO " + std::string(place.table) + " (" + std::string(place.key) + columnsOf(place) + ") VALUES (" + marks + ")");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, key);
    int at = 1;
    for (const auto &[column, kind] : place.columns) {
        if (column.empty())
            continue;
        const std::optional<BytesView> field = takeField(content);
        std::int64_t number = 0;
        const auto text = field ? textOf(*field) : std::string_view();
        const bool good = field && (kind != 'i' || std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size());
        if (!good)
            return fail(ErrorCode::Malformed, "a row beside the journal", key);
        ++at;
        if (kind == 'i')
            statement->bind(at, number);
        else if (kind == 'b')
            statement->bind(at, *field);
        else
            statement->bind(at, text);
    }
    return statement->run();
}

} // namespace

Result<void> noteBesideChanges(Connection &local)
{
    std::string sql = "CREATE TABLE IF NOT EXISTS shared_change (place TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, name)) WITHOUT ROWID;";
    for (const Place &place : places) {
        const std::string table(place.table), key(place.key);
        for (const auto &[event, row] : {std::pair("INSERT", "new"), std::pair("UPDATE", "new"), std::pair("DELETE", "old")})
            sql += "CREATE TRIGGER shared_" + table + "_" + event + " AFTER " + event + " ON " + table + " BEGIN INSERT OR REPLACE INTO shared_change VALUES ('"
                 + table + "', " + row + "." + key + "); END;";
        sql += "INSERT OR REPLACE INTO shared_change SELECT '" + table + "', " + key + " FROM " + table + ";";
    }
    return local.execute(sql.c_str());
}

Result<std::vector<BesideRow>> changedBeside(Connection &local)
{
    std::vector<BesideRow> changed;
    Result<Statement> read = local.prepare("SELECT place, name FROM shared_change");
    if (!read)
        return fail(read.error());
    const Result<void> all = forEachRow(*read, [&](Statement &row) { changed.push_back({std::string(row.text(0)), std::string(row.text(1))}); });
    return all ? Result<std::vector<BesideRow>>(std::move(changed)) : fail(all.error());
}

Result<void> forgetBesideChanges(Connection &local) { return local.execute("DELETE FROM shared_change"); }

Result<std::optional<Bytes>> readBeside(Connection &local, const BesideRow &row)
{
    const Result<const Place *> place = placeOf(row);
    if (!place)
        return fail(place.error());
    Result<Statement> read
        = local.prepare("SELECT 1" + columnsOf(**place) + " FROM " + std::string((*place)->table) + " WHERE " + std::string((*place)->key) + " = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> there = read->bind(1, row.key).step();
    if (!there)
        return fail(there.error());
    if (!*there)
        return std::nullopt;
    Bytes bytes;
    int at = 1;
    for (const auto &[column, kind] : (*place)->columns) {
        if (column.empty())
            continue;
        if (kind == 'i')
            putField(bytes, viewOf(std::to_string(read->integer(at))));
        else
            putField(bytes, kind == 'b' ? read->blob(at) : viewOf(read->text(at)));
        ++at;
    }
    return bytes;
}

Result<void> writeBeside(Connection &local, const BesideRow &row, const std::optional<Bytes> &content)
{
    const Result<const Place *> place = placeOf(row);
    if (!place)
        return fail(place.error());
    Result<Statement> gone = local.prepare("DELETE FROM " + std::string((*place)->table) + " WHERE " + std::string((*place)->key) + " = ?1");
    if (!gone)
        return fail(gone.error());
    const Result<void> written = content ? put(local, **place, row.key, *content) : gone->bind(1, row.key).run();
    if (!written)
        return written;
    Result<Statement> settled = local.prepare("DELETE FROM shared_change WHERE place = ?1 AND name = ?2");
    return settled ? settled->bind(1, row.table).bind(2, row.key).run() : fail(settled.error());
}

} // namespace hufu
