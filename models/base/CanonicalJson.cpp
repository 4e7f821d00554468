// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hufu {
namespace {

constexpr double largestInteger = 9007199254740991.0; // 2^53 - 1, RFC 8785 §3.2.2.3 and RFC 7493 §2.2
constexpr int deepest = 64;

void writeString(std::string &out, const QString &value)
{
    out.push_back('"');
    const QByteArray bytes = value.toUtf8();
    for (const char c : bytes) {
        switch (c) { // RFC 8785 §3.2.2.2
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
                out += escape;
            } else {
                out.push_back(c);
            }
        }
    }
    out.push_back('"');
}

Result<void> write(std::string &out, const QJsonValue &value, int depth)
{
    if (depth > deepest)
        return fail(ErrorCode::TooLarge, "JSON nested too deep");
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined: out += "null"; return {};
    case QJsonValue::Bool: out += value.toBool() ? "true" : "false"; return {};
    case QJsonValue::String: writeString(out, value.toString()); return {};
    case QJsonValue::Double: {
        const double number = value.toDouble();
        if (number != std::floor(number) || std::fabs(number) > largestInteger)
            return fail(ErrorCode::InvalidArgument, "only integers below 2^53 have a canonical form here");
        out += std::to_string(static_cast<long long>(number));
        return {};
    }
    case QJsonValue::Array: {
        out.push_back('[');
        bool first = true;
        for (const QJsonValue item : value.toArray()) {
            if (!std::exchange(first, false))
                out.push_back(',');
            if (auto written = write(out, item, depth + 1); !written)
                return written;
        }
        out.push_back(']');
        return {};
    }
    case QJsonValue::Object: {
        // QJsonObject keeps its keys sorted by UTF-16 code unit, which is the order of RFC 8785 §3.2.3.
        out.push_back('{');
        bool first = true;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!std::exchange(first, false))
                out.push_back(',');
            writeString(out, it.key());
            out.push_back(':');
            if (auto written = write(out, it.value(), depth + 1); !written)
                return written;
        }
        out.push_back('}');
        return {};
    }
    }
    return fail(ErrorCode::Internal, "unknown JSON type");
}

} // namespace

Result<std::string> toCanonicalJson(const QJsonValue &value)
{
    std::string out;
    if (auto written = write(out, value, 0); !written)
        return fail(written.error());
    return out;
}

Result<QJsonObject> parseJsonObject(BytesView bytes, bool strict, std::size_t limit)
{
    if (bytes.size() > limit)
        return fail(ErrorCode::TooLarge, "JSON longer than " + std::to_string(limit) + " bytes");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(
        QByteArray::fromRawData(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return fail(ErrorCode::Malformed,
                    document.isNull() ? "JSON: " + utf8(error.errorString()) + " at " + std::to_string(error.offset)
                                      : "JSON: not an object");
    const QJsonObject object = document.object();
    if (strict) {
        Result<std::string> canonical = toCanonicalJson(object);
        if (!canonical)
            return fail(canonical.error());
        if (*canonical != textOf(bytes))
            return fail(ErrorCode::Malformed, "JSON is not in canonical form (RFC 8785)");
    }
    return object;
}

} // namespace hufu
