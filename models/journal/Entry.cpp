// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journal/Entry.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Digest.h"

#include <cstdlib>

namespace hufu {
namespace {

std::string jsonString(const std::string &text)
{
    Result<std::string> written = toCanonicalJson(QJsonValue(qstr(text)));
    if (!written)
        std::abort(); // a string always has a canonical form
    return *written;
}

} // namespace

std::string entryPreimage(const Entry &entry)
{
    // Members in the order RFC 8785 §3.2.3 sorts them.
    return "{\"actor\":" + jsonString(entry.actor) + ",\"command\":\"" + toHex(sha256(entry.command)) + "\",\"kind\":"
        + jsonString(entry.kind) + ",\"outcome\":" + entry.outcome + ",\"previous\":\"" + toHex(entry.previous) + "\",\"sequence\":"
        + std::to_string(entry.sequence) + ",\"subject\":" + jsonString(entry.subject) + ",\"time\":\"" + toIso(entry.time) + "\"}";
}

Sha256 entryHash(const Entry &entry) { return sha256(viewOf(entryPreimage(entry))); }

} // namespace hufu
