// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/Output.h"
#include "app/embedded/EmbeddedGate.h"
#include "models/authority/http/StatusServer.h"
#include "models/base/CanonicalJson.h"

#include <charconv>
#include <csignal>
#include <ctime>

namespace hufu::ctl {
namespace {

constexpr std::time_t upkeepSeconds = 60;

/// "127.0.0.1:8080", "[::1]:0".
Result<StatusServerOptions> listenOptions(const std::string &text)
{
    const auto wrong = [] { return fail(ErrorCode::InvalidArgument, "--listen takes ADDRESS:PORT, such as 127.0.0.1:8080; port 0: any"); };
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return wrong();
    StatusServerOptions options;
    options.address = text.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']'))
        options.address = options.address.substr(1, options.address.size() - 2);
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, options.port);
    if (error != std::errc() || stop != end || stop == text.data() + colon + 1)
        return wrong();
    return options;
}

/// SIGINT and SIGTERM, taken when asked for instead of ending the process: blocked before any thread is born, so that none gets them.
class StopSignals {
public:
    StopSignals()
    {
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGINT);
        sigaddset(&m_set, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
    }
    /// Whether one came within so many seconds.
    bool wait(std::time_t seconds) const
    {
        const timespec time{seconds, 0};
        return ::sigtimedwait(&m_set, nullptr, &time) > 0;
    }

private:
    sigset_t m_set{};
};

/// Does what is due, and tells what could not be done when it is something else than before.
void keepUp(House &house, const StatusPublisher &publisher, std::string &told)
{
    std::vector<Error> troubles = house.upkeep();
    const std::vector<Error> publishing = publisher.troubles();
    troubles.insert(troubles.end(), publishing.begin(), publishing.end());
    std::string all;
    for (const Error &trouble : troubles)
        all += trouble.detail + '\n' + trouble.subject + '\n';
    if (all == told)
        return;
    told = all;
    for (const Error &trouble : troubles)
        (void)report(trouble, false);
}

ExitCode serve(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptionsAnd({"listen"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    Result<StatusServerOptions> options = listenOptions(arguments->value("listen", "127.0.0.1:0"));
    if (!options)
        return report(options.error(), json);
    const StopSignals stop;
    const Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    const Result<Policy> policy = (*house)->policy();
    if (!policy)
        return report(policy.error(), json);
    options->ocspLife = std::chrono::minutes(policy->ocspLifeMinutes);
    const Result<std::unique_ptr<StatusPublisher>> publisher = EmbeddedGate(homeOf(*arguments)).publishStatus(**house);
    if (!publisher)
        return report(publisher.error(), json);
    std::string told;
    keepUp(**house, **publisher, told);
    const Result<std::unique_ptr<StatusServer>> server = StatusServer::start(**publisher, *options);
    if (!server)
        return report(server.error(), json);
    const bool v6 = options->address.find(':') != std::string::npos;
    const std::string address = (v6 ? '[' + options->address + ']' : options->address) + ':' + std::to_string((*server)->port());
    if (json)
        printJson(QJsonObject{{"listen", qstr(address)}, {"port", int((*server)->port())}});
    else
        printLine("Listening on " + address);
    std::fflush(stdout);
    while (!stop.wait(upkeepSeconds))
        keepUp(**house, **publisher, told);
    return ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"serve", "[--listen ADDRESS:PORT]",
     "Answers for the own CA over HTTP (OCSP, CRLs, CA certificates) and keeps its CRLs fresh, until it is interrupted. The first line says where.",
     serve},
};

} // namespace

std::span<const CommandEntry> serveCommands() { return commands; }

} // namespace hufu::ctl
