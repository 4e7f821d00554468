// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "app/ctl/StatusReport.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/base/Uuid.h"
#include "models/replica/Canary.h"
#include "models/replica/EmergencyImpact.h"
#include "models/replica/ForeignStatus.h"
#include "models/replica/InventoryLoader.h"
#include "models/store/EmergencyReader.h"
#include "models/store/HouseReader.h"
#include "models/wording/EmergencyReport.h"
#include "models/wording/EmergencyText.h"
#include "models/wording/HandoverNote.h"
#include "models/wording/Language.h"

#include <QJsonArray>

#include <chrono>
#include <thread>

namespace hufu::ctl {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr struct {
    const char *option;
    LossKind kind;
} lossOptions[] = {{"person", LossKind::Person}, {"card", LossKind::Card}, {"host", LossKind::Host}, {"spki", LossKind::Key},
                   {"issuer", LossKind::Issuer}, {"role", LossKind::Role}, {"department", LossKind::Department}, {"where", LossKind::Query}};

qint64 since(Stopwatch::time_point start) { return std::chrono::duration_cast<std::chrono::milliseconds>(Stopwatch::now() - start).count(); }

bool namesLoss(const Arguments &arguments)
{
    return std::ranges::any_of(lossOptions, [&](const auto &one) { return arguments.has(one.option); });
}

Result<Loss> lossOf(const Arguments &arguments)
{
    std::optional<Loss> loss;
    for (const auto &[option, kind] : lossOptions) {
        if (!arguments.has(option))
            continue;
        if (loss)
            return fail(ErrorCode::InvalidArgument, "one of --person, --card, --host, --spki, --issuer, --role, --department, --where says what is lost");
        loss = Loss{kind, arguments.value(option)};
    }
    return loss ? loss->normalised() : fail(ErrorCode::InvalidArgument, "--person, --card, --host, --spki, --issuer, --role, --department or --where says what is lost");
}

/// An emergency that this command started, or joined.
struct Begun {
    std::string id;
    bool joined = false;
    bool queued = false; ///< the server is away; it is known by this id once it is back
};

Result<Begun> begin(House &house, const Loss &loss, const Arguments &arguments)
{
    const Result<EmergencySeverity> severity = emergencySeverityFromName(arguments.value("severity", "unknown"));
    if (!severity)
        return fail(ErrorCode::InvalidArgument, "--severity is unknown, minor, major or critical");
    const EmergencyStart start{newUuid(), loss, *severity, maskPatientData(arguments.value("caller")), maskPatientData(arguments.value("report"))};
    const Result<Receipt> receipt = house.submit(CommandKind::StartEmergency, toJson(start));
    if (!isTaken(receipt))
        return fail(receipt.error());
    Begun begun{start.id, false, !receipt};
    if (receipt && receipt->outcome.contains("joins"))
        begun = {utf8(receipt->outcome.value("joins").toString()), true, false};
    return begun;
}

ExitCode startEmergency(const std::vector<std::string> &words)
{
    const Takes takes{.options = {"person", "card", "host", "spki", "issuer", "role", "department", "where", "caller", "report", "severity"}};
    return inHouse(words, takes, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<Loss> loss = lossOf(arguments);
        const Result<Begun> begun = loss ? begin(house, *loss, arguments) : fail(loss.error());
        if (!begun)
            return fail(begun.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"id", qstr(begun->id)}, {"joined", begun->joined}, {"queued", begun->queued}});
        else
            say((begun->joined   ? CtlText::tr("Joined the emergency %1.")
                 : begun->queued ? CtlText::tr("Started the emergency %1; queued for the server.")
                                 : CtlText::tr("Started the emergency %1.")).arg(qstr(begun->id)));
        return begun->queued ? ExitCode::Queued : ExitCode::Done;
    }, [](const Arguments &arguments) -> Result<void> {
        const Result<Loss> loss = lossOf(arguments);
        return loss ? Result<void>() : fail(loss.error());
    });
}

