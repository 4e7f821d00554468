// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/pki/Digest.h"

#include <span>
#include <vector>

namespace hufu {

/// One of n parts of a secret, any k of which give it back; fewer say nothing about it (Shamir over GF(2^8), polynomial 0x11D). A share is a secret itself.
/// `gfcombine` joins the values. In this room and not with the authority's: whoever has a key deals it, the console before the authority is asked.
struct KeyShare {
    std::array<std::uint8_t, 16> set{}; ///< drawn for each splitting: shares of different ones do not fit together
    std::uint8_t index = 0;             ///< from 1
    std::uint8_t needed = 0, dealt = 0; ///< k and n
    SecureBytes value;

    /// "HufuShr1" ‖ set ‖ k ‖ n ‖ index ‖ length (2 octets) ‖ value ‖ the first 8 octets of the SHA-256 over all before.
    SecureBytes encode() const;
    static Result<KeyShare> decode(BytesView encoded); ///< Malformed, also for what was mistyped or cut
};

/// 2 ≤ k ≤ n ≤ 255, a secret of 1..1024 octets: InvalidArgument otherwise.
Result<std::vector<KeyShare>> splitSecret(const SecureBytes &secret, int needed, int dealt);
/// At least `needed` shares of one set, in any order: LimitExceeded when there are fewer. Conflict for shares of different sets, or the same twice. A share
/// whose value is wrong although its checksum fits gives a wrong secret: whoever keeps secrets so, authenticates them.
Result<SecureBytes> joinShares(std::span<const KeyShare> shares);

} // namespace hufu
