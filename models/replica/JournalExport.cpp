// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/JournalExport.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Csv.h"
#include "models/pki/Container.h"
#include "models/pki/SignedData.h"
#include "models/store/AtomicFile.h"
#include "models/store/JournalStore.h"

#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>

namespace hufu {
namespace {

std::string compact(const QJsonValue &value)
{
    return value.isObject() ? QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString() : std::string();
}

} // namespace

Result<QJsonObject> commandContent(const Entry &entry)
{
    const Result<SignedContent> opened = openSignedData(entry.command);
    if (!opened)
        return fail(opened.error());
    return parseJsonObject(opened->content, false);
}

Result<std::string> journalText(House &house, JournalFormat format)
{
    const Result<std::vector<Person>> people = house.people();
    if (!people)
        return fail(people.error());
    std::map<std::string, std::string> names;
    for (const Person &person : *people)
        names.emplace(person.id, person.name);

    std::string text;
    if (format == JournalFormat::Csv) {
        const std::vector<std::string> titles{"sequence", "time", "kind", "actor", "actor id", "subject", "outcome", "command", "previous", "hash"};
        text = std::string(csvByteOrderMark) + csvLine(titles);
    } else {
        text = "[";
    }
    bool first = true;
    const Result<void> read = house.read([&](Connection &connection) {
        return forEachEntry(connection, [&](const Entry &entry) -> Result<void> {
            const auto known = names.find(entry.actor);
            const std::string actor = known == names.end() ? std::string() : known->second;
            const Result<QJsonObject> command = commandContent(entry);
            const QJsonValue content = command ? QJsonValue(*command) : QJsonValue(QJsonValue::Null);
            if (format == JournalFormat::Csv) {
                const std::vector<std::string> cells{std::to_string(entry.sequence), toIso(entry.time), entry.kind, actor, entry.actor, entry.subject,
                                                     entry.outcome, compact(content), toHex(entry.previous), toHex(entry.hash)};
                text += csvLine(cells);
                return {};
            }
            const Result<QJsonObject> outcome = parseJsonObject(viewOf(entry.outcome), false);
            const QJsonObject object{{"sequence", qint64(entry.sequence)}, {"time", qstr(toIso(entry.time))}, {"kind", qstr(entry.kind)},
                                     {"actor", qstr(actor)}, {"actorId", qstr(entry.actor)}, {"subject", qstr(entry.subject)},
                                     {"outcome", outcome ? QJsonValue(*outcome) : QJsonValue()}, {"command", content},
                                     {"previous", qstr(toHex(entry.previous))}, {"hash", qstr(toHex(entry.hash))}};
            text += (std::exchange(first, false) ? "\n" : ",\n") + compact(object);
            return {};
        });
    });
    if (!read)
        return fail(read.error());
    if (format == JournalFormat::Json)
        text += "\n]\n";
    return text;
}

Result<int> exportCommands(House &house, const std::string &folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        errno = error.value();
        return systemFailure("creating the folder", folder);
    }
    if (Result<void> written = writeFileAtomically(folder + "/authority.pem", viewOf(toPem(house.record().authorityCertificate))); !written)
        return fail(written.error());
    const Result<std::vector<Checkpoint>> checkpoints = house.read([](Connection &connection) { return readCheckpoints(connection); });
    if (!checkpoints)
        return fail(checkpoints.error());
    if (!checkpoints->empty()) {
        // The checkpoint after an entry proves that its time was not set later (design: T is proven by a checkpoint).
        Checkpoint newest = checkpoints->back();
        newest.house = house.record().id;
        if (Result<void> written = writeFileAtomically(folder + "/checkpoint.json", viewOf(encodeCheckpoint(newest))); !written)
            return fail(written.error());
    }
    int count = 0;
    std::string script = "#!/bin/sh\n# Has openssl check every command against the authority, at the time of its entry.\n"
                         "cd \"$(dirname \"$0\")\" || exit 1\nfailed=0\n";
    const Result<void> read = house.read([&](Connection &connection) {
        return forEachEntry(connection, [&](const Entry &entry) -> Result<void> {
            if (entry.kind == CommandKind::Refused)
                return {}; // its signature may be the very reason
            char name[32];
            std::snprintf(name, sizeof name, "%06llu.der", static_cast<unsigned long long>(entry.sequence));
            if (Result<void> written = writeFileAtomically(folder + "/" + name, entry.command); !written)
                return written;
            script += std::string("openssl cms -verify -inform DER -in ") + name + " -attime " + std::to_string(toUnix(entry.time))
                + " -CAfile authority.pem -out /dev/null || failed=1\n";
            ++count;
            return {};
        });
    });
    if (!read)
        return fail(read.error());
    script += "exit $failed\n";
    if (Result<void> written = writeFileAtomically(folder + "/verify.sh", viewOf(script)); !written)
        return fail(written.error());
    return count;
}

} // namespace hufu
