// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/card/CardKey.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace hufu::test {
namespace {

constexpr std::uint8_t rsa2048 = 0x07, p256 = 0x11, p384 = 0x14;

template <auto Free>
struct Freed {
    void operator()(auto *handle) const { Free(handle); }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;

const char *curveOf(std::uint8_t algorithm) { return algorithm == p256 ? "P-256" : algorithm == p384 ? "P-384" : nullptr; }

Bytes octetsOf(const BIGNUM *number, std::size_t size)
{
    Bytes octets(size);
    BN_bn2binpad(number, octets.data(), static_cast<int>(size));
    return octets;
}

void put(Bytes &to, std::uint8_t tag, BytesView content)
{
    to.push_back(tag);
    if (content.size() > 255)
        to.insert(to.end(), {0x82, std::uint8_t(content.size() >> 8)});
    else if (content.size() > 127)
        to.push_back(0x81);
    to.push_back(std::uint8_t(content.size()));
    to.insert(to.end(), content.begin(), content.end());
}

/// A key from its parameters.
EVP_PKEY *keyOf(const char *type, OSSL_PARAM_BLD *builder)
{
    OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters) != 1)
        key = nullptr;
    OSSL_PARAM_free(parameters);
    ERR_clear_error();
    return key;
}

const EVP_CIPHER *cipherOf(std::uint8_t algorithm)
{
    switch (algorithm) {
    case 0x03: return EVP_des_ede3_ecb();
    case 0x08: return EVP_aes_128_ecb();
    case 0x0a: return EVP_aes_192_ecb();
    case 0x0c: return EVP_aes_256_ecb();
    default: return nullptr;
    }
}

void addExtension(X509 *certificate, const char *oid, BytesView value)
{
    ASN1_OBJECT *object = OBJ_txt2obj(oid, 1);
    ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(octets, value.data(), static_cast<int>(value.size()));
    X509_EXTENSION *extension = X509_EXTENSION_create_by_OBJ(nullptr, object, 0, octets);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(octets);
    ASN1_OBJECT_free(object);
}

} // namespace

std::shared_ptr<CardKey> CardKey::keep(EVP_PKEY *key, std::uint8_t algorithm)
{
    return key ? std::shared_ptr<CardKey>(new CardKey(std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free), algorithm)) : nullptr;
}

std::shared_ptr<CardKey> CardKey::generate(std::uint8_t algorithm)
{
    if (algorithm == rsa2048)
        return keep(EVP_RSA_gen(2048), algorithm);
    const char *curve = curveOf(algorithm);
    return curve ? keep(EVP_EC_gen(curve), algorithm) : nullptr;
}

std::shared_ptr<CardKey> CardKey::fromScalar(std::uint8_t algorithm, BytesView scalar)
{
    const char *curve = curveOf(algorithm);
    if (!curve)
        return nullptr;
    const std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>> group(EC_GROUP_new_by_curve_name(OBJ_txt2nid(algorithm == p256 ? "prime256v1" : "secp384r1")));
    const std::unique_ptr<EC_POINT, Freed<EC_POINT_free>> point(EC_POINT_new(group.get()));
    const Number secret(BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), nullptr));
    std::uint8_t octets[97];
    if (BN_is_zero(secret.get()) || EC_POINT_mul(group.get(), point.get(), secret.get(), nullptr, nullptr, nullptr) != 1)
        return nullptr;
    const std::size_t size = EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets, sizeof octets, nullptr);
    const std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, octets, size);
    return keep(keyOf("EC", builder.get()), algorithm);
}

std::shared_ptr<CardKey> CardKey::fromPrimes(BytesView pOctets, BytesView qOctets)
{
    const std::unique_ptr<BN_CTX, Freed<BN_CTX_free>> context(BN_CTX_new());
    const Number p(BN_bin2bn(pOctets.data(), static_cast<int>(pOctets.size()), nullptr)), q(BN_bin2bn(qOctets.data(), static_cast<int>(qOctets.size()), nullptr)),
        n(BN_new()), e(BN_new()), d(BN_new()), p1(BN_dup(p.get())), q1(BN_dup(q.get())), phi(BN_new());
    BN_set_word(e.get(), 65537);
    BN_mul(n.get(), p.get(), q.get(), context.get());
    BN_sub_word(p1.get(), 1);
    BN_sub_word(q1.get(), 1);
    BN_mul(phi.get(), p1.get(), q1.get(), context.get());
    if (BN_num_bits(n.get()) != 2048 || !BN_mod_inverse(d.get(), e.get(), phi.get(), context.get()))
        return nullptr;
    const std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>> builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_D, d.get());
    return keep(keyOf("RSA", builder.get()), rsa2048);
}

std::size_t CardKey::size() const { return m_algorithm == p256 ? 32 : m_algorithm == p384 ? 48 : 256; }

