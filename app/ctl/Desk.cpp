// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Desk.h"

#include "app/ctl/CtlText.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"

#include <QJsonArray>

namespace hufu::ctl {
namespace {

constexpr const char *cosignerOptions[] = {"cosign", "cosign2", "cosign3", "cosign4"};

} // namespace

Result<Receipt> Desk::submit(const char *kind, const QJsonObject &payload)
{
    return tellInForce(house->submit(kind, payload, {}, cosigners, 1, missing));
}

Result<Receipt> Desk::tellInForce(Result<Receipt> receipt) const
{
    if (!receipt || missing == MissingSignatures::Refused)
        return receipt;
    const bool waived = receipt->outcome.value(QLatin1String("waived")).toArray().contains(QStringLiteral("second-signer"));
    warn(waived ? CtlText::tr("in force at once, although --pending was given: the house is in pilot mode, where a second signature is waived. The journal says so")
                : CtlText::tr("in force at once, although --pending was given: no signature was missing"));
    return receipt;
}

std::set<std::string> deskOptionsAnd(std::initializer_list<const char *> more)
{
    std::set<std::string> options = houseOptionsAnd(more);
    for (const std::string name : cosignerOptions)
        options.insert({name, name + "-passphrase", name + "-passphrase-file", name + "-passphrase-fd", name + "-card-pin", name + "-card-pin-file", name + "-card-pin-fd"});
    return options;
}

std::set<std::string> deskFlagsAnd(std::initializer_list<const char *> more)
{
    std::set<std::string> flags{"json", "pending"};
    flags.insert(more.begin(), more.end());
    return flags;
}

Result<Desk> openDesk(const Arguments &arguments)
{
    Desk desk;
    desk.missing = arguments.has("pending") ? MissingSignatures::Awaited : MissingSignatures::Refused;
    Result<std::unique_ptr<House>> house = openHouse(arguments);
    if (!house)
        return fail(house.error());
    desk.house = std::move(*house);
    desk.gate = std::make_unique<EmbeddedGate>(homeOf(arguments));
    for (const std::string option : cosignerOptions) {
        const std::string name = arguments.value(option);
        if (name.empty())
            continue;
        const Result<SecureBytes> secret = isSecretGiven(arguments, option + "-card-pin") ? readSecret(arguments, option + "-card-pin", {})
                                                                                         : readSecret(arguments, option + "-passphrase", utf8(CtlText::tr("Passphrase, or PIN of the USBKey, of %1").arg(qstr(name))));
        if (!secret)
            return fail(secret.error());
        Result<std::unique_ptr<Token>> token = desk.gate->unlockToken(*desk.house, name, *secret);
        if (!token)
            return fail(token.error());
        desk.cosigners.push_back(token->get());
        desk.tokens.push_back(std::move(*token));
    }
    return desk;
}

Result<Person> findPerson(House &house, const std::string &nameOrId)
{
    const Result<std::vector<Person>> people = house.people();
    if (!people)
        return fail(people.error());
    std::optional<Person> found;
    for (const Person &person : *people) {
        if (person.id == nameOrId)
            return person;
        if (person.name != nameOrId || !person.active)
            continue;
        if (found)
            return fail(ErrorCode::InvalidArgument, "several people have this name: give the beginning of an id, as person list --json prints it", nameOrId);
        found = person;
    }
    if (found)
        return *found;
    const auto begun = byIdBeginning(*people, nameOrId, [](const Person &person) -> const std::string & { return person.id; });
    if (!begun)
        return fail(begun.error());
    return *begun ? Result<Person>(**begun) : fail(ErrorCode::NotFound, "nobody of this name is registered", nameOrId);
}

} // namespace hufu::ctl
