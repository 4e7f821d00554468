// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/replica/CardSighting.h"

namespace hufu {

/// What an officer can do with a USBKey.
enum class CardDeed { Stock, Issue, GoOn, Renew, ChangePin, Unlock, Suspend, Resume, Lost, Return, Wipe, Destroy,
                      Temporary }; ///< another one for its holder, for hours: who is locked out of it, or lost it

/// What makes sense for the one in a reader, what it needs most first. The authority decides; this only keeps a window from offering what would be
/// refused.
std::vector<CardDeed> deedsFor(const SeenCard &seen);
/// Likewise for a line of the register, whether it is in a reader or not.
std::vector<CardDeed> deedsFor(const Card &card, const std::optional<SeenCard> &inReader);
/// Whether it is done with the USBKey itself, which has to be in a reader.
bool needsReader(CardDeed deed);
/// Whether the officer's console roles let them do it, alone or with others.
bool mayDo(CardDeed deed, const Person &officer);
/// The command that orders it; null for what nobody has to sign.
const char *commandOf(CardDeed deed);
/// Whether a second officer signs it, and which (console roles).
std::set<Role> cosignersFor(CardDeed deed, const Person &officer);

} // namespace hufu
