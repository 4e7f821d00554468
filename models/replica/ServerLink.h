// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/TlsLine.h"

#include <optional>

namespace hufu {

/// "https://HOST:PORT", nothing after it; 8443 without a port. InvalidArgument.
struct ServerAddress {
    std::string host;
    std::uint16_t port = 8443;
    static Result<ServerAddress> parse(const std::string &url);
};

/// Requests to the authority's server, one after another over one connection that is opened again when it went. Used by one thread at a time;
/// blocks, at most for the time given, and stops at once when asked to.
class ServerLink {
public:
    struct Settings {
        ServerAddress address;
        std::function<bool(BytesView certificate)> isAuthority;
        TlsLine::Identity identity; ///< empty while enrolling
        Clock clock = systemNow;
    };
    explicit ServerLink(Settings settings) : m_settings(std::move(settings)) {}

    struct Question {
        std::string method = "GET", target; ///< path and query
        std::string contentType = {};
        BytesView body = {};
        std::size_t mostOctets = 1u << 20;  ///< of the answer
        std::chrono::milliseconds timeout = std::chrono::seconds(20);
    };
    struct Answer {
        unsigned status = 0;
        Bytes body;
        bool isGood() const { return status >= 200 && status < 300; }
        /// The problem (RFC 9457) that an answer without success holds.
        Error error() const;
        /// Whether the same again may fare better: the server is busy, ending, or has trouble of its own.
        bool isPassing() const { return status >= 500 || status == 408 || status == 429; }
    };
    /// Every request of the API may be repeated without harm, so one that fell with a connection that had been idle is sent again once.
    Result<Answer> ask(const Question &question, std::stop_token stop = {});
    /// The same, and everything but success is its error.
    Result<Bytes> fetch(const Question &question, std::stop_token stop = {});

    /// That the server can be reached right now: nothing is known of a connection that was idle for a second, and what is written into one that has gone may
    /// arrive or not.
    Result<void> reach(std::stop_token stop);

    const std::optional<TlsLine> &line() const { return m_line; }
    /// How far the server's clock is ahead of this computer's (negative: behind), by the latest answer, to a second or two. Nothing before one came.
    std::optional<std::chrono::seconds> ahead() const { return m_ahead; }

private:
    Result<Answer> exchange(const Question &question, Deadline deadline, const StopSignal &stop, bool &heard);

    const Settings m_settings;
    std::optional<TlsLine> m_line;
    std::chrono::steady_clock::time_point m_heard{}; ///< the latest answer
    std::optional<std::chrono::seconds> m_ahead;
};

/// Whether an error says that the server was not reached, so that trying later makes sense.
bool isUnreachable(ErrorCode code);

} // namespace hufu
