// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Bytes.h"
#include "models/probe/StartTlsDialogue.h"

#include <cstdlib>

using namespace hufu;

/// A server that says anything, in pieces of any size: the dialogue ends or waits, and says nothing after it was refused or ready.
/// The first octet chooses the protocol, the second the size of the pieces. All of it is also read as an endpoint.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::string_view input = textOf({data, size});
    if (const auto endpoint = EndpointSpec::parse(input)) {
        const auto again = EndpointSpec::parse(endpoint->hostAndPort());
        if (!again || again->host != endpoint->host || again->port != endpoint->port)
            std::abort();
    }
    if (input.size() < 2)
        return 0;
    StartTlsDialogue dialogue(StartTls(1 + data[0] % 6));
    const std::size_t piece = 1 + data[1];
    if (dialogue.begin().ready)
        std::abort();
    for (input.remove_prefix(2); !input.empty(); input.remove_prefix(std::min(piece, input.size()))) {
        const auto step = dialogue.receive(input.substr(0, piece));
        if (!step && step.error().code != ErrorCode::StartTlsRefused)
            std::abort();
        if (!step)
            return 0;
        if (step->ready && dialogue.receive("x"))
            std::abort();
        if (step->ready)
            return 0;
    }
    return 0;
}
