// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/RemoteTransport.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/JournalPage.h"
#include "models/pki/Digest.h"
#include "models/pki/KeyWrap.h"
#include "models/pki/SignedData.h"
#include "models/replica/Evidence.h"
#include "models/store/AtomicFile.h"
#include "models/store/JournalStore.h"

#include <algorithm>
#include <map>

namespace hufu {
namespace {

constexpr std::chrono::seconds longPoll(25);
constexpr std::chrono::seconds firstPause(1), longestPause(30);
constexpr std::size_t stagedAtOnce = 4u << 20; ///< bytes of blobs in one request
constexpr std::size_t blobsTogether = 900;
constexpr std::size_t largestFetched = 64u << 20; ///< a CRL of a million revocations
constexpr unsigned blobsMissing = 424;
constexpr auto heardKeptEvery = std::chrono::seconds(20);
constexpr auto clocksAgree = std::chrono::seconds(2); ///< the server says whole seconds, and its answer was on its way
constexpr std::size_t longestHeard = 64;

/// As LinkState::ahead has it.
std::chrono::seconds rounded(std::optional<std::chrono::seconds> ahead) { return ahead && std::chrono::abs(*ahead) > clocksAgree ? *ahead : std::chrono::seconds(0); }

/// Where a home keeps when its server was heard last: how old its data are is to be seen when it is opened without a network, too.
std::string heardPath(const std::string &home) { return home + "/heard"; }

std::optional<Instant> readHeard(const std::string &home)
{
    const Result<Bytes> bytes = readSmallFile(heardPath(home), longestHeard);
    const Result<Instant> heard = bytes ? fromIso(textOf(*bytes)) : fail(bytes.error());
    return heard ? std::optional(*heard) : std::nullopt;
}

Result<std::string> commandIdOf(BytesView signedCommand)
{
    const Result<SignedContent> content = openSignedData(signedCommand);
    const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
    return command ? Result<std::string>(command->id) : fail(command.error());
}

Result<void> stageBlobs(ServerLink &link, std::span<const Blob> blobs, const std::stop_token &stop)
{
    while (!blobs.empty()) {
        std::size_t count = 0, bytes = 0;
        while (count < blobs.size() && count < blobsTogether && bytes < stagedAtOnce)
            bytes += blobs[count++].bytes.size();
        const Bytes body = encodeBlobs(blobs.first(count));
        if (const Result<Bytes> staged = link.fetch({.method = "POST", .target = "/v1/blobs", .contentType = "application/octet-stream", .body = body}, stop);
            !staged)
            return fail(staged.error());
        blobs = blobs.subspan(count);
    }
    return {};
}

} // namespace

struct RemoteTransport::Line {
    Connection connection; ///< for the outbox
    ServerLink link;
    Replicator replicator;
};

RemoteTransport::RemoteTransport(SecureBytes databaseKey, ServerRecord record, Settings settings)
    : m_databaseKey(std::move(databaseKey)), m_record(std::move(record)), m_settings(std::move(settings))
{
    m_link.kind = LinkState::Kind::Connecting;
    m_link.server = m_record.url;
    m_link.heard = readHeard(m_settings.home);
    m_heardKept = m_link.heard.value_or(Instant());
    if (const Result<void> trusted = checkTrusted(m_settings.home); !trusted)
        (void)noted(trusted.error());
}

RemoteTransport::~RemoteTransport()
{
    m_follower.request_stop();
    m_sender.request_stop();
    m_follower = {}; // awaited
    m_sender = {};
    if (m_link.heard && *m_link.heard != m_heardKept)
        keepHeard(*m_link.heard);
}

Result<std::unique_ptr<RemoteTransport>> RemoteTransport::open(const SecureBytes &databaseKey, const ServerRecord &record, Settings settings)
{
    std::unique_ptr<RemoteTransport> transport(new RemoteTransport(databaseKey.clone(), record, std::move(settings)));
    Result<std::unique_ptr<Line>> line = transport->makeLine();
    if (!line)
        return fail(line.error());
    transport->m_line = std::move(*line);
    if (const Result<JournalHead> head = readJournalHead(transport->m_line->connection))
        transport->m_link.here = head->sequence;
    return transport;
}

Result<std::unique_ptr<RemoteTransport::Line>> RemoteTransport::makeLine() const
{
    Result<Connection> own = Connection::open(m_settings.databasePath, m_databaseKey, Connection::Access::ReadWrite);
    Result<Connection> other = Connection::open(m_settings.databasePath, m_databaseKey, Connection::Access::ReadWrite);
    if (!own || !other)
        return fail(own ? other.error() : own.error());
    Result<ServerLink::Settings> link = linkSettings(m_record, *own, m_databaseKey, m_settings.clock);
    Result<ServerLink::Settings> again = linkSettings(m_record, *own, m_databaseKey, m_settings.clock);
    if (!link || !again)
        return fail(link ? again.error() : link.error());
    return std::unique_ptr<Line>(new Line{std::move(*own), ServerLink(std::move(*link)),
                                          Replicator(std::move(*other), std::move(*again), {m_settings.home, m_settings.checkpointPath, m_record.authority})});
}

Result<std::vector<std::int64_t>> RemoteTransport::queue(Connection &connection, std::span<const Delivery> deliveries, std::string_view replaced)
{
    if (const Result<void> trusted = checkTrusted(m_settings.home); !trusted)
        return fail(noted(trusted.error()));
    std::vector<std::int64_t> positions;
    const Result<void> queued = connection.transaction([&]() -> Result<void> {
        for (const Delivery &delivery : deliveries) {
            const Result<std::string> id = commandIdOf(delivery.signedCommand);
            if (!id)
                return fail(id.error());
            const Result<std::int64_t> position = replaced.empty() ? queueCommand(connection, *id, delivery, m_settings.clock())
                                                                   : replaceQueued(connection, replaced, *id, delivery, m_settings.clock());
            if (!position)
                return fail(position.error());
            positions.push_back(*position);
        }
        return {};
    });
    if (!queued)
        return fail(queued.error());
    return positions;
}

std::vector<Result<Receipt>> RemoteTransport::deliver(std::span<const Delivery> deliveries)
{
    const std::lock_guard lock(m_sending);
    const Result<std::vector<std::int64_t>> positions = queue(m_line->connection, deliveries);
    return positions ? deliverQueued(*positions) : std::vector<Result<Receipt>>(deliveries.size(), fail(positions.error()));
}

Result<Receipt> RemoteTransport::replace(const std::string &queued, const Delivery &delivery)
{
    const std::lock_guard lock(m_sending);
    const Result<std::vector<std::int64_t>> positions = queue(m_line->connection, std::span(&delivery, 1), queued);
    return positions ? std::move(deliverQueued(*positions).front()) : fail(positions.error());
}

/// Sends all that waits up to these, and says what became of them.
std::vector<Result<Receipt>> RemoteTransport::deliverQueued(const std::vector<std::int64_t> &positions)
{
    const std::stop_token stop = m_interrupted.get_token();
    std::map<std::int64_t, Result<Receipt>> own;
    for (const std::int64_t position : positions)
        own.emplace(position, fail(ErrorCode::Queued, "another process of this home may be sending it"));
    const Result<void> drained = drain(*m_line, &own, stop);
    if (!drained)
        (void)noted(drained.error());
    std::vector<Result<Receipt>> answers;
    bool delivered = false;
    for (const std::int64_t position : positions) {
        Result<Receipt> &answer = own.at(position);
        delivered = delivered || answer;
        if (!answer && answer.error().code == ErrorCode::Queued && !drained)
            answer = fail(ErrorCode::Queued, std::string(errorName(drained.error().code)) + ": " + drained.error().detail, m_record.url);
        answers.push_back(std::move(answer));
    }
    if (delivered)
        (void)noted(*m_line, m_line->replicator.catchUp({}, stop)); // what one has just done oneself is to be seen at once; else the follower brings it
    if (!drained) {
        renewLine();
        wake();
    }
    return answers;
}

std::vector<Result<Receipt>> RemoteTransport::post(std::span<const Delivery> deliveries)
{
    const auto all = [&](const Error &error) { return std::vector<Result<Receipt>>(deliveries.size(), fail(error)); };
    // Not on m_line: whoever holds that may be waiting for the network.
    Result<Connection> connection = Connection::open(m_settings.databasePath, m_databaseKey, Connection::Access::ReadWrite);
    if (!connection)
        return all(connection.error());
    const Result<std::vector<std::int64_t>> positions = queue(*connection, deliveries);
    if (!positions)
        return all(positions.error());
    wake();
    return all(Error{ErrorCode::Queued, "it is sent in the background", m_record.url, {}});
}

Result<void> RemoteTransport::drain(Line &line, std::map<std::int64_t, Result<Receipt>> *own, std::stop_token stop)
{
    for (;;) {
        const Result<std::optional<QueuedCommand>> next = nextQueued(line.connection);
        if (!next)
            return fail(next.error());
        if (!*next)
            return {};
        const QueuedCommand &queued = **next;
        bool final = false;
        Result<Receipt> answer = send(line, queued, final, stop);
        if (!answer && !final) {
            const Result<std::optional<QueuedCommand>> now = nextQueued(line.connection);
            if (answer.error().code == ErrorCode::Conflict && now && (!*now || (*now)->commandId != queued.commandId))
                continue; // another was put in its place in the last moment
            return fail(answer.error());
        }
        const auto asked = own ? own->find(queued.position) : decltype(own->begin())();
        const bool ours = own && asked != own->end();
        const Result<void> noted = line.connection.transaction([&] {
            // Whoever gave this very command hears the refusal now; of one that waited it is kept.
            return answer || ours ? removeQueued(line.connection, queued.position) : refuseQueued(line.connection, queued.position, answer.error());
        });
        if (ours)
            asked->second = std::move(answer);
        if (!noted)
            return noted;
    }
}

Result<Receipt> RemoteTransport::send(Line &line, const QueuedCommand &queued, bool &final, std::stop_token stop)
{
    const Result<std::vector<Blob>> blobs = readQueuedBlobs(line.connection, queued.position);
    if (!blobs)
        return fail(blobs.error());
    const auto note = [&](bool tried) { return noteTried(line.connection, queued.position, queued.commandId, tried); };
    for (int tries = 0;; ++tries) {
        Result<void> ready = stageBlobs(line.link, *blobs, stop);
        if (ready)
            ready = line.link.reach(stop);
        if (ready)
            ready = note(true); // from here on nobody can say that the server does not have it
        if (!ready)
            return fail(ready.error());
        Result<ServerLink::Answer> answer = line.link.ask({.method = "POST", .target = "/v1/commands", .contentType = "application/cms",
                                                           .body = queued.signedCommand, .mostOctets = 20u << 20, .timeout = std::chrono::seconds(60)}, stop);
        if (!answer)
            return fail(answer.error());
        if (answer->isGood()) {
            const Result<QJsonObject> object = parseJsonObject(answer->body, false, 20u << 20);
            return object ? receiptFromJson(*object) : fail(object.error());
        }
        if (answer->status == blobsMissing && tries < 3 && !blobs->empty())
            continue; // it was restarted in between
        Error error = answer->error();
        final = !answer->isPassing() && error.code != ErrorCode::WorkstationRefused;
        if (error.code == ErrorCode::FromTheFuture)
            noteClock(line.link.ahead()); // it may be the first that was heard of that server: what is signed next goes by its clock
        if (error.code == ErrorCode::JournalBroken || error.code == ErrorCode::CheckpointMismatch || error.code == ErrorCode::VersionTooNew)
            error.code = ErrorCode::Busy; // of a database behind it: no word about the history that it told us, nor about this release
        if (error.code == ErrorCode::WorkstationRefused) {
            if (Result<void> untried = note(false); !untried)
                return fail(untried.error());
        }
        return fail(std::move(error));
    }
}

Result<std::vector<CardSecrets>> RemoteTransport::cardSecrets(const std::string &card, const SignDemand &sign)
{
    const Result<PrivateKey> oneTime = PrivateKey::generate();
    const Result<Bytes> key = oneTime ? oneTime->publicKeyDer() : fail(oneTime.error());
    const Result<Bytes> demand = key ? sign(*key) : fail(key.error());
    if (!demand)
        return fail(demand.error());
    const Result<Bytes> wrapped = fetch({.method = "POST", .target = "/v1/card-secrets", .contentType = "application/cms", .body = *demand});
    if (!wrapped)
        return fail(wrapped.error());
    const Result<SecureBytes> secrets = unwrap(*wrapped, *oneTime, CardSecretsDemand{.person = {}, .card = card, .key = {}}.wrapContext());
    return secrets ? unpackCardSecrets(secrets->view()) : fail(secrets.error());
}

Result<std::vector<Blob>> RemoteTransport::escrowed(BytesView signedDemand)
{
    const Result<Bytes> answer = fetch({.method = "POST", .target = "/v1/escrow", .contentType = "application/cms", .body = signedDemand, .mostOctets = largestFetched});
    return answer ? decodeBlobs(*answer, blobsTogether) : fail(answer.error());
}

Result<Bytes> RemoteTransport::fetchBlob(const Sha256 &name)
{
    Result<Bytes> bytes = fetch({.target = "/v1/blobs/" + toHex(name), .mostOctets = largestFetched});
    if (bytes && sha256(*bytes) != name)
        return fail(ErrorCode::Malformed, "the server sends other bytes than the blob asked for", toHex(name));
    return bytes;
}

CeremonyDesk *RemoteTransport::ceremonies(const SignCeremonyDemand &sign)
{
    const std::lock_guard lock(m_ceremoniesMutex);
    if (!m_ceremonies) {
        RemoteCeremonies::Way way;
        way.ask = [this](const ServerLink::Question &question) { return fetch(question); };
        way.sendAhead = [this](std::span<const Blob> blobs) {
            const std::lock_guard sending(m_sending);
            return stageBlobs(m_line->link, blobs, m_interrupted.get_token());
        };
        way.level = [this]() -> Result<void> {
            const Result<Replicator::Progress> level = synchronise({}, m_interrupted.get_token());
            return level ? Result<void>() : fail(level.error());
        };
        way.openReplica = [this] { return Connection::open(m_settings.databasePath, m_databaseKey, Connection::Access::ReadOnly); };
        m_ceremonies = std::make_unique<RemoteCeremonies>(std::move(way), sign, m_settings.home, m_settings.clock);
    }
    return m_ceremonies.get();
}

/// One question beside the outbox, which has to be answered now.
Result<Bytes> RemoteTransport::fetch(const ServerLink::Question &question)
{
    const std::lock_guard lock(m_sending);
    Result<Bytes> answer = m_line->link.fetch(question, m_interrupted.get_token());
    if (answer || !isUnreachable(answer.error().code))
        return answer;
    renewLine();
    return fail(noted(answer.error()));
}

Result<Replicator::Progress> RemoteTransport::synchronise(const std::function<void(const Replicator::Progress &)> &progress, std::stop_token stop)
{
    const std::lock_guard lock(m_sending);
    if (const Result<void> trusted = checkTrusted(m_settings.home); !trusted)
        return fail(noted(trusted.error()));
    if (const Result<void> drained = drain(*m_line, nullptr, stop); !drained) {
        renewLine();
        return fail(noted(drained.error()));
    }
    Result<Replicator::Progress> level = m_line->replicator.catchUp(progress, stop);
    if (!level)
        renewLine();
    return noted(*m_line, std::move(level));
}

Result<Replicator::Progress> RemoteTransport::await(std::chrono::seconds wait, std::stop_token stop)
{
    const std::lock_guard lock(m_sending);
    return noted(*m_line, m_line->replicator.step(wait, stop));
}

void RemoteTransport::follow()
{
    if (m_follower.joinable())
        return;
    m_follower = std::jthread([this](const std::stop_token &stop) { watch(stop); });
    m_sender = std::jthread([this](const std::stop_token &stop) { sendOut(stop); });
}

/// After trouble: the workstation's certificate may be another since.
void RemoteTransport::renewLine()
{
    if (Result<std::unique_ptr<Line>> line = makeLine())
        m_line = std::move(*line);
}

void RemoteTransport::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_news = true;
    }
    m_wake.notify_all();
}

