// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CardDetail.h"

#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/CaRules.h"
#include "models/pki/SignedData.h"
#include "models/replica/House.h"
#include "models/replica/JournalExport.h"
#include "models/store/CaReader.h"
#include "models/store/CardReader.h"
#include "models/store/RevocationReader.h"

#include <algorithm>

namespace hufu {
namespace {

Result<Card> theCard(Connection &connection, const std::string &number)
{
    Result<std::optional<Card>> card = readCard(connection, number);
    if (!card)
        return fail(card.error());
    return *card ? Result<Card>(std::move(**card)) : fail(ErrorCode::NotFound, "the register has no such USBKey", number);
}

Result<std::vector<CardDetail::Certificate>> cardCertificates(Connection &connection, const Card &card)
{
    std::vector<Sha256> names;
    for (const CardCertificate &certificate : card.certificates)
        names.push_back(certificate.sha256);
    const Result<std::vector<IssuedCertificate>> issued = readIssued(connection, names);
    if (!issued)
        return fail(issued.error());
    std::vector<CardDetail::Certificate> certificates;
    for (const CardCertificate &certificate : card.certificates) {
        const Result<Bytes> der = readBlobNamed(connection, certificate.sha256);
        Result<CertificateListing> listing = der ? readListing(*der) : fail(der.error());
        if (!listing)
            return fail(listing.error());
        CardDetail::Certificate read{certificate.slot, std::move(*listing), {}};
        if (const auto known = std::ranges::find(*issued, certificate.sha256, &IssuedCertificate::sha256); known != issued->end() && known->revoked)
            read.revoked = known->revoked->reason;
        certificates.push_back(std::move(read));
    }
    return certificates;
}

Result<Entry> theEntry(Connection &connection, Sequence sequence)
{
    Result<std::optional<Entry>> entry = readEntry(connection, sequence);
    if (!entry)
        return fail(entry.error());
    return *entry ? Result<Entry>(std::move(**entry)) : fail(ErrorCode::JournalBroken, "there is no entry " + std::to_string(sequence));
}

Result<std::string> nameOfPerson(Connection &connection, const std::string &id)
{
    const Result<std::optional<Person>> person = readPerson(connection, id);
    if (!person)
        return fail(person.error());
    return *person ? (*person)->name : std::string();
}

Result<void> readHappened(Connection &connection, CardDetail &detail)
{
    const Result<std::vector<Sequence>> sequences = readCardHistory(connection, detail.card.number);
    if (!sequences)
        return fail(sequences.error());
    for (auto sequence = sequences->rbegin(); sequence != sequences->rend(); ++sequence) {
        Result<Entry> entry = theEntry(connection, *sequence);
        if (!entry)
            return fail(entry.error());
        CardDetail::Happened happened;
        if (const Result<QJsonObject> command = commandContent(*entry))
            happened.payload = command->value(QLatin1String("payload")).toObject();
        entry->command.clear();
        happened.entry = std::move(*entry);
        Result<std::string> actor = nameOfPerson(connection, happened.entry.actor);
        if (!actor)
            return fail(actor.error());
        happened.actor = std::move(*actor);
        if (Result<void> named = readEntryNames(connection, happened.entry, happened.payload, detail.names); !named)
            return named;
        detail.history.push_back(std::move(happened));
    }
    return {};
}

Result<std::optional<CertificateAuthority>> issuingCa(Connection &connection, Instant now)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    // The newest that can issue.
    const auto ca = std::ranges::find_if(cas->rbegin(), cas->rend(),
                                         [&](const CertificateAuthority &known) { return known.plan.tree == CaTree::Client && isActive(known, now); });
    return ca == cas->rend() ? std::nullopt : std::optional(*ca);
}

} // namespace

Result<CardDetail> readCardDetail(House &house, const std::string &number)
{
    return house.read([&, now = house.now()](Connection &connection) -> Result<CardDetail> {
        Result<Card> card = theCard(connection, number);
        if (!card)
            return fail(card.error());
        CardDetail detail;
        detail.readAt = now;
        detail.card = std::move(*card);
        Result<std::optional<CardOrderRecord>> order = readCardOrder(connection, detail.card.order);
        Result<std::vector<CardDetail::Certificate>> certificates = cardCertificates(connection, detail.card);
        if (!order || !certificates)
            return fail(order ? certificates.error() : order.error());
        detail.order = std::move(*order);
        detail.certificates = std::move(*certificates);
        if (Result<void> read = readHappened(connection, detail); !read)
            return fail(read.error());
        return detail;
    });
}

Result<CardChoices> readCardChoices(House &house)
{
    return house.read([now = house.now()](Connection &connection) -> Result<CardChoices> {
        Result<std::vector<CertificateRole>> roles = readCertificateRoles(connection);
        const Result<std::vector<Person>> people = readPeople(connection);
        Result<std::vector<Card>> cards = readCards(connection);
        const Result<std::optional<CertificateAuthority>> ca = issuingCa(connection, now);
        if (!roles || !people)
            return fail(roles ? people.error() : roles.error());
        if (!cards || !ca)
            return fail(cards ? ca.error() : cards.error());
        const Result<Policy> policy = readPolicy(connection);
        if (!policy)
            return fail(policy.error());
        CardChoices choices{std::move(*roles), {}, {}, {}, {}, policy->pinLetters != 0, policy->attestationDemanded != 0};
        for (const Person &person : *people) {
            if (person.active && !person.department.empty())
                choices.holders.push_back({person.id, person.name, person.department});
        }
        for (const Card &card : *cards) {
            if (!card.holder.id.empty() && std::ranges::find(choices.holders, card.holder.id, &CardHolder::id) == choices.holders.end())
                choices.holders.push_back(card.holder);
        }
        std::ranges::stable_sort(choices.holders, {}, &CardHolder::name);
        choices.cards = std::move(*cards);
        if (*ca) {
            choices.ca = (*ca)->plan.id;
            choices.caName = (*ca)->plan.commonName;
        }
        return choices;
    });
}

