// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyWrap.h"

#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"
#include "models/pki/KeyHandle.h"
#include "models/pki/SecretBox.h"

namespace hufu {
namespace {

using AgreementPtr = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;

struct WrappedPieces {
    BytesView ephemeral, box;
};

Result<WrappedPieces> takeWrappedApart(BytesView wrapped)
{
    DerReader whole(wrapped);
    DerElement outer, ephemeral, box;
    if (!whole.next(DerTag::Sequence, outer) || !whole.atEnd())
        return fail(ErrorCode::Malformed, "not a wrapped secret");
    DerReader inside(outer.content);
    if (!inside.next(DerTag::Sequence, ephemeral) || !inside.next(DerTag::OctetString, box) || !inside.atEnd())
        return fail(ErrorCode::Malformed, "not a wrapped secret");
    return WrappedPieces{ephemeral.encoded, box.content};
}

/// Both public keys go into it, so that no other pair of keys gives the same.
Result<SecureBytes> wrappingKey(const SecureBytes &agreed, BytesView ephemeral, BytesView recipient)
{
    const Sha256 keys = sha256({ephemeral, recipient});
    return deriveSubkey(agreed, "hufu key wrap " + toHex(keys));
}

Result<SecureBytes> agreeInMemory(EVP_PKEY *own, EVP_PKEY *other)
{
    const AgreementPtr context(EVP_PKEY_CTX_new(own, nullptr));
    std::size_t size = 0;
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), other) != 1
        || EVP_PKEY_derive(context.get(), nullptr, &size) != 1)
        return cryptoFailure("agreeing a key");
    SecureBytes agreed(size);
    if (EVP_PKEY_derive(context.get(), agreed.data(), &size) != 1 || size != agreed.size())
        return cryptoFailure("agreeing a key");
    return agreed;
}

} // namespace

Result<Bytes> wrapFor(BytesView recipient, const SecureBytes &secret, std::string_view context)
{
    const std::uint8_t *at = recipient.data();
    const EvpPkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(recipient.size())));
    if (!key || kindOf(key.get()) != KeyKind::EcP256) {
        ERR_clear_error();
        return fail(ErrorCode::Unsupported, "a key that does not agree keys on P-256");
    }
    const Result<PrivateKey> ephemeral = PrivateKey::generate();
    const Result<Bytes> spki = ephemeral ? ephemeral->publicKeyDer() : fail(ephemeral.error());
    const Result<SecureBytes> agreed = spki ? agreeInMemory(ephemeral->handle().key.get(), key.get()) : fail(spki.error());
    const Result<SecureBytes> wrapping = agreed ? wrappingKey(*agreed, *spki, recipient) : fail(agreed.error());
    const Result<Bytes> box = wrapping ? seal(*wrapping, secret, context) : fail(wrapping.error());
    if (!box)
        return box;
    DerWriter writer;
    writer.sequence([&] {
        writer.raw(*spki);
        writer.octetString(BytesView(*box));
    });
    return writer.take();
}

Result<Bytes> ephemeralKeyOf(BytesView wrapped)
{
    const Result<WrappedPieces> pieces = takeWrappedApart(wrapped);
    return pieces ? Result<Bytes>(bytesOf(pieces->ephemeral)) : fail(pieces.error());
}

Result<SecureBytes> unwrap(BytesView wrapped, BytesView recipient, const SecureBytes &agreed, std::string_view context)
{
    const Result<WrappedPieces> pieces = takeWrappedApart(wrapped);
    const Result<SecureBytes> wrapping = pieces ? wrappingKey(agreed, pieces->ephemeral, recipient) : fail(pieces.error());
    return wrapping ? unseal(*wrapping, pieces->box, context) : fail(wrapping.error());
}

Result<SecureBytes> unwrap(BytesView wrapped, const PrivateKey &recipient, std::string_view context)
{
    const Result<WrappedPieces> pieces = takeWrappedApart(wrapped);
    const Result<Bytes> own = pieces ? recipient.publicKeyDer() : fail(pieces.error());
    if (!own)
        return fail(own.error());
    const std::uint8_t *at = pieces->ephemeral.data();
    const EvpPkeyPtr ephemeral(d2i_PUBKEY(nullptr, &at, static_cast<long>(pieces->ephemeral.size())));
    if (!ephemeral || kindOf(ephemeral.get()) != KeyKind::EcP256) {
        ERR_clear_error();
        return fail(ErrorCode::Malformed, "not a wrapped secret");
    }
    const Result<SecureBytes> agreed = agreeInMemory(recipient.handle().key.get(), ephemeral.get());
    return agreed ? unwrap(wrapped, *own, *agreed, context) : fail(agreed.error());
}

} // namespace hufu
