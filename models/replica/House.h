// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Collection.h"
#include "models/domain/Command.h"
#include "models/domain/Escrow.h"
#include "models/domain/Pending.h"
#include "models/domain/Person.h"
#include "models/domain/Policy.h"
#include "models/domain/Service.h"
#include "models/journal/Verification.h"
#include "models/replica/TokenPresence.h"
#include "models/replica/Transport.h"
#include "models/store/HouseReader.h"
#include "models/store/JournalStore.h"
#include "smartcard/Token.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>

namespace hufu {

class Follower;

/// What the gate hands over after an officer's passphrase opened the home.
struct OpenedHome {
    std::string databasePath;
    std::string checkpointPath;
    SecureBytes databaseKey;
    std::string personId; ///< of the officer who opened it
    std::unique_ptr<Token> token;
    std::shared_ptr<TokenPresence> presence; ///< of what officers sign with; null: nothing of it can be pulled out
    /// Unlocks a colleague's token, for the second signature at this desk: by their passphrase, or by the PIN of the USBKey that they sign with. Any thread;
    /// blocks for the key derivation.
    std::function<Result<std::unique_ptr<Token>>(const std::string &officer, const SecureBytes &passphrase)> unlockToken;
    std::unique_ptr<Transport> transport;
    Clock clock = systemNow;
    std::function<void(Connection &)> leave{}; ///< what is to be seen to before the house goes; reads
};

/// What becomes of a command that somebody has to sign too who is not at this desk: it is refused, or it is kept by the authority until they have
/// signed it at theirs (PendingCommand). Then the answer is the error Pending: accepted, and not in force.
enum class MissingSignatures { Refused, Awaited };

/// Whether a command needs nothing more of its author: it is in force, signed and queued for a server that is away, or waits for others to sign it.
inline bool isTaken(const Result<Receipt> &receipt)
{
    return receipt || receipt.error().code == ErrorCode::Queued || receipt.error().code == ErrorCode::Pending;
}

/// A colleague who signs a command too, and what opens their token.
struct Cosigner {
    std::string officer; ///< name or person id
    SecureBytes passphrase; ///< or the PIN, of who signs with a USBKey; a passphrase is longer than any PIN, so that none is ever tried as one
};

/// An open house: reads its projection, sends its officer's commands, and tells when the journal has grown, whoever made it grow.
/// Lives on the thread that made it, where its signals are emitted; the reading and sending functions may be called from any thread
/// and block, so windows call them on a pool. Destroying it is locking: keys and connections are gone.
class House : public QObject {
    Q_OBJECT
public:
    static Result<std::unique_ptr<House>> open(OpenedHome opened);
    ~House() override;

    const Person &officer() const { return m_officer; }    ///< as registered; brought up to date before journalGrew()
    const HouseRecord &record() const { return m_record; } ///< name, id, pilot mode; likewise. Both on the house's own thread only

