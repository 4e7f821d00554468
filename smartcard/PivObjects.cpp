// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/PivObjects.h"

#include "smartcard/Pkcs11Forms.h"
#include "smartcard/Tlv.h"

#include <algorithm>

namespace hufu {
namespace {

// What a non-federal issuer writes in place of a FASC-N, as every other tool does.
constexpr std::uint8_t nonFederal[] = {0xd4, 0xe7, 0x39, 0xda, 0x73, 0x9c, 0xed, 0x39, 0xce, 0x73, 0x9d, 0x83, 0x68,
                                       0x58, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21, 0xc8, 0x42, 0x10, 0xc3, 0xeb};

std::unexpected<Error> brokenObject(const char *what) { return fail(ErrorCode::Malformed, what); }

std::optional<std::uint8_t> octetIn(BytesView bytes, std::uint32_t tag)
{
    const std::optional<BytesView> value = findTlv(bytes, tag);
    return value && value->size() == 1 ? std::optional(value->front()) : std::nullopt;
}

} // namespace

const char *pivSlotName(PivSlot slot)
{
    switch (slot) {
    case PivSlot::Authentication: return "9a";
    case PivSlot::Signature: return "9c";
    case PivSlot::KeyManagement: return "9d";
    case PivSlot::CardAuthentication: return "9e";
    }
    return "";
}

std::string PivVersion::text() const { return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch); }

namespace piv {

std::uint32_t certificateObject(PivSlot slot)
{
    switch (slot) {
    case PivSlot::Authentication: return 0x5fc105;
    case PivSlot::Signature: return 0x5fc10a;
    case PivSlot::KeyManagement: return 0x5fc10b;
    case PivSlot::CardAuthentication: return 0x5fc101;
    }
    return 0;
}

std::optional<std::uint8_t> algorithmOf(KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return 0x11;
    case KeyKind::EcP384: return 0x14;
    case KeyKind::Rsa2048: return 0x07;
    case KeyKind::Rsa3072: return 0x05;
    case KeyKind::Rsa4096: return 0x16; // not NIST's; YubiKeys from 5.7 on
    case KeyKind::Sm2: return {};
    }
    return {};
}

std::optional<KeyKind> kindOf(std::uint8_t algorithm)
{
    for (KeyKind kind : allKeyKinds) {
        if (algorithmOf(kind) == algorithm)
            return kind;
    }
    return {};
}

} // namespace piv

Result<Chuid> Chuid::parse(BytesView content)
{
    const std::optional<BytesView> guid = findTlv(content, 0x34), expires = findTlv(content, 0x35);
    Chuid read;
    if (!guid || guid->size() != read.guid.size())
        return brokenObject("a CHUID without a GUID");
    std::ranges::copy(*guid, read.guid.begin());
    const auto isDigit = [](std::uint8_t c) { return c >= '0' && c <= '9'; };
    if (expires && expires->size() == 8 && std::ranges::all_of(*expires, isDigit))
        read.expires = textOf(*expires);
    return read;
}

Bytes Chuid::encode() const
{
    Bytes content = makeTlv(0x30, nonFederal);
    appendTlv(content, 0x34, guid);
    appendTlv(content, 0x35, viewOf(expires));
    appendTlv(content, 0x3e, {});
    appendTlv(content, 0xfe, {});
    return content;
}

Bytes encodeCapabilities(BytesView identifier)
{
    // GSC-RID, card type 02 (PIV), and the 14 octets; then versions 2.1 and an empty rest (GSC-IS 2.1).
    Bytes number{0xa0, 0x00, 0x00, 0x01, 0x16, 0xff, 0x02};
    number.insert(number.end(), identifier.begin(), identifier.end());
    Bytes content = makeTlv(0xf0, number);
    const struct {
        std::uint32_t tag;
        std::optional<std::uint8_t> value;
    } rest[] = {{0xf1, 0x21}, {0xf2, 0x21}, {0xf3, {}}, {0xf4, 0x00}, {0xf5, 0x10}, {0xf6, {}}, {0xf7, {}},
                {0xfa, {}}, {0xfb, {}}, {0xfc, {}}, {0xfd, {}}, {0xfe, {}}};
    for (const auto &[tag, value] : rest)
        appendTlv(content, tag, value ? BytesView(&*value, 1) : BytesView());
    return content;
}

