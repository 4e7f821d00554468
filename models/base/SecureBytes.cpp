// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/SecureBytes.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace hufu {
namespace {

// Passphrases, wrapped keys and OpenSSL's own private keys share it; locked memory is scarce, so it stays small.
constexpr std::size_t secureHeapBytes = 1 << 18;
constexpr std::size_t secureHeapUnit = 32;

} // namespace

SecureBytes::SecureBytes(std::size_t size)
{
    if (size == 0)
        return;
    m_data = static_cast<std::uint8_t *>(OPENSSL_secure_zalloc(size));
    if (!m_data)
        std::abort(); // without memory for a secret nothing safe is left to do
    m_size = size;
    m_capacity = size;
}

SecureBytes SecureBytes::copyOf(BytesView bytes)
{
    SecureBytes copy(bytes.size());
    if (!bytes.empty())
        std::memcpy(copy.m_data, bytes.data(), bytes.size());
    return copy;
}

SecureBytes SecureBytes::random(std::size_t size)
{
    SecureBytes bytes(size);
    if (size > 0 && RAND_priv_bytes(bytes.m_data, static_cast<int>(size)) != 1)
        std::abort();
    return bytes;
}

SecureBytes::SecureBytes(SecureBytes &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
    , m_capacity(std::exchange(other.m_capacity, 0))
{
}

SecureBytes &SecureBytes::operator=(SecureBytes &&other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, 0);
    }
    return *this;
}

SecureBytes::~SecureBytes() { clear(); }

void SecureBytes::clear()
{
    OPENSSL_secure_clear_free(m_data, m_capacity);
    m_data = nullptr;
    m_size = 0;
    m_capacity = 0;
}

void SecureBytes::insert(std::size_t position, BytesView bytes)
{
    position = std::min(position, m_size);
    if (m_size + bytes.size() > m_capacity) {
        SecureBytes larger(std::max<std::size_t>(64, (m_size + bytes.size()) * 2));
        if (m_size > 0)
            std::memcpy(larger.m_data, m_data, m_size);
        larger.m_size = m_size;
        *this = std::move(larger);
    }
    std::memmove(m_data + position + bytes.size(), m_data + position, m_size - position);
    std::copy(bytes.begin(), bytes.end(), m_data + position);
    m_size += bytes.size();
}

void SecureBytes::remove(std::size_t position, std::size_t count)
{
    if (position >= m_size)
        return;
    count = std::min(count, m_size - position);
    std::memmove(m_data + position, m_data + position + count, m_size - position - count);
    m_size -= count;
    OPENSSL_cleanse(m_data + m_size, count);
}

bool SecureBytes::equals(const SecureBytes &other) const
{
    return m_size == other.m_size && (m_size == 0 || CRYPTO_memcmp(m_data, other.m_data, m_size) == 0);
}

void wipe(std::span<std::uint8_t> bytes) { OPENSSL_cleanse(bytes.data(), bytes.size()); }

void hardenProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
    CRYPTO_secure_malloc_init(secureHeapBytes, secureHeapUnit);
}

void randomFill(std::span<std::uint8_t> target)
{
    if (!target.empty() && RAND_bytes(target.data(), static_cast<int>(target.size())) != 1)
        std::abort();
}

} // namespace hufu
