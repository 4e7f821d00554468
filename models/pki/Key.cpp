// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Key.h"

#include "models/pki/KeyHandle.h"

#include <openssl/pem.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <algorithm>

namespace hufu {
namespace {

const EVP_MD *digestOf(KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256:
    case KeyKind::Rsa2048:
    case KeyKind::Rsa3072:
    case KeyKind::Rsa4096: return EVP_sha256();
    case KeyKind::EcP384: return EVP_sha384();
    case KeyKind::Sm2: return EVP_sm3();
    }
    return nullptr;
}

EVP_PKEY *generated(KeyKind kind)
{
    switch (kind) {
    case KeyKind::EcP256: return EVP_EC_gen("P-256");
    case KeyKind::EcP384: return EVP_EC_gen("P-384");
    case KeyKind::Rsa2048: return EVP_RSA_gen(2048);
    case KeyKind::Rsa3072: return EVP_RSA_gen(3072);
    case KeyKind::Rsa4096: return EVP_RSA_gen(4096);
    case KeyKind::Sm2: return EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2");
    }
    return nullptr;
}

/// OpenSSL 3 signs and verifies SM2 under an empty identifier unless told (standards.md §2.3).
bool setIdentifier(EVP_PKEY_CTX *context, KeyKind kind)
{
    return kind != KeyKind::Sm2 || EVP_PKEY_CTX_set1_id(context, sm2DefaultId.data(), static_cast<int>(sm2DefaultId.size())) == 1;
}

} // namespace

std::optional<KeyKind> kindOf(const EVP_PKEY *key)
{
    if (EVP_PKEY_is_a(key, "SM2"))
        return KeyKind::Sm2;
    if (EVP_PKEY_is_a(key, "RSA")) {
        switch (EVP_PKEY_get_bits(key)) {
        case 2048: return KeyKind::Rsa2048;
        case 3072: return KeyKind::Rsa3072;
        case 4096: return KeyKind::Rsa4096;
        default: return {};
        }
    }
    char group[32] = "";
    std::size_t size = 0;
    if (!EVP_PKEY_is_a(key, "EC") || EVP_PKEY_get_group_name(key, group, sizeof group, &size) != 1)
        return {};
    const std::string_view name(group, size);
    if (name == SN_X9_62_prime256v1)
        return KeyKind::EcP256;
    return name == SN_secp384r1 ? std::optional(KeyKind::EcP384) : std::nullopt;
}

PrivateKey::PrivateKey(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
PrivateKey::PrivateKey(PrivateKey &&) noexcept = default;
PrivateKey &PrivateKey::operator=(PrivateKey &&) noexcept = default;
PrivateKey::~PrivateKey() = default;

KeyKind PrivateKey::kind() const { return m_handle->kind; }

Result<PrivateKey> PrivateKey::generate(KeyKind kind)
{
    EvpPkeyPtr key(generated(kind));
    if (!key)
        return cryptoFailure((std::string("generating a key, ") + keyKindName(kind)).c_str());
    return PrivateKey(std::make_unique<Handle>(std::move(key), kind));
}

Result<PrivateKey> PrivateKey::fromPkcs8(const SecureBytes &der)
{
    const std::uint8_t *at = der.data();
    const Pkcs8Ptr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
    EvpPkeyPtr key(info ? EVP_PKCS82PKEY(info.get()) : nullptr);
    if (!key)
        return cryptoFailure("reading a PKCS#8 key");
    const std::optional<KeyKind> kind = kindOf(key.get());
    if (!kind)
        return fail(ErrorCode::Unsupported, "a private key that is none of P-256, P-384, RSA 2048, 3072, 4096, SM2");
    return PrivateKey(std::make_unique<Handle>(std::move(key), *kind));
}

Result<SecureBytes> PrivateKey::toPkcs8() const
{
    const Pkcs8Ptr info(EVP_PKEY2PKCS8(m_handle->key.get()));
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : -1;
    if (size <= 0)
        return cryptoFailure("writing a PKCS#8 key");
    SecureBytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &to);
    return der;
}

Result<SecureBytes> PrivateKey::toPem() const
{
    const BioPtr out(BIO_new(BIO_s_secmem()));
    char *text = nullptr;
    if (!out || PEM_write_bio_PKCS8PrivateKey(out.get(), m_handle->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return cryptoFailure("writing a PEM key");
    const long size = BIO_get_mem_data(out.get(), &text);
    SecureBytes pem(static_cast<std::size_t>(size) + 1);
    std::copy_n(text, size, pem.data());
    return pem;
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
    const EvpMdCtxPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *parameters = nullptr;
    std::size_t size = 0;
    if (EVP_DigestSignInit(context.get(), &parameters, digestOf(kind()), nullptr, m_handle->key.get()) != 1
        || !setIdentifier(parameters, kind())
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
    const EvpPkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki.size())));
    if (!key)
        return cryptoFailure("reading a public key");
    const std::optional<KeyKind> kind = kindOf(key.get());
    if (!kind)
        return fail(ErrorCode::Unsupported, "a public key that is none of P-256, P-384, RSA 2048, 3072, 4096, SM2");
    const EvpMdCtxPtr context(EVP_MD_CTX_new());
    EVP_PKEY_CTX *parameters = nullptr;
    if (EVP_DigestVerifyInit(context.get(), &parameters, digestOf(*kind), nullptr, key.get()) != 1 || !setIdentifier(parameters, *kind))
        return cryptoFailure("verifying");
    const bool good = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    ERR_clear_error();
    return good;
}

} // namespace hufu
