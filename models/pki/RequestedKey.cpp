// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/RequestedKey.h"

#include "models/pki/Handles.h"
#include "models/pki/Oids.h"
#include "models/pki/PublicKeyInfo.h"

#include <openssl/ec.h>

#include <bit>

namespace hufu {
namespace {

using EcGroupPtr = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using EcPointPtr = std::unique_ptr<EC_POINT, Deleter<EC_POINT_free>>;

constexpr std::size_t shortestRsa = 512, longestRsa = 16'384, longestExponent = 256; // bits

std::unexpected<Error> malformed(std::string why) { return fail(ErrorCode::Malformed, std::move(why)); }

struct Parts {
    AlgorithmIdentifier algorithm;
    BytesView key;
};

bool takeApart(BytesView spki, Parts &parts)
{
    DerReader file(spki);
    DerElement whole, algorithm, key;
    DerFailure failure;
    DerBits bits;
    if (!file.next(DerTag::Sequence, whole))
        return false;
    DerReader reader(whole.content);
    if (!reader.next(DerTag::Sequence, algorithm) || !readAlgorithmIdentifier(algorithm, parts.algorithm, failure)
        || !reader.next(DerTag::BitString, key) || !readBits(key.content, bits) || bits.unused != 0)
        return false;
    parts.key = bits.octets;
    return true;
}

/// A positive INTEGER without its sign octet; empty when it is not positive.
BytesView positive(const DerElement &integer)
{
    BytesView content = integer.content;
    if (!isMinimalInteger(content) || content[0] & 0x80)
        return {};
    return content[0] == 0 ? content.subspan(1) : content;
}

Result<void> checkRsa(const Parts &parts)
{
    if (parts.algorithm.parameters.tag != DerTag::Null)
        return malformed("an RSA key whose algorithm has no NULL parameters");
    DerReader file(parts.key);
    DerElement sequence, modulus, exponent;
    if (!file.next(DerTag::Sequence, sequence) || !file.atEnd())
        return malformed("an RSA key that cannot be read");
    DerReader inside(sequence.content);
    if (!inside.next(DerTag::Integer, modulus) || !inside.next(DerTag::Integer, exponent) || !inside.atEnd())
        return malformed("an RSA key that cannot be read");
    const BytesView n = positive(modulus), e = positive(exponent);
    if (n.empty() || !(n.back() & 1))
        return malformed("an RSA modulus that is not positive and odd");
    const std::size_t bits = n.size() * 8 - static_cast<std::size_t>(std::countl_zero(n[0]));
    if (bits < shortestRsa || bits > longestRsa)
        return fail(ErrorCode::Unsupported, "an RSA key of " + std::to_string(bits) + " bits; 512 to 16384 are read");
    if (e.empty() || !(e.back() & 1) || (e.size() == 1 && e[0] < 3))
        return malformed("an RSA exponent that is not odd and at least 3");
    if (e.size() * 8 > longestExponent)
        return malformed("an RSA exponent of " + std::to_string(e.size() * 8) + " bits");
    return {};
}

int curveOf(const std::string &name)
{
    return name == "P-256" ? NID_X9_62_prime256v1 : name == "P-384" ? NID_secp384r1 : name == "P-521" ? NID_secp521r1 : name == "SM2" ? NID_sm2 : NID_undef;
}

Result<void> checkEc(const PublicKeyInfo &info, const Parts &parts)
{
    const int curve = curveOf(info.curve);
    if (curve == NID_undef)
        return fail(ErrorCode::Unsupported, "a curve other than P-256, P-384, P-521 and SM2", info.curve);
    if (parts.key.empty() || parts.key[0] != 0x04)
        return malformed("a point that is not uncompressed (RFC 5480 §2.2)");
    const EcGroupPtr group(EC_GROUP_new_by_curve_name(curve));
    const EcPointPtr point(group ? EC_POINT_new(group.get()) : nullptr);
    if (!point)
        return cryptoFailure("making a curve");
    if (EC_POINT_oct2point(group.get(), point.get(), parts.key.data(), parts.key.size(), nullptr) != 1) {
        ERR_clear_error();
        return malformed("a point that does not lie on " + info.curve);
    }
    return {};
}

} // namespace

Result<void> checkRequestedKey(BytesView spki)
{
    DerReader file(spki);
    DerElement element;
    PublicKeyInfo info;
    DerFailure failure;
    Parts parts;
    if (!file.next(DerTag::Sequence, element) || !file.atEnd() || !readPublicKeyInfo(element, info, failure) || !takeApart(spki, parts))
        return malformed("not a SubjectPublicKeyInfo");
    switch (info.algorithm) {
    case KeyAlgorithm::Rsa: return checkRsa(parts);
    case KeyAlgorithm::Ec:
    case KeyAlgorithm::Sm2: return checkEc(info, parts);
    case KeyAlgorithm::Ed25519:
    case KeyAlgorithm::Ed448: return {};
    case KeyAlgorithm::Dsa:
    case KeyAlgorithm::RsaPss:
    case KeyAlgorithm::X25519:
    case KeyAlgorithm::Unknown:
    case KeyAlgorithm::Other: break;
    }
    return fail(ErrorCode::Unsupported, "a key that is not RSA, EC, SM2, Ed25519 or Ed448", keyAlgorithmName(info.algorithm));
}

} // namespace hufu
