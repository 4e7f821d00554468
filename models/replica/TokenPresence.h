// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace hufu {

/// Whether what the officers of a house sign with is at hand, for who sits at this desk. Any thread.
class TokenPresence {
public:
    virtual ~TokenPresence() = default;

    struct Listener {
        /// The USBKey of the house's own officer was pulled out. Once.
        std::function<void()> pulled;
        /// Whose USBKey has to be put in now, by name: a command waits for it. Empty: nobody's any more.
        std::function<void(const std::string &who)> wanted;
    };
    /// Called on threads of its own, until this goes, or another listener takes the place. An empty one: no more, once this returns.
    virtual void listen(Listener listener) = 0;
    /// Whoever waits for a USBKey now is told Cancelled; one's own that was to come back counts as pulled out.
    virtual void cancel() = 0;
    /// The same, now and from now on.
    virtual void giveUp() = 0;
};

} // namespace hufu
