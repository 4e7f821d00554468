// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/probe/EndpointSpec.h"

#include <chrono>
#include <stop_token>
#include <vector>

namespace hufu {

/// What a server showed of itself.
struct PresentedChain {
    std::vector<Bytes> certificates; ///< DER, the server's own first, as presented; nothing is validated
    std::string protocol; ///< negotiated: "TLSv1.3", "TLSv1.2", …
    std::string cipher; ///< IANA name, e.g. "TLS_AES_256_GCM_SHA384"
    std::string peerAddress; ///< the address that answered, "10.0.0.5:443"
    bool complete = false; ///< the handshake came to its end; false e.g. when a client certificate was demanded
};

/// Connects, speaks STARTTLS where asked for, and reads the chain that the server presents, without validating anything and
/// at the lowest security level, so that weak servers can be read too. Every phase is bounded, all together by `timeout`.
/// Blocks; stops at once when `stop` is requested. Never raises SIGPIPE.
/// Errors: HostNotFound, ConnectionRefused, ConnectionTimedOut, ConnectionClosed, StartTlsRefused, TlsFailed, Cancelled, Io.
Result<PresentedChain> readPresentedChain(const EndpointSpec &endpoint, std::chrono::milliseconds timeout = std::chrono::seconds(5),
                                          std::stop_token stop = {});

} // namespace hufu
