// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/DerWriter.h"

#include <bit>

namespace hufu {
namespace {

/// Length octets behind the first, which they need when the content has 128 octets or more.
std::size_t furtherLengthOctets(std::size_t length)
{
    return length < 0x80 ? 0 : (static_cast<std::size_t>(std::bit_width(length)) + 7) / 8;
}

std::uint8_t octetAt(std::size_t value, std::size_t fromTheRight) { return static_cast<std::uint8_t>(value >> (8 * fromTheRight)); }

std::string digitsOf(Instant instant, bool fourDigitYear)
{
    const std::string iso = toIso(instant); // 2026-11-23T08:00:00Z
    std::string digits;
    for (char c : iso) {
        if (c >= '0' && c <= '9')
            digits.push_back(c);
    }
    return (fourDigitYear ? digits : digits.substr(2)) + 'Z';
}

} // namespace

std::size_t DerWriter::open(std::uint8_t tag)
{
    m_bytes.push_back(tag);
    m_bytes.push_back(0);
    return m_bytes.size();
}

void DerWriter::close(std::size_t start)
{
    const std::size_t length = m_bytes.size() - start, further = furtherLengthOctets(length);
    if (further == 0) {
        m_bytes[start - 1] = static_cast<std::uint8_t>(length);
        return;
    }
    m_bytes[start - 1] = static_cast<std::uint8_t>(0x80 | further);
    m_bytes.insert(m_bytes.begin() + static_cast<std::ptrdiff_t>(start), further, std::uint8_t(0));
    for (std::size_t i = 0; i < further; ++i)
        m_bytes[start + i] = octetAt(length, further - 1 - i);
}

void DerWriter::element(std::uint8_t tag, BytesView content)
{
    const std::size_t further = furtherLengthOctets(content.size());
    m_bytes.push_back(tag);
    m_bytes.push_back(static_cast<std::uint8_t>(further == 0 ? content.size() : 0x80 | further));
    for (std::size_t i = further; i-- > 0;)
        m_bytes.push_back(octetAt(content.size(), i));
    raw(content);
}

void DerWriter::raw(BytesView encoded) { m_bytes.insert(m_bytes.end(), encoded.begin(), encoded.end()); }

void DerWriter::boolean(bool value)
{
    const std::uint8_t content = value ? 0xff : 0x00;
    element(DerTag::Boolean, {&content, 1});
}

void DerWriter::number(std::uint8_t tag, std::int64_t value)
{
    std::array<std::uint8_t, 8> octets;
    for (std::size_t i = 0; i < octets.size(); ++i)
        octets[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * (octets.size() - 1 - i)));
    BytesView content(octets);
    while (!isMinimalInteger(content))
        content = content.subspan(1);
    element(tag, content);
}

void DerWriter::unsignedInteger(BytesView magnitude)
{
    while (!magnitude.empty() && magnitude[0] == 0)
        magnitude = magnitude.subspan(1);
    Bytes content;
    if (magnitude.empty() || magnitude[0] & 0x80)
        content.push_back(0);
    content.insert(content.end(), magnitude.begin(), magnitude.end());
    element(DerTag::Integer, content);
}

void DerWriter::bitString(BytesView octets)
{
    Bytes content;
    content.reserve(octets.size() + 1);
    content.push_back(0);
    content.insert(content.end(), octets.begin(), octets.end());
    element(DerTag::BitString, content);
}

void DerWriter::namedBits(std::uint16_t bits)
{
    Bytes content{0};
    if (bits != 0) {
        const int used = std::bit_width(bits);
        content.resize(1 + (static_cast<std::size_t>(used) + 7) / 8);
        content[0] = static_cast<std::uint8_t>((8 - used % 8) % 8);
        for (unsigned bit = 0; bit < 16; ++bit) {
            if (bits >> bit & 1)
                content[1 + bit / 8] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
        }
    }
    element(DerTag::BitString, content);
}

void DerWriter::time(Instant instant)
{
    using namespace std::chrono;
    constexpr Instant first = sys_days(year(1950) / 1 / 1), end = sys_days(year(2050) / 1 / 1);
    if (instant >= first && instant < end)
        element(DerTag::UtcTime, viewOf(digitsOf(instant, false)));
    else
        generalizedTime(instant);
}

void DerWriter::generalizedTime(Instant instant) { element(DerTag::GeneralizedTime, viewOf(digitsOf(instant, true))); }

} // namespace hufu
