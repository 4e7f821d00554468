// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

namespace hufu {

/// The canonical form of RFC 8785 for what the journal uses: objects, arrays, strings, booleans, null and integers below
/// 2^53. A fraction, or an integer outside that range, is a programmer's mistake and is refused as InvalidArgument.
Result<std::string> toCanonicalJson(const QJsonValue &value);

/// Parses one JSON object of at most `limit` bytes. Refuses what is not canonical when `strict`, so that one meaning has
/// one encoding and a signature covers exactly what was understood.
Result<QJsonObject> parseJsonObject(BytesView bytes, bool strict, std::size_t limit = 16u << 20);

inline QString qstr(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }
inline std::string utf8(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return std::string(bytes.constData(), std::size_t(bytes.size()));
}

} // namespace hufu
