// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

namespace hufu {

/// The symmetric key by which a PIV card knows its administrator (SP 800-73-4 part 1 §3.1: key reference 9B).
class ManagementKey {
public:
    /// With the numbers that cards use, SP 800-78-4 table 6-2.
    enum class Algorithm : std::uint8_t { TripleDes = 0x03, Aes128 = 0x08, Aes192 = 0x0a, Aes256 = 0x0c };
    static constexpr Algorithm allAlgorithms[] = {Algorithm::TripleDes, Algorithm::Aes128, Algorithm::Aes192, Algorithm::Aes256};
    static std::size_t keySize(Algorithm algorithm);
    static std::size_t blockSize(Algorithm algorithm) { return algorithm == Algorithm::TripleDes ? 8 : 16; }

    /// InvalidArgument when the size does not fit the algorithm.
    static Result<ManagementKey> of(Algorithm algorithm, SecureBytes octets);
    static ManagementKey random(Algorithm algorithm);
    /// What YubiKeys are delivered with: 01 to 08, over and over.
    static ManagementKey factory(Algorithm algorithm);

    Algorithm algorithm() const { return m_algorithm; }
    const SecureBytes &octets() const { return m_octets; }

    /// One block, as cards and their administrators prove to each other that they know the key. CryptoFailed, also for another size than
    /// blockSize().
    Result<SecureBytes> encrypt(BytesView block) const { return cipher(block, true); }
    Result<SecureBytes> decrypt(BytesView block) const { return cipher(block, false); }

private:
    ManagementKey(Algorithm algorithm, SecureBytes octets) : m_algorithm(algorithm), m_octets(std::move(octets)) {}
    Result<SecureBytes> cipher(BytesView block, bool encrypt) const;

    Algorithm m_algorithm;
    SecureBytes m_octets;
};

} // namespace hufu
