// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

/// RSA moduli with chosen weaknesses, big-endian.
namespace hufu::test {

Bytes soundModulus(int bits, int index = 0); ///< of the pooled key
Bytes timesSmall(const Bytes &number, int factor);
Bytes plusOne(const Bytes &number);
Bytes primePower(int primeBits, int exponent);
Bytes neighbourProduct(int primeBits); ///< a prime times the next one
/// a² − b² that Fermat's method takes apart in just this round, into factors of `factorBits`.
Bytes fermatModulus(int factorBits, int round);
/// Two primes of the form k·M + 65537^a mod M, M the product of the first `primes` primes; or only `affected` of them.
Bytes rocaModulus(int bits, int primes, int affected = 2);
/// A number whose remainder modulo each prime to 167 is a power of 65537, but not the same power.
Bytes inSubgroupsByDifferentExponents();

} // namespace hufu::test
