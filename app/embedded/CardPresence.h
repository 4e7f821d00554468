// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/TokenPresence.h"
#include "smartcard/OfficerCard.h"
#include "smartcard/ReaderMonitor.h"

#include <condition_variable>
#include <thread>

namespace hufu {

/// The officers' USBKeys at one desk. A colleague who signs too may have a reader of their own, or only turn: then the officer's USBKey makes room for
/// theirs, and comes back afterwards. Any other time that it is pulled out, the house is told.
class CardPresence final : public TokenPresence {
public:
    /// How long an officer has to put a USBKey in.
    static constexpr auto patience = std::chrono::seconds(60);

    /// For an officer who signs with a soft token, whose colleagues may not.
    CardPresence() = default;
    /// `signatureKey`: of the officer's USBKey, slot 9C. Watches from now on.
    CardPresence(std::string officer, Bytes signatureKey);
    ~CardPresence() override;

    void listen(Listener listener) override;
    void cancel() override;
    void giveUp() override;

    /// The officer's own USBKey, which has to be there, unless it just made room.
    Result<FoundCard> findOwn(PivSlot slot, BytesView publicKey);
    /// A colleague's; asks for it when it is not there, and waits. CardAbsent when nobody puts it in, Cancelled.
    Result<FoundCard> findColleagues(const std::string &name, PivSlot slot, BytesView publicKey);

private:
    using Clock = std::chrono::steady_clock;
    struct Place {
        std::string reader;
        unsigned changes = 0;
    };
    Result<FoundCard> await(const std::string &who, PivSlot slot, BytesView publicKey);
    void stirred(const ReaderStates &readers);
    void watch(const std::stop_token &stop);
    /// The reader with the officer's own; empty when there is none.
    std::string lookForOwn() const;
    std::string placeOfOwn();
    void tellWanted(const std::string &who);

    const std::string m_officer;
    const Bytes m_ownKey;
    std::mutex m_mutex, m_telling;
    std::condition_variable_any m_changed;
    Listener m_listener;             ///< under m_telling
    std::optional<ReaderStates> m_readers;
    unsigned m_revision = 0;         ///< of m_readers, and of what else the watching thread goes by
    std::optional<Place> m_place;    ///< of the own one, once it was found
    unsigned m_cancels = 0;
    int m_waiting = 0;               ///< for colleagues' USBKeys
    std::optional<Clock::time_point> m_backUntil; ///< the own one made room, and is to come back
    bool m_givenUp = false;
    bool m_gone = false; ///< the own one was pulled out; under m_telling
    std::unique_ptr<ReaderMonitor> m_monitor;
    std::jthread m_watcher;
};

} // namespace hufu
