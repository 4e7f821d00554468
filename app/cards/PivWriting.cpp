// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/PivCardDesk.h"
#include "app/cards/WrittenToken.h"
#include "smartcard/PcscLine.h"

#include <algorithm>

namespace hufu {
namespace {

using Step = CardDesk::Step;

constexpr PivVersion firstWithAes{5, 4, 0}; // YubiKeys take AES management keys since then
constexpr const char *cardExpires = "20501231"; // a CHUID has to say so; certificates end sooner

PivSlot slotNamed(const std::string &name)
{
    const auto slot = std::ranges::find(allPivSlots, name, [](PivSlot known) { return std::string(pivSlotName(known)); });
    return slot == std::end(allPivSlots) ? PivSlot::Authentication : *slot;
}

ManagementKey ourKey(const CardSecrets &secrets, ManagementKey::Algorithm algorithm)
{
    SecureBytes octets = SecureBytes::copyOf(secrets.managementKey.view().first(ManagementKey::keySize(algorithm)));
    return std::move(*ManagementKey::of(algorithm, std::move(octets)));
}

/// A PIV card that is being written. It lies open from secure() on: the order before is signed and decided with other programs free to use the card.
class PivWriting final : public WrittenToken {
public:
    PivWriting(std::unique_ptr<PcscLine> line, PivOverview overview, Seen seen, const SecureBytes &pin)
        : m_line(std::move(line)), m_overview(std::move(overview)), m_seen(std::move(seen)), m_pin(pin), m_named(m_overview.chuid.has_value()) {}

    const Seen &seen() const override { return m_seen; }
    bool takesSecrets() const override { return true; }
    Result<void> secure(const Terms &terms) override;
    Result<Bytes> takeKey(const std::string &slot, const CardOrder &order, BytesView known) override;
    Result<Bytes> sign(const std::string &slot, KeyKind kind, BytesView publicKey, BytesView message) override;
    Result<Bytes> attest(const std::string &slot) override { return m_card->attest(slotNamed(slot)); }
    Result<Bytes> attestationIssuer() override { return m_card->attestationIssuer(); }
    Result<void> writeCertificate(const std::string &slot, BytesView, BytesView der) override { return m_card->writeCertificate(slotNamed(slot), der); }
    Result<Bytes> readCertificate(const std::string &slot, BytesView) override { return m_card->certificate(slotNamed(slot)); }

private:
    Result<void> own(const Terms &terms);
    Result<void> takeOver(const CardSecrets &secrets, ManagementKey::Algorithm factory);
    Result<void> name(const CardOrder &order);
    Result<void> setPins(const CardSecrets &secrets);

