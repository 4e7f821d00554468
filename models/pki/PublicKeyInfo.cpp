// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/PublicKeyInfo.h"

#include "models/pki/Oids.h"

#include <bit>
#include <limits>

namespace hufu {
namespace {

using namespace oids;

struct Curve {
    Oid oid;
    const char *name; ///< null: shown by its OID
    std::uint16_t bits;
};
constexpr Curve curves[] = {
    {"1.2.840.10045.3.1.7"_oid, "P-256", 256}, {"1.3.132.0.34"_oid, "P-384", 384}, {"1.3.132.0.35"_oid, "P-521", 521}, {sm2, "SM2", 256},
    {"1.2.840.10045.3.1.1"_oid, nullptr, 192}, {"1.3.132.0.33"_oid, nullptr, 224}, {"1.3.132.0.10"_oid, nullptr, 256},
    {"1.3.36.3.3.2.8.1.1.7"_oid, nullptr, 256}, {"1.3.36.3.3.2.8.1.1.11"_oid, nullptr, 384}, {"1.3.36.3.3.2.8.1.1.13"_oid, nullptr, 512},
};

/// Bits of an unsigned big-endian number.
std::uint16_t bitLength(BytesView number)
{
    while (!number.empty() && number[0] == 0)
        number = number.subspan(1);
    if (number.empty())
        return 0;
    const std::size_t bits = number.size() * 8 - static_cast<std::size_t>(std::countl_zero(number[0]));
    return static_cast<std::uint16_t>(std::min<std::size_t>(bits, std::numeric_limits<std::uint16_t>::max()));
}

/// The first INTEGER of the SEQUENCE that `bytes` starts with: an RSA modulus, the prime of DSA.
std::uint16_t firstIntegerBits(BytesView bytes)
{
    DerReader outer(bytes);
    DerElement sequence, number;
    if (!outer.next(DerTag::Sequence, sequence))
        return 0;
    DerReader inner(sequence.content);
    return inner.next(DerTag::Integer, number) ? bitLength(number.content) : std::uint16_t(0);
}

/// ECParameters spelled out (X9.62; forbidden by RFC 5480 §2.1.1): the size of the prime.
std::uint16_t explicitFieldBits(BytesView parameters)
{
    DerReader reader(parameters);
    DerElement version, field, type, prime;
    if (!reader.next(DerTag::Integer, version) || !reader.next(DerTag::Sequence, field))
        return 0;
    DerReader inside(field.content);
    if (!inside.next(DerTag::ObjectIdentifier, type) || !(primeField == type.content) || !inside.next(DerTag::Integer, prime))
        return 0;
    return bitLength(prime.content);
}

void readCurve(const DerElement &parameters, PublicKeyInfo &info)
{
    info.algorithm = KeyAlgorithm::Ec;
    if (parameters.tag == DerTag::Sequence) {
        info.curve = "explicit";
        info.bits = explicitFieldBits(parameters.content);
        return;
    }
    if (parameters.tag != DerTag::ObjectIdentifier)
        return;
    for (const Curve &curve : curves) {
        if (curve.oid == parameters.content) {
            info.bits = curve.bits;
            if (curve.name) {
                info.curve = curve.name;
                if (curve.oid == sm2.view())
                    info.algorithm = KeyAlgorithm::Sm2;
                return;
            }
        }
    }
    info.curve = oidText(parameters.content);
}

} // namespace

bool readAlgorithmIdentifier(const DerElement &element, AlgorithmIdentifier &algorithm, DerFailure &failure)
{
    DerReader reader(element.content);
    DerElement oid;
    if (!reader.next(DerTag::ObjectIdentifier, oid) || !isObjectIdentifier(oid.content))
        return failure.set(element.content.data(), "an algorithm's identifier");
    algorithm.oid = oid.content;
    const std::uint8_t *const at = reader.position();
    if (!reader.atEnd() && (!reader.next(algorithm.parameters) || !reader.atEnd() || !isWellFormedAny(algorithm.parameters)))
        return failure.set(at, "an algorithm's parameters");
    return true;
}

bool readPublicKeyInfo(const DerElement &spki, PublicKeyInfo &info, DerFailure &failure)
{
    DerReader reader(spki.content);
    DerElement algorithmElement, keyElement;
    AlgorithmIdentifier algorithm;
    DerBits key;
    if (!expect(reader, DerTag::Sequence, algorithmElement, "the key's algorithm", failure)
        || !readAlgorithmIdentifier(algorithmElement, algorithm, failure)
        || !expect(reader, DerTag::BitString, keyElement, "the public key's bits", failure))
        return false;
    if (!readBits(keyElement.content, key) || !reader.atEnd())
        return failure.set(keyElement.content.data(), "the public key's bits, and nothing after them");

    if (rsaEncryption == algorithm.oid || rsassaPss == algorithm.oid) {
        info.algorithm = rsaEncryption == algorithm.oid ? KeyAlgorithm::Rsa : KeyAlgorithm::RsaPss;
        info.bits = firstIntegerBits(key.octets);
    } else if (ecPublicKey == algorithm.oid) {
        readCurve(algorithm.parameters, info);
    } else if (sm2 == algorithm.oid) {
        info = {KeyAlgorithm::Sm2, 256, "SM2"};
    } else if (ed25519 == algorithm.oid) {
        info = {KeyAlgorithm::Ed25519, 256, {}};
    } else if (ed448 == algorithm.oid) {
        info = {KeyAlgorithm::Ed448, 456, {}};
    } else if (x25519 == algorithm.oid) {
        info = {KeyAlgorithm::X25519, 256, {}};
    } else if (dsa == algorithm.oid) {
        info = {KeyAlgorithm::Dsa, firstIntegerBits(algorithm.parameters.encoded), {}};
    } else {
        info.algorithm = KeyAlgorithm::Other;
    }
    return true;
}

} // namespace hufu
