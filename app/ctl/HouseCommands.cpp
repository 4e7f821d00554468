// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Desk.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/base/Uuid.h"
#include "models/domain/Query.h"
#include "models/store/AtomicFile.h"

#include <QJsonDocument>

#include <algorithm>

namespace hufu::ctl {
namespace {

Error weakPassphrase()
{
    return fail(ErrorCode::WeakPassphrase, "a passphrase has at least " + std::to_string(Gate::shortestPassphrase) + " bytes").error();
}

/// The three administrators, each with an option for the name and one for the passphrase.
const struct {
    const char *option;
    std::set<Role> roles;
} administrators[] = {
    {"security-admin", {Role::SecurityAdmin}},
    {"system-admin", {Role::SystemAdmin}},
    {"audit-admin", {Role::AuditAdmin}},
};

std::set<std::string> initOptions()
{
    std::set<std::string> options = houseOptionsAnd({"officer", "house", "department"});
    for (const auto &administrator : administrators) {
        const std::string name = administrator.option;
        options.insert({name, name + "-passphrase", name + "-passphrase-file", name + "-passphrase-fd"});
    }
    return options;
}

bool isBlank(const std::string &name) { return qstr(name).trimmed().isEmpty(); }

Result<void> initTogether(const Arguments &arguments)
{
    std::vector<SecureBytes> passphrases;
    passphrases.reserve(std::size(administrators)); // founders point into it
    std::vector<NewOfficer> founders;
    for (const auto &administrator : administrators) {
        const std::string option = administrator.option, name = arguments.value(option);
        if (isBlank(name))
            return fail(ErrorCode::InvalidArgument, "--" + option + " is missing: the three administrators found a house together");
        Result<SecureBytes> passphrase = readSecret(arguments, option + "-passphrase", utf8(CtlText::tr("New passphrase of %1").arg(qstr(name))));
        if (!passphrase)
            return fail(passphrase.error());
        if (passphrase->size() < Gate::shortestPassphrase)
            return fail(weakPassphrase());
        passphrases.push_back(std::move(*passphrase));
        founders.push_back({name, arguments.value("department"), administrator.roles, &passphrases.back()});
    }
    return EmbeddedGate(homeOf(arguments)).foundTogether(arguments.value("house"), founders);
}

Result<void> initAlone(const Arguments &arguments)
{
    const Result<SecureBytes> passphrase = readSecret(arguments, "passphrase", utf8(CtlText::tr("New passphrase")));
    if (!passphrase)
        return fail(passphrase.error());
    if (passphrase->size() < Gate::shortestPassphrase)
        return fail(weakPassphrase());
    return EmbeddedGate(homeOf(arguments)).found({arguments.value("house"), arguments.value("officer"), arguments.value("department")}, *passphrase);
}

ExitCode init(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, initOptions(), {"embedded", "json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const bool together = std::ranges::any_of(administrators, [&](const auto &one) { return arguments->has(one.option); });
    if (!arguments->rest().empty() || together == arguments->has("officer"))
        return reportUsage("init needs --officer NAME, or all of --security-admin, --system-admin and --audit-admin", json);
    if (!together && isBlank(arguments->value("officer")))
        return reportUsage("--officer needs a name: it stands in the officer's certificate and beside everything they sign", json);
    if (const Result<void> founded = together ? initTogether(*arguments) : initAlone(*arguments); !founded)
        return report(founded.error(), json);
    if (json)
        printJson(QJsonObject{{"home", qstr(homeOf(*arguments))},
                              {"officer", qstr(arguments->value(together ? "security-admin" : "officer"))},
                              {"pilot", !together}});
    else if (together)
        say(CtlText::tr("A house was founded in %1, signed by its three administrators.").arg(qstr(homeOf(*arguments))));
    else
        say(CtlText::tr("A house was founded in %1. It is in pilot mode: %2 holds every role.").arg(qstr(homeOf(*arguments)), qstr(arguments->value("officer"))));
    return ExitCode::Done;
}

ExitCode changePassphrase(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(
        words, houseOptionsAnd({"new-passphrase", "new-passphrase-file", "new-passphrase-fd"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    EmbeddedGate gate(homeOf(*arguments));
    const Result<std::vector<WayIn>> ways = gate.waysIn();
    const Result<void> named = ways ? checkNamed(*arguments, *ways) : fail(ways.error());
    if (!named)
        return report(named.error(), json);
    const Result<SecureBytes> old = readSecret(*arguments, "passphrase", utf8(CtlText::tr("Passphrase")));
    if (!old)
        return report(old.error(), json);
    const Result<SecureBytes> fresh = readSecret(*arguments, "new-passphrase", utf8(CtlText::tr("New passphrase")));
    if (!fresh)
        return report(fresh.error(), json);
    if (fresh->size() < Gate::shortestPassphrase)
        return report(weakPassphrase(), json);
    Result<std::unique_ptr<House>> house = gate.open(arguments->value("as"), *old);
    if (!house)
        return report(house.error(), json);
    if (const Result<void> changed = gate.changePassphrase(**house, *old, *fresh); !changed)
        return report(changed.error(), json);
    if (json)
        printJson(QJsonObject{{"changed", true}});
    else
        say(CtlText::tr("The passphrase was changed."));
    return ExitCode::Done;
}

ExitCode showPolicy(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<Policy> policy = house.policy();
        if (!policy)
            return fail(policy.error());
        const auto format = arguments.has("json") ? QJsonDocument::Compact : QJsonDocument::Indented;
        printLine(QJsonDocument(toJson(*policy)).toJson(format).trimmed().toStdString());
        return ExitCode::Done;
    });
}

ExitCode setPolicy(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({}), deskFlagsAnd({}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("policy set needs the JSON file that policy show wrote", json);
    const Result<Bytes> bytes = readSmallFile(arguments->rest().front(), 1u << 20);
    if (!bytes)
        return report(bytes.error(), json);
    const Result<QJsonObject> object = parseJsonObject(*bytes, false);
    if (!object)
        return report(object.error(), json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<Receipt> receipt = desk->submit(CommandKind::SetPolicy, *object);
    if (!receipt)
        return report(receipt.error(), json);
    if (json)
        printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}});
    else
        say(CtlText::tr("The policy is in force since entry %1.").arg(receipt->sequence));
    return ExitCode::Done;
}

ExitCode listCollections(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<Collection>> collections = house.collections();
        if (!collections)
            return fail(collections.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Collection &collection : *collections) {
            objects.append(toJson(collection));
            rows.push_back({collection.name, collection.query});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("NAME"), CtlText::tr("QUERY")}, rows);
        return ExitCode::Done;
    });
}