ExitCode listEmergencies(const std::vector<std::string> &words)
{
    return inHouse(words, {.flags = {"all"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const EmergencyChoice choice = arguments.has("all") ? EmergencyChoice::All : EmergencyChoice::Open;
        const Result<std::vector<Emergency>> all = house.read([&](Connection &connection) { return readEmergencies(connection, choice); });
        if (!all)
            return fail(all.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Emergency &one : *all) {
            const auto open = std::ranges::count(one.followUps, Sequence(0), &Emergency::Due::answered);
            objects.append(QJsonObject{{"id", qstr(one.form.id)}, {"loss", lossKindName(one.form.loss.kind)}, {"value", qstr(one.form.loss.value)},
                                       {"started", qstr(toIso(one.since))}, {"open", one.isOpen()}, {"openFollowUps", qint64(open)}});
            rows.push_back({one.form.id, lossKindName(one.form.loss.kind), one.form.loss.value, toIso(one.since), utf8(one.isOpen() ? CtlText::tr("open", "an emergency") : CtlText::tr("closed", "an emergency")), std::to_string(open)});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ID"), CtlText::tr("LOST"), CtlText::tr("VALUE"), CtlText::tr("STARTED"), CtlText::tr("STATE"), CtlText::tr("TO DO")}, rows);
        return ExitCode::Done;
    });
}

void printTrial(const EmergencyTrial &trial)
{
    for (const EmergencyTrial::Line &line : trial.lines) {
        const QString mark = line.outcome == EntryOutcome::Refused ? CtlText::tr("refused", "a canary") : line.outcome == EntryOutcome::Accepted ? CtlText::tr("LETS IN")
            : line.outcome == EntryOutcome::Unreached ? CtlText::tr("unreached", "a server") : CtlText::tr("unproven");
        printField(mark, line.endpoint + "  " + entryWayName(line.way) + "  " + toIso(line.at) + "  " + line.detail, 10);
        if (line.outcome == EntryOutcome::Accepted)
            printLine("          " + utf8(EmergencyText::advice(line.way)));
    }
    say(CtlText::tr("Servers: %1").arg(EmergencyText::tally(trial)));
}

void printRecord(const EmergencyRecord &record, std::chrono::seconds ahead)
{
    const Emergency &emergency = record.emergency;
    const auto after = [&](const std::optional<Instant> &at, const QString &otherwise) {
        return at ? toIso(*at) + " (+" + utf8(EmergencyText::elapsed(*at - emergency.since)) + ")" : utf8(otherwise);
    };
    const auto line = [](const QString &name, const std::string &value) { printField(name, value, 11); };
    say(CtlText::tr("Emergency %1: %2 %3", "id, kind of loss, what was lost").arg(qstr(emergency.form.id), QLatin1String(lossKindName(emergency.form.loss.kind)), qstr(emergency.form.loss.value)));
    if (const QString wrong = EmergencyText::clockNote(ahead); !wrong.isEmpty())
        printLine(utf8(wrong));
    const QString nothing = QStringLiteral("-");
    line(CtlText::tr("Started"), utf8(CtlText::tr("%1 by %2", "time, person").arg(qstr(toIso(emergency.since)), qstr(record.starter))));
    line(CtlText::tr("Decided"), after(record.decidedAt(), CtlText::tr("not yet")));
    line(CtlText::tr("In force"), after(record.inForceAt(), record.lines.empty() ? nothing : CtlText::tr("NOT YET IN FORCE")));
    line(CtlText::tr("Verified"), after(record.verifiedAt(), record.lines.empty() ? nothing : CtlText::tr("not yet")));
    line(CtlText::tr("Closed"), after(emergency.ended, CtlText::tr("no")));
    say(CtlText::tr("%1 certificates, %2 verified, %3 not in force").arg(record.lines.size()).arg(record.verifiedCount()).arg(record.requestedCount()));
    for (const EmergencyRecord::Relying &one : record.relying)
        printField(one.has ? CtlText::tr("has it", "a server, the newest CRL") : CtlText::tr("HAS NOT", "a server, the newest CRL"),
                   one.server.name + (one.server.trouble.empty() ? "" : ": " + one.server.trouble), 8);
    if (record.tried)
        printTrial(record.tried->trial);
    if (!record.glassBroken.empty())
        say(CtlText::tr("BREAK-GLASS: one officer acted alone; a second security administrator has to review it."));
    for (const Emergency::Due &due : emergency.followUps)
        printField(due.answered > 0 ? CtlText::tr("done", "a follow-up") : CtlText::tr("OPEN", "a follow-up"), followUpName(due.what), 6);
}

Result<std::string> onlyOpenOne(House &house)
{
    const Result<std::vector<Emergency>> all = house.read([&](Connection &connection) { return readEmergencies(connection, EmergencyChoice::Open); });
    if (!all)
        return fail(all.error());
    if (all->size() != 1)
        return fail(ErrorCode::InvalidArgument, all->empty() ? "no emergency is open; say which one by its ID" : "several emergencies are open; say which one by its ID");
    return all->front().form.id;
}

ExitCode statusOf(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = arguments.rest().empty() ? onlyOpenOne(house) : Result<std::string>(arguments.rest().front());
        const Result<EmergencyRecord> record = id ? readEmergencyRecord(house, *id) : fail(id.error());
        if (!record)
            return fail(record.error());
        QJsonObject object = toJson(*record);
        object["serverAheadSeconds"] = qint64(house.link().ahead.count());
        if (arguments.has("json"))
            printJson(object);
        else
            printRecord(*record, house.link().ahead);
        if (record->requestedCount() > 0)
            return ExitCode::Queued;
        return std::ranges::all_of(record->relying, &EmergencyRecord::Relying::has) ? ExitCode::Done : ExitCode::NotSeen;
    });
}

