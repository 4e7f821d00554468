// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Canary.h"

#include "models/base/Uuid.h"
#include "models/domain/RequestPolicy.h"
#include "models/pki/SecretBox.h"
#include "models/pki/Signer.h"
#include "models/replica/House.h"
#include "models/store/CaReader.h"
#include "models/store/ChainReader.h"
#include "models/store/RequestReader.h"
#include "models/store/RevocationReader.h"
#include "models/store/Vault.h"

#include <algorithm>
#include <span>
#include <thread>

namespace hufu {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view canaryPrefix = "canary ";
constexpr std::string_view canaryPurpose = "hufu canary key";
constexpr auto enterPatience = 1s;   // a decision waits for it; a hospital's own network answers in milliseconds
constexpr auto visitPatience = 3s;   // a server that reloads may take its time
constexpr auto betweenRounds = 150ms;
constexpr int refusalsWanted = 2;    // a server that restarts turns everybody away for a moment

/// A request of this desk's canaries, and what became of it.
struct CanaryRequest {
    std::string vaultName;
    Request request;
    std::optional<IssuedCertificate> issued;

    bool isReady(Instant now) const { return issued && !issued->revoked && issued->notAfter > now; }
    /// Whether something can still come of it: a suspension may be lifted.
    bool isOver(Instant now) const
    {
        if (issued)
            return issued->notAfter <= now || (issued->revoked && issued->revoked->reason != RevocationReason::CertificateHold);
        return !isLive(effectiveState(request, now));
    }
};

Result<std::vector<CanaryRequest>> readCanaryRequests(Connection &connection)
{
    const Result<std::vector<std::string>> names = vaultNames(connection);
    if (!names)
        return fail(names.error());
    std::vector<CanaryRequest> all;
    for (const std::string &name : *names) {
        if (!name.starts_with(canaryPrefix))
            continue;
        Result<std::optional<Request>> request = readRequest(connection, name.substr(canaryPrefix.size()));
        if (!request)
            return fail(request.error());
        if (!*request) // kept before it was submitted, and the submission never came to be
            continue;
        CanaryRequest one{name, std::move(**request), {}};
        if (one.request.certificate) {
            Result<std::vector<IssuedCertificate>> issued = readIssued(connection, std::span(&*one.request.certificate, 1)); // with all that the rules look at
            if (!issued)
                return fail(issued.error());
            if (!issued->empty())
                one.issued = std::move(issued->front());
        }
        all.push_back(std::move(one));
    }
    return all;
}

Result<Canary> readyCanary(House &house, Connection &connection)
{
    const Result<std::vector<CanaryRequest>> all = readCanaryRequests(connection);
    if (!all)
        return fail(all.error());
    const auto one = std::ranges::find_if(*all, [&](const CanaryRequest &request) { return request.isReady(house.authorityNow()); });
    if (one == all->end())
        return fail(ErrorCode::NothingFound, "no canary is ready at this desk");
    const Result<SecureBytes> wrapping = deriveSubkey(house.databaseKey(), canaryPurpose);
    const Result<Bytes> box = wrapping ? readVault(connection, one->vaultName) : fail(wrapping.error());
    Result<SecureBytes> key = box ? unseal(*wrapping, *box, one->vaultName) : fail(box.error());
    Result<std::vector<Bytes>> chain = key ? readChain(connection, one->issued->sha256) : fail(key.error());
    if (!chain)
        return fail(chain.error());
    return Canary{one->request.form.id, one->issued->sha256, {std::move(*chain), std::move(*key)}};
}

/// Keys of canaries that are dead are of no use to anybody.
Result<void> sweep(Connection &connection, Instant now)
{
    const Result<std::vector<CanaryRequest>> all = readCanaryRequests(connection);
    if (!all)
        return fail(all.error());
    for (const CanaryRequest &one : *all) {
        if (!one.isOver(now))
            continue;
        if (Result<void> removed = removeVault(connection, one.vaultName); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<CanaryStand> readCanaryStand(House &house)
{
    return house.read([&](Connection &connection) -> Result<CanaryStand> {
        const Result<std::vector<CanaryRequest>> all = readCanaryRequests(connection);
        const Result<Policy> policy = all ? readPolicy(connection) : fail(all.error());
        if (!policy)
            return fail(policy.error());
        CanaryStand stand;
        stand.endpoints = policy->relyingEndpoints;
        for (const CanaryRequest &one : *all) {
            if (one.isReady(house.authorityNow()) && !stand.ready)
                stand.ready = one.issued;
            else if (!one.issued && !one.isOver(house.authorityNow()))
                stand.waiting = one.request.form.id;
        }
        return stand;
    });
}

bool mayHaveCanary(const Service &service) { return service.tier != Tier::Core; }

Result<std::string> orderCanary(House &house, const Service &service, int days)
{
    if (!mayHaveCanary(service))
        return fail(ErrorCode::InvalidArgument, "no canary is made for a core service: whatever it is revoked with would need two signatures", service.name);
    Result<PrivateKey> key = PrivateKey::generate();
    if (!key)
        return fail(key.error());
    SoftSigner signer(std::move(*key));
    RequestForm form;
    form.id = newUuid();
    form.service = service.id;
    form.profile = "client";
    form.days = days;
    form.purpose = "紧急吊销的探测证书：吊销后由控制台试探各服务器是否拒绝 / canary: revoked in an emergency to see that servers refuse it";
    form.system = "hufu";
    SubjectAttributes subject{{"CN", "canary-" + form.id.substr(form.id.size() - 8)}};
    if (house.officer().department.empty()) // whose name the certificate would have; a client's needs one
        subject.insert(subject.begin(), {"OU", "canary"});
    Result<Bytes> csr = makeRequest(signer, subject, {});
    const Result<CertificateRequest> read = csr ? readRequest(BytesView(*csr)) : fail(csr.error());
    const Result<std::vector<CertificateAuthority>> cas = read ? house.read(readCas) : fail(read.error());
    if (!cas)
        return fail(cas.error());
    const CertificateAuthority *ca = proposedCa(*cas, form.profile, *read, house.authorityNow());
    if (!ca)
        return fail(ErrorCode::NotFound, "no CA of the house issues client certificates");
    form.ca = ca->plan.id;
    form.csr = std::move(*csr);

    const std::string name = std::string(canaryPrefix) + form.id;
    const Result<SecureBytes> wrapping = deriveSubkey(house.databaseKey(), canaryPurpose);
    const Result<SecureBytes> pkcs8 = wrapping ? signer.key().toPkcs8() : fail(wrapping.error());
    const Result<Bytes> box = pkcs8 ? seal(*wrapping, *pkcs8, name) : fail(pkcs8.error());
    Result<Connection> connection = box ? house.openForOwn() : fail(box.error());
    if (!connection)
        return fail(connection.error());
    // The key first: a request whose key was lost is useless.
    const Result<void> kept = connection->transaction([&]() -> Result<void> {
        if (Result<void> swept = sweep(*connection, house.authorityNow()); !swept)
            return swept;
        return putVault(*connection, name, *box);
    });
    if (!kept)
        return fail(kept.error());
    const Result<Receipt> receipt = house.submit(CommandKind::SubmitRequest, toJson(form), {}, {}, form.version());
    if (isTaken(receipt))
        return form.id;
    (void)removeVault(*connection, name); // what is left of it is a key that nothing was made of
    return fail(receipt.error());
}

struct CanaryRun::Visit {
    std::string endpoint;
    Result<ClientEntry> client;
    bool entered = false;
    std::string saidBefore;
    struct Way {
        EntryWay way{};
        bool wasOpen = false;
        int refusals = 0; ///< one after another
        EmergencyTrial::Line line;
    };
    std::vector<Way> ways;

    void enter(Instant now, std::stop_token stop)
    {
        ways.clear();
        const Result<ClientEntry::Answer> answer = client ? client->enter(enterPatience, stop) : fail(client.error());
        entered = answer && answer->letIn;
        saidBefore = answer ? answer->said : answer.error().detail;
        for (EntryWay way : allEntryWays) {
            Way one{way, entered, 0, {endpoint, way, entered ? EntryOutcome::Unreached : EntryOutcome::Unproven, now, "before: " + saidBefore}};
            if (entered && way == EntryWay::SavedSession && !client->hasSession()) {
                one.wasOpen = false;
                one.line.outcome = EntryOutcome::Unproven;
                one.line.detail = "the server gives no session that could be resumed";
            }
            ways.push_back(std::move(one));
        }
    }
    Result<ClientEntry::Answer> tryWay(EntryWay way, std::stop_token stop)
    {
        switch (way) {
        case EntryWay::NewHandshake: return client->newHandshake(visitPatience, stop);
        case EntryWay::SavedSession: return client->savedSession(visitPatience, stop);
        case EntryWay::OpenConnection: return client->openConnection(visitPatience, stop);
        }
        return fail(ErrorCode::Internal, "no such way");
    }
    void again(Instant now, std::stop_token stop)
    {
        for (Way &one : ways) {
            if (!one.wasOpen || one.refusals >= refusalsWanted || stop.stop_requested())
                continue;
            const Result<ClientEntry::Answer> answer = tryWay(one.way, stop);
            const bool gone = one.way == EntryWay::OpenConnection && answer && !answer->letIn; // what is closed does not open again
            const EntryOutcome outcome = !answer ? EntryOutcome::Unreached : answer->letIn ? EntryOutcome::Accepted : EntryOutcome::Refused;
            if (outcome != one.line.outcome)
                one.line.at = now;
            one.line.outcome = outcome;
            one.line.detail = answer ? answer->said : answer.error().detail;
            one.refusals = outcome != EntryOutcome::Refused ? 0 : gone ? refusalsWanted : one.refusals + 1;
        }
    }
    bool isSettled() const
    {
        return std::ranges::all_of(ways, [](const Way &one) { return !one.wasOpen || one.refusals >= refusalsWanted; });
    }
};

CanaryRun::CanaryRun(Canary canary, std::function<Instant()> now) : m_canary(std::move(canary)), m_now(std::move(now)) {}
CanaryRun::~CanaryRun() = default;

Result<std::unique_ptr<CanaryRun>> CanaryRun::make(House &house)
{
    return house.read([&](Connection &connection) -> Result<std::unique_ptr<CanaryRun>> {
        const Result<Policy> policy = readPolicy(connection);
        if (!policy)
            return fail(policy.error());
        if (policy->relyingEndpoints.empty())
            return fail(ErrorCode::NothingFound, "policy registers no server where a canary could try to get in");
        Result<Canary> canary = readyCanary(house, connection);
        if (!canary)
            return fail(canary.error());
        std::unique_ptr<CanaryRun> run(new CanaryRun(std::move(*canary), [&house] { return house.authorityNow(); }));
        for (const std::string &endpoint : policy->relyingEndpoints)
            run->m_visits.push_back(std::make_unique<Visit>(Visit{endpoint, ClientEntry::make(endpoint, run->m_canary.identity), false, {}, {}}));
        return run;
    });
}

const Sha256 &CanaryRun::certificate() const { return m_canary.sha256; }
std::size_t CanaryRun::endpointCount() const { return m_visits.size(); }

/// A thread for each: they wait for the network, and one that does not answer keeps nobody else.
void CanaryRun::everywhere(const std::function<void(Visit &)> &deed)
{
    std::vector<std::jthread> threads;
    for (const std::unique_ptr<Visit> &visit : m_visits)
        threads.emplace_back([&deed, &visit] { deed(*visit); });
}

void CanaryRun::enter(std::stop_token stop)
{
    const Instant now = m_now();
    everywhere([now, stop](Visit &visit) { visit.enter(now, stop); });
}

std::size_t CanaryRun::enteredCount() const
{
    return std::size_t(std::ranges::count_if(m_visits, [](const std::unique_ptr<Visit> &visit) { return visit->entered; }));
}

EmergencyTrial CanaryRun::shutOut(const std::string &emergency, std::chrono::milliseconds patience, const std::function<void(const EmergencyTrial &)> &tell, std::stop_token stop)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    EmergencyTrial trial{emergency, m_canary.sha256, {}};
    for (;;) {
        const Instant now = m_now();
        everywhere([now, stop](Visit &visit) { visit.again(now, stop); });
        trial.lines.clear();
        bool settled = true;
        for (const std::unique_ptr<Visit> &visit : m_visits) {
            for (const Visit::Way &way : visit->ways)
                trial.lines.push_back(way.line);
            settled = settled && visit->isSettled();
        }
        if (tell)
            tell(trial);
        if (settled || stop.stop_requested() || std::chrono::steady_clock::now() >= until)
            return trial;
        std::this_thread::sleep_for(betweenRounds);
    }
}

} // namespace hufu
