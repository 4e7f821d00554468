// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/Entry.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Digest.h"

#include <QUtf8StringView>

#include <algorithm>
#include <cstdlib>

namespace hufu {
namespace {

/// A character that RFC 8785 §3.2.2.2 escapes.
bool isEscaped(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void appendString(std::string &to, std::string_view text)
{
    // UTF-8 without such characters is its own canonical form; nearly every text is. Qt drops a byte order mark, so that goes the long way.
    if (std::ranges::none_of(text, isEscaped) && !text.starts_with("\xef\xbb\xbf") && QUtf8StringView(text.data(), qsizetype(text.size())).isValidUtf8()) {
        to.append(1, '"').append(text).append(1, '"');
        return;
    }
    const Result<std::string> written = toCanonicalJson(QJsonValue(QString::fromUtf8(text.data(), qsizetype(text.size()))));
    if (!written)
        std::abort(); // a string always has a canonical form
    to += *written;
}

void appendHex(std::string &to, BytesView bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    const std::size_t at = to.size();
    to.resize(at + 2 * bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        to[at + 2 * i] = digits[bytes[i] >> 4];
        to[at + 2 * i + 1] = digits[bytes[i] & 0x0f];
    }
}

void appendPreimage(std::string &to, const EntryView &entry)
{
    // Members in the order RFC 8785 §3.2.3 sorts them.
    to += "{\"actor\":";
    appendString(to, entry.actor);
    to += ",\"command\":\"";
    appendHex(to, sha256(entry.command));
    to += "\",\"kind\":";
    appendString(to, entry.kind);
    to += ",\"outcome\":";
    to += entry.outcome;
    to += ",\"previous\":\"";
    appendHex(to, entry.previous);
    to += "\",\"sequence\":";
    to += std::to_string(entry.sequence);
    to += ",\"subject\":";
    appendString(to, entry.subject);
    to += ",\"time\":\"";
    to += toIso(entry.time);
    to += "\"}";
}

Sha256 shaFrom(BytesView bytes)
{
    Sha256 value{};
    if (bytes.size() == value.size())
        std::ranges::copy(bytes, value.begin());
    return value;
}

} // namespace

std::string entryPreimage(const EntryView &entry)
{
    std::string preimage;
    appendPreimage(preimage, entry);
    return preimage;
}

EntryDigest digestOf(const EntryView &entry)
{
    thread_local std::string preimage; // its memory, for the next
    preimage.clear();
    appendPreimage(preimage, entry);
    return {entry.sequence,         entry.time, shaFrom(entry.previous), shaFrom(entry.hash), sha256(viewOf(preimage)),
            preimage.size() + entry.command.size()};
}

Sha256 entryHash(const Entry &entry) { return sha256(viewOf(entryPreimage(entry))); }

} // namespace hufu
