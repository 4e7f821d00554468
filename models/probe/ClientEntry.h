// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/SecureBytes.h"
#include "models/probe/EndpointSpec.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <vector>

namespace hufu {

/// A client with a certificate at one server, as whoever stole the key would be: a new handshake, a session kept from before, a connection left open. The
/// server's own certificate is not judged. Where the endpoint is named https:// it is asked for its path, and an answer that means "not you" (400, 401,
/// 403, nginx' 495 and 496) is none; elsewhere TLS alone tells. Blocks, for one thread at a time; never raises SIGPIPE.
class ClientEntry {
public:
    struct Identity {
        std::vector<Bytes> chain; ///< DER, the client's own first
        SecureBytes key;          ///< PKCS#8
    };
    struct Answer {
        bool letIn = false;
        std::string said; ///< technical, English
    };

    /// InvalidArgument for an endpoint that is none, CryptoFailed for a key that does not fit.
    static Result<ClientEntry> make(const std::string &endpoint, const Identity &identity);
    ClientEntry(ClientEntry &&) noexcept;
    ClientEntry &operator=(ClientEntry &&) noexcept;
    ~ClientEntry();

    /// Comes in by a new handshake, and leaves that connection open. The session is kept, where the server gives one. Errors say that nobody was reached
    /// (HostNotFound, ConnectionRefused, ConnectionTimedOut, Io, Cancelled): no answer to whether one is let in.
    Result<Answer> enter(std::chrono::milliseconds patience, std::stop_token stop = {});
    bool hasSession() const;
    bool hasConnection() const;

    Result<Answer> newHandshake(std::chrono::milliseconds patience, std::stop_token stop = {});
    /// With the session of enter().
    Result<Answer> savedSession(std::chrono::milliseconds patience, std::stop_token stop = {});
    /// Over the connection of enter(), which stays open for as long as the server lets it.
    Result<Answer> openConnection(std::chrono::milliseconds patience, std::stop_token stop = {});

private:
    struct Parts;
    explicit ClientEntry(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace hufu
