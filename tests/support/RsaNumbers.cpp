// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RsaNumbers.h"

#include "tests/support/TestKeys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace hufu::test {
namespace {

/// A number that frees itself; every operation aborts when OpenSSL cannot.
class Number {
public:
    Number() : m_value(BN_new(), BN_free) {}
    explicit Number(BN_ULONG word) : Number() { check(BN_set_word(*this, word)); }
    explicit Number(const Bytes &bytes) : m_value(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr), BN_free) {}
    operator BIGNUM *() const { return m_value.get(); }

    Bytes bytes() const
    {
        Bytes octets(static_cast<std::size_t>(BN_num_bytes(*this)));
        BN_bn2bin(*this, octets.data());
        return octets;
    }
    static void check(int done)
    {
        if (done != 1)
            std::abort();
    }

private:
    std::shared_ptr<BIGNUM> m_value;
};

BN_CTX *context()
{
    thread_local const std::unique_ptr<BN_CTX, void (*)(BN_CTX *)> one(BN_CTX_new(), BN_CTX_free);
    return one.get();
}

Number product(const Number &a, const Number &b)
{
    Number result;
    Number::check(BN_mul(result, a, b, context()));
    return result;
}

Number randomPrime(int bits)
{
    Number prime;
    Number::check(BN_generate_prime_ex(prime, bits, 0, nullptr, nullptr, nullptr));
    return prime;
}

bool isPrime(const Number &number) { return BN_check_prime(number, context(), nullptr) == 1; }

std::vector<unsigned> firstPrimes(int count)
{
    std::vector<unsigned> primes;
    for (unsigned n = 2; primes.size() < static_cast<std::size_t>(count); ++n) {
        if (std::none_of(primes.begin(), primes.end(), [&](unsigned p) { return n % p == 0; }))
            primes.push_back(n);
    }
    return primes;
}

} // namespace

Bytes soundModulus(int bits, int index)
{
    BIGNUM *modulus = nullptr;
    Number::check(EVP_PKEY_get_bn_param(pooledKey({KeySpec::Kind::Rsa, bits, {}, index}).handle.get(), OSSL_PKEY_PARAM_RSA_N, &modulus));
    Bytes octets(static_cast<std::size_t>(BN_num_bytes(modulus)));
    BN_bn2bin(modulus, octets.data());
    BN_free(modulus);
    return octets;
}

Bytes timesSmall(const Bytes &number, int factor)
{
    const Number value(number);
    Number::check(BN_mul_word(value, static_cast<BN_ULONG>(factor)));
    return value.bytes();
}

Bytes plusOne(const Bytes &number)
{
    const Number value(number);
    Number::check(BN_add_word(value, 1));
    return value.bytes();
}

Bytes primePower(int primeBits, int exponent)
{
    Number result;
    Number::check(BN_exp(result, randomPrime(primeBits), Number(static_cast<BN_ULONG>(exponent)), context()));
    return result.bytes();
}

Bytes neighbourProduct(int primeBits)
{
    const Number prime = randomPrime(primeBits);
    const Number next(prime.bytes());
    do
        Number::check(BN_add_word(next, 2));
    while (!isPrime(next));
    return product(prime, next).bytes();
}

Bytes fermatModulus(int factorBits, int round)
{
    // With c = ⌈√n⌉ the round is a − c + 1, and √n is about a − b²/2a: so b²/2a = round − ½.
    const Number a = randomPrime(factorBits), b, square;
    Number::check(BN_mul(square, a, Number(static_cast<BN_ULONG>(2 * round - 1)), context()));
    const Number root(1ul), quotient;
    Number::check(BN_lshift(root, root, (BN_num_bits(square) + 1) / 2 + 1));
    for (;;) { // b = √(a(2·round − 1)) by Newton's method
        Number::check(BN_div(quotient, nullptr, square, root, context()));
        Number::check(BN_add(quotient, quotient, root));
        Number::check(BN_rshift1(quotient, quotient));
        if (BN_cmp(quotient, root) >= 0)
            break;
        BN_copy(root, quotient);
    }
    BN_copy(b, root);
    if (BN_is_odd(b)) // a odd and b even: n is odd
        Number::check(BN_add_word(b, 1));
    Number low, high;
    Number::check(BN_sub(low, a, b));
    Number::check(BN_add(high, a, b));
    return product(low, high).bytes();
}

Bytes rocaModulus(int bits, int primes, int affected)
{
    const Number m(1ul);
    for (unsigned prime : firstPrimes(primes))
        Number::check(BN_mul_word(m, prime));
    const auto rocaPrime = [&] {
        for (;;) {
            const Number a, wanted, k, power, candidate;
            Number::check(BN_rand_range(a, m));
            Number::check(BN_mod_exp(power, Number(65537ul), a, m, context()));
            Number::check(BN_rand(wanted, bits / 2, BN_RAND_TOP_TWO, BN_RAND_BOTTOM_ANY));
            Number::check(BN_div(k, nullptr, wanted, m, context()));
            Number::check(BN_mul(candidate, k, m, context()));
            Number::check(BN_add(candidate, candidate, power));
            if (isPrime(candidate))
                return candidate;
        }
    };
    for (;;) {
        const Number modulus = product(rocaPrime(), affected > 1 ? rocaPrime() : randomPrime(bits / 2));
        if (BN_num_bits(modulus) == bits)
            return modulus.bytes();
    }
}

Bytes inSubgroupsByDifferentExponents()
{
    // Chinese remaindering, prime by prime: the exponent is the prime's place in the row.
    const Number value(1ul), modulus(2ul);
    unsigned exponent = 0;
    for (unsigned prime : firstPrimes(39)) {
        if (prime == 2)
            continue;
        unsigned wanted = 1;
        for (unsigned i = 0; i < exponent; ++i)
            wanted = wanted * (65537 % prime) % prime;
        while (BN_mod_word(value, prime) != wanted)
            Number::check(BN_add(value, value, modulus));
        Number::check(BN_mul_word(modulus, prime));
        ++exponent;
    }
    return value.bytes();
}

} // namespace hufu::test
