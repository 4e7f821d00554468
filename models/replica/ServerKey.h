// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Digest.h"
#include "models/pki/GeneralName.h"
#include "models/pki/KeyKind.h"
#include "models/replica/KeyEscrow.h"

#include <memory>
#include <mutex>
#include <optional>

namespace hufu {

class SecureBytes;
class SoftSigner;

/// The kinds of keys that are made for servers, the usual one first.
constexpr KeyKind serverKeyKinds[] = {KeyKind::EcP256, KeyKind::EcP384, KeyKind::Rsa3072, KeyKind::Sm2};

/// A key made here for a server that has none. It lives in memory alone, until whoever asked lets go of it: first it is handed out, then the
/// request for it is submitted, since a request whose key was lost is useless. Every function may be called from any thread and blocks.
class ServerKey {
public:
    ServerKey();
    ~ServerKey();

    std::optional<KeyKind> kind() const; ///< of the key, once there is one; quick
    /// A new key, unless there is one of this kind. Errors of PrivateKey::generate().
    Result<void> make(KeyKind kind);
    /// A PKCS#10 request (DER) for these names by the key, which is made first when need be. The subject's common name is the first DNS name, or
    /// else address, when it is short enough (RFC 5280 §A.1). InvalidArgument without any name; errors of makeRequest().
    Result<Bytes> requestFor(KeyKind kind, const AlternativeNames &names);

    /// Writes the key of this request to a new file that only its owner may read: PEM, encrypted as encryptedKeyPem() does. Again for the same
    /// file only as long as that holds what this key wrote there. Errors: AlreadyExists, nothing else is ever overwritten; WeakPassphrase, see
    /// estimateStrength(); those of writeFileAtomically(); InvalidArgument when the request is not by the key that is here now.
    Result<void> handOut(BytesView request, const std::string &path, const SecureBytes &passphrase);

    /// Deals the key of this request to custodians, see dealKey(). InvalidArgument when the request is not by the key that is here now.
    Result<DealtKey> deal(BytesView request, const std::vector<Person> &custodians, int needed) const;

private:
    /// The key, when the request is by it.
    Result<std::shared_ptr<SoftSigner>> signerOf(BytesView request) const;
    std::shared_ptr<SoftSigner> signer() const;
    bool wroteAll(const std::string &path) const;

    mutable std::mutex m_mutex;
    std::shared_ptr<SoftSigner> m_signer;
    std::string m_path; ///< where it was handed out last, and what was written
    Sha256 m_written{};
};

} // namespace hufu
