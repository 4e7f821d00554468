// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/RsaWeakness.h"

#include "models/pki/Handles.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace hufu {
namespace {

constexpr unsigned smallPrimeLimit = 752; // BR 6.1.6
constexpr unsigned rocaLargestPrime = 167, rocaGenerator = 65537;

constexpr bool isPrime(unsigned n)
{
    for (unsigned d = 2; d * d <= n; ++d) {
        if (n % d == 0)
            return false;
    }
    return n >= 2;
}

constexpr auto primes = [] {
    std::array<unsigned, 133> list{};
    std::size_t count = 0;
    for (unsigned n = 2; n < smallPrimeLimit; ++n) {
        if (isPrime(n))
            list[count++] = n;
    }
    return list;
}();
static_assert(primes.back() == 751);

constexpr unsigned power(unsigned base, unsigned exponent, unsigned modulus)
{
    std::uint64_t result = 1, square = base % modulus;
    for (; exponent != 0; exponent >>= 1) {
        if (exponent & 1)
            result = result * square % modulus;
        square = square * square % modulus;
    }
    return static_cast<unsigned>(result);
}

/// The exponent a with generator^a ≡ value (mod prime), and the generator's order.
struct Logarithm {
    unsigned exponent = 0, order = 0;
};
std::optional<Logarithm> logarithm(unsigned value, unsigned prime)
{
    std::optional<unsigned> exponent;
    unsigned reached = 1, order = 0;
    do {
        if (reached == value)
            exponent = order;
        reached = reached * (rocaGenerator % prime) % prime;
        ++order;
    } while (reached != 1);
    if (!exponent)
        return {};
    return Logarithm{*exponent, order};
}

/// floor(number^(1/k)) by Newton's method, from above. False when out of memory.
bool integerRoot(BIGNUM *root, const BIGNUM *number, unsigned k, BN_CTX *context)
{
    const BnPtr next(BN_new()), power(BN_new()), exponent(BN_new());
    if (!next || !power || !exponent || !BN_set_word(exponent.get(), k - 1) || !BN_one(root)
        || !BN_lshift(root, root, (BN_num_bits(number) + int(k) - 1) / int(k)))
        return false;
    for (;;) { // next = ((k-1)·root + number / root^(k-1)) / k, falling until it is the root
        if (!BN_exp(power.get(), root, exponent.get(), context) || !BN_div(next.get(), nullptr, number, power.get(), context)
            || !BN_copy(power.get(), root) || !BN_mul_word(power.get(), k - 1) || !BN_add(next.get(), next.get(), power.get())
            || BN_div_word(next.get(), k) == static_cast<BN_ULONG>(-1))
            return false;
        if (BN_cmp(next.get(), root) >= 0)
            return true;
        if (!BN_copy(root, next.get()))
            return false;
    }
}

constexpr unsigned squareModulus = 45045; // 3²·5·7·11·13: one class in 22 holds squares
constexpr auto squareClasses = [] {
    std::array<bool, squareModulus> classes{};
    for (std::uint64_t i = 0; i < squareModulus; ++i)
        classes[i * i % squareModulus] = true;
    return classes;
}();

/// Tells 49 in 50 of those that are no squares.
bool mayBeSquare(const BIGNUM *number)
{
    const int lowBits = BN_is_bit_set(number, 0) | BN_is_bit_set(number, 1) << 1 | BN_is_bit_set(number, 2) << 2;
    return (lowBits == 0 || lowBits == 1 || lowBits == 4) && squareClasses[BN_mod_word(number, squareModulus)];
}

} // namespace

struct RsaModulus::Number {
    BnPtr value;
    std::array<unsigned, primes.size()> remainders{}; ///< modulo each of the primes
};

RsaModulus::RsaModulus(BytesView bigEndian)
    : m_number(std::make_unique<Number>())
{
    m_number->value.reset(BN_bin2bn(bigEndian.data(), static_cast<int>(bigEndian.size()), nullptr));
    for (std::size_t i = 0; m_number->value && i < primes.size();) {
        std::uint64_t product = 1; // as many primes as 32 bits hold are served by one long division
        std::size_t end = i;
        while (end < primes.size() && product * primes[end] < 1ull << 32)
            product *= primes[end++];
        const auto remainder = static_cast<unsigned>(BN_mod_word(m_number->value.get(), product));
        for (; i < end; ++i)
            m_number->remainders[i] = remainder % primes[i];
    }
}

