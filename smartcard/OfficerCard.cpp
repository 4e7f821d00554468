// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/OfficerCard.h"

#include "models/pki/CertificateParts.h"
#include "models/pki/Envelope.h"
#include "models/pki/KeyWrap.h"
#include "models/pki/SignedData.h"
#include "smartcard/PcscLine.h"
#include "smartcard/ReaderMonitor.h"

#include <algorithm>

namespace hufu {
namespace {

/// Officers' keys are P-256 (provenPublicKey()).
class SignatureSlot final : public Signer {
public:
    SignatureSlot(const CardFinder &find, HeldPin &pin, BytesView publicKey) : m_find(find), m_pin(pin), m_publicKey(publicKey) {}

    KeyKind kind() const override { return KeyKind::EcP256; }
    BytesView publicKey() const override { return m_publicKey; }
    Result<Bytes> sign(BytesView message) override
    {
        Result<Bytes> signature = signOnce(message);
        if (!signature && signature.error().code == ErrorCode::CardReset && m_pin.isProven()) // by another program, or without power for a moment
            signature = signOnce(message);
        return signature;
    }

private:
    Result<Bytes> signOnce(BytesView message)
    {
        Result<FoundCard> found = m_find(PivSlot::Signature, m_publicKey);
        if (!found)
            return fail(found.error());
        if (Result<void> verified = m_pin.verify(found->card); !verified)
            return fail(verified.error());
        return found->card.sign(PivSlot::Signature, KeyKind::EcP256, message); // looked at by who puts it into SignedData
    }

    const CardFinder &m_find;
    HeldPin &m_pin;
    BytesView m_publicKey;
};

Result<SecureBytes> unwrapOnce(const CardFinder &find, HeldPin &pin, BytesView agreementKey, BytesView wrapped, std::string_view context)
{
    const Result<Bytes> ephemeral = ephemeralKeyOf(wrapped);
    if (!ephemeral)
        return fail(ephemeral.error());
    Result<FoundCard> found = find(PivSlot::KeyManagement, agreementKey);
    if (!found)
        return fail(found.error());
    if (Result<void> verified = pin.verify(found->card); !verified)
        return fail(verified.error());
    const Result<SecureBytes> agreed = found->card.agree(PivSlot::KeyManagement, *ephemeral);
    if (!agreed)
        return fail(agreed.error());
    Result<SecureBytes> secret = unwrap(wrapped, agreementKey, *agreed, context);
    if (!secret && secret.error().code == ErrorCode::WrongPassphrase) // the PIN was right
        return fail(ErrorCode::CardFailed, "what was wrapped for this USBKey does not open with it", found->card.reader());
    return secret;
}

} // namespace

bool HeldPin::isProven()
{
    const std::lock_guard lock(m_mutex);
    return m_proven && !m_pin.empty();
}

Result<void> HeldPin::verify(PivCard &card)
{
    const std::lock_guard lock(m_mutex);
    if (m_pin.empty())
        return fail(ErrorCode::CardPinNeeded, "the PIN was refused before, or none was given", card.reader());
    if (!m_proven && m_lastTry == LastTry::Kept) {
        const Result<PivTries> tries = card.pinTries();
        if (tries && tries->left == 1)
            return fail(Error{ErrorCode::PinLastTry, "one try is left", card.reader(), 1});
    }
    const Result<void> verified = card.verifyPin(m_pin);
    if (verified)
        m_proven = true;
    else if (!m_proven || verified.error().code == ErrorCode::PinIncorrect || verified.error().code == ErrorCode::PinBlocked)
        m_pin = SecureBytes(); // an answer that got lost may have been a refusal
    return verified;
}

Result<FoundCard> findCard(PivSlot slot, BytesView publicKey, const std::string &first)
{
    ReaderStates readers = readReaders();
    if (!readers)
        return fail(readers.error());
    std::ranges::stable_partition(*readers, [&](const ReaderState &reader) { return reader.name == first; });
    Error why{ErrorCode::CardAbsent, "the USBKey is in no reader", {}, {}};
    for (const ReaderState &reader : *readers) {
        if (!reader.hasCard || reader.isMute)
            continue;
        Result<std::unique_ptr<PcscLine>> line = PcscLine::connect(reader.name);
        Result<PivCard> card = line ? PivCard::open(**line) : fail(line.error());
        const Result<Bytes> certificate = card ? card->certificate(slot) : fail(card.error());
        if (!certificate) {
            const ErrorCode code = certificate.error().code;
            if (code == ErrorCode::Busy || code == ErrorCode::CardTimedOut || code == ErrorCode::CardReset) // it could have been the one
                why = certificate.error();
            continue;
        }
        const std::optional<CertificateParts> parts = takeApart(*certificate);
        if (parts && std::ranges::equal(parts->spki.encoded, publicKey))
            return FoundCard{std::move(*line), std::move(*card)};
    }
    return fail(std::move(why));
}

Result<SecureBytes> unwrapByCard(const CardFinder &find, HeldPin &pin, BytesView agreementKey, BytesView wrapped, std::string_view context)
{
    Result<SecureBytes> secret = unwrapOnce(find, pin, agreementKey, wrapped, context);
    if (!secret && secret.error().code == ErrorCode::CardReset && pin.isProven())
        secret = unwrapOnce(find, pin, agreementKey, wrapped, context);
    return secret;
}

Result<std::unique_ptr<OfficerCard>> OfficerCard::of(CardFinder find, std::shared_ptr<HeldPin> pin, Bytes certificate, Bytes agreementKey)
{
    const std::optional<CertificateParts> parts = takeApart(certificate);
    if (!parts)
        return fail(ErrorCode::Malformed, "no certificate of an officer");
    Bytes key = bytesOf(parts->spki.encoded);
    return std::unique_ptr<OfficerCard>(
        new OfficerCard(std::move(find), std::move(pin), std::move(certificate), std::move(key), std::move(agreementKey)));
}

Result<Bytes> OfficerCard::signData(BytesView content, Instant at)
{
    SignatureSlot signer(m_find, *m_pin, m_signatureKey);
    return hufu::signData(content, signer, m_certificate, at);
}

Result<Bytes> OfficerCard::addSignature(BytesView cms, Instant at)
{
    SignatureSlot signer(m_find, *m_pin, m_signatureKey);
    return hufu::addSignature(cms, signer, m_certificate, at);
}

Result<SecureBytes> OfficerCard::keyManagement()
{
    if (m_wrappedKey.empty())
        return fail(ErrorCode::NotFound, "this officer has no key-management key");
    return unwrapByCard(m_find, *m_pin, m_agreementKey, m_wrappedKey, m_wrapContext);
}

Result<SecureBytes> OfficerCard::openEnvelope(BytesView envelope)
{
    const Result<SecureBytes> pkcs8 = keyManagement();
    const Result<PrivateKey> key = pkcs8 ? PrivateKey::fromPkcs8(*pkcs8) : fail(pkcs8.error());
    return key ? hufu::openEnvelope(envelope, *key, m_managementCertificate) : fail(key.error());
}

void OfficerCard::takeKeyManagement(Bytes wrapped, std::string context, Bytes certificate)
{
    m_wrappedKey = std::move(wrapped);
    m_wrapContext = std::move(context);
    m_managementCertificate = std::move(certificate);
}

} // namespace hufu
