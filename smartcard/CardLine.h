// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/Apdu.h"

namespace hufu {

/// A way to one card: octets there, octets back. One thread at a time. Besides what is named, errors are PcscUnavailable, CardAbsent,
/// CardTimedOut (nothing came back in time; the line is of no use any more) and CardFailed.
class CardLine {
public:
    virtual ~CardLine() = default;

    /// Keeps other programs away from the card until end(). They may have used and reset it since the last end(): what was selected and verified
    /// before counts no more. A card that was pulled out meanwhile stays absent for this line, even if put back: it could be another.
    virtual Result<void> begin() = 0;
    enum class Leave { AsItIs, Reset }; ///< Reset: nobody else finds a verified PIN
    virtual void end(Leave leave) = 0;
    /// One command in its short form. CardReset when the card was reset under way: whether it was done is not known.
    virtual Result<SecureBytes> exchange(BytesView command, CardPatience patience) = 0;
    virtual const std::string &reader() const = 0;
};

} // namespace hufu
