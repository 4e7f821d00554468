// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/SecretBox.h"

#include "models/pki/Handles.h"

#include <openssl/core_names.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace hufu {
namespace {

constexpr std::size_t keyBytes = 32;
constexpr std::size_t nonceBytes = 12; // SP 800-38D §8.2.2: random, 96 bits
constexpr std::size_t tagBytes = 16;
constexpr std::uint64_t mostMemory = 1u << 30;

using KdfPtr = std::unique_ptr<EVP_KDF, Deleter<EVP_KDF_free>>;
using KdfCtxPtr = std::unique_ptr<EVP_KDF_CTX, Deleter<EVP_KDF_CTX_free>>;

/// Into locked or ordinary memory.
template <typename Plain>
Result<Plain> unsealInto(const SecureBytes &key, BytesView box, std::string_view context)
{
    if (box.size() < nonceBytes + tagBytes)
        return fail(ErrorCode::Malformed, "a sealed box is shorter than its nonce and tag");
    const std::size_t size = box.size() - nonceBytes - tagBytes;
    Plain secret(size);
    Bytes tag(box.end() - tagBytes, box.end());
    EvpCipherCtxPtr cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    if (key.size() != keyBytes || EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), box.data()) != 1
        || EVP_DecryptUpdate(cipher.get(), nullptr, &length, reinterpret_cast<const std::uint8_t *>(context.data()),
                             static_cast<int>(context.size()))
            != 1
        || EVP_DecryptUpdate(cipher.get(), secret.data(), &length, box.data() + nonceBytes, static_cast<int>(size)) != 1
        || EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tagBytes, tag.data()) != 1)
        return cryptoFailure("AES-256-GCM");
    std::uint8_t nothing[tagBytes];
    if (EVP_DecryptFinal_ex(cipher.get(), nothing, &length) != 1) {
        ERR_clear_error();
        return fail(ErrorCode::WrongPassphrase, "the authentication tag does not fit");
    }
    return secret;
}

} // namespace

Result<SecureBytes> deriveKey(const SecureBytes &passphrase, BytesView salt, const ScryptCost &cost)
{
    if (cost.n < 1024 || (cost.n & (cost.n - 1)) != 0 || cost.r == 0 || cost.p == 0 || salt.size() < 16)
        return fail(ErrorCode::InvalidArgument, "scrypt: cost or salt too small");
    if (cost.r > 64 || cost.p > 16 || cost.n > mostMemory / 128 / cost.r)
        return fail(ErrorCode::TooLarge, "scrypt: cost above 1 GiB");
    SecureBytes key(keyBytes);
    if (EVP_PBE_scrypt(reinterpret_cast<const char *>(passphrase.data()), passphrase.size(), salt.data(), salt.size(), cost.n,
                       cost.r, cost.p, mostMemory + (mostMemory >> 4), key.data(), key.size())
        != 1)
        return cryptoFailure("scrypt");
    return key;
}

Result<SecureBytes> deriveSubkey(const SecureBytes &key, std::string_view purpose)
{
    KdfPtr algorithm(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    KdfCtxPtr context(EVP_KDF_CTX_new(algorithm.get()));
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<std::uint8_t *>(key.data()), key.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char *>(purpose.data()), purpose.size()),
        OSSL_PARAM_construct_end(),
    };
    SecureBytes subkey(keyBytes);
    if (!context || EVP_KDF_derive(context.get(), subkey.data(), subkey.size(), parameters) != 1)
        return cryptoFailure("HKDF");
    return subkey;
}

Result<Sha256> hmacSha256(const SecureBytes &key, BytesView message)
{
    Sha256 mac{};
    unsigned size = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(), message.size(), mac.data(), &size) || size != mac.size())
        return cryptoFailure("HMAC");
    return mac;
}

Result<Bytes> sealBytes(const SecureBytes &key, BytesView secret, std::string_view context)
{
    Bytes box(nonceBytes + secret.size() + tagBytes);
    randomFill(std::span(box).first(nonceBytes));
    EvpCipherCtxPtr cipher(EVP_CIPHER_CTX_new());
    int length = 0;
    if (key.size() != keyBytes || EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.data(), box.data()) != 1
        || EVP_EncryptUpdate(cipher.get(), nullptr, &length, reinterpret_cast<const std::uint8_t *>(context.data()),
                             static_cast<int>(context.size()))
            != 1
        || EVP_EncryptUpdate(cipher.get(), box.data() + nonceBytes, &length, secret.data(), static_cast<int>(secret.size())) != 1
        || EVP_EncryptFinal_ex(cipher.get(), box.data() + nonceBytes + length, &length) != 1
        || EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tagBytes, box.data() + nonceBytes + secret.size()) != 1)
        return cryptoFailure("AES-256-GCM");
    return box;
}

Result<Bytes> seal(const SecureBytes &key, const SecureBytes &secret, std::string_view context) { return sealBytes(key, BytesView(secret.data(), secret.size()), context); }

Result<SecureBytes> unseal(const SecureBytes &key, BytesView box, std::string_view context) { return unsealInto<SecureBytes>(key, box, context); }

Result<Bytes> unsealBytes(const SecureBytes &key, BytesView box, std::string_view context) { return unsealInto<Bytes>(key, box, context); }

} // namespace hufu
