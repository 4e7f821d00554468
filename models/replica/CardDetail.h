// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/domain/CertificateRole.h"
#include "models/domain/Revocation.h"
#include "models/pki/CertificateListing.h"
#include "models/store/EntryNames.h"
#include "models/store/HouseReader.h"

#include <QJsonObject>

namespace hufu {

class House;

/// Everything the register and the journal know of one USBKey. A value.
struct CardDetail {
    struct Certificate {
        std::string slot;
        CertificateListing listing;
        std::optional<RevocationReason> revoked; ///< certificateHold: suspended
        bool operator==(const Certificate &) const = default;
    };
    struct Happened {
        Entry entry; ///< without the command's bytes
        std::string actor; ///< name; empty when unknown
        QJsonObject payload;
        bool operator==(const Happened &) const = default;
    };
    Card card;
    std::optional<CardOrderRecord> order; ///< the newest
    std::vector<Certificate> certificates;
    std::vector<Happened> history; ///< newest first
    EntryNames names;
    Instant readAt{};
};
/// Blocks: for a pool thread. NotFound when the register has no such USBKey.
Result<CardDetail> readCardDetail(House &house, const std::string &number);

/// Who may get a USBKey, as what, and whether one can be issued at all: for the wizard's lists.
struct CardChoices {
    std::vector<CertificateRole> roles;  ///< by name
    std::vector<CardHolder> holders;     ///< officers, and whoever has or had a USBKey; by name
    std::vector<Card> cards;             ///< the register
    std::string ca;                      ///< id of the clients' CA that issues; empty: none is in force
    std::string caName;
    bool pinLetters = false;             ///< policy lets PINs be drawn and printed
    bool attestationDemanded = false;    ///< policy issues nothing whose maker does not vouch for its keys
};
Result<CardChoices> readCardChoices(House &house);

/// USBKeys with keys for signing whose holders are not registered, by number: what a new officer can sign with. Blocks.
Result<std::vector<Card>> readCardsOfNobodyRegistered(House &house);

/// The order for this very card, as CardDesk::issue() would send it: to be left for a second officer at another desk. NotFound for a role or a CA
/// that is not there.
struct CardWish {
    RequestKind kind = RequestKind::New;
    std::string card, model;
    CardHolder holder;
    std::string role; ///< id
    KeyKind algorithm = KeyKind::EcP256;
    int days = 0; ///< 0: as long as the role lets it be
    int hours = 0;      ///< a temporary key, see CardOrder
    std::string note{}; ///< likewise
};
Result<CardOrder> cardOrderFor(House &house, const CardWish &wish);

/// A handed-over USBKey for the paper that both sign (交接单): what the journal has of the handover. A value.
struct CardReceiptRecord {
    HouseRecord house;
    Card card;
    CardOrder order;
    std::vector<CardDetail::Certificate> certificates;
    Entry handover;      ///< `card.issue`, without the command's bytes
    std::string officer; ///< who handed it over
    std::vector<std::string> orderedBy; ///< who signed the order, the author first
    Instant orderedAt{};
    std::string signature; ///< by the holder's new key over handoverText(), base64
    Instant readAt{};
};
/// Blocks. NotFound when the register has no such USBKey; Conflict when it was never handed over.
Result<CardReceiptRecord> readCardReceipt(House &house, const std::string &number);

} // namespace hufu
