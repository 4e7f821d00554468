// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Digest.h"

#include "models/pki/Handles.h"

#include <cstdlib>

namespace hufu {

Sha256 sha256(std::initializer_list<BytesView> pieces)
{
    static const EVP_MD *algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr); // fetched once: a lookup costs more than a short hash
    thread_local EvpMdCtxPtr context(EVP_MD_CTX_new());
    Sha256 digest{};
    bool ok = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1;
    for (BytesView piece : pieces)
        ok = ok && EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1;
    if (!ok || EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1)
        std::abort(); // SHA-256 fails only when the library itself is broken
    return digest;
}

std::array<std::uint8_t, 48> sha384(BytesView bytes)
{
    static const EVP_MD *algorithm = EVP_MD_fetch(nullptr, "SHA384", nullptr);
    std::array<std::uint8_t, 48> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm, nullptr) != 1)
        std::abort();
    return digest;
}

std::array<std::uint8_t, 20> sha1(BytesView bytes)
{
    static const EVP_MD *algorithm = EVP_MD_fetch(nullptr, "SHA1", nullptr);
    std::array<std::uint8_t, 20> digest{};
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm, nullptr) != 1)
        std::abort();
    return digest;
}

} // namespace hufu
