// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/intake/ServicesCsv.h"
#include "models/replica/ServiceImport.h"
#include "models/store/AtomicFile.h"
#include "models/wording/ErrorText.h"

namespace hufu::ctl {
namespace {

constexpr std::size_t largestCsv = 64u << 20;

ExitCode import(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("service import needs one CSV file", json);
    const Result<Bytes> bytes = readSmallFile(arguments->rest().front(), largestCsv);
    if (!bytes)
        return report(bytes.error(), json);
    const Result<ServicesReading> reading = readServicesCsv(*bytes);
    if (!reading)
        return report(reading.error(), json);
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    const Result<ServiceImportResult> result = importServices(**house, *reading);
    if (!result)
        return report(result.error(), json);
    QJsonArray failed;
    for (const CsvFailure &failure : result->failures) {
        // Of what cannot be read, the detail says which column and value it is.
        const bool plain = failure.error.code == ErrorCode::Malformed && !failure.error.detail.empty();
        const std::string reason = plain ? failure.error.detail : utf8(sentence(failure.error));
        failed.append(QJsonObject{{"line", failure.line}, {"reason", qstr(reason)}});
        if (!json)
            say(CtlText::tr("! line %1: %2", "number, why").arg(QString::number(failure.line), qstr(reason)));
    }
    if (json)
        printJson(QJsonObject{{"added", result->added}, {"changed", result->changed}, {"unchanged", result->unchanged}, {"queued", result->queued}, {"failed", failed}});
    else
        say(CtlText::tr("New %1, changed %2, unchanged %3").arg(result->added).arg(result->changed).arg(result->unchanged)
            + (result->queued > 0 ? CtlText::tr("; queued, not in force yet: %1", "behind: new, changed, unchanged").arg(result->queued) : QString()));
    return !result->failures.empty() ? ExitCode::SomeInputsFailed : result->queued > 0 ? ExitCode::Queued : ExitCode::Done;
}

ExitCode list(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<Service>> services = house.services();
        if (!services)
            return fail(services.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Service &service : *services) {
            std::string hosts;
            for (const std::string &host : service.hosts)
                hosts += (hosts.empty() ? "" : " ") + host;
            objects.append(toJson(service));
            rows.push_back({service.name, tierName(service.tier), service.department, service.owner, utf8(service.patientData ? CtlText::tr("yes") : CtlText::tr("no")), hosts});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("NAME"), CtlText::tr("TIER"), CtlText::tr("DEPARTMENT"), CtlText::tr("OWNER"), CtlText::tr("PATIENT DATA"), CtlText::tr("HOSTS")}, rows);
        return ExitCode::Done;
    });
}

constexpr CommandEntry commands[] = {
    {"service import", "FILE.csv", "Enters business services from a spreadsheet's CSV; a service of the same name is changed.", import},
    {"service list", "", "Lists the business services.", list},
};

} // namespace

std::span<const CommandEntry> serviceCommands() { return commands; }

} // namespace hufu::ctl
