// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

/// A PIN, passphrase or raw key. Lives on OpenSSL's secure heap (locked, not dumped) where that is available, is wiped
/// on destruction, moves but never copies by accident, and has no conversion to text.
class SecureBytes {
public:
    SecureBytes() = default;
    explicit SecureBytes(std::size_t size); ///< zero-filled
    static SecureBytes copyOf(BytesView bytes);
    static SecureBytes copyOf(std::string_view text) { return copyOf(viewOf(text)); }
    static SecureBytes random(std::size_t size); ///< from OpenSSL's private CSPRNG; aborts if that fails

    SecureBytes(SecureBytes &&other) noexcept;
    SecureBytes &operator=(SecureBytes &&other) noexcept;
    SecureBytes(const SecureBytes &) = delete;
    SecureBytes &operator=(const SecureBytes &) = delete;
    ~SecureBytes();

    SecureBytes clone() const { return copyOf(view()); }
    void clear();
    /// Inserts or removes in place; used by the entry widgets so that no other copy of a passphrase exists.
    void insert(std::size_t position, BytesView bytes);
    void remove(std::size_t position, std::size_t count);

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    std::uint8_t *data() { return m_data; }
    const std::uint8_t *data() const { return m_data; }
    BytesView view() const { return {m_data, m_size}; }

    /// Constant-time comparison.
    bool equals(const SecureBytes &other) const;

private:
    std::uint8_t *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

/// Overwrites a passing copy of a secret, in a way the compiler does not leave out.
void wipe(std::span<std::uint8_t> bytes);

/// Call first in main(): prepares the secure heap and forbids core dumps and tracing by others.
void hardenProcess();

/// Fills with bytes from the CSPRNG; for nonces and identifiers, which are not secret.
void randomFill(std::span<std::uint8_t> target);

} // namespace hufu
