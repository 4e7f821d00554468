// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CardSecrets.h"
#include "models/replica/CardDesk.h"

namespace hufu {

/// A USBKey at hand, of whatever kind: all that the one procedure of issuing (CardIssuing.cpp) asks of it. Lives for one attempt; one thread. Slots go by
/// the names that orders have for them ("9a", "9c", "9d"), whatever the token calls the places.
class WrittenToken {
public:
    virtual ~WrittenToken() = default;

    struct Seen {
        std::string number, model; ///< as the register names it
        bool asDelivered = false;  ///< nothing is on it, as far as it tells
    };
    virtual const Seen &seen() const = 0;
    /// Whether it takes a management key and a PUK of the house's.
    virtual bool takesSecrets() const = 0;

    struct Terms {
        const CardOrder &order;
        const CardSecrets *secrets; ///< null for one that takes none
        const CardDesk::Issue &issue;
        std::function<Result<void>(CardDesk::Step)> enter; ///< before Clearing and Securing; an error: stop there
    };
    /// Everything before its keys: what is on it is cleared where that was agreed to, and it becomes the house's and the holder's, whichever of that it
    /// is already. CardNotEmpty. Nothing of the order's is on it before.
    virtual Result<void> secure(const Terms &terms) = 0;
    /// SubjectPublicKeyInfo of the order's key for a slot: the one that this order made before an interruption, or which was certified before (`known`,
    /// for a renewal); else it is made now. CardProofFailed for any other that is there.
    virtual Result<Bytes> takeKey(const std::string &slot, const CardOrder &order, BytesView known) = 0;
    virtual Result<Bytes> sign(const std::string &slot, KeyKind kind, BytesView publicKey, BytesView message) = 0;
    virtual Result<Bytes> attest(const std::string &slot) = 0; ///< as PivCard::attest(); NotFound, Unsupported
    virtual Result<Bytes> attestationIssuer() = 0;             ///< likewise
    virtual Result<void> writeCertificate(const std::string &slot, BytesView publicKey, BytesView der) = 0;
    virtual Result<Bytes> readCertificate(const std::string &slot, BytesView publicKey) = 0;
};

/// The way to the token that is meant.
using TokenOpener = std::function<Result<std::unique_ptr<WrittenToken>>()>;

/// One attempt at CardDesk::issue(), from the token as it is found to the token as it is handed over. CardReset: to be tried again.
Result<Card> issueOnce(House &house, const CardDesk::Issue &issue, std::span<Token *const> cosigners, const std::function<void(CardDesk::Step)> &step,
                       const TokenOpener &open);

/// Somebody asked to stop, and it stopped between two steps.
inline std::unexpected<Error> stopped(const std::string &number) { return fail(ErrorCode::Cancelled, "stopped between two steps", number); }

/// Conflict for a USBKey that somebody has; `card` as the register has it, if it does.
Result<void> mayBeWiped(const std::optional<Card> &card, const std::string &number);
/// Tells the authority that it was wiped, unless it is in stock or unknown anyway.
Result<void> takeIntoStock(House &house, const std::optional<Card> &card, const std::string &number, const std::string &note);

/// WeakPassphrase for the PIN of delivery, or one character over and over.
Result<void> checkPinStrength(const SecureBytes &pin);

} // namespace hufu
