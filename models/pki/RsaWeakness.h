// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <memory>
#include <optional>

namespace hufu {

/// An RSA modulus under the questions that need arithmetic (BR 6.1.1.3, 6.1.6). Immutable. For this room's .cpp files.
class RsaModulus {
public:
    /// Longer ones are not examined: a certificate may name any number, and arithmetic grows with its square.
    static constexpr std::size_t maxBits = 16384;

    explicit RsaModulus(BytesView bigEndian); ///< not negative, up to maxBits
    ~RsaModulus();

    /// The smallest prime factor below 752, if there is one.
    std::optional<unsigned> smallFactor() const;
    /// k when the modulus is an odd power m^k, k prime from 3 to 31: its factors then lie open. Squares are found by Fermat's method.
    std::optional<unsigned> oddPower() const;
    /// Whether the modulus is a power of 65537 modulo the product of the primes to 167, as Infineon's RSALib made them (CVE-2017-15361): the
    /// discrete logarithms modulo each prime exist and agree. By chance 1 in 2^154.
    bool hasRocaFingerprint() const;
    /// Fermat's method: the round, from 1 on, in which the modulus fell apart into two close factors.
    std::optional<int> closePrimes(int rounds) const;
    /// "Modulus=" and upper-case hexadecimal without leading zeros, as `openssl rsa -modulus` prints it.
    std::string printed() const;

private:
    struct Number;
    std::unique_ptr<Number> m_number;
};

} // namespace hufu
