// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/DerReader.h"

namespace hufu {

bool DerReader::next(DerElement &element)
{
    const std::uint8_t *const start = m_bytes.data();
    const std::size_t available = m_bytes.size();
    if (available < 2 || (start[0] & 0x1f) == 0x1f)
        return false;
    std::size_t header = 2;
    std::size_t length = start[1];
    if (length >= 0x80) {
        const std::size_t octets = length & 0x7f;
        if (octets == 0 || octets > 4 || available < 2 + octets || start[2] == 0)
            return false;
        length = 0;
        for (std::size_t i = 0; i < octets; ++i)
            length = length << 8 | start[2 + i];
        if (length < 0x80)
            return false;
        header += octets;
    }
    if (length > available - header)
        return false;
    element = {start[0], {start + header, length}, {start, header + length}};
    m_bytes = m_bytes.subspan(header + length);
    return true;
}

bool isObjectIdentifier(BytesView content)
{
    if (content.empty() || content.size() > maxOidOctets || content.back() & 0x80)
        return false;
    bool startsArc = true;
    for (std::uint8_t octet : content) {
        if (startsArc && octet == 0x80)
            return false;
        startsArc = !(octet & 0x80);
    }
    return true;
}

bool isMinimalInteger(BytesView content)
{
    if (content.size() < 2)
        return !content.empty();
    return !(content[0] == 0x00 && content[1] < 0x80) && !(content[0] == 0xff && content[1] >= 0x80);
}

bool isWellFormedAny(const DerElement &element)
{
    if ((element.tag & 0xc0) != 0)
        return true; // not universal: opaque to everyone
    const BytesView content = element.content;
    DerBits bits;
    switch (element.tag) {
    case DerTag::Boolean:
        return content.size() == 1;
    case DerTag::Integer:
    case DerTag::Enumerated:
        return isMinimalInteger(content);
    case DerTag::BitString:
        return readBits(content, bits);
    case DerTag::Null:
        return content.empty();
    case DerTag::ObjectIdentifier:
        return isObjectIdentifier(content);
    case DerTag::BmpString:
        return content.size() % 2 == 0;
    case DerTag::UniversalString:
        return content.size() % 4 == 0;
    case DerTag::OctetString:
    case DerTag::Utf8String:
    case DerTag::NumericString:
    case DerTag::PrintableString:
    case DerTag::T61String:
    case DerTag::VideotexString:
    case DerTag::Ia5String:
    case DerTag::UtcTime:
    case DerTag::GeneralizedTime:
    case DerTag::GraphicString:
    case DerTag::VisibleString:
    case DerTag::GeneralString:
    case DerTag::Sequence:
    case DerTag::Set:
        return true;
    default:
        return false;
    }
}

std::uint8_t DerBits::octet(std::size_t index) const
{
    if (index >= octets.size())
        return 0;
    const unsigned mask = index + 1 == octets.size() ? 0xffu << unused : 0xffu;
    return static_cast<std::uint8_t>(octets[index] & mask);
}

bool readBits(BytesView content, DerBits &bits)
{
    if (content.empty() || content[0] > 7 || (content.size() == 1 && content[0] != 0))
        return false;
    bits = {content.subspan(1), content[0]};
    return true;
}

} // namespace hufu