QJsonArray officersJson(const EmergencyImpact &impact, const House &house)
{
    QJsonArray officers;
    for (const EmergencyImpact::Officer &one : impact.officers)
        officers.append(QJsonObject{{"name", qstr(one.name)}, {"self", one.id == house.officer().id}, {"lastOf", qstr(roleNames(one.lastOf))}});
    return officers;
}

void printOfficers(const EmergencyImpact &impact, const House &house)
{
    for (const EmergencyImpact::Officer &one : impact.officers)
        say(CtlText::tr("OFFICER: %1", "a sentence about one").arg(EmergencyText::officer(one, one.id == house.officer().id)));
}

QJsonObject impactJson(const EmergencyImpact &impact, const House &house)
{
    QJsonArray lines, services, people, departments;
    for (const ImpactLine &line : impact.lines)
        lines.append(QJsonObject{{"sha256", qstr(toHex(line.sha256))}, {"name", qstr(line.title)}, {"issuer", qstr(line.issuer)}, {"staffNumber", qstr(line.staffNumber)},
                                 {"department", qstr(line.department)}, {"why", impactReasonName(line.why)},
                                 {"detail", qstr(line.detail)}, {"places", qint64(line.places)}, {"replacement", qstr(line.replacement)},
                                 {"proposal", impactProposalName(line.proposal)}});
    for (const auto &service : impact.services)
        services.append(QJsonObject{{"name", qstr(service.name)}, {"tier", tierName(service.tier)}, {"department", qstr(service.department)},
                                    {"hosts", qint64(service.hosts)}, {"certificates", qint64(service.certificates)}});
    for (const std::string &name : impact.people)
        people.append(qstr(name));
    for (const std::string &name : impact.departments)
        departments.append(qstr(name));
    QJsonArray namesakes;
    for (const EmergencyImpact::Namesake &one : impact.namesakes)
        namesakes.append(QJsonObject{{"staffNumber", qstr(one.staffNumber)}, {"department", qstr(one.department)}, {"certificates", qint64(one.certificates)}});
    return {{"lines", lines}, {"namesakes", namesakes}, {"services", services}, {"people", people}, {"departments", departments}, {"officers", officersJson(impact, house)},
            {"everything", impact.everything}};
}

void printImpact(const EmergencyImpact &impact, const House &house)
{
    std::vector<std::vector<std::string>> rows;
    for (const ImpactLine &line : impact.lines)
        rows.push_back({toHex(line.sha256).substr(0, 16), impactProposalName(line.proposal), impactReasonName(line.why), line.title, utf8(EmergencyText::holder(line.staffNumber, line.department)),
                        line.detail});
    printTable({CtlText::tr("SHA-256"), CtlText::tr("PROPOSAL"), CtlText::tr("WHY"), CtlText::tr("NAME"), CtlText::tr("HOLDER"), CtlText::tr("FOUND BY")}, rows);
    if (!impact.namesakes.empty())
        say(CtlText::tr("NAMESAKES: %1").arg(EmergencyText::namesakes(impact)));
    for (const auto &service : impact.services)
        say(CtlText::tr("Stops: %1 (%2, %3 hosts): %4 certificates", "service, tier")
                .arg(qstr(service.name), QLatin1String(tierName(service.tier)), QString::number(service.hosts), QString::number(service.certificates)));
    for (const std::string &name : impact.people)
        say(CtlText::tr("Concerns: %1", "a person").arg(qstr(name)));
    printOfficers(impact, house);
}

/// What the words say of the decision.
struct Decision {
    RevocationReason reason;
    std::optional<Instant> invalid;
    std::size_t confirmed = 0;
};

Result<Decision> decisionOf(const Arguments &arguments, LossKind kind)
{
    if (arguments.has("suspend") && arguments.has("reason"))
        return fail(ErrorCode::InvalidArgument, "either --reason R or --suspend");
    Decision decision{arguments.has("suspend") || arguments.has("break-glass") ? RevocationReason::CertificateHold : reasonFor(kind), {}, 0};
    if (arguments.has("reason")) {
        const Result<RevocationReason> reason = revocationReasonFromName(arguments.value("reason"));
        if (!reason)
            return fail(reason.error());
        decision.reason = *reason;
    }
    if (arguments.has("since")) {
        const Result<Instant> time = fromIso(arguments.value("since"));
        if (!time)
            return fail(ErrorCode::InvalidArgument, "--since takes a time such as 2026-11-01T08:00:00Z");
        decision.invalid = *time;
    }
    bool isSeconds = false;
    const int seconds = qstr(arguments.value("patience", "30")).toInt(&isSeconds); // for relying servers to hear of it, reload, and end what is open
    if (!isSeconds || seconds < 1 || seconds > 600)
        return fail(ErrorCode::InvalidArgument, "--patience takes seconds, 1 to 600");
    if (arguments.has("confirm")) {
        bool isNumber = false;
        decision.confirmed = qstr(arguments.value("confirm")).toUInt(&isNumber);
        if (!isNumber || decision.confirmed == 0)
            return fail(ErrorCode::InvalidArgument, "--confirm takes the number of certificates");
    }
    return decision;
}

