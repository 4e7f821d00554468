// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CeremonyPlanning.h"
#include "app/ctl/CeremonyTerminal.h"
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/domain/CeremonyRecord.h"
#include "models/store/AtomicFile.h"
#include "models/store/CeremonyReader.h"
#include "models/wording/CeremonyReport.h"
#include "models/wording/CeremonyText.h"

#include <algorithm>
#include <cstdio>

namespace hufu::ctl {
namespace {

const char *fateName(const Ceremony &ceremony, Instant now)
{
    switch (ceremony.fate) {
    case Ceremony::Fate::Closed: return "closed";
    case Ceremony::Fate::Aborted: return "aborted";
    case Ceremony::Fate::Open: break;
    }
    return ceremony.lapsed(now) ? "lapsed" : "open";
}

QJsonObject ceremonyToJson(const Ceremony &ceremony, Instant now)
{
    QJsonObject object{{"id", qstr(ceremony.plan.id)}, {"kind", ceremonyKindName(ceremony.plan.kind)}, {"state", fateName(ceremony, now)},
                       {"planned", qstr(toIso(ceremony.planned))}, {"parameters", qstr(toHex(ceremony.parameters))}, {"steps", int(ceremony.plan.checks.size())},
                       {"done", int(ceremony.done.size())}, {"needed", ceremony.plan.needed}, {"custodians", int(ceremony.plan.custodians.size())},
                       {"void", ceremony.isVoid}, {"reason", qstr(ceremony.reason)}};
    if (ceremony.sealed)
        object["package"] = qstr(toHex(hashOf(*ceremony.sealed)));
    if (ceremony.record)
        object["record"] = qstr(toHex(*ceremony.record));
    return object;
}

ExitCode scripts(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() > 1)
        return reportUsage("ceremony scripts takes the name of one script, or a file", json);
    if (!arguments->rest().empty()) {
        const Result<CeremonyScript> script = findScript(arguments->rest().front());
        if (!script)
            return report(script.error(), json);
        json ? printJson(scriptToJson(*script)) : printLine(CeremonyText::script(*script));
        return ExitCode::Done;
    }
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (const std::string &name : builtinScriptNames()) {
        const Result<CeremonyScript> script = builtinScript(name);
        if (!script)
            return report(script.error(), json);
        objects.append(scriptToJson(*script));
        rows.push_back({script->name, std::to_string(script->version), script->title.zh, toHex(script->sha256)});
    }
    printList(json, objects, {CtlText::tr("SCRIPT"), CtlText::tr("VERSION"), CtlText::tr("TITLE"), CtlText::tr("SHA-256")}, rows);
    return ExitCode::Done;
}

void printPlanned(const PlannedCeremony &planned, const House &house)
{
    std::string text = "administrator 主持人: " + house.officer().name + "\nwitness 见证人: " + planned.witness.name + "\n";
    for (const Person &custodian : planned.custodians)
        text += "custodian 密钥保管员: " + custodian.name + (keepsShares(custodian) ? "" : " (no custodian with a key for shares 无分量密钥)") + "\n";
    text += "needed together 门限: " + std::to_string(planned.plan.needed) + " of " + std::to_string(planned.plan.custodians.size()) + "\n";
    for (const std::string &medium : planned.plan.media)
        text += "medium 介质: " + medium + "\n";
    for (const CeremonyWarning warning : planned.warnings)
        text += "warning 注意: " + utf8(CeremonyText::warning(warning)) + "\n";
    printLine(text + "\n" + CeremonyText::script(planned.script));
}

ExitCode plan(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, ceremonyOptionsAnd({}), {"json", "whole-house"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    const Result<CeremonyDraft> draft = readDraft(**house, *arguments);
    const Result<PlannedCeremony> planned = draft ? planCeremony(**house, *draft) : fail(draft.error());
    if (!planned)
        return report(planned.error(), json);
    if (json) {
        QJsonArray warnings;
        for (const CeremonyWarning warning : planned->warnings)
            warnings.append(CeremonyText::warning(warning));
        QJsonObject shown = toJson(planned->plan);
        shown.remove("scriptText");
        printJson(QJsonObject{{"plan", shown}, {"script", scriptToJson(planned->script)}, {"warnings", warnings}});
    } else {
        printPlanned(*planned, **house);
    }
    return ExitCode::Done;
}

ExitCode run(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, ceremonyOptionsAnd({"resume", "output"}), {"json", "whole-house"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->has("resume") == arguments->has("script"))
        return reportUsage("ceremony run needs --script NAME, or --resume ID", json);
    const Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    EmbeddedGate gate(homeOf(*arguments));
    std::FILE *const to = json ? stderr : stdout;
    CeremonyTerminal run(**house, gate, *arguments, [to](const std::string &text) {
        std::fprintf(to, "%s\n", text.c_str());
        std::fflush(to);
    });
    Result<void> begun;
    if (arguments->has("resume")) {
        const Result<std::string> id = idNamed(**house, IdOf::Ceremony, arguments->value("resume"));
        begun = id ? run.resume(*id) : fail(id.error());
    } else {
        const Result<CeremonyDraft> draft = readDraft(**house, *arguments);
        const Result<PlannedCeremony> planned = draft ? planCeremony(**house, *draft) : fail(draft.error());
        if (!planned)
            return report(planned.error(), json);
        for (const CeremonyWarning warning : planned->warnings)
            warn(CeremonyText::warning(warning));
        begun = run.begin(*planned);
    }
    if (!begun)
        return report(begun.error(), json);
    if (const Result<void> performed = run.perform(); !performed) {
        const bool open = run.ceremony().fate == Ceremony::Fate::Open;
        if (!json)
            warn((open ? CtlText::tr("the ceremony %1 is open still; --resume goes on, \"abort REASON\" ends it")
                       : CtlText::tr("the ceremony %1 is over; \"ceremony show\" with its ID and --output writes its minutes")).arg(qstr(run.ceremony().plan.id)));
        return report(performed.error(), json);
    }
    const bool closed = run.ceremony().fate == Ceremony::Fate::Closed;
    if (json) {
        QJsonArray packages, records;
        for (const std::string &package : run.packages())
            packages.append(qstr(package));
        for (const std::string &record : run.records())
            records.append(qstr(record));
        QJsonObject object = ceremonyToJson(run.ceremony(), (*house)->now());
        object["packages"] = packages;
        object["records"] = records;
        printJson(object);
    } else {
        printLine(closed ? "The ceremony is closed. 仪式已结束。" : "The ceremony was aborted. 仪式已中止。");
        for (const std::string &record : run.records())
            printLine("record 记录: " + record);
    }
    return closed ? ExitCode::Done : ExitCode::Failed;
}

ExitCode list(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<Ceremony>> ceremonies = house.read(readCeremonies);
        if (!ceremonies)
            return fail(ceremonies.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Ceremony &ceremony : *ceremonies) {
            objects.append(ceremonyToJson(ceremony, house.now()));
            rows.push_back({ceremony.plan.id, ceremonyKindName(ceremony.plan.kind), fateName(ceremony, house.now()), toIso(ceremony.planned),
                            std::to_string(ceremony.done.size()) + "/" + std::to_string(ceremony.plan.checks.size()),
                            ceremony.sealed ? toHex(hashOf(*ceremony.sealed)) + (ceremony.isVoid ? utf8(CtlText::tr(" (void)", "behind a package")) : "") : ""});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ID"), CtlText::tr("KIND"), CtlText::tr("STATE"), CtlText::tr("PLANNED"), CtlText::tr("STEPS"), CtlText::tr("PACKAGE")}, rows);
        return ExitCode::Done;
    });
}

void printAudit(const CeremonyAudit &audit)
{
    const Ceremony &ceremony = audit.ceremony;
    say(CtlText::tr("ceremony: %1 %2 of %3", "kind, id, house")
            .arg(QLatin1String(ceremonyKindName(ceremony.plan.kind)), qstr(ceremony.plan.id), qstr(audit.minutes.houseName)));
    say(CtlText::tr("house: %1", "a hash").arg(qstr(toHex(audit.minutes.house))));
    say(CtlText::tr("parameters: %1", "a hash").arg(qstr(toHex(ceremony.parameters))));
    say(CtlText::tr("script: %1 version %2, SHA-256 %3").arg(qstr(ceremony.plan.script), QString::number(ceremony.plan.scriptVersion), qstr(toHex(ceremony.plan.scriptSha256))));
    say(CtlText::tr("authority's certificate, SHA-256: %1 (compare it with the house's)").arg(qstr(toHex(sha256(audit.authorityCertificate)))));
    std::vector<std::vector<std::string>> rows;
    for (const CeremonyAudit::Line &line : audit.lines) {
        std::string names;
        for (const std::string &name : line.signers)
            names += (names.empty() ? "" : ", ") + name;
        rows.push_back({std::to_string(line.entry.sequence), toIso(line.entry.time), line.kind, names});
    }
    printTable({CtlText::tr("ENTRY"), CtlText::tr("TIME"), CtlText::tr("WHAT"), CtlText::tr("SIGNED BY")}, rows);
    for (const Ceremony::Done &done : ceremony.done) {
        if (!done.step.exception.empty())
            say(CtlText::tr("exception at step %1: %2").arg(QString::number(done.step.number), qstr(done.step.exception)));
    }
    if (ceremony.sealed)
        say(CtlText::tr("package: %1, %2 of %3 shares, each opened by its custodian", "a hash, numbers")
                .arg(qstr(toHex(hashOf(*ceremony.sealed))), QString::number(ceremony.sealed->needed), QString::number(ceremony.sealed->shares.size())));
    for (const std::string &doubt : audit.doubts)
        say(CtlText::tr("doubtful: %1").arg(qstr(doubt)));
    say(!audit.doubts.empty() ? CtlText::tr("The record does not prove what it says.")
        : ceremony.fate == Ceremony::Fate::Closed
            ? CtlText::tr("Proven: who was there at the beginning and at the end, every step, and by whose signatures.")
            : CtlText::tr("Proven: the ceremony was aborted, by whom and how far it had come. Reason: %1").arg(qstr(ceremony.reason)));
}

QJsonObject auditToJson(const CeremonyAudit &audit)
{
    QJsonArray lines, doubts;
    for (const CeremonyAudit::Line &line : audit.lines) {
        QJsonArray signers;
        for (const std::string &name : line.signers)
            signers.append(qstr(name));
        lines.append(QJsonObject{{"sequence", qint64(line.entry.sequence)}, {"time", qstr(toIso(line.entry.time))}, {"kind", qstr(line.kind)}, {"signers", signers}});
    }
    for (const std::string &doubt : audit.doubts)
        doubts.append(qstr(doubt));
    return {{"ceremony", qstr(audit.ceremony.plan.id)}, {"kind", ceremonyKindName(audit.ceremony.plan.kind)}, {"house", qstr(toHex(audit.minutes.house))},
            {"parameters", qstr(toHex(audit.ceremony.parameters))}, {"closed", audit.ceremony.fate == Ceremony::Fate::Closed},
            {"authority", qstr(toHex(sha256(audit.authorityCertificate)))}, {"entries", lines}, {"doubts", doubts}, {"proven", audit.doubts.empty()}};
}

ExitCode verify(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("ceremony verify needs the file of a record", json);
    const Result<Bytes> file = readSmallFile(arguments->rest().front(), 8u << 20);
    const Result<CeremonyAudit> audit = file ? auditRecord(*file) : fail(file.error());
    if (!audit) {
        const ExitCode code = report(audit.error(), json);
        return audit.error().code == ErrorCode::SignatureInvalid || audit.error().code == ErrorCode::Malformed ? ExitCode::IntegrityBroken : code;
    }
    json ? printJson(auditToJson(*audit)) : printAudit(*audit);
    return audit->doubts.empty() ? ExitCode::Done : ExitCode::IntegrityBroken;
}

Result<Ceremony> ceremonyNamed(House &house, const std::string &given)
{
    const Result<std::string> id = idNamed(house, IdOf::Ceremony, given);
    if (!id)
        return fail(id.error());
    Result<std::optional<Ceremony>> ceremony = house.read([&](Connection &connection) { return readCeremony(connection, *id); });
    if (!ceremony)
        return fail(ceremony.error());
    return *ceremony ? Result<Ceremony>(std::move(**ceremony)) : fail(ErrorCode::NotFound, "no ceremony of this id", *id);
}

ExitCode show(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"output"}, .operand = "ceremony show needs the ID that ceremony list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<Ceremony> ceremony = ceremonyNamed(house, arguments.rest().front());
        if (!ceremony)
            return fail(ceremony.error());
        if (arguments.has("output") || ceremony->record) {
            const Result<Bytes> record = readCeremonyRecord(house, ceremony->plan.id);
            const Result<CeremonyAudit> audit = record ? auditRecord(*record) : fail(record.error());
            if (!audit)
                return fail(audit.error());
            if (arguments.has("output")) {
                if (Result<void> written = writeFileAtomically(arguments.value("output"), *record, Existing::Keep); !written)
                    return fail(written.error());
            }
            arguments.has("json") ? printJson(ceremonyToJson(*ceremony, house.now())) : printAudit(*audit);
            return ExitCode::Done;
        }
        if (arguments.has("json")) {
            printJson(ceremonyToJson(*ceremony, house.now()));
            return ExitCode::Done;
        }
        say(CtlText::tr("%1, %2, steps done: %3/%4", "kind, state, numbers")
                .arg(QLatin1String(ceremonyKindName(ceremony->plan.kind)), QLatin1String(fateName(*ceremony, house.now())), QString::number(ceremony->done.size()),
                     QString::number(ceremony->plan.checks.size())));
        say(CtlText::tr("parameters: %1", "a hash").arg(qstr(toHex(ceremony->parameters))));
        return ExitCode::Done;
    });
}

