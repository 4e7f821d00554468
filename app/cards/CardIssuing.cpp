// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/PivCardDesk.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/replica/CardDetail.h"
#include "models/store/CardReader.h"
#include "models/store/HouseReader.h"
#include "smartcard/PcscLine.h"

#include <algorithm>
#include <thread>

namespace hufu {
namespace {

using Step = CardDesk::Step;

constexpr PivVersion firstWithAes{5, 4, 0}; // YubiKeys take AES management keys since then
constexpr const char *cardExpires = "20501231"; // a CHUID has to say so; certificates end sooner

constexpr std::chrono::milliseconds untilCertified(20'000), betweenLooks(50);

PivSlot slotNamed(const std::string &name)
{
    const auto slot = std::ranges::find(allPivSlots, name, [](PivSlot known) { return std::string(pivSlotName(known)); });
    return slot == std::end(allPivSlots) ? PivSlot::Authentication : *slot;
}

/// A key of the card that lies open, for what is signed while it does.
class OpenCardSigner final : public Signer {
public:
    OpenCardSigner(PivCard &card, PivSlot slot, KeyKind kind, Bytes publicKey, const SecureBytes &pin, bool &verified)
        : m_card(card), m_slot(slot), m_kind(kind), m_publicKey(std::move(publicKey)), m_pin(pin), m_verified(verified) {}
    KeyKind kind() const override { return m_kind; }
    BytesView publicKey() const override { return m_publicKey; }
    Result<Bytes> sign(BytesView message) override
    {
        if (!m_verified || m_slot == PivSlot::Signature) { // "PIN always", SP 800-73-4 part 1 table 4b
            if (Result<void> verified = m_card.verifyPin(m_pin); !verified)
                return fail(verified.error());
            m_verified = true;
        }
        return m_card.sign(m_slot, m_kind, message);
    }

private:
    PivCard &m_card;
    PivSlot m_slot;
    KeyKind m_kind;
    Bytes m_publicKey;
    const SecureBytes &m_pin;
    bool &m_verified;
};

/// One attempt, from the card as it is found to the card as it is handed over.
class Issuing {
public:
    Issuing(House &house, const CardDesk::Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step)
        : m_house(house), m_issue(issue), m_cosigners(cosigners), m_step(step) {}

    Result<Card> run();

private:
    bool renews() const { return m_issue.kind == RequestKind::Renew; }
    Result<void> enter(Step step);
    Result<void> findOrder(const PivOverview &seen);
    Result<void> readOrder(const std::string &id);
    Result<void> secure(PivCard &card, const CardSecrets &secrets);
    Result<void> takeOver(PivCard &card, const CardSecrets &secrets, ManagementKey::Algorithm factory);
    Result<void> name(PivCard &card);
    Result<void> setPins(PivCard &card, const CardSecrets &secrets);
    Result<CardRequests::Key> keyIn(PivCard &card, std::size_t index);
    Result<void> certify(PivCard &card);
    Result<void> write(PivCard &card);
    Result<void> handOver(PivCard &card);

    House &m_house;
    const CardDesk::Issue &m_issue;
    std::span<Token *const> m_cosigners;
    const std::function<void(Step)> &m_step;
    std::string m_number;
    CardOrderRecord m_order;
    std::optional<PivVersion> m_version;
    bool m_asDelivered = false, m_named = false, m_pinVerified = false;
};

ManagementKey ourKey(const CardSecrets &secrets, ManagementKey::Algorithm algorithm)
{
    SecureBytes octets = SecureBytes::copyOf(secrets.managementKey.view().first(ManagementKey::keySize(algorithm)));
    return std::move(*ManagementKey::of(algorithm, std::move(octets)));
}

/// Says that a step begins, unless it was to stop before the next one.
Result<void> Issuing::enter(Step step)
{
    if (m_issue.stop.stop_requested())
        return fail(ErrorCode::Cancelled, "stopped between two steps", m_number);
    m_step(step);
    return {};
}

Result<void> Issuing::readOrder(const std::string &id)
{
    Result<std::optional<CardOrderRecord>> order = m_house.read([&](Connection &connection) { return readCardOrder(connection, id); });
    if (!order)
        return fail(order.error());
    if (!*order)
        return fail(ErrorCode::Queued, "the order is on its way to the authority", m_number);
    m_order = std::move(**order);
    return {};
}

/// The order that is under way for this card and this holder, else a new one.
Result<void> Issuing::findOrder(const PivOverview &seen)
{
    const Result<std::optional<Card>> known = m_house.read([&](Connection &connection) { return readCard(connection, m_number); });
    if (!known)
        return fail(known.error());
    if (*known && !(*known)->order.empty()) {
        if (Result<void> read = readOrder((*known)->order); !read)
            return read;
        const CardOrder &form = m_order.form;
        if (!m_issue.afresh && m_order.isOpen() && m_order.lapses > m_house.now() && form.kind == m_issue.kind && form.holder == m_issue.holder && form.role == m_issue.role
            && form.algorithm == m_issue.algorithm && form.hours == m_issue.hours && (m_issue.hours > 0 || m_issue.days == 0 || form.days == m_issue.days))
            return {};
    }
    if (!renews() && !m_asDelivered && !m_issue.clear)
        return fail(ErrorCode::CardNotEmpty, "it has keys, certificates, a PIN, a PUK or a management key of its own", m_number);
    Result<CardOrder> form = cardOrderFor(m_house, {m_issue.kind, m_number, cardModelOf(seen), m_issue.holder, m_issue.role, m_issue.algorithm, m_issue.days, m_issue.hours, m_issue.note});
    if (!form)
        return fail(form.error());
    if (Result<void> entered = enter(Step::Ordering); !entered)
        return fail(entered.error());
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::OrderCard, toJson(*form), {}, m_cosigners, form->isTemporary() ? 2 : 1); !receipt)
        return fail(receipt.error());
    return readOrder(form->id);
}

/// Management key, PUK and PIN become the house's and the holder's, whichever of them are it already. Nothing of ours is on a card before its
/// management key is.
Result<void> Issuing::secure(PivCard &card, const CardSecrets &secrets)
{
    Result<PivManagementFacts> facts = card.managementFacts();
    if (!facts)
        return fail(facts.error());
    const Result<void> known = facts->isFactory ? fail(ErrorCode::ManagementKeyWrong, "it is the factory's", m_number)
                                                : card.authenticate(ourKey(secrets, facts->algorithm));
    if (known && renews())
        return {};
    if (known) {
        const Result<void> entered = enter(Step::Securing);
        return entered ? setPins(card, secrets) : entered;
    }
    if (known.error().code != ErrorCode::ManagementKeyWrong || renews())
        return known;
    if (!m_asDelivered && !m_issue.clear)
        return fail(ErrorCode::CardNotEmpty, "it has keys, certificates, a PIN, a PUK or a management key of its own", m_number);
    if (!m_asDelivered) {
        if (Result<void> entered = enter(Step::Clearing); !entered)
            return fail(entered.error());
        if (Result<void> erased = eraseCard(card); !erased)
            return erased;
        m_named = false;
        facts = card.managementFacts();
        if (!facts)
            return fail(facts.error());
    }
    if (Result<void> entered = enter(Step::Securing); !entered)
        return fail(entered.error());
    if (Result<void> taken = takeOver(card, secrets, facts->algorithm); !taken)
        return taken;
    return setPins(card, secrets);
}

Result<void> Issuing::takeOver(PivCard &card, const CardSecrets &secrets, ManagementKey::Algorithm factory)
{
    if (Result<void> opened = card.authenticate(ManagementKey::factory(factory)); !opened)
        return opened;
    const ManagementKey key = ourKey(secrets, m_version && *m_version >= firstWithAes ? ManagementKey::Algorithm::Aes256 : factory);
    if (Result<void> replaced = card.setManagementKey(key); !replaced)
        return replaced;
    return card.authenticate(key); // it took the key that is kept
}

/// What other programs tell cards apart by. The CHUID last: where it is, the rest is.
Result<void> Issuing::name(PivCard &card)
{
    if (renews() || m_named)
        return {};
    std::array<std::uint8_t, 14> identifier{};
    randomFill(identifier);
    if (Result<void> written = card.writeObject(piv::capabilities, encodeCapabilities(identifier)); !written)
        return written;
    Chuid chuid{.expires = cardExpires};
    randomFill(chuid.guid);
    return card.writeObject(piv::holderId, chuid.encode());
}

Result<void> Issuing::setPins(PivCard &card, const CardSecrets &secrets)
{
    const Result<PivTries> puk = card.pukTries(), pin = card.pinTries();
    if (!puk || !pin)
        return fail(puk ? pin.error() : puk.error());
    if (puk->isFactory == true) {
        if (Result<void> changed = card.changePuk(SecureBytes::copyOf("12345678"), secrets.puk); !changed)
            return changed;
    }
    if (pin->isFactory == true)
        return card.changePin(SecureBytes::copyOf("123456"), *m_issue.pin);
    return card.unblockPin(secrets.puk, *m_issue.pin); // set before an interruption; the holder may have chosen another since
}

/// The key in the index-th slot of the order, made unless this order made it before, and what proves that the card has it.
Result<CardRequests::Key> Issuing::keyIn(PivCard &card, std::size_t index)
{
    const CardOrder &form = m_order.form;
    const PivSlot slot = slotNamed(form.slots[index]);
    const Result<PivKeyFacts> there = card.keyFacts(slot);
    if (!there && there.error().code != ErrorCode::NotFound)
        return fail(there.error());
    if (there && (there->kind != form.algorithm || !there->generated))
        return fail(ErrorCode::CardProofFailed, "the key in slot " + form.slots[index] + " was not made by this order on the card", m_number);
    if (!there && renews())
        return fail(ErrorCode::CardProofFailed, "there is no key in slot " + form.slots[index], m_number);
    Result<Bytes> spki = there ? Result<Bytes>(there->publicKey) : card.generateKey(slot, form.algorithm);
    if (!spki)
        return fail(spki.error());
    OpenCardSigner signer(card, slot, form.algorithm, std::move(*spki), *m_issue.pin, m_pinVerified);
    Result<Bytes> csr = makeRequest(signer, {{"CN", form.holder.name}}, {});
    if (!csr)
        return fail(csr.error());
    if (const Result<CertificateRequest> proof = readRequest(*csr); !proof) {
        return fail(proof.error().code == ErrorCode::SignatureInvalid ? ErrorCode::CardProofFailed : proof.error().code, proof.error().detail, m_number);
    }
    Result<Bytes> attestation = card.attest(slot);
    if (!attestation && attestation.error().code != ErrorCode::NotFound && attestation.error().code != ErrorCode::Unsupported)
        return fail(attestation.error());
    return CardRequests::Key{form.slots[index], std::move(*csr), attestation.value_or(Bytes())};
}

Result<void> Issuing::certify(PivCard &card)
{
    if (m_order.state == CardOrderState::Ordered) {
        if (Result<void> entered = enter(Step::MakingKeys); !entered)
            return fail(entered.error());
        CardRequests requests{m_order.form.id, m_number, {}};
        for (std::size_t i = 0; i < m_order.form.slots.size(); ++i) {
            Result<CardRequests::Key> key = keyIn(card, i);
            if (!key)
                return fail(key.error());
            requests.keys.push_back(std::move(*key));
        }
        Result<Bytes> issuer = card.attestationIssuer();
        if (!issuer && issuer.error().code != ErrorCode::NotFound && issuer.error().code != ErrorCode::Unsupported)
            return fail(issuer.error());
        requests.attestationIssuer = issuer.value_or(Bytes());
        if (Result<void> entered = enter(Step::Certifying); !entered)
            return fail(entered.error());
        if (const Result<Receipt> receipt = m_house.submit(CommandKind::RequestCard, toJson(requests), {}, {}, 2); !receipt)
            return fail(receipt.error());
    } else if (m_order.state == CardOrderState::Requested) {
        if (Result<void> entered = enter(Step::Certifying); !entered)
            return fail(entered.error());
        for (const Error &trouble : m_house.upkeep()) {
            if (trouble.subject == m_order.form.id)
                return fail(trouble);
        }
    }
    const auto until = std::chrono::steady_clock::now() + untilCertified;
    for (;;) {
        if (Result<void> read = readOrder(m_order.form.id); !read)
            return read;
        // A server certifies right after it decided; the journal brings it here.
        if (m_order.state != CardOrderState::Requested || !m_house.link().isServed() || std::chrono::steady_clock::now() > until)
            break;
        m_house.hurry();
        std::this_thread::sleep_for(betweenLooks);
    }
    return m_order.state == CardOrderState::Certified ? Result<void>()
                                                      : fail(ErrorCode::Queued, "the authority has not certified its keys yet", m_number);
}

Result<void> Issuing::write(PivCard &card)
{
    if (Result<void> entered = enter(Step::Writing); !entered)
        return fail(entered.error());
    for (const CardCertificate &certificate : m_order.certificates) {
        const Result<Bytes> der = m_house.read([&](Connection &connection) { return readBlobNamed(connection, certificate.sha256); });
        if (!der)
            return fail(der.error());
        const PivSlot slot = slotNamed(certificate.slot);
        if (Result<void> written = card.writeCertificate(slot, *der); !written)
            return written;
        const Result<Bytes> read = card.certificate(slot);
        if (!read)
            return fail(read.error());
        if (*read != *der)
            return fail(ErrorCode::CardProofFailed, "the certificate in slot " + certificate.slot + " is not the one that was written", m_number);
    }
    return {};
}

Result<void> Issuing::handOver(PivCard &card)
{
    if (Result<void> entered = enter(Step::Proving); !entered)
        return fail(entered.error());
    CardHandover handover{m_order.form.id, m_number, {}, {}};
    for (const CardCertificate &certificate : m_order.certificates)
        handover.certificates.push_back(certificate.sha256);
    const Result<CertificateRequest> csr = readRequest(m_order.requests.keys.front().csr);
    if (!csr)
        return fail(csr.error());
    const Result<HouseRecord> house = m_house.read([](Connection &connection) { return readHouse(connection); });
    if (!house)
        return fail(house.error());
    const std::string text = handoverText(house->id, handover);
    OpenCardSigner signer(card, PivSlot::Authentication, m_order.form.algorithm, csr->spki, *m_issue.pin, m_pinVerified);
    Result<Bytes> signature = signer.sign(viewOf(text));
    if (!signature)
        return fail(signature.error());
    const Result<bool> good = verifySignature(csr->spki, viewOf(text), *signature);
    if (!good || !*good)
        return fail(ErrorCode::CardProofFailed, "its fresh signature is not by the key that was certified", m_number);
    handover.signature = std::move(*signature);
    const Result<Receipt> receipt = m_house.submit(CommandKind::IssueCard, toJson(handover));
    return receipt ? Result<void>() : fail(receipt.error());
}

Result<Card> Issuing::run()
{
    if (Result<void> entered = enter(Step::Looking); !entered)
        return fail(entered.error());
    const Result<std::unique_ptr<PcscLine>> line = PcscLine::connect(m_issue.reader);
    if (!line)
        return fail(line.error());
    const Result<PivOverview> seen = lookAtCard(**line);
    if (!seen)
        return fail(seen.error());
    const Result<std::string> number = cardNumberOf(*seen, m_issue.reader);
    if (!number)
        return fail(number.error());
    m_number = *number;
    if (!m_issue.card.empty() && m_issue.card != m_number)
        return fail(ErrorCode::CardMismatch, "there is " + m_number + " instead of " + m_issue.card, m_issue.reader);
    m_version = seen->version;
    m_asDelivered = isAsDelivered(*seen);
    m_named = seen->chuid.has_value();
    if (!seen->managementKey)
        return fail(ErrorCode::Unsupported, "the card does not tell of its management key, nor let it be replaced", m_issue.reader);
    if (Result<void> order = findOrder(*seen); !order)
        return fail(order.error());
    const Result<std::vector<CardSecrets>> secrets = m_house.cardSecrets(m_number);
    if (!secrets)
        return fail(secrets.error());
    {
        Result<PivCard> card = PivCard::open(**line);
        if (!card)
            return fail(card.error());
        if (Result<void> done = secure(*card, secrets->front()); !done)
            return fail(done.error());
        for (const auto part : {&Issuing::name, &Issuing::certify, &Issuing::write, &Issuing::handOver}) {
            if (Result<void> done = (this->*part)(*card); !done)
                return fail(done.error());
        }
    }
    const Result<std::optional<Card>> issued = m_house.read([&](Connection &connection) { return readCard(connection, m_number); });
    if (!issued)
        return fail(issued.error());
    return *issued ? Result<Card>(**issued) : fail(ErrorCode::Queued, "the handover is on its way to the authority", m_number);
}

} // namespace

Result<Card> issueOnce(House &house, const CardDesk::Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step)
{
    return Issuing(house, issue, cosigners, step).run();
}

} // namespace hufu
