// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Output.h"
#include "app/ctl/StopSignals.h"
#include "app/embedded/RestoreTest.h"
#include "app/embedded/TokenKeys.h"
#include "app/server/Commands.h"
#include "app/server/Log.h"
#include "app/server/ServerState.h"
#include "app/server/SharedFollower.h"
#include "models/authority/KeyBackup.h"
#include "models/authority/FoundingAct.h"
#include "models/authority/OperationsSite.h"
#include "models/authority/ServerApi.h"
#include "models/authority/ServerIdentity.h"
#include "models/authority/StatusPublisher.h"
#include "models/authority/http/StatusServer.h"
#include "models/base/CanonicalJson.h"
#include "models/store/FoundingDrafts.h"

#include <csignal>

#include <sys/resource.h>

namespace hufu::server {
namespace {

using ctl::Arguments;
using ctl::ExitCode;
using ctl::ListenAddress;

constexpr auto identityLife = std::chrono::days(398);
constexpr auto lookEvery = std::chrono::seconds(30);
/// Idle ones cost nearly nothing, and nobody shall keep relying parties from CRL and OCSP by opening some.
constexpr unsigned statusConnections = 12'000;

/// Renews the certificate of a server that runs for longer than it lasts.
class TlsDuty {
public:
    TlsDuty(std::vector<std::string> names, const ServerIdentity &first) : m_names(std::move(names)), m_from(first.from), m_until(first.until) {}
    /// To whom the next one is presented; null: to nobody any more.
    void serve(ApiServer *server)
    {
        const std::lock_guard lock(m_mutex);
        m_server = server;
    }
    Result<void> keepUp(Authority &authority)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_server || !isRenewalDue(m_from, m_until, authority.now()))
            return {};
        const Result<ServerIdentity> next = ServerIdentity::make(authority, m_names, identityLife);
        const Result<void> presented = next ? m_server->present(next->tls) : fail(next.error());
        if (!presented)
            return fail(presented.error().code, "renewing the server's TLS certificate: " + presented.error().detail, presented.error().subject);
        m_from = next->from;
        m_until = next->until;
        log("info", "tls-renewed", {{"until", qstr(toIso(m_until))}});
        return {};
    }
    double secondsLeft() const
    {
        const std::lock_guard lock(m_mutex);
        return double((m_until - systemNow()).count());
    }

private:
    const std::vector<std::string> m_names;
    mutable std::mutex m_mutex;
    ApiServer *m_server = nullptr;
    Instant m_from, m_until;
};

void logAnswer(const ApiRequest &request, unsigned status, const std::string &workstation, std::chrono::microseconds took)
{
    log(status >= 500 ? "error" : status >= 400 ? "warning" : "info", "request",
        {{"method", qstr(request.method)}, {"path", qstr(request.path)}, {"status", int(status)}, {"workstation", qstr(workstation)},
         {"microseconds", qint64(took.count())}});
}

/// Tells what could not be done when it is something else than before.
void logTroubles(const std::vector<Error> &troubles, std::string &told)
{
    std::string all;
    for (const Error &trouble : troubles)
        all += trouble.detail + '\n' + trouble.subject + '\n';
    if (all == told)
        return;
    told = all;
    for (const Error &trouble : troubles)
        logError("trouble", trouble);
}

