// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"
#include "models/journal/Checkpoint.h"
#include "models/store/Connection.h"

#include <chrono>

namespace hufu {

class PostgresLink;

/// A journal that several servers of one house keep together, in PostgreSQL: entries, the certificates they name, the newest checkpoint, and what a
/// server keeps beside the journal (vault, enrolment codes, a founding under way). PostgreSQL says whose turn it is to write, and keeps what was
/// written; each server reads in its own encrypted database, which this class brings up to it, deciding every entry again as any replica does. Everything
/// in PostgreSQL is sealed with AES-256-GCM under a key derived from the house's database key: who runs the database server sees how many entries there
/// are, can lose them all, and can neither read nor change one.
///
/// One object is used by one thread at a time. Errors of PostgreSQL are Busy: what was asked can be asked again, and was either done whole or not at all.
class SharedJournal {
public:
    struct Settings {
        std::string place;          ///< a libpq connection string or postgresql:// URI, see PostgresLink::checkPlace()
        std::string checkpointPath; ///< of the newest checkpoint outside the own database
        bool mayBeAway = false;     ///< opened although PostgreSQL cannot be reached now: it is tried again at each use
    };
    /// Connects, and makes the tables where there are none. `local` is the server's own database; changes to what lies beside its journal are noted in it
    /// from now on, whoever makes them. CheckpointMismatch when PostgreSQL has less than was seen there before.
    static Result<std::unique_ptr<SharedJournal>> open(Connection &local, const SecureBytes &databaseKey, Settings settings);
    ~SharedJournal();
    SharedJournal(const SharedJournal &) = delete;
    SharedJournal &operator=(const SharedJournal &) = delete;

    /// Brings `local` level with PostgreSQL. JournalBroken when what lies there is not the history that `local` has.
    Result<void> pull(Connection &local);
    /// Waits for another server's append, or so long.
    void await(std::chrono::milliseconds wait);
    /// Whether something lies in `local` that was not brought to PostgreSQL: a code that another program gave out.
    Result<bool> hasUnpushed(Connection &local);
    /// Whether `local` and PostgreSQL ever had the same: what is here was there.
    Result<bool> wasLevel(Connection &local);

    /// Begins the turn to write: nobody else's until end(), and `local` is level. Busy when others take longer than five seconds.
    Result<void> begin(Connection &local);
    /// Brings to PostgreSQL what the caller's transaction on `local` did since begin(), and makes it durable there; called at its end, before it
    /// is committed. Should the own commit fail afterwards, the next pull() brings it.
    Result<void> push(Connection &local);
    /// Ends the turn; what was not pushed is given up.
    void end();

    /// A transaction on `local` in an own turn: begin(), work, push(), commit, end().
    template <typename Work>
    auto transaction(Connection &local, Work &&work) -> decltype(work())
    {
        if (Result<void> begun = begin(local); !begun)
            return fail(begun.error());
        auto result = local.transaction([&]() -> decltype(work()) {
            auto done = work();
            if (done) {
                if (Result<void> pushed = push(local); !pushed)
                    return fail(pushed.error());
            }
            return done;
        });
        end();
        return result;
    }

    /// The key slot by which another server opens what is kept here: its file's content. Kept once; NotFound where nobody shares a house yet.
    Result<void> keepSlot(BytesView slot);
    static Result<Bytes> readSlot(const std::string &place);

private:
    Result<void> ready(); ///< connected, with the tables there; Busy
    SharedJournal(std::unique_ptr<PostgresLink> server, SecureBytes key, Settings settings);
    Result<void> takeEntries(Connection &local);
    Result<void> takeBeside(Connection &local);
    Result<std::optional<Checkpoint>> remoteCheckpoint();
    Result<void> takeNewestCheckpoint(Connection &local, const Checkpoint &checkpoint);
    Result<std::vector<Blob>> fetchBlobs(const std::vector<Sha256> &names);
    Result<void> pushEntries(Connection &local);
    Result<void> pushBlobs(Connection &local);
    Result<void> pushBeside(Connection &local);
    Result<void> pushCheckpoint(Connection &local);
    Result<std::int64_t> remoteHead();

    std::unique_ptr<PostgresLink> m_server;
    const SecureBytes m_key;
    const Settings m_settings;
    bool m_hasTables = false;
    Sequence m_outside = 0;   ///< the newest checkpoint that pull() kept outside
    std::int64_t m_head = 0;  ///< entries in PostgreSQL at begin()
    std::int64_t m_blobs = 0; ///< newest blob's id in the own database then
};

} // namespace hufu
