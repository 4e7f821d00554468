// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Signer.h"

#include "models/pki/DerWriter.h"

namespace hufu {
namespace {

Bytes structureOf(BytesView tbs, KeyKind kind, BytesView signature)
{
    DerWriter writer;
    writer.reserve(tbs.size() + signature.size() + 32);
    writer.sequence([&] {
        writer.raw(tbs);
        writer.raw(signatureAlgorithmOf(kind));
        writer.bitString(signature);
    });
    return writer.take();
}

} // namespace

// A key that was made or read by us has a public half; were it ever not so, what is made from the empty one is refused as malformed.
SoftSigner::SoftSigner(PrivateKey key) : m_key(std::move(key)), m_publicKey(m_key.publicKeyDer().value_or(Bytes{})) {}

Result<Bytes> signStructure(BytesView tbs, Signer &signer)
{
    const Result<Bytes> signature = signer.sign(tbs);
    if (!signature)
        return std::unexpected(signature.error());
    return structureOf(tbs, signer.kind(), *signature);
}

Result<Bytes> signAndVerifyStructure(BytesView tbs, Signer &signer)
{
    const Result<Bytes> signature = signer.sign(tbs);
    if (!signature)
        return std::unexpected(signature.error());
    const Result<bool> good = verifySignature(signer.publicKey(), tbs, *signature);
    if (!good)
        return std::unexpected(good.error());
    if (!*good)
        return fail(ErrorCode::CryptoFailed, "the signer gave a signature that is not by its key");
    return structureOf(tbs, signer.kind(), *signature);
}

} // namespace hufu
