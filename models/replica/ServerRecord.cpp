// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ServerRecord.h"

#include "models/domain/JsonFields.h"
#include "models/pki/Digest.h"
#include "models/replica/Enrolling.h"
#include "models/store/AtomicFile.h"
#include "models/store/Workstations.h"

namespace hufu {
namespace {

constexpr std::size_t largestRecord = 64u << 10;

} // namespace

Result<ServerRecord> ServerRecord::read(const std::string &home)
{
    const Result<Bytes> bytes = readSmallFile(pathIn(home), largestRecord);
    if (!bytes)
        return fail(bytes.error());
    const Result<QJsonObject> object = parseJsonObject(*bytes, false);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    ServerRecord record{fields.text("url", 500, 1), fields.digest("authority"), fields.text("workstation", 36, 36), {}};
    Result<Bytes> certificate = fromBase64(fields.text("certificate", 16384, 1));
    if (!certificate)
        fields.wrong("certificate", "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error().code, good.error().detail, pathIn(home));
    record.certificate = std::move(*certificate);
    return record;
}

Result<void> ServerRecord::write(const std::string &home) const
{
    const Result<std::string> text = toCanonicalJson(QJsonObject{{"url", qstr(url)}, {"authority", qstr(toHex(authority))},
                                                                 {"workstation", qstr(workstation)}, {"certificate", qstr(toBase64(certificate))}});
    if (!text)
        return fail(text.error());
    return writeFileAtomically(pathIn(home), viewOf(*text));
}

Result<ServerLink::Settings> linkSettings(const ServerRecord &record, Connection &connection, const SecureBytes &databaseKey, Clock clock)
{
    Result<ServerAddress> address = ServerAddress::parse(record.url);
    Result<SecureBytes> key = workstationKey(connection, databaseKey);
    if (!address || !key)
        return fail(address ? key.error() : address.error());
    // The authority renews it in the journal, which is here before the one of the enrolment ends.
    Bytes shown = record.certificate;
    if (Result<std::optional<Workstation>> known = readWorkstation(connection, record.workstation); known && *known)
        shown = std::move((*known)->certificate);
    return ServerLink::Settings{std::move(*address), [authority = record.authority](BytesView certificate) { return sha256(certificate) == authority; },
                                {std::move(shown), std::move(*key)}, std::move(clock)};
}

std::string distrustPath(const std::string &home) { return home + "/distrusted.json"; }

Result<void> checkTrusted(const std::string &home)
{
    const Result<Bytes> bytes = readSmallFile(distrustPath(home), largestRecord);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? Result<void>() : fail(bytes.error());
    const Result<QJsonObject> object = parseJsonObject(*bytes, false);
    if (!object)
        return fail(ErrorCode::JournalBroken, "the server is not trusted since its journal was found broken", distrustPath(home));
    const std::string evidence = utf8(object->value("evidence").toString());
    return fail(errorCodeNamed(utf8(object->value("code").toString())), "the server is not trusted since then: " + utf8(object->value("detail").toString()),
                evidence.starts_with('/') ? evidence : home + '/' + evidence); // earlier releases wrote all of the path
}

} // namespace hufu
