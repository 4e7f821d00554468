// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/TemporaryKeys.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

QJsonObject temporaryJson(const TemporaryRecord &record)
{
    QJsonObject json = toJson(record.form);
    json["order"] = qstr(record.key.order);
    json["at"] = qstr(toIso(record.key.at));
    json["officer"] = qstr(record.actor);
    json["reviewed"] = record.key.reviewed;
    return json;
}

ExitCode listTemporary(const std::vector<std::string> &words)
{
    return inHouse(words, {.flags = {"due"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        Result<std::vector<TemporaryRecord>> records = readTemporaryRecords(house);
        if (!records)
            return fail(records.error());
        if (arguments.has("due"))
            std::erase_if(*records, [](const TemporaryRecord &record) { return record.key.reviewed; });
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const TemporaryRecord &record : *records) {
            objects.append(temporaryJson(record));
            rows.push_back({toIso(record.key.at), record.key.card, record.form.roleName, std::to_string(record.form.hours), utf8(record.key.reviewed ? CtlText::tr("reviewed") : CtlText::tr("due", "a review")),
                            record.actor, record.form.holder.name, record.form.note});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ISSUED"), CtlText::tr("USBKEY"), CtlText::tr("ROLE"), CtlText::tr("HOURS"), CtlText::tr("REVIEW"), CtlText::tr("BY"), CtlText::tr("HOLDER"), CtlText::tr("REASON")}, rows);
        return ExitCode::Done;
    });
}

/// By order or the beginning of it, or by the number of a USBKey when one temporary key on it waits for its review.
Result<TemporaryRecord> recordNamed(House &house, const std::string &wanted)
{
    const Result<std::vector<TemporaryRecord>> records = readTemporaryRecords(house);
    if (!records)
        return fail(records.error());
    std::vector<TemporaryRecord> fitting;
    for (const TemporaryRecord &record : *records) {
        if ((wanted.size() >= shortestIdBeginning && record.key.order.starts_with(wanted)) || (record.key.card == wanted && !record.key.reviewed))
            fitting.push_back(record);
    }
    if (fitting.size() > 1)
        return fail(ErrorCode::InvalidArgument, "several temporary keys on this USBKey wait: name one by its order, as card temporaries --json prints it", wanted);
    return fitting.empty() ? fail(ErrorCode::NotFound, "no temporary key of this number waits for a review", wanted) : Result<TemporaryRecord>(fitting.front());
}

ExitCode reviewTemporary(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({"note"}), {"json", "objects"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("card review takes the number of a USBKey, or an order", json);
    if (arguments->value("note").empty())
        return reportUsage("--note says what was looked at", json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<TemporaryRecord> record = recordNamed(*desk->house, arguments->rest().front());
    if (!record)
        return report(record.error(), json);
    const TemporaryReview review{record->key.order, record->key.card, arguments->has("objects"), arguments->value("note")};
    if (const Result<Receipt> receipt = desk->submit(CommandKind::ReviewTemporary, toJson(review)); !receipt)
        return report(receipt.error(), json);
    if (json)
        printJson(toJson(review));
    else
        say(CtlText::tr("USBKey %1: reviewed").arg(qstr(review.card)));
    return ExitCode::Done;
}

constexpr CommandEntry temporaryKeyCommands[] = {
    {"card temporaries", "[--due]", "Temporary USBKeys that one officer issued alone: those that wait for a review, and all of a month.", listTemporary},
    {"card review", "NUMBER|ORDER --note TEXT [--objects]", "A second security administrator looked at a temporary USBKey, and signs for it.", reviewTemporary},
};

} // namespace

std::span<const CommandEntry> temporaryCommands() { return temporaryKeyCommands; }

} // namespace hufu::ctl
