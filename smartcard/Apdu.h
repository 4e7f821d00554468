// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

#include <chrono>

namespace hufu {

/// How long the card may take for a command; see CardLine.
using CardPatience = std::chrono::milliseconds;

/// A command to a card, ISO/IEC 7816-4 §5.1. The data may be a PIN.
struct Apdu {
    std::uint8_t ins = 0, p1 = 0, p2 = 0;
    BytesView data{};
    std::uint8_t cla = 0x00;
    CardPatience patience{5000};
};

/// The two octets that end every response. Kept whole, so that whoever knows the command can read it.
struct StatusWord {
    std::uint16_t value = 0;

    bool isOk() const { return value == 0x9000; }
    bool hasMore() const { return value >> 8 == 0x61; }
    /// 63 CX (SP 800-73-4 part 2 §3.2.1): a wrong PIN, and how many tries are left.
    bool isWrongPin() const { return (value & 0xfff0) == 0x63c0; }
    int triesLeft() const { return value & 0x0f; }
    /// "6A82"
    std::string text() const;
    bool operator==(const StatusWord &) const = default;
};

namespace status {
constexpr StatusWord notAuthorised{0x6982}, blocked{0x6983}, notSatisfied{0x6985}, wrongData{0x6a80}, notSupported{0x6a81}, notFound{0x6a82},
    full{0x6a84}, wrongParameters{0x6a86}, noReference{0x6a88}, noInstruction{0x6d00}, noClass{0x6e00};
}

struct CardReply {
    SecureBytes data; ///< may hold what a key unwrapped
    StatusWord status;
};

} // namespace hufu
