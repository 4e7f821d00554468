// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/KeyFile.h"

#include "models/pki/KeyDerivationCost.h"
#include "models/pki/KeySight.h"

namespace hufu {
namespace {

/// Whether what one half signs the other verifies: of a file from outside nobody knows.
Result<PrivateKey> withFittingHalves(Result<PrivateKey> key)
{
    constexpr std::string_view message = "the halves of a key";
    if (!key)
        return key;
    const Result<Bytes> spki = key->publicKeyDer();
    const Result<Bytes> signature = spki ? key->sign(viewOf(message)) : fail(spki.error());
    const Result<bool> good = signature ? verifySignature(*spki, viewOf(message), *signature) : fail(signature.error());
    if (!good || !*good)
        return fail(ErrorCode::Malformed, "a private key whose public half is another's");
    return key;
}

Result<PrivateKey> fromInfo(const PKCS8_PRIV_KEY_INFO *info)
{
    const ASN1_OBJECT *algorithm = nullptr;
    if (PKCS8_pkey_get0(&algorithm, nullptr, nullptr, nullptr, info) != 1)
        return fail(ErrorCode::Malformed, "a PKCS#8 key without an algorithm");
    if (!isReadKeyAlgorithm(OBJ_obj2nid(algorithm)))
        return fail(ErrorCode::Unsupported, "a private key that is none of P-256, P-384, RSA 2048, 3072, 4096, SM2");
    const int size = i2d_PKCS8_PRIV_KEY_INFO(info, nullptr);
    if (size <= 0)
        return fail(ErrorCode::Malformed, "a PKCS#8 key: " + openSslError());
    SecureBytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_PKCS8_PRIV_KEY_INFO(info, &to);
    Result<PrivateKey> key = PrivateKey::fromPkcs8(der);
    if (!key && key.error().code == ErrorCode::CryptoFailed)
        return fail(ErrorCode::Malformed, key.error().detail);
    return withFittingHalves(std::move(key));
}

Result<PrivateKey> fromPkcs8(BytesView der)
{
    const std::uint8_t *at = der.data();
    const Pkcs8Ptr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
    return info ? fromInfo(info.get()) : Result<PrivateKey>(fail(ErrorCode::Malformed, "a PKCS#8 key: " + openSslError()));
}

Result<PrivateKey> fromTraditional(int type, BytesView der)
{
    const std::uint8_t *at = der.data();
    const EvpPkeyPtr key(d2i_PrivateKey_ex(type, nullptr, &at, static_cast<long>(der.size()), legacyLibrary(), nullptr));
    const Pkcs8Ptr info(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
    return info ? fromInfo(info.get()) : Result<PrivateKey>(fail(ErrorCode::Malformed, "a private key: " + openSslError()));
}

Result<PrivateKey> fromEncrypted(BytesView der, const SecureBytes *passphrase, std::uint64_t mostIterations)
{
    const std::uint8_t *at = der.data();
    const X509SigPtr encrypted(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!encrypted)
        return fail(ErrorCode::Malformed, "an encrypted PKCS#8 key: " + openSslError());
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(encrypted.get(), &algorithm, nullptr);
    if (keyDerivationCost(algorithm) > mostIterations)
        return fail(ErrorCode::TooLarge, "more iterations of key derivation than are allowed");
    if (!passphrase)
        return fail(ErrorCode::PassphraseNeeded);
    const Pkcs8Ptr info(PKCS8_decrypt_ex(encrypted.get(), reinterpret_cast<const char *>(passphrase->data()), static_cast<int>(passphrase->size()),
                                         legacyLibrary(), nullptr));
    if (!info)
        return fail(ErrorCode::WrongPassphrase, openSslError());
    return fromInfo(info.get());
}

Result<PrivateKey> fromDer(BytesView der, const SecureBytes *passphrase, std::uint64_t mostIterations)
{
    switch (keyFormOf(der)) {
    case KeyForm::None: break;
    case KeyForm::Pkcs8: return fromPkcs8(der);
    case KeyForm::Encrypted: return fromEncrypted(der, passphrase, mostIterations);
    case KeyForm::Rsa: return fromTraditional(EVP_PKEY_RSA, der);
    case KeyForm::Ec: return fromTraditional(EVP_PKEY_EC, der);
    }
    return fail(ErrorCode::Malformed, "no private key in PKCS#8, SEC 1 or PKCS#1");
}

Result<PrivateKey> fromPem(const PemBlock &block, const SecureBytes *passphrase, std::uint64_t mostIterations)
{
    SecureBytes body(decodedCapacity(block.body.size()));
    std::size_t size = 0;
    if (block.problem || !decodeBase64(block.body, body.data(), size))
        return fail(ErrorCode::Malformed, block.problem ? block.problem : "the key's base64 is broken");
    if (block.headers.contains("ENCRYPTED")) {
        if (!passphrase)
            return fail(ErrorCode::PassphraseNeeded);
        if (!decryptOldBody(block.headers, body, size, passphrase))
            return fail(ErrorCode::WrongPassphrase);
    }
    return fromDer(body.view().first(size), passphrase, mostIterations);
}

} // namespace

Result<PrivateKey> readKeyFile(BytesView file, const SecureBytes *passphrase, std::uint64_t mostIterations)
{
    if (file.size() > largestKeyFile)
        return fail(ErrorCode::TooLarge, "a key file above 32 KiB");
    const std::string_view text = textOf(file);
    if (!PemReader::looksLikePem(text))
        return fromDer(file, passphrase, mostIterations);
    PemReader reader(text);
    for (PemBlock block; reader.next(block);) {
        if (block.label.ends_with("PRIVATE KEY"))
            return fromPem(block, passphrase, mostIterations);
    }
    return fail(ErrorCode::NothingFound, "no private key in the file");
}

} // namespace hufu