    std::unique_ptr<PcscLine> m_line;
    const PivOverview m_overview;
    const Seen m_seen;
    const SecureBytes &m_pin;
    std::optional<PivCard> m_card;
    bool m_named, m_pinVerified = false;
};

Result<void> PivWriting::secure(const Terms &terms)
{
    Result<PivCard> card = PivCard::open(*m_line);
    if (!card)
        return fail(card.error());
    m_card.emplace(std::move(*card));
    if (Result<void> done = own(terms); !done)
        return done;
    return name(terms.order);
}

/// Management key, PUK and PIN become the house's and the holder's, whichever of them are it already. Nothing of ours is on a card before its
/// management key is.
Result<void> PivWriting::own(const Terms &terms)
{
    const CardSecrets &secrets = *terms.secrets;
    const bool renews = terms.order.kind == RequestKind::Renew;
    Result<PivManagementFacts> facts = *m_overview.managementKey; // as it was looked at: who has changed it since is refused by the key itself
    const Result<void> known = facts->isFactory ? fail(ErrorCode::ManagementKeyWrong, "it is the factory's", m_seen.number)
                                                : m_card->authenticate(ourKey(secrets, facts->algorithm));
    if (known && renews)
        return {};
    if (known) {
        const Result<void> entered = terms.enter(Step::Securing);
        return entered ? setPins(secrets) : entered;
    }
    if (known.error().code != ErrorCode::ManagementKeyWrong || renews)
        return known;
    if (!m_seen.asDelivered && !terms.issue.clear)
        return fail(ErrorCode::CardNotEmpty, "it has keys, certificates, a PIN, a PUK or a management key of its own", m_seen.number);
    if (!m_seen.asDelivered) {
        if (Result<void> entered = terms.enter(Step::Clearing); !entered)
            return fail(entered.error());
        if (Result<void> erased = eraseCard(*m_card); !erased)
            return erased;
        m_named = false;
        facts = m_card->managementFacts();
        if (!facts)
            return fail(facts.error());
    }
    if (Result<void> entered = terms.enter(Step::Securing); !entered)
        return fail(entered.error());
    if (Result<void> taken = takeOver(secrets, facts->algorithm); !taken)
        return taken;
    return setPins(secrets);
}

Result<void> PivWriting::takeOver(const CardSecrets &secrets, ManagementKey::Algorithm factory)
{
    if (Result<void> opened = m_card->authenticate(ManagementKey::factory(factory)); !opened)
        return opened;
    const ManagementKey key = ourKey(secrets, m_overview.version && *m_overview.version >= firstWithAes ? ManagementKey::Algorithm::Aes256 : factory);
    if (Result<void> replaced = m_card->setManagementKey(key); !replaced)
        return replaced;
    return m_card->authenticate(key); // it took the key that is kept
}

/// What other programs tell cards apart by. The CHUID last: where it is, the rest is.
Result<void> PivWriting::name(const CardOrder &order)
{
    if (order.kind == RequestKind::Renew || m_named)
        return {};
    std::array<std::uint8_t, 14> identifier{};
    randomFill(identifier);
    if (Result<void> written = m_card->writeObject(piv::capabilities, encodeCapabilities(identifier)); !written)
        return written;
    Chuid chuid{.expires = cardExpires};
    randomFill(chuid.guid);
    return m_card->writeObject(piv::holderId, chuid.encode());
}

Result<void> PivWriting::setPins(const CardSecrets &secrets)
{
    const Result<PivTries> puk = m_card->pukTries(), pin = m_card->pinTries();
    if (!puk || !pin)
        return fail(puk ? pin.error() : puk.error());
    if (puk->isFactory == true) {
        if (Result<void> changed = m_card->changePuk(SecureBytes::copyOf("12345678"), secrets.puk); !changed)
            return changed;
    }
    if (pin->isFactory == true)
        return m_card->changePin(SecureBytes::copyOf("123456"), m_pin);
    return m_card->unblockPin(secrets.puk, m_pin); // set before an interruption; the holder may have chosen another since
}

Result<Bytes> PivWriting::takeKey(const std::string &slot, const CardOrder &order, BytesView)
{
    const bool renews = order.kind == RequestKind::Renew;
    const Result<PivKeyFacts> there = m_card->keyFacts(slotNamed(slot));
    if (!there && there.error().code != ErrorCode::NotFound)
        return fail(there.error());
    if (there && (there->kind != order.algorithm || !there->generated))
        return fail(ErrorCode::CardProofFailed, "the key in slot " + slot + " was not made by this order on the card", m_seen.number);
    if (!there && renews)
        return fail(ErrorCode::CardProofFailed, "there is no key in slot " + slot, m_seen.number);
    return there ? Result<Bytes>(there->publicKey) : m_card->generateKey(slotNamed(slot), order.algorithm);
}

Result<Bytes> PivWriting::sign(const std::string &slot, KeyKind kind, BytesView, BytesView message)
{
    const PivSlot place = slotNamed(slot);
    if (!m_pinVerified || place == PivSlot::Signature) { // "PIN always", SP 800-73-4 part 1 table 4b
        if (Result<void> verified = m_card->verifyPin(m_pin); !verified)
            return fail(verified.error());
        m_pinVerified = true;
    }
    return m_card->sign(place, kind, message);
}

} // namespace

Result<std::unique_ptr<WrittenToken>> openPivForWriting(const std::string &reader, const SecureBytes &pin)
{
    Result<PivAtHand> card = takePivCard(reader);
    if (!card)
        return fail(card.error());
    if (!card->seen.managementKey)
        return fail(ErrorCode::Unsupported, "the card does not tell of its management key, nor let it be replaced", reader);
    WrittenToken::Seen about{card->number, cardModelOf(card->seen), isAsDelivered(card->seen)};
    return std::make_unique<PivWriting>(std::move(card->line), std::move(card->seen), std::move(about), pin);
}

} // namespace hufu
