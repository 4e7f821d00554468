// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's CMS functions want the private key; here the structure is written, and the Signer asked for nothing but the signature.
#include "models/pki/SignedData.h"

#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"
#include "models/pki/KeyHandle.h"

#include <algorithm>

namespace hufu {
namespace {

/// A SignedData taken to pieces: RFC 5652 §5.1. Each piece is an encoding.
struct SignedPieces {
    Bytes version, contentInfo, content;
    std::vector<Bytes> digests, certificates, signers;
};

std::unexpected<Error> notSignedData() { return fail(ErrorCode::Malformed, "not a CMS SignedData as this program writes it"); }

bool readSet(BytesView content, std::vector<Bytes> &to)
{
    DerReader reader(content);
    DerElement element;
    while (reader.next(element))
        to.push_back(bytesOf(element.encoded));
    return reader.atEnd();
}

Result<SignedPieces> takeSignedDataApart(BytesView cms)
{
    SignedPieces pieces;
    DerElement outer, type, explicitTag, signedData, version, digests, info, dataType, dataTag, data, certificates, signers;
    DerReader whole(cms);
    if (!whole.next(DerTag::Sequence, outer) || !whole.atEnd())
        return notSignedData();
    DerReader contentInfo(outer.content);
    if (!contentInfo.next(DerTag::ObjectIdentifier, type) || !(oids::cmsSignedData == type.content)
        || !contentInfo.next(DerTag::contextConstructed(0), explicitTag) || !contentInfo.atEnd())
        return notSignedData();
    DerReader tagged(explicitTag.content);
    if (!tagged.next(DerTag::Sequence, signedData) || !tagged.atEnd())
        return notSignedData();
    DerReader parts(signedData.content);
    if (!parts.next(DerTag::Integer, version) || !parts.next(DerTag::Set, digests) || !parts.next(DerTag::Sequence, info)
        || !parts.next(DerTag::contextConstructed(0), certificates) || !parts.next(DerTag::Set, signers) || !parts.atEnd())
        return notSignedData();
    DerReader inside(info.content);
    if (!inside.next(DerTag::ObjectIdentifier, dataType) || !(oids::cmsData == dataType.content)
        || !inside.next(DerTag::contextConstructed(0), dataTag) || !inside.atEnd())
        return notSignedData();
    DerReader octets(dataTag.content);
    if (!octets.next(DerTag::OctetString, data) || !octets.atEnd() || !readSet(digests.content, pieces.digests)
        || !readSet(certificates.content, pieces.certificates) || !readSet(signers.content, pieces.signers))
        return notSignedData();
    pieces.version = bytesOf(version.encoded);
    pieces.contentInfo = bytesOf(info.encoded);
    pieces.content = bytesOf(data.content);
    return pieces;
}

/// A DER SET OF is sorted (X.690 §11.6).
Bytes sortedSet(std::vector<Bytes> elements)
{
    std::ranges::sort(elements);
    Bytes joined;
    for (const Bytes &element : elements)
        joined.insert(joined.end(), element.begin(), element.end());
    return joined;
}

Bytes writeSignedData(const SignedPieces &pieces)
{
    DerWriter writer;
    writer.sequence([&] {
        writer.oid(oids::cmsSignedData);
        writer.context(0, [&] {
            writer.sequence([&] {
                writer.raw(pieces.version);
                writer.set([&] { writer.raw(sortedSet(pieces.digests)); });
                writer.raw(pieces.contentInfo);
                writer.context(0, [&] { writer.raw(sortedSet(pieces.certificates)); });
                writer.set([&] { writer.raw(sortedSet(pieces.signers)); });
            });
        });
    });
    return writer.take();
}

template <typename Inside>
Bytes attribute(const Oid &type, Inside &&value)
{
    DerWriter writer;
    writer.sequence([&] {
        writer.oid(type);
        writer.set([&] { value(writer); });
    });
    return writer.take();
}

/// IssuerAndSerialNumber, RFC 5652 §10.2.4.
Result<Bytes> signerIdentifier(BytesView certificateDer)
{
    const X509Ptr certificate = parseX509(certificateDer);
    if (!certificate)
        return cryptoFailure("reading the signer's certificate");
    std::uint8_t *name = nullptr, *serial = nullptr;
    const int nameSize = i2d_X509_NAME(X509_get_issuer_name(certificate.get()), &name);
    const int serialSize = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate.get()), &serial);
    DerWriter writer;
    if (nameSize > 0 && serialSize > 0) {
        writer.sequence([&] {
            writer.raw({name, static_cast<std::size_t>(nameSize)});
            writer.raw({serial, static_cast<std::size_t>(serialSize)});
        });
    }
    OPENSSL_free(name);
    OPENSSL_free(serial);
    if (nameSize <= 0 || serialSize <= 0)
        return cryptoFailure("reading the signer's certificate");
    return writer.take();
}

