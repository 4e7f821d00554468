// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/CardLine.h"

#include <functional>
#include <memory>
#include <vector>

namespace hufu {

struct ReaderState {
    std::string name;
    bool hasCard = false;
    bool isMute = false;  ///< a card that gives no answer to reset: upside down, or damaged
    bool inUse = false;   ///< by any program
    Bytes answerToReset{};
    /// Grows with every card put in or pulled out, so that a quick exchange is not missed.
    unsigned changes = 0;
    bool operator==(const ReaderState &) const = default;
};

/// All readers, in PC/SC's order; or why nobody knows (PcscUnavailable).
using ReaderStates = Result<std::vector<ReaderState>>;

/// Once. CardTimedOut when the service does not answer in time.
ReaderStates readReaders(CardPatience patience = CardPatience(5000));

/// Watches readers and cards on a thread of its own, which sleeps in SCardGetStatusChange until something happens. Only while there is no
/// service, it looks once a second whether one was started.
class ReaderMonitor {
public:
    /// `changed` is called on the monitor's thread: first with the present states, then whenever they changed.
    explicit ReaderMonitor(std::function<void(const ReaderStates &)> changed);
    ~ReaderMonitor(); ///< afterwards `changed` is not called any more
    ReaderMonitor(const ReaderMonitor &) = delete;
    ReaderMonitor &operator=(const ReaderMonitor &) = delete;

private:
    struct Watch;
    std::shared_ptr<Watch> m_watch;
};

} // namespace hufu