void RemoteTransport::watch(const std::stop_token &stop)
{
    auto pause = firstPause;
    while (!stop.stop_requested()) {
        Result<std::unique_ptr<Line>> line = makeLine(); // anew after trouble, as renewLine()
        if (!line)
            (void)noted(line.error());
        for (bool away = true; line && !stop.stop_requested(); away = false) {
            if (const Result<void> trusted = checkTrusted(m_settings.home); !trusted) {
                (void)noted(trusted.error());
                return;
            }
            // Nothing to wait for where there is more, or where it is not known yet that there is not.
            const bool level = link().kind == LinkState::Kind::InStep;
            if (!noted(**line, (*line)->replicator.step(level ? longPoll : std::chrono::seconds(0), stop)))
                break;
            pause = firstPause;
            if (away)
                wake(); // what could not be sent before may go now
        }
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, stop, pause, [this] { return std::exchange(m_hurry, false); }))
            pause = firstPause;
        else
            pause = std::min(pause * 2, longestPause);
    }
}

void RemoteTransport::sendOut(const std::stop_token &stop)
{
    auto pause = firstPause;
    while (!stop.stop_requested() && checkTrusted(m_settings.home)) {
        Result<std::unique_ptr<Line>> line = makeLine();
        Result<void> sent = line ? Result<void>() : fail(line.error());
        if (sent) {
            const std::lock_guard lock(m_sending);
            sent = drain(**line, nullptr, stop);
        }
        if (!sent)
            (void)noted(sent.error());
        pause = sent ? firstPause : std::min(pause * 2, longestPause);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, sent ? longestPause : pause, [this] { return m_news; });
        m_news = false;
    }
}