Result<std::vector<Card>> readCardsOfNobodyRegistered(House &house)
{
    return house.read([](Connection &connection) -> Result<std::vector<Card>> {
        const Result<std::vector<Person>> people = readPeople(connection);
        Result<std::vector<Card>> cards = readCards(connection, {.state = CardState::Issued});
        if (!people || !cards)
            return fail(people ? cards.error() : people.error());
        std::erase_if(*cards, [&](const Card &card) {
            Person somebody;
            somebody.id = card.holder.id;
            const bool taken = std::ranges::any_of(*people, [&](const Person &one) { return one.id == card.holder.id || one.card == card.number; });
            return taken || !isOfficersCard(card, somebody);
        });
        return cards;
    });
}

Result<CardOrder> cardOrderFor(House &house, const CardWish &wish)
{
    return house.read([&, now = house.now()](Connection &connection) -> Result<CardOrder> {
        const Result<std::vector<CertificateRole>> roles = readCertificateRoles(connection);
        const Result<std::optional<CertificateAuthority>> ca = issuingCa(connection, now);
        if (!roles || !ca)
            return fail(roles ? ca.error() : roles.error());
        const auto role = std::ranges::find(*roles, wish.role, &CertificateRole::id);
        if (role == roles->end())
            return fail(ErrorCode::NotFound, "the house has no such certificate role", wish.role);
        if (!*ca)
            return fail(ErrorCode::NotFound, "the house has no CA for clients that is in force");
        return CardOrder{.id = newUuid(),
                         .kind = wish.kind,
                         .card = wish.card,
                         .model = wish.model,
                         .holder = wish.holder,
                         .role = role->id,
                         .roleName = role->name,
                         .profile = role->profile,
                         .slots = role->slots,
                         .algorithm = wish.algorithm,
                         .days = wish.hours > 0 ? 1 : wish.days > 0 ? wish.days : role->days,
                         .ca = (*ca)->plan.id,
                         .hours = wish.hours,
                         .note = wish.note};
    });
}

Result<CardReceiptRecord> readCardReceipt(House &house, const std::string &number)
{
    return house.read([&, now = house.now()](Connection &connection) -> Result<CardReceiptRecord> {
        Result<HouseRecord> record = readHouse(connection);
        Result<Card> card = theCard(connection, number);
        if (!record || !card)
            return fail(record ? card.error() : record.error());
        const Result<std::vector<Sequence>> sequences = readCardHistory(connection, number);
        if (!sequences)
            return fail(sequences.error());
        CardReceiptRecord receipt{.house = std::move(*record), .card = std::move(*card), .order = {}, .certificates = {}, .handover = {}, .officer = {},
                                  .orderedBy = {}, .orderedAt = {}, .signature = {}, .readAt = now};
        QJsonObject handover;
        for (auto sequence = sequences->rbegin(); sequence != sequences->rend() && receipt.handover.sequence == 0; ++sequence) {
            Result<Entry> entry = theEntry(connection, *sequence);
            if (!entry)
                return fail(entry.error());
            if (entry->kind != CommandKind::IssueCard)
                continue;
            const Result<QJsonObject> command = commandContent(*entry);
            if (!command)
                return fail(command.error());
            handover = command->value(QLatin1String("payload")).toObject();
            entry->command.clear();
            receipt.handover = std::move(*entry);
        }
        if (receipt.handover.sequence == 0 || receipt.card.holder.id.empty())
            return fail(ErrorCode::Conflict, "this USBKey is nobody's", number);
        receipt.signature = utf8(handover.value(QLatin1String("signature")).toString());
        const Result<std::optional<CardOrderRecord>> order = readCardOrder(connection, utf8(handover.value(QLatin1String("order")).toString()));
        if (!order || !*order)
            return fail(order ? Error{ErrorCode::NotFound, "the order is not there", number, {}} : order.error());
        receipt.order = (*order)->form;
        Result<std::vector<CardDetail::Certificate>> certificates = cardCertificates(connection, receipt.card);
        Result<std::string> officer = nameOfPerson(connection, receipt.handover.actor);
        const Result<Entry> ordering = theEntry(connection, (*order)->sequence);
        if (!certificates || !officer || !ordering)
            return fail(!certificates ? certificates.error() : !officer ? officer.error() : ordering.error());
        receipt.certificates = std::move(*certificates);
        receipt.officer = std::move(*officer);
        receipt.orderedAt = ordering->time;
        const Result<SignedContent> opened = openSignedData(ordering->command);
        const Result<std::string> author = nameOfPerson(connection, ordering->actor);
        if (!opened || !author)
            return fail(opened ? author.error() : opened.error());
        receipt.orderedBy.push_back(*author);
        for (const Bytes &signer : opened->signers) {
            if (const Result<CertificateListing> listing = readListing(signer); listing && listing->commonName != *author)
                receipt.orderedBy.push_back(listing->commonName);
        }
        return receipt;
    });
}

} // namespace hufu
