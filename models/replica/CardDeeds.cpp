// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CardDeeds.h"

#include "models/domain/Signers.h"

#include <algorithm>

namespace hufu {
namespace {

/// What makes sense for one that is in no reader.
std::vector<CardDeed> deedsOutside(const Card &card)
{
    switch (card.state) {
    case CardState::InStock: return {CardDeed::Issue, CardDeed::Destroy};
    case CardState::Issuing: return {CardDeed::GoOn, CardDeed::Wipe, CardDeed::Lost};
    case CardState::Issued: return {CardDeed::Lost, CardDeed::Suspend, CardDeed::Return, CardDeed::Renew, CardDeed::Unlock, CardDeed::ChangePin};
    case CardState::Suspended: return {CardDeed::Resume, CardDeed::Lost, CardDeed::Return, CardDeed::Unlock};
    case CardState::Lost: return {CardDeed::Return, CardDeed::Destroy};
    case CardState::Returned: return {CardDeed::Wipe, CardDeed::Destroy};
    case CardState::Destroyed: return {};
    }
    return {};
}

/// What the house can do with a token that it keeps no PUK of.
void withoutPuk(std::vector<CardDeed> &deeds) { std::erase(deeds, CardDeed::Unlock); }

std::vector<CardDeed> deedsAtReader(const SeenCard &seen)
{
    switch (seen.standing) {
    case CardStanding::NoCard:
    case CardStanding::Unreadable:
    case CardStanding::Glimpsed:
    case CardStanding::Unnumbered: return {};
    case CardStanding::Fresh: return {CardDeed::Issue, CardDeed::Stock};
    case CardStanding::Foreign: return {CardDeed::Issue, CardDeed::ChangePin};
    case CardStanding::InStock: return {CardDeed::Issue, CardDeed::Destroy};
    case CardStanding::Filled: return {CardDeed::Wipe, CardDeed::Issue, CardDeed::Destroy};
    case CardStanding::Interrupted:
        return seen.order ? std::vector{CardDeed::GoOn, CardDeed::Wipe, CardDeed::Lost} : std::vector{CardDeed::Wipe, CardDeed::Lost};
    case CardStanding::Fit: return {CardDeed::ChangePin, CardDeed::Renew, CardDeed::Unlock, CardDeed::Suspend, CardDeed::Return, CardDeed::Lost};
    case CardStanding::Altered:
        return seen.order ? std::vector{CardDeed::GoOn, CardDeed::Return, CardDeed::Suspend, CardDeed::Lost} : std::vector{CardDeed::Return, CardDeed::Renew, CardDeed::Suspend, CardDeed::Lost};
    case CardStanding::Ended: return {CardDeed::Renew, CardDeed::Return, CardDeed::Lost};
    case CardStanding::PinBlocked: return {CardDeed::Unlock, CardDeed::Return, CardDeed::Lost};
    case CardStanding::PukBlocked: return {CardDeed::Return, CardDeed::Lost};
    case CardStanding::Suspended: return {CardDeed::Resume, CardDeed::Unlock, CardDeed::Return, CardDeed::Lost};
    case CardStanding::Found: return {CardDeed::Return};
    case CardStanding::Returned: return {CardDeed::Wipe, CardDeed::Destroy};
    case CardStanding::Risen: return {};
    }
    return {};
}

} // namespace

std::vector<CardDeed> deedsFor(const SeenCard &seen)
{
    std::vector<CardDeed> deeds = deedsAtReader(seen);
    if (seen.card && seen.card->hours > 0)
        std::erase(deeds, CardDeed::Renew);
    if (seen.sight.module)
        withoutPuk(deeds);
    return deeds;
}

std::vector<CardDeed> deedsFor(const Card &card, const std::optional<SeenCard> &inReader)
{
    const bool holderIsLockedOut = card.hours == 0 && (card.state == CardState::Issued || card.state == CardState::Lost);
    std::vector<CardDeed> deeds = inReader ? deedsFor(*inReader) : deedsOutside(card);
    if (holderIsLockedOut)
        deeds.push_back(CardDeed::Temporary);
    if (card.hours > 0)
        std::erase(deeds, CardDeed::Renew);
    if (isModuleToken(card.number))
        withoutPuk(deeds);
    return deeds;
}

bool needsReader(CardDeed deed)
{
    switch (deed) {
    case CardDeed::Stock:
    case CardDeed::GoOn:
    case CardDeed::Renew:
    case CardDeed::ChangePin:
    case CardDeed::Unlock:
    case CardDeed::Wipe: return true;
    case CardDeed::Issue:     // whichever is put in on the way
    case CardDeed::Temporary: // likewise
    case CardDeed::Suspend:
    case CardDeed::Resume:
    case CardDeed::Lost:
    case CardDeed::Return:
    case CardDeed::Destroy: return false;
    }
    return false;
}

const char *commandOf(CardDeed deed)
{
    switch (deed) {
    case CardDeed::Stock: return CommandKind::StockCard;
    case CardDeed::Issue:
    case CardDeed::Temporary:
    case CardDeed::Renew: return CommandKind::OrderCard;
    case CardDeed::GoOn: return CommandKind::RequestCard;
    case CardDeed::Unlock: return CommandKind::UnlockCard;
    case CardDeed::ChangePin: return nullptr;
    case CardDeed::Suspend:
    case CardDeed::Resume:
    case CardDeed::Lost:
    case CardDeed::Return:
    case CardDeed::Wipe:
    case CardDeed::Destroy: return CommandKind::ChangeCard;
    }
    return nullptr;
}

bool mayDo(CardDeed deed, const Person &officer)
{
    const char *kind = commandOf(deed);
    return !kind || maySend(kind, officer);
}

std::set<Role> cosignersFor(CardDeed deed, const Person &officer)
{
    switch (deed) {
    case CardDeed::Issue:
    case CardDeed::Renew:
    case CardDeed::Unlock: return cosignerRoles(commandOf(deed), officer);
    case CardDeed::Resume: return cosignerRoles(CommandKind::Resume, officer); // signersNeeded(): two revive a suspended one
    default: return {};
    }
}

} // namespace hufu
