// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/House.h"

#include "models/base/Masking.h"
#include "models/base/Uuid.h"
#include "models/pki/OfficerCertificate.h"
#include "models/replica/Cosigning.h"
#include "models/replica/Follower.h"
#include "models/replica/Outgoing.h"
#include "models/replica/PendingWork.h"
#include "models/store/Blobs.h"
#include "models/store/EntryNames.h"
#include "models/store/JournalStore.h"
#include "models/store/JournalVerification.h"
#include "models/store/Outbox.h"
#include "models/store/Vault.h"

#include <QtConcurrent>

#include <algorithm>

namespace hufu {
namespace {

constexpr auto commandLife = std::chrono::hours(24);
constexpr auto clockTolerance = std::chrono::minutes(5);
constexpr auto longestCorrection = std::chrono::hours(24);
constexpr std::size_t idleConnections = 4;

/// What is signed now is dated so: by the authority's clock where it is known (LinkState::ahead), so that an officer whose computer's clock is wrong, by a time zone for
/// instance, is not locked out of an emergency; and never before what it is based on, even where the clock was set back.
/// The authority's clock is taken from the Date of its answers within mutual TLS, and it judges the time of a command in any case (Rules.cpp). A server that lied about it
/// would be believed by at most a day: it gains what it has anyhow, to hold a command back until it expires, cannot date one before the entry that the officer saw, and the
/// officer is told that the clocks differ. Beyond a day the computer's own clock stands, and the refusal says by how much it is off.
Instant signingTime(const House &house, Instant atLeast)
{
    const std::chrono::seconds ahead = house.link().ahead;
    return std::max(std::chrono::abs(ahead) <= longestCorrection ? house.now() + ahead : house.now(), atLeast);
}

bool isFromTheFuture(const Result<Receipt> &answer) { return !answer && answer.error().code == ErrorCode::FromTheFuture; }
bool isFromTheFuture(const Result<std::vector<Result<Receipt>>> &answers)
{
    return answers && !answers->empty() && std::ranges::all_of(*answers, [](const Result<Receipt> &answer) { return isFromTheFuture(answer); });
}

/// Signs and delivers, and once more where it was refused for its time and that answer was the first to tell of the authority's clock.
template <typename Deed>
auto datedAnew(const House &house, Deed deed)
{
    const std::chrono::seconds ahead = house.link().ahead;
    auto answer = deed();
    return isFromTheFuture(answer) && house.link().ahead != ahead ? deed() : std::move(answer);
}

/// That a command was left for others to sign is no receipt for it.
Result<Receipt> answerTo(const std::optional<PendingLeft> &left, Result<Receipt> answer)
{
    if (!left || !answer)
        return answer;
    std::string whom;
    if (const Result<std::vector<std::set<Role>>> waits = slotsFromJson(answer->outcome.value(QLatin1String("waits")).toArray())) {
        for (const std::set<Role> &slot : *waits)
            whom += (whom.empty() ? "" : "; ") + roleNames(slot);
    }
    return fail(ErrorCode::Pending, "waits for " + whom, left->id);
}

} // namespace

House::House(OpenedHome opened)
    : m_databasePath(std::move(opened.databasePath))
    , m_checkpointPath(std::move(opened.checkpointPath))
    , m_databaseKey(std::move(opened.databaseKey))
    , m_token(std::move(opened.token))
    , m_presence(std::move(opened.presence))
    , m_transport(std::move(opened.transport))
    , m_clock(std::move(opened.clock))
    , m_unlockToken(std::move(opened.unlockToken))
    , m_leave(std::move(opened.leave))
    , m_officerId(std::move(opened.personId))
{
    m_jobs.setMaxThreadCount(1);
    m_readers.setMaxThreadCount(static_cast<int>(idleConnections));
}

House::~House()
{
    // What a pool thread is doing with this house ends before its keys go, and before the follower that it wakes. Nothing of it waits for a network.
    if (m_presence)
        m_presence->listen({});
    giveUpCards();
    m_transport->watchLink({});
    m_transport->interrupt();
    m_jobs.waitForDone();
    m_readers.waitForDone();
    for (QFuture<void> &guest : m_guests) {
        if (guest.isFinished()) // cancelling a finished one reads freed memory in Qt 6.4
            continue;
        guest.cancel();
        guest.waitForFinished();
    }
    m_follower.reset();
    if (m_leave) {
        (void)read([this](Connection &connection) -> Result<void> {
            m_leave(connection);
            return {};
        });
    }
}

void House::giveUpCards()
{
    if (m_presence)
        m_presence->giveUp();
}

void House::cancelCards()
{
    if (m_presence)
        m_presence->cancel();
}

Result<std::unique_ptr<House>> House::open(OpenedHome opened)
{
    std::unique_ptr<House> house(new House(std::move(opened)));
    if (Result<void> readAll = house->readRecord(); !readAll)
        return fail(readAll.error());
    house->m_houseId = house->m_record.id;
    Result<Connection> watching = Connection::open(house->m_databasePath, house->m_databaseKey, Connection::Access::ReadOnly);
    if (!watching)
        return fail(watching.error());
    House *raw = house.get();
    if (house->m_presence) {
        house->m_presence->listen({.pulled = [raw] { Q_EMIT raw->tokenPulled(); },
                                   .wanted = [raw](const std::string &who) { Q_EMIT raw->cardWanted(QString::fromStdString(who)); }});
    }
    house->m_follower = std::make_unique<Follower>(
        std::move(*watching),
        [raw](Sequence head) {
            QMetaObject::invokeMethod(
                raw,
                [raw, head] {
                    (void)raw->readRecord(); // what cannot be read now stays as it was; readingFailed() says so
                    Q_EMIT raw->journalGrew(head);
                },
                Qt::QueuedConnection);
        },
        [raw](Error error) {
            QMetaObject::invokeMethod(raw, [raw, error = std::move(error)] { Q_EMIT raw->readingFailed(error); }, Qt::QueuedConnection);
        });
    house->m_transport->watchLink([raw] {
        raw->m_follower->look(); // what was replicated is to be seen at once
        QMetaObject::invokeMethod(raw, &House::linkChanged, Qt::QueuedConnection);
    });
    return house;
}

Result<void> House::readRecord()
{
    return read([&](Connection &connection) -> Result<void> {
        Result<HouseRecord> record = readHouse(connection);
        if (!record)
            return fail(record.error());
        Result<std::optional<Person>> officer = readPerson(connection, m_officerId);
        if (!officer)
            return fail(officer.error());
        if (!*officer)
            return fail(ErrorCode::SignerUnknown, "nobody is registered under this key slot", m_officerId);
        m_record = std::move(*record);
        m_officer = std::move(**officer);
        return {};
    });
}

Result<Receipt> House::submit(const char *kind, const QJsonObject &payload, std::vector<Blob> blobs, std::span<Token *const> cosigners, int version,
                              MissingSignatures missing, const std::string &replaces)
{
    std::vector<Order> orders;
    orders.push_back({payload, std::move(blobs), version});
    Result<std::vector<Result<Receipt>>> answers
        = deliver({m_officerId, *m_token}, kind, std::move(orders), {.cosigners = cosigners, .missing = missing, .replaces = replaces});
    if (!answers)
        return fail(answers.error());
    return std::move(answers->front());
}

void House::replaceNext(std::string queued)
{
    const std::lock_guard<std::mutex> oneAtATime(m_sending);
    m_replaceNext = std::move(queued);
}

Result<Receipt> House::submitAs(const std::string &person, Token &token, const char *kind, const QJsonObject &payload)
{
    return deliverOne({person, token}, kind, payload, {});
}

Result<Receipt> House::postAs(const std::string &person, Token &token, const char *kind, const QJsonObject &payload)
{
    return deliverOne({person, token}, kind, payload, {.wait = false});
}

Result<Receipt> House::deliverOne(Signer signer, const char *kind, const QJsonObject &payload, const Manner &manner)
{
    std::vector<Order> orders;
    orders.push_back({payload, {}});
    Result<std::vector<Result<Receipt>>> answers = deliver(signer, kind, std::move(orders), manner);
    if (!answers)
        return fail(answers.error());
    return std::move(answers->front());
}

Result<std::vector<Result<Receipt>>> House::submitTogether(const char *kind, std::vector<Order> orders,
                                                                   std::span<Token *const> cosigners)
{
    return deliver({m_officerId, *m_token}, kind, std::move(orders), {.cosigners = cosigners});
}

Result<std::vector<Result<Receipt>>> House::deliver(Signer signer, const char *kind, std::vector<Order> orders, const Manner &manner)
{
    const std::lock_guard<std::mutex> oneAtATime(m_sending);
    return datedAnew(*this, [&]() -> Result<std::vector<Result<Receipt>>> {
        const Result<JournalHead> seen = read([](Connection &connection) { return readJournalHead(connection); });
        if (!seen)
            return fail(seen.error());
        if (Result<void> current = adoptCertificates(signer.token, manner.cosigners); !current)
            return fail(current.error());
        std::string replaces = manner.wait && manner.replaces.empty() ? std::exchange(m_replaceNext, {}) : manner.replaces;
        if (m_refusedInPlace.contains(replaces))
            replaces.clear(); // it gave way already: what is tried again is a new command
        if (!replaces.empty() && orders.size() != 1)
            return fail(ErrorCode::InvalidArgument, "one command takes the place of one", replaces);
        const bool mayBeLeft = manner.missing == MissingSignatures::Awaited;
        std::vector<Delivery> deliveries;
        std::vector<std::optional<PendingLeft>> left;
        for (Order &order : orders) {
            Command command;
            command.kind = kind;
            command.version = order.version;
            command.payload = command.kind == CommandKind::Import ? order.payload : maskPatientData(order.payload); // imports mask what they read
            command.expires = Instant(mayBeLeft ? pendingLife : commandLife); // from its time on
            command.actor = signer.person;
            if (!replaces.empty()) {
                const auto check = [&](Connection &connection) { return checkReplaceable(connection, replaces, command); };
                if (Result<void> good = read(check); !good)
                    return fail(good.error());
            }
            Result<Delivery> delivery = sign(signer, std::move(command), std::move(order.blobs), manner.cosigners, *seen);
            if (!delivery)
                return fail(delivery.error());
            Result<std::optional<PendingLeft>> around = mayBeLeft ? putAround(*delivery, signer, *seen) : std::nullopt;
            if (!around)
                return fail(around.error());
            left.push_back(std::move(*around));
            deliveries.push_back(std::move(*delivery));
        }
        std::vector<Result<Receipt>> answers;
        if (replaces.empty())
            answers = manner.wait ? m_transport->deliver(deliveries) : m_transport->post(deliveries);
        else
            answers.push_back(m_transport->replace(replaces, deliveries.front()));
        if (!replaces.empty() && !isTaken(answers.front()) && answers.front().error().code != ErrorCode::AlreadySent) {
            const auto isGone = [&](Connection &connection) -> Result<bool> {
                const Result<std::vector<QueuedCommand>> queued = readOutbox(connection);
                return queued ? Result<bool>(std::ranges::find(*queued, replaces, &QueuedCommand::commandId) == queued->end()) : fail(queued.error());
            };
            if (const Result<bool> gone = read(isGone); gone && *gone)
                m_refusedInPlace.insert(replaces);
        }
        for (std::size_t i = 0; i < answers.size(); ++i) {
            orders[i].blobs = std::move(deliveries[i].blobs);
            answers[i] = answerTo(left[i], std::move(answers[i]));
        }
        if (m_follower)
            m_follower->look(); // what one has just done oneself is to be seen at once
        return answers;
    });
}

Result<Delivery> House::sign(Signer signer, Command command, std::vector<Blob> blobs, std::span<Token *const> cosigners, const JournalHead &seen)
{
    command.id = newUuid();
    command.house = m_houseId;
    command.actor = signer.person;
    command.time = signingTime(*this, seen.time);
    command.expires += command.time.time_since_epoch();
    command.basedOn = Basis{seen.sequence, seen.hash};
    const Result<std::string> encoded = encodeCommand(command);
    if (!encoded)
        return fail(encoded.error());
    Result<Bytes> signedCommand = signer.token.signData(viewOf(*encoded), command.time);
    for (Token *cosigner : cosigners) {
        if (signedCommand)
            signedCommand = cosigner->addSignature(*signedCommand, command.time);
    }
    if (!signedCommand)
        return fail(signedCommand.error());
    return Delivery{std::move(*signedCommand), std::move(blobs)};
}

/// Where signatures are missing the command is left at the authority, inside another that this officer alone signs.
Result<std::optional<PendingLeft>> House::putAround(Delivery &delivery, Signer signer, const JournalHead &seen)
{
    Result<std::optional<PendingLeft>> left = read([&](Connection &connection) { return leftForOthers(connection, delivery.signedCommand); });
    if (!left || !*left)
        return left;
    Command around;
    around.kind = CommandKind::LeavePending;
    around.payload = toJson(**left);
    around.expires = Instant(commandLife);
    Result<Delivery> outer = sign(signer, std::move(around), {}, {}, seen);
    if (!outer)
        return fail(outer.error());
    delivery = std::move(*outer);
    return left;
}

Result<Receipt> House::signPending(const std::string &id)
{
    const std::lock_guard<std::mutex> oneAtATime(m_sending);
    return datedAnew(*this, [&]() -> Result<Receipt> {
        const Result<JournalHead> seen = read([](Connection &connection) { return readJournalHead(connection); });
        const Result<std::optional<PendingCommand>> pending = read([&](Connection &connection) { return readPending(connection, id); });
        if (!seen || !pending)
            return fail(seen ? pending.error() : seen.error());
        const Instant now = signingTime(*this, seen->time);
        if (!*pending)
            return fail(ErrorCode::NotFound, "no command of this id waits for signatures", id);
        if (!(*pending)->isOpen(now))
            return fail(ErrorCode::Conflict, "this command does not wait any more", id);
        if (Result<void> current = adoptCertificates(*m_token, {}); !current)
            return fail(current.error());
        Result<Bytes> signedCommand = m_token->addSignature((*pending)->command, now);
        if (!signedCommand)
            return fail(signedCommand.error());
        Delivery delivery{std::move(*signedCommand), {}};
        Result<std::optional<PendingLeft>> left = putAround(delivery, {m_officerId, *m_token}, *seen);
        if (!left)
            return fail(left.error());
        std::vector<Result<Receipt>> answers = m_transport->deliver(std::span(&delivery, 1));
        if (m_follower)
            m_follower->look();
        return answerTo(*left, std::move(answers.front()));
    });
}

Result<Receipt> House::withdrawPending(const std::string &id, const std::string &reason) { return endPending(CommandKind::WithdrawPending, id, reason); }
Result<Receipt> House::declinePending(const std::string &id, const std::string &reason) { return endPending(CommandKind::DeclinePending, id, reason); }

Result<Receipt> House::endPending(const char *kind, const std::string &id, const std::string &reason)
{
    const Result<std::optional<PendingCommand>> pending = read([&](Connection &connection) { return readPending(connection, id); });
    if (!pending)
        return fail(pending.error());
    if (!*pending)
        return fail(ErrorCode::NotFound, "no command of this id waits for signatures", id);
    return submit(kind, toJson(PendingWithdrawal{id, (*pending)->kind, (*pending)->subject, reason}));
}

Result<void> House::adoptCertificates(Token &actor, std::span<Token *const> cosigners)
{
    const Result<std::vector<Person>> registered = people();
    if (!registered)
        return fail(registered.error());
    const auto adopt = [&](Token &token) {
        const Result<Bytes> key = publicKeyOf(token.certificate());
        for (const Person &person : *registered) {
            if (std::ranges::equal(person.certificate, token.certificate()))
                return;
        }
        for (const Person &person : *registered) {
            const Result<Bytes> theirs = publicKeyOf(person.certificate);
            if (key && theirs && *key == *theirs)
                return token.adoptCertificate(person.certificate);
        }
    };
    adopt(actor);
    for (Token *cosigner : cosigners)
        adopt(*cosigner);
    return {};
}

QFuture<Result<Receipt>> House::submitLater(const char *kind, const QJsonObject &payload, std::vector<Blob> blobs, int version, const std::string &replaces)
{
    return QtConcurrent::run(&m_jobs, [this, kind, payload, blobs = std::move(blobs), version, replaces]() mutable {
        return submit(kind, payload, std::move(blobs), {}, version, MissingSignatures::Refused, replaces);
    });
}

QFuture<Result<Receipt>> House::submitLater(const char *kind, const QJsonObject &payload, std::vector<Cosigner> cosigners, MissingSignatures missing,
                                            int version, const std::string &replaces)
{
    return QtConcurrent::run(&m_jobs, [this, kind, payload, cosigners = std::move(cosigners), missing, version, replaces]() -> Result<Receipt> {
        return withCosigners(*this, cosigners, [&](std::span<Token *const> signers) { return submit(kind, payload, {}, signers, version, missing, replaces); });
    });
}

QFuture<Result<Receipt>> House::signPendingLater(const std::string &id)
{
    return QtConcurrent::run(&m_jobs, [this, id] { return signPending(id); });
}

QFuture<Result<Receipt>> House::withdrawPendingLater(const std::string &id, const std::string &reason)
{
    return QtConcurrent::run(&m_jobs, [this, id, reason] { return withdrawPending(id, reason); });
}

QFuture<Result<Receipt>> House::declinePendingLater(const std::string &id, const std::string &reason)
{
    return QtConcurrent::run(&m_jobs, [this, id, reason] { return declinePending(id, reason); });
}

Result<std::vector<std::unique_ptr<Token>>> House::unlock(const std::vector<Cosigner> &cosigners)
{
    std::vector<std::unique_ptr<Token>> tokens;
    for (const Cosigner &cosigner : cosigners) {
        if (!m_unlockToken)
            return fail(ErrorCode::Unsupported, "a second officer cannot sign at this desk");
        Result<std::unique_ptr<Token>> token = m_unlockToken(cosigner.officer, cosigner.passphrase);
        if (!token)
            return fail(Error{token.error().code, token.error().detail, cosigner.officer, {}});
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

Result<SecureBytes> House::openEnvelope(BytesView envelope)
{
    const std::lock_guard<std::mutex> oneAtATime(m_sending);
    return m_token->openEnvelope(envelope);
}

QFuture<std::vector<Error>> House::upkeepLater()
{
    return QtConcurrent::run(&m_jobs, [this] { return upkeep(); });
}

std::vector<Error> House::upkeep()
{
    std::vector<Error> troubles;
    {
        const std::lock_guard<std::mutex> oneAtATime(m_sending);
        troubles = m_transport->upkeep();
    }
    for (Error &trouble : troubles) { // the authority knows what it could not do by its id
        const auto name = read([&](Connection &connection) { return nameInPlaceOfId(connection, trouble.subject); });
        trouble.subject = name.value_or(trouble.subject);
    }
    return troubles;
}

Result<std::vector<CardSecrets>> House::cardSecrets(const std::string &card)
{
    const std::lock_guard<std::mutex> oneAtATime(m_sending);
    return m_transport->cardSecrets(card, [&](const Bytes &key) -> Result<Bytes> {
        const Instant now = signingTime(*this, {});
        const Result<std::string> demand = encodeDemand({.house = m_houseId, .person = m_officerId, .card = card, .time = now, .key = key});
        return demand ? m_token->signData(viewOf(*demand), now) : fail(demand.error());
    });
}

Result<std::vector<Blob>> House::escrowed(const Sha256 &certificate, const Escrow &escrow)
{
    if (m_transport->hasVault())
        return read([&](Connection &connection) { return readEscrowed(connection, escrow.named()); });
    const std::lock_guard<std::mutex> oneAtATime(m_sending);
    const Instant now = signingTime(*this, {});
    const Result<std::string> demand = encodeDemand(EscrowDemand{.house = m_houseId, .person = m_officerId, .certificate = certificate, .time = now});
    const Result<Bytes> signedDemand = demand ? m_token->signData(viewOf(*demand), now) : fail(demand.error());
    return signedDemand ? m_transport->escrowed(*signedDemand) : fail(signedDemand.error());
}

CeremonyDesk *House::ceremonies()
{
    return m_transport->ceremonies([this](CeremonyDemand demand) -> Result<Bytes> {
        const std::lock_guard<std::mutex> oneAtATime(m_sending);
        if (Result<void> current = adoptCertificates(*m_token, {}); !current)
            return fail(current.error());
        demand.house = m_houseId;
        demand.person = m_officerId;
        demand.time = signingTime(*this, {});
        const Result<std::string> encoded = encodeDemand(demand);
        return encoded ? m_token->signData(viewOf(*encoded), demand.time) : fail(encoded.error());
    });
}

Result<Bytes> House::blob(const Sha256 &name)
{
    Result<Bytes> here = read([&](Connection &connection) { return readBlobNamed(connection, name); });
    return here || here.error().code != ErrorCode::NotFound ? here : m_transport->fetchBlob(name);
}

Result<Connection> House::openForDerived() { return Connection::open(m_databasePath, m_databaseKey, Connection::Access::ReadWrite); }

Result<Connection> House::openForReading() { return Connection::open(m_databasePath, m_databaseKey, Connection::Access::ReadOnly); }

void House::keepUntil(const QFuture<void> &job)
{
    m_guests.removeIf([](const QFuture<void> &guest) { return guest.isFinished(); });
    m_guests.append(job);
}

Result<std::vector<Service>> House::services() { return read(readServices); }
Result<std::vector<Collection>> House::collections() { return read(readCollections); }
Result<std::vector<Person>> House::people() { return read(readPeople); }
Result<Policy> House::policy() { return read(readPolicy); }
Result<Entry> House::head() { return read(readHead); }

Result<VerificationReport> House::verify(bool signatures, const std::function<void(std::uint64_t, std::uint64_t)> &progress,
                                         std::stop_token stop)
{
    return read([&](Connection &connection) {
        VerificationOptions options;
        options.signatures = signatures;
        options.vault = m_transport->hasVault();
        options.checkpointPath = m_checkpointPath;
        options.another = [this] { return openForReading(); };
        return verifyJournal(connection, options, progress, stop);
    });
}

std::optional<std::chrono::seconds> House::clockBehind()
{
    const Result<JournalHead> newest = read([](Connection &connection) { return readJournalHead(connection); });
    if (!newest || newest->time <= m_clock() + clockTolerance)
        return std::nullopt;
    return newest->time - m_clock();
}

Result<Connection> House::takeConnection()
{
    {
        const std::lock_guard<std::mutex> lock(m_poolMutex);
        if (!m_pool.empty()) {
            Connection connection = std::move(m_pool.back());
            m_pool.pop_back();
            return connection;
        }
    }
    return openForReading();
}

void House::giveConnection(Connection connection)
{
    const std::lock_guard<std::mutex> lock(m_poolMutex);
    if (m_pool.size() < idleConnections)
        m_pool.push_back(std::move(connection));
}

} // namespace hufu
