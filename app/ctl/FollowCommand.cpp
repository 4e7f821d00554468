// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Output.h"
#include "app/ctl/StopSignals.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/Container.h"
#include "models/replica/CrlFollower.h"
#include "models/replica/Enrolling.h"
#include "models/store/AtomicFile.h"

#include <QJsonArray>
#include <QSysInfo>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <thread>

namespace hufu::ctl {
namespace {

constexpr std::size_t largestCaFile = 1u << 20;
constexpr std::chrono::seconds pollWait(50); ///< below what proxies and firewalls bear

Result<CrlFollower::Settings> settingsOf(const Arguments &arguments)
{
    CrlFollower::Settings settings;
    settings.urls = splitList(arguments.value("url"));
    settings.output = arguments.value("output");
    settings.check = arguments.value("check");
    settings.reload = arguments.value("reload");
    bool isSeconds = false;
    const int patience = qstr(arguments.value("patience", "30")).toInt(&isSeconds);
    if (!isSeconds || patience < 1 || patience > 3600)
        return fail(ErrorCode::InvalidArgument, "--patience takes seconds, 1 to 3600");
    settings.commandPatience = std::chrono::seconds(patience);
    const bool served = arguments.has("server") || arguments.has("home");
    if (settings.urls.empty() != served || settings.output.empty() || arguments.value("ca").empty())
        return fail(ErrorCode::InvalidArgument, "crl-follow needs --url URL[,URL…] or --home FOLDER --server URL, --ca FILE and --output FILE");
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
        say(CtlText::tr("Installed: CRL%1.", "numbers, each behind a blank").arg(qstr(text)));
    std::fflush(stdout);
}

/// What follows the authority's server itself: told at once of each new CRL, and reports what its own server checks with.
class ServerAgent {
public:
    ServerAgent(std::string folder, ServerLink::Settings link, CrlFollower::Settings settings, bool json)
        : m_folder(std::move(folder)), m_link(std::move(link)), m_follower(heardBy(std::move(settings))), m_json(json)
    {
    }

    /// Asks once, waiting so long for something new, and does what follows.
    Result<void> round(std::chrono::seconds wait, std::stop_token stop)
    {
        if (m_again) // before what was held back may be said
            wait = std::clamp(std::chrono::ceil<std::chrono::seconds>(*m_again - std::chrono::steady_clock::now()), std::chrono::seconds(0), wait);
        const Result<Bytes> answer = m_link.fetch({.target = "/v1/crls?wait=" + std::to_string(wait.count()) + (m_state.empty() ? "" : "&have=" + m_state),
                                                   .mostOctets = largestAnswer, .timeout = wait + std::chrono::seconds(20)}, std::move(stop));
        const Result<QJsonObject> object = answer ? parseJsonObject(*answer, false, largestAnswer) : fail(answer.error());
        if (!object)
            return fail(object.error());
        keepCertificate(*object);
        const QJsonArray crls = object->value("crls").toArray();
        if (crls.isEmpty())
            return m_again && std::chrono::steady_clock::now() >= *m_again ? report(m_trouble) : Result<void>();
        std::vector<OfferedCrl> offered;
        for (const QJsonValue item : crls) {
            Result<Bytes> der = fromBase64(utf8(item["crl"].toString()));
            if (!der)
                return fail(der.error());
            offered.push_back({utf8(item["ca"].toString()), std::move(*der)});
        }
        const Result<CrlFollower::Round> round = m_follower.take(offered);
        if (round && round->installed)
            tell(*round, m_json);
        if (round)
            m_held = round->byCa;
        // What was not taken, or not told, is asked for again.
        const Error *trouble = !round ? &round.error() : round->troubles.empty() ? nullptr : &round->troubles.front();
        if (Result<void> told = report(trouble ? trouble->detail : std::string()); !told)
            return told;
        if (!trouble)
            m_state = utf8(object->value("state").toString());
        return trouble ? fail(*trouble) : Result<void>();
    }

private:
    static constexpr std::size_t largestAnswer = 64u << 20, longestTrouble = 1000;

