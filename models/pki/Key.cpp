// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Key.h"

#include "models/pki/KeyHandle.h"

#include <openssl/pem.h>

namespace hufu {

PrivateKey::PrivateKey(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
PrivateKey::PrivateKey(PrivateKey &&) noexcept = default;
PrivateKey &PrivateKey::operator=(PrivateKey &&) noexcept = default;
PrivateKey::~PrivateKey() = default;

Result<PrivateKey> PrivateKey::generate()
{
    EvpPkeyPtr key(EVP_EC_gen("P-256"));
    if (!key)
        return cryptoFailure("generating a P-256 key");
    return PrivateKey(std::make_unique<Handle>(std::move(key)));
}

Result<PrivateKey> PrivateKey::fromPkcs8(const SecureBytes &der)
{
    const std::uint8_t *at = der.data();
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, Deleter<PKCS8_PRIV_KEY_INFO_free>> info(
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
    EvpPkeyPtr key(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
    if (!key)
        return cryptoFailure("reading a PKCS#8 key");
    return PrivateKey(std::make_unique<Handle>(std::move(key)));
}

Result<SecureBytes> PrivateKey::toPkcs8() const
{
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, Deleter<PKCS8_PRIV_KEY_INFO_free>> info(EVP_PKEY2PKCS8(m_handle->key.get()));
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : -1;
    if (size <= 0)
        return cryptoFailure("writing a PKCS#8 key");
    SecureBytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &to);
    return der;
}

Result<Bytes> PrivateKey::publicKeyDer() const
{
    const int size = i2d_PUBKEY(m_handle->key.get(), nullptr);
    if (size <= 0)
        return cryptoFailure("writing a public key");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_PUBKEY(m_handle->key.get(), &to);
    return der;
}

Result<Bytes> PrivateKey::sign(BytesView message) const
{
    EvpMdCtxPtr context(EVP_MD_CTX_new());
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_handle->key.get()) != 1
        || EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1)
        return cryptoFailure("signing");
    Bytes signature(size);
    if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
        return cryptoFailure("signing");
    signature.resize(size);
    return signature;
}

Result<bool> verifySignature(BytesView spki, BytesView message, BytesView signature)
{
    const std::uint8_t *at = spki.data();
    EvpPkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    if (!key)
        return cryptoFailure("reading a public key");
    EvpMdCtxPtr context(EVP_MD_CTX_new());
    if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1)
        return cryptoFailure("verifying");
    const bool good = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    ERR_clear_error();
    return good;
}

} // namespace hufu
