// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyKind.h"

namespace hufu {
namespace {

// standards.md §1.3 and §2.1, byte for byte
constexpr std::uint8_t ecdsaSha256[] = {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02};
constexpr std::uint8_t ecdsaSha384[] = {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03};
constexpr std::uint8_t rsaSha256[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00};
constexpr std::uint8_t sm2Sm3[] = {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x75};

} // namespace

const char *keyKindName(KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return "ec-p256";
    case KeyKind::EcP384: return "ec-p384";
    case KeyKind::Rsa2048: return "rsa-2048";
    case KeyKind::Rsa3072: return "rsa-3072";
    case KeyKind::Rsa4096: return "rsa-4096";
    case KeyKind::Sm2: return "sm2";
    }
    return "";
}

Result<KeyKind> keyKindFromName(std::string_view name)
{
    for (KeyKind kind : allKeyKinds) {
        if (name == keyKindName(kind))
            return kind;
    }
    return fail(ErrorCode::InvalidArgument, "a key is ec-p256, ec-p384, rsa-2048, rsa-3072, rsa-4096 or sm2", std::string(name));
}

BytesView signatureAlgorithmOf(KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return ecdsaSha256;
    case KeyKind::EcP384: return ecdsaSha384;
    case KeyKind::Rsa2048:
    case KeyKind::Rsa3072:
    case KeyKind::Rsa4096: return rsaSha256;
    case KeyKind::Sm2: return sm2Sm3;
    }
    return {};
}

} // namespace hufu
