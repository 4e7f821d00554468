// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/Card.h"
#include "models/domain/CertificateRole.h"
#include "models/domain/JsonFields.h"
#include "models/store/CaRows.h"
#include "models/store/CardReader.h"
#include "models/store/ProjectionRows.h"

namespace hufu {
namespace {

/// A statement with texts for its parameters, run.
Result<void> runOn(Connection &connection, std::string_view sql, std::initializer_list<std::string_view> texts)
{
    Result<Statement> statement = connection.prepare(sql);
    if (!statement)
        return fail(statement.error());
    int index = 0;
    for (const std::string_view text : texts)
        statement->bind(++index, text);
    return statement->run();
}

Result<void> setState(Connection &connection, std::string_view card, CardState state, Instant at)
{
    Result<Statement> put = connection.prepare("UPDATE card SET state = ?2, since = ?3 WHERE number = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, card).bind(2, std::int64_t(state)).bind(3, toUnix(at)).run();
}

Result<void> setOrderState(Connection &connection, std::string_view order, CardOrderState state)
{
    Result<Statement> put = connection.prepare("UPDATE card_order SET state = ?2 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, order).bind(2, std::int64_t(state)).run();
}

/// Whatever was under way on this card is over.
Result<void> abandonOrders(Connection &connection, std::string_view card)
{
    Result<Statement> put = connection.prepare("UPDATE card_order SET state = ?2 WHERE card = ?1 AND state < ?3");
    if (!put)
        return fail(put.error());
    return put->bind(1, card).bind(2, std::int64_t(CardOrderState::Abandoned)).bind(3, std::int64_t(CardOrderState::Done)).run();
}

/// Nobody's any more, to be wiped or wiped already.
Result<void> takeIntoStock(Connection &connection, std::string_view card)
{
    return runOn(connection,
                 "UPDATE card SET holder_id = '', holder_name = '', department = '', role = '', role_name = '', newest_order = '', certified_order = '',"
                 " unlock_until = NULL WHERE number = ?1",
                 {card});
}

Result<void> applyRole(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::RemoveRole) {
        const Result<RoleRemoval> removal = roleRemovalFromJson(command.payload);
        return removal ? runOn(connection, "DELETE FROM certificate_role WHERE id = ?1", {removal->role}) : fail(removal.error());
    }
    const Result<CertificateRole> role = certificateRoleFromJson(command.payload);
    if (!role)
        return fail(role.error());
    const Result<std::string> text = toCanonicalJson(toJson(*role));
    if (!text)
        return fail(text.error());
    return runOn(connection, "INSERT OR REPLACE INTO certificate_role (id, name, role) VALUES (?1, ?2, ?3)", {role->id, role->name, *text});
}

Result<void> insertCard(Connection &connection, std::string_view number, std::string_view model, Instant at)
{
    Result<Statement> insert = connection.prepare(
        "INSERT INTO card (number, model, state, holder_id, holder_name, department, role, role_name, newest_order, certified_order, since)"
        " VALUES (?1, ?2, 0, '', '', '', '', '', '', '', ?3) ON CONFLICT (number) DO NOTHING");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, number).bind(2, model).bind(3, toUnix(at)).run();
}

Result<void> applyOrder(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CardOrder> order = cardOrderFromJson(command.payload);
    if (!order)
        return fail(order.error());
    const Result<QJsonObject> outcome = outcomeOf(entry);
    if (!outcome)
        return fail(outcome.error());
    const Result<Instant> lapses = fromIso(utf8(outcome->value("lapses").toString()));
    const Result<std::string> form = toCanonicalJson(toJson(*order));
    if (!lapses || !form)
        return fail(lapses ? form.error() : lapses.error());
    if (Result<void> over = abandonOrders(connection, order->card); !over)
        return over;
    if (order->kind == RequestKind::New) {
        // Keys that an earlier order made and nobody was handed are about to be erased.
        if (Result<void> revoked = revokeCard(connection, entry, order->card, RevocationReason::Superseded, "the USBKey is written anew"); !revoked)
            return revoked;
        if (Result<void> there = insertCard(connection, order->card, order->model, entry.time); !there)
            return there;
        if (Result<void> done = setState(connection, order->card, CardState::Issuing, entry.time); !done)
            return done;
        const CardHolder &holder = order->holder;
        if (Result<void> done = runOn(connection,
                                      "UPDATE card SET holder_id = ?2, holder_name = ?3, department = ?4, role = ?5, role_name = ?6, model = ?7,"
                                      " certified_order = '', unlock_until = NULL WHERE number = ?1",
                                      {order->card, holder.id, holder.name, holder.department, order->role, order->roleName, order->model});
            !done)
            return done;
    }
    if (Result<void> done = runOn(connection, "UPDATE card SET newest_order = ?2 WHERE number = ?1", {order->card, order->id}); !done)
        return done;
    Result<Statement> insert = connection.prepare(
        "INSERT INTO card_order (id, card, form, state, sequence, lapses, requests, hours, actor, at) VALUES (?1, ?2, ?3, 0, ?4, ?5, '', ?6, ?7, ?8)");
    if (!insert)
        return fail(insert.error());
    insert->bind(1, order->id).bind(2, order->card).bind(3, *form).bind(4, std::int64_t(entry.sequence)).bind(5, toUnix(*lapses)).bind(6, std::int64_t(order->hours));
    const bool temporary = order->isTemporary();
    return insert->bind(7, temporary ? std::string_view(entry.actor) : std::string_view("")).bind(8, temporary ? toUnix(entry.time) : 0).run();
}

Result<void> applyCardRequests(Connection &connection, const Command &command)
{
    const Result<CardRequests> requests = cardRequestsFromJson(command.payload);
    if (!requests)
        return fail(requests.error());
    const Result<std::string> text = toCanonicalJson(toJson(*requests));
    if (!text)
        return fail(text.error());
    if (Result<void> done = runOn(connection, "UPDATE card_order SET requests = ?2 WHERE id = ?1", {requests->order, *text}); !done)
        return done;
    return setOrderState(connection, requests->order, CardOrderState::Requested);
}

Result<void> applyCardCertificates(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CardCertified> act = cardCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    for (const CardCertified::Line &line : act->lines) {
        const Result<Sha256> name = insertIssued(connection, line.certificate, {act->ca, {}, false, {}, entry.sequence});
        if (!name)
            return fail(name.error());
        Result<Statement> insert = connection.prepare(
            "INSERT INTO card_certificate (order_id, slot, certificate_id) SELECT ?1, ?2, id FROM blob WHERE sha256 = ?3");
        if (!insert)
            return fail(insert.error());
        if (Result<void> done = insert->bind(1, act->order).bind(2, line.slot).bind(3, BytesView(*name)).run(); !done)
            return done;
    }
    // A renewal leaves those in force that are on the card, until it is handed over.
    if (Result<void> done = runOn(connection, "UPDATE card SET certified_order = ?2 WHERE number = ?1 AND state = 1", {act->card, act->order}); !done)
        return done;
    return setOrderState(connection, act->order, CardOrderState::Certified);
}

Result<void> applyHandover(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CardHandover> handover = cardHandoverFromJson(command.payload);
    if (!handover)
        return fail(handover.error());
    const Result<std::optional<Card>> card = readCard(connection, handover->card);
    if (!card)
        return fail(card.error());
    if (*card && (*card)->state == CardState::Issuing) {
        if (Result<void> done = setState(connection, handover->card, CardState::Issued, entry.time); !done)
            return done;
    }
    if (Result<void> done = runOn(connection, "UPDATE card SET certified_order = ?2 WHERE number = ?1", {handover->card, handover->order}); !done)
        return done;
    return setOrderState(connection, handover->order, CardOrderState::Done);
}

/// What a new state means for the certificates (standards.md §1.5: the hospital's map of causes to reasons).
Result<void> applyToCertificates(Connection &connection, const Entry &entry, const CardChange &change)
{
    switch (change.to) {
    case CardState::Issued: return resumeCard(connection, entry, change.card);
    case CardState::Suspended: return revokeCard(connection, entry, change.card, RevocationReason::CertificateHold, change.note);
    case CardState::Lost: return revokeCard(connection, entry, change.card, RevocationReason::KeyCompromise, change.note);
    case CardState::Returned: return revokeCard(connection, entry, change.card, RevocationReason::AffiliationChanged, change.note);
    case CardState::InStock:
    case CardState::Destroyed: return revokeCard(connection, entry, change.card, RevocationReason::CessationOfOperation, change.note);
    case CardState::Issuing: break;
    }
    return {};
}

Result<void> applyCardChange(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CardChange> change = cardChangeFromJson(command.payload);
    if (!change)
        return fail(change.error());
    const bool stays = change->to == CardState::Issued || change->to == CardState::Suspended;
    if (!stays) {
        if (Result<void> over = abandonOrders(connection, change->card); !over)
            return over;
        if (Result<void> over = runOn(connection, "UPDATE card SET unlock_until = NULL WHERE number = ?1", {change->card}); !over)
            return over;
    }
    if (Result<void> done = applyToCertificates(connection, entry, *change); !done)
        return done;
    if (change->to == CardState::InStock) {
        if (Result<void> done = takeIntoStock(connection, change->card); !done)
            return done;
    }
    return setState(connection, change->card, change->to, entry.time);
}

Result<void> applyUnlock(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CardUnlock> unlock = cardUnlockFromJson(command.payload);
    if (!unlock)
        return fail(unlock.error());
    if (entry.kind == CommandKind::CardUnlocked)
        return runOn(connection, "UPDATE card SET unlock_until = NULL WHERE number = ?1", {unlock->card});
    const Result<QJsonObject> outcome = outcomeOf(entry);
    const Result<Instant> until = outcome ? fromIso(utf8(outcome->value("until").toString())) : fail(outcome.error());
    if (!until)
        return fail(until.error());
    Result<Statement> put = connection.prepare("UPDATE card SET unlock_until = ?2 WHERE number = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, unlock->card).bind(2, toUnix(*until)).run();
}

Result<void> applyAbandoning(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<CardAbandoned> act = cardAbandonedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    if (Result<void> done = setOrderState(connection, act->order, CardOrderState::Abandoned); !done)
        return done;
    const Result<std::optional<Card>> card = readCard(connection, act->card);
    if (!card)
        return fail(card.error());
    if (!*card || (*card)->state != CardState::Issuing) // a renewal: the card goes on with what it has
        return {};
    if (Result<void> done = revokeCard(connection, entry, act->card, RevocationReason::CessationOfOperation, "the USBKey was never handed over"); !done)
        return done;
    if (Result<void> done = takeIntoStock(connection, act->card); !done)
        return done;
    return setState(connection, act->card, CardState::InStock, entry.time);
}

Result<void> applyReview(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<TemporaryReview> review = temporaryReviewFromJson(command.payload);
    if (!review)
        return fail(review.error());
    Result<Statement> put = connection.prepare("UPDATE card_order SET reviewed = ?2 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, review->order).bind(2, std::int64_t(entry.sequence)).run();
}

Result<void> applyCardEntry(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::StockCard) {
        const Result<CardArrival> arrival = cardArrivalFromJson(command.payload);
        return arrival ? insertCard(connection, arrival->card, arrival->model, entry.time) : fail(arrival.error());
    }
    if (entry.kind == CommandKind::OrderCard)
        return applyOrder(connection, entry, command);
    if (entry.kind == CommandKind::RequestCard)
        return applyCardRequests(connection, command);
    if (entry.kind == CommandKind::CertifyCard)
        return applyCardCertificates(connection, entry, command);
    if (entry.kind == CommandKind::IssueCard)
        return applyHandover(connection, entry, command);
    if (entry.kind == CommandKind::ChangeCard)
        return applyCardChange(connection, entry, command);
    if (entry.kind == CommandKind::ReviewTemporary)
        return applyReview(connection, entry, command);
    if (entry.kind == CommandKind::AbandonCard)
        return applyAbandoning(connection, entry, command);
    return applyUnlock(connection, entry, command);
}

} // namespace

Result<void> applyCards(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::SaveRole || entry.kind == CommandKind::RemoveRole)
        return applyRole(connection, entry, command);
    if (Result<void> done = applyCardEntry(connection, entry, command); !done)
        return done;
    Result<Statement> event = connection.prepare("INSERT INTO card_event (card, sequence) VALUES (?1, ?2)");
    if (!event)
        return fail(event.error());
    return event->bind(1, entry.subject).bind(2, std::int64_t(entry.sequence)).run();
}

} // namespace hufu
