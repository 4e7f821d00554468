// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "app/ctl/StopSignals.h"
#include "app/embedded/ServedHome.h"
#include "models/authority/TokenVault.h"
#include "models/base/CanonicalJson.h"
#include "models/pki/SignedData.h"
#include "models/replica/Gate.h"
#include "models/replica/JointFounding.h"
#include "models/replica/Outgoing.h"
#include "models/store/AtomicFile.h"
#include "models/store/Outbox.h"
#include "models/store/Workstations.h"

#include <cstdio>

#include <unistd.h>

namespace hufu::ctl {
namespace {

constexpr std::chrono::seconds followWait(2); ///< how soon an interruption is heard

std::string computerName()
{
    char name[65] = "";
    ::gethostname(name, sizeof name - 1);
    return *name ? name : "workstation";
}

void showProgress(bool shown, const Replicator::Progress &progress)
{
    if (shown)
        std::fprintf(stderr, "\r\033[K%s", qUtf8Printable(CtlText::tr("%1 of %2 entries").arg(progress.here).arg(progress.head)));
}

/// The home that is to be enrolled: one that is there, a new one with the officer's key from another, or a new one of somebody who founds a house.
Result<UnlockedHome> homeToEnrol(const Arguments &arguments, const HomePaths &paths, const SecureBytes &passphrase)
{
    if (arguments.has("token-from")) {
        const Result<void> made = makeConsoleHome(paths, HomePaths(arguments.value("token-from")), arguments.value("as"), passphrase, {});
        // Made by an earlier try whose enrolment failed: then it goes on there.
        if (!made && (made.error().code != ErrorCode::AlreadyExists || isServed(paths)))
            return fail(made.error());
    }
    if (arguments.has("officer")) {
        if (passphrase.size() < Gate::shortestPassphrase)
            return fail(ErrorCode::WeakPassphrase, "a passphrase has at least " + std::to_string(Gate::shortestPassphrase) + " bytes");
        if (const Result<void> made = makeFoundersHome(paths, arguments.value("officer"), arguments.value("department"), passphrase, {}); !made)
            return fail(made.error());
    }
    return unlockHome(paths, arguments.value("as"), passphrase);
}

QJsonObject enrolledObject(const ServerRecord &record)
{
    return {{"workstation", qstr(record.workstation)}, {"server", qstr(record.url)}, {"authority", qstr(toHex(record.authority))}};
}

ExitCode enrol(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, houseOptionsAnd({"server", "code", "code-file", "name", "token-from", "officer", "department"}), {"json", "begin-anew"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (!arguments->rest().empty() || !arguments->has("server") || arguments->has("code") == arguments->has("code-file"))
        return reportUsage("enrol needs --server https://HOST:PORT, and --code CODE or --code-file FILE", json);
    const Result<SecureBytes> typed
        = arguments->has("code") ? Result<SecureBytes>(SecureBytes::copyOf(arguments->value("code"))) : readSecretFile(arguments->value("code-file"), 1000);
    const Result<EnrolmentCode> code = typed ? EnrolmentCode::parse(typed->view()) : fail(typed.error());
    if (!code)
        return report(code.error(), json);
    const Result<SecureBytes> passphrase = readHomeSecret(*arguments);
    if (!passphrase)
        return report(passphrase.error(), json);
    const HomePaths paths(homeOf(*arguments));
    const bool anew = arguments->has("begin-anew");
    if (const Result<void> trusted = checkTrusted(paths.home); !trusted && !anew) // a decision, and not what a new code does by the way
        return report(trusted.error(), json);
    const Result<UnlockedHome> home = homeToEnrol(*arguments, paths, *passphrase);
    if (!home)
        return report(home.error(), json);
    const std::string name = arguments->value("name", computerName());
    if (anew) {
        const Result<FreshStart> start = enrolAnew(paths, home->databaseKey, arguments->value("server"), *code, name, systemNow);
        if (!start)
            return report(start.error(), json);
        if (json) {
            QJsonObject object = enrolledObject(start->record);
            object.insert("setAside", qstr(start->setAside));
            printJson(object);
        } else {
            say(CtlText::tr("This workstation is enrolled anew at %1. What it had, with the evidence and what was queued, is in %2. Next: hufuctl sync --home %3", "address, folder, folder")
                    .arg(qstr(start->record.url), qstr(start->setAside), qstr(paths.home)));
        }
        return ExitCode::Done;
    }
    const Result<ServerRecord> record = enrolHome(paths, home->databaseKey, arguments->value("server"), *code, name, systemNow);
    if (!record)
        return report(record.error(), json);
    if (json)
        printJson(enrolledObject(*record));
    else
        say(CtlText::tr("This workstation is enrolled at %1. Next: hufuctl %2 --home %3", "address, command, folder")
                .arg(qstr(record->url), QLatin1String(arguments->has("officer") ? "founding sign" : "sync"), qstr(paths.home)));
    return ExitCode::Done;
}

ExitCode sync(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json", "follow"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json"), follow = arguments->has("follow");
    const HomePaths paths(homeOf(*arguments));
    const Result<SecureBytes> passphrase = readHomeSecret(*arguments);
    if (!passphrase)
        return report(passphrase.error(), json);
    const Result<UnlockedHome> home = unlockHome(paths, arguments->value("as"), *passphrase);
    if (!home)
        return report(home.error(), json);
    if (const Result<void> moved = heedServer(*arguments); !moved)
        return report(moved.error(), json);
    const std::optional<StopSignals> signals = follow ? std::optional<StopSignals>(std::in_place) : std::nullopt;
    const Result<std::unique_ptr<RemoteTransport>> remote = openRemote(paths, home->databaseKey, systemNow);
    if (!remote)
        return report(remote.error(), json);
    const bool shown = !json && ::isatty(STDERR_FILENO);
    Sequence told = 0;
    for (;;) {
        const Result<Replicator::Progress> level = (*remote)->synchronise([&](const Replicator::Progress &now) { showProgress(shown, now); }, {});
        if (shown)
            std::fprintf(stderr, "\r\033[K");
        // Following goes on when the server is away for a while, and ends when it cannot be trusted or does not let this workstation in.
        if (!level && (!follow || !isUnreachable(level.error().code)))
            return report(level.error(), json);
        if (level && level->here != told) {
            told = level->here;
            if (json)
                printJson(QJsonObject{{"entries", qint64(level->here)}, {"head", qint64(level->head)}});
            else
                say(CtlText::tr("%1 entries, level with the server").arg(level->here));
            std::fflush(stdout);
        }
        if (!follow || signals->wait(std::chrono::seconds(level ? 0 : 1)))
            return ExitCode::Done;
        if (level)
            (void)(*remote)->await(followWait, {}); // what came of it is told at the next turn
    }
}

/// A founder's home, which is no house yet, and what leads to its server.
struct FoundersHome {
    HomePaths paths;
    UnlockedHome unlocked;
    SecureBytes passphrase;
    ServerRecord record;
    std::unique_ptr<ServerLink> link;
};

Result<FoundersHome> openFoundersHome(const Arguments &arguments)
{
    const HomePaths paths(homeOf(arguments));
    Result<SecureBytes> passphrase = readHomeSecret(arguments);
    if (!passphrase)
        return fail(passphrase.error());
    Result<UnlockedHome> unlocked = unlockHome(paths, arguments.value("as"), *passphrase);
    Result<ServerRecord> record = unlocked ? ServerRecord::read(paths.home) : fail(unlocked.error());
    Result<Connection> connection
        = record ? Connection::open(paths.database, unlocked->databaseKey, Connection::Access::ReadOnly) : fail(record.error());
    Result<ServerLink::Settings> settings = connection ? linkSettings(*record, *connection, unlocked->databaseKey, systemNow) : fail(connection.error());
    if (!settings)
        return fail(settings.error());
    return FoundersHome{paths, std::move(*unlocked), std::move(*passphrase), std::move(*record), std::make_unique<ServerLink>(std::move(*settings))};
}

ExitCode tellFounding(const Result<FoundingStand> &stand, bool json)
{
    if (!stand)
        return report(stand.error(), json);
    const bool founded = stand->state == FoundingStand::State::Founded;
    const char *state = founded ? "founded" : stand->state == FoundingStand::State::Signing ? "signing" : "gathering";
    QJsonArray seats;
    std::vector<std::vector<std::string>> rows;
    for (const FoundingStand::Seat &seat : stand->seats) {
        seats.append(QJsonObject{{"role", roleName(seat.role)}, {"name", qstr(seat.name)}, {"department", qstr(seat.department)}, {"signed", seat.hasSigned}});
        rows.push_back({roleName(seat.role), utf8(seat.hasSigned ? CtlText::tr("has signed") : seat.name.empty() ? CtlText::tr("has not come yet") : CtlText::tr("is to sign")), seat.name,
                        seat.department});
    }
    if (json) {
        printJson(QJsonObject{{"state", state}, {"house", qstr(stand->house)}, {"seats", seats}});
    } else if (founded) {
        say(CtlText::tr("The house is founded. Next: hufuctl sync"));
    } else {
        say(CtlText::tr("“%1” is being founded:").arg(qstr(stand->house)));
        printTable({CtlText::tr("ROLE"), CtlText::tr("STATE"), CtlText::tr("NAME"), CtlText::tr("DEPARTMENT")}, rows);
    }
    return founded ? ExitCode::Done : ExitCode::Queued;
}

ExitCode showFounding(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    Result<FoundersHome> home = openFoundersHome(*arguments);
    return home ? tellFounding(lookAtFounding(*home->link), arguments->has("json")) : report(home.error(), arguments->has("json"));
}

ExitCode signFoundingHere(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    Result<FoundersHome> home = openFoundersHome(*arguments);
    if (!home)
        return report(home.error(), arguments->has("json"));
    const auto unlock = [&](Bytes certificate) -> Result<std::unique_ptr<Token>> {
        Result<Connection> connection = Connection::open(home->paths.database, home->unlocked.databaseKey, Connection::Access::ReadOnly);
        if (!connection)
            return fail(connection.error());
        Result<std::unique_ptr<SoftToken>> token
            = loadFoundersToken(*connection, home->unlocked.personId, home->passphrase, std::move(certificate));
        return token ? Result<std::unique_ptr<Token>>(std::move(*token)) : fail(token.error());
    };
    return tellFounding(signFounding(*home->link, home->record.authority, home->unlocked.personId, unlock, systemNow), arguments->has("json"));
}

std::string kindOf(const QueuedCommand &queued)
{
    const Result<SignedContent> content = openSignedData(queued.signedCommand);
    const Result<Command> command = content ? decodeCommand(content->content) : fail(content.error());
    return command ? command->kind : std::string();
}

ExitCode listOutbox(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<QueuedCommand>> queued = house.read(readOutbox);
        if (!queued)
            return fail(queued.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const QueuedCommand &one : *queued) {
            const std::string state = one.refusal ? errorName(one.refusal->code) : "Queued";
            QJsonObject object{{"id", qstr(one.commandId)}, {"kind", qstr(kindOf(one))}, {"queued", qstr(toIso(one.queued))}, {"state", qstr(state)}};
            if (one.refusal)
                object.insert("detail", qstr(one.refusal->detail));
            objects.append(object);
            rows.push_back({one.commandId, kindOf(one), toIso(one.queued), state, one.refusal ? one.refusal->detail : utf8(CtlText::tr("queued, not yet in force"))});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ID"), CtlText::tr("KIND"), CtlText::tr("QUEUED"), CtlText::tr("STATE"), CtlText::tr("DETAIL")}, rows);
        return ExitCode::Done;
    });
}

ExitCode withdraw(const std::vector<std::string> &words)
{
    return inHouse(words, {.operand = "outbox withdraw needs the ID that outbox list shows"}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Queued, arguments.rest().front());
        if (!id)
            return fail(id.error());
        if (Result<void> withdrawn = withdrawOutgoing(house, *id); !withdrawn)
            return fail(withdrawn.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"withdrawn", qstr(*id)}});
        else
            say(CtlText::tr("Withdrawn. Had it been on its way already, it may still come into force."));
        return ExitCode::Done;
    });
}