Result<Bytes> certificateInObject(BytesView content)
{
    const std::optional<BytesView> certificate = findTlv(content, 0x70);
    if (!certificate || certificate->empty())
        return brokenObject("a certificate object without a certificate");
    if (octetIn(content, 0x71).value_or(0) & 0x01)
        return fail(ErrorCode::Unsupported, "a compressed certificate");
    return bytesOf(*certificate);
}

Bytes objectOfCertificate(BytesView der)
{
    const std::uint8_t plain[] = {0x00};
    Bytes content = makeTlv(0x70, der);
    appendTlv(content, 0x71, plain);
    appendTlv(content, 0xfe, {});
    return content;
}

Result<Bytes> publicKeyOfTemplate(KeyKind kind, BytesView inside)
{
    Pkcs11PublicKey key{.kind = kind, .point = {}, .modulus = {}, .exponent = {}};
    const auto part = [&](std::uint32_t tag) { return bytesOf(findTlv(inside, tag).value_or(BytesView())); };
    if (isRsa(kind)) {
        key.modulus = part(0x81);
        key.exponent = part(0x82);
    } else {
        key.point = part(0x86);
    }
    return key.toSpki();
}

Result<PivKeyFacts> readKeyMetadata(BytesView answer)
{
    const std::optional<std::uint8_t> algorithm = octetIn(answer, 0x01), origin = octetIn(answer, 0x03);
    const std::optional<BytesView> policy = findTlv(answer, 0x02), key = findTlv(answer, 0x04);
    if (!algorithm || !policy || policy->size() != 2 || !key)
        return brokenObject("metadata of a key");
    const std::optional<KeyKind> kind = piv::kindOf(*algorithm);
    if (!kind)
        return fail(ErrorCode::Unsupported, "a key of algorithm " + toHex(BytesView(&*algorithm, 1)));
    Result<Bytes> publicKey = publicKeyOfTemplate(*kind, *key);
    if (!publicKey)
        return fail(publicKey.error());
    return PivKeyFacts{*kind, origin == 1, PivPinPolicy((*policy)[0]), PivTouchPolicy((*policy)[1]), std::move(*publicKey)};
}

Result<PivManagementFacts> readManagementMetadata(BytesView answer)
{
    const std::optional<std::uint8_t> algorithm = octetIn(answer, 0x01), factory = octetIn(answer, 0x05);
    if (!algorithm || !factory)
        return brokenObject("metadata of the management key");
    for (const ManagementKey::Algorithm known : ManagementKey::allAlgorithms) {
        if (*algorithm == static_cast<std::uint8_t>(known))
            return PivManagementFacts{known, *factory != 0};
    }
    return fail(ErrorCode::Unsupported, "a management key of algorithm " + toHex(BytesView(&*algorithm, 1)));
}

Result<PivTries> readTriesMetadata(BytesView answer)
{
    const std::optional<BytesView> tries = findTlv(answer, 0x06);
    if (!tries || tries->size() != 2)
        return brokenObject("metadata of a PIN");
    const std::optional<std::uint8_t> factory = octetIn(answer, 0x05);
    return PivTries{(*tries)[1], (*tries)[0], factory ? std::optional(*factory != 0) : std::nullopt};
}

Result<Bytes> pivSignInput(KeyKind kind, BytesView message)
{
    Result<Bytes> input = signInput(kind, message);
    if (!input || !isRsa(kind))
        return input;
    const std::size_t size = kind == KeyKind::Rsa2048 ? 256 : kind == KeyKind::Rsa3072 ? 384 : 512;
    Bytes block(size, 0xff); // 00 01 FF … FF 00 DigestInfo
    block[0] = 0x00;
    block[1] = 0x01;
    block[size - input->size() - 1] = 0x00;
    std::ranges::copy(*input, block.end() - std::ptrdiff_t(input->size()));
    return block;
}

} // namespace hufu