    /// What hinders is told before the old file is tried again, which may take as long.
    CrlFollower::Settings heardBy(CrlFollower::Settings settings)
    {
        settings.hindered = [this](const Error &error) { (void)report(error.detail); };
        return settings;
    }
    Result<void> report(const std::string &trouble)
    {
        m_trouble = trouble;
        QJsonArray held;
        for (const auto &[ca, number] : m_held)
            held.append(QJsonObject{{"ca", qstr(ca)}, {"number", qint64(number)}});
        const QJsonObject said{{"crls", held}, {"trouble", qstr(trouble.substr(0, longestTrouble))}};
        const Result<std::string> text = toCanonicalJson(said);
        const Result<Bytes> answer = text ? m_link.fetch({.method = "POST", .target = "/v1/crls/report", .contentType = "application/json", .body = viewOf(*text)}) : fail(text.error());
        const Result<QJsonObject> object = answer ? parseJsonObject(*answer, false, 10'000) : fail(answer.error());
        if (!object)
            return fail(object.error());
        m_again.reset();
        if (object->contains("again")) // the authority keeps its journal from filling
            m_again = std::chrono::steady_clock::now() + std::chrono::seconds(std::clamp<qint64>(object->value("again").toInteger(), 1, 3600));
        return {};
    }
    /// The authority renews it while the old one is good.
    void keepCertificate(const QJsonObject &answer) const
    {
        Result<Bytes> certificate = fromBase64(utf8(answer.value("certificate").toString()));
        Result<ServerRecord> record = ServerRecord::read(m_folder);
        if (!certificate || certificate->empty() || !record || record->certificate == *certificate)
            return;
        record->certificate = std::move(*certificate); // shown from the next start on
        (void)record->write(m_folder);
    }

    const std::string m_folder;
    ServerLink m_link;
    CrlFollower m_follower;
    const bool m_json;
    std::string m_state; ///< of all CRLs, as the server calls it
    std::map<std::string, std::uint64_t> m_held;
    std::string m_trouble; ///< as it was told last, or is to be told …
    std::optional<std::chrono::steady_clock::time_point> m_again; ///< … from then on
};

Result<ServerLink::Settings> agentLink(const Arguments &arguments)
{
    const std::string folder = arguments.value("home");
    if (folder.empty())
        return fail(ErrorCode::InvalidArgument, "--home names the folder where the agent's own key lies");
    Result<ServerLink::Settings> known = relyingLinkSettings(folder, systemNow);
    if (known || known.error().code != ErrorCode::NotFound)
        return known;
    if (arguments.value("server").empty() || arguments.value("code-file").empty())
        return fail(ErrorCode::InvalidArgument, "the first time, --server https://HOST:PORT and --code-file FILE enrol this server; hufu-server enrol-code --relying gives the code");
    const Result<SecureBytes> typed = readSecretFile(arguments.value("code-file"), 1000);
    const Result<EnrolmentCode> code = typed ? EnrolmentCode::parse(typed->view()) : fail(typed.error());
    if (!code)
        return fail(code.error());
    std::error_code made;
    std::filesystem::create_directories(folder, made);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, made);
    const Result<ServerRecord> record = enrolRelyingServer(arguments.value("server"), *code, arguments.value("name", QSysInfo::machineHostName().toStdString()), folder, systemNow);
    return record ? relyingLinkSettings(folder, systemNow) : fail(record.error());
}

ExitCode followServer(const Arguments &arguments, CrlFollower::Settings settings, std::chrono::milliseconds interval)
{
    const bool json = arguments.has("json");
    Result<ServerLink::Settings> link = agentLink(arguments);
    if (!link)
        return hufu::ctl::report(link.error(), json);
    const StopSignals signals;
    std::stop_source stop;
    ServerAgent agent(arguments.value("home"), std::move(*link), std::move(settings), json);
    if (arguments.has("once")) {
        const Result<void> done = agent.round(std::chrono::seconds(0), {});
        return done ? ExitCode::Done : hufu::ctl::report(done.error(), json);
    }
    const std::jthread listener([&] { // a long poll is ended by a signal
        while (!signals.wait(std::chrono::hours(1))) { }
        stop.request_stop();
    });
    std::string told;
    while (!stop.stop_requested()) {
        const Result<void> done = agent.round(pollWait, stop.get_token());
        if (stop.stop_requested())
            break;
        const std::string trouble = done ? std::string() : done.error().detail + done.error().subject;
        if (!done && trouble != told) // the same thing is not told every second
            (void)hufu::ctl::report(done.error(), json);
        told = trouble;
        if (!done)
            std::this_thread::sleep_for(interval);
    }
    return ExitCode::Done;
}

ExitCode follow(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"url", "home", "server", "code-file", "name", "ca", "output", "check", "reload", "interval", "patience"}, {"json", "once"});
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
    if (settings->urls.empty())
        return followServer(*arguments, std::move(*settings), std::chrono::milliseconds(interval));
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
    {"crl-follow", "--url URL[,URL...] | --home FOLDER [--server URL --code-file F [--name N]] --ca FILE[,FILE...] --output F [--check COMMAND] [--reload COMMAND] [--patience SECONDS] [--interval MS] [--once]",
     "For servers that check client certificates: keeps their CRL file new. Takes what one of the CAs signed and never an older one; writes the file, has the configuration tested and "
     "the server reloaded; puts the old file back when it is not taken. A command that takes longer than --patience (30) is ended, and the reload tried again. Needs no house. With --home it has an identity of "
     "its own, enrolled the first time by a code of hufu-server enrol-code --relying: the authority's server tells it at once, and hears what this server checks with.",
     follow},
};

} // namespace

std::span<const CommandEntry> followCommands() { return followTable; }

} // namespace hufu::ctl
