// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/http/HttpReply.h"

#include <microhttpd.h>

#include <sys/socket.h>

namespace hufu {

/// An IPv4 or IPv6 address in numbers, without brackets; nothing is looked up. False for anything else.
bool readNumericAddress(const std::string &text, std::uint16_t port, sockaddr_storage &address);
/// Why those on a request's way could differ about where it ends (RFC 9112 §6.3, §11.2), which is how one request is smuggled in another; null when nobody
/// can. Such a request is answered with 400, and its connection closed.
const char *framingFault(MHD_Connection *connection);
/// Queues the reply without copying its body, whose owner is held until it was sent. `close`: the connection ends with it.
MHD_Result sendReply(MHD_Connection *connection, const HttpReply &reply, bool close);

} // namespace hufu
