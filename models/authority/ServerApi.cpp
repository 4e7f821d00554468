// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/ServerApi.h"

#include "models/authority/CardDemand.h"
#include "models/authority/Enrolment.h"
#include "models/authority/EscrowDemand.h"
#include "models/authority/Problem.h"
#include "models/authority/ServerFounding.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Import.h"
#include "models/domain/JournalPage.h"
#include "models/domain/JsonFields.h"
#include "models/domain/Request.h"
#include "models/pki/Digest.h"
#include "models/pki/OfficerCertificate.h"
#include "models/pki/SignedData.h"
#include "models/store/Blobs.h"
#include "models/store/CaReader.h"
#include "models/store/FoundingDrafts.h"
#include "models/store/PageReader.h"
#include "models/store/Vault.h"
#include "models/store/Workstations.h"

#include <QJsonDocument>

#include <charconv>

namespace hufu {
namespace {

constexpr std::size_t smallBody = 32u << 10, commandBody = (16u << 20) + 1, stageBody = 16u << 20;
constexpr std::size_t mostBlobs = 1000, mostProven = 2000;
constexpr auto longestBehind = std::chrono::seconds(3); ///< until a server has what another one appended
constexpr std::int64_t longestWait = 55; // seconds; below what proxies and firewalls bear

HttpReply json(const QJsonObject &object)
{
    return HttpReply::once(200, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

Result<std::int64_t> numberIn(const ApiRequest &request, const char *name, std::int64_t most)
{
    const auto at = request.query.find(name);
    if (at == request.query.end())
        return 0;
    std::int64_t value = 0;
    const char *end = at->second.data() + at->second.size();
    const auto [stop, error] = std::from_chars(at->second.data(), end, value);
    if (error != std::errc() || stop != end || value < 0 || value > most)
        return fail(ErrorCode::InvalidArgument, std::string(name) + " is no number from 0 to " + std::to_string(most));
    return value;
}

/// A claim, with the founder beside it where `founder` is asked for.
Result<EnrolmentClaim> claimIn(BytesView body, QJsonObject *founder = nullptr)
{
    const Result<QJsonObject> object = parseJsonObject(body, false, smallBody);
    return object ? enrolmentClaimFromJson(*object, founder) : fail(object.error());
}

/// Where the founding stands, as the founders' consoles see it.
Result<QJsonObject> foundingStand(Connection &connection)
{
    const Result<JournalHead> head = readJournalHead(connection);
    const Result<std::optional<FoundingDraft>> draft = readFoundingDraft(connection);
    if (!head || !draft)
        return fail(head ? draft.error() : head.error());
    if (head->sequence > 0)
        return QJsonObject{{"state", "founded"}};
    if (!*draft)
        return fail(ErrorCode::NotFound, "no house is being founded here");
    std::vector<Bytes> signers;
    if (!(*draft)->signedSoFar.empty()) {
        Result<SignedContent> opened = openSignedData((*draft)->signedSoFar);
        if (!opened)
            return fail(opened.error());
        signers = std::move(opened->signers);
    }
    QJsonArray seats;
    for (const FoundingSeat &seat : (*draft)->seats) {
        const bool taken = seat.founder.has_value();
        seats.append(QJsonObject{{"role", roleName(seat.role)}, {"name", taken ? qstr(seat.founder->name) : QString()},
                                 {"department", taken ? qstr(seat.founder->department) : QString()},
                                 {"signed", taken && std::ranges::find(signers, seat.founder->certificate) != signers.end()}});
    }
    return QJsonObject{{"state", (*draft)->isGathered() ? "signing" : "gathering"}, {"house", qstr((*draft)->house)}, {"seats", seats},
                       {"content", qstr((*draft)->content)}, {"signed", qstr(toBase64((*draft)->signedSoFar))}};
}

/// The bytes that a command names, which are sent ahead of it: certificates of an import, and what a request puts in escrow. None when it names none, or
/// cannot be read: the authority says so.
struct Named {
    std::vector<Sha256> certificates, escrowed;
};
Named namedBy(BytesView signedCommand)
{
    Named named;
    const Result<Bytes> content = unverifiedContent(signedCommand); // the authority verifies it in its turn; here it only decides what is sent along
    const auto has = [&](std::string_view word) { return content && textOf(*content).find(word) != std::string_view::npos; };
    if (!has(CommandKind::Import) && !(has(CommandKind::SubmitRequest) && has("\"escrow\"")))
        return named;
    const Result<Command> command = decodeCommand(*content);
    if (command && command->kind == CommandKind::Import) {
        if (const Result<std::vector<ImportedSighting>> sightings = importFromJson(command->payload)) {
            for (const ImportedSighting &sighting : *sightings)
                named.certificates.insert(named.certificates.end(), sighting.certificates.begin(), sighting.certificates.end());
        }
    }
    if (command && command->kind == CommandKind::SubmitRequest) {
        if (const Result<RequestForm> form = requestFormFromJson(command->payload); form && form->escrow)
            named.escrowed = form->escrow->named();
    }
    return named;
}

} // namespace

struct ServerApi::Visit {
    std::shared_ptr<ApiCall> call;
    std::string workstation;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    std::optional<std::chrono::steady_clock::time_point> until = {}; ///< of a long poll that has waited already
    std::optional<std::chrono::steady_clock::time_point> levelUntil = {}; ///< of one that needs what another server has appended
};

Result<std::unique_ptr<ServerApi>> ServerApi::make(const SecureBytes &databaseKey, CommandDesk &desk, Settings settings)
{
    Result<Connection> watched = Connection::open(settings.databasePath, databaseKey, Connection::Access::ReadOnly);
    if (!watched)
        return fail(watched.error());
    return std::unique_ptr<ServerApi>(new ServerApi(databaseKey.clone(), desk, std::move(*watched), std::move(settings)));
}

ServerApi::ServerApi(SecureBytes databaseKey, CommandDesk &desk, Connection watched, Settings settings)
    : m_databaseKey(std::move(databaseKey)), m_desk(desk), m_settings(std::move(settings)),
      m_readers(std::max(1u, m_settings.readers), m_settings.mostWaiting), m_watch(std::move(watched))
{
}

ServerApi::~ServerApi() { close(); }

std::size_t ServerApi::bodyLimit(const ApiRequest &request) const
{
    if (request.peer.empty() || request.method != "POST")
        return smallBody;
    if (request.path == "/v1/commands")
        return commandBody;
    if (request.path == "/v1/blobs")
        return stageBody;
    return request.path == "/v1/blobs/query" || request.path == "/v1/founding/signature" ? 128u << 10 : smallBody;
}

void ServerApi::take(std::shared_ptr<ApiCall> call)
{
    ++m_counters.requests;
    const auto visit = std::make_shared<Visit>(std::move(call));
    if (!m_readers.post([this, visit] { route(visit); }))
        answer(*visit, problem(503, ErrorCode::Busy, "too many requests wait"));
}

void ServerApi::close()
{
    m_watch.release();
    m_readers.finish();
}

HttpReply ServerApi::refusal(unsigned status, const char *sentence) const
{
    return problem(status, status == 413 ? ErrorCode::TooLarge : status == 400 ? ErrorCode::Malformed : ErrorCode::Busy, sentence);
}

void ServerApi::answer(Visit &visit, HttpReply reply)
{
    const unsigned status = reply.status;
    if (m_settings.answered) {
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - visit.begun);
        m_settings.answered(visit.call->request, status, visit.workstation, took);
    }
    visit.call->answer(std::move(reply));
}

template <typename Work> auto ServerApi::read(Work work) -> decltype(work(std::declval<Connection &>()))
{
    std::optional<Connection> connection;
    {
        const std::lock_guard lock(m_poolMutex);
        if (!m_pool.empty()) {
            connection = std::move(m_pool.back());
            m_pool.pop_back();
        }
    }
    if (!connection) {
        Result<Connection> opened = Connection::open(m_settings.databasePath, m_databaseKey, Connection::Access::ReadOnly);
        if (!opened)
            return fail(opened.error());
        connection = std::move(*opened);
    }
    auto result = work(*connection);
    const std::lock_guard lock(m_poolMutex);
    m_pool.push_back(std::move(*connection));
    return result;
}

/// By its key: whoever shows another of the same name was not let in, and the certificate may be the one before the newest.
Result<Workstation> ServerApi::admitted(const ApiRequest &request)
{
    if (request.peer.empty())
        return fail(ErrorCode::WorkstationRefused, "a workstation shows the certificate that it got when it was enrolled");
    return read([&](Connection &connection) -> Result<Workstation> {
        const Result<Bytes> authority = readAuthorityCertificate(connection);
        Result<std::vector<Workstation>> known = readWorkstations(connection);
        const Result<std::optional<FoundingDraft>> draft = readFoundingDraft(connection);
        if (!authority || !known || !draft)
            return fail(!authority ? authority.error() : !known ? known.error() : draft.error());
        if (*draft) { // founders' workstations are enrolled with the house
            for (const FoundingSeat &seat : (*draft)->seats) {
                if (seat.founder)
                    known->push_back(seat.workstation);
            }
        }
        auto at = std::ranges::find(*known, request.peer, &Workstation::certificate);
        if (at == known->end()) {
            const Result<Bytes> shown = publicKeyOf(request.peer);
            at = std::ranges::find_if(*known, [&](const Workstation &one) {
                const Result<Bytes> key = publicKeyOf(one.certificate);
                return shown && key && *key == *shown;
            });
        }
        if (at == known->end() || !isOurs(request.peer, *authority)
            || !isTlsIdentityInForce(request.peer, TlsIdentity::Side::Workstation, m_settings.clock()))
            return fail(ErrorCode::WorkstationRefused, "no such workstation is enrolled, or its certificate has ended");
        if (!at->active)
            return fail(ErrorCode::WorkstationRefused, "this workstation's enrolment was revoked", at->name);
        return std::move(*at);
    });
}

/// A signature that was good stays good: it is verified once, not with every request.
bool ServerApi::isOurs(const Bytes &peer, const Bytes &authority)
{
    const std::pair both(peer, authority);
    {
        const std::lock_guard lock(m_provenMutex);
        if (m_proven.contains(both))
            return true;
    }
    if (!isSignedBy(peer, authority))
        return false;
    const std::lock_guard lock(m_provenMutex);
    if (m_proven.size() >= mostProven)
        m_proven.clear();
    m_proven.insert(both);
    return true;
}

void ServerApi::route(const std::shared_ptr<Visit> &visit)
{
    const ApiRequest &request = visit->call->request;
    struct Route {
        std::string_view method, path;
        enum Who { Anybody, Consoles, Agents } who; ///< agents: of relying servers
        void (ServerApi::*serve)(const std::shared_ptr<Visit> &);
    };
    static const Route routes[] = {
        {"GET", "/healthz", Route::Anybody, &ServerApi::health},       {"POST", "/v1/enrol", Route::Anybody, &ServerApi::enrol},
        {"POST", "/v1/founding", Route::Anybody, &ServerApi::joinFounding}, {"GET", "/v1/founding", Route::Consoles, &ServerApi::founding},
        {"POST", "/v1/founding/signature", Route::Consoles, &ServerApi::signFounding},
        {"GET", "/v1/journal", Route::Consoles, &ServerApi::journal},  {"POST", "/v1/commands", Route::Consoles, &ServerApi::commands},
        {"POST", "/v1/blobs", Route::Consoles, &ServerApi::stage},     {"POST", "/v1/blobs/query", Route::Consoles, &ServerApi::blobs},
        {"GET", "/v1/blobs/", Route::Consoles, &ServerApi::blob},      {"GET", "/v1/crls", Route::Agents, &ServerApi::crls},
        {"POST", "/v1/crls/report", Route::Agents, &ServerApi::report}, {"POST", "/v1/card-secrets", Route::Consoles, &ServerApi::cardSecrets},
        {"POST", "/v1/escrow", Route::Consoles, &ServerApi::escrow},   {"POST", "/v1/ceremonies", Route::Consoles, &ServerApi::ceremonies},
    };
    std::string allowed;
    for (const Route &route : routes) {
        const bool folder = route.path.ends_with('/');
        const bool here = folder ? request.path.starts_with(route.path) && request.path != "/v1/blobs/query" : request.path == route.path;
        if (!here)
            continue;
        if (request.method != route.method) {
            allowed = route.method;
            continue;
        }
        if (route.who != Route::Anybody) {
            const Result<Workstation> workstation = admitted(request);
            if (!workstation && m_settings.shared && !visit->levelUntil) { // another server may have let it in just now
                visit->levelUntil = std::chrono::steady_clock::now() + longestBehind;
                return again(visit, m_watch.head(), *visit->levelUntil);
            }
            if (!workstation) {
                ++m_counters.turnedAway;
                return answer(*visit, problem(workstation.error()));
            }
            if (workstation->relying != (route.who == Route::Agents)) {
                ++m_counters.turnedAway;
                return answer(*visit, problem(403, ErrorCode::NotPermitted, workstation->relying ? "a relying server fetches CRLs and reports, nothing else" : "this is for relying servers"));
            }
            visit->workstation = workstation->id;
        }
        return (this->*route.serve)(visit);
    }
    if (allowed.empty())
        return answer(*visit, problem(404, ErrorCode::NotFound, "there is nothing at this address"));
    HttpReply reply = problem(405, ErrorCode::InvalidArgument, "this address takes " + allowed);
    reply.headers.emplace_back("Allow", allowed);
    answer(*visit, std::move(reply));
}

void ServerApi::again(const std::shared_ptr<Visit> &visit, Sequence after, std::chrono::steady_clock::time_point until)
{
    m_watch.wait(after, until, [this, visit] {
        if (!m_readers.post([this, visit] { route(visit); }))
            answer(*visit, problem(503, ErrorCode::Busy, "the server is ending, or too many requests wait"));
    });
}

void ServerApi::health(const std::shared_ptr<Visit> &visit)
{
    const Result<JournalHead> head = read([](Connection &connection) { return readJournalHead(connection); });
    answer(*visit, head ? HttpReply::text(200, "ok") : problem(503, head.error().code, "the journal cannot be read"));
}

void ServerApi::enrol(const std::shared_ptr<Visit> &visit)
{
    const Result<EnrolmentClaim> claim = claimIn(visit->call->request.body);
    if (!claim)
        return answer(*visit, problem(claim.error()));
    const bool posted = m_desk.run([this, visit, claim = *claim](Authority &authority) {
        const Result<Workstation> workstation = enrolWorkstation(authority, claim);
        if (!workstation) {
            ++m_counters.turnedAway;
            return answer(*visit, problem(workstation.error()));
        }
        ++m_counters.enrolled;
        m_watch.look();
        answer(*visit, json(toJson(*workstation)));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

void ServerApi::joinFounding(const std::shared_ptr<Visit> &visit)
{
    QJsonObject object;
    const Result<EnrolmentClaim> claim = claimIn(visit->call->request.body, &object);
    const Result<FounderClaim> founder = claim ? founderClaimFromJson(object) : fail(claim.error());
    if (!founder)
        return answer(*visit, problem(founder.error()));
    const bool posted = m_desk.run([this, visit, claim = *claim, founder = *founder](Authority &authority) {
        const Result<Workstation> workstation = hufu::joinFounding(authority, claim, founder);
        if (!workstation) {
            ++m_counters.turnedAway;
            return answer(*visit, problem(workstation.error()));
        }
        ++m_counters.enrolled;
        answer(*visit, json(toJson(*workstation)));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

void ServerApi::founding(const std::shared_ptr<Visit> &visit)
{
    const Result<QJsonObject> stand = read(foundingStand);
    answer(*visit, stand ? json(*stand) : problem(stand.error()));
}

void ServerApi::signFounding(const std::shared_ptr<Visit> &visit)
{
    const bool posted = m_desk.run([this, visit](Authority &authority) {
        const Result<void> taken = takeFoundingSignature(authority, visit->call->request.body);
        const Result<QJsonObject> stand = taken ? foundingStand(authority.connection()) : fail(taken.error());
        m_watch.look();
        answer(*visit, stand ? json(*stand) : problem(stand.error()));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

void ServerApi::journal(const std::shared_ptr<Visit> &visit)
{
    const ApiRequest &request = visit->call->request;
    const Result<std::int64_t> after = numberIn(request, "after", 9007199254740991), wait = numberIn(request, "wait", longestWait);
    if (!after || !wait)
        return answer(*visit, problem(after ? wait.error() : after.error()));
    const Result<JournalPage> page = read([&](Connection &connection) { return readPage(connection, Sequence(*after)); });
    if (!page)
        return answer(*visit, problem(page.error()));
    const auto now = std::chrono::steady_clock::now();
    if (!visit->until)
        visit->until = now + std::chrono::seconds(*wait);
    if (m_settings.shared && page->head < Sequence(*after)) {
        if (!visit->levelUntil)
            visit->levelUntil = now + longestBehind;
        if (*visit->levelUntil <= now || m_watch.isReleased())
            return answer(*visit, problem(503, ErrorCode::Busy, "this server is not level with the others yet"));
        return again(visit, Sequence(*after) - 1, *visit->levelUntil);
    }
    // A replica that is ahead of the journal is told so at once: that is no reason to wait.
    if (page->head == Sequence(*after) && *visit->until > now && !m_watch.isReleased()) {
        return again(visit, page->head, *visit->until);
    }
    m_counters.entries += page->entries.size();
    answer(*visit, HttpReply::once(200, "application/json", encodePage(*page)));
}

void ServerApi::blob(const std::shared_ptr<Visit> &visit)
{
    const Result<Sha256> name = sha256FromHex(std::string_view(visit->call->request.path).substr(std::string_view("/v1/blobs/").size()));
    if (!name)
        return answer(*visit, problem(400, ErrorCode::InvalidArgument, "a blob is named by its SHA-256, 64 hexadecimal digits"));
    const Result<Bytes> bytes = read([&](Connection &connection) { return readBlobNamed(connection, *name); });
    if (!bytes)
        return answer(*visit, problem(bytes.error()));
    ++m_counters.blobs;
    answer(*visit, HttpReply::once(200, "application/octet-stream", std::string(textOf(*bytes))));
}

void ServerApi::blobs(const std::shared_ptr<Visit> &visit)
{
    const Result<QJsonObject> object = parseJsonObject(visit->call->request.body, false, 128u << 10);
    const Result<std::vector<Sha256>> names = object ? blobNamesFromJson(*object, mostBlobs) : fail(object.error());
    if (!names)
        return answer(*visit, problem(names.error()));
    const Result<std::vector<Blob>> found = read([&](Connection &connection) { return readBlobsNamed(connection, *names, stageBody); }); // the rest is asked for again
    if (!found)
        return answer(*visit, problem(found.error()));
    m_counters.blobs += found->size();
    answer(*visit, HttpReply::once(200, "application/octet-stream", std::string(textOf(encodeBlobs(*found)))));
}

void ServerApi::stage(const std::shared_ptr<Visit> &visit)
{
    Result<std::vector<Blob>> sent = decodeBlobs(visit->call->request.body, mostBlobs);
    if (!sent)
        return answer(*visit, problem(sent.error()));
    QJsonArray names;
    for (const Blob &blob : *sent)
        names.append(qstr(toHex(blob.sha256)));
    m_stage.put(std::move(*sent));
    answer(*visit, json({{"staged", names}}));
}

void ServerApi::cardSecrets(const std::shared_ptr<Visit> &visit)
{
    const bool posted = m_desk.run([this, visit](Authority &authority) {
        const Result<Bytes> wrapped = answerCardDemand(authority, visit->call->request.body);
        answer(*visit, wrapped ? HttpReply::once(200, "application/octet-stream", std::string(wrapped->begin(), wrapped->end())) : problem(wrapped.error()));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

void ServerApi::escrow(const std::shared_ptr<Visit> &visit)
{
    const bool posted = m_desk.run([this, visit](Authority &authority) {
        const Result<std::vector<Blob>> kept = answerEscrowDemand(authority, visit->call->request.body);
        answer(*visit, kept ? HttpReply::once(200, "application/octet-stream", std::string(textOf(encodeBlobs(*kept)))) : problem(kept.error()));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

void ServerApi::ceremonies(const std::shared_ptr<Visit> &visit)
{
    const ApiRequest &request = visit->call->request;
    const Result<std::int64_t> offset = numberIn(request, "offset", 9007199254740991);
    if (!offset || !m_settings.ceremonies)
        return answer(*visit, offset ? problem(404, ErrorCode::NotFound, "no ceremonies are held here") : problem(offset.error()));
    const auto file = request.query.find("file");
    ServedCeremonies::Piece piece{file == request.query.end() ? std::string() : file->second, *offset};
    if (const auto brought = request.query.find("piece"); brought != request.query.end()) {
        const Result<Sha256> name = sha256FromHex(brought->second);
        if (!name)
            return answer(*visit, problem(name.error()));
        piece.brought = *name;
    }
    const bool posted = m_desk.run([this, visit, piece](Authority &authority) {
        const auto sentAhead = [this](const Sha256 &name) { return m_stage.find(name); };
        const Result<ServedCeremonies::Work> work = m_settings.ceremonies->answer(authority, visit->call->request.body, piece, sentAhead);
        m_watch.look();
        if (!work)
            return answer(*visit, problem(work.error()));
        if (piece.brought) {
            const Blob taken{*piece.brought, {}};
            m_stage.forget(std::span(&taken, 1));
        }
        // A restore test takes long: nobody waits for a decision meanwhile.
        const bool given = m_readers.post([this, visit, work = *work] {
            const Result<Bytes> done = work();
            answer(*visit, done ? HttpReply::once(200, "application/octet-stream", std::string(textOf(*done))) : problem(done.error()));
        });
        if (!given)
            answer(*visit, problem(503, ErrorCode::Busy, "the server is ending, or too many requests wait"));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

void ServerApi::commands(const std::shared_ptr<Visit> &visit)
{
    Delivery delivery{visit->call->request.body, {}};
    std::string missing;
    const auto gather = [&](const std::vector<Sha256> &names, const auto &isStored) -> Result<void> {
        for (const Sha256 &name : names) {
            if (std::optional<Blob> staged = m_stage.find(name)) {
                delivery.blobs.push_back(std::move(*staged));
                continue;
            }
            const Result<bool> stored = read([&](Connection &connection) -> Result<bool> { return isStored(connection, name); });
            if (!stored)
                return fail(stored.error());
            if (!*stored && missing.empty())
                missing = toHex(name);
        }
        return {};
    };
    const Named named = namedBy(delivery.signedCommand);
    Result<void> gathered = gather(named.certificates, [](Connection &connection, const Sha256 &name) -> Result<bool> {
        Result<Blobs> blobs = Blobs::over(connection);
        const Result<std::optional<std::int64_t>> found = blobs ? blobs->find(name) : fail(blobs.error());
        return found ? Result<bool>(found->has_value()) : fail(found.error());
    });
    if (gathered)
        gathered = gather(named.escrowed, [](Connection &connection, const Sha256 &name) -> Result<bool> {
            const Result<std::vector<Blob>> kept = readEscrowed(connection, std::span(&name, 1));
            return kept ? Result<bool>(!kept->empty()) : fail(kept.error());
        });
    if (!gathered)
        return answer(*visit, problem(gathered.error()));
    // Not a refusal, which would be journaled: the sender stages the bytes, again after a restart, and sends the command once more.
    if (!missing.empty())
        return answer(*visit, problem(424, ErrorCode::NotFound, "the bytes named " + missing + " were not sent ahead"));
    const auto sent = std::make_shared<std::vector<Blob>>(delivery.blobs);
    const bool posted = m_desk.deliver(std::move(delivery), [this, visit, sent](Decided decided) {
        m_watch.look();
        const Result<Receipt> &receipt = decided.answer;
        if (!receipt) {
            m_counters.refused += decided.isRefused;
            return answer(*visit, decided.isRefused ? refusedProblem(receipt.error()) : problem(receipt.error()));
        }
        ++m_counters.accepted;
        m_stage.forget(*sent);
        answer(*visit, json(toJson(*receipt)));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

/// The newest CRL of each CA, at once when they are others than the agent has, else when one is published; and the agent's own certificate, which
/// the authority renews.
void ServerApi::crls(const std::shared_ptr<Visit> &visit)
{
    const ApiRequest &request = visit->call->request;
    const Result<std::int64_t> wait = numberIn(request, "wait", longestWait);
    if (!wait)
        return answer(*visit, problem(wait.error()));
    const auto asked = request.query.find("have");
    const std::string have = asked == request.query.end() ? std::string() : asked->second;
    struct Found {
        Sequence head = 0;
        std::string state; ///< of all CRLs: what the agent says next time that it has
        QJsonArray crls;
        Bytes certificate;
    };
    const Result<Found> found = read([&](Connection &connection) -> Result<Found> {
        const Result<JournalHead> head = readJournalHead(connection);
        const Result<std::vector<CertificateAuthority>> cas = head ? readCas(connection) : fail(head.error());
        const Result<std::optional<Workstation>> own = cas ? readWorkstation(connection, visit->workstation) : fail(cas.error());
        if (!own)
            return fail(own.error());
        Found all{head->sequence, {}, {}, *own ? (*own)->certificate : Bytes()};
        std::string numbers;
        for (const CertificateAuthority &ca : *cas)
            numbers += ca.plan.id + ' ' + std::to_string(ca.crlNumber) + ' ' + toHex(ca.crlSha256) + '\n';
        all.state = toHex(sha256(viewOf(numbers)));
        for (const CertificateAuthority &ca : *cas) {
            if (ca.crlNumber == 0 || have == all.state)
                continue;
            const Result<Bytes> crl = readBlobNamed(connection, ca.crlSha256);
            if (!crl)
                return fail(crl.error());
            all.crls.append(QJsonObject{{"ca", qstr(ca.plan.id)}, {"number", qint64(ca.crlNumber)}, {"crl", qstr(toBase64(*crl))}});
        }
        return all;
    });
    if (!found)
        return answer(*visit, problem(found.error()));
    const auto now = std::chrono::steady_clock::now();
    if (!visit->until)
        visit->until = now + std::chrono::seconds(*wait);
    if (have == found->state && *visit->until > now && !m_watch.isReleased())
        return again(visit, found->head, *visit->until);
    answer(*visit, json({{"state", qstr(found->state)}, {"crls", found->crls}, {"certificate", qstr(toBase64(found->certificate))}}));
}

/// Journaled when it differs from what is known: a server that stands still writes no entries. One that talks too much is told when to say it again.
void ServerApi::report(const std::shared_ptr<Visit> &visit)
{
    const Result<QJsonObject> object = parseJsonObject(visit->call->request.body, false, smallBody);
    if (!object)
        return answer(*visit, problem(object.error()));
    const bool posted = m_desk.run([this, visit, payload = *object](Authority &authority) mutable {
        const Result<std::vector<RelyingServer>> servers = readRelyingServers(authority.connection());
        if (!servers)
            return answer(*visit, problem(servers.error()));
        const auto own = std::ranges::find(*servers, visit->workstation, &RelyingServer::id);
        if (own == servers->end())
            return answer(*visit, problem(403, ErrorCode::WorkstationRefused, "this relying server's enrolment was revoked"));
        payload.insert("id", qstr(own->id));
        payload.insert("name", qstr(own->name));
        const Result<RelyingReport> report = relyingReportFromJson(payload);
        if (!report)
            return answer(*visit, problem(report.error()));
        if (own->says(*report))
            return answer(*visit, json({{"sequence", qint64(own->sequence)}}));
        const Instant now = authority.now();
        if (const std::optional<Instant> later = own->heldBackUntil(*report, now))
            return answer(*visit, json({{"sequence", qint64(own->sequence)}, {"again", qint64((*later - now).count())}}));
        const Result<Receipt> receipt = authority.act([&](DutyContext &) -> Result<Act> { return Act{CommandKind::ReportRelying, toJson(*report), 2}; });
        m_watch.look();
        answer(*visit, receipt ? json({{"sequence", qint64(receipt->sequence)}}) : problem(receipt.error()));
    });
    if (!posted)
        answer(*visit, problem(503, ErrorCode::Busy, "too many commands wait"));
}

} // namespace hufu