std::vector<OperationsSite::Metric> metricsOf(const ServerApi &api, ServerApi &watched, const CommandDesk &desk, const ApiServer *const &server,
                                              const SharedFollower *follower, const TlsDuty &tls)
{
    const auto count = [](const std::atomic<std::uint64_t> &counter) { return [&counter] { return double(counter.load()); }; };
    const ServerApi::Counters &counters = api.counters();
    std::vector<OperationsSite::Metric> metrics{
        {"hufu_requests_total", "Requests to the API.", true, count(counters.requests)},
        {"hufu_commands_accepted_total", "Commands decided and in force.", true, count(counters.accepted)},
        {"hufu_commands_refused_total", "Commands refused.", true, count(counters.refused)},
        {"hufu_workstations_enrolled_total", "Workstations enrolled since the start.", true, count(counters.enrolled)},
        {"hufu_turned_away_total", "Requests without an enrolled workstation's certificate, and enrolments refused.", true, count(counters.turnedAway)},
        {"hufu_journal_entries_sent_total", "Journal entries sent to replicas.", true, count(counters.entries)},
        {"hufu_blobs_sent_total", "Blobs sent to replicas.", true, count(counters.blobs)},
        {"hufu_journal_head", "Sequence of the newest journal entry.", false, [&watched] { return double(watched.watch().head()); }},
        {"hufu_polls_waiting", "Replicas that wait for the journal to grow.", false, [&watched] { return double(watched.watch().waiting()); }},
        {"hufu_commands_waiting", "Commands that wait to be decided.", false, [&desk] { return double(desk.waiting()); }},
        {"hufu_connections", "Open connections to the API.", false, [&server] { return server ? double(server->connections()) : 0.0; }},
        {"hufu_tls_seconds_left", "Until the certificate ends that the API shows; it is renewed when a third of its life is left.", false,
         [&tls] { return tls.secondsLeft(); }},
        {"hufu_troubles", "Duties that could not be done at the last try.", false, [&desk] { return double(desk.troubles().size()); }},
    };
    if (follower)
        metrics.push_back({"hufu_database_level", "1 while this server is level with what PostgreSQL keeps, 0 while it is not and nothing is decided.", false,
                           [follower] { return follower->trouble() ? 0.0 : 1.0; }});
    return metrics;
}

/// What is wrong with the whole server, for those who run it: in words, none when nothing is.
std::optional<std::string> illness(ServerApi &api, const SharedFollower *follower)
{
    if (api.watch().head() == 0)
        return "The journal has not been read yet.";
    if (const std::optional<Error> apart = follower ? follower->trouble() : std::nullopt)
        return "Nothing is decided here; reads, OCSP and CRL are answered from what this server has. " + apart->detail;
    return std::nullopt;
}