ExitCode abort(const std::vector<std::string> &words)
{
    const auto reasoned = [](const Arguments &arguments) -> Result<void> {
        return arguments.value("reason").empty() ? fail(ErrorCode::InvalidArgument, "--reason says why") : Result<void>();
    };
    return inHouse(words, {.options = {"reason"}, .operand = "ceremony abort needs the ID that ceremony list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Ceremony, arguments.rest().front());
        const Result<Receipt> receipt = id ? abortCeremony(house, *id, arguments.value("reason")) : fail(id.error());
        if (!receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("Aborted; what the authority had encrypted for it is gone."));
        return ExitCode::Done;
    }, reasoned);
}

ExitCode attach(const std::vector<std::string> &words)
{
    const auto named = [](const Arguments &arguments) -> Result<void> {
        return arguments.value("file").empty() ? fail(ErrorCode::InvalidArgument, "--file says which") : Result<void>();
    };
    return inHouse(words, {.options = {"file", "title"}, .operand = "ceremony attach needs the ID that ceremony list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const std::string file = arguments.value("file");
        const Result<std::string> id = idNamed(house, IdOf::Ceremony, arguments.rest().front());
        const Result<Receipt> receipt = id ? attachToCeremony(house, *id, arguments.value("title", file.substr(file.rfind('/') + 1)), file) : fail(id.error());
        if (!receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("Filed by its hash; keep the file with the minutes."));
        return ExitCode::Done;
    }, named);
}

