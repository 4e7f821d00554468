// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/CardReader.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/CertificateRequest.h"
#include "models/store/FactsReader.h"
#include "models/store/RevocationReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::string_view cardColumns = "SELECT number, model, state, holder_id, holder_name, department, role, role_name, newest_order, since,"
                                         " unlock_until, certified_order, (SELECT hours FROM card_order WHERE card_order.id = newest_order) FROM card";

constexpr auto temporaryMemory = std::chrono::days(2); // Facts::temporaryKeys

struct OnCard {
    std::vector<CardCertificate> certificates;
    Instant ends{};
};

Result<OnCard> certificatesOf(Connection &connection, std::string_view order)
{
    OnCard found;
    Result<Statement> read = connection.prepare(
        "SELECT slot, certificate.sha256, spki_sha256, not_after FROM card_certificate JOIN certificate ON certificate.id = card_certificate.certificate_id"
        " WHERE order_id = ?1 ORDER BY slot");
    if (!read)
        return fail(read.error());
    read->bind(1, order);
    const Result<void> done = forEachRow(*read, [&](const Statement &row) {
        found.certificates.push_back({std::string(row.text(0)), row.digest(1), row.digest(2)});
        const Instant end = fromUnix(row.integer(3));
        found.ends = found.certificates.size() == 1 ? end : std::min(found.ends, end);
    });
    return done ? Result<OnCard>(std::move(found)) : fail(done.error());
}

Result<std::vector<Card>> collectCards(Connection &connection, Statement &read)
{
    std::vector<Card> cards;
    std::vector<std::string> orders;
    Result<void> done = forEachRow(read, [&](const Statement &row) {
        Card card;
        card.number = row.text(0);
        card.model = row.text(1);
        card.state = static_cast<CardState>(row.integer(2));
        card.holder = {std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5))};
        card.role = row.text(6);
        card.roleName = row.text(7);
        card.order = row.text(8);
        card.since = fromUnix(row.integer(9));
        if (!row.isNull(10))
            card.unlockUntil = fromUnix(row.integer(10));
        card.hours = static_cast<int>(row.integer(12)); // NULL, nothing was ordered: 0
        cards.push_back(std::move(card));
        orders.emplace_back(row.text(11));
    });
    for (std::size_t i = 0; done && i < cards.size(); ++i) {
        if (orders[i].empty())
            continue;
        Result<OnCard> on = certificatesOf(connection, orders[i]);
        if (!on)
            return fail(on.error());
        cards[i].certificates = std::move(on->certificates);
        cards[i].ends = on->ends;
    }
    return done ? Result<std::vector<Card>>(std::move(cards)) : fail(done.error());
}

Result<std::optional<Card>> oneCard(Connection &connection, Result<Statement> read, const auto &key)
{
    if (!read)
        return fail(read.error());
    read->bind(1, key);
    Result<std::vector<Card>> cards = collectCards(connection, *read);
    if (!cards)
        return fail(cards.error());
    return cards->empty() ? std::nullopt : std::optional(std::move(cards->front()));
}

Result<std::vector<std::string>> cardOrderIds(Result<Statement> read, Instant now)
{
    if (!read)
        return fail(read.error());
    read->bind(1, toUnix(now));
    std::vector<std::string> ids;
    const Result<void> done = forEachRow(*read, [&](const Statement &row) { ids.emplace_back(row.text(0)); });
    return done ? Result<std::vector<std::string>>(std::move(ids)) : fail(done.error());
}

/// Which keys a command is about: those of its own requests, or of the order's.
Result<void> gatherCardKeys(Connection &connection, const std::vector<CardRequests::Key> &keys, Facts &facts)
{
    Result<Statement> read = connection.prepare("SELECT 1 FROM certificate WHERE spki_sha256 = ?1 LIMIT 1");
    if (!read)
        return fail(read.error());
    for (const CardRequests::Key &key : keys) {
        const Result<CertificateRequest> csr = readRequest(key.csr);
        if (!csr)
            continue; // decide() names the fault
        const Result<bool> revoked = isKeyRevoked(connection, csr->spkiSha256);
        const Result<bool> certified = read->bind(1, BytesView(csr->spkiSha256)).step();
        if (!revoked || !certified)
            return fail(revoked ? certified.error() : revoked.error());
        read->reset();
        if (*revoked)
            facts.revokedKeys.push_back(csr->spkiSha256);
        if (*certified)
            facts.certifiedKeys.push_back(csr->spkiSha256);
    }
    return {};
}

