// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Oids.h"

#include "models/pki/DerReader.h"

#include <cstdio>

namespace hufu {
namespace {

/// Arcs beyond 64 bits exist: UUIDs below 2.25 (X.667).
std::string wideArcText(BytesView groups, std::uint32_t subtract)
{
    constexpr std::uint32_t billion = 1'000'000'000;
    std::vector<std::uint32_t> limbs{0}; // base 10^9, least significant first
    for (std::uint8_t group : groups) {
        std::uint64_t carry = group & 0x7f;
        for (std::uint32_t &limb : limbs) {
            carry += std::uint64_t(limb) << 7;
            limb = static_cast<std::uint32_t>(carry % billion);
            carry /= billion;
        }
        if (carry != 0)
            limbs.push_back(static_cast<std::uint32_t>(carry));
    }
    for (std::size_t i = 0; subtract != 0; ++i) { // an arc this wide always covers the 80
        if (limbs[i] >= subtract) {
            limbs[i] -= subtract;
            subtract = 0;
        } else {
            limbs[i] += billion - subtract;
            subtract = 1;
        }
    }
    while (limbs.size() > 1 && limbs.back() == 0)
        limbs.pop_back();
    std::string text = std::to_string(limbs.back());
    for (std::size_t i = limbs.size() - 1; i-- > 0;) {
        char digits[10];
        std::snprintf(digits, sizeof digits, "%09u", limbs[i]);
        text += digits;
    }
    return text;
}

/// A decimal number in groups of seven bits, most significant first, `add` added to it; nothing when it is no number.
Bytes groupsOf(std::string_view decimal, unsigned add)
{
    if (decimal.empty() || decimal.size() > maxOidOctets || (decimal.size() > 1 && decimal[0] == '0'))
        return {};
    std::vector<unsigned> groups{0}; // least significant first
    const auto multiplyAdd = [&](unsigned factor, unsigned carry) {
        for (unsigned &group : groups) {
            carry += group * factor;
            group = carry & 0x7f;
            carry >>= 7;
        }
        if (carry != 0)
            groups.push_back(carry);
    };
    for (char digit : decimal) {
        if (digit < '0' || digit > '9')
            return {};
        multiplyAdd(10, static_cast<unsigned>(digit - '0'));
    }
    multiplyAdd(1, add);
    Bytes octets;
    for (std::size_t i = groups.size(); i-- > 0;)
        octets.push_back(static_cast<std::uint8_t>(groups[i] | (i == 0 ? 0 : 0x80)));
    return octets;
}

} // namespace

Result<Bytes> oidFromText(std::string_view dotted)
{
    const auto malformed = [&] { return fail(ErrorCode::Malformed, "not an object identifier", std::string(dotted)); };
    const std::string_view whole = dotted;
    if (whole.size() < 3 || whole[0] < '0' || whole[0] > '2' || whole[1] != '.')
        return malformed();
    const unsigned root = static_cast<unsigned>(whole[0] - '0');
    Bytes content;
    for (std::size_t at = 2; at <= whole.size();) {
        const std::size_t end = std::min(whole.find('.', at), whole.size());
        const std::string_view arc = whole.substr(at, end - at);
        const bool second = at == 2;
        if (second && root < 2 && (arc.size() > 2 || (arc.size() == 2 && arc >= "40"))) // X.660 §A.2
            return malformed();
        const Bytes groups = groupsOf(arc, second ? root * 40 : 0);
        content.insert(content.end(), groups.begin(), groups.end());
        if (groups.empty() || content.size() > maxOidOctets)
            return malformed();
        at = end + 1;
    }
    return content;
}

std::string oidText(BytesView content)
{
    std::string text;
    for (std::size_t at = 0; at < content.size();) {
        const std::size_t start = at;
        std::uint64_t arc = 0;
        do
            arc = arc << 7 | (content[at] & 0x7f);
        while (content[at++] & 0x80 && at < content.size());
        const bool wide = at - start > 9; // more than 63 bits
        const bool first = start == 0;
        const std::uint32_t root = !first ? 0 : wide || arc >= 80 ? 2 : arc >= 40 ? 1 : 0;
        if (first)
            text = std::to_string(root);
        text.push_back('.');
        text += wide ? wideArcText(content.subspan(start, at - start), root * 40) : std::to_string(arc - root * 40);
    }
    return text;
}

} // namespace hufu