    /// Builds, signs and delivers one command and waits for the answer. Patient data in its texts is masked before (Masking.h).
    /// `cosigners` sign the same command at this desk (dual control).
    /// `replaces` is the id of a queued command whose place this one takes, at once or not at all; see checkReplaceable() and Transport::replace().
    Result<Receipt> submit(const char *kind, const QJsonObject &payload, std::vector<Blob> blobs = {}, std::span<Token *const> cosigners = {},
                           int version = 1, MissingSignatures missing = MissingSignatures::Refused, const std::string &replaces = {});
    /// The next command of this house takes the place of that one. For programs that do one thing.
    void replaceNext(std::string queued);
    /// Signs what a colleague left at another desk. When that was the last signature that was missing it is decided; else Pending again.
    /// Conflict when it does not wait any more.
    Result<Receipt> signPending(const std::string &id);
    /// Takes back what this officer left for others to sign.
    Result<Receipt> withdrawPending(const std::string &id, const std::string &reason);
    /// Will not sign what a colleague left, and says why; their command does not wait for anybody else then.
    Result<Receipt> declinePending(const std::string &id, const std::string &reason);
    /// A command of somebody else at this desk, by their unlocked token: what they alone can say, such as that they are here.
    Result<Receipt> submitAs(const std::string &person, Token &token, const char *kind, const QJsonObject &payload);
    /// The same without waiting for a server (Transport::post()).
    Result<Receipt> postAs(const std::string &person, Token &token, const char *kind, const QJsonObject &payload);
    /// Several commands of one kind, made durable together: much quicker than one by one. One answer for each; an outer error
    /// means that none was sent.
    struct Order {
        QJsonObject payload;
        std::vector<Blob> blobs;
        int version = 1; ///< of the payload's form
    };
    Result<std::vector<Result<Receipt>>> submitTogether(const char *kind, std::vector<Order> orders, std::span<Token *const> cosigners = {});
    /// The same as submit() on a pool thread.
    QFuture<Result<Receipt>> submitLater(const char *kind, const QJsonObject &payload, std::vector<Blob> blobs = {}, int version = 1,
                                         const std::string &replaces = {});
    /// The same with colleagues who sign too: unlocks their tokens for this one command. WrongPassphrase names whose.
    QFuture<Result<Receipt>> submitLater(const char *kind, const QJsonObject &payload, std::vector<Cosigner> cosigners,
                                         MissingSignatures missing = MissingSignatures::Refused, int version = 1, const std::string &replaces = {});
    QFuture<Result<Receipt>> signPendingLater(const std::string &id);
    QFuture<Result<Receipt>> withdrawPendingLater(const std::string &id, const std::string &reason);
    QFuture<Result<Receipt>> declinePendingLater(const std::string &id, const std::string &reason);
    /// Unlocked tokens of colleagues; blocks for the key derivation of each.
    Result<std::vector<std::unique_ptr<Token>>> unlock(const std::vector<Cosigner> &cosigners);
    /// Opens what was encrypted to this officer (Token::openEnvelope()). Any thread.
    Result<SecureBytes> openEnvelope(BytesView envelope);
    /// Management key and PUK of a USBKey; see Transport::cardSecrets(). Blocks.
    Result<std::vector<CardSecrets>> cardSecrets(const std::string &card);
    /// What lies in escrow of the key of that certificate, in the vault here or at the authority's server, as its Escrow names it; what is not there is left out. Blocks.
    Result<std::vector<Blob>> escrowed(const Sha256 &certificate, const Escrow &escrow);
    /// Public bytes by their name: what is stored here, or at the authority's server, where CRLs stay. Blocks.
    Result<Bytes> blob(const Sha256 &name);
    /// See Transport::ceremonies(). Its functions block.
    CeremonyDesk *ceremonies();
    /// Has the authority do what is due by the clock (Transport::upkeep()). What it could not do is named as people do: CAs, requests. Blocks.
    std::vector<Error> upkeep();
    QFuture<std::vector<Error>> upkeepLater(); ///< on a pool thread

    /// Lends a read-only connection to `read` (models/store readers).
    template <typename Read>
    auto read(Read &&work) -> decltype(work(std::declval<Connection &>()))
    {
        Result<Connection> connection = takeConnection();
        if (!connection)
            return fail(connection.error());
        auto result = work(*connection);
        giveConnection(std::move(*connection));
        return result;
    }

    /// The same on a pool thread; for windows. `work` owns what it needs; the house waits for it before it goes.
    template <typename Read>
    auto readLater(Read work) -> QFuture<decltype(work(std::declval<Connection &>()))>
    {
        return QtConcurrent::run(&m_readers, [this, work = std::move(work)]() mutable { return read(work); });
    }
    /// Whether anything of readLater() or submitLater() is under way; what waits for its turn may not be counted. Any thread.
    bool isBusy() const { return m_readers.activeThreadCount() + m_jobs.activeThreadCount() > 0; }

    /// For the gate alone, which makes key slots of them.
    const SecureBytes &databaseKey() const { return m_databaseKey; }
    Token &token() { return *m_token; }
    const std::shared_ptr<TokenPresence> &presence() const { return m_presence; }

    /// A read-write connection for what is derived from the projection alone (lints), and never for anything else. From any thread.
    Result<Connection> openForDerived();
    /// A read-write connection for what this desk alone keeps beside the journal, sealed (Vault.h). From any thread.
    Result<Connection> openForOwn() { return openForDerived(); }
    /// One more read-only connection, for who reads on several threads at once. From any thread.
    Result<Connection> openForReading();

    Result<std::vector<Service>> services();
    Result<std::vector<Collection>> collections();
    Result<std::vector<Person>> people();
    Result<Policy> policy();
    Result<Entry> head(); ///< the newest entry

