// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"
#include "models/base/Time.h"

#include <optional>
#include <string_view>

namespace hufu {

/// Status line and headers of an answer over HTTP/1.1 (RFC 9112 §4, §5), as far as they matter to whoever asks a hufu-server.
struct HttpAnswerHead {
    unsigned status = 0;    ///< 100 to 999
    std::size_t length = 0; ///< of the body, in octets, as the server says it: to be bounded by the reader
    bool close = false;     ///< the connection ends with this answer
    std::optional<Instant> date; ///< the server's clock; nothing when it is not said or not an IMF-fixdate
};

/// Reads all up to and with the line end before the empty line. Malformed where it is no such head; also where the body's length is not said, is said twice,
/// or a transfer coding is named: our server never does, and two lengths are how answers are smuggled.
Result<HttpAnswerHead> readHttpAnswerHead(std::string_view text);

} // namespace hufu