/// A name that several people bear revokes nobody's: it fails, and names them.
Result<void> checkWho(const EmergencyImpact &impact)
{
    if (impact.namesakes.empty())
        return {};
    std::string people;
    for (const EmergencyImpact::Namesake &one : impact.namesakes)
        people += (people.empty() ? "" : "; ") + utf8(EmergencyText::holder(one.staffNumber, one.department));
    return fail(ErrorCode::InvalidArgument,
                std::to_string(impact.namesakes.size()) + " people bear this name (" + people + "): say whose with --person STAFF-NUMBER, --card, --spki or --where; see --dry-run",
                impact.loss.value);
}

/// The canary comes in before the decision. Null: none is ready, or no server is registered.
Result<std::unique_ptr<CanaryRun>> sendCanary(House &house)
{
    Result<std::unique_ptr<CanaryRun>> run = CanaryRun::make(house);
    if (!run)
        return run.error().code == ErrorCode::NothingFound ? Result<std::unique_ptr<CanaryRun>>(nullptr) : fail(run.error());
    (*run)->enter();
    return run;
}

/// Whether the canary, if there is one, can go along without costing a signature or a confirmation.
Result<bool> isCanaryFree(const Desk &desk, const Inventory &inventory, const EmergencyImpact &impact, const std::vector<Sha256> &certificates, RevocationReason reason,
                          const std::string &emergency, bool breaksGlass)
{
    House &house = *desk.house;
    const Result<CanaryStand> stand = readCanaryStand(house);
    if (!stand || !stand->ready || std::ranges::find(certificates, stand->ready->sha256) != certificates.end())
        return stand ? Result<bool>(true) : fail(stand.error());
    const Instant now = house.authorityNow();
    Result<Facts> facts = house.read([&](Connection &connection) { return readEmergencyFacts(connection, inventory, house.officer(), emergency, now); });
    if (!facts)
        return fail(facts.error());
    if (!desk.cosigners.empty() || desk.missing == MissingSignatures::Awaited)
        facts->policy.revokeAloneMost = 0; // two sign in any case
    const EmergencyDemand demand = demandOf(impact, certificates, reason, *facts, now, &*stand->ready);
    return breaksGlass ? demand.glassCanary : demand.canary;
}

