// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Command.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"

namespace hufu {

Result<std::string> encodeCommand(const Command &command)
{
    QJsonObject object{
        {"id", qstr(command.id)},
        {"house", command.house ? QJsonValue(qstr(toHex(*command.house))) : QJsonValue(QJsonValue::Null)},
        {"mode", command.mode == Mode::Production ? "production" : "drill"},
        {"kind", qstr(command.kind)},
        {"version", command.version},
        {"payload", command.payload},
        {"actor", qstr(command.actor)},
        {"time", qstr(toIso(command.time))},
        {"expires", qstr(toIso(command.expires))},
        {"basedOn", QJsonValue(QJsonValue::Null)},
    };
    if (command.basedOn) {
        object["basedOn"] = QJsonObject{{"sequence", static_cast<qint64>(command.basedOn->sequence)},
                                        {"hash", qstr(toHex(command.basedOn->hash))}};
    }
    return toCanonicalJson(object);
}

Result<Command> decodeCommand(BytesView bytes)
{
    const Result<QJsonObject> object = parseJsonObject(bytes, false);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    Command command;
    const auto instant = [&](const char *name) {
        const Result<Instant> read = fromIso(fields.text(name, 20));
        if (!read)
            fields.wrong(name, "is not a UTC time");
        return read.value_or(Instant{});
    };
    const auto digest = [](JsonFields &from, const char *name) {
        const Result<Sha256> read = sha256FromHex(from.text(name, 64));
        if (!read)
            from.wrong(name, "is not a SHA-256 value");
        return read.value_or(Sha256{});
    };

    command.id = fields.text("id", 36);
    if (fields.isNull("house"))
        fields.skip("house");
    else
        command.house = digest(fields, "house");
    const std::string mode = fields.text("mode", 10);
    if (mode != "production" && mode != "drill")
        fields.wrong("mode", "is neither production nor drill");
    command.mode = mode == "drill" ? Mode::Drill : Mode::Production;
    command.kind = fields.text("kind", 64, 1);
    command.version = static_cast<int>(fields.integer("version", 1, 1'000'000));
    command.payload = fields.object("payload");
    command.actor = fields.text("actor", 36);
    command.time = instant("time");
    command.expires = instant("expires");
    if (fields.isNull("basedOn")) {
        fields.skip("basedOn");
    } else {
        const QJsonObject basis = fields.object("basedOn");
        JsonFields inner(basis);
        Basis read;
        read.sequence = static_cast<Sequence>(inner.integer("sequence", 1, 9007199254740991));
        read.hash = digest(inner, "hash");
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
        command.basedOn = read;
    }
    if (!isUuid(command.id))
        fields.wrong("id", "is not a UUID");
    if (!isUuid(command.actor) && command.actor != authorityActor)
        fields.wrong("actor", "is neither a UUID nor the authority");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    // One meaning has one encoding: the signature covers exactly what was understood (upper-case hexadecimal, blanks … are others).
    const Result<std::string> again = encodeCommand(command);
    if (!again)
        return fail(again.error());
    if (*again != textOf(bytes))
        return fail(ErrorCode::Malformed, "the command is not in canonical form (RFC 8785)");
    return command;
}

} // namespace hufu
