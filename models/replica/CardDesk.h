// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Card.h"
#include "models/replica/House.h"

#include <stop_token>

namespace hufu {

/// What a token of a PKCS#11 module tells of itself besides; PIV cards are all alike in it.
struct ModuleFacts {
    std::string module;                  ///< path
    std::string label, serial;           ///< of the token; empty: the module shows none
    std::vector<std::string> mechanisms; ///< as PKCS#11 names them: "CKM_ECDSA"
    std::vector<KeyKind> kinds;          ///< of keys that it makes and signs with, of those that are issued
    bool operator==(const ModuleFacts &) const = default;
};

/// A reader, and what anybody can see of the USBKey in it; or a token of a PKCS#11 module.
struct CardSight {
    struct Slot {
        std::string name;  ///< "9a"; of a module's token a number, since it has no slots
        Bytes certificate; ///< DER; empty: none that can be read
        bool hasKey = false; ///< as far as the card tells
        bool operator==(const Slot &) const = default;
    };
    std::string reader; ///< of a module's token its PKCS#11 URI (RFC 7512)
    bool hasCard = false;
    std::optional<Error> fault{}; ///< why nothing is known of the card that is there
    std::string number;           ///< as the register names it; empty when the card has none
    std::string model;            ///< for people: "YubiKey 5.4.3"
    std::optional<int> pinTries{}; ///< PKCS#11 tells only of the last one, and of none
    std::optional<int> pukTries{};
    bool asDelivered = false;     ///< without keys and certificates; PIN, PUK and management key are the factory's
    std::vector<Slot> slots{};    ///< those that hold something
    bool glimpsed = false;        ///< only the number and the model are known yet
    std::optional<ModuleFacts> module{}; ///< only of a PKCS#11 module's token
};

/// What is done with USBKeys at this computer. Implemented where cards are known (app/cards); windows and commands know only this. All functions
/// block while the card works. Whatever they are interrupted by, the same call again goes on where it stopped.
class CardDesk {
public:
    virtual ~CardDesk() = default;

    /// All readers, in the service's order. PcscUnavailable. `glimpse` is called for a card as soon as its number is known: the rest takes a slow card
    /// half a second.
    using Glimpse = std::function<void(CardSight)>;
    virtual Result<std::vector<CardSight>> look(const Glimpse &glimpse = {}) = 0;
    virtual Result<CardSight> lookAt(const std::string &reader) = 0;
    /// Calls back whenever a reader or a card came or went, on a thread of its own, until what it returns goes.
    virtual std::shared_ptr<void> watch(std::function<void()> changed) = 0;

    /// In this order. From Clearing on, what was on the card is lost.
    enum class Step { Looking, Ordering, Clearing, Securing, MakingKeys, Certifying, Writing, Proving };
    struct Issue {
        std::string reader;
        RequestKind kind = RequestKind::New; ///< Renew: same holder, role and keys
        CardHolder holder;
        std::string role; ///< CertificateRole's id
        KeyKind algorithm = KeyKind::EcP256;
        int days = 0;     ///< 0: as long as the role lets it be
        int hours = 0;    ///< a temporary key, by this officer alone; 0: an ordinary one
        std::string note{}; ///< why a temporary one is needed
        std::string card; ///< number of the one meant, else CardMismatch; empty: whichever is there
        bool clear = false;  ///< what is on the card may be erased
        bool afresh = false; ///< what was begun with this card is given up, not gone on with
        std::stop_token stop{}; ///< asked before each step: Cancelled then, and what was done stays done
        const SecureBytes *pin = nullptr; ///< never null: chosen by the holder; of a card that is renewed, the one it has
        const SecureBytes *presentPin = nullptr; ///< which opens a module's token until it gets the one above; null: that is the same
    };
    /// From an empty card, or one that may be cleared, to one that is handed over. Besides what the authority, PC/SC and the card say: CardNotEmpty;
    /// WeakPassphrase for a PIN that is the factory's or one digit over and over; CardProofFailed; Unsupported for cards whose management key
    /// cannot be replaced, and tokens without a serial number; NotFound without a clients' CA. Cancelled names the step before which it stopped only through `step`: the last one that was
    /// reached is done.
    virtual Result<Card> issue(House &house, const Issue &issue, std::span<Token *const> cosigners, const std::function<void(Step)> &step) = 0;
    /// Sets a new PIN by the PUK, which two officers release, and a new PUK. PukBlocked: the card can only be wiped. Cancelled when it was to stop before
    /// the release, or before the card has the PIN; from there on it is brought to its end.
    virtual Result<void> unlock(House &house, const std::string &reader, const std::string &note, const SecureBytes &newPin,
                                std::span<Token *const> cosigners, const std::stop_token &stop = {}) = 0;
    /// The holder's own affair: nobody is asked, nothing is journaled. PinIncorrect, PinBlocked, WeakPassphrase.
    virtual Result<void> changePin(const std::string &reader, const SecureBytes &pin, const SecureBytes &newPin) = 0;
    /// Erases a USBKey that was returned, or whose issuing was given up, and takes it into stock. Conflict for one that somebody has. A module's token
    /// needs its PIN for that, and keeps it. Cancelled when it was to stop before anything is erased; from there on it is brought to its end.
    virtual Result<void> wipe(House &house, const std::string &reader, const std::string &note, const SecureBytes &pin = {}, const std::stop_token &stop = {}) = 0;

    /// PKCS#11 modules (absolute paths) whose tokens show after the readers, from the next look on. Any thread. Nothing where there are none.
    virtual void setModules(std::vector<std::string>) {}
};

} // namespace hufu