/// Signs the decision about an emergency, which is started first unless it is known, and with --prove sees to it that it is seen.
Result<ExitCode> decideIn(Desk &desk, const Arguments &arguments, const Loss &loss, const std::string &known, const Decision &decision, Stopwatch::time_point start)
{
    House &house = *desk.house;
    const bool json = arguments.has("json");
    const Result<std::shared_ptr<const Inventory>> inventory = loadInventory(house);
    if (!inventory)
        return fail(inventory.error());
    const Result<EmergencyImpact> impact
        = house.read([&](Connection &connection) { return assessEmergency(connection, **inventory, loss, house.authorityNow()); });
    if (!impact)
        return fail(impact.error());
    std::vector<Sha256> certificates = impact->proposed(decision.reason);
    if (arguments.has("core")) {
        for (const ImpactLine &line : impact->lines) {
            if (line.proposal == ImpactProposal::ReplaceFirst && line.canBe(decision.reason))
                certificates.push_back(line.sha256);
        }
    }
    std::unique_ptr<CanaryRun> canary;
    if (arguments.has("dry-run")) {
        if (json)
            printJson(impactJson(*impact, house));
        else
            printImpact(*impact, house);
        return ExitCode::Done;
    }
    if (Result<void> one = checkWho(*impact); !one)
        return fail(one.error());
    if (!certificates.empty() && arguments.has("prove")) {
        const Result<bool> free = isCanaryFree(desk, **inventory, *impact, certificates, decision.reason, known, arguments.has("break-glass"));
        Result<std::unique_ptr<CanaryRun>> sent = !free ? fail(free.error()) : *free ? sendCanary(house) : Result<std::unique_ptr<CanaryRun>>(nullptr);
        if (!sent)
            return fail(sent.error());
        canary = std::move(*sent);
        if (canary && std::ranges::find(certificates, canary->certificate()) == certificates.end())
            certificates.push_back(canary->certificate());
        if (!canary && !json)
            say(*free ? CtlText::tr("No canary tries to get in at servers: none is ready, or policy registers no server; see emergency canary.")
                      : CtlText::tr("The canary stays out: with it, more would have to be signed or confirmed. Servers are not tried."));
    }
    if (certificates.empty())
        return fail(ErrorCode::NothingFound, "nothing of the own CA is concerned that could be revoked; see --dry-run", loss.value);
    const std::size_t number = certificates.size();
    const Policy &policy = (*inventory)->policy();
    if (decision.confirmed == 0 && (number > std::size_t(std::max(policy.circuitBreakerMost, 0)) || (impact->everything && number > 1)))
        return fail(ErrorCode::InvalidArgument, std::string(impact->everything ? "these are all certificates that there are" : "so many at once") + ": confirm with --confirm "
                                                    + std::to_string(number));
    const Result<Begun> begun = known.empty() ? begin(house, loss, arguments) : Result<Begun>(Begun{known, false, false});
    if (!begun)
        return fail(begun.error());
    const std::string &emergency = begun->id;
    RevocationForm form{certificates, decision.reason, decision.invalid, maskPatientData(arguments.value("note"))};
    form.emergency = emergency;
    form.breakGlass = arguments.has("break-glass");
    form.confirmed = decision.confirmed;
    const qint64 decided = since(start);
    const Result<Receipt> receipt = desk.tellInForce(house.submit(CommandKind::Revoke, toJson(form), {}, desk.cosigners, form.version(), desk.missing));
    if (!receipt && receipt.error().code == ErrorCode::Queued && !json)
        say(CtlText::tr("NOT YET IN FORCE: the server cannot be reached. The signed command is in the outbox; `hufuctl outbox export` writes it, with the opening of the emergency where that waits too, as a file for `hufu-server accept`."));
    if (!receipt)
        return fail(receipt.error());
    const Result<EmergencyRecord> record = readEmergencyRecord(house, emergency);
    if (!record)
        return fail(record.error());
    const bool inForce = record->requestedCount() == 0;
    const qint64 forced = since(start);
    std::optional<RevocationCheckResult> seen;
    std::optional<EmergencyTrial> trial;
    const auto patience = std::chrono::seconds(qstr(arguments.value("patience", "30")).toInt());
    std::optional<Error> trialNotRecorded;
    qint64 refused = 0;
    if (arguments.has("prove") && inForce) {
        std::jthread trying;
        if (canary) {
            trying = std::jthread([&] {
                trial = canary->shutOut(emergency, patience);
                refused = since(start);
            });
        }
        Result<RevocationCheckResult> asked = RevocationCheck(house).run(certificates, RevocationCheck::Recording::Yes);
        if (!asked)
            return fail(asked.error());
        seen = std::move(*asked);
        if (trying.joinable())
            trying.join();
        if (trial) {
            const Result<Receipt> recorded = house.submit(CommandKind::TryInEmergency, toJson(*trial));
            if (!isTaken(recorded))
                trialNotRecorded = recorded.error();
        }
    }
    const bool proven = seen && seen->provenCount() == number && (!trial || trial->isRefused());
    if (json) {
        QJsonObject times{{"decided", decided}, {"inForce", inForce ? QJsonValue(forced) : QJsonValue()}, {"verified", proven ? QJsonValue(since(start)) : QJsonValue()},
                          {"refused", trial && trial->isRefused() ? QJsonValue(refused) : QJsonValue()}};
        QJsonObject result{{"emergency", qstr(emergency)}, {"sequence", qint64(receipt->sequence)}, {"certificates", qint64(number)}, {"inForce", inForce}, {"milliseconds", times}};
        if (!impact->officers.empty())
            result["officers"] = officersJson(*impact, house);
        if (seen) {
            result["verified"] = proven;
            result["seen"] = sightsJson(*seen);
        }
        if (trial) {
            result["trial"] = toJson(*trial);
            result["refused"] = trial->isRefused();
        }
        printJson(result);
    } else {
        say((inForce ? CtlText::tr("In force: %1 certificates, entry %2, emergency %3.") : CtlText::tr("Requested, NOT YET IN FORCE: %1 certificates, entry %2, emergency %3."))
                .arg(QString::number(number), QString::number(receipt->sequence), qstr(emergency)));
        printOfficers(*impact, house);
        say(CtlText::tr("Decided after %1 ms, in force after %2 ms.").arg(decided).arg(forced));
        if (seen) {
            printSights(*seen);
            if (trial)
                printTrial(*trial);
            if (trial && trial->isRefused())
                say(CtlText::tr("Refused by whoever let the canary in before, after %1 ms.").arg(refused));
            say(proven ? CtlText::tr("Verified after %1 ms.").arg(since(start)) : CtlText::tr("NOT VERIFIED."));
        }
    }
    if (seen && seen->notRecorded)
        (void)report(*seen->notRecorded, json);
    if (trialNotRecorded)
        (void)report(*trialNotRecorded, json);
    if (seen && !proven)
        return ExitCode::NotSeen;
    return inForce ? ExitCode::Done : ExitCode::Queued;
}

