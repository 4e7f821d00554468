// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Forms.h"

#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::uint8_t p256[] = {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
constexpr std::uint8_t p384[] = {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22};

std::size_t coordinateOctets(KeyKind kind) { return kind == KeyKind::EcP384 ? 48 : 32; }

std::size_t modulusOctets(KeyKind kind)
{
    return kind == KeyKind::Rsa2048 ? 256 : kind == KeyKind::Rsa3072 ? 384 : 512;
}

std::unexpected<Error> malformed() { return fail(ErrorCode::Malformed, "a public key"); }
std::unexpected<Error> noMechanism() { return fail(ErrorCode::Unsupported, "PKCS#11 has no mechanism for this kind of key"); }

BytesView withoutZeros(BytesView number)
{
    while (!number.empty() && number.front() == 0)
        number = number.subspan(1);
    return number;
}

} // namespace

Result<Pkcs11PublicKey> Pkcs11PublicKey::fromSpki(BytesView spki)
{
    // SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }, RFC 5280 §4.1
    DerElement whole, algorithm, oid, bits;
    DerBits key;
    DerReader outer(spki);
    if (!outer.next(DerTag::Sequence, whole) || !outer.atEnd())
        return malformed();
    DerReader inside(whole.content);
    if (!inside.next(DerTag::Sequence, algorithm) || !inside.next(DerTag::BitString, bits) || !inside.atEnd() || !readBits(bits.content, key)
        || key.unused != 0)
        return malformed();
    DerReader parts(algorithm.content);
    if (!parts.next(DerTag::ObjectIdentifier, oid))
        return malformed();
    Pkcs11PublicKey read;
    if (oids::ecPublicKey == oid.content) {
        DerElement curve;
        if (!parts.next(DerTag::ObjectIdentifier, curve))
            return noMechanism();
        const auto is = [&](KeyKind wanted) { return std::ranges::equal(curve.encoded, curveParameters(wanted)); };
        if (!is(KeyKind::EcP256) && !is(KeyKind::EcP384))
            return noMechanism();
        read.kind = is(KeyKind::EcP256) ? KeyKind::EcP256 : KeyKind::EcP384;
        read.point = bytesOf(key.octets);
    } else if (oids::rsaEncryption == oid.content) {
        // RSAPublicKey, RFC 8017 §A.1.1
        DerElement numbers, modulus, exponent;
        DerReader rsa(key.octets);
        if (!rsa.next(DerTag::Sequence, numbers))
            return malformed();
        DerReader both(numbers.content);
        if (!both.next(DerTag::Integer, modulus) || !both.next(DerTag::Integer, exponent))
            return malformed();
        read.modulus = bytesOf(withoutZeros(modulus.content));
        read.exponent = bytesOf(withoutZeros(exponent.content));
        constexpr KeyKind sizes[] = {KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::Rsa4096};
        const auto kind = std::ranges::find(sizes, read.modulus.size(), modulusOctets);
        if (kind == std::ranges::end(sizes))
            return noMechanism();
        read.kind = *kind;
    } else {
        return noMechanism();
    }
    // One form for each key: what a token shows is compared octet by octet.
    const Result<Bytes> again = read.toSpki();
    if (!again || !std::ranges::equal(*again, spki))
        return malformed();
    return read;
}

Result<Bytes> Pkcs11PublicKey::toSpki() const
{
    DerWriter writer;
    if (isRsa(kind)) {
        if (modulus.size() != modulusOctets(kind) || modulus.front() < 0x80 || exponent.empty() || exponent.front() == 0)
            return malformed();
        DerWriter key;
        key.sequence([&] {
            key.unsignedInteger(modulus);
            key.unsignedInteger(exponent);
        });
        writer.sequence([&] {
            writer.sequence([&] {
                writer.oid(oids::rsaEncryption);
                writer.null();
            });
            writer.bitString(key.view());
        });
        return writer.take();
    }
    const BytesView curve = curveParameters(kind);
    if (curve.empty())
        return noMechanism();
    if (point.size() != 1 + 2 * coordinateOctets(kind) || point.front() != 0x04) // uncompressed, SEC 1 §2.3.3
        return malformed();
    writer.sequence([&] {
        writer.sequence([&] {
            writer.oid(oids::ecPublicKey);
            writer.raw(curve);
        });
        writer.bitString(point);
    });
    return writer.take();
}

BytesView curveParameters(KeyKind kind)
{
    return kind == KeyKind::EcP256 ? BytesView(p256) : kind == KeyKind::EcP384 ? BytesView(p384) : BytesView();
}

Result<Bytes> signInput(KeyKind kind, BytesView message)
{
    if (kind == KeyKind::Sm2)
        return noMechanism();
    if (kind == KeyKind::EcP384)
        return bytesOf(sha384(message));
    const Sha256 digest = sha256(message);
    if (!isRsa(kind))
        return bytesOf(digest);
    // DigestInfo ::= SEQUENCE { SEQUENCE { id-sha256, NULL }, OCTET STRING }
    Bytes info{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    info.insert(info.end(), digest.begin(), digest.end());
    return info;
}

Result<Bytes> signatureOf(KeyKind kind, BytesView signature)
{
    if (kind == KeyKind::Sm2)
        return noMechanism();
    const std::size_t expected = isRsa(kind) ? modulusOctets(kind) : 2 * coordinateOctets(kind);
    if (signature.size() != expected)
        return fail(ErrorCode::Malformed, "a token's signature of " + std::to_string(signature.size()) + " octets");
    if (isRsa(kind))
        return bytesOf(signature);
    DerWriter writer;
    writer.sequence([&] {
        writer.unsignedInteger(signature.first(expected / 2));
        writer.unsignedInteger(signature.last(expected / 2));
    });
    return writer.take();
}

} // namespace hufu