Bytes CardKey::publicTemplate() const
{
    Bytes inside;
    if (m_algorithm == rsa2048) {
        BIGNUM *n = nullptr, *e = nullptr;
        EVP_PKEY_get_bn_param(m_key.get(), OSSL_PKEY_PARAM_RSA_N, &n);
        EVP_PKEY_get_bn_param(m_key.get(), OSSL_PKEY_PARAM_RSA_E, &e);
        put(inside, 0x81, octetsOf(n, 256));
        put(inside, 0x82, octetsOf(e, 3));
        BN_free(n);
        BN_free(e);
        return inside;
    }
    Bytes point(1 + 2 * size());
    std::size_t got = 0;
    EVP_PKEY_get_octet_string_param(m_key.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(), &got);
    put(inside, 0x86, point);
    return inside;
}

Bytes CardKey::sign(BytesView input) const
{
    if (m_algorithm == rsa2048 ? input.size() != size() : input.empty() || input.size() > size())
        return {};
    const KeyContext context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
    std::size_t length = 0;
    // Without padding RSA's signature is the bare private operation.
    if (EVP_PKEY_sign_init(context.get()) != 1 || (m_algorithm == rsa2048 && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1)
        || EVP_PKEY_sign(context.get(), nullptr, &length, input.data(), input.size()) != 1)
        return {};
    Bytes signature(length);
    if (EVP_PKEY_sign(context.get(), signature.data(), &length, input.data(), input.size()) != 1)
        length = 0;
    ERR_clear_error();
    signature.resize(length);
    return signature;
}

Bytes CardKey::agree(BytesView point) const
{
    const char *curve = curveOf(m_algorithm);
    if (!curve || point.size() != 1 + 2 * size())
        return {};
    const std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> peer(EVP_PKEY_new());
    if (EVP_PKEY_copy_parameters(peer.get(), m_key.get()) != 1 || EVP_PKEY_set1_encoded_public_key(peer.get(), point.data(), point.size()) != 1) {
        ERR_clear_error();
        return {};
    }
    const KeyContext context(EVP_PKEY_CTX_new(m_key.get(), nullptr));
    Bytes secret(size());
    std::size_t length = secret.size();
    if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1
        || EVP_PKEY_derive(context.get(), secret.data(), &length) != 1)
        length = 0;
    ERR_clear_error();
    secret.resize(length);
    return secret;
}

Bytes CardKey::attest(const CardKey *issuer, const std::string &subject, BytesView firmware, std::uint32_t serial, std::uint8_t pinPolicy,
                      std::uint8_t touchPolicy) const
{
    const std::unique_ptr<X509, Freed<X509_free>> certificate(X509_new());
    const std::unique_ptr<X509_NAME, Freed<X509_NAME_free>> name(X509_NAME_new()), issuerName(X509_NAME_new());
    const auto setName = [](X509_NAME *to, const std::string &text) {
        X509_NAME_add_entry_by_txt(to, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(text.data()), static_cast<int>(text.size()), -1, 0);
    };
    setName(name.get(), subject);
    setName(issuerName.get(), issuer ? "Virtual PIV Attestation" : subject);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial + std::uint64_t(issuer ? 1u << 31 : 0));
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3650L * 86400);
    X509_set_subject_name(certificate.get(), name.get());
    X509_set_issuer_name(certificate.get(), issuerName.get());
    X509_set_pubkey(certificate.get(), m_key.get());
    if (issuer) {
        addExtension(certificate.get(), "1.3.6.1.4.1.41482.3.3", firmware);
        const std::uint8_t number[] = {0x02, 0x04, std::uint8_t(serial >> 24), std::uint8_t(serial >> 16), std::uint8_t(serial >> 8), std::uint8_t(serial)};
        addExtension(certificate.get(), "1.3.6.1.4.1.41482.3.7", number);
        const std::uint8_t policy[] = {pinPolicy, touchPolicy};
        addExtension(certificate.get(), "1.3.6.1.4.1.41482.3.8", policy);
    } else {
        const std::uint8_t isCa[] = {0x30, 0x03, 0x01, 0x01, 0xff};
        addExtension(certificate.get(), "2.5.29.19", isCa);
    }
    X509_sign(certificate.get(), issuer ? issuer->m_key.get() : m_key.get(), EVP_sha256());
    std::uint8_t *der = nullptr;
    const int size = i2d_X509(certificate.get(), &der);
    Bytes octets(der, der + std::max(size, 0));
    OPENSSL_free(der);
    return octets;
}

Bytes cardCipher(std::uint8_t algorithm, BytesView key, BytesView block, bool encrypt)
{
    const std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>> context(EVP_CIPHER_CTX_new());
    Bytes out(block.size() + 16);
    int size = 0;
    if (EVP_CipherInit_ex(context.get(), cipherOf(algorithm), nullptr, key.data(), nullptr, encrypt ? 1 : 0) != 1
        || EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1
        || EVP_CipherUpdate(context.get(), out.data(), &size, block.data(), static_cast<int>(block.size())) != 1)
        size = 0;
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::size_t cardCipherKeySize(std::uint8_t algorithm)
{
    return algorithm == 0x03 || algorithm == 0x0a ? 24 : algorithm == 0x08 ? 16 : algorithm == 0x0c ? 32 : 0;
}

std::size_t cardCipherBlockSize(std::uint8_t algorithm) { return algorithm == 0x03 ? 8 : 16; }

} // namespace hufu::test
