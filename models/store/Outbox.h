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
    bool tried = false;           ///< it was sent and no answer was heard: the server may have it
};

/// Writes down what was signed, before anybody tries to send it. Inside the caller's transaction. Conflict for an id that waits already.
Result<std::int64_t> queueCommand(Connection &connection, std::string_view commandId, const Delivery &delivery, Instant now);
Result<std::vector<QueuedCommand>> readOutbox(Connection &connection); ///< in the order of sending
/// The first that is still to be sent, by its index.
Result<std::optional<QueuedCommand>> nextQueued(Connection &connection);
Result<std::vector<Blob>> readQueuedBlobs(Connection &connection, std::int64_t position);
/// Noted before the first byte goes out, and taken back when the answer says that nothing came of it. Conflict when the command does not wait there any
/// more: it was taken back, or replaced, in the last moment.
Result<void> noteTried(Connection &connection, std::int64_t position, std::string_view commandId, bool tried);
/// Puts another command in the place of one that waits, or that came back refused. Inside the caller's transaction. AlreadySent when the old one is gone, or
/// may have reached the server.
Result<std::int64_t> replaceQueued(Connection &connection, std::string_view oldId, std::string_view commandId, const Delivery &delivery, Instant now);
Result<void> removeQueued(Connection &connection, std::int64_t position); ///< delivered, or withdrawn
Result<void> refuseQueued(Connection &connection, std::int64_t position, const Error &reason);

} // namespace hufu
