// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/TokenHostFrames.h"

#include <chrono>
#include <memory>
#include <mutex>

#include <sys/types.h>

namespace hufu {

/// One PKCS#11 module in a process of its own, hufu-tokenhost, which is started by the first call. Whatever the module does there, each call
/// comes back within its deadline: a host that crashed, hung or said nonsense is ended, and the next call starts a new one. Any thread; calls
/// wait for each other, the wait being part of their time.
class TokenHost {
public:
    struct Settings {
        std::string module = {};  ///< absolute path
        std::string program = {}; ///< of the host; empty: beside this program
        std::chrono::milliseconds deadline{4000};
        /// Large RSA keys take many tokens longer than a call may last. Then makeKey() gives TokenTimedOut, the host goes on for this long, and
        /// the same call later takes the key that was made.
        std::chrono::milliseconds keyMaking{120'000};
        /// After TokenTimedOut further calls fail at once for so long, instead of waiting as well.
        std::chrono::milliseconds rest{0};
    };
    explicit TokenHost(Settings settings);
    ~TokenHost();
    TokenHost(const TokenHost &) = delete;
    TokenHost &operator=(const TokenHost &) = delete;

    using Clock = std::chrono::steady_clock;
    Clock::time_point deadline() const { return Clock::now() + m_settings.deadline; }
    const std::string &module() const { return m_settings.module; }

    /// The answer to one request, by then; see TokenDeed. Besides what the host reports: NotFound (no such module, or no host),
    /// TokenTimedOut, TokenFailed (the host died, or answered what is no answer), InvalidArgument (an overlong PIN). Error::subject is
    /// the module or the token's label.
    Result<TokenReply> call(const TokenRequest &request, Clock::time_point until);

private:
    Result<TokenReply> exchange(const TokenRequest &request, Clock::time_point until);
    Result<void> start();
    /// Sends or receives all of it; TokenTimedOut, TokenFailed.
    Result<void> send(BytesView bytes, Clock::time_point until);
    Result<void> receive(std::span<std::uint8_t> bytes, Clock::time_point until);
    Result<TokenReply> receiveReply(Clock::time_point until);
    void end();

    const Settings m_settings;
    std::timed_mutex m_mutex;
    int m_socket = -1;
    pid_t m_process = -1;
    Clock::time_point m_restUntil{};
    Clock::time_point m_busyUntil{}; ///< a key is being made, and its answer is still to come; else zero
};

} // namespace hufu