    /// Verifies chain, checkpoints and stored certificates, with `signatures` every command too; see models/journal/Verification.h.
    Result<VerificationReport> verify(bool signatures, const std::function<void(std::uint64_t done, std::uint64_t total)> &progress,
                                      std::stop_token stop);


    /// How far this computer's clock is behind the journal's newest entry, when it is by more than five minutes: it was set back, or another
    /// computer's runs ahead. Work goes on, with the journal's time; the officer should be told.
    std::optional<std::chrono::seconds> clockBehind();

    /// The house waits for this job, which uses it on some pool thread, before it goes. GUI thread only.
    void keepUntil(const QFuture<void> &job);

    Instant now() const { return m_clock(); }
    /// The authority's time, which is what stands in the journal: this computer's, put right by what the server's latest answer said. Any thread.
    Instant authorityNow() const { return now() + link().ahead; }

    /// How it stands between this house and its authority. Any thread.
    LinkState link() const { return m_transport->link(); }
    /// Asks a server at once that is away. Any thread; does not wait.
    void hurry() { m_transport->hurry(); }
    /// Whoever waits for a USBKey to be put in is told Cancelled, from now on. For who is about to lock. Any thread.
    void giveUpCards();
    void cancelCards(); ///< the same for now alone

Q_SIGNALS:
    /// link() differs.
    void linkChanged();
    /// Something was written, by this process or another: the journal's head moved, or what is derived from it (lints). Within half a
    /// second. Certificates, services, policy … may differ now.
    void journalGrew(quint64 head);
    /// The USBKey of the officer was pulled out: the house is to be locked.
    void tokenPulled();
    /// A command waits for the USBKey of this officer, by name, to be put in; empty: for none any more. From any thread.
    void cardWanted(const QString &who);
    /// The database can no longer be read, in words of ErrorText.
    void readingFailed(const hufu::Error &error);

private:
    explicit House(OpenedHome opened);
    struct Signer {
        const std::string &person; ///< id
        Token &token;
    };
    struct Manner {
        std::span<Token *const> cosigners = {};
        MissingSignatures missing = MissingSignatures::Refused;
        bool wait = true;          ///< for the answer
        std::string replaces = {}; ///< the id of a queued command; empty: none
    };
    Result<Receipt> deliverOne(Signer signer, const char *kind, const QJsonObject &payload, const Manner &manner);
    Result<std::vector<Result<Receipt>>> deliver(Signer signer, const char *kind, std::vector<Order> orders, const Manner &manner);
    Result<Delivery> sign(Signer signer, Command command, std::vector<Blob> blobs, std::span<Token *const> cosigners, const JournalHead &seen);
    Result<std::optional<PendingLeft>> putAround(Delivery &delivery, Signer signer, const JournalHead &seen);
    /// The authority renews officers' certificates by itself: tokens sign with the one registered now.
    Result<void> adoptCertificates(Token &actor, std::span<Token *const> cosigners);
    Result<Receipt> endPending(const char *kind, const std::string &id, const std::string &reason);
    Result<void> readRecord(); ///< m_officer and m_record
    Result<Connection> takeConnection();
    void giveConnection(Connection connection);

    std::string m_databasePath, m_checkpointPath;
    SecureBytes m_databaseKey;
    std::unique_ptr<Token> m_token;
    std::shared_ptr<TokenPresence> m_presence;
    std::unique_ptr<Transport> m_transport;
    Clock m_clock;
    std::function<Result<std::unique_ptr<Token>>(const std::string &, const SecureBytes &)> m_unlockToken;
    std::function<void(Connection &)> m_leave;
    std::string m_officerId; ///< with m_houseId: what sending needs on any thread; never change
    Sha256 m_houseId{};
    Person m_officer;
    HouseRecord m_record;
    std::mutex m_sending, m_poolMutex;
    std::string m_replaceNext;              ///< of replaceNext(), under m_sending
    std::set<std::string> m_refusedInPlace; ///< queued commands whose replacement the authority refused: gone; likewise
    std::vector<Connection> m_pool;
    QThreadPool m_jobs; ///< of one thread: commands go in the order they were given
    QThreadPool m_readers; ///< of readLater()
    QList<QFuture<void>> m_guests; ///< of keepUntil()
    std::unique_ptr<Follower> m_follower;
};

} // namespace hufu
