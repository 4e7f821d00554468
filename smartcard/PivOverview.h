// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/PivCard.h"

#include <functional>
#include <vector>

namespace hufu {

/// What anybody can see of a PIV card, without a PIN. What the card does not tell is empty.
struct PivOverview {
    struct Slot {
        PivSlot slot;
        /// DER. NotFound: none there; Malformed, Unsupported: something else.
        Result<Bytes> certificate;
        std::optional<PivKeyFacts> key{};
    };
    std::optional<PivVersion> version{};
    std::optional<std::uint32_t> serialNumber{};
    std::optional<Chuid> chuid{};
    PivTries pin{};
    std::optional<PivTries> puk{};
    std::optional<PivManagementFacts> managementKey{};
    std::vector<Slot> slots{}; ///< in the order of allPivSlots
};

/// Reads it; once more from the start when another program or a loose contact reset the card meanwhile. PivCard's errors. `numbered` is called once, as
/// soon as the serial number is known: two commands to the card, of some twenty.
Result<PivOverview> lookAtCard(CardLine &line, const std::function<void(const PivOverview &)> &numbered = {});

} // namespace hufu
