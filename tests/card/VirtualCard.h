// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/card/PivApplet.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace hufu::test {

/// What goes wrong with a card, once, at a certain command.
enum class CardFault {
    Pulled,        ///< pulled out before the command was done
    PulledAfter,   ///< done, but pulled out before it answered
    Reset,         ///< power failed for a moment: its security states and the selection are lost; the command is done afterwards
    Slow,          ///< answers after some seconds
    Hangs,         ///< never answers
    Garbage,       ///< answers with random octets
    EndlessMore,   ///< claims from now on that there is more to come: 61 FF
    WrongLength,   ///< the outermost length says more than there is
    HugeLength,    ///< the outermost length is of four octets, nearly all there is
    Nothing,       ///< a status word alone, 90 00
    OneOctet,      ///< not even a status word
    Refused,       ///< 6F 00
    SaysOtherLe,   ///< 6C FF for ever
};

/// A card in one of vpcd's readers: speaks its protocol (two octets of length, then a control octet or an APDU) from a thread of its own. The
/// chip outlives being pulled out. Everything may be called by any thread.
class VirtualCard {
public:
    explicit VirtualCard(CardKind kind = {}, std::uint16_t port = 35963);
    ~VirtualCard(); ///< pulls it out
    VirtualCard(const VirtualCard &) = delete;
    VirtualCard &operator=(const VirtualCard &) = delete;

    /// False when nobody listens at the port within five seconds. Waits until the reader asked for the answer to reset.
    bool insert();
    void pull();

    /// Lets the fault happen at the n-th command from now on, the first being 1.
    void failAt(int command, CardFault fault);
    /// Every command takes so much longer from now on.
    void answerLate(std::chrono::milliseconds by) { m_late = by; }
    bool hasFailed() const { return m_failed; }
    void forgetFaults();

    /// Commands since the last call of countAnew().
    int commands() const { return m_commands; }
    void countAnew() { m_commands = 0; }
    /// The instruction and P2 of each, since countAnew() or forgetFaults().
    std::vector<std::uint16_t> instructions() const;
    void forgetInstructions();
    int resets() const { return m_resets; }

    /// Looks into the chip, between two commands.
    template <typename Look>
    auto look(Look &&look) const
    {
        const std::lock_guard lock(m_mutex);
        return look(m_applet);
    }

private:
    void serve(int socket);
    /// Nothing when the line is to be cut.
    std::optional<Bytes> answer(BytesView command);
    std::optional<Bytes> faulty(CardFault fault, BytesView command);

    const std::uint16_t m_port;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    PivApplet m_applet;
    std::thread m_thread;
    int m_socket = -1;
    bool m_seen = false, m_stop = false;
    std::atomic<int> m_commands = 0, m_resets = 0;
    std::atomic<bool> m_failed = false;
    std::atomic<std::chrono::milliseconds> m_late = std::chrono::milliseconds(0);
    std::optional<CardFault> m_fault, m_lasting;
    int m_faultIn = 0;
    std::vector<std::uint16_t> m_instructions;
};

} // namespace hufu::test
