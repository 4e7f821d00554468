// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hufu {

/// What is sent back, before it is HTTP on a wire.
struct HttpReply {
    unsigned status = 200;
    BytesView body;
    std::shared_ptr<const void> owner; ///< keeps the body's bytes for as long as they are being sent
    std::vector<std::pair<const char *, std::string>> headers;

    /// A sentence in plain text, for people who look with a browser.
    static HttpReply text(unsigned status, std::string sentence);
    /// Bytes made for this answer alone.
    static HttpReply once(unsigned status, const char *contentType, std::string body);
    /// The same bytes for everybody until `maxAge` is over, or 304 when `ifNoneMatch` or `ifModifiedSince` (empty: not sent) show that the
    /// client has them (RFC 9110 §13).
    struct Lasting {
        const char *contentType = "";
        std::string etag; ///< with quotes
        std::optional<Instant> lastModified, expires;
        std::chrono::seconds maxAge{};
    };
    static HttpReply lasting(const Lasting &what, BytesView body, std::shared_ptr<const void> owner, std::string_view ifNoneMatch,
                             std::string_view ifModifiedSince);
};

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
std::string httpDate(Instant instant);

} // namespace hufu
