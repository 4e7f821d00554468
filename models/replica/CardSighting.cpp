// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CardSighting.h"

#include "models/store/CardReader.h"

#include <algorithm>

namespace hufu {
namespace {

bool isEmptyCard(const CardSight &sight) { return sight.slots.empty(); }

/// What the register says was handed over lies in its slots, and nothing else beside it.
bool isAsRegistered(const Card &card, const std::vector<SeenCard::OnCard> &contents)
{
    return std::ranges::all_of(card.certificates, [&](const CardCertificate &wanted) {
        const auto on = std::ranges::find(contents, wanted.slot, &SeenCard::OnCard::slot);
        return on != contents.end() && on->certificate && on->certificate->sha256 == wanted.sha256;
    });
}

CardStanding standingOfIssued(const SeenCard &seen, Instant now)
{
    if (seen.sight.pinTries == 0)
        return seen.sight.pukTries == 0 ? CardStanding::PukBlocked : CardStanding::PinBlocked;
    if (!isAsRegistered(*seen.card, seen.contents))
        return CardStanding::Altered;
    return isOverdue(*seen.card, now) ? CardStanding::Ended : CardStanding::Fit;
}

CardStanding standingOf(const SeenCard &seen, Instant now)
{
    if (!seen.sight.hasCard)
        return CardStanding::NoCard;
    if (seen.sight.fault)
        return CardStanding::Unreadable;
    if (seen.sight.glimpsed)
        return CardStanding::Glimpsed;
    if (seen.sight.number.empty())
        return CardStanding::Unnumbered;
    if (!seen.card)
        return seen.sight.asDelivered ? CardStanding::Fresh : CardStanding::Foreign;
    switch (seen.card->state) {
    case CardState::InStock: return seen.sight.asDelivered || isEmptyCard(seen.sight) ? CardStanding::InStock : CardStanding::Filled;
    case CardState::Issuing: return CardStanding::Interrupted;
    case CardState::Issued: return standingOfIssued(seen, now);
    case CardState::Suspended: return CardStanding::Suspended;
    case CardState::Lost: return CardStanding::Found;
    case CardState::Returned: return CardStanding::Returned;
    case CardState::Destroyed: return CardStanding::Risen;
    }
    return CardStanding::Unreadable;
}

} // namespace

bool isOverdue(const Card &card, Instant now)
{
    return (card.state == CardState::Issued || card.state == CardState::Suspended) && !card.certificates.empty() && card.ends < now;
}

SeenCard judgeCard(CardSight sight, std::optional<Card> card, const std::optional<CardOrderRecord> &order, Instant now)
{
    SeenCard seen{.sight = std::move(sight), .card = std::move(card), .order = {}, .contents = {}};
    if (order && order->isOpen() && order->lapses >= now)
        seen.order = order->form;
    for (const CardSight::Slot &slot : seen.sight.slots) {
        const Result<CertificateListing> listing = readListing(slot.certificate);
        seen.contents.push_back({slot.name, listing ? std::optional(*listing) : std::nullopt});
        if (!seen.sight.module || !listing || !seen.card)
            continue;
        // A module's token has no slots: what the register knows tells them.
        const auto known = std::ranges::find(seen.card->certificates, listing->sha256, &CardCertificate::sha256);
        if (known != seen.card->certificates.end())
            seen.contents.back().slot = known->slot;
    }
    seen.standing = standingOf(seen, now);
    return seen;
}

Result<std::vector<SeenCard>> seeCards(House &house, CardDesk &desk, const std::function<void(SeenCard)> &glimpse)
{
    Result<std::vector<CardSight>> sights = desk.look([&](CardSight sight) {
        if (!glimpse)
            return;
        Result<std::vector<SeenCard>> first = judgeCards(house, {std::move(sight)});
        if (first)
            glimpse(std::move(first->front()));
    });
    return sights ? judgeCards(house, std::move(*sights)) : fail(sights.error());
}

Result<std::vector<SeenCard>> judgeCards(House &house, std::vector<CardSight> sights)
{
    std::vector<SeenCard> all;
    for (CardSight &sight : sights) {
        std::optional<CardOrderRecord> order;
        Result<std::optional<Card>> card = std::nullopt;
        if (!sight.number.empty()) {
            card = house.read([&](Connection &connection) { return readCard(connection, sight.number); });
            if (!card)
                return fail(card.error());
        }
        if (*card && !(*card)->order.empty()) {
            Result<std::optional<CardOrderRecord>> read = house.read([&](Connection &connection) { return readCardOrder(connection, (*card)->order); });
            if (!read)
                return fail(read.error());
            order = std::move(*read);
        }
        all.push_back(judgeCard(std::move(sight), std::move(*card), order, house.now()));
    }
    return all;
}

} // namespace hufu
