// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Signer.h"

#include "models/pki/DerWriter.h"

namespace hufu {

// A key that was made or read by us has a public half; were it ever not so, what is made from the empty one is refused as malformed.
SoftSigner::SoftSigner(PrivateKey key) : m_key(std::move(key)), m_publicKey(m_key.publicKeyDer().value_or(Bytes{})) {}

Result<Bytes> signStructure(BytesView tbs, Signer &signer)
{
    const Result<Bytes> signature = signer.sign(tbs);
    if (!signature)
        return std::unexpected(signature.error());
    DerWriter writer;
    writer.reserve(tbs.size() + signature->size() + 32);
    writer.sequence([&] {
        writer.raw(tbs);
        writer.raw(signatureAlgorithmOf(signer.kind()));
        writer.bitString(*signature);
    });
    return writer.take();
}

} // namespace hufu
