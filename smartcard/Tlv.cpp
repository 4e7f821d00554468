// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Tlv.h"

#include <cassert>

namespace hufu {

bool TlvReader::next(Tlv &element)
{
    constexpr std::size_t longestTag = 3, mostLengthOctets = 2;
    if (m_bytes.empty())
        return false;
    std::size_t at = 1;
    std::uint32_t tag = m_bytes[0];
    if ((tag & 0x1f) == 0x1f) {
        for (bool more = true; more; ++at) {
            if (at == m_bytes.size() || at == longestTag)
                return false;
            tag = tag << 8 | m_bytes[at];
            more = m_bytes[at] & 0x80;
        }
    }
    if (at == m_bytes.size())
        return false;
    std::size_t length = m_bytes[at++];
    if (length >= 0x80) {
        const std::size_t octets = length - 0x80;
        if (octets == 0 || octets > mostLengthOctets || m_bytes.size() - at < octets)
            return false;
        length = 0;
        for (std::size_t i = 0; i < octets; ++i)
            length = length << 8 | m_bytes[at++];
    }
    if (m_bytes.size() - at < length)
        return false;
    element = {tag, m_bytes.subspan(at, length)};
    m_bytes = m_bytes.subspan(at + length);
    return true;
}

std::optional<BytesView> findTlv(BytesView bytes, std::uint32_t tag)
{
    TlvReader reader(bytes);
    for (Tlv element; reader.next(element);) {
        if (element.tag == tag)
            return element.value;
    }
    return {};
}

std::optional<BytesView> onlyTlv(BytesView bytes, std::uint32_t tag)
{
    TlvReader reader(bytes);
    Tlv element;
    return reader.next(element) && element.tag == tag && reader.atEnd() ? std::optional(element.value) : std::nullopt;
}

void appendTlv(Bytes &to, std::uint32_t tag, BytesView value)
{
    assert(value.size() <= 0xffff);
    for (int shift = 16; shift >= 0; shift -= 8) {
        if (tag >> shift != 0)
            to.push_back(static_cast<std::uint8_t>(tag >> shift));
    }
    if (value.size() > 0xff)
        to.insert(to.end(), {0x82, static_cast<std::uint8_t>(value.size() >> 8)});
    else if (value.size() > 0x7f)
        to.push_back(0x81);
    to.push_back(static_cast<std::uint8_t>(value.size()));
    to.insert(to.end(), value.begin(), value.end());
}

Bytes makeTlv(std::uint32_t tag, BytesView value)
{
    Bytes encoded;
    encoded.reserve(value.size() + 7);
    appendTlv(encoded, tag, value);
    return encoded;
}

} // namespace hufu
