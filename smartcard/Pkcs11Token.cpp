// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/Pkcs11Token.h"

#include "models/pki/Key.h"
#include "smartcard/Pkcs11Forms.h"

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

} // namespace

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

Result<std::unique_ptr<Signer>> Pkcs11Token::create(const std::string &label, KeyKind kind) const
{
    const Deadline until = m_host->deadline();
    // By itself: then no answer to the next request means that the token is busy with the key, not that its module hangs.
    if (const Result<TokenReply> opened = ask({.deed = TokenDeed::Open}, until); !opened)
        return fail(opened.error());
    Result<TokenReply> made = ask({.deed = TokenDeed::MakeKey, .kind = kind, .label = label}, until);
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

} // namespace hufu
