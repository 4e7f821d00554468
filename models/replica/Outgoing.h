// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/House.h"
#include "models/store/EntryNames.h"

namespace hufu {

/// A signed command that has not come into force: it waits for the server, or came back from it refused. For people to read.
struct OutgoingCommand {
    std::string id;
    Command command;
    std::string about;     ///< as an entry's subject; see JournalText::about()
    EntryNames names;      ///< of what it is about
    std::size_t signatures = 1;
    Instant queued{};
    std::optional<Error> refusal; ///< it is not sent again
    bool tried = false;           ///< the server may have it: it was sent and no answer was heard
    bool operator==(const OutgoingCommand &other) const { return id == other.id && refusal.has_value() == other.refusal.has_value() && tried == other.tried; }
};

/// In the order of sending. One whose bytes can no longer be read is left out.
Result<std::vector<OutgoingCommand>> readOutgoing(Connection &connection);

/// What a command orders: what it leaves for others to sign, where it does that, else itself.
Result<Command> orderedBy(const Command &command);

/// Whether this command may take the place of a queued one (House::submit()): it is of the same kind and of the same officer. AlreadySent when
/// nothing of this id waits; InvalidArgument, NotPermitted.
Result<void> checkReplaceable(Connection &connection, const std::string &queued, const Command &by);

/// Takes a command back. NotFound when it was sent meanwhile. What was on its way in that very moment may still come into force.
Result<void> withdrawOutgoing(House &house, const std::string &id);
/// Writes the signed command, to be carried by hand (encodeCarried()), with what goes with it and, before it, what it cannot do without: the opening of its emergency where
/// that waits as well. NotFound, AlreadyExists, errors of the file.
Result<void> exportOutgoing(House &house, const std::string &id, const std::string &path);
/// Signs the same anew, on what the journal says now, and sends it; a refused command goes once the new one was taken (isTaken()). Blocks.
Result<Receipt> redoOutgoing(House &house, const std::string &id, std::span<Token *const> cosigners);

} // namespace hufu
