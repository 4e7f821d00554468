// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/ManagementKey.h"

#include "models/pki/Handles.h"

namespace hufu {
namespace {

const EVP_CIPHER *blockCipher(ManagementKey::Algorithm algorithm)
{
    switch (algorithm) {
    case ManagementKey::Algorithm::TripleDes: return EVP_des_ede3_ecb();
    case ManagementKey::Algorithm::Aes128: return EVP_aes_128_ecb();
    case ManagementKey::Algorithm::Aes192: return EVP_aes_192_ecb();
    case ManagementKey::Algorithm::Aes256: return EVP_aes_256_ecb();
    }
    return nullptr;
}

} // namespace

std::size_t ManagementKey::keySize(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::TripleDes:
    case Algorithm::Aes192: return 24;
    case Algorithm::Aes128: return 16;
    case Algorithm::Aes256: return 32;
    }
    return 0;
}

Result<ManagementKey> ManagementKey::of(Algorithm algorithm, SecureBytes octets)
{
    if (octets.size() != keySize(algorithm))
        return fail(ErrorCode::InvalidArgument, "a management key of this algorithm has " + std::to_string(keySize(algorithm)) + " octets");
    return ManagementKey(algorithm, std::move(octets));
}

ManagementKey ManagementKey::random(Algorithm algorithm) { return {algorithm, SecureBytes::random(keySize(algorithm))}; }

ManagementKey ManagementKey::factory(Algorithm algorithm)
{
    SecureBytes octets(keySize(algorithm));
    for (std::size_t i = 0; i < octets.size(); ++i)
        octets.data()[i] = static_cast<std::uint8_t>(1 + i % 8);
    return {algorithm, std::move(octets)};
}

Result<SecureBytes> ManagementKey::cipher(BytesView block, bool encrypt) const
{
    if (block.size() != blockSize(m_algorithm))
        return fail(ErrorCode::CryptoFailed, "a block of " + std::to_string(block.size()) + " octets");
    const EvpCipherCtxPtr context(EVP_CIPHER_CTX_new());
    SecureBytes out(block.size() + EVP_MAX_BLOCK_LENGTH);
    int size = 0;
    if (EVP_CipherInit_ex(context.get(), blockCipher(m_algorithm), nullptr, m_octets.data(), nullptr, encrypt ? 1 : 0) != 1
        || EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1
        || EVP_CipherUpdate(context.get(), out.data(), &size, block.data(), static_cast<int>(block.size())) != 1)
        return cryptoFailure("a block by a management key");
    out.remove(static_cast<std::size_t>(size), out.size());
    return out;
}

} // namespace hufu
