// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CertificateBundle.h"

#include "models/pki/CertificateListing.h"
#include "models/pki/Container.h"
#include "models/pki/DerWriter.h"
#include "models/pki/Digest.h"
#include "models/pki/KeyHandle.h"
#include "models/pki/X509Reader.h"

#include <algorithm>

namespace hufu {
namespace {

using namespace oids;

constexpr Oid pkcs7Data = "1.2.840.113549.1.7.1"_oid, pkcs7SignedData = "1.2.840.113549.1.7.2"_oid;
constexpr int saltOctets = 16;

/// OpenSSL wants some passwords with a NUL at the end.
Result<SecureBytes> terminated(const SecureBytes &password)
{
    if (password.empty() || std::ranges::find(password.view(), std::uint8_t(0)) != password.view().end())
        return fail(ErrorCode::InvalidArgument, "an empty password, or one with a NUL in it");
    SecureBytes copy(password.size() + 1);
    std::ranges::copy(password.view(), copy.data());
    return copy;
}

const char *charsOf(const SecureBytes &bytes) { return reinterpret_cast<const char *>(bytes.data()); }

} // namespace

std::string chainPem(std::span<const Bytes> certificates)
{
    std::string text;
    for (const Bytes &certificate : certificates)
        text += toPem(certificate);
    return text;
}

Result<Bytes> makePkcs7(std::span<const Bytes> certificates)
{
    std::vector<BytesView> sorted; // SET OF, X.690 §11.6
    for (const Bytes &certificate : certificates) {
        const Result<CertificateListing> listing = readListing(certificate);
        if (!listing)
            return std::unexpected(listing.error());
        sorted.emplace_back(certificate);
    }
    std::ranges::sort(sorted, [](BytesView a, BytesView b) { return std::ranges::lexicographical_compare(a, b); });
    DerWriter writer;
    writer.sequence([&] {
        writer.oid(pkcs7SignedData);
        writer.context(0, [&] {
            writer.sequence([&] {
                writer.integer(1);
                writer.set([] {}); // digestAlgorithms
                writer.sequence([&] { writer.oid(pkcs7Data); });
                writer.context(0, [&] {
                    for (BytesView certificate : sorted)
                        writer.raw(certificate);
                });
                writer.set([] {}); // signerInfos
            });
        });
    });
    return writer.take();
}

Result<SecureBytes> makePkcs12(const PrivateKey &key, std::span<const Bytes> certificates, const std::string &label, const SecureBytes &password,
                               int iterations)
{
    const Result<SecureBytes> secret = terminated(password);
    if (!secret)
        return std::unexpected(secret.error());
    if (certificates.empty() || !keyBelongsTo(key, certificates.front()))
        return fail(ErrorCode::InvalidArgument, "the first certificate does not belong to the key");
    std::vector<X509Ptr> parsed;
    const X509StackPtr others(sk_X509_new_null());
    for (const Bytes &der : certificates) {
        Result<X509Ptr> certificate = readX509(der);
        if (!certificate)
            return std::unexpected(certificate.error());
        parsed.push_back(std::move(*certificate));
        if (parsed.size() > 1 && sk_X509_push(others.get(), parsed.back().get()) <= 0)
            return cryptoFailure("PKCS#12: the chain");
    }
    // mac_iter -1: no MAC yet, since PKCS12_create() only knows SHA-1 for it.
    const Pkcs12Ptr file(PKCS12_create(charsOf(*secret), label.c_str(), key.handle().key.get(), parsed.front().get(), others.get(),
                                       NID_aes_256_cbc, NID_aes_256_cbc, iterations, -1, 0));
    if (!file || PKCS12_set_mac(file.get(), charsOf(*secret), -1, nullptr, saltOctets, iterations, EVP_sha256()) != 1)
        return cryptoFailure("making a PKCS#12 file");
    const int size = i2d_PKCS12(file.get(), nullptr);
    if (size <= 0)
        return cryptoFailure("encoding a PKCS#12 file");
    SecureBytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_PKCS12(file.get(), &to);
    return der;
}

Result<Pkcs12Identity> openPkcs12(BytesView file, const SecureBytes &password)
{
    const Result<SecureBytes> secret = terminated(password);
    if (!secret)
        return std::unexpected(secret.error());
    const Result<ContainerContents> looked = readContainer(file, &password);
    if (!looked)
        return std::unexpected(looked.error());
    if (looked->kind != ContainerKind::Pkcs12 || looked->privateKeys != 1)
        return fail(ErrorCode::NothingFound, looked->kind != ContainerKind::Pkcs12 ? "no PKCS#12 file" : "it holds not one private key, but "
                                                                                                             + std::to_string(looked->privateKeys));
    const std::uint8_t *at = file.data();
    const Pkcs12Ptr bundle(d2i_PKCS12(nullptr, &at, static_cast<long>(file.size())));
    EVP_PKEY *found = nullptr;
    X509 *ignored = nullptr;
    if (!bundle || PKCS12_parse(bundle.get(), charsOf(*secret), &found, &ignored, nullptr) != 1)
        return fail(ErrorCode::Unsupported, "the key cannot be read: " + openSslError());
    const EvpPkeyPtr owned(found);
    const X509Ptr leaf(ignored);
    const Pkcs8Ptr info(owned ? EVP_PKEY2PKCS8(owned.get()) : nullptr);
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr) : -1;
    if (size <= 0)
        return cryptoFailure("taking the key out of a PKCS#12 file");
    SecureBytes pkcs8(static_cast<std::size_t>(size));
    std::uint8_t *to = pkcs8.data();
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &to);
    Result<PrivateKey> key = PrivateKey::fromPkcs8(pkcs8);
    if (!key)
        return std::unexpected(key.error());
    const auto certificate = std::ranges::find_if(looked->certificates, [&](const Bytes &one) { return keyBelongsTo(*key, one); });
    if (certificate == looked->certificates.end())
        return fail(ErrorCode::NothingFound, "the file has no certificate of its key");
    return Pkcs12Identity{std::move(*key), *certificate};
}

Result<std::string> encryptedKeyPem(const PrivateKey &key, const SecureBytes &password, int iterations)
{
    const Result<SecureBytes> secret = terminated(password);
    if (!secret)
        return std::unexpected(secret.error());
    const Pkcs8Ptr info(EVP_PKEY2PKCS8(key.handle().key.get()));
    const X509SigPtr sealed(info ? PKCS8_encrypt(-1, EVP_aes_256_cbc(), charsOf(*secret), static_cast<int>(password.size()), nullptr,
                                                 saltOctets, iterations, info.get())
                                 : nullptr);
    const int size = sealed ? i2d_X509_SIG(sealed.get(), nullptr) : -1;
    if (size <= 0)
        return cryptoFailure("encrypting a private key");
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t *to = der.data();
    i2d_X509_SIG(sealed.get(), &to);
    return toPem(der, "ENCRYPTED PRIVATE KEY");
}

bool keyBelongsTo(const PrivateKey &key, BytesView certificate)
{
    const Result<CertificateListing> listing = readListing(certificate);
    const Result<Bytes> spki = key.publicKeyDer();
    return listing && spki && sha256(*spki) == listing->spkiSha256;
}

} // namespace hufu
