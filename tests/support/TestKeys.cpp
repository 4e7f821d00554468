// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestKeys.h"

#include "tests/support/Der.h"

#include <openssl/dsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <stdexcept>

namespace hufu::test {
namespace {

template <typename T>
T *required(T *value, const char *what)
{
    if (value)
        return value;
    std::fprintf(stderr, "test keys: %s failed\n", what);
    ERR_print_errors_fp(stderr);
    std::abort();
}

std::shared_ptr<EVP_PKEY> generate(const KeySpec &spec)
{
    EVP_PKEY *key = nullptr;
    switch (spec.kind) {
    case KeySpec::Kind::Rsa:
    case KeySpec::Kind::RsaPss: {
        const char *type = spec.kind == KeySpec::Kind::Rsa ? "RSA" : "RSA-PSS";
        EVP_PKEY_CTX *context = required(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), type);
        EVP_PKEY_keygen_init(context);
        EVP_PKEY_CTX_set_rsa_keygen_bits(context, spec.bits);
        EVP_PKEY_generate(context, &key);
        EVP_PKEY_CTX_free(context);
        break;
    }
    case KeySpec::Kind::Ec: key = EVP_EC_gen(spec.group.c_str()); break;
    case KeySpec::Kind::Sm2: key = EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"); break;
    case KeySpec::Kind::Ed25519: key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"); break;
    case KeySpec::Kind::Ed448: key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448"); break;
    case KeySpec::Kind::Dsa: {
        EVP_PKEY *parameters = nullptr;
        EVP_PKEY_CTX *context = required(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr), "DSA");
        EVP_PKEY_paramgen_init(context);
        EVP_PKEY_CTX_set_dsa_paramgen_bits(context, spec.bits);
        EVP_PKEY_CTX_set_dsa_paramgen_q_bits(context, spec.bits > 1024 ? 256 : 160);
        EVP_PKEY_paramgen(context, &parameters);
        EVP_PKEY_CTX_free(context);
        context = required(EVP_PKEY_CTX_new_from_pkey(nullptr, required(parameters, "DSA parameters"), nullptr), "DSA");
        EVP_PKEY_keygen_init(context);
        EVP_PKEY_generate(context, &key);
        EVP_PKEY_CTX_free(context);
        EVP_PKEY_free(parameters);
        break;
    }
    }
    return {required(key, "key generation"), EVP_PKEY_free};
}

Bytes encoded(unsigned char *octets, int size)
{
    required(octets, "encoding a key");
    Bytes bytes(octets, octets + size);
    OPENSSL_free(octets);
    return bytes;
}

Bytes pssAlgorithm(const std::string &digest)
{
    const std::map<std::string, std::pair<const char *, int>> digests = {{"sha1", {"1.3.14.3.2.26", 20}},
                                                                         {"sha256", {"2.16.840.1.101.3.4.2.1", 32}},
                                                                         {"sha384", {"2.16.840.1.101.3.4.2.2", 48}},
                                                                         {"sha512", {"2.16.840.1.101.3.4.2.3", 64}}};
    const auto [oid, saltLength] = digests.at(digest);
    const Bytes hash = algorithmIdentifier(oid, true);
    const Bytes mask = der::sequence({der::oid("1.2.840.113549.1.1.8"), hash});
    return der::sequence({der::oid("1.2.840.113549.1.1.10"),
                          der::sequence({der::context(0, hash), der::context(1, mask), der::context(2, der::integer(saltLength))})});
}

} // namespace

Bytes algorithmIdentifier(std::string_view oid, bool nullParameters)
{
    return nullParameters ? der::sequence({der::oid(oid), der::null()}) : der::sequence({der::oid(oid)});
}

