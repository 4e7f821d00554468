// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Token.h"

#include "models/pki/Key.h"
#include "smartcard/Pkcs11Forms.h"

#include <algorithm>

namespace hufu {
namespace {

class Pkcs11Signer final : public Signer {
public:
    Pkcs11Signer(Pkcs11Token token, KeyKind kind, Bytes publicKey) : m_token(std::move(token)), m_kind(kind), m_publicKey(std::move(publicKey)) {}

    KeyKind kind() const override { return m_kind; }
    BytesView publicKey() const override { return m_publicKey; }
    Result<Bytes> sign(BytesView message) override { return m_token.sign(m_kind, m_publicKey, message); }

private:
    Pkcs11Token m_token;
    KeyKind m_kind;
    Bytes m_publicKey;
};

// PKCS#11 v2.40 §2: numbers of mechanisms and their flags.
constexpr std::uint32_t rsaKeyPairs = 0x0, rsaPkcs = 0x1, ecKeyPairs = 0x1040, ecdsa = 0x1041;
constexpr std::uint32_t canSign = 0x800, canMakePairs = 0x10000;

} // namespace

bool TokenOverview::offers(KeyKind kind) const
{
    if (kind == KeyKind::Sm2)
        return false;
    const std::uint32_t bits = kind == KeyKind::EcP256 ? 256 : kind == KeyKind::EcP384 ? 384 : kind == KeyKind::Rsa2048 ? 2048 : kind == KeyKind::Rsa3072 ? 3072 : 4096;
    const auto has = [&](std::uint32_t type, std::uint32_t flag) {
        return std::ranges::any_of(mechanisms, [&](const TokenMechanism &one) {
            // Some modules give key sizes of RSA in octets, or none.
            const bool fits = one.most == 0 || (one.least <= bits && bits <= one.most) || (isRsa(kind) && one.least <= bits / 8 && bits / 8 <= one.most);
            return one.type == type && (one.flags & flag) && fits;
        });
    };
    return isRsa(kind) ? has(rsaKeyPairs, canMakePairs) && has(rsaPkcs, canSign) : has(ecKeyPairs, canMakePairs) && has(ecdsa, canSign);
}

Result<void> Pkcs11Token::enterPin(Deadline until) const
{
    Result<SecureBytes> pin = m_source.pin();
    if (!pin)
        return fail(pin.error());
    const Result<TokenReply> entered = m_host->call({.deed = TokenDeed::LogIn, .token = m_name, .pin = std::move(*pin)}, until);
    if (entered)
        return {};
    if (entered.error().code == ErrorCode::PinIncorrect && m_source.wasRefused)
        m_source.wasRefused(entered.error());
    return fail(entered.error());
}

Result<TokenReply> Pkcs11Token::ask(TokenRequest request, Deadline until) const
{
    request.token = m_name;
    Result<TokenReply> reply = m_host->call(request, until);
    if (reply || reply.error().code != ErrorCode::PinNeeded)
        return reply;
    if (Result<void> entered = enterPin(until); !entered)
        return fail(entered.error());
    reply = m_host->call(request, until);
    if (!reply && reply.error().code == ErrorCode::PinNeeded)
        return fail(ErrorCode::TokenFailed, "the token asks for its PIN although it was just entered", m_name.label);
    return reply;
}

Result<Bytes> Pkcs11Token::sign(KeyKind kind, BytesView publicKey, BytesView message, Deadline until) const
{
    Result<Bytes> input = signInput(kind, message);
    if (!input)
        return input;
    const Result<TokenReply> reply
        = ask({.deed = TokenDeed::Sign, .kind = kind, .publicKey = bytesOf(publicKey), .input = std::move(*input)}, until);
    if (!reply)
        return fail(reply.error());
    Result<Bytes> signature = signatureOf(kind, reply->octets);
    if (!signature)
        return fail(ErrorCode::TokenFailed, signature.error().detail, m_name.label);
    const Result<bool> good = verifySignature(publicKey, message, *signature);
    if (!good)
        return fail(good.error());
    if (!*good)
        return fail(ErrorCode::TokenFailed, "the token gave a signature that is not by the key", m_name.label);
    return signature;
}

Result<std::unique_ptr<Signer>> Pkcs11Token::create(const std::string &label, KeyKind kind, TokenKeyUse use) const
{
    const Deadline until = m_host->deadline();
    // By itself: then no answer to the next request means that the token is busy with the key, not that its module hangs.
    if (const Result<TokenReply> opened = ask({.deed = TokenDeed::Open}, until); !opened)
        return fail(opened.error());
    Result<TokenReply> made = ask({.deed = TokenDeed::MakeKey, .kind = kind, .use = use, .label = label}, until);
    if (!made)
        return fail(made.error());
    const Result<Pkcs11PublicKey> key = Pkcs11PublicKey::fromSpki(made->octets);
    if (!key || key->kind != kind)
        return fail(ErrorCode::TokenFailed, "the token made another key than it was asked for", m_name.label);
    // A certificate cannot be taken back: that the private key belongs to it is known before.
    if (Result<Bytes> trial = sign(kind, made->octets, viewOf("a trial of a new key"), until); !trial)
        return fail(trial.error());
    return std::make_unique<Pkcs11Signer>(*this, kind, std::move(made->octets));
}

Result<std::unique_ptr<Signer>> Pkcs11Token::open(BytesView publicKey) const
{
    const Result<Pkcs11PublicKey> key = Pkcs11PublicKey::fromSpki(publicKey);
    if (!key)
        return fail(key.error());
    TokenRequest find{.deed = TokenDeed::FindKey, .kind = key->kind, .publicKey = bytesOf(publicKey)};
    if (const Result<TokenReply> found = ask(std::move(find), m_host->deadline()); !found)
        return fail(found.error());
    return std::make_unique<Pkcs11Signer>(*this, key->kind, bytesOf(publicKey));
}

Result<Bytes> Pkcs11Token::madeUnder(const std::string &label, KeyKind kind) const
{
    Result<TokenReply> found = ask({.deed = TokenDeed::FindKey, .kind = kind, .label = label}, m_host->deadline());
    return found ? Result<Bytes>(std::move(found->octets)) : fail(found.error());
}

Result<TokenOverview> Pkcs11Token::look() const
{
    Result<TokenReply> reply = m_host->call({.deed = TokenDeed::Describe, .token = m_name}, m_host->deadline());
    if (!reply)
        return fail(reply.error());
    if (reply->tokens.size() != 1)
        return fail(ErrorCode::TokenFailed, "the module described no token", m_name.label);
    return TokenOverview{std::move(reply->tokens.front()), std::move(reply->mechanisms), reply->keys, reply->certificates};
}

Result<std::vector<Bytes>> Pkcs11Token::certificates() const
{
    const Deadline until = m_host->deadline();
    std::vector<Bytes> all;
    for (int index = 0; index < mostCertificates; ++index) {
        Result<TokenReply> reply = m_host->call({.deed = TokenDeed::Certificate, .token = m_name, .index = std::uint8_t(index)}, until);
        if (!reply && reply.error().code == ErrorCode::NotFound)
            break;
        if (!reply)
            return fail(reply.error());
        all.push_back(std::move(reply->octets));
    }
    return all;
}

Result<void> Pkcs11Token::setPin(const SecureBytes &pin, const SecureBytes &newPin) const
{
    const Result<TokenReply> set = m_host->call({.deed = TokenDeed::SetPin, .token = m_name, .pin = pin.clone(), .newPin = newPin.clone()}, m_host->deadline());
    return set ? Result<void>() : fail(set.error());
}

Result<void> Pkcs11Token::clear() const
{
    const Result<TokenReply> cleared = ask({.deed = TokenDeed::Clear}, m_host->deadline());
    return cleared ? Result<void>() : fail(cleared.error());
}

Result<void> Pkcs11Token::writeCertificate(BytesView publicKey, const std::string &label, BytesView der) const
{
    TokenRequest request{.deed = TokenDeed::WriteCertificate, .label = label, .publicKey = bytesOf(publicKey), .input = bytesOf(der)};
    const Result<TokenReply> written = ask(std::move(request), m_host->deadline());
    return written ? Result<void>() : fail(written.error());
}

Result<Bytes> Pkcs11Token::certificateBeside(BytesView publicKey) const
{
    Result<TokenReply> read = ask({.deed = TokenDeed::ReadCertificate, .publicKey = bytesOf(publicKey)}, m_host->deadline());
    return read ? Result<Bytes>(std::move(read->octets)) : fail(read.error());
}

} // namespace hufu
