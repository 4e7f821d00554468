// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/authority/CaKeys.h"
#include "models/authority/CardVault.h"
#include "models/authority/Duty.h"
#include "models/domain/Command.h"
#include "models/pki/Key.h"
#include "models/store/Connection.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "models/store/OutsideCheckpoint.h"
#include "models/store/SharedJournal.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace hufu {

/// The answer to a command.
struct Decided {
    Result<Receipt> answer;
    bool isRefused = false; ///< by the rules or for its form and signatures: with an answer that is an error
};

/// Takes signed commands, decides, and appends what happened to the journal: verify ▸ decide ▸ append. The only writer of journal and
/// projection. One object is used by one thread at a time; several processes may each have one over the same home.
class Authority {
public:
    struct Settings {
        std::string databasePath;
        std::string checkpointPath; ///< of the newest checkpoint outside the database
        Clock clock = systemNow;
        std::string shared = {};    ///< where in PostgreSQL several servers keep this journal together (SharedJournal); empty: it is here alone
        bool sharedMayBeAway = false; ///< opened although PostgreSQL cannot be reached: what is here can be read, and every decision is Busy until it is back
    };
    /// Opens the database (migrating it) and the authority's key in its vault.
    static Result<Authority> open(const SecureBytes &databaseKey, Settings settings);

    /// Decides commands one after another and makes the answers durable, all in one transaction, before returning one for each. A refused
    /// command is journaled as command.refused and comes back as its named error, without harm to the others; the identical bytes of a command
    /// that came before give the first receipt again, and the same id with other bytes is Replayed. When the transaction fails
    /// (Busy, DiskFull …) nothing of it happened and every answer is that error.
    std::vector<Result<Receipt>> submit(std::span<const Delivery> deliveries);
    /// The same, and of each error whether it is a refusal: final, where any other may pass.
    std::vector<Decided> decide(std::span<const Delivery> deliveries);
    Result<Receipt> submit(BytesView signedCommand, std::span<const Blob> blobs);

    /// Performs what is due (Duty.h), each act in a transaction of its own; submit() does so after commands. To be called each minute too.
    /// What could not be done, with Error::subject saying what; it stays due.
    std::vector<Error> upkeep();
    /// What the latest upkeep() could not do: why a CA has no certificate, why what was approved is not issued yet.
    const std::vector<Error> &troubles() const { return m_troubles; }

    /// One act of the authority that does not follow from the journal alone (a workstation proved that it may come in), in a transaction of its
    /// own. `prepare` decides whether, inside it, and may write what is kept beside the journal; its error undoes all.
    Result<Receipt> act(const std::function<Result<Act>(DutyContext &)> &prepare);
    /// Changes what lies beside the journal (tries of a code, a founding that is over), in a transaction of its own.
    Result<void> keepBeside(const std::function<Result<void>(Connection &)> &work);
    /// Management key and PUK of a USBKey that is being written, or whose PUK is released: see CardVault::release().
    Result<std::vector<CardSecrets>> cardSecrets(const std::string &card);
    /// What is done for a house that is being founded here, in a transaction: its journal is empty yet. Conflict when it is not.
    Result<void> prepareFounding(const std::function<Result<void>(DutyContext &)> &work);
    /// A TLS certificate for the server that this authority runs in.
    Result<Bytes> certifyServer(BytesView publicKey, const std::vector<std::string> &names, std::chrono::days life);

    Instant now() const { return m_settings.clock(); }
    Connection &connection() { return m_connection; }
    CaKeys &caKeys() { return *m_caKeys; }

private:
    /// A transaction; in turns with the other servers, where there are some.
    template <typename Work>
    auto transact(Work &&work) -> decltype(work());
    Authority(Connection connection, PrivateKey key, SecureBytes vaultKey, CardVault cards, std::unique_ptr<SharedJournal> shared, Settings settings);
    std::vector<Decided> decideAll(std::span<const Delivery> deliveries);
    /// The next act of one duty, if any is due: whether one was performed.
    Result<bool> perform(const Duty &duty, const std::set<std::string> &failed);
    /// Journals an act inside the transaction. What the rules refuse is a fault of ours: an error, not journaled.
    Result<Receipt> append(const Act &act, const JournalHead &head, const HouseRecord &house, Instant now, Checkpoint &newest);
    /// Signs what the journal has come to, for a transaction that appended.
    Result<void> checkpoint(Checkpoint &newest);
    /// One command inside the transaction. Refused, it is journaled, unless nothing could be or these very bytes were refused for the same reason a short
    /// while ago. The error is of the store and ends the transaction.
    struct Opened;
    Result<Decided> decideAndAppend(Opened &opened, const Delivery &delivery, Checkpoint &newest);

    Connection m_connection;
    std::unique_ptr<SharedJournal> m_shared; ///< none where the journal is here alone
    PrivateKey m_key;
    std::unique_ptr<CaKeys> m_caKeys;
    std::unique_ptr<CardVault> m_cards;
    Settings m_settings;
    std::unique_ptr<CheckpointKeeper> m_keeper;
    std::vector<Error> m_troubles;
};

} // namespace hufu
