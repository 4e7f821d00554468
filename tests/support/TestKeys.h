// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <compare>
#include <memory>
#include <string>

struct evp_pkey_st; // EVP_PKEY

namespace hufu::test {

/// Which key of the pool: equal specs give the same key within a process, `index` tells several of a kind apart.
struct KeySpec {
    enum class Kind { Rsa, RsaPss, Ec, Sm2, Ed25519, Ed448, Dsa } kind = Kind::Ec;
    int bits = 0;                ///< of Rsa, RsaPss (from 512 on) and Dsa (1024, 2048)
    std::string group = "P-256"; ///< OpenSSL's name of the curve, with Ec
    int index = 0;
    std::strong_ordering operator<=>(const KeySpec &) const = default;
};

/// A key pair for tests, or a public key alone.
struct TestKey {
    Bytes spki{};  ///< SubjectPublicKeyInfo, DER
    Bytes pkcs8{}; ///< RFC 5958, unencrypted, DER; empty where only the public half exists
    KeySpec spec{};
    std::shared_ptr<evp_pkey_st> handle{}; ///< null where only the public half exists
};

/// Made at the first request, kept until the process ends. Thread-safe. Aborts when OpenSSL refuses the spec: a test's own mistake.
const TestKey &pooledKey(const KeySpec &spec);

/// The AlgorithmIdentifier of an OID, with NULL or absent parameters.
Bytes algorithmIdentifier(std::string_view oid, bool nullParameters);
/// The AlgorithmIdentifier of a signature by such a key; `digest` as OpenSSL names it, ignored by SM2 and EdDSA.
Bytes signatureAlgorithm(const KeySpec &key, const std::string &digest, bool pss);
/// The signature itself, SM2 with the default identifier (GM/T 0009 §10). Aborts when OpenSSL refuses.
Bytes signWith(const TestKey &key, const std::string &digest, bool pss, BytesView message);

} // namespace hufu::test
