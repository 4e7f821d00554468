// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/store/Connection.h"

namespace hufu {

/// A signed command that waits for the server, or came back from it refused.
struct QueuedCommand {
    std::int64_t position = 0;    ///< the order of sending
    std::string commandId;
    Bytes signedCommand;
    Instant queued{};
    std::optional<Error> refusal; ///< the server's reason: it is not sent again, and waits for its author to look at it
};

/// Writes down what was signed, before anybody tries to send it. Inside the caller's transaction. Conflict for an id that waits already.
Result<std::int64_t> queueCommand(Connection &connection, std::string_view commandId, const Delivery &delivery, Instant now);
Result<std::vector<QueuedCommand>> readOutbox(Connection &connection); ///< in the order of sending
/// The first that is still to be sent, by its index.
Result<std::optional<QueuedCommand>> nextQueued(Connection &connection);
Result<std::vector<Blob>> readQueuedBlobs(Connection &connection, std::int64_t position);
Result<void> removeQueued(Connection &connection, std::int64_t position); ///< delivered, or withdrawn
Result<void> refuseQueued(Connection &connection, std::int64_t position, const Error &reason);

} // namespace hufu
