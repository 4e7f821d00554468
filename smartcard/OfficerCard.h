// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/PivCard.h"
#include "smartcard/Token.h"

#include <functional>
#include <memory>
#include <mutex>

namespace hufu {

/// A PIN that somebody entered, for as long as they work with their card: presented before each use of a key, since keys for signing ask for it every
/// time ("PIN always"). Once the card refused it, or it is not known whether it did, it is forgotten: no second try is spent on it. Any thread.
class HeldPin {
public:
    enum class LastTry { Kept, Spent }; ///< Kept: PinLastTry instead of the one try that is left
    explicit HeldPin(SecureBytes pin, LastTry lastTry = LastTry::Kept) : m_pin(std::move(pin)), m_lastTry(lastTry) {}

    /// PivCard::verifyPin()'s errors; CardPinNeeded when it was refused before.
    Result<void> verify(PivCard &card);
    bool isProven(); ///< the card took it before, and it was not refused since

private:
    std::mutex m_mutex;
    SecureBytes m_pin;
    const LastTry m_lastTry;
    bool m_proven = false;
};

/// A card that lies open.
struct FoundCard {
    std::unique_ptr<CardLine> line;
    PivCard card;
};
/// Looks through all readers for the card with this key (SubjectPublicKeyInfo, DER) in the slot, going by the certificate there: by nothing that a reader
/// or a card is called. `first` is only where it is looked for first: another reader may be at work for long. CardAbsent; PcscUnavailable.
Result<FoundCard> findCard(PivSlot slot, BytesView publicKey, const std::string &first = {});
/// How else it is found: with patience, say.
using CardFinder = std::function<Result<FoundCard>(PivSlot slot, BytesView publicKey)>;

/// What was wrapped (models/pki/KeyWrap.h) for the key in slot 9D of a card.
Result<SecureBytes> unwrapByCard(const CardFinder &find, HeldPin &pin, BytesView agreementKey, BytesView wrapped, std::string_view context);

/// An officer's signing identity in a card: slot 9C signs; what else belongs to them lies wrapped for slot 9D. The card need not be there but when it is
/// used. Errors besides Token's are those of PivCard and of the finder.
class OfficerCard final : public Token {
public:
    /// `certificate` is the one registered, DER. Malformed.
    static Result<std::unique_ptr<OfficerCard>> of(CardFinder find, std::shared_ptr<HeldPin> pin, Bytes certificate, Bytes agreementKey);

    BytesView certificate() const override { return m_certificate; }
    void adoptCertificate(Bytes renewed) override { m_certificate = std::move(renewed); }
    Result<Bytes> signData(BytesView content, Instant at) override;
    Result<Bytes> addSignature(BytesView cms, Instant at) override;
    Result<SecureBytes> openEnvelope(BytesView envelope) override;

    BytesView agreementKey() const { return m_agreementKey; }
    Result<SecureBytes> keyManagement(); ///< the holder's key-management key, PKCS#8; NotFound when there is none
    /// That key, wrapped under this context, and its certificate, DER.
    void takeKeyManagement(Bytes wrapped, std::string context, Bytes certificate);

private:
    OfficerCard(CardFinder find, std::shared_ptr<HeldPin> pin, Bytes certificate, Bytes signatureKey, Bytes agreementKey)
        : m_find(std::move(find)), m_pin(std::move(pin)), m_certificate(std::move(certificate)), m_signatureKey(std::move(signatureKey)),
          m_agreementKey(std::move(agreementKey)) {}

    CardFinder m_find;
    std::shared_ptr<HeldPin> m_pin;
    Bytes m_certificate, m_signatureKey, m_agreementKey;
    Bytes m_wrappedKey, m_managementCertificate;
    std::string m_wrapContext;
};

} // namespace hufu