Bytes signatureAlgorithm(const KeySpec &key, const std::string &digest, bool pss)
{
    static const std::map<std::string, const char *> rsa = {
        {"md5", "1.2.840.113549.1.1.4"}, {"sha1", "1.2.840.113549.1.1.5"}, {"sha224", "1.2.840.113549.1.1.14"},
        {"sha256", "1.2.840.113549.1.1.11"}, {"sha384", "1.2.840.113549.1.1.12"}, {"sha512", "1.2.840.113549.1.1.13"}};
    static const std::map<std::string, const char *> ecdsa = {
        {"sha1", "1.2.840.10045.4.1"}, {"sha224", "1.2.840.10045.4.3.1"}, {"sha256", "1.2.840.10045.4.3.2"},
        {"sha384", "1.2.840.10045.4.3.3"}, {"sha512", "1.2.840.10045.4.3.4"}};
    static const std::map<std::string, const char *> dsa = {{"sha1", "1.2.840.10040.4.3"}, {"sha256", "2.16.840.1.101.3.4.3.2"}};
    switch (key.kind) {
    case KeySpec::Kind::Rsa: return pss ? pssAlgorithm(digest) : algorithmIdentifier(rsa.at(digest), true);
    case KeySpec::Kind::RsaPss: return pssAlgorithm(digest);
    case KeySpec::Kind::Ec: return algorithmIdentifier(ecdsa.at(digest), false);
    case KeySpec::Kind::Sm2: return algorithmIdentifier("1.2.156.10197.1.501", false);
    case KeySpec::Kind::Ed25519: return algorithmIdentifier("1.3.101.112", false);
    case KeySpec::Kind::Ed448: return algorithmIdentifier("1.3.101.113", false);
    case KeySpec::Kind::Dsa: return algorithmIdentifier(dsa.at(digest), false);
    }
    throw std::logic_error("a key of no kind");
}

Bytes signWith(const TestKey &key, const std::string &digest, bool pss, BytesView tbs)
{
    const bool ownDigest = key.spec.kind == KeySpec::Kind::Ed25519 || key.spec.kind == KeySpec::Kind::Ed448;
    const EVP_MD *md = ownDigest ? nullptr : key.spec.kind == KeySpec::Kind::Sm2 ? EVP_sm3() : EVP_get_digestbyname(digest.c_str());
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_PKEY_CTX *parameters = nullptr;
    Bytes signature(1024);
    std::size_t size = signature.size();
    bool done = EVP_DigestSignInit(context, &parameters, md, nullptr, key.handle.get()) == 1;
    if (done && key.spec.kind == KeySpec::Kind::Sm2) // GM/T 0009 §10: the default identifier
        done = EVP_PKEY_CTX_set1_id(parameters, "1234567812345678", 16) == 1;
    if (done && (pss || key.spec.kind == KeySpec::Kind::RsaPss))
        done = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1
            && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
    done = done && EVP_DigestSign(context, signature.data(), &size, tbs.data(), tbs.size()) == 1;
    EVP_MD_CTX_free(context);
    if (!done) {
        ERR_print_errors_fp(stderr);
        std::abort(); // a test asked for what cannot be signed
    }
    signature.resize(size);
    return signature;
}

const TestKey &pooledKey(const KeySpec &spec)
{
    static std::mutex mutex;
    static std::map<KeySpec, TestKey> pool;
    const std::lock_guard lock(mutex);
    const auto known = pool.find(spec);
    if (known != pool.end())
        return known->second;

    TestKey key{.spec = spec, .handle = generate(spec)};
    unsigned char *octets = nullptr;
    int size = i2d_PUBKEY(key.handle.get(), &octets);
    key.spki = encoded(octets, size);
    octets = nullptr;
    PKCS8_PRIV_KEY_INFO *info = required(EVP_PKEY2PKCS8(key.handle.get()), "PKCS#8");
    size = i2d_PKCS8_PRIV_KEY_INFO(info, &octets);
    PKCS8_PRIV_KEY_INFO_free(info);
    key.pkcs8 = encoded(octets, size);
    return pool.emplace(spec, std::move(key)).first->second;
}

} // namespace hufu::test
