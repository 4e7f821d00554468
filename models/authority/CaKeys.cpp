// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/CaKeys.h"

#include "models/pki/OfficerCertificate.h"
#include "models/pki/SecretBox.h"
#include "models/store/Vault.h"

#include <algorithm>

namespace hufu {
namespace {

/// Name in the vault, label in a token, and what the seal is bound to: one CA's key never passes for another's.
std::string labelOf(const std::string &ca, CaKeyUse use) { return (use == CaKeyUse::Ca ? "ca key " : "responder key ") + ca; }
std::string sealContext(const std::string &label) { return "hufu " + label; }

bool isInStore(const CaPlan &plan, CaKeyUse use) { return use == CaKeyUse::Ca && !plan.keyStore.empty(); }

std::unexpected<Error> noStore(const CaPlan &plan)
{
    return fail(ErrorCode::Unsupported, "the key lies in a PKCS#11 token, and none can be reached from here", plan.keyStore);
}

/// The public key that a CA's certificate, or its responder's, is about.
Result<Bytes> certifiedKey(const CertificateAuthority &ca, CaKeyUse use)
{
    const Bytes &certificate = use == CaKeyUse::Ca ? ca.certificate : ca.responder;
    if (certificate.empty())
        return fail(ErrorCode::NotFound, "this CA has no certificate yet", ca.plan.commonName);
    return publicKeyOf(certificate);
}

} // namespace

Result<void> proveKeyPair(const PrivateKey &key, BytesView certificate)
{
    const SecureBytes challenge = SecureBytes::random(32);
    const Result<Bytes> spki = publicKeyOf(certificate), signature = key.sign(challenge.view());
    if (!spki || !signature)
        return fail(spki ? signature.error() : spki.error());
    const Result<bool> good = verifySignature(*spki, challenge.view(), *signature);
    return good && *good ? Result<void>() : fail(ErrorCode::CryptoFailed, "the key is not the one in the certificate");
}

CaKeys::CaKeys(SecureBytes vaultKey) : m_vaultKey(std::move(vaultKey)) {}
CaKeys::~CaKeys() = default;

void CaKeys::setKeyStore(std::unique_ptr<CaKeyStore> store)
{
    lock();
    m_store = std::move(store);
}

void CaKeys::lock() { m_open.clear(); }

Result<std::unique_ptr<Signer>> CaKeys::create(Connection &connection, const CaPlan &plan, CaKeyUse use, KeyKind kind)
{
    const std::string label = labelOf(plan.id, use);
    if (isInStore(plan, use))
        return m_store ? m_store->create(plan.keyStore, label, kind) : noStore(plan);
    Result<PrivateKey> key = PrivateKey::generate(kind);
    if (!key)
        return fail(key.error());
    const Result<SecureBytes> pkcs8 = key->toPkcs8();
    if (!pkcs8)
        return fail(pkcs8.error());
    const Result<Bytes> box = seal(m_vaultKey, *pkcs8, sealContext(label));
    if (!box)
        return fail(box.error());
    if (Result<void> put = putVault(connection, label, *box); !put)
        return fail(put.error());
    return std::make_unique<SoftSigner>(std::move(*key));
}

Result<SecureBytes> CaKeys::vaultKeyOf(const SecureBytes &databaseKey) { return deriveSubkey(databaseKey, "hufu ca keys"); }

Result<Signer *> CaKeys::signer(Connection &connection, const CertificateAuthority &ca, CaKeyUse use)
{
    const Result<Bytes> publicKey = certifiedKey(ca, use);
    if (!publicKey)
        return fail(publicKey.error());
    // Another process may have replaced a responder's key since.
    const std::pair place(ca.plan.id, use);
    if (const auto known = m_open.find(place); known != m_open.end() && std::ranges::equal(known->second->publicKey(), *publicKey))
        return known->second.get();
    Result<std::unique_ptr<Signer>> opened = openOwn(connection, ca, use);
    if (!opened)
        return fail(opened.error());
    std::unique_ptr<Signer> &kept = m_open[place];
    kept = std::move(*opened);
    return kept.get();
}

Result<std::unique_ptr<Signer>> CaKeys::openOwn(Connection &connection, const CertificateAuthority &ca, CaKeyUse use)
{
    const Result<Bytes> publicKey = certifiedKey(ca, use);
    if (!publicKey)
        return fail(publicKey.error());
    Result<std::unique_ptr<Signer>> opened = open(connection, ca.plan, use, *publicKey);
    if (opened && !std::ranges::equal((*opened)->publicKey(), *publicKey))
        return fail(ErrorCode::CryptoFailed, "the key is not the one in the certificate", ca.plan.commonName);
    return opened;
}

Result<SecureBytes> CaKeys::exportKey(Connection &connection, const CertificateAuthority &ca)
{
    if (isInStore(ca.plan, CaKeyUse::Ca))
        return fail(ErrorCode::Unsupported, "the key lies in a token that gives none out", ca.plan.commonName);
    const std::string label = labelOf(ca.plan.id, CaKeyUse::Ca);
    const Result<Bytes> box = readVault(connection, label);
    if (!box)
        return fail(box.error());
    Result<SecureBytes> pkcs8 = unseal(m_vaultKey, *box, sealContext(label));
    if (!pkcs8)
        return pkcs8;
    const Result<PrivateKey> key = PrivateKey::fromPkcs8(*pkcs8);
    const Result<void> proven = key ? proveKeyPair(*key, ca.certificate) : fail(key.error());
    return proven ? std::move(pkcs8) : fail(proven.error());
}

Result<void> CaKeys::restoreKey(Connection &connection, const CertificateAuthority &ca, const PrivateKey &key)
{
    if (isInStore(ca.plan, CaKeyUse::Ca))
        return fail(ErrorCode::Unsupported, "the key lies in a token that gives none out", ca.plan.commonName);
    if (Result<void> proven = proveKeyPair(key, ca.certificate); !proven)
        return proven;
    const std::string label = labelOf(ca.plan.id, CaKeyUse::Ca);
    const Result<SecureBytes> pkcs8 = key.toPkcs8();
    const Result<Bytes> box = pkcs8 ? seal(m_vaultKey, *pkcs8, sealContext(label)) : fail(pkcs8.error());
    return box ? putVault(connection, label, *box) : fail(box.error());
}

Result<std::unique_ptr<Signer>> CaKeys::open(Connection &connection, const CaPlan &plan, CaKeyUse use, BytesView publicKey)
{
    const std::string label = labelOf(plan.id, use);
    if (isInStore(plan, use))
        return m_store ? m_store->open(plan.keyStore, label, publicKey) : noStore(plan);
    const Result<Bytes> box = readVault(connection, label);
    if (!box)
        return fail(box.error());
    const Result<SecureBytes> pkcs8 = unseal(m_vaultKey, *box, sealContext(label));
    if (!pkcs8)
        return fail(pkcs8.error());
    Result<PrivateKey> key = PrivateKey::fromPkcs8(*pkcs8);
    if (!key)
        return fail(key.error());
    return std::make_unique<SoftSigner>(std::move(*key));
}

} // namespace hufu
