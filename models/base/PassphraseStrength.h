// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"

namespace hufu {

/// How hard a passphrase is to guess for someone who stole the key slots and tries likely ones first.
struct PassphraseStrength {
    int characters = 0; ///< code points
    double bits = 0;    ///< estimate; doubtful cases count low
    enum class Level { TooShort, TooWeak, Fair, Good, Strong } level = Level::TooShort;
    bool acceptable() const { return level >= Level::Fair; }
};

/// What a house accepts: with scrypt at half a second a try, 50 bits are millions of machine years, and 10 characters keep the estimate honest.
constexpr int shortestPassphrase = 10;
constexpr double weakestPassphraseBits = 50;

/// Counts what a guesser saves: words and pinyin, dates, telephone numbers, runs of one character, sequences, keyboard rows and the
/// commonest passphrases cost little; characters without any such order cost what their alphabet is worth. UTF-8. Keeps no copy.
PassphraseStrength estimateStrength(const SecureBytes &passphrase);

} // namespace hufu
