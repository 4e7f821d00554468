// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/CardSecrets.h"
#include "models/domain/Command.h"
#include "models/store/Connection.h"

#include <vector>

namespace hufu {

/// Management keys and PUKs of the house's USBKeys. They are drawn before a card hears of them, in the transaction that journals the order or the
/// release: whatever happens to the card afterwards, what it was told lies here. Sealed as CA keys are, each
/// under the number of its card.
class CardVault {
public:
    static Result<CardVault> over(const SecureBytes &databaseKey);

    /// What an accepted command means for the secrets of its card: `card.order` draws new ones, `card.unlock` a further PUK beside the one that it
    /// releases, `card.unlocked` forgets that one. Inside the transaction that appends the entry.
    Result<void> follow(Connection &connection, const Command &command);
    /// The newest first; a second one only while a PUK is being replaced. NotFound for a card that nobody ordered; NotPermitted unless an
    /// order for it is under way, or its PUK is released.
    Result<std::vector<CardSecrets>> release(Connection &connection, const std::string &card, Instant now) const;

private:
    explicit CardVault(SecureBytes key) : m_key(std::move(key)) {}
    Result<std::vector<CardSecrets>> read(Connection &connection, const std::string &card) const;
    Result<void> write(Connection &connection, const std::string &card, const std::vector<CardSecrets> &versions) const;

    SecureBytes m_key;
};

} // namespace hufu
