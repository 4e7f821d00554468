// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/EntryNames.h"

#include "models/base/CanonicalJson.h"

#include <QJsonArray>

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t uuidLength = 36, digestLength = 64;

bool isUuid(std::string_view text) { return text.size() == uuidLength && text[8] == '-' && text[13] == '-' && text[18] == '-'; }
bool isDigest(std::string_view text)
{
    return text.size() == digestLength && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// What an entry may name by id, of lists the first.
std::vector<std::string> named(const Entry &entry, const QJsonObject &payload)
{
    std::vector<std::string> ids{entry.subject.substr(0, entry.subject.find(' '))};
    for (const char *member : {"request", "ca", "person", "id", "parent"})
        ids.push_back(utf8(payload.value(QLatin1String(member)).toString()));
    for (const char *list : {"requests", "certificates"}) {
        const QJsonValue first = payload.value(QLatin1String(list)).toArray().at(0);
        ids.push_back(utf8(first.isObject() ? first.toObject().value(QLatin1String("id")).toString() : first.toString()));
    }
    return ids;
}

/// "a\nb" as "a, b"; the CN of a subject instead of all of it.
std::string forPeople(std::string text)
{
    if (text.starts_with("CN=")) {
        std::size_t end = 3;
        while (end < text.size() && !(text[end] == ',' && text[end - 1] != '\\'))
            ++end;
        return text.substr(3, end - 3);
    }
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at))
        text.replace(at, 1, ", ");
    return text;
}

} // namespace

Result<void> readEntryNames(Connection &connection, const Entry &entry, const QJsonObject &payload, EntryNames &names)
{
    for (const std::string &id : named(entry, payload)) {
        const bool uuid = isUuid(id);
        if ((!uuid && !isDigest(id)) || names.contains(id))
            continue;
        Result<Statement> read = uuid
            ? connection.prepare("SELECT CASE WHEN names <> '' THEN names ELSE subject END FROM request WHERE id = ?1"
                                 " UNION ALL SELECT name FROM person WHERE id = ?1 UNION ALL SELECT json_extract(plan, '$.commonName') FROM ca WHERE id = ?1"
                                 " UNION ALL SELECT name FROM service WHERE id = ?1"
                                 " UNION ALL SELECT value FROM emergency WHERE id = coalesce((SELECT emergency FROM emergency_joined WHERE id = ?1), ?1)")
            : connection.prepare("SELECT CASE WHEN common_name <> '' THEN common_name WHEN names <> '' THEN names ELSE subject END FROM certificate"
                                 " WHERE id = (SELECT id FROM blob WHERE sha256 = ?1)");
        if (!read)
            return fail(read.error());
        const Result<Bytes> digest = uuid ? Bytes() : fromHex(id);
        if (!digest)
            return fail(digest.error());
        if (uuid)
            read->bind(1, id);
        else
            read->bind(1, BytesView(*digest));
        const Result<bool> found = read->step();
        if (!found)
            return fail(found.error());
        if (*found)
            names.emplace(id, forPeople(std::string(read->text(0))));
    }
    return {};
}

Result<std::string> nameInPlaceOfId(Connection &connection, const std::string &subject)
{
    Entry entry;
    entry.subject = subject;
    EntryNames names;
    if (const Result<void> read = readEntryNames(connection, entry, {}, names); !read)
        return fail(read.error());
    const std::size_t end = std::min(subject.find(' '), subject.size());
    const auto name = names.find(subject.substr(0, end));
    return name == names.end() ? subject : name->second + subject.substr(end);
}

} // namespace hufu
