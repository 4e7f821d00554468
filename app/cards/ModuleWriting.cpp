// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/ModuleDesk.h"

#include <chrono>

namespace hufu {
namespace {

using Step = CardDesk::Step;

constexpr std::chrono::seconds keyMaking{60}; // RSA in a small token

/// What a key of this order is called in the token: by it the key is found again after an interruption, when nobody knows its value yet. Nothing else
/// goes by labels.
std::string labelOf(const std::string &slot, const CardOrder &order) { return "Hufu " + slot + " " + order.id; }

/// A token of a PKCS#11 module that is being written.
class ModuleWriting final : public WrittenToken {
public:
    ModuleWriting(ModuleToken token, const SecureBytes &presentPin, const SecureBytes &pin)
        : m_token(std::move(token)), m_seen{m_token.number, m_token.model, m_token.overview.keys == 0 && m_token.overview.certificates == 0},
          m_presentPin(presentPin), m_pin(pin) {}

    const Seen &seen() const override { return m_seen; }
    bool takesSecrets() const override { return false; }
    Result<void> secure(const Terms &terms) override;
    Result<Bytes> takeKey(const std::string &slot, const CardOrder &order, BytesView known) override;
    Result<Bytes> sign(const std::string &, KeyKind kind, BytesView publicKey, BytesView message) override { return m_token.token.sign(kind, publicKey, message); }
    Result<Bytes> attest(const std::string &) override { return nobodyVouches(); }
    Result<Bytes> attestationIssuer() override { return nobodyVouches(); }
    Result<void> writeCertificate(const std::string &slot, BytesView publicKey, BytesView der) override
    {
        return m_token.token.writeCertificate(publicKey, "Hufu " + slot, der);
    }
    Result<Bytes> readCertificate(const std::string &, BytesView publicKey) override { return m_token.token.certificateBeside(publicKey); }

private:
    static std::unexpected<Error> nobodyVouches() { return fail(ErrorCode::Unsupported, "PKCS#11 has no attestation"); }
    Result<bool> hasBegun(const CardOrder &order);

    ModuleToken m_token;
    const Seen m_seen;
    const SecureBytes &m_presentPin, &m_pin;
};

/// Whether this order made a key in it before, so that what is there is not somebody else's.
Result<bool> ModuleWriting::hasBegun(const CardOrder &order)
{
    const Result<Bytes> made = m_token.token.madeUnder(labelOf(order.slots.front(), order), order.algorithm);
    if (made)
        return true;
    return made.error().code == ErrorCode::NotFound ? Result<bool>(false) : fail(made.error());
}

Result<void> ModuleWriting::secure(const Terms &terms)
{
    if (terms.order.kind == RequestKind::Renew)
        return {};
    const Result<bool> begun = m_seen.asDelivered ? Result<bool>(false) : hasBegun(terms.order);
    if (!begun)
        return fail(begun.error());
    const bool somebodyElses = !m_seen.asDelivered && !*begun;
    if (somebodyElses && !terms.issue.clear)
        return fail(ErrorCode::CardNotEmpty, "it has keys or certificates of its own", m_seen.number);
    if (somebodyElses) {
        if (Result<void> entered = terms.enter(Step::Clearing); !entered)
            return entered;
        if (Result<void> cleared = m_token.token.clear(); !cleared)
            return cleared;
    }
    if (Result<void> entered = terms.enter(Step::Securing); !entered)
        return entered;
    if (m_presentPin.equals(m_pin))
        return {};
    if (Result<void> set = m_token.token.setPin(m_presentPin, m_pin); !set)
        return set;
    *m_token.pin = m_pin.clone(); // should the host have to be started anew
    return {};
}

Result<Bytes> ModuleWriting::takeKey(const std::string &slot, const CardOrder &order, BytesView known)
{
    if (!known.empty()) {
        const Result<std::unique_ptr<Signer>> there = m_token.token.open(known);
        if (!there && there.error().code == ErrorCode::NotFound)
            return fail(ErrorCode::CardProofFailed, "the key that was certified for slot " + slot + " is not in it", m_seen.number);
        return there ? Result<Bytes>(bytesOf(known)) : fail(there.error());
    }
    const TokenKeyUse use = slot == "9d" ? TokenKeyUse::SignAndAgree : TokenKeyUse::Sign;
    const auto until = std::chrono::steady_clock::now() + keyMaking;
    for (;;) {
        // The host goes on with a key that takes longer than one call; the same call takes it later.
        const Result<std::unique_ptr<Signer>> made = m_token.token.create(labelOf(slot, order), order.algorithm, use);
        if (made)
            return bytesOf((*made)->publicKey());
        if (made.error().code == ErrorCode::Conflict)
            return fail(ErrorCode::CardProofFailed, "the key for slot " + slot + ": " + made.error().detail, m_seen.number);
        if (made.error().code != ErrorCode::TokenTimedOut || std::chrono::steady_clock::now() > until)
            return fail(made.error());
    }
}

} // namespace

Result<std::unique_ptr<WrittenToken>> openModuleForWriting(const std::string &uri, const SecureBytes &presentPin, const SecureBytes &pin)
{
    Result<ModuleToken> token = takeModuleToken(uri, &presentPin);
    if (!token)
        return fail(token.error());
    if (Result<void> entered = token->token.logIn(); !entered)
        return fail(entered.error());
    Result<TokenOverview> all = token->token.look(); // private keys show now
    if (!all)
        return fail(all.error());
    token->overview = std::move(*all);
    return std::make_unique<ModuleWriting>(std::move(*token), presentPin, pin);
}

} // namespace hufu