/// What one officer alone did before, and what the holder was given by two.
Result<void> gatherTemporaryFacts(Connection &connection, const Command &command, const CardOrder &order, Facts &facts)
{
    Result<std::vector<Card>> held = readCards(connection, {.holder = order.holder.id});
    Result<std::vector<TemporaryKey>> keys = readTemporaryKeys(connection, {.actor = command.actor, .since = command.time - temporaryMemory});
    if (!held || !keys)
        return fail(held ? keys.error() : held.error());
    facts.heldCards = std::move(*held);
    facts.temporaryKeys = std::move(*keys);
    return {};
}

} // namespace

Result<std::vector<CertificateRole>> readCertificateRoles(Connection &connection)
{
    Result<Statement> read = connection.prepare("SELECT role FROM certificate_role ORDER BY name, id");
    if (!read)
        return fail(read.error());
    std::vector<CertificateRole> roles;
    const Result<void> done = forEachRow(*read, [&](const Statement &row) -> Result<void> {
        const Result<QJsonObject> object = parseJsonObject(viewOf(row.text(0)), true);
        Result<CertificateRole> role = object ? certificateRoleFromJson(*object) : fail(object.error());
        if (!role)
            return fail(role.error());
        roles.push_back(std::move(*role));
        return {};
    });
    return done ? Result<std::vector<CertificateRole>>(std::move(roles)) : fail(done.error());
}

Result<std::vector<Card>> readCards(Connection &connection, const CardFilter &filter)
{
    Result<Statement> read = connection.prepare(std::string(cardColumns) + " WHERE (?1 = '' OR holder_id = ?1 OR holder_name = ?1)"
                                                                           " AND (?2 < 0 OR state = ?2) ORDER BY number");
    if (!read)
        return fail(read.error());
    read->bind(1, filter.holder).bind(2, filter.state ? std::int64_t(*filter.state) : std::int64_t(-1));
    return collectCards(connection, *read);
}

Result<std::optional<Card>> readCard(Connection &connection, std::string_view number)
{
    return oneCard(connection, connection.prepare(std::string(cardColumns) + " WHERE number = ?1"), number);
}

Result<std::optional<CardOrderRecord>> readCardOrder(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT form, state, sequence, lapses, requests, actor, reviewed FROM card_order WHERE id = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, id).step();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const Result<QJsonObject> object = parseJsonObject(viewOf(read->text(0)), true);
    Result<CardOrder> form = object ? cardOrderFromJson(*object) : fail(object.error());
    if (!form)
        return fail(form.error());
    CardOrderRecord order{std::move(*form), static_cast<CardOrderState>(read->integer(1)), static_cast<Sequence>(read->integer(2)),
                          fromUnix(read->integer(3)), {}, {}, std::string(read->text(5)), read->integer(6) != 0};
    if (const std::string_view text = read->text(4); !text.empty()) {
        const Result<QJsonObject> keys = parseJsonObject(viewOf(text), true);
        Result<CardRequests> requests = keys ? cardRequestsFromJson(*keys) : fail(keys.error());
        if (!requests)
            return fail(requests.error());
        order.requests = std::move(*requests);
    }
    Result<OnCard> on = certificatesOf(connection, id);
    if (!on)
        return fail(on.error());
    order.certificates = std::move(on->certificates);
    return order;
}

Result<std::vector<TemporaryKey>> readTemporaryKeys(Connection &connection, const TemporaryFilter &filter)
{
    Result<Statement> read = connection.prepare("SELECT id, card, actor, at, reviewed FROM card_order WHERE hours > 0 AND (?1 = '' OR actor = ?1)"
                                                " AND (reviewed = 0 OR at >= ?2) ORDER BY at, sequence");
    if (!read)
        return fail(read.error());
    read->bind(1, filter.actor).bind(2, toUnix(filter.since));
    std::vector<TemporaryKey> keys;
    const Result<void> done = forEachRow(*read, [&](const Statement &row) {
        keys.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), fromUnix(row.integer(3)), row.integer(4) != 0});
    });
    return done ? Result<std::vector<TemporaryKey>>(std::move(keys)) : fail(done.error());
}

