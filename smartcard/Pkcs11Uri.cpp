// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Uri.h"

#include <algorithm>
#include <cstdint>

namespace hufu {
namespace {

std::unexpected<Error> refused(const char *why, std::string_view text) { return fail(ErrorCode::InvalidArgument, why, std::string(text)); }

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// False for a cut off percent escape, and for NUL, which no name and no path has.
bool decode(std::string_view text, std::string &decoded)
{
    decoded.clear();
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1, low = high < 0 ? -1 : hexDigit(text[i + 2]);
            if (low < 0)
                return false;
            c = static_cast<char>(high << 4 | low);
            i += 2;
        }
        if (c == '\0')
            return false;
        decoded += c;
    }
    return true;
}

/// Only what RFC 3986 §2.3 calls unreserved stays as it is, and the slash in a path, for people to read.
std::string encode(std::string_view text, bool path)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~").contains(c);
        if (plain || (path && c == '/'))
            encoded += c;
        else
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

/// Takes "name=value" parts apart; false when one is malformed, comes twice, or is not in `known`.
struct Known {
    std::string_view name;
    std::string *value;
};
bool readParts(std::string_view text, char separator, std::initializer_list<Known> known)
{
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(separator));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const std::size_t equals = part.find('=');
        const auto at = std::ranges::find(known, part.substr(0, equals), &Known::name);
        if (equals == std::string_view::npos || at == known.end() || !at->value->empty() || !decode(part.substr(equals + 1), *at->value))
            return false;
    }
    return true;
}

} // namespace

Result<Pkcs11Uri> Pkcs11Uri::parse(std::string_view text)
{
    constexpr std::string_view scheme = "pkcs11:";
    if (!text.starts_with(scheme) || text.size() > 1000)
        return refused("not a PKCS#11 URI", text.substr(0, 100));
    const std::string_view rest = text.substr(scheme.size()), path = rest.substr(0, rest.find('?'));
    Pkcs11Uri uri;
    if (!readParts(path, ';', {{"token", &uri.token.label}, {"serial", &uri.token.serial}})
        || (path.size() < rest.size() && !readParts(rest.substr(path.size() + 1), '&', {{"module-path", &uri.module}})))
        return refused("a PKCS#11 URI here has token, serial and module-path, each once, and nothing else", text);
    if (uri.token.label.empty() || !uri.module.starts_with('/'))
        return refused("a PKCS#11 URI here names a token by its label and a module by its whole path", text);
    return uri;
}

std::string Pkcs11Uri::text() const
{
    const std::string serial = token.serial.empty() ? std::string() : ";serial=" + encode(token.serial, false);
    return "pkcs11:token=" + encode(token.label, false) + serial + "?module-path=" + encode(module, true);
}

} // namespace hufu
