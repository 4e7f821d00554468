// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/domain/Request.h"
#include "models/pki/KeyKind.h"

namespace hufu {

/// Where a USBKey is. Stored by value: never renumber.
enum class CardState : std::uint8_t {
    InStock = 0,
    Issuing = 1,   ///< two officers ordered it to be written; whatever is on it counts for nothing yet
    Issued = 2,
    Suspended = 3, ///< its certificates are on hold
    Lost = 4,
    Returned = 5,  ///< handed back, not wiped yet
    Destroyed = 6,
};
const char *cardStateName(CardState state); ///< "in-stock", "issuing", "issued", "suspended", "lost", "returned", "destroyed"
Result<CardState> cardStateFromName(std::string_view name);
/// Whether a USBKey may go from one state to the other by `card.change`: all other ways are an issue's.
bool mayBecome(CardState from, CardState to);

/// How the register names a token of a PKCS#11 module: its serial number, a hyphen, and eight hexadecimal digits that stand for maker, model and serial
/// number together, so that equal serial numbers of two makers are two. PIV cards are named by their serial number alone. Unsupported for a token
/// without a serial number, or with nothing but zeros (which is what software for TPMs gives).
Result<std::string> moduleTokenNumber(std::string_view manufacturer, std::string_view model, std::string_view serial);
/// Whether a number is one of those. The house keeps neither a management key nor a PUK of such a token, and its maker attests nothing.
bool isModuleToken(std::string_view number);

/// Who gets a USBKey. Doctors are no officers and are registered nowhere else.
struct CardHolder {
    std::string id;         ///< an officer's person id, else the staff number (工号); stands in the certificates (UID)
    std::string name;
    std::string department;
    bool operator==(const CardHolder &) const = default;
};

/// A USBKey that comes into the house. Payload of `card.stock`.
struct CardArrival {
    std::string card;  ///< its number, as the card itself tells it
    std::string model; ///< for people: "YubiKey 5.4.3"
    std::string note;  ///< may be empty
};
QJsonObject toJson(const CardArrival &arrival);
Result<CardArrival> cardArrivalFromJson(const QJsonObject &payload);

constexpr int mostTermDays = 366;           ///< of what is issued on a USBKey: standards.md §1.3
constexpr std::size_t longestHolderPart = 64; ///< octets of a holder's name, number, department and role: RFC 5280 appendix A.1 (CN, OU)
constexpr int mostTemporaryHours = 8;       ///< of a temporary key, whatever policy says

/// Payload of `card.order`: this very card shall be written for this holder. What the role said when it was signed stands in it, so that a change of
/// the role changes nothing that was ordered. Version 2 may be for a temporary key: for a holder who is locked out, by one officer alone, for some hours,
/// as far as policy lets it be; a colleague reviews it afterwards (`card.review`).
struct CardOrder {
    std::string id; ///< UUIDv7
    RequestKind kind = RequestKind::New; ///< New; Renew: further certificates for the keys that are on it
    std::string card;  ///< number
    std::string model; ///< for people
    CardHolder holder;
    std::string role, roleName, profile; ///< as CertificateRole's id, name, profile
    std::vector<std::string> slots;      ///< likewise
    KeyKind algorithm = KeyKind::EcP256; ///< P-256, P-384, RSA 2048
    int days = 0;        ///< of a temporary key 1
    std::string ca{};    ///< id of the clients' CA
    int hours = 0;       ///< of a temporary key, 1..mostTemporaryHours; 0: an ordinary one
    std::string note{};  ///< why a temporary one is needed
    bool isTemporary() const { return hours > 0; }
    bool operator==(const CardOrder &) const = default;
};
QJsonObject toJson(const CardOrder &order);
Result<CardOrder> cardOrderFromJson(const QJsonObject &payload);
/// An order is good for the day it was made on, and the night after.
constexpr std::chrono::seconds cardOrderLife = std::chrono::hours(24);
/// That of a temporary key shorter: somebody waits for it.
constexpr std::chrono::seconds temporaryOrderLife = std::chrono::hours(1);
/// Whose temporary keys nobody reviewed for so long issues no further ones.
constexpr std::chrono::seconds temporaryReviewLife = std::chrono::days(7);

/// Payload of `card.review`: a second security administrator looked at a temporary key that one alone had issued.
struct TemporaryReview {
    std::string order, card;
    bool objects = false; ///< it should not have been issued
    std::string note;     ///< required: what was looked at, or what is wrong
};
QJsonObject toJson(const TemporaryReview &review);
Result<TemporaryReview> temporaryReviewFromJson(const QJsonObject &payload);

/// A temporary key as the journal made it.
struct TemporaryKey {
    std::string order, card, actor; ///< actor: person id of who issued it
    Instant at{};                   ///< when it was ordered
    bool reviewed = false;
    bool operator==(const TemporaryKey &) const = default;
};

/// Payload of `card.request`: the keys that the card made, each with a request (PKCS#10, DER) that it signed itself. Version 2 has `attestationIssuer`.
struct CardRequests {
    struct Key {
        std::string slot;
        Bytes csr;
        Bytes attestation; ///< the card's own certificate on the key, DER; empty where it gives none
        bool operator==(const Key &) const = default;
    };
    std::string order, card;
    std::vector<Key> keys; ///< in the order of CardOrder::slots
    Bytes attestationIssuer{}; ///< the maker's certificate on the key that attests, as the card holds it, DER; empty where it holds none
    bool operator==(const CardRequests &) const = default;
};
QJsonObject toJson(const CardRequests &requests);
Result<CardRequests> cardRequestsFromJson(const QJsonObject &payload);

/// Payload of `card.certify`, an act of the authority.
struct CardCertified {
    struct Line {
        std::string slot;
        Bytes certificate; ///< DER
    };
    std::string order, card, ca;
    std::vector<Line> lines;
};
QJsonObject toJson(const CardCertified &act);
Result<CardCertified> cardCertifiedFromJson(const QJsonObject &payload);

/// Payload of `card.issue`: written, read back, and proven by a fresh signature with the holder's new key over handoverText().
struct CardHandover {
    std::string order, card;
    std::vector<Sha256> certificates; ///< as they were read back, in the order of CardOrder::slots
    Bytes signature;                  ///< by the key in 9A
};
QJsonObject toJson(const CardHandover &handover);
Result<CardHandover> cardHandoverFromJson(const QJsonObject &payload);
/// What the holder's key signs when the card is handed over.
std::string handoverText(const Sha256 &house, const CardHandover &handover);

/// Payload of `card.change`.
struct CardChange {
    std::string card;
    CardState to = CardState::Lost;
    std::string note; ///< required
};
QJsonObject toJson(const CardChange &change);
Result<CardChange> cardChangeFromJson(const QJsonObject &payload);

/// Payload of `card.unlock`: the PUK is released to who signed. Also of `card.unlocked`, when the card has a new PUK: then `note` is empty.
struct CardUnlock {
    std::string card;
    std::string note;
};
QJsonObject toJson(const CardUnlock &unlock);
Result<CardUnlock> cardUnlockFromJson(const QJsonObject &payload);
/// So long after the second signature the authority gives the PUK out.
constexpr std::chrono::seconds cardUnlockLife = std::chrono::hours(1);

/// Payload of `card.abandon`, an act of the authority: an order that nobody finished in time.
struct CardAbandoned {
    std::string order, card;
};
QJsonObject toJson(const CardAbandoned &act);
Result<CardAbandoned> cardAbandonedFromJson(const QJsonObject &payload);

/// Stored by value: never renumber.
enum class CardOrderState : std::uint8_t {
    Ordered = 0,   ///< the card makes its keys
    Requested = 1, ///< the authority will certify them
    Certified = 2, ///< to be written and handed over
    Done = 3,
    Abandoned = 4, ///< lapsed, or another order took its place
};

struct CardCertificate {
    std::string slot;
    Sha256 sha256{}, spkiSha256{};
    bool operator==(const CardCertificate &) const = default;
};

/// An order as the journal made it.
struct CardOrderRecord {
    CardOrder form;
    CardOrderState state = CardOrderState::Ordered;
    Sequence sequence = 0; ///< of the entry that ordered it
    Instant lapses{};      ///< good through this second
    CardRequests requests; ///< without keys until Requested
    std::vector<CardCertificate> certificates; ///< from Certified on
    std::string actor{};   ///< person id of who ordered a temporary key
    bool reviewed = false; ///< a temporary key was looked at
    bool operator==(const CardOrderRecord &) const = default;
    bool isOpen() const { return state < CardOrderState::Done; }
};

/// A line of the card register (USBKey 台账).
struct Card {
    std::string number, model;
    CardState state = CardState::InStock;
    CardHolder holder{};            ///< empty in stock
    std::string role{}, roleName{}; ///< likewise
    std::string order{};        ///< id of the newest order; empty: none yet
    Instant since{};            ///< in this state
    std::optional<Instant> unlockUntil{}; ///< the PUK was released, and the card's new one is not confirmed yet
    std::vector<CardCertificate> certificates{}; ///< of the newest order that was handed over, or of the one under way
    Instant ends{};             ///< of the first of them to end; epoch when there are none
    int hours = 0;              ///< of a temporary key; 0: an ordinary one
    bool operator==(const Card &) const = default;
};

struct Person;
/// Whether a USBKey of the register can be what this person signs with: issued to them, by id or, for who was no officer then, by name and department, with
/// keys in slots 9C and 9D. Tokens of PKCS#11 modules are not: only PIV cards open the house.
bool isOfficersCard(const Card &card, const Person &person);

} // namespace hufu