ExitCode revokeInEmergency(const std::vector<std::string> &words)
{
    const auto start = Stopwatch::now();
    const Result<Arguments> arguments
        = Arguments::parse(words,
                           deskOptionsAnd({"person", "card", "host", "spki", "issuer", "role", "department", "where", "caller", "report", "severity", "reason", "since", "note", "confirm", "patience"}),
                           deskFlagsAnd({"suspend", "break-glass", "core", "dry-run", "prove"}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const bool byId = !arguments->rest().empty();
    if (byId == namesLoss(*arguments))
        return reportUsage("either the ID of an emergency, or what is lost", json);
    Result<Loss> loss = byId ? Loss{} : lossOf(*arguments);
    if (!loss)
        return report(loss.error(), json);
    if (const Result<Decision> good = decisionOf(*arguments, loss->kind); !good)
        return report(good.error(), json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    std::string known;
    if (byId) {
        const Result<EmergencyRecord> record = readEmergencyRecord(*desk->house, arguments->rest().front());
        if (!record)
            return report(record.error(), json);
        known = record->emergency.form.id;
        loss = record->emergency.form.loss;
    }
    const Result<Decision> decision = decisionOf(*arguments, loss->kind);
    const Result<ExitCode> code = decideIn(*desk, *arguments, *loss, known, *decision, start);
    return code ? *code : report(code.error(), json);
}

ExitCode noteInEmergency(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"text", "answers"}, .operand = "emergency note needs the ID that emergency list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        EmergencyNote note{arguments.rest().front(), {}, maskPatientData(arguments.value("text"))};
        if (arguments.has("answers")) {
            const Result<FollowUp> what = followUpFromName(arguments.value("answers"));
            if (!what)
                return fail(ErrorCode::InvalidArgument, "--answers takes cause, informed, replacement, suspended, review or foreign");
            note.answers = *what;
        }
        const Result<EmergencyRecord> record = readEmergencyRecord(house, note.emergency);
        if (!record)
            return fail(record.error());
        note.emergency = record->emergency.form.id;
        const Result<Receipt> receipt = house.submit(CommandKind::NoteEmergency, toJson(note));
        if (!receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("Noted, entry %1.").arg(receipt->sequence));
        return ExitCode::Done;
    });
}

/// A certificate of another CA: how it is asked, that it was asked, whether it has revoked.
ExitCode askOtherCa(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"certificate", "text", "language"}, .operand = "emergency ask needs the ID that emergency list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<EmergencyRecord> record = readEmergencyRecord(house, arguments.rest().front());
        if (!record)
            return fail(record.error());
        const bool json = arguments.has("json");
        if (!arguments.has("certificate")) {
            const Result<std::vector<ForeignSight>> sights = hearForeignCas(house, record->emergency.form.id);
            if (!sights)
                return fail(sights.error());
            QJsonArray objects;
            bool all = true;
            for (const ForeignSight &sight : *sights) {
                all = all && sight.revoked;
                objects.append(QJsonObject{{"certificate", qstr(toHex(sight.certificate))}, {"revoked", sight.revoked},
                                           {"error", sight.error ? QJsonValue(qstr(sight.error->detail)) : QJsonValue()}});
                if (!json)
                    printField(sight.revoked ? CtlText::tr("revoked") : CtlText::tr("NOT YET", "revoked"), toHex(sight.certificate) + (sight.error ? "  " + sight.error->detail : ""), 11);
            }
            if (json)
                printJson(objects);
            return all ? ExitCode::Done : ExitCode::NotSeen;
        }
        const Result<Sha256> certificate = certificateNamed(house, arguments.value("certificate"));
        if (!certificate)
            return fail(certificate.error());
        const Result<Bytes> der = house.read([&](Connection &connection) { return readBlobNamed(connection, *certificate); });
        const Result<CertificateListing> listing = der ? readListing(*der) : fail(der.error());
        if (!listing)
            return fail(listing.error());
        if (!arguments.has("text")) {
            Language language;
            if (arguments.has("language"))
                language.choose(*Language::fromName(qstr(arguments.value("language"))));
            const QString steps = EmergencyText::foreignSteps(qstr(listing->issuerName)), letter = EmergencyText::foreignLetter(*listing, qstr(house.record().name));
            if (json)
                printJson(QJsonObject{{"steps", steps}, {"letter", letter}});
            else
                printLine(utf8(steps) + "\n\n" + utf8(letter));
            return ExitCode::Done;
        }
        const ForeignAsk ask{record->emergency.form.id, *certificate, listing->issuerName, maskPatientData(arguments.value("text"))};
        const Result<Receipt> receipt = house.submit(CommandKind::AskForeignCa, toJson(ask));
        if (!receipt)
            return fail(receipt.error());
        if (json)
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("Noted as asked, entry %1; emergency ask %2 looks whether it is revoked.").arg(QString::number(receipt->sequence), qstr(record->emergency.form.id)));
        return ExitCode::Done;
    }, [](const Arguments &arguments) -> Result<void> {
        return Language::fromName(qstr(arguments.value("language", "system"))) ? Result<void>() : fail(ErrorCode::InvalidArgument, "--language is zh, en or system");
    });
}

