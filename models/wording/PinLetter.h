// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/replica/CardDetail.h"

#include <QStringList>

namespace hufu {

/// The letter that brings a holder the PIN that was drawn for their USBKey (PIN 信函): one page in both languages, folded and sealed by whoever takes it out of
/// the printer. It is made in memory and handed to the printing system, never to a file of ours; what that spools lies there in clear, which is why policy
/// keeps letters off (Policy::pinLetters), a rule of the programs alone: the authority hears of no PIN.
class PinLetter {
public:
    /// Eight digits, each as likely as any other, and not all the same.
    static SecureBytes randomPin();
    /// NotPermitted unless policy lets PINs be printed. Blocks.
    static Result<void> check(House &house);

    /// `house`: its name. The page as PDF; each digit is drawn alone. What Qt keeps of it on the way is not wiped.
    static Result<SecureBytes> pdf(const std::string &house, const Card &card, const SecureBytes &pin);
    /// Prints it at once by `lp`. Blocks. Unsupported without the printing system's program; Io when it refuses. `printer` empty: the usual one.
    static Result<void> print(const std::string &printer, const SecureBytes &pdf);
};

} // namespace hufu
