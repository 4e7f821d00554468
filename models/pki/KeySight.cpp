// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeySight.h"

#include "models/pki/DerReader.h"
#include "models/pki/Digest.h"
#include "models/pki/KeyDerivationCost.h"

#include <openssl/pem.h>
#include <openssl/provider.h>

#include <cstring>

namespace hufu {
namespace {

/// An RSA key of 16,384 bits has 9.3 KB; beyond, arithmetic on numbers that a file chose takes too long.
constexpr std::size_t maxKeyBytes = 16u << 10;

struct LegacyLibrary {
    OSSL_LIB_CTX *context = OSSL_LIB_CTX_new();
    OSSL_PROVIDER *standard = OSSL_PROVIDER_load(context, "default");
    OSSL_PROVIDER *legacy = OSSL_PROVIDER_try_load(context, "legacy", 1);

    LegacyLibrary() { ERR_clear_error(); } // no legacy provider: old files are then reported as unsupported
    LegacyLibrary(const LegacyLibrary &) = delete;
    LegacyLibrary &operator=(const LegacyLibrary &) = delete;
    ~LegacyLibrary()
    {
        OSSL_PROVIDER_unload(legacy);
        OSSL_PROVIDER_unload(standard);
        OSSL_LIB_CTX_free(context);
    }
};

std::optional<Sha256> spkiOf(const EvpPkeyPtr &key)
{
    unsigned char *der = nullptr;
    const int size = key ? i2d_PUBKEY(key.get(), &der) : 0;
    ERR_clear_error();
    if (size <= 0)
        return {};
    const Sha256 digest = sha256(BytesView(der, std::size_t(size)));
    OPENSSL_free(der);
    return digest;
}

std::optional<Sha256> sightTraditional(int type, BytesView der)
{
    const unsigned char *at = der.data();
    return spkiOf(EvpPkeyPtr(d2i_PrivateKey_ex(type, nullptr, &at, long(der.size()), legacyLibrary(), nullptr)));
}

std::optional<Sha256> sightPkcs8Der(BytesView der)
{
    const unsigned char *at = der.data();
    const Pkcs8Ptr key(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, long(der.size())));
    ERR_clear_error();
    return key ? sightPkcs8(key.get()) : std::nullopt;
}

std::optional<Sha256> sightEncrypted(BytesView der, ContainerCollector &collector)
{
    const unsigned char *at = der.data();
    const X509SigPtr encrypted(d2i_X509_SIG(nullptr, &at, long(der.size())));
    ERR_clear_error();
    const SecureBytes *password = collector.password();
    if (!encrypted || !password)
        return {};
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(encrypted.get(), &algorithm, nullptr);
    if (!collector.spend(keyDerivationCost(algorithm)))
        return {};
    const Pkcs8Ptr key(PKCS8_decrypt_ex(encrypted.get(), reinterpret_cast<const char *>(password->data()), int(password->size()),
                                        legacyLibrary(), nullptr));
    ERR_clear_error();
    return key ? sightPkcs8(key.get()) : std::nullopt;
}

int givePassword(char *buffer, int size, int, void *data)
{
    const auto *password = static_cast<const SecureBytes *>(data);
    if (!password || password->size() > std::size_t(size))
        return -1;
    std::memcpy(buffer, password->data(), password->size());
    return int(password->size());
}

} // namespace

OSSL_LIB_CTX *legacyLibrary()
{
    static LegacyLibrary library;
    return library.context;
}

KeyForm keyFormOf(BytesView der)
{
    DerReader file(der);
    DerElement whole, first, second;
    if (!file.next(DerTag::Sequence, whole))
        return KeyForm::None;
    DerReader inside(whole.content);
    if (!inside.next(first) || !inside.next(second))
        return KeyForm::None;
    if (first.tag == DerTag::Sequence && second.tag == DerTag::OctetString && inside.atEnd())
        return KeyForm::Encrypted;
    if (first.tag != DerTag::Integer || first.content.size() != 1 || first.content[0] > 1)
        return KeyForm::None;
    DerElement third;
    if (second.tag == DerTag::Sequence && inside.next(DerTag::OctetString, third))
        return KeyForm::Pkcs8;
    if (second.tag == DerTag::Integer && inside.next(DerTag::Integer, third))
        return KeyForm::Rsa;
    return second.tag == DerTag::OctetString && first.content[0] == 1 ? KeyForm::Ec : KeyForm::None;
}

bool isReadKeyAlgorithm(int nid)
{
    switch (nid) {
    case NID_rsaEncryption:
    case NID_rsassaPss:
    case NID_X9_62_id_ecPublicKey:
    case NID_sm2:
    case NID_ED25519:
    case NID_ED448:
    case NID_X25519: return true;
    default: return false;
    }
}

bool decryptOldBody(std::string_view headers, SecureBytes &body, std::size_t &size, const SecureBytes *password)
{
    EVP_CIPHER_INFO cipher;
    std::string text(headers);
    std::erase(text, '\r');
    text.erase(0, text.find("Proc-Type"));
    long length = long(size);
    const bool ok = PEM_get_EVP_CIPHER_INFO(text.data(), &cipher) == 1
        && PEM_do_header(&cipher, body.data(), &length, givePassword, const_cast<SecureBytes *>(password)) == 1;
    ERR_clear_error();
    size = ok ? std::size_t(length) : 0;
    return ok;
}

std::optional<Sha256> sightPkcs8(const PKCS8_PRIV_KEY_INFO *key)
{
    const ASN1_OBJECT *algorithm = nullptr;
    int size = 0;
    if (PKCS8_pkey_get0(&algorithm, nullptr, &size, nullptr, key) != 1 || std::size_t(size) > maxKeyBytes)
        return {};
    return isReadKeyAlgorithm(OBJ_obj2nid(algorithm)) ? spkiOf(EvpPkeyPtr(EVP_PKCS82PKEY_ex(key, legacyLibrary(), nullptr))) : std::nullopt;
}

std::optional<Sha256> sightDerKey(BytesView der, ContainerCollector &collector, bool &isKey)
{
    const KeyForm form = keyFormOf(der);
    isKey = form != KeyForm::None;
    if (der.size() > maxKeyBytes || !collector.wantsKeys())
        return {};
    switch (form) {
    case KeyForm::None:
        return {};
    case KeyForm::Pkcs8:
        return sightPkcs8Der(der);
    case KeyForm::Encrypted:
        return sightEncrypted(der, collector);
    case KeyForm::Rsa:
        return sightTraditional(EVP_PKEY_RSA, der);
    case KeyForm::Ec:
        return sightTraditional(EVP_PKEY_EC, der);
    }
    return {};
}

std::optional<Sha256> sightPemKey(const PemBlock &block, ContainerCollector &collector)
{
    if (block.body.size() > 2 * maxKeyBytes || !collector.wantsKeys())
        return {};
    SecureBytes body(decodedCapacity(block.body.size()));
    std::size_t size = 0;
    if (!decodeBase64(block.body, body.data(), size))
        return {};
    if (block.headers.find("ENCRYPTED") != std::string_view::npos && !decryptOldBody(block.headers, body, size, collector.password()))
        return {};
    bool isKey = false;
    return sightDerKey(body.view().first(size), collector, isKey);
}

} // namespace hufu