ExitCode closeEmergency(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"text"}, .operand = "emergency close needs the ID that emergency list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<EmergencyRecord> record = readEmergencyRecord(house, arguments.rest().front());
        if (!record)
            return fail(record.error());
        const EmergencyClosing closing{record->emergency.form.id, maskPatientData(arguments.value("text"))};
        const Result<Receipt> receipt = house.submit(CommandKind::CloseEmergency, toJson(closing));
        if (!receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("Closed, entry %1.").arg(receipt->sequence));
        return ExitCode::Done;
    });
}

ExitCode reportOnEmergency(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"output", "language"}, .operand = "emergency report needs the ID that emergency list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        Language language;
        if (arguments.has("language"))
            language.choose(*Language::fromName(qstr(arguments.value("language"))));
        const std::string path = arguments.value("output");
        if (Result<void> written = EmergencyReport::save(house, arguments.rest().front(), path); !written)
            return fail(written.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"output", qstr(path)}, {"record", qstr(path + ".json")}});
        return ExitCode::Done;
    }, [](const Arguments &arguments) -> Result<void> {
        if (arguments.value("output").empty())
            return fail(ErrorCode::InvalidArgument, "--output names the PDF file");
        return Language::fromName(qstr(arguments.value("language", "system"))) ? Result<void>() : fail(ErrorCode::InvalidArgument, "--language is zh, en or system");
    });
}

ExitCode handOver(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"to", "text", "language"}, .operand = "emergency handover needs the ID that emergency list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        Language language;
        if (arguments.has("language"))
            language.choose(*Language::fromName(qstr(arguments.value("language"))));
        const Result<EmergencyRecord> record = readEmergencyRecord(house, arguments.rest().front());
        if (!record)
            return fail(record.error());
        QJsonObject object{{"note", HandoverNote::text(*record)}};
        if (arguments.has("to")) {
            const QString entry = HandoverNote::entry(qstr(arguments.value("to")), qstr(arguments.value("text")));
            const Result<Receipt> receipt = house.submit(CommandKind::NoteEmergency, toJson(EmergencyNote{record->emergency.form.id, {}, maskPatientData(utf8(entry))}));
            if (!receipt)
                return fail(receipt.error());
            object["sequence"] = qint64(receipt->sequence);
        }
        if (arguments.has("json"))
            printJson(object);
        else
            say(object.value("note").toString() + (object.contains("sequence") ? u'\n' + CtlText::tr("Noted, entry %1.").arg(object.value("sequence").toInteger()) : QString()));
        return ExitCode::Done;
    }, [](const Arguments &arguments) -> Result<void> {
        if (arguments.has("text") && !arguments.has("to"))
            return fail(ErrorCode::InvalidArgument, "--text is noted along with --to");
        return Language::fromName(qstr(arguments.value("language", "system"))) ? Result<void>() : fail(ErrorCode::InvalidArgument, "--language is zh, en or system");
    });
}

