// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <memory>

struct evp_pkey_st;
struct x509_st;

namespace hufu::test {

/// A private key inside the virtual card, by OpenSSL and by nothing of the program's own.
class CardKey {
public:
    /// `algorithm` as SP 800-78-4 table 6-2 numbers it: 07 RSA 2048, 11 P-256, 14 P-384. Null for others.
    static std::shared_ptr<CardKey> generate(std::uint8_t algorithm);
    /// From the numbers of a YubiKey's IMPORT: an EC scalar, or RSA's two primes with the exponent 65537. Null when they are no key.
    static std::shared_ptr<CardKey> fromScalar(std::uint8_t algorithm, BytesView scalar);
    static std::shared_ptr<CardKey> fromPrimes(BytesView p, BytesView q);

    std::uint8_t algorithm() const { return m_algorithm; }
    std::size_t size() const; ///< octets of RSA's modulus, or of a coordinate
    /// The inside of 7F49: 81 modulus 82 exponent, or 86 point.
    Bytes publicTemplate() const;
    /// The bare private operation over what the host padded or hashed. Empty when the size does not fit.
    Bytes sign(BytesView input) const;
    /// The shared secret's x coordinate; empty when that is no point of the curve.
    Bytes agree(BytesView point) const;

    /// A certificate for this key by the attestation key, with Yubico's extensions; or, without an issuer, the attestation key's own.
    Bytes attest(const CardKey *issuer, const std::string &subject, BytesView firmware, std::uint32_t serial, std::uint8_t pinPolicy,
                 std::uint8_t touchPolicy) const;

private:
    CardKey(std::shared_ptr<evp_pkey_st> key, std::uint8_t algorithm) : m_key(std::move(key)), m_algorithm(algorithm) {}
    static std::shared_ptr<CardKey> keep(evp_pkey_st *key, std::uint8_t algorithm);
    std::shared_ptr<evp_pkey_st> m_key;
    std::uint8_t m_algorithm;
};

/// One block by the management key: 03 3DES, 08, 0A, 0C AES-128, -192, -256.
Bytes cardCipher(std::uint8_t algorithm, BytesView key, BytesView block, bool encrypt);
std::size_t cardCipherKeySize(std::uint8_t algorithm);   ///< 0 for what is no such algorithm
std::size_t cardCipherBlockSize(std::uint8_t algorithm);

} // namespace hufu::test
