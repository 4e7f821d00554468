// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Der.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace hufu::test::der {

Bytes join(std::initializer_list<BytesView> parts)
{
    Bytes all;
    for (BytesView part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

Bytes tlv(std::uint8_t tag, BytesView content)
{
    Bytes out{tag};
    const std::size_t size = content.size();
    if (size < 0x80) {
        out.push_back(static_cast<std::uint8_t>(size));
    } else {
        int octets = 1;
        while (size >> (8 * octets) != 0)
            ++octets;
        out.push_back(static_cast<std::uint8_t>(0x80 | octets));
        for (int i = octets - 1; i >= 0; --i)
            out.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
    }
    out.insert(out.end(), content.begin(), content.end());
    return out;
}

Bytes sequence(std::initializer_list<BytesView> parts) { return tlv(0x30, join(parts)); }
Bytes set(std::initializer_list<BytesView> parts) { return tlv(0x31, join(parts)); }

Bytes integer(std::int64_t value)
{
    Bytes content;
    do {
        content.insert(content.begin(), static_cast<std::uint8_t>(value));
        value >>= 8;
    } while (!(value == 0 && content.front() < 0x80) && !(value == -1 && content.front() >= 0x80));
    return tlv(0x02, content);
}

Bytes unsignedInteger(BytesView magnitude)
{
    const auto first = std::ranges::find_if(magnitude, [](std::uint8_t octet) { return octet != 0; });
    Bytes content(first, magnitude.end());
    if (content.empty() || content.front() >= 0x80)
        content.insert(content.begin(), 0);
    return tlv(0x02, content);
}

Bytes boolean(bool value) { return {0x01, 0x01, static_cast<std::uint8_t>(value ? 0xff : 0x00)}; }
Bytes null() { return {0x05, 0x00}; }
Bytes octetString(BytesView content) { return tlv(0x04, content); }

Bytes bitString(BytesView content, int unusedBits)
{
    Bytes whole{static_cast<std::uint8_t>(unusedBits)};
    whole.insert(whole.end(), content.begin(), content.end());
    return tlv(0x03, whole);
}

Bytes oid(std::string_view dotted)
{
    std::vector<std::uint64_t> arcs;
    for (std::size_t at = 0; at <= dotted.size();) {
        const std::size_t end = std::min(dotted.find('.', at), dotted.size());
        std::uint64_t arc = 0;
        const auto [stop, error] = std::from_chars(dotted.data() + at, dotted.data() + end, arc);
        if (error != std::errc{} || stop != dotted.data() + end)
            throw std::invalid_argument("not a dotted OID: " + std::string(dotted));
        arcs.push_back(arc);
        at = end + 1;
    }
    if (arcs.size() < 2)
        throw std::invalid_argument("an OID has two arcs at least");
    arcs[1] += arcs[0] * 40;
    Bytes content;
    for (std::size_t i = 1; i < arcs.size(); ++i) {
        int groups = 1;
        while (groups < 10 && arcs[i] >> (7 * groups) != 0)
            ++groups;
        for (int g = groups - 1; g >= 0; --g)
            content.push_back(static_cast<std::uint8_t>((arcs[i] >> (7 * g) & 0x7f) | (g > 0 ? 0x80 : 0)));
    }
    return tlv(0x06, content);
}

Bytes time(Instant instant)
{
    std::string digits = toIso(instant); // 2026-11-23T08:00:00Z
    std::erase_if(digits, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    const int year = std::stoi(digits.substr(0, 4));
    return year >= 1950 && year < 2050 ? tlv(0x17, std::string_view(digits).substr(2)) : tlv(0x18, digits);
}

} // namespace hufu::test::der
