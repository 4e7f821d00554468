// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/replica/PendingWork.h"

#include <algorithm>

namespace hufu::ctl {
namespace {

/// As JSON says it.
const char *stateOf(const PendingCommand &pending, Instant now)
{
    switch (pending.fate) {
    case PendingCommand::Fate::InForce: return "in force";
    case PendingCommand::Fate::Withdrawn: return "withdrawn";
    case PendingCommand::Fate::Declined: return "declined";
    case PendingCommand::Fate::Open: break;
    }
    return pending.isOpen(now) ? "waits" : "lapsed";
}

QString stateText(const PendingCommand &pending, Instant now)
{
    switch (pending.fate) {
    case PendingCommand::Fate::InForce: return CtlText::tr("in force");
    case PendingCommand::Fate::Withdrawn: return CtlText::tr("withdrawn");
    case PendingCommand::Fate::Declined: return CtlText::tr("declined");
    case PendingCommand::Fate::Open: break;
    }
    return pending.isOpen(now) ? CtlText::tr("waits") : CtlText::tr("lapsed");
}

std::string waitsText(const PendingCommand &pending)
{
    std::string text;
    for (const std::set<Role> &slot : pending.waits)
        text += (text.empty() ? "" : "; ") + roleNames(slot);
    return text;
}

ExitCode listPending(const std::vector<std::string> &words)
{
    return inHouse(words, {.flags = {"all"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Instant now = house.now();
        const PendingChoice choice = arguments.has("all") ? PendingChoice::All : PendingChoice::Open;
        const Result<std::vector<PendingSight>> sights
            = house.read([&](Connection &connection) { return readPendingSights(connection, house.officer(), now, choice); });
        const Result<std::vector<Person>> people = house.people();
        if (!sights || !people)
            return fail(sights ? people.error() : sights.error());
        const auto nameOf = [&](const std::string &id) {
            const auto at = std::ranges::find(*people, id, &Person::id);
            return at == people->end() ? id : at->name;
        };
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const PendingSight &sight : *sights) {
            const PendingCommand &pending = sight.pending;
            QJsonArray signers;
            for (const std::string &id : pending.signers)
                signers.append(qstr(nameOf(id)));
            objects.append(QJsonObject{{"id", qstr(pending.id)}, {"kind", qstr(pending.kind)}, {"subject", qstr(pending.subject)},
                                       {"author", qstr(nameOf(pending.author))}, {"signers", signers}, {"waits", slotsToJson(pending.waits)},
                                       {"since", qstr(toIso(pending.since))}, {"expires", qstr(toIso(pending.expires))},
                                       {"state", stateOf(pending, now)}, {"declinedBy", pending.decliner.empty() ? QString() : qstr(nameOf(pending.decliner))}, {"reason", qstr(pending.reason)}, {"forMe", sight.forMe}, {"payload", sight.payload}});
            rows.push_back({pending.id, pending.kind, nameOf(pending.author), utf8(stateText(pending, now)), toIso(pending.expires),
                            sight.forMe ? utf8(CtlText::tr("%1 (you)", "roles").arg(qstr(waitsText(pending)))) : waitsText(pending), pending.subject});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ID"), CtlText::tr("KIND"), CtlText::tr("AUTHOR"), CtlText::tr("STATE"), CtlText::tr("LAPSES"), CtlText::tr("WAITS FOR"), CtlText::tr("ABOUT")}, rows);
        return ExitCode::Done;
    });
}

ExitCode signPending(const std::vector<std::string> &words)
{
    return inHouse(words, {.operand = "pending sign needs the ID that pending list shows"}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Pending, arguments.rest().front());
        const Result<Receipt> receipt = id ? house.signPending(*id) : fail(id.error());
        if (!receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("Signed by all who have to; in force since entry %1.").arg(receipt->sequence));
        return ExitCode::Done;
    });
}

/// Says that a command waits no more.
Result<ExitCode> ended(const Result<Receipt> &receipt, const QString &how, bool json)
{
    if (!receipt)
        return fail(receipt.error());
    if (json)
        printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
    else
        say(how);
    return ExitCode::Done;
}

ExitCode withdrawPending(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"reason"}, .operand = "pending withdraw needs the ID that pending list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Pending, arguments.rest().front());
        const Result<Receipt> receipt = id ? house.withdrawPending(*id, arguments.value("reason")) : fail(id.error());
        return ended(receipt, CtlText::tr("Withdrawn; it cannot take effect any more."), arguments.has("json"));
    });
}

ExitCode declinePending(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"reason"}, .operand = "pending decline needs the ID that pending list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Pending, arguments.rest().front());
        const Result<Receipt> receipt = id ? house.declinePending(*id, arguments.value("reason")) : fail(id.error());
        return ended(receipt, CtlText::tr("Declined; it cannot take effect any more."), arguments.has("json"));
    }, [](const Arguments &arguments) -> Result<void> {
        return arguments.value("reason").empty() ? fail(ErrorCode::InvalidArgument, "--reason says why") : Result<void>();
    });
}

constexpr CommandEntry commands[] = {
    {"pending list", "[--all]",
     "Lists the commands that wait for signatures: of whom, and until when; with --all also those that lapsed, took effect or were withdrawn.", listPending},
    {"pending sign", "ID", "Signs a command that a colleague left with --pending; the last signature that is missing puts it in force.", signPending},
    {"pending withdraw", "ID [--reason TEXT]", "Takes back a command that you left for others to sign.", withdrawPending},
    {"pending decline", "ID --reason TEXT", "Will not sign what a colleague left, and says why: it waits for nobody any more.", declinePending},
};

} // namespace

std::span<const CommandEntry> pendingCommands() { return commands; }

} // namespace hufu::ctl
