// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Checkpoint.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hufu {

enum class BreakKind {
    EntryChanged,        ///< an entry's own hash does not fit its content
    EntryMissing,        ///< a sequence number is left out: removed
    OrderBroken,         ///< previous-hash does not name the entry before: inserted, reordered or replaced
    TimeWentBack,
    TailCut,             ///< shorter than a checkpoint of the authority
    CheckpointForged,    ///< a checkpoint's signature is not the authority's
    CheckpointElsewhere, ///< a checkpoint names another hash for its entry: a different history
    Forked,              ///< a command was signed on sight of another entry than the one here under that number: its author was told a different history
    NewerRelease,        ///< genuine as far as can be seen, of a kind or version that a newer release brought: no fault of the journal, but nothing can be said about it
    CommandInvalid,      ///< a command's signature or form is bad, or it does not fit its entry
    SignerNotRegistered,
    BlobMissing,
    BlobChanged,
    ProjectionDiffers, ///< a row of the projection is not what its entry says
    EscrowMissing,     ///< what a request put in escrow is not in the vault any more
    EscrowChanged,
    PageDamaged, ///< a page of the database cannot be read or does not fit the others; of the journal, an index or a projection
};

/// Stable name in kebab-case: "entry-changed", "tail-cut", ….
const char *breakName(BreakKind kind);

struct Break {
    BreakKind kind{};
    Sequence sequence = 0; ///< the entry it is about; 0 when about none
    std::string detail;
    std::uint64_t page = 0; ///< PageDamaged: its number in the database's file, from 1; 0 when not known
};

struct VerificationReport {
    Sequence entries = 0;     ///< entries looked at
    Sha256 head{};
    std::uint64_t bytes = 0;  ///< digested
    std::uint64_t blobs = 0;  ///< stored certificates whose digest was checked
    std::uint64_t pages = 0;  ///< of the database that were read and passed their integrity check, indexes and projections too; 0: not looked at
    std::uint64_t signatures = 0; ///< commands whose signature was checked
    std::vector<Break> breaks; ///< at most 100
    std::optional<Checkpoint> newestCheckpoint; ///< genuine, inside the database
    std::optional<Checkpoint> outsideCheckpoint; ///< genuine, from the file beside it
    bool intact() const { return breaks.empty(); }
    /// Something is broken, but only outside what the chain vouches for.
    bool onlyPagesDamaged() const;
    /// Entries after the newest outside checkpoint: chained, but not yet vouched for from outside.
    Sequence beyondCheckpoint() const;
};

/// Walks entries one after another. Feed them in the order the store gives them; memory does not grow with the journal.
class ChainVerifier {
public:
    void add(const EntryDigest &entry);
    void add(const Entry &entry) { add(digestOf(entry)); }
    /// Checks a genuine checkpoint against the entries that follow; call before adding, in order of sequence.
    void expect(const Checkpoint &checkpoint);
    VerificationReport finish();

    const VerificationReport &sofar() const { return m_report; }
    void report(Break found);

private:
    VerificationReport m_report;
    std::vector<Checkpoint> m_expected; ///< sorted by sequence
    std::size_t m_nextExpected = 0;
    Sha256 m_previous{};
    Sequence m_sequence = 0;
    Instant m_time{};
};

} // namespace hufu