Result<std::vector<Sequence>> readCardHistory(Connection &connection, std::string_view number)
{
    Result<Statement> read = connection.prepare("SELECT sequence FROM card_event WHERE card = ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    read->bind(1, number);
    std::vector<Sequence> entries;
    const Result<void> done = forEachRow(*read, [&](const Statement &row) { entries.push_back(static_cast<Sequence>(row.integer(0))); });
    return done ? Result<std::vector<Sequence>>(std::move(entries)) : fail(done.error());
}

Result<std::vector<std::string>> readCardOrdersToCertify(Connection &connection, Instant now)
{
    return cardOrderIds(connection.prepare("SELECT id FROM card_order WHERE state = 1 AND state < 3 AND lapses >= ?1 ORDER BY sequence"), now);
}

Result<std::vector<std::string>> readLapsedCardOrders(Connection &connection, Instant now)
{
    return cardOrderIds(connection.prepare("SELECT id FROM card_order WHERE state < 3 AND lapses < ?1 ORDER BY sequence"), now);
}

Result<void> gatherCardFacts(Connection &connection, const Command &command, Facts &facts)
{
    const QJsonObject &payload = command.payload;
    if (command.kind == CommandKind::SaveRole || command.kind == CommandKind::RemoveRole || command.kind == CommandKind::OrderCard) {
        Result<std::vector<CertificateRole>> roles = readCertificateRoles(connection);
        if (!roles)
            return fail(roles.error());
        facts.certificateRoles = std::move(*roles);
    }
    Result<std::optional<Card>> card = readCard(connection, utf8(payload.value("card").toString()));
    if (!card)
        return fail(card.error());
    facts.card = std::move(*card);
    Result<std::optional<CardOrderRecord>> order
        = readCardOrder(connection, utf8(payload.value(command.kind == CommandKind::OrderCard ? "id" : "order").toString()));
    if (!order)
        return fail(order.error());
    facts.cardOrder = std::move(*order);
    if (command.kind == CommandKind::OrderCard) {
        const Result<CardOrder> form = cardOrderFromJson(payload);
        return form && form->isTemporary() ? gatherTemporaryFacts(connection, command, *form, facts) : Result<void>();
    }
    if (command.kind == CommandKind::RequestCard) {
        const Result<CardRequests> requests = cardRequestsFromJson(payload);
        return requests ? gatherCardKeys(connection, requests->keys, facts) : Result<void>();
    }
    if (command.kind == CommandKind::CertifyCard && facts.cardOrder)
        return gatherCardKeys(connection, facts.cardOrder->requests.keys, facts);
    return {};
}

Result<Bytes> readCardSigningKey(Connection &connection, std::string_view number)
{
    Result<Statement> read = connection.prepare("SELECT requests FROM card JOIN card_order ON card_order.id = card.certified_order WHERE number = ?1");
    if (!read)
        return fail(read.error());
    const Result<bool> row = read->bind(1, number).step();
    if (!row)
        return fail(row.error());
    const Result<QJsonObject> text = *row ? parseJsonObject(viewOf(read->text(0)), false) : fail(ErrorCode::NotFound, "this USBKey has no certified keys", std::string(number));
    const Result<CardRequests> requests = text ? cardRequestsFromJson(*text) : fail(text.error());
    if (!requests)
        return fail(requests.error());
    const auto key = std::ranges::find(requests->keys, "9c", &CardRequests::Key::slot);
    Result<CertificateRequest> csr = key == requests->keys.end() ? fail(ErrorCode::NotFound, "this USBKey has no signature key", std::string(number)) : readRequest(key->csr);
    if (!csr)
        return fail(csr.error());
    if (csr->curve != "P-256")
        return fail(ErrorCode::Unsupported, "officers sign with P-256", std::string(number));
    return std::move(csr->spki);
}

Result<void> gatherOfficersCard(Connection &connection, const Command &command, Facts &facts)
{
    const std::string number = utf8(command.payload.value("card").toString());
    if (number.empty())
        return {};
    Result<std::optional<Card>> card = readCard(connection, number);
    if (!card)
        return fail(card.error());
    facts.card = std::move(*card);
    Result<Bytes> key = readCardSigningKey(connection, number);
    if (key)
        facts.cardKey = std::move(*key);
    else if (key.error().code != ErrorCode::NotFound && key.error().code != ErrorCode::Unsupported)
        return fail(key.error());
    return {};
}

} // namespace hufu