ExitCode canaryFor(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"service", "days"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        if (arguments.has("service")) {
            const Result<std::vector<Service>> services = house.services();
            if (!services)
                return fail(services.error());
            const std::string wanted = arguments.value("service");
            const auto service = std::ranges::find_if(*services, [&](const Service &one) { return one.name == wanted || one.id == wanted; });
            if (service == services->end())
                return fail(ErrorCode::NotFound, "the house has no such service", wanted);
            const Result<std::string> request = orderCanary(house, *service, qstr(arguments.value("days", "90")).toInt());
            if (!request)
                return fail(request.error());
            if (arguments.has("json"))
                printJson(QJsonObject{{"request", qstr(*request)}});
            else
                printLine(*request);
            return ExitCode::Done;
        }
        const Result<CanaryStand> stand = readCanaryStand(house);
        if (!stand)
            return fail(stand.error());
        QJsonArray endpoints;
        for (const std::string &endpoint : stand->endpoints)
            endpoints.append(qstr(endpoint));
        if (arguments.has("json")) {
            printJson(QJsonObject{{"ready", stand->ready ? QJsonValue(qstr(toHex(stand->ready->sha256))) : QJsonValue()},
                                  {"until", stand->ready ? QJsonValue(qstr(toIso(stand->ready->notAfter))) : QJsonValue()},
                                  {"waiting", stand->waiting ? QJsonValue(qstr(*stand->waiting)) : QJsonValue()}, {"endpoints", endpoints}});
            return ExitCode::Done;
        }
        say(stand->ready     ? CtlText::tr("Ready until %1: %2", "time, SHA-256 of a canary").arg(qstr(toIso(stand->ready->notAfter)), qstr(toHex(stand->ready->sha256)))
            : stand->waiting ? CtlText::tr("Waits to be approved: request %1").arg(qstr(*stand->waiting))
                             : CtlText::tr("None is ready; --service S orders one."));
        for (const std::string &endpoint : stand->endpoints)
            say(CtlText::tr("Tries at %1", "a canary, an address").arg(qstr(endpoint)));
        if (stand->endpoints.empty())
            say(CtlText::tr("Policy registers no server (relyingEndpoints)."));
        return ExitCode::Done;
    }, [](const Arguments &arguments) -> Result<void> {
        bool isNumber = false;
        const int days = qstr(arguments.value("days", "90")).toInt(&isNumber);
        return isNumber && days >= 1 && days <= mostDaysAskedFor ? Result<void>() : fail(ErrorCode::InvalidArgument, "--days takes a number of days");
    });
}

constexpr CommandEntry emergencyTable[] = {
    {"emergency canary", "[--service S [--days N]]",
     "Tells whether a canary is ready: a certificate of this desk's that --prove revokes along, with which it tries to get in at the servers of the policy (relyingEndpoints) in three "
     "ways. --service orders one, a request like any other.",
     canaryFor},
    {"emergency start", "--person N | --card N | --host NAME | --spki SHA256 | --issuer N | --role N | --department N | --where QUERY [--caller T] [--report T] [--severity S]",
     "Starts an emergency, or joins the open one of the same loss, and prints its ID.", startEmergency},
    {"emergency list", "[--all]", "Lists the open emergencies; with --all the closed ones too.", listEmergencies},
    {"emergency status", "[ID]", "Tells how far one has come: decided, in force, verified, with times, which servers say that they check with it, and what is left to do; without an ID the only open one. Exit code 6 while something is not in force, 8 while a server does not check with it.", statusOf},
    {"emergency revoke",
     "ID | --person N | --card N | --host NAME | --spki SHA256 | --issuer N | --role N | --department N | --where QUERY [--reason R | --suspend] [--since TIME] [--note T] [--core] "
     "[--confirm NUMBER] [--cosign NAME --cosign-passphrase-file P | --pending | --break-glass] [--dry-run] [--prove [--patience SECONDS]]",
     "Revokes, or suspends, what an emergency concerns, starting it where it is not; --dry-run lists it with reasons and what stops. The reason fits the case unless given. --core takes "
     "along what serves a core service and has no replacement; --break-glass suspends alone what two would have to sign for, as policy lets it; --prove asks CRL and OCSP, and has a canary try to get in at servers.",
     revokeInEmergency},
    {"emergency note", "ID --text T [--answers cause|informed|replacement|suspended|review|foreign]", "Notes something in an emergency, or answers one of its follow-ups.", noteInEmergency},
    {"emergency ask", "ID [--certificate SHA256 [--text T]] [--language zh|en]",
     "For certificates of other CAs: with --certificate alone tells how its CA is asked to revoke it, with a text ready to be sent; with --text too notes that it was asked, and how; without "
     "--certificate looks whether the CRL or OCSP of those CAs says revoked by now.",
     askOtherCa},
    {"emergency report", "ID --output F.pdf [--language zh|en]", "Writes the report: timeline, decisions, signatures, proofs; beside it F.pdf.json with the same for machines.", reportOnEmergency, true},
    {"emergency handover", "ID [--to NAME [--text T]] [--language zh|en]",
     "Prints how it stands, for whoever takes it over: what was done and is proven, who still lets it in, what is left to do; with --to notes in the journal who took it over.", handOver},
    {"emergency close", "ID --text T", "Closes an emergency none of whose follow-ups is open.", closeEmergency},
};

} // namespace

std::span<const CommandEntry> emergencyCommands() { return emergencyTable; }

} // namespace hufu::ctl
