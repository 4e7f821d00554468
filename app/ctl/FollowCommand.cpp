// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/Output.h"
#include "app/ctl/StopSignals.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/Container.h"
#include "models/replica/CrlFollower.h"
#include "models/store/AtomicFile.h"

#include <cstdio>

namespace hufu::ctl {
namespace {

constexpr std::size_t largestCaFile = 1u << 20;

Result<CrlFollower::Settings> settingsOf(const Arguments &arguments)
{
    CrlFollower::Settings settings;
    settings.urls = splitList(arguments.value("url"));
    settings.output = arguments.value("output");
    settings.check = arguments.value("check");
    settings.reload = arguments.value("reload");
    if (settings.urls.empty() || settings.output.empty() || arguments.value("ca").empty())
        return fail(ErrorCode::InvalidArgument, "crl-follow needs --url URL[,URL…], --ca FILE and --output FILE");
    for (const std::string &file : splitList(arguments.value("ca"))) {
        const Result<Bytes> bytes = readSmallFile(file, largestCaFile);
        Result<ContainerContents> found = bytes ? readContainer(*bytes) : fail(bytes.error());
        if (!found)
            return fail(found.error());
        for (auto &certificate : found->certificates)
            settings.cas.push_back(std::move(certificate));
    }
    return settings.cas.empty() ? fail(ErrorCode::NothingFound, "--ca has no certificate") : Result<CrlFollower::Settings>(std::move(settings));
}

void tell(const CrlFollower::Round &round, bool json)
{
    QJsonArray numbers;
    std::string text;
    for (std::uint64_t number : round.numbers) {
        numbers.append(qint64(number));
        text += " " + std::to_string(number);
    }
    if (json)
        printJson(QJsonObject{{"installed", round.installed}, {"numbers", numbers}});
    else
        printLine("Installed: CRL" + text + ".");
    std::fflush(stdout);
}

ExitCode follow(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"url", "ca", "output", "check", "reload", "interval"}, {"json", "once"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    bool isNumber = false;
    const int interval = qstr(arguments->value("interval", "1000")).toInt(&isNumber);
    if (!isNumber || interval < 100 || interval > 3'600'000)
        return reportUsage("--interval takes milliseconds, 100 to 3600000", json);
    Result<CrlFollower::Settings> settings = settingsOf(*arguments);
    if (!settings)
        return report(settings.error(), json);
    const StopSignals stop;
    CrlFollower follower(std::move(*settings));
    std::string told;
    for (;;) {
        const Result<CrlFollower::Round> round = follower.round();
        std::vector<Error> troubles = round ? round->troubles : std::vector<Error>{round.error()};
        std::string all;
        for (const Error &trouble : troubles)
            all += trouble.detail + '\n' + trouble.subject + '\n';
        if (all != told) { // the same thing is not told every second
            for (const Error &trouble : troubles)
                (void)report(trouble, json);
        }
        told = all;
        if (round && round->installed)
            tell(*round, json);
        if (arguments->has("once"))
            return troubles.empty() ? ExitCode::Done : ExitCode::Failed;
        if (stop.wait(std::chrono::milliseconds(interval)))
            return ExitCode::Done;
    }
}

constexpr CommandEntry followTable[] = {
    {"crl-follow", "--url URL[,URL...] --ca FILE[,FILE...] --output F [--check COMMAND] [--reload COMMAND] [--interval MS] [--once]",
     "For servers that check client certificates: keeps their CRL file new. Takes what one of the CAs signed and never an older one; writes the file, has the configuration tested and "
     "the server reloaded; puts the old file back when it is not taken. Needs no house.",
     follow},
};

} // namespace

std::span<const CommandEntry> followCommands() { return followTable; }

} // namespace hufu::ctl
