// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"
#include "models/journal/Verification.h"

namespace hufu {

/// How it stands between a house and its authority, as far as the house can know.
struct LinkState {
    enum class Kind {
        Here,       ///< the authority works in this process
        Closed,     ///< no authority decides for this house here; `trouble` says why: Moved, ReadOnly …
        Connecting, ///< the server was not asked yet
        InStep,     ///< the server has nothing more
        Receiving,  ///< it has more, which is coming: `here` of `head`
        Away,       ///< it cannot be reached, or has trouble of its own
        Refused,    ///< it does not let this workstation in
        Outdated,   ///< it sends what a newer release wrote: nothing more is taken until this program is updated
        Distrusted, ///< it lied about the journal: see `broken`. For good
    };
    Kind kind = Kind::Here;
    std::string server;            ///< its URL; empty without one
    std::optional<Instant> heard;  ///< when it said last that there was nothing more: so old is what stands here
    Sequence here = 0, head = 0;   ///< entries replicated, and of the server
    std::chrono::seconds ahead{0}; ///< of this computer's clock: the server's, by its latest answer; 0 where they agree within two seconds, or nothing is known
    std::optional<Error> trouble;
    std::optional<Break> broken;   ///< what it did, when distrusted; Error::subject of the trouble names the file with the evidence

    bool isServed() const { return !server.empty(); }
};

} // namespace hufu