constexpr CommandEntry commands[] = {
    {"ceremony scripts", "[NAME|FILE]", "Lists the scripts of key ceremonies, or prints one with its SHA-256, in both languages.", scripts},
    {"ceremony plan",
     "--script NAME|FILE --custodian A --custodian B … --witness W --quorum N --media DIR … [--key CA …] [--whole-house] [--room T] [--package DIR]",
     "Says what such a ceremony would be: who takes part, what is to be known beforehand, and the script to print. Nothing is begun.", plan},
    {"ceremony run", "(--script NAME|FILE … | --resume ID) [--custodian-passphrase-file P …] [--witness-passphrase-file P] [--output DIR]",
     "Holds a ceremony in this terminal, step by step, or goes on with one; the words of ceremony plan say which. Leaves the signed minutes and a PDF on the media.",
     run, true},
    {"ceremony abort", "ID --reason TEXT", "Ends a ceremony that is open and cannot go on; whoever takes part in it may.", abort},
    {"ceremony attach", "ID --file F [--title T]",
     "Files a photograph or a signed sheet of a ceremony that has ended, by its hash; its administrator may.", attach},
    {"ceremony list", "", "Lists the key ceremonies of the house, the newest first.", list},
    {"ceremony show", "ID [--output F]", "Shows one ceremony; with --output writes its signed minutes to a new file.", show},
    {"ceremony verify", "RECORD", "Says what the signed minutes of a ceremony prove. Needs no home.", verify},
};

} // namespace

std::span<const CommandEntry> ceremonyCommands() { return commands; }

} // namespace hufu::ctl
