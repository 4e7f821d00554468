// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/store/EntryNames.h"

#include <algorithm>
#include <sstream>

namespace hufu::ctl {
namespace {

Result<std::set<Role>> readRoles(const std::string &text)
{
    std::string names = text;
    std::ranges::replace(names, ',', ' ');
    return rolesFromNames(names);
}

QJsonObject describe(const Person &person)
{
    QJsonObject object = personChangeToJson(person);
    object.insert("active", person.active);
    if (!person.card.empty())
        object.insert("card", qstr(person.card));
    object.insert("certified", !person.certificate.empty());
    if (person.roles.contains(Role::Custodian))
        object.insert("keepsShares", keepsShares(person));
    return object;
}

/// `sentence` has %1 for the name.
ExitCode done(const Receipt &receipt, const Person &person, const QString &sentence, bool json)
{
    if (json) {
        QJsonObject object = personChangeToJson(person);
        object.insert("sequence", qint64(receipt.sequence));
        printJson(object);
    } else {
        say(sentence.arg(qstr(person.name)));
    }
    return ExitCode::Done;
}

Result<SecureBytes> readNewPassphrase(const Arguments &arguments)
{
    Result<SecureBytes> passphrase = readSecret(arguments, "new-passphrase", utf8(CtlText::tr("Passphrase of the new person")));
    if (passphrase && passphrase->size() < Gate::shortestPassphrase)
        return fail(ErrorCode::WeakPassphrase, "a passphrase has at least " + std::to_string(Gate::shortestPassphrase) + " bytes");
    return passphrase;
}

ExitCode add(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(
        words, deskOptionsAnd({"department", "roles", "card", "new-passphrase", "new-passphrase-file", "new-passphrase-fd"}), deskFlagsAnd({}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1 || !arguments->has("roles"))
        return reportUsage("person add needs NAME and --roles ROLE,…", json);
    Result<std::set<Role>> roles = readRoles(arguments->value("roles"));
    if (!roles)
        return report(Error{ErrorCode::InvalidArgument, roles.error().detail, {}, {}}, json);
    const bool byCard = arguments->has("card");
    const Result<SecureBytes> passphrase = byCard ? SecureBytes() : readNewPassphrase(*arguments);
    if (!passphrase)
        return report(passphrase.error(), json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    Person person;
    person.id = newUuid();
    person.name = arguments->rest().front();
    person.department = arguments->value("department");
    person.roles = std::move(*roles);
    person.card = arguments->value("card");
    const Result<Receipt> receipt = desk->tellInForce(byCard ? desk->gate->addPersonWithCard(*desk->house, person, desk->cosigners, desk->missing)
                                                             : desk->gate->addPerson(*desk->house, person, *passphrase, desk->cosigners, desk->missing));
    if (!receipt)
        return report(receipt.error(), json);
    return done(*receipt, person, CtlText::tr("%1 is registered and may open the house.", "a person"), json);
}

ExitCode change(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({"name", "department", "roles"}), deskFlagsAnd({}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("person change needs NAME", json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    Result<Person> person = findPerson(*desk->house, arguments->rest().front());
    if (!person)
        return report(person.error(), json);
    if (arguments->has("name"))
        person->name = arguments->value("name");
    if (arguments->has("department"))
        person->department = arguments->value("department");
    if (arguments->has("roles")) {
        Result<std::set<Role>> roles = readRoles(arguments->value("roles"));
        if (!roles)
            return report(Error{ErrorCode::InvalidArgument, roles.error().detail, {}, {}}, json);
        person->roles = std::move(*roles);
    }
    const Result<Receipt> receipt = desk->tellInForce(desk->gate->changePerson(*desk->house, *person, desk->cosigners, desk->missing));
    if (!receipt)
        return report(receipt.error(), json);
    return done(*receipt, *person, CtlText::tr("%1 was changed.", "a person"), json);
}

ExitCode deactivate(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({"reason"}), deskFlagsAnd({}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1 || arguments->value("reason").empty())
        return reportUsage("person deactivate needs NAME and --reason TEXT", json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<Person> person = findPerson(*desk->house, arguments->rest().front());
    if (!person)
        return report(person.error(), json);
    const Result<Receipt> receipt = desk->tellInForce(
        desk->gate->deactivatePerson(*desk->house, {person->id, person->name, arguments->value("reason")}, desk->cosigners, desk->missing));
    if (!receipt)
        return report(receipt.error(), json);
    return done(*receipt, *person, CtlText::tr("%1 may no longer sign nor open the house.", "a person"), json);
}

/// `person card NAME NUMBER`: one's own, with its PIN, or somebody else's, decided by two.
ExitCode moveToCard(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, deskOptionsAnd({"reason", "new-card-pin", "new-card-pin-file", "new-card-pin-fd"}), deskFlagsAnd({}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 2)
        return reportUsage("person card needs NAME and the number of the USBKey", json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<Person> person = findPerson(*desk->house, arguments->rest().front());
    if (!person)
        return report(person.error(), json);
    CardMove move{person->id, arguments->rest().back(), arguments->value("reason")};
    const bool own = person->id == desk->house->officer().id;
    const Result<SecureBytes> pin = own ? readSecret(*arguments, "new-card-pin", utf8(CtlText::tr("PIN of USBKey %1").arg(qstr(move.card)))) : SecureBytes();
    if (!pin)
        return report(pin.error(), json);
    if (own)
        move.pin = &*pin;
    const Result<Receipt> receipt = desk->tellInForce(desk->gate->moveToCard(*desk->house, move, desk->cosigners, desk->missing));
    if (!receipt)
        return report(receipt.error(), json);
    return done(*receipt, *person, CtlText::tr("%1 signs with the USBKey from now on, and opens the house by its PIN.", "a person"), json);
}

ExitCode recover(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, deskOptionsAnd({"reason", "new-passphrase", "new-passphrase-file", "new-passphrase-fd"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1 || arguments->value("reason").empty())
        return reportUsage("person recover needs NAME and --reason TEXT", json);
    const Result<SecureBytes> passphrase = readNewPassphrase(*arguments);
    if (!passphrase)
        return report(passphrase.error(), json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<Person> person = findPerson(*desk->house, arguments->rest().front());
    if (!person)
        return report(person.error(), json);
    const Result<Receipt> receipt = desk->gate->recoverPerson(*desk->house, *person, arguments->value("reason"), *passphrase, desk->cosigners);
    if (!receipt)
        return report(receipt.error(), json);
    return done(*receipt, *person, CtlText::tr("%1 signs with a new key under the new passphrase.", "a person"), json);
}

ExitCode list(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), arguments->has("json"));
    const Result<std::vector<Person>> people = (*house)->people();
    if (!people)
        return report(people.error(), arguments->has("json"));
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (const Person &person : *people) {
        objects.append(describe(person));
        const QString state = !person.active ? CtlText::tr("deactivated") : person.cardOut ? CtlText::tr("USBKey out of use") : QString();
        rows.push_back({person.name, person.department, roleNames(person.roles), person.card.empty() ? utf8(CtlText::tr("passphrase")) : person.card, utf8(state)});
    }
    if (arguments->has("json"))
        printJson(objects);
    else
        printTable({CtlText::tr("NAME"), CtlText::tr("DEPARTMENT"), CtlText::tr("ROLES"), CtlText::tr("SIGNS WITH"), CtlText::tr("STATE")}, rows);
    return ExitCode::Done;
}

ExitCode showPilot(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    Result<std::unique_ptr<House>> house = openHouse(*arguments);
    if (!house)
        return report(house.error(), arguments->has("json"));
    const Result<std::vector<WaivedAct>> acts = (*house)->read(readWaived);
    if (!acts)
        return report(acts.error(), arguments->has("json"));
    QJsonArray waived;
    std::vector<std::vector<std::string>> rows;
    for (const WaivedAct &act : *acts) {
        waived.append(QJsonObject{{"sequence", qint64(act.sequence)}, {"kind", qstr(act.kind)}, {"subject", qstr(act.subject)},
                                  {"certificates", qint64(act.certificates.size())}});
        const Result<std::string> about = (*house)->read([&](Connection &connection) { return nameInPlaceOfId(connection, act.subject); });
        rows.push_back({std::to_string(act.sequence), act.kind, about.value_or(act.subject), std::to_string(act.certificates.size())});
    }
    if (arguments->has("json"))
        printJson(QJsonObject{{"pilot", (*house)->record().pilot}, {"waived", waived}});
    else if (!(*house)->record().pilot)
        say(CtlText::tr("This house is not in pilot mode."));
    else
        printTable({CtlText::tr("ENTRY"), CtlText::tr("KIND"), CtlText::tr("ABOUT"), CtlText::tr("CERTIFICATES")}, rows);
    return ExitCode::Done;
}

/// Entry numbers like "4,7,9".
Result<std::set<Sequence>> readSequences(const std::string &text)
{
    std::set<Sequence> sequences;
    std::istringstream in(text);
    for (std::string item; std::getline(in, item, ',');) {
        char *end = nullptr;
        const unsigned long long number = std::strtoull(item.c_str(), &end, 10);
        if (item.empty() || *end != '\0' || number == 0)
            return fail(ErrorCode::InvalidArgument, "--revoke takes entry numbers with commas between them");
        sequences.insert(number);
    }
    return sequences;
}

ExitCode endPilot(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd({"revoke"}), deskFlagsAnd({"confirm"}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (!arguments->has("confirm"))
        return reportUsage("pilot end needs --confirm: every waived act that --revoke does not name is confirmed", json);
    const Result<std::set<Sequence>> revoked = readSequences(arguments->value("revoke"));
    if (!revoked)
        return report(revoked.error(), json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<std::vector<WaivedAct>> acts = desk->house->read(readWaived);
    if (!acts)
        return report(acts.error(), json);
    PilotEnd end;
    for (const WaivedAct &act : *acts)
        end.lines.push_back({act.sequence, !revoked->contains(act.sequence)});
    const Result<Receipt> receipt = desk->submit(CommandKind::EndPilot, toJson(end));
    if (!receipt)
        return report(receipt.error(), json);
    if (json)
        printJson(QJsonObject{{"sequence", qint64(receipt->sequence)}, {"pilot", false}});
    else
        say(CtlText::tr("Pilot mode has ended. Nobody decides alone any more."));
    return ExitCode::Done;
}

constexpr CommandEntry commands[] = {
    {"person add", "NAME --roles ROLE,… [--department D] --new-passphrase-file P | --card NUMBER [--cosign NAME --cosign-passphrase-file P | --pending]",
     "Registers a person with a signing key under their own passphrase, or on a USBKey that was issued to them. Roles: applicant, department-head, security-admin, custodian, "
     "audit-admin, system-admin.",
     add},
    {"person change", "NAME [--name NEW] [--roles ROLE,…] [--department D] [--cosign … | --pending]", "Changes a person's name, department or roles.", change},
    {"person card", "NAME NUMBER [--new-card-pin-file P] [--reason TEXT --cosign … | --pending]",
     "From now on the person signs with a USBKey that was issued to them, and opens the house by its PIN: oneself alone, or others by two.", moveToCard},
    {"person recover", "NAME --new-passphrase-file P --reason TEXT --cosign …",
     "A new signing key for who lost the USBKey or the passphrase. Of the last security or system administrator the custodians decide, more than half.", recover},
    {"person deactivate", "NAME --reason TEXT [--cosign … | --pending]", "Takes a person's registration and key slot away.", deactivate},
    {"person list", "", "Lists the people of the house.", list},
    {"pilot show", "", "Lists what pilot mode let pass without a second officer.", showPilot},
    {"pilot end", "--confirm [--revoke ENTRY,…] --cosign NAME … --cosign2 NAME … | --pending",
     "Ends pilot mode for ever, signed by the three administrators; what --revoke names is revoked, all else confirmed.", endPilot},
};

} // namespace

std::span<const CommandEntry> personCommands() { return commands; }

} // namespace hufu::ctl
