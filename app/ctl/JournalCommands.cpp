// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/Signers.h"
#include "models/replica/JournalExport.h"

#include <cstdio>

#include <unistd.h>

namespace hufu::ctl {
namespace {

ExitCode verify(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json", "signatures"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    const bool showProgress = !json && ::isatty(STDERR_FILENO);
    const auto progress = [&](std::uint64_t done, std::uint64_t total) {
        if (showProgress)
            std::fprintf(stderr, "\r\033[K%3d %%", total ? int(100 * done / total) : 0);
    };
    const Result<VerificationReport> result = (*house)->verify(arguments->has("signatures"), progress, {});
    if (showProgress)
        std::fprintf(stderr, "\r\033[K");
    if (!result)
        return report(result.error(), json);
    const Sequence beyond = result->beyondCheckpoint();
    if (json) {
        QJsonArray breaks;
        for (const Break &found : result->breaks)
            breaks.append(QJsonObject{{"kind", breakName(found.kind)}, {"sequence", qint64(found.sequence)}, {"page", qint64(found.page)},
                                      {"detail", qstr(found.detail)}});
        printJson(QJsonObject{{"intact", result->intact()},
                              {"entries", qint64(result->entries)},
                              {"head", qstr(toHex(result->head))},
                              {"certificates", qint64(result->blobs)},
                              {"pages", qint64(result->pages)},
                              {"signatures", qint64(result->signatures)},
                              {"checkpoint", result->outsideCheckpoint ? QJsonValue(qint64(result->outsideCheckpoint->sequence)) : QJsonValue()},
                              {"unproven", qint64(beyond)},
                              {"breaks", breaks}});
    } else {
        say(arguments->has("signatures") ? CtlText::tr("%1 entries chained, %2 certificates digested, %3 commands' signatures checked")
                                               .arg(result->entries).arg(result->blobs).arg(result->signatures)
                                         : CtlText::tr("%1 entries chained, %2 certificates digested").arg(result->entries).arg(result->blobs));
        if (result->pages > 0)
            say(CtlText::tr("%1 pages of the database read, those of indexes too").arg(result->pages));
        say(CtlText::tr("head %1", "hash of the newest entry").arg(qstr(toHex(result->head))));
        if (result->outsideCheckpoint)
            say(CtlText::tr("checkpoint outside the database: entry %1 of %2", "number, time").arg(QString::number(result->outsideCheckpoint->sequence),
                                                                                                  qstr(toIso(result->outsideCheckpoint->time))));
        if (beyond > 0)
            say(CtlText::tr("not proven: that nothing was cut off after entry %1; no checkpoint outside the database vouches for the later ones").arg(result->entries - beyond));
        if (!arguments->has("signatures"))
            say(CtlText::tr("not checked: the commands' signatures (--signatures)"));
        say(CtlText::tr("not provable without a witness: that database and checkpoint were not both set back to an earlier copy"));
        for (const Break &found : result->breaks)
            say(found.sequence ? CtlText::tr("BROKEN %1 entry %2: %3", "kind, number, detail").arg(QLatin1String(breakName(found.kind)), QString::number(found.sequence), qstr(found.detail))
                               : CtlText::tr("BROKEN %1: %2", "kind, detail").arg(QLatin1String(breakName(found.kind)), qstr(found.detail)));
        say(result->intact()             ? CtlText::tr("The journal is intact.")
            : result->onlyPagesDamaged() ? CtlText::tr("The journal's entries hold, but the database is DAMAGED.")
                                         : CtlText::tr("The journal is BROKEN."));
    }
    return result->intact() ? ExitCode::Done : ExitCode::IntegrityBroken;
}

ExitCode head(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<Entry> newest = house.head();
        if (!newest)
            return fail(newest.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(newest->sequence)}, {"hash", qstr(toHex(newest->hash))},
                                  {"time", qstr(toIso(newest->time))}, {"kind", qstr(newest->kind)}});
        else
            printLine(std::to_string(newest->sequence) + " " + toHex(newest->hash) + " " + toIso(newest->time) + " " + newest->kind);
        return ExitCode::Done;
    });
}

ExitCode exportEntries(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptionsAnd({"format", "output", "commands"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const std::string format = arguments->value("format", json ? "json" : "csv");
    if (format != "csv" && format != "json")
        return reportUsage("--format is csv or json", json);
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    if (!mayExportJournal((*house)->officer()))
        return report(Error{ErrorCode::NotPermitted, "security and audit administrators export the journal", {}, {}}, json);
    if (arguments->has("commands")) {
        const Result<int> written = exportCommands(**house, arguments->value("commands"));
        if (!written)
            return report(written.error(), json);
        if (json)
            printJson(QJsonObject{{"path", qstr(arguments->value("commands"))}, {"format", "der"}, {"count", *written}});
        else
            say(CtlText::tr("%1 signed commands were written; verify.sh beside them checks each with openssl").arg(*written));
        return ExitCode::Done;
    }
    const Result<Entry> newest = (*house)->head();
    if (!newest)
        return report(newest.error(), json);
    Result<std::string> content = journalText(**house, format == "csv" ? JournalFormat::Csv : JournalFormat::Json);
    if (!content)
        return report(content.error(), json);
    // To standard output, the journal as JSON is the answer itself.
    const bool whole = format == "json" && arguments->value("output", "-") == "-";
    const QJsonObject about{{"format", qstr(format)}, {"count", qint64(newest->sequence)}};
    const Result<void> written = whole ? writeOutput({}, *content) : writeResult(*arguments, *content, about);
    if (!written)
        return report(written.error(), json);
    return ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"journal verify", "[--signatures]", "Checks the chain, the checkpoints, the stored certificates and every page of the database; with --signatures every command too.", verify},
    {"journal head", "", "Prints sequence, hash and time of the newest entry.", head},
    {"journal export", "[--format csv|json] [--output F] | --commands DIR",
     "Writes the journal for auditors; --commands writes each signed command as a file that openssl verifies.", exportEntries},
};

} // namespace

std::span<const CommandEntry> journalCommands() { return commands; }

} // namespace hufu::ctl