/// The certificate's key, which the signer has to have: anything else would give a signature that nobody can verify.
Result<bool> isKeyOf(BytesView certificateDer, BytesView spki)
{
    const X509Ptr certificate = parseX509(certificateDer);
    std::uint8_t *der = nullptr;
    const int size = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der) : -1;
    const bool same = size > 0 && std::ranges::equal(spki, BytesView(der, static_cast<std::size_t>(size)));
    OPENSSL_free(der);
    if (size <= 0)
        return cryptoFailure("reading the signer's certificate");
    return same;
}

/// Over a key that stays where it is.
class KeyInPlace final : public Signer {
public:
    explicit KeyInPlace(const PrivateKey &key) : m_key(key), m_publicKey(key.publicKeyDer().value_or(Bytes{})) {}

    KeyKind kind() const override { return m_key.kind(); }
    BytesView publicKey() const override { return m_publicKey; }
    Result<Bytes> sign(BytesView message) override { return m_key.sign(message); }

private:
    const PrivateKey &m_key;
    Bytes m_publicKey;
};

/// Adds certificate, digest and SignerInfo (RFC 5652 §5.3) to the pieces.
Result<Bytes> addSigner(SignedPieces pieces, Signer &signer, BytesView certificateDer, Instant at)
{
    const KeyKind kind = signer.kind();
    if (kind == KeyKind::Sm2)
        return fail(ErrorCode::Unsupported, "CMS by an SM2 key");
    const Result<bool> fits = isKeyOf(certificateDer, signer.publicKey());
    if (!fits || !*fits)
        return fits ? fail(ErrorCode::CryptoFailed, "the certificate is of another key") : fail(fits.error());
    const Result<Bytes> identifier = signerIdentifier(certificateDer);
    if (!identifier)
        return identifier;
    const bool longer = kind == KeyKind::EcP384;
    DerWriter algorithm;
    algorithm.sequence([&] { algorithm.oid(longer ? oids::idSha384 : oids::idSha256); });
    const Bytes digestAlgorithm = algorithm.take();
    const Bytes digest = longer ? bytesOf(sha384(pieces.content)) : bytesOf(sha256(pieces.content));
    const Bytes attributes = sortedSet({attribute(oids::contentType, [](DerWriter &to) { to.oid(oids::cmsData); }),
                                        attribute(oids::signingTime, [&](DerWriter &to) { to.time(at); }),
                                        attribute(oids::messageDigest, [&](DerWriter &to) { to.octetString(BytesView(digest)); })});
    // What is signed is the SET OF, although [0] stands in its place (§5.4).
    DerWriter toSign;
    toSign.set([&] { toSign.raw(attributes); });
    const Result<Bytes> signature = signer.sign(toSign.view());
    if (!signature)
        return signature;
    const Result<bool> good = verifySignature(signer.publicKey(), toSign.view(), *signature);
    if (!good || !*good)
        return good ? fail(ErrorCode::CryptoFailed, "the signer gave a signature that is not by its key") : fail(good.error());
    DerWriter info;
    info.sequence([&] {
        info.integer(1);
        info.raw(*identifier);
        info.raw(digestAlgorithm);
        info.context(0, [&] { info.raw(attributes); });
        info.raw(signatureAlgorithmOf(kind));
        info.octetString(BytesView(*signature));
    });
    pieces.signers.push_back(info.take());
    pieces.certificates.push_back(bytesOf(certificateDer));
    if (std::ranges::find(pieces.digests, digestAlgorithm) == pieces.digests.end())
        pieces.digests.push_back(digestAlgorithm);
    return writeSignedData(pieces);
}

} // namespace

Result<Bytes> signData(BytesView content, Signer &signer, BytesView certificateDer, Instant at)
{
    SignedPieces pieces;
    pieces.version = {0x02, 0x01, 0x01};
    pieces.content = bytesOf(content);
    DerWriter info;
    info.sequence([&] {
        info.oid(oids::cmsData);
        info.context(0, [&] { info.octetString(content); });
    });
    pieces.contentInfo = info.take();
    return addSigner(std::move(pieces), signer, certificateDer, at);
}

Result<Bytes> addSignature(BytesView cms, Signer &signer, BytesView certificateDer, Instant at)
{
    Result<SignedPieces> pieces = takeSignedDataApart(cms);
    if (!pieces)
        return fail(pieces.error());
    const Result<Bytes> identifier = signerIdentifier(certificateDer);
    if (!identifier)
        return fail(ErrorCode::Malformed, identifier.error().detail);
    for (const Bytes &present : pieces->signers) {
        DerReader outer(present);
        DerElement info, version, issuer;
        if (!outer.next(DerTag::Sequence, info))
            return notSignedData();
        DerReader inside(info.content);
        if (inside.next(DerTag::Integer, version) && inside.next(DerTag::Sequence, issuer) && std::ranges::equal(issuer.encoded, *identifier))
            return fail(ErrorCode::Conflict, "this officer has signed it already");
    }
    return addSigner(std::move(*pieces), signer, certificateDer, at);
}

// OpenSSL's own can add only a signer whose digest the others used too, which a P-384 card's is not.
Result<Bytes> addSignature(BytesView cms, const PrivateKey &key, BytesView certificateDer, Instant at)
{
    KeyInPlace signer(key);
    return addSignature(cms, signer, certificateDer, at);
}

} // namespace hufu
