// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Bytes.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::array<std::int8_t, 256> hexValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (int digit = 0; digit < 16; ++digit)
        values[static_cast<std::uint8_t>("0123456789abcdef"[digit])] = values[static_cast<std::uint8_t>("0123456789ABCDEF"[digit])]
            = static_cast<std::int8_t>(digit);
    return values;
}();

constexpr std::string_view base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> base64Values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < base64Alphabet.size(); ++i)
        values[static_cast<std::uint8_t>(base64Alphabet[i])] = static_cast<std::int8_t>(i);
    for (char blank : {' ', '\t', '\r', '\n'})
        values[static_cast<std::uint8_t>(blank)] = -2;
    return values;
}();

} // namespace

std::string toHex(BytesView bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (std::uint8_t byte : bytes) {
        hex.push_back(digits[byte >> 4]);
        hex.push_back(digits[byte & 0x0f]);
    }
    return hex;
}

Result<Bytes> fromHex(std::string_view hex)
{
    Bytes bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size();) {
        if (hex[i] == ':' || hex[i] == ' ') {
            ++i;
            continue;
        }
        const int high = hexValues[static_cast<std::uint8_t>(hex[i])];
        const int low = i + 1 < hex.size() ? hexValues[static_cast<std::uint8_t>(hex[i + 1])] : -1;
        if (high < 0 || low < 0)
            return fail(ErrorCode::Malformed, "not hexadecimal at offset " + std::to_string(i));
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
        i += 2;
    }
    return bytes;
}

Result<Sha256> sha256FromHex(std::string_view hex)
{
    Result<Bytes> bytes = fromHex(hex);
    if (!bytes)
        return fail(bytes.error());
    Sha256 value{};
    if (bytes->size() != value.size())
        return fail(ErrorCode::Malformed, "a SHA-256 value has 64 hexadecimal digits");
    std::ranges::copy(*bytes, value.begin());
    return value;
}

std::string toBase64(BytesView bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = static_cast<std::uint32_t>(bytes[i]) << 16;
        if (left > 1)
            group |= static_cast<std::uint32_t>(bytes[i + 1]) << 8;
        if (left > 2)
            group |= bytes[i + 2];
        text.push_back(base64Alphabet[group >> 18]);
        text.push_back(base64Alphabet[group >> 12 & 63]);
        text.push_back(left > 1 ? base64Alphabet[group >> 6 & 63] : '=');
        text.push_back(left > 2 ? base64Alphabet[group & 63] : '=');
    }
    return text;
}

Result<Bytes> fromBase64(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    int held = 0;
    std::size_t padding = 0;
    for (char c : text) {
        const std::int8_t value = base64Values[static_cast<std::uint8_t>(c)];
        if (value == -2)
            continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        if (value < 0 || padding > 0)
            return fail(ErrorCode::Malformed, "not base64");
        group = group << 6 | static_cast<std::uint32_t>(value);
        if (++held == 4) {
            bytes.push_back(static_cast<std::uint8_t>(group >> 16));
            bytes.push_back(static_cast<std::uint8_t>(group >> 8));
            bytes.push_back(static_cast<std::uint8_t>(group));
            group = 0;
            held = 0;
        }
    }
    if (held == 1 || padding > 2 || (held + static_cast<int>(padding)) % 4 != 0)
        return fail(ErrorCode::Malformed, "base64 ends in the middle of a group");
    if (held == 2)
        bytes.push_back(static_cast<std::uint8_t>(group >> 4));
    if (held == 3) {
        bytes.push_back(static_cast<std::uint8_t>(group >> 10));
        bytes.push_back(static_cast<std::uint8_t>(group >> 2));
    }
    return bytes;
}

} // namespace hufu
