// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/CertificateListing.h"
#include "models/replica/CardDesk.h"

namespace hufu {

/// What a reader, and the USBKey in it, are to the house.
enum class CardStanding {
    NoCard,      ///< an empty reader
    Unreadable,  ///< damaged, not a PIV card, or used by another program: CardSight::fault says which
    Glimpsed,    ///< its number is known, and what is on it is still being read
    Unnumbered,  ///< a card that tells no serial number: the register cannot name it
    Fresh,       ///< as delivered, not in the register
    Foreign,     ///< not in the register, with keys, certificates or a PIN of somebody
    InStock,     ///< in stock, and empty
    Filled,      ///< in stock by the register, and not empty
    Interrupted, ///< ordered for a holder, not handed over yet
    Fit,         ///< handed over, and as it should be
    Altered,     ///< handed over, and other certificates are on it than the register knows
    Ended,       ///< handed over; one of its certificates has ended
    PinBlocked,  ///< handed over; its PIN has no tries left
    PukBlocked,  ///< handed over; neither has its PUK: it can only be wiped
    Suspended,
    Found,       ///< reported lost, and here it is
    Returned,    ///< handed back, to be wiped
    Risen,       ///< destroyed by the register
};

/// A reader, what is in it, and what the house knows of that.
struct SeenCard {
    struct OnCard {
        std::string slot;
        std::optional<CertificateListing> certificate; ///< none: only a key, or what is no certificate
        bool operator==(const OnCard &) const = default;
    };
    CardSight sight;
    std::optional<Card> card;  ///< as the register has it
    std::optional<CardOrder> order; ///< the one under way
    std::vector<OnCard> contents;
    CardStanding standing = CardStanding::NoCard;
};

/// The verdict on one reader: pure.
SeenCard judgeCard(CardSight sight, std::optional<Card> card, const std::optional<CardOrderRecord> &order, Instant now);

/// The verdict on each, with what the register says now. Blocks.
Result<std::vector<SeenCard>> judgeCards(House &house, std::vector<CardSight> sights);
/// All readers at this computer. Blocks, for a pool thread: cards are slow. PcscUnavailable. `glimpse`: a first verdict on each card, as soon as its
/// number tells whose it is.
Result<std::vector<SeenCard>> seeCards(House &house, CardDesk &desk, const std::function<void(SeenCard)> &glimpse = {});

/// Whether a USBKey should be somewhere else by now: it is with its holder, and what is on it has ended.
bool isOverdue(const Card &card, Instant now);

} // namespace hufu