ExitCode exportQueued(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"output"}, .operand = "outbox export needs the ID that outbox list shows"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Queued, arguments.rest().front());
        if (!id)
            return fail(id.error());
        const std::string path = arguments.value("output", *id + ".pem");
        if (Result<void> written = exportOutgoing(house, *id, path); !written)
            return fail(written.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"id", qstr(*id)}, {"path", qstr(path)}, {"format", "pem"}});
        else
            say(CtlText::tr("%1: the signed command with all that it needs, for hufu-server accept; openssl cms -verify -inform PEM reads it", "a file").arg(qstr(path)));
        return ExitCode::Done;
    });
}

ExitCode listWorkstations(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<Workstation>> workstations = house.read(readWorkstations);
        if (!workstations)
            return fail(workstations.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Workstation &one : *workstations) {
            objects.append(QJsonObject{{"id", qstr(one.id)}, {"name", qstr(one.name)}, {"active", one.active}, {"relying", one.relying}});
            rows.push_back({one.id, utf8(one.active ? CtlText::tr("let in") : CtlText::tr("shut out")), utf8(one.relying ? CtlText::tr("relying server") : CtlText::tr("console")), one.name});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ID"), CtlText::tr("STATE"), CtlText::tr("KIND"), CtlText::tr("NAME")}, rows);
        return ExitCode::Done;
    });
}

