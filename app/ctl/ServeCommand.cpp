// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Output.h"
#include "app/ctl/StopSignals.h"
#include "app/embedded/EmbeddedGate.h"
#include "models/authority/http/StatusServer.h"
#include "models/base/CanonicalJson.h"

#include <cstdio>

namespace hufu::ctl {
namespace {

constexpr auto upkeepEvery = std::chrono::seconds(60);

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
    const Result<ListenAddress> listen = ListenAddress::parse(arguments->value("listen", "127.0.0.1:0"));
    if (!listen)
        return report(listen.error(), json);
    StatusServerOptions options{.address = listen->address, .port = listen->port};
    const StopSignals stop;
    const Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    const Result<Policy> policy = (*house)->policy();
    if (!policy)
        return report(policy.error(), json);
    options.ocspLife = std::chrono::minutes(policy->ocspLifeMinutes);
    const Result<std::unique_ptr<StatusPublisher>> publisher = EmbeddedGate(homeOf(*arguments)).publishStatus(**house);
    if (!publisher)
        return report(publisher.error(), json);
    std::string told;
    keepUp(**house, **publisher, told);
    const Result<std::unique_ptr<StatusServer>> server = StatusServer::start(**publisher, options);
    if (!server)
        return report(server.error(), json);
    const std::string address = ListenAddress{listen->address, (*server)->port()}.text();
    if (json)
        printJson(QJsonObject{{"listen", qstr(address)}, {"port", int((*server)->port())}});
    else
        say(CtlText::tr("Listening on %1").arg(qstr(address)));
    std::fflush(stdout);
    while (!stop.wait(upkeepEvery))
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
