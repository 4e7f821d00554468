// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Signer.h"
#include "smartcard/TokenHost.h"

#include <functional>

namespace hufu {

/// Where the PIN of a token comes from, whenever the token asks for it.
struct PinSource {
    /// PinNeeded when nobody has given it; PinIncorrect when the token refused this very PIN before: tokens block themselves after a few tries,
    /// so that none is made twice with the same PIN.
    std::function<Result<SecureBytes>()> pin;
    std::function<void(const Error &)> wasRefused;
};

/// What anybody can see of a token, and what it says it can do.
struct TokenOverview {
    TokenInfo info;
    std::vector<TokenMechanism> mechanisms;
    int keys = 0, certificates = 0; ///< that show: without the PIN most tokens hide private keys
    /// Whether it makes such keys and signs with them.
    bool offers(KeyKind kind) const;
};

/// The keys in one token. Private keys are made there (CKA_TOKEN, CKA_SENSITIVE, not CKA_EXTRACTABLE) and never leave it. Each call ends
/// within the host's deadline; errors are TokenHost::call()'s. Copies share the host.
class Pkcs11Token {
public:
    Pkcs11Token(std::shared_ptr<TokenHost> host, TokenName name, PinSource source)
        : m_host(std::move(host)), m_name(std::move(name)), m_source(std::move(source)) {}

    /// Makes a key under a label, or takes the one that an earlier, interrupted call made under it, and has it sign for a trial. Conflict when
    /// what lies there was not made in the token, is of another kind, or could leave it. Unsupported for SM2 and what the token does not offer.
    Result<std::unique_ptr<Signer>> create(const std::string &label, KeyKind kind, TokenKeyUse use = TokenKeyUse::Sign) const;
    /// The public key of what create() made under a label; NotFound.
    Result<Bytes> madeUnder(const std::string &label, KeyKind kind) const;
    /// The key with this public key (SubjectPublicKeyInfo, DER), whatever its label. NotFound.
    Result<std::unique_ptr<Signer>> open(BytesView publicKey) const;

    /// Without the PIN; with it, when it was entered before.
    Result<TokenOverview> look() const;
    /// Likewise: those that it shows, DER, whatever octets they are; not more than so many.
    Result<std::vector<Bytes>> certificates() const;
    static constexpr int mostCertificates = 32;
    /// PinIncorrect; InvalidArgument for a new one of a length that the token does not take.
    Result<void> setPin(const SecureBytes &pin, const SecureBytes &newPin) const;
    /// Destroys every key and certificate in it.
    Result<void> clear() const;
    /// Puts a certificate (DER) beside its key, in the place of any other there. TokenFull.
    Result<void> writeCertificate(BytesView publicKey, const std::string &label, BytesView der) const;
    Result<Bytes> certificateBeside(BytesView publicKey) const; ///< NotFound, Conflict

    /// Tells whether the PIN opens the token.
    Result<void> logIn() const { return enterPin(m_host->deadline()); }
    /// As Signer::sign(). Each signature is looked at before it is given out: what a module says is not believed.
    Result<Bytes> sign(KeyKind kind, BytesView publicKey, BytesView message) const { return sign(kind, publicKey, message, m_host->deadline()); }

private:
    using Deadline = TokenHost::Clock::time_point;
    /// The request's answer, having logged in where the token asked for it.
    Result<TokenReply> ask(TokenRequest request, Deadline until) const;
    Result<void> enterPin(Deadline until) const;
    Result<Bytes> sign(KeyKind kind, BytesView publicKey, BytesView message, Deadline until) const;

    std::shared_ptr<TokenHost> m_host;
    TokenName m_name;
    PinSource m_source;
};

} // namespace hufu