RsaModulus::~RsaModulus() = default;

std::optional<unsigned> RsaModulus::smallFactor() const
{
    for (std::size_t i = 0; i < primes.size(); ++i) {
        if (m_number->remainders[i] == 0 && !BN_is_word(m_number->value.get(), primes[i]))
            return primes[i];
    }
    return {};
}

std::optional<unsigned> RsaModulus::oddPower() const
{
    for (unsigned k : primes) {
        if (k == 2)
            continue;
        if (k > 31)
            break;
        // A k-th power is one modulo every prime p; where k divides p-1, only one remainder in k is.
        const bool ruledOut = std::ranges::any_of(primes, [&, i = 0u](unsigned p) mutable {
            const unsigned remainder = m_number->remainders[i++];
            return p % k == 1 && remainder != 0 && power(remainder, (p - 1) / k, p) != 1;
        });
        if (ruledOut)
            continue;
        const BnCtxPtr context(BN_CTX_new());
        const BnPtr root(BN_new()), exponent(BN_new()), back(BN_new());
        if (context && root && exponent && back && integerRoot(root.get(), m_number->value.get(), k, context.get())
            && BN_set_word(exponent.get(), k) && BN_exp(back.get(), root.get(), exponent.get(), context.get())
            && BN_cmp(back.get(), m_number->value.get()) == 0 && !BN_is_zero(root.get()) && !BN_is_one(root.get()))
            return k;
    }
    return {};
}

bool RsaModulus::hasRocaFingerprint() const
{
    std::vector<Logarithm> logarithms;
    for (std::size_t i = 1; primes[i] <= rocaLargestPrime; ++i) {
        const std::optional<Logarithm> here = logarithm(m_number->remainders[i], primes[i]);
        if (!here)
            return false;
        // One exponent for all primes exists when every two agree modulo what their orders share.
        for (const Logarithm &other : logarithms) {
            const unsigned common = std::gcd(here->order, other.order);
            if (here->exponent % common != other.exponent % common)
                return false;
        }
        logarithms.push_back(*here);
    }
    return true;
}

std::optional<int> RsaModulus::closePrimes(int rounds) const
{
    const BIGNUM *n = m_number->value.get();
    const BnCtxPtr context(BN_CTX_new());
    const BnPtr a(BN_new()), rest(BN_new()), root(BN_new()), square(BN_new());
    if (!context || !a || !rest || !root || !square || !BN_is_odd(n) || BN_is_one(n))
        return {};
    // n = a² − b² = (a−b)(a+b); try a from the square root of n upwards.
    if (!integerRoot(a.get(), n, 2, context.get()) || !BN_sqr(rest.get(), a.get(), context.get()))
        return {};
    if (BN_cmp(rest.get(), n) < 0 && (!BN_add_word(a.get(), 1) || !BN_sqr(rest.get(), a.get(), context.get())))
        return {};
    if (!BN_sub(rest.get(), rest.get(), n))
        return {};
    for (int round = 1; round <= rounds; ++round) {
        if (BN_is_zero(rest.get()))
            return round;
        if (mayBeSquare(rest.get()) && integerRoot(root.get(), rest.get(), 2, context.get())
            && BN_sqr(square.get(), root.get(), context.get()) && BN_cmp(square.get(), rest.get()) == 0) {
            // A prime falls into 1 and itself: a−b = 1 is no factor found.
            if (!BN_sub(square.get(), a.get(), root.get()) || BN_is_one(square.get()))
                return {};
            return round;
        }
        // (a+1)² − n = (a² − n) + 2a + 1
        if (!BN_add(rest.get(), rest.get(), a.get()) || !BN_add(rest.get(), rest.get(), a.get()) || !BN_add_word(rest.get(), 1)
            || !BN_add_word(a.get(), 1))
            return {};
    }
    return {};
}

std::string RsaModulus::printed() const
{
    char *hex = BN_bn2hex(m_number->value.get());
    if (!hex)
        return {};
    std::string digits(hex);
    OPENSSL_free(hex);
    const std::size_t first = digits.find_first_not_of('0');
    return "Modulus=" + (first == std::string::npos ? "0" : digits.substr(first));
}

} // namespace hufu
