// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ContainerSniff.h"

#include "models/pki/PemReader.h"
#include "models/pki/Pkcs7Reader.h"

namespace hufu {

ContainerKind sniffDer(BytesView head)
{
    if (head.size() < 2 || head[0] != DerTag::Sequence || head[1] > 0x84)
        return ContainerKind::Unknown;
    const bool longForm = head[1] > 0x80; // 0x80 itself: indefinite, BER
    const std::size_t header = longForm ? 2u + (head[1] & 0x7f) : 2u;
    if (head.size() < header + 3)
        return ContainerKind::Unknown;
    const BytesView inside = head.subspan(header);
    if (inside[0] == DerTag::ObjectIdentifier && inside.size() >= 2u + inside[1] && isPkcs7Type(inside.subspan(2, inside[1])))
        return ContainerKind::Pkcs7;
    if (inside[0] == DerTag::Integer && inside[1] == 1 && inside[2] == 3)
        return ContainerKind::Pkcs12;
    if (inside[0] == DerTag::Integer && inside[1] == 1 && inside[2] <= 1)
        return ContainerKind::Der; // a private key
    // No certificate is shorter than 128 octets; a short public key is. Text that begins with '0' is neither.
    if (inside[0] == DerTag::Sequence && (longForm || inside[2] == DerTag::ObjectIdentifier))
        return ContainerKind::Der;
    return ContainerKind::Unknown;
}

bool isOtherObject(const DerElement &object)
{
    DerReader reader(object.content);
    DerElement first, element;
    if (!reader.next(DerTag::Sequence, first))
        return false;
    DerReader inside(first.content);
    if (inside.next(DerTag::ObjectIdentifier, element)) // SubjectPublicKeyInfo
        return reader.next(DerTag::BitString, element) && reader.atEnd();
    const bool numbered = inside.next(DerTag::Integer, element);
    if (!inside.next(DerTag::Sequence, element) || !inside.next(DerTag::Sequence, element))
        return false;
    const bool request = numbered && inside.peek() == DerTag::contextConstructed(0);
    return request || inside.peek() == DerTag::UtcTime || inside.peek() == DerTag::GeneralizedTime;
}

bool isJavaKeyStore(BytesView head)
{
    return head.size() >= 4 && head[0] == head[2] && head[1] == head[3]
        && ((head[0] == 0xfe && head[1] == 0xed) || (head[0] == 0xce && head[1] == 0xce)); // JKS, JCEKS
}

std::optional<std::string> narrowed(BytesView bytes)
{
    const bool littleEndian = bytes.size() >= 2 && bytes[0] == 0xff && bytes[1] == 0xfe;
    const bool bigEndian = bytes.size() >= 2 && bytes[0] == 0xfe && bytes[1] == 0xff;
    if (!littleEndian && !bigEndian)
        return {};
    std::string text(bytes.size() / 2 - 1, '?');
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint8_t high = bytes[2 + 2 * i + (littleEndian ? 1 : 0)];
        const std::uint8_t low = bytes[2 + 2 * i + (littleEndian ? 0 : 1)];
        if (high == 0 && low < 0x80)
            text[i] = static_cast<char>(low);
    }
    return text;
}

std::optional<Bytes> bareBase64(std::string_view text)
{
    constexpr std::size_t limit = 1u << 20;
    if (text.size() > limit || PemReader::looksLikePem(text))
        return {};
    Bytes decoded(decodedCapacity(text.size()));
    std::size_t size = 0;
    if (!decodeBase64(text, decoded.data(), size))
        return {};
    decoded.resize(size);
    if (sniffDer(decoded) == ContainerKind::Unknown)
        return {};
    return decoded;
}

} // namespace hufu
