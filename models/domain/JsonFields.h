// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/CanonicalJson.h"
#include "models/base/Time.h"

#include <QJsonArray>
#include <QSet>

#include <cmath>
#include <vector>

namespace hufu {

/// Reads the members of one JSON object strictly: a missing member, a wrong type, a value out of bounds or a member nobody
/// asked for makes finish() fail, naming the first one.
class JsonFields {
public:
    explicit JsonFields(const QJsonObject &object) : m_object(object) {}

    std::string text(const char *name, std::size_t longest = 1000, std::size_t shortest = 0)
    {
        const QJsonValue value = take(name);
        if (!value.isString())
            return wrong(name, "is not text"), std::string();
        std::string read = utf8(value.toString());
        if (read.size() > longest || read.size() < shortest)
            return wrong(name, read.size() > longest ? "is too long" : "is missing"), std::string();
        return read;
    }
    std::int64_t integer(const char *name, std::int64_t least, std::int64_t most)
    {
        const QJsonValue value = take(name);
        const double number = value.toDouble(-1.5);
        if (!value.isDouble() || !(number >= double(least) && number <= double(most)) || number != std::floor(number))
            return wrong(name, "is not a number within its bounds"), least;
        return std::int64_t(number);
    }
    bool boolean(const char *name)
    {
        const QJsonValue value = take(name);
        if (!value.isBool())
            wrong(name, "is not true or false");
        return value.toBool();
    }
    QJsonObject object(const char *name)
    {
        const QJsonValue value = take(name);
        if (!value.isObject())
            wrong(name, "is not an object");
        return value.toObject();
    }
    /// 64 hexadecimal digits.
    Sha256 digest(const char *name)
    {
        const Result<Sha256> read = sha256FromHex(text(name, 64, 64));
        if (!read)
            wrong(name, "is not a SHA-256 digest");
        return read.value_or(Sha256{});
    }
    /// A UTC time as ISO 8601 writes it.
    Instant instant(const char *name)
    {
        const Result<Instant> read = fromIso(text(name, 30, 1));
        if (!read)
            wrong(name, "is not a time");
        return read.value_or(Instant{});
    }
    QJsonArray array(const char *name, qsizetype most)
    {
        const QJsonValue value = take(name);
        if (!value.isArray() || value.toArray().size() > most)
            wrong(name, value.isArray() ? "has too many items" : "is not a list");
        return m_error.empty() ? value.toArray() : QJsonArray();
    }
    bool has(const char *name) const { return m_object.contains(QLatin1String(name)); }
    bool isNull(const char *name) const { return m_object.value(QLatin1String(name)).isNull(); }
    void skip(const char *name) { take(name); }
    void wrong(const char *name, const char *what)
    {
        if (m_error.empty())
            m_error = std::string("\"") + name + "\" " + what;
    }

    Result<void> finish() const
    {
        if (!m_error.empty())
            return fail(ErrorCode::Malformed, m_error);
        if (m_taken.size() != m_object.size()) {
            for (const QString &key : m_object.keys()) {
                if (!m_taken.contains(key))
                    return fail(ErrorCode::Malformed, "\"" + utf8(key) + "\" is not known");
            }
        }
        return {};
    }

private:
    QJsonValue take(const char *name)
    {
        const auto at = m_object.constFind(QLatin1String(name));
        if (at == m_object.constEnd())
            return QJsonValue(QJsonValue::Undefined);
        m_taken.insert(QLatin1String(name));
        return *at;
    }

    const QJsonObject &m_object;
    QSet<QString> m_taken;
    std::string m_error;
};

/// Texts as a member that JsonFields::array() reads.
inline QJsonArray textsToJson(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(qstr(text));
    return array;
}

} // namespace hufu