ExitCode saveCollection(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptionsAnd({"where"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("collection save needs NAME and --where QUERY", json);
    if (const Result<Query> query = readQuery(arguments->value("where")); !query)
        return report(query.error(), json);
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), json);
    Collection collection{newUuid(), maskPatientData(arguments->rest().front()), arguments->value("where")};
    // The same name means the same collection.
    if (const Result<std::vector<Collection>> known = (*house)->collections()) {
        for (const Collection &other : *known) {
            if (other.name == collection.name)
                collection.id = other.id;
        }
    }
    const Result<Receipt> receipt = (*house)->submit(CommandKind::SaveCollection, toJson(collection));
    if (!receipt)
        return report(receipt.error(), json);
    if (json)
        printJson(toJson(collection));
    return ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"init", "[--embedded] --officer NAME [--house NAME] [--department NAME]",
     "Founds a house in an empty folder; one person, so in pilot mode. Or together, with --security-admin NAME --security-admin-passphrase-file P, "
     "the same for --system-admin and --audit-admin.",
     init},
    {"passphrase", "--new-passphrase-file P", "Changes the officer's passphrase; nothing is encrypted anew.", changePassphrase},
    {"policy show", "", "Prints the house's policy as JSON.", showPolicy},
    {"policy set", "FILE [--cosign NAME --cosign-passphrase-file P | --pending]", "Puts a policy in force.", setPolicy},
    {"collection list", "", "Lists the saved filters.", listCollections},
    {"collection save", "NAME --where QUERY", "Saves a filter under a name.", saveCollection},
};

} // namespace

std::span<const CommandEntry> houseCommands() { return commands; }

} // namespace hufu::ctl
