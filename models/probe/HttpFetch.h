// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace hufu {

struct HttpQuestion {
    std::string url;           ///< http only: what is fetched here is signed, and checking TLS's own certificates cannot need TLS
    std::optional<Bytes> body; ///< POST when there is one, else GET
    std::string contentType;   ///< of the body
    std::size_t mostOctets = 1u << 20; ///< of the answer
    std::string ifNoneMatch{};         ///< an ETag that was heard before: then HttpAnswer::notModified may be the answer
};

struct HttpAnswer {
    std::string contentType;
    Bytes body;
    std::string etag{};       ///< as the server wrote it
    bool notModified = false; ///< it still is what HttpQuestion::ifNoneMatch names; there is no body
};

/// Asks a web server once, by Qt Network: no proxy, no redirect, no cookie, no cache, no credentials. Blocks, on any thread, at most for
/// `timeout` altogether; stops at once when `stop` is requested.
/// Errors: InvalidArgument (no http URL), HostNotFound, ConnectionRefused, ConnectionTimedOut, ConnectionClosed, NotFound (another status than
/// 200; detail says which), Unsupported (it points elsewhere), TooLarge, Cancelled, Io.
Result<HttpAnswer> fetchHttp(const HttpQuestion &question, std::chrono::milliseconds timeout = std::chrono::seconds(5), std::stop_token stop = {});

} // namespace hufu
