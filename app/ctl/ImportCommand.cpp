// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/Assessor.h"
#include "models/replica/ImportJob.h"
#include "models/wording/ErrorText.h"

#include <QJsonArray>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

#include <unistd.h>

namespace hufu::ctl {
namespace {

/// Turns Ctrl+C into a wish to stop: what is complete is kept.
class StopOnInterrupt {
public:
    StopOnInterrupt()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        m_thread = std::jthread([this, signals](const std::stop_token &ended) {
            const timespec tick{0, 100'000'000};
            while (!ended.stop_requested()) {
                if (sigtimedwait(&signals, nullptr, &tick) > 0)
                    m_stop.request_stop();
            }
        });
    }
    std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::jthread m_thread;
};

std::string reasonOf(const SourceOutcome &outcome)
{
    if (outcome.what == OutcomeKind::NothingFound && outcome.otherObjects > 0)
        return "no certificate, but " + std::to_string(outcome.otherObjects) + " requests, CRLs or public keys, which are not imported";
    if (outcome.what == OutcomeKind::NothingFound && outcome.failures.empty())
        return utf8(sentence({ErrorCode::NothingFound, {}, {}, {}}));
    if (outcome.failures.empty())
        return outcomeKindName(outcome.what);
    const SourceFailure &first = outcome.failures.front();
    Error error = first.error;
    if (error.subject == outcome.source) // who prints the reason names the source
        error.subject.clear();
    const std::string what = error.code == ErrorCode::InvalidArgument ? " (" + error.detail + ")" : std::string(); // which value, and why
    return (first.where.empty() || first.where == outcome.source ? "" : first.where + ": ") + utf8(sentence(error)) + what;
}

/// The sources about which somebody should know: those with a problem, and what was named explicitly and gave no certificate. In a folder
/// there may lie anything, so there a file without certificates is nothing to tell; a folder that gave nothing at all is.
std::vector<SourceOutcome> problemsOf(const ImportResult &result, const std::vector<SourceSpec> &sources)
{
    std::vector<SourceOutcome> problems;
    std::ranges::copy_if(result.report.outcomes, std::back_inserter(problems), &SourceOutcome::isProblem);
    for (const SourceSpec &source : sources) {
        const std::string below = source.text.ends_with('/') ? source.text : source.text + '/';
        SourceOutcome nothing;
        nothing.source = source.text;
        bool told = false; // by what it gave, or by its problem
        for (const SourceOutcome &outcome : result.report.outcomes) {
            if (outcome.source != source.text && !outcome.source.starts_with(below))
                continue;
            told = told || outcome.what != OutcomeKind::NothingFound || outcome.isProblem();
            nothing.otherObjects += outcome.otherObjects;
        }
        if (!told)
            problems.push_back(std::move(nothing));
    }
    return problems;
}

void printJsonResult(const ImportResult &result, const std::vector<SourceOutcome> &problems)
{
    QJsonArray failed, sources;
    for (const SourceOutcome &problem : problems)
        failed.append(QJsonObject{{"source", qstr(problem.source)}, {"reason", qstr(reasonOf(problem))}});
    for (const SourceOutcome &outcome : result.report.outcomes) {
        sources.append(QJsonObject{{"source", qstr(outcome.source)},
                                   {"content", contentKindName(outcome.content)},
                                   {"outcome", outcomeKindName(outcome.what)},
                                   {"read", qint64(outcome.read)},
                                   {"privateKeys", qint64(outcome.privateKeys)}});
    }
    printJson(QJsonObject{{"read", qint64(result.report.read)},
                          {"added", qint64(result.total.added)},
                          {"known", qint64(result.total.known)},
                          {"queued", qint64(result.queued)},
                          {"keysMatched", qint64(result.keysMatched)},
                          {"cancelled", result.report.cancelled},
                          {"failed", failed},
                          {"sources", sources}});
}

void printTextResult(const ImportResult &result, const std::vector<SourceOutcome> &problems)
{
    for (const SourceOutcome &problem : problems)
        printLine("! " + problem.source + ": " + reasonOf(problem));
    for (const SourceOutcome &outcome : result.report.outcomes) {
        if (outcome.privateKeys > 0)
            say(CtlText::tr("! %1: a private key lies in this file; it was not kept, the finding is").arg(qstr(outcome.source)));
    }
    if (result.keysMatched > 0)
        say(CtlText::tr("Certificates whose private key lies in a file of its own: %1").arg(result.keysMatched));
    QString sum = CtlText::tr("Read %1, new %2, known %3").arg(result.report.read).arg(result.total.added).arg(result.total.known);
    if (result.queued > 0)
        sum += CtlText::tr(", queued, not in force yet, %1", "behind: read, new, known").arg(result.queued);
    if (result.report.cancelled)
        sum += CtlText::tr("; cancelled, what was complete is kept", "behind: read, new, known");
    say(sum);
}

ExitCode run(const std::vector<std::string> &words)
{
    std::set<std::string> options = houseOptions;
    options.insert({"pkcs12-password", "pkcs12-password-file", "pkcs12-password-fd"});
    const Result<Arguments> arguments = Arguments::parse(words, options, {"json", "trust-store", "quiet"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    std::vector<SourceSpec> sources;
    if (arguments->has("trust-store"))
        sources.push_back(SourceSpec::trustStore());
    for (const std::string &word : arguments->rest())
        sources.push_back(SourceSpec::fromWord(word));
    if (sources.empty())
        return reportUsage("import needs files, folders, host:port or --trust-store", json);

    std::optional<SecureBytes> given; // for all files
    if (arguments->has("pkcs12-password") || arguments->has("pkcs12-password-file") || arguments->has("pkcs12-password-fd")) {
        Result<SecureBytes> secret = readSecret(*arguments, "pkcs12-password", {});
        if (!secret)
            return report(secret.error(), json);
        given = std::move(*secret);
    }
    const StopOnInterrupt interrupt;
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);

    const auto password = [&](const std::string &source, int attempt) -> std::optional<SecureBytes> {
        if (given) // tried once; a person at a terminal may try again
            return attempt == 1 ? std::optional(SecureBytes::copyOf(given->view())) : std::nullopt;
        Result<SecureBytes> secret = readSecret(*arguments, "pkcs12-password", utf8(CtlText::tr("Password of %1").arg(qstr(source))));
        return secret ? std::optional(std::move(*secret)) : std::nullopt;
    };
    const bool showProgress = !json && !arguments->has("quiet") && ::isatty(STDERR_FILENO);
    const auto progress = [&](std::uint64_t done, std::uint64_t total, const std::string &current) {
        if (showProgress)
            std::fprintf(stderr, "\r\033[K%3d %%  %.60s", total ? int(100 * done / total) : 0, current.c_str());
    };
    const ImportResult result = ImportJob(**house).run(sources, progress, password, interrupt.token());
    if (showProgress)
        std::fprintf(stderr, "\r\033[K");
    if (result.stopped)
        return report(*result.stopped, json);
    const std::vector<SourceOutcome> problems = problemsOf(result, sources);
    if (json)
        printJsonResult(result, problems);
    else
        printTextResult(result, problems);
    if (!result.report.cancelled) {
        if (const Result<AssessorProgress> assessed = assess(**house); !assessed && assessed.error().code != ErrorCode::Cancelled)
            return report(assessed.error(), false);
    }
    if (!problems.empty() || result.report.cancelled)
        return ExitCode::SomeInputsFailed;
    return result.queued > 0 ? ExitCode::Queued : ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"import", "[--trust-store] [--quiet] [--pkcs12-password-file P] FILE|DIR|HOST:PORT…",
     "Reads certificates by content: PEM, DER, PKCS#7, PKCS#12, server configurations, live endpoints (smtp:// imap:// ldap:// postgres:// mysql://).",
     run},
};

} // namespace

std::span<const CommandEntry> importCommands() { return commands; }

} // namespace hufu::ctl