ExitCode revokeWorkstation(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"reason"}, .operand = "workstation revoke needs the ID that workstation list shows, and --reason TEXT"},
                   [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::string> id = idNamed(house, IdOf::Workstation, arguments.rest().front());
        if (!id)
            return fail(id.error());
        const Result<std::optional<Workstation>> known = house.read([&](Connection &connection) { return readWorkstation(connection, *id); });
        if (!known)
            return fail(known.error());
        if (!*known)
            return fail(ErrorCode::NotFound, "no workstation of this id was enrolled", *id);
        const Result<Receipt> receipt
            = house.submit(CommandKind::RevokeWorkstation, toJson(WorkstationRevocation{*id, (*known)->name, arguments.value("reason")}));
        if (!receipt)
            return fail(receipt.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
        else
            say(CtlText::tr("“%1” is no longer let in, since entry %2.").arg(qstr((*known)->name), QString::number(receipt->sequence)));
        return ExitCode::Done;
    });
}

constexpr CommandEntry commands[] = {
    {"enrol", "--server https://HOST:PORT --code CODE | --code-file F [--name WORKSTATION] [--token-from HOME --as NAME | --officer NAME [--department D] | --begin-anew]",
     "Enrols this home at a server: one whose authority moved there, or with --token-from a new one with the officer's key of another home. With --officer "
     "one of the administrators comes to found a house there: their signing key is made here. With --begin-anew a home that no longer trusts its server follows it "
     "again, once it is clear what happened there: the home is set aside whole, evidence included, and replicated from the beginning.", enrol},
    {"founding show", "", "Says who founds the house with you, and who has signed. Exit code 6 until it is founded.", showFounding},
    {"founding sign", "", "Signs the founding of the house once all three administrators have come.", signFoundingHere},
    {"sync", "[--follow]", "Sends what is queued and replicates the server's journal, deciding every entry again; with --follow until it is interrupted.", sync},
    {"outbox list", "", "Lists the commands that wait for the server, and those that came back refused.", listOutbox},
    {"outbox withdraw", "ID", "Takes back a command that was not sent yet.", withdraw},
    {"outbox export", "ID [--output F]", "Writes a queued command to a file, with all that it needs, to be carried by hand.", exportQueued},
    {"workstation list", "", "Lists the workstations that were enrolled.", listWorkstations},
    {"workstation revoke", "ID --reason TEXT", "Shuts a workstation out.", revokeWorkstation},
};

} // namespace

std::span<const CommandEntry> serverCommands() { return commands; }

} // namespace hufu::ctl
