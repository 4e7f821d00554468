// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/journal/Verification.h"
#include "models/store/Connection.h"

#include <functional>
#include <memory>

namespace hufu {

/// An entry and its command taken apart.
struct OpenedEntry {
    Entry entry;
    std::optional<Break> broken;     ///< why there is no command
    std::optional<Command> command;
    std::vector<Bytes> signers;      ///< certificates whose signatures hold
    std::vector<Sha256> notStored;   ///< certificates that an import names and nobody keeps
};

struct ReadEntry {
    EntryDigest digest;
    std::unique_ptr<OpenedEntry> opened; ///< when asked for
};

OpenedEntry openEntry(Entry entry);

/// Reads, digests and, with `open`, opens all entries, several at a time: deciphering pages and hashing cost the most, and both can be shared
/// out. Each thread reads what `another` opens, in a snapshot of its own; where that opens nothing, one reads `connection`. The caller has begun
/// a snapshot on `connection` before, so that all see at least as much; entries are never changed by those who may write. `each` is called
/// on the caller's thread, in the order of sequence, and ends the reading with its first error. What is read ahead is bounded.
Result<void> readEntries(Connection &connection, const std::function<Result<Connection>()> &another, bool open,
                         const std::function<Result<void>(ReadEntry &&)> &each);

} // namespace hufu
