// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Verification.h"
#include "models/store/Connection.h"

namespace hufu {

struct VerificationOptions {
    bool signatures = false;    ///< check every command's signatures and signers, and decide it again (Witness.h)
    bool blobs = true;          ///< digest every stored certificate
    bool pages = true;          ///< read the whole database, so that what the journal does not vouch for is seen to be readable
    bool vault = false;         ///< digest what the vault keeps of keys in escrow; for the database of an authority, as replicas have no vault
    std::string checkpointPath; ///< of the checkpoint kept outside; empty: none
    std::function<Result<Connection>()> another = {}; ///< opens the same database once more, so that entries are read by several threads, and pages past the cache
};

/// Reads the journal once and says what is broken. Entries are read, hashed and opened by as many threads as there are cores (EntryReading.h), the
/// chain and the rules are followed on the caller's. Trust starts at the founding
/// entry: its authority key vouches for checkpoints, its founder for later people. `progress` is called some ten times a second.
/// An error means that it could not be read or was cancelled; a broken journal is a report.
Result<VerificationReport> verifyJournal(Connection &connection, const VerificationOptions &options,
                                         const std::function<void(std::uint64_t done, std::uint64_t total)> &progress,
                                         std::stop_token stop);

} // namespace hufu