Result<void> serve(ServerState state, const ctl::StopSignals &stop)
{
    const HomePaths paths(state.config.state);
    Result<Authority> authority = state.openAuthority(ServerState::Shared::MayBeAway);
    if (!authority)
        return fail(authority.error());
    const Result<JournalHead> head = readJournalHead(authority->connection());
    if (!head)
        return fail(head.error());
    const Result<Policy> policy = head->sequence > 0 ? readPolicy(authority->connection()) : defaultPolicy(); // a house that is being founded has it
    Result<std::unique_ptr<TokenKeys>> tokens = TokenKeys::over(paths.database, state.databaseKey);
    const Result<std::vector<std::string>> names = state.config.knownAs();
    const Result<ServerIdentity> identity = names ? ServerIdentity::make(*authority, *names, identityLife) : fail(names.error());
    if (!policy || !tokens || !identity)
        return fail(!policy ? policy.error() : !tokens ? tokens.error() : identity.error());
    TlsDuty tls(*names, *identity);
    TokenKeys &keys = **tokens;
    authority->caKeys().setKeyStore(std::move(*tokens));

    const Result<std::unique_ptr<StatusPublisher>> publisher = StatusPublisher::start(state.databaseKey, {.databasePath = paths.database});
    if (!publisher)
        return fail(publisher.error());
    const Result<std::unique_ptr<StatusServer>> status
        = StatusServer::start(**publisher, {.address = state.config.statusListen.address, .port = state.config.statusListen.port,
                                            .ocspLife = std::chrono::minutes(policy->ocspLifeMinutes), .maxConnections = statusConnections});
    if (!status)
        return fail(status.error());

    std::unique_ptr<SharedFollower> follower;
    if (!state.config.database.empty()) {
        Result<std::unique_ptr<SharedFollower>> started = SharedFollower::start(paths.database, state.databaseKey, {state.config.database, paths.checkpoint});
        if (!started)
            return fail(started.error());
        follower = std::move(*started);
    }
    const std::string backups = state.config.backupFolder.empty() ? backupFolder(paths) : state.config.backupFolder;
    MonthlyBackup monthly;
    ServedCeremonies ceremonies(state.databaseKey, paths, serveRestored);
    CommandDesk desk(std::move(*authority), {.upkeepToo = [&](Authority &mine) -> std::vector<Error> {
                                                 ceremonies.keepUp(mine);
                                                 std::vector<Error> troubles;
                                                 for (const Result<void> &done : {monthly.keepUp(mine, state.databaseKey, paths, backups), tls.keepUp(mine)}) {
                                                     if (!done)
                                                         troubles.push_back(done.error());
                                                 }
                                                 return troubles;
                                             },
                                             .afterwards = [&keys] { keys.settle(); }});
    const Result<std::unique_ptr<ServerApi>> api = ServerApi::make(state.databaseKey, desk, {.databasePath = paths.database, .ceremonies = &ceremonies, .shared = !state.config.database.empty(), .answered = logAnswer});
    if (!api)
        return fail(api.error());
    const ApiServer *listening = nullptr;
    OperationsSite operations(metricsOf(**api, **api, desk, listening, follower.get(), tls), [&] { return illness(**api, follower.get()); });
    const Result<std::unique_ptr<ApiServer>> server
        = ApiServer::start(**api, {.address = state.config.listen.address, .port = state.config.listen.port, .tls = &identity->tls,
                                   .maxConnections = unsigned(state.config.consoles) * 4});
    if (!server)
        return fail(server.error());
    listening = server->get();
    const Result<std::unique_ptr<ApiServer>> monitor
        = ApiServer::start(operations, {.address = state.config.operationsListen.address, .port = state.config.operationsListen.port,
                                        .networkThreads = 1, .maxConnections = 20});
    if (!monitor)
        return fail(monitor.error());
    tls.serve(server->get());

    const QJsonObject where{{"listen", qstr(ListenAddress{state.config.listen.address, (*server)->port()}.text())},
                            {"statusListen", qstr(ListenAddress{state.config.statusListen.address, (*status)->port()}.text())},
                            {"operationsListen", qstr(ListenAddress{state.config.operationsListen.address, (*monitor)->port()}.text())}};
    log("info", "started", where);
    ctl::printJson(where);
    std::fflush(stdout);
    std::string told;
    do {
        std::vector<Error> troubles = desk.troubles();
        const std::vector<Error> publishing = (*publisher)->troubles();
        troubles.insert(troubles.end(), publishing.begin(), publishing.end());
        if (const std::optional<Error> apart = follower ? follower->trouble() : std::nullopt)
            troubles.push_back(*apart);
        logTroubles(troubles, told);
    } while (!stop.wait(lookEvery));
    log("info", "stopping");
    tls.serve(nullptr);
    return {};
}

} // namespace

ExitCode run(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"config", "passphrase-file", "passphrase-fd", "passphrase"}, {});
    if (!arguments)
        return ctl::report(arguments.error(), false);
    const ctl::StopSignals stop;
    if (rlimit files{}; ::getrlimit(RLIMIT_NOFILE, &files) == 0) { // as many connections as the system allows
        files.rlim_cur = files.rlim_max;
        (void)::setrlimit(RLIMIT_NOFILE, &files);
    }
    std::signal(SIGPIPE, SIG_IGN); // GnuTLS writes to sockets that may have gone
    Result<ServerState> state = ServerState::open(*arguments);
    if (!state)
        return ctl::report(state.error(), false);
    if (const Result<void> served = serve(std::move(*state), stop); !served) {
        logError("failed", served.error());
        return ctl::report(served.error(), false);
    }
    log("info", "stopped");
    return ExitCode::Done;
}

} // namespace hufu::server
