// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/HttpListening.h"

#include <arpa/inet.h>

#include <cstring>
#include <string_view>

#include <strings.h>

namespace hufu {

bool readNumericAddress(const std::string &text, std::uint16_t port, sockaddr_storage &address)
{
    std::memset(&address, 0, sizeof address);
    auto &v4 = reinterpret_cast<sockaddr_in &>(address);
    auto &v6 = reinterpret_cast<sockaddr_in6 &>(address);
    if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        return true;
    }
    if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        return true;
    }
    return false;
}

const char *framingFault(MHD_Connection *connection)
{
    struct Seen {
        int lengths = 0, encodings = 0, hosts = 0;
        const char *fault = nullptr;
    } seen;
    const auto look = [](void *to, MHD_ValueKind, const char *name, const char *value) {
        Seen &all = *static_cast<Seen *>(to);
        const std::string_view text = value ? value : "";
        if (std::string_view(name).find_first_of(" \t") != std::string_view::npos)
            all.fault = "A header's name has a blank in it.";
        if (::strcasecmp(name, "Content-Length") == 0) {
            ++all.lengths;
            if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos)
                all.fault = "The body's length is no number.";
        } else if (::strcasecmp(name, "Transfer-Encoding") == 0) {
            ++all.encodings;
            if (::strcasecmp(value ? value : "", "chunked") != 0)
                all.fault = "No other transfer coding than chunked is understood.";
        } else if (::strcasecmp(name, "Host") == 0) {
            ++all.hosts;
        }
        return MHD_YES;
    };
    MHD_get_connection_values(connection, MHD_HEADER_KIND, look, &seen);
    if (seen.fault)
        return seen.fault;
    if (seen.lengths + seen.encodings > 1)
        return "The body's length is said twice.";
    return seen.hosts > 1 ? "The host is named twice." : nullptr;
}

MHD_Result sendReply(MHD_Connection *connection, const HttpReply &reply, bool close)
{
    auto *owner = new std::shared_ptr<const void>(reply.owner);
    MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
        reply.body.size(), const_cast<std::uint8_t *>(reply.body.data()),
        [](void *held) { delete static_cast<std::shared_ptr<const void> *>(held); }, owner);
    if (!response) {
        delete owner;
        return MHD_NO;
    }
    for (const auto &[name, value] : reply.headers)
        MHD_add_response_header(response, name, value.c_str());
    if (close)
        MHD_add_response_header(response, "Connection", "close");
    const MHD_Result queued = MHD_queue_response(connection, reply.status, response);
    MHD_destroy_response(response);
    return queued;
}

} // namespace hufu
