// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cards/WrittenToken.h"
#include "models/pki/CertificateRequest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/replica/CardDetail.h"
#include "models/store/CardReader.h"
#include "models/store/HouseReader.h"

#include <algorithm>
#include <thread>

namespace hufu {
namespace {

using Step = CardDesk::Step;

constexpr std::chrono::milliseconds untilCertified(20'000), betweenLooks(50);

/// A key of the token that lies open, for what is signed while it does.
class TokenKeySigner final : public Signer {
public:
    TokenKeySigner(WrittenToken &token, std::string slot, KeyKind kind, Bytes publicKey)
        : m_token(token), m_slot(std::move(slot)), m_kind(kind), m_publicKey(std::move(publicKey)) {}
    KeyKind kind() const override { return m_kind; }
    BytesView publicKey() const override { return m_publicKey; }
    Result<Bytes> sign(BytesView message) override { return m_token.sign(m_slot, m_kind, m_publicKey, message); }

private:
    WrittenToken &m_token;
    const std::string m_slot;
    KeyKind m_kind;
    Bytes m_publicKey;
};

bool isMissing(const Error &error) { return error.code == ErrorCode::NotFound || error.code == ErrorCode::Unsupported; }

/// One attempt, from the token as it is found to the token as it is handed over.
class Issuing {
public:
    Issuing(House &house, const CardDesk::Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step)
        : m_house(house), m_issue(issue), m_cosigners(cosigners), m_step(step) {}

    Result<Card> run(const TokenOpener &open);

private:
    bool renews() const { return m_issue.kind == RequestKind::Renew; }
    Result<void> enter(Step step);
    Result<void> findOrder(const WrittenToken::Seen &seen);
    Result<void> readOrder(const std::string &id);
    Result<void> secure(WrittenToken &token);
    Result<Bytes> knownKey(const std::string &slot);
    Result<CardRequests::Key> keyIn(WrittenToken &token, std::size_t index);
    Result<void> certify(WrittenToken &token);
    Result<void> write(WrittenToken &token);
    Result<void> handOver(WrittenToken &token);

    House &m_house;
    const CardDesk::Issue &m_issue;
    std::span<Token *const> m_cosigners;
    const std::function<void(Step)> &m_step;
    std::string m_number;
    std::optional<Card> m_known;
    CardOrderRecord m_order;
};

/// Says that a step begins, unless it was to stop before the next one.
Result<void> Issuing::enter(Step step)
{
    if (m_issue.stop.stop_requested())
        return stopped(m_number);
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
Result<void> Issuing::findOrder(const WrittenToken::Seen &seen)
{
    Result<std::optional<Card>> known = m_house.read([&](Connection &connection) { return readCard(connection, m_number); });
    if (!known)
        return fail(known.error());
    m_known = std::move(*known);
    if (m_known && !m_known->order.empty()) {
        if (Result<void> read = readOrder(m_known->order); !read)
            return read;
        const CardOrder &form = m_order.form;
        if (!m_issue.afresh && m_order.isOpen() && m_order.lapses > m_house.now() && form.kind == m_issue.kind && form.holder == m_issue.holder && form.role == m_issue.role
            && form.algorithm == m_issue.algorithm && form.hours == m_issue.hours && (m_issue.hours > 0 || m_issue.days == 0 || form.days == m_issue.days))
            return {};
    }
    if (!renews() && !seen.asDelivered && !m_issue.clear)
        return fail(ErrorCode::CardNotEmpty, "it has keys, certificates, a PIN, a PUK or a management key of its own", m_number);
    Result<CardOrder> form = cardOrderFor(m_house, {m_issue.kind, m_number, seen.model, m_issue.holder, m_issue.role, m_issue.algorithm, m_issue.days, m_issue.hours, m_issue.note});
    if (!form)
        return fail(form.error());
    if (Result<void> entered = enter(Step::Ordering); !entered)
        return fail(entered.error());
    if (const Result<Receipt> receipt = m_house.submit(CommandKind::OrderCard, toJson(*form), {}, m_cosigners, form->isTemporary() ? 2 : 1); !receipt)
        return fail(receipt.error());
    return readOrder(form->id);
}

Result<void> Issuing::secure(WrittenToken &token)
{
    WrittenToken::Terms terms{m_order.form, nullptr, m_issue, [this](Step step) { return enter(step); }};
    if (!token.takesSecrets())
        return token.secure(terms);
    const Result<std::vector<CardSecrets>> secrets = m_house.cardSecrets(m_number);
    if (!secrets)
        return fail(secrets.error());
    terms.secrets = &secrets->front();
    return token.secure(terms);
}

/// What the register says was certified before for this slot; empty for a new key.
Result<Bytes> Issuing::knownKey(const std::string &slot)
{
    if (!renews() || !m_known)
        return Bytes();
    const auto held = std::ranges::find(m_known->certificates, slot, &CardCertificate::slot);
    if (held == m_known->certificates.end())
        return fail(ErrorCode::CardProofFailed, "nothing was certified before for slot " + slot, m_number);
    const Result<Bytes> der = m_house.read([&](Connection &connection) { return readBlobNamed(connection, held->sha256); });
    return der ? publicKeyOf(*der) : fail(der.error());
}

/// The key in the index-th slot of the order, made unless this order made it before, and what proves that the token has it.
Result<CardRequests::Key> Issuing::keyIn(WrittenToken &token, std::size_t index)
{
    const CardOrder &form = m_order.form;
    const std::string &slot = form.slots[index];
    const Result<Bytes> known = knownKey(slot);
    if (!known)
        return fail(known.error());
    Result<Bytes> spki = token.takeKey(slot, form, *known);
    if (!spki)
        return fail(spki.error());
    TokenKeySigner signer(token, slot, form.algorithm, std::move(*spki));
    Result<Bytes> csr = makeRequest(signer, {{"CN", form.holder.name}}, {});
    if (!csr)
        return fail(csr.error());
    if (const Result<CertificateRequest> proof = readRequest(*csr); !proof) {
        return fail(proof.error().code == ErrorCode::SignatureInvalid ? ErrorCode::CardProofFailed : proof.error().code, proof.error().detail, m_number);
    }
    Result<Bytes> attestation = token.attest(slot);
    if (!attestation && !isMissing(attestation.error()))
        return fail(attestation.error());
    return CardRequests::Key{slot, std::move(*csr), attestation.value_or(Bytes())};
}

Result<void> Issuing::certify(WrittenToken &token)
{
    if (m_order.state == CardOrderState::Ordered) {
        if (Result<void> entered = enter(Step::MakingKeys); !entered)
            return fail(entered.error());
        CardRequests requests{m_order.form.id, m_number, {}};
        for (std::size_t i = 0; i < m_order.form.slots.size(); ++i) {
            Result<CardRequests::Key> key = keyIn(token, i);
            if (!key)
                return fail(key.error());
            requests.keys.push_back(std::move(*key));
        }
        Result<Bytes> issuer = token.attestationIssuer();
        if (!issuer && !isMissing(issuer.error()))
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

Result<void> Issuing::write(WrittenToken &token)
{
    if (Result<void> entered = enter(Step::Writing); !entered)
        return fail(entered.error());
    for (const CardCertificate &certificate : m_order.certificates) {
        const Result<Bytes> der = m_house.read([&](Connection &connection) { return readBlobNamed(connection, certificate.sha256); });
        if (!der)
            return fail(der.error());
        const Result<Bytes> key = publicKeyOf(*der);
        if (!key)
            return fail(key.error());
        if (Result<void> written = token.writeCertificate(certificate.slot, *key, *der); !written)
            return written;
        const Result<Bytes> read = token.readCertificate(certificate.slot, *key);
        if (!read)
            return fail(read.error());
        if (*read != *der)
            return fail(ErrorCode::CardProofFailed, "the certificate in slot " + certificate.slot + " is not the one that was written", m_number);
    }
    return {};
}

Result<void> Issuing::handOver(WrittenToken &token)
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
    Result<Bytes> signature = token.sign(m_order.form.slots.front(), m_order.form.algorithm, csr->spki, viewOf(text));
    if (!signature)
        return fail(signature.error());
    const Result<bool> good = verifySignature(csr->spki, viewOf(text), *signature);
    if (!good || !*good)
        return fail(ErrorCode::CardProofFailed, "its fresh signature is not by the key that was certified", m_number);
    handover.signature = std::move(*signature);
    const Result<Receipt> receipt = m_house.submit(CommandKind::IssueCard, toJson(handover));
    return receipt ? Result<void>() : fail(receipt.error());
}

Result<Card> Issuing::run(const TokenOpener &open)
{
    if (Result<void> entered = enter(Step::Looking); !entered)
        return fail(entered.error());
    {
        const Result<std::unique_ptr<WrittenToken>> opened = open();
        if (!opened)
            return fail(opened.error());
        WrittenToken &token = **opened;
        m_number = token.seen().number;
        if (!m_issue.card.empty() && m_issue.card != m_number)
            return fail(ErrorCode::CardMismatch, "there is " + m_number + " instead of " + m_issue.card, m_issue.reader);
        if (Result<void> order = findOrder(token.seen()); !order)
            return fail(order.error());
        for (const auto part : {&Issuing::secure, &Issuing::certify, &Issuing::write, &Issuing::handOver}) {
            if (Result<void> done = (this->*part)(token); !done)
                return fail(done.error());
        }
    }
    const Result<std::optional<Card>> issued = m_house.read([&](Connection &connection) { return readCard(connection, m_number); });
    if (!issued)
        return fail(issued.error());
    return *issued ? Result<Card>(**issued) : fail(ErrorCode::Queued, "the handover is on its way to the authority", m_number);
}

} // namespace

Result<void> checkPinStrength(const SecureBytes &pin)
{
    const BytesView digits = pin.view();
    const bool same = std::ranges::all_of(digits, [&](std::uint8_t digit) { return digit == digits.front(); });
    if (same || std::ranges::equal(digits, viewOf("123456")) || std::ranges::equal(digits, viewOf("12345678")))
        return fail(ErrorCode::WeakPassphrase, "the PIN is the one of delivery, or one character over and over");
    return {};
}

Result<void> mayBeWiped(const std::optional<Card> &card, const std::string &number)
{
    if (!card || card->state == CardState::InStock || mayBecome(card->state, CardState::InStock))
        return {};
    return fail(ErrorCode::Conflict, std::string("this USBKey is ") + cardStateName(card->state) + ", holder " + card->holder.name, number);
}

Result<void> takeIntoStock(House &house, const std::optional<Card> &card, const std::string &number, const std::string &note)
{
    if (!card || card->state == CardState::InStock)
        return {};
    const Result<Receipt> receipt = house.submit(CommandKind::ChangeCard, toJson(CardChange{number, CardState::InStock, note}));
    return receipt ? Result<void>() : fail(receipt.error());
}

Result<Card> issueOnce(House &house, const CardDesk::Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step,
                       const TokenOpener &open)
{
    return Issuing(house, issue, cosigners, step).run(open);
}

} // namespace hufu