LinkState RemoteTransport::link() const
{
    const std::lock_guard lock(m_linkMutex);
    return m_link;
}

void RemoteTransport::watchLink(std::function<void()> changed)
{
    const std::lock_guard lock(m_listening);
    m_changed = std::move(changed);
}

void RemoteTransport::hurry()
{
    const std::lock_guard lock(m_mutex);
    m_hurry = m_news = true;
    m_wake.notify_all();
}

void RemoteTransport::interrupt()
{
    m_interrupted.request_stop();
    m_follower.request_stop();
    m_sender.request_stop();
}

void RemoteTransport::changeLink(const std::function<void(LinkState &)> &change)
{
    {
        const std::lock_guard lock(m_linkMutex);
        change(m_link);
    }
    const std::lock_guard lock(m_listening);
    if (m_changed)
        m_changed();
}

void RemoteTransport::noteClock(std::optional<std::chrono::seconds> ahead)
{
    changeLink([&](LinkState &link) { link.ahead = rounded(ahead); });
}

Result<Replicator::Progress> RemoteTransport::noted(const Line &line, Result<Replicator::Progress> answer)
{
    if (!answer)
        return fail(noted(answer.error()));
    const Instant now = m_settings.clock();
    const std::chrono::seconds ahead = rounded(line.replicator.ahead());
    bool keep = false; // not under the lock: whoever asks how it stands must not wait for the disk
    changeLink([&](LinkState &link) {
        link.kind = answer->isLevel() ? LinkState::Kind::InStep : LinkState::Kind::Receiving;
        link.here = answer->here;
        link.head = std::max(answer->here, answer->head);
        link.trouble.reset();
        link.ahead = ahead;
        if (!answer->isLevel())
            return;
        link.heard = now;
        keep = now - m_heardKept >= heardKeptEvery;
        if (keep)
            m_heardKept = now;
    });
    if (keep)
        keepHeard(now);
    return answer;
}

Error RemoteTransport::noted(Error error)
{
    if (error.code == ErrorCode::Cancelled) // by us: says nothing about the server
        return error;
    if (error.code == ErrorCode::VersionTooNew)
        error.subject = m_record.url; // as errorText() reads it
    changeLink([&](LinkState &link) {
        switch (error.code) {
        case ErrorCode::JournalBroken:
        case ErrorCode::CheckpointMismatch:
            link.kind = LinkState::Kind::Distrusted;
            link.broken = brokenBy(error);
            break;
        case ErrorCode::WorkstationRefused: link.kind = LinkState::Kind::Refused; break;
        case ErrorCode::VersionTooNew: link.kind = LinkState::Kind::Outdated; break;
        default: link.kind = LinkState::Kind::Away;
        }
        link.trouble = error;
    });
    return error;
}

/// A file that cannot be written costs no more than a younger answer the next time.
void RemoteTransport::keepHeard(Instant heard) const
{
    const std::string text = toIso(heard);
    (void)writeFileAtomically(heardPath(m_settings.home), viewOf(text));
}

} // namespace hufu
