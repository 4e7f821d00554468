// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CertificateAuthority.h"
#include "models/pki/Signer.h"
#include "models/store/Connection.h"

#include <map>
#include <memory>

namespace hufu {

/// Whose key of a CA: the one that signs certificates and CRLs, or its OCSP responder's.
enum class CaKeyUse { Ca, Responder };

/// Where keys lie that CaPlan::keyStore names: the tokens of PKCS#11 modules. Errors come back as they are and are shown as what keeps a CA
/// from working (ConnectionTimedOut, PinIncorrect …); none of the calls takes longer than five seconds.
class CaKeyStore {
public:
    virtual ~CaKeyStore() = default;
    /// A key of this kind under this label, made in the token. A key that an earlier, interrupted call left there under the label is taken
    /// instead of making another: no transaction reaches into a token.
    virtual Result<std::unique_ptr<Signer>> create(const std::string &uri, const std::string &label, KeyKind kind) = 0;
    /// The key with this public key (SubjectPublicKeyInfo, DER). Keys are never told by their label alone. NotFound.
    virtual Result<std::unique_ptr<Signer>> open(const std::string &uri, const std::string &label, BytesView publicKey) = 0;
};

/// Whether the key made a signature that the certificate verifies, over something just drawn: CryptoFailed otherwise.
Result<void> proveKeyPair(const PrivateKey &key, BytesView certificate);

/// The private keys of the house's CAs and their OCSP responders. In the vault they lie sealed under a key made of the database key, each under
/// the name of its CA; in memory, unsealed, from their first use until lock(). A responder's key always lies in the vault: it signs often,
/// proves little, and is replaced every few weeks. Used by one thread at a time.
class CaKeys {
public:
    static Result<SecureBytes> vaultKeyOf(const SecureBytes &databaseKey);
    /// `vaultKey` seals what lies in the vault.
    explicit CaKeys(SecureBytes vaultKey);
    ~CaKeys();

    /// For CAs with a keyStore; without one their keys are Unsupported.
    void setKeyStore(std::unique_ptr<CaKeyStore> store);

    /// Makes a key and puts it away. Inside the transaction that certifies it, so that neither is there without the other; a responder's takes
    /// the place of the one before. Not kept in memory: the transaction may still fail.
    Result<std::unique_ptr<Signer>> create(Connection &connection, const CaPlan &plan, CaKeyUse use, KeyKind kind);
    /// The key that belongs to the CA's certificate, or to its responder's. Good until the next call for the same key, or lock().
    /// NotFound while there is no certificate; CryptoFailed when the key that lies there is another's.
    Result<Signer *> signer(Connection &connection, const CertificateAuthority &ca, CaKeyUse use);
    /// The same key once more, for a caller who signs on other threads.
    Result<std::unique_ptr<Signer>> openOwn(Connection &connection, const CertificateAuthority &ca, CaKeyUse use);
    /// The CA's own key as PKCS#8, proven against its certificate: for a backup, which encrypts it at once. Unsupported when it lies in a token.
    Result<SecureBytes> exportKey(Connection &connection, const CertificateAuthority &ca);
    /// Puts a key that came out of a backup where exportKey() found it, inside the caller's transaction. CryptoFailed unless it proves itself.
    Result<void> restoreKey(Connection &connection, const CertificateAuthority &ca, const PrivateKey &key);
    /// Forgets what is unsealed.
    void lock();

private:
    Result<std::unique_ptr<Signer>> open(Connection &connection, const CaPlan &plan, CaKeyUse use, BytesView publicKey);

    SecureBytes m_vaultKey;
    std::unique_ptr<CaKeyStore> m_store;
    std::map<std::pair<std::string, CaKeyUse>, std::unique_ptr<Signer>> m_open; ///< by id of the CA
};

} // namespace hufu
