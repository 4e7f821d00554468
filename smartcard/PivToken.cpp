// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/PivToken.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/SignedData.h"
#include "smartcard/Pkcs11Forms.h"

#include <algorithm>

namespace hufu {
namespace {

Result<Bytes> keyOfCertificate(BytesView der, const std::string &reader)
{
    const std::optional<CertificateParts> parts = takeApart(der);
    if (!parts)
        return fail(ErrorCode::Malformed, "what lies in the slot is no certificate", reader);
    return bytesOf(parts->spki.encoded);
}

} // namespace

PivSigner::PivSigner(PivLine line, PivSlot slot, KeyKind kind, Bytes publicKey, PivPin pin)
    : m_line(std::move(line)), m_slot(slot), m_kind(kind), m_publicKey(std::move(publicKey)), m_pin(std::move(pin)) {}

Result<std::unique_ptr<PivSigner>> PivSigner::open(PivLine line, PivSlot slot, PivPin pin)
{
    Result<std::unique_ptr<PivSigner>> signer = openOnce(line, slot, pin);
    if (!signer && signer.error().code == ErrorCode::CardReset)
        signer = openOnce(line, slot, pin);
    return signer;
}

Result<std::unique_ptr<PivSigner>> PivSigner::openOnce(const PivLine &line, PivSlot slot, const PivPin &pin)
{
    const Result<std::unique_ptr<CardLine>> to = line();
    if (!to)
        return fail(to.error());
    Result<PivCard> card = PivCard::open(**to);
    if (!card)
        return fail(card.error());
    Result<Bytes> certificate = card->certificate(slot);
    if (!certificate)
        return fail(certificate.error());
    Result<Bytes> spki = keyOfCertificate(*certificate, card->reader());
    if (!spki)
        return fail(spki.error());
    const Result<Pkcs11PublicKey> key = Pkcs11PublicKey::fromSpki(*spki);
    if (!key)
        return fail(key.error().code, key.error().detail, card->reader());
    auto signer = std::make_unique<PivSigner>(line, slot, key->kind, std::move(*spki), pin);
    signer->m_certificate = std::move(*certificate);
    return signer;
}

Result<Bytes> PivSigner::signOnce(BytesView message, const SecureBytes &pin)
{
    const Result<std::unique_ptr<CardLine>> line = m_line();
    if (!line)
        return fail(line.error());
    Result<PivCard> card = PivCard::open(**line);
    if (!card)
        return fail(card.error());
    // Another holder's card would count this PIN as a wrong try of its own.
    const Result<Bytes> certificate = card->certificate(m_slot);
    const Result<Bytes> spki = certificate ? keyOfCertificate(*certificate, card->reader()) : certificate;
    if (!spki)
        return spki;
    if (!std::ranges::equal(*spki, m_publicKey))
        return fail(ErrorCode::Conflict, "another card: the key in its slot " + std::string(pivSlotName(m_slot)) + " is another", card->reader());
    if (const Result<void> verified = card->verifyPin(pin); !verified)
        return fail(verified.error());
    Result<Bytes> signature = card->sign(m_slot, m_kind, message);
    if (!signature)
        return signature;
    const Result<bool> good = verifySignature(m_publicKey, message, *signature);
    if (!good || !*good)
        return fail(ErrorCode::CardFailed, "the card gave a signature that is not by the key", card->reader());
    return signature;
}

Result<Bytes> PivSigner::sign(BytesView message)
{
    const Result<SecureBytes> pin = m_pin();
    if (!pin)
        return fail(pin.error());
    Result<Bytes> signature = signOnce(message, *pin);
    // Reset by another program, or for a moment without power: nothing is lost, and a PIN that was wrong has been said to be.
    if (!signature && signature.error().code == ErrorCode::CardReset)
        signature = signOnce(message, *pin);
    return signature;
}

Result<Bytes> PivToken::signData(BytesView content, Instant at) { return hufu::signData(content, *m_signer, m_certificate, at); }

Result<SecureBytes> PivToken::openEnvelope(BytesView) { return fail(ErrorCode::NotFound, "no key-management key of this USBKey is registered"); }

Result<Bytes> PivToken::addSignature(BytesView cms, Instant at) { return hufu::addSignature(cms, *m_signer, m_certificate, at); }

} // namespace hufu
