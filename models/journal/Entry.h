// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <string>
#include <string_view>

namespace hufu {

using Sequence = std::uint64_t; ///< 1 for the founding entry, then without gaps

/// One line of the journal: what the authority decided about one command. Immutable once appended.
struct Entry {
    Sequence sequence = 0;
    Instant time{};      ///< the authority's clock at the decision; never before the entry before it
    std::string kind;    ///< the command's kind, or "command.refused"
    std::string actor;   ///< person id; empty when the signer is unknown
    std::string subject; ///< what it is about, for people and for filtering: a name, a source, a file
    std::string outcome; ///< canonical JSON object: what the authority added to the command
    Bytes command;       ///< the signed command (CMS SignedData, DER) it came from
    Sha256 previous{};   ///< hash of the entry before; all zero for the first
    Sha256 hash{};       ///< see entryHash()

    bool operator==(const Entry &) const = default;
};

/// The same, lent: what a reader of millions of entries looks at without copying it.
struct EntryView {
    Sequence sequence = 0;
    Instant time{};
    std::string_view kind, actor, subject, outcome;
    BytesView command, previous, hash;

    EntryView() = default;
    EntryView(const Entry &entry)
        : sequence(entry.sequence), time(entry.time), kind(entry.kind), actor(entry.actor), subject(entry.subject), outcome(entry.outcome),
          command(entry.command), previous(entry.previous), hash(entry.hash)
    {
    }
};

/// SHA-256 over the canonical JSON object {"actor","command" (SHA-256 of the command, hex),"kind","outcome","previous","sequence",
/// "subject","time"}; `entry.hash` is not looked at. The outcome stands in it as the text it is, which must be canonical.
Sha256 entryHash(const Entry &entry);

/// The bytes that entryHash() digests, for exports and for people who verify by other means.
std::string entryPreimage(const EntryView &entry);

/// What the chain is made of, without the texts.
struct EntryDigest {
    Sequence sequence = 0;
    Instant time{};
    Sha256 previous{}, hash{}; ///< as the entry has them
    Sha256 content{};          ///< entryHash(): what its hash must be
    std::size_t bytes = 0;     ///< digested
};
EntryDigest digestOf(const EntryView &entry);

} // namespace hufu
