// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/CardTarget.h"
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/store/CardReader.h"
#include "models/store/EntryNames.h"
#include "models/store/HouseReader.h"
#include "models/wording/PinLetter.h"

#include <algorithm>
#include <charconv>

namespace hufu::ctl {
namespace {

Error misused(const char *detail) { return Error{ErrorCode::InvalidArgument, detail, {}, {}}; }

Result<int> numberOf(const Arguments &arguments, const char *option, int otherwise)
{
    const std::string text = arguments.value(option);
    int number = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 1))
        return fail(Error{ErrorCode::InvalidArgument, std::string("--") + option + " takes a number", {}, {}});
    return number;
}

Result<int> daysOf(const Arguments &arguments, int otherwise) { return numberOf(arguments, "days", otherwise); }

// Certificate roles.

Result<CertificateRole> roleNamed(House &house, const std::string &nameOrId)
{
    const Result<std::vector<CertificateRole>> roles = house.read([](Connection &connection) { return readCertificateRoles(connection); });
    if (!roles)
        return fail(roles.error());
    const auto found = std::ranges::find_if(*roles, [&](const CertificateRole &role) { return role.id == nameOrId || role.name == nameOrId; });
    return found == roles->end() ? fail(ErrorCode::NotFound, "the house has no such certificate role", nameOrId) : Result<CertificateRole>(*found);
}

ExitCode listRoles(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<CertificateRole>> roles = house.read([](Connection &connection) { return readCertificateRoles(connection); });
        if (!roles)
            return fail(roles.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const CertificateRole &role : *roles) {
            objects.append(toJson(role));
            rows.push_back({role.name, std::to_string(role.days), joinList(role.slots), joinList(role.departments)});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ROLE"), CtlText::tr("DAYS"), CtlText::tr("KEYS"), CtlText::tr("DEPARTMENTS")}, rows);
        return ExitCode::Done;
    });
}

/// What every command does that two may sign: opens the desk, works, prints the answer as JSON or a line.
using DeskWork = std::function<Result<QJsonObject>(Desk &desk, const Arguments &arguments)>;

ExitCode atDesk(const std::vector<std::string> &words, std::initializer_list<const char *> options, const std::set<std::string> &flags, const char *operand,
                const DeskWork &work)
{
    std::set<std::string> known = flags;
    known.insert("json");
    const Result<Arguments> arguments = Arguments::parse(words, deskOptionsAnd(options), known);
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != (operand ? 1u : 0u))
        return reportUsage(operand ? operand : "no operand is taken", json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<QJsonObject> done = work(*desk, *arguments);
    if (!done)
        return report(done.error(), json);
    if (json)
        printJson(*done);
    else if (done->contains("card"))
        printLine("USBKey " + utf8(done->value("card").toString() + (done->contains("state") ? ": " + done->value("state").toString() : QString()))); // no words of a language
    else
        say(CtlText::tr("Certificate role: %1").arg(done->value("name").toString()));
    return ExitCode::Done;
}

ExitCode saveRole(const std::vector<std::string> &words)
{
    return atDesk(words, {"days", "keys", "services", "departments"}, {"pending"}, "role save takes the name of a certificate role",
                  [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
                      const std::string &name = arguments.rest().front();
                      Result<CertificateRole> role = roleNamed(*desk.house, name);
                      if (!role && role.error().code != ErrorCode::NotFound)
                          return fail(role.error());
                      CertificateRole saved = role ? *role : CertificateRole{.id = newUuid(), .name = name};
                      const Result<int> days = daysOf(arguments, saved.days);
                      const Result<std::vector<Service>> services = desk.house->services();
                      if (!days || !services)
                          return fail(days ? services.error() : days.error());
                      saved.days = *days;
                      if (arguments.has("keys"))
                          saved.slots = splitList(arguments.value("keys"));
                      if (arguments.has("departments"))
                          saved.departments = splitList(arguments.value("departments"));
                      if (arguments.has("services")) {
                          saved.services.clear();
                          for (const std::string &wanted : splitList(arguments.value("services"))) {
                              const auto service = std::ranges::find(*services, wanted, &Service::name);
                              if (service == services->end())
                                  return fail(ErrorCode::NotFound, "the house has no such service", wanted);
                              saved.services.push_back(service->id);
                          }
                      }
                      const Result<Receipt> receipt = desk.submit(CommandKind::SaveRole, toJson(saved));
                      return receipt ? Result<QJsonObject>(toJson(saved)) : fail(receipt.error());
                  });
}

ExitCode removeRole(const std::vector<std::string> &words)
{
    return atDesk(words, {}, {"pending"}, "role remove takes the name of a certificate role", [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
        const Result<CertificateRole> role = roleNamed(*desk.house, arguments.rest().front());
        if (!role)
            return fail(role.error());
        const Result<Receipt> receipt = desk.submit(CommandKind::RemoveRole, toJson(RoleRemoval{role->id, role->name}));
        return receipt ? Result<QJsonObject>(toJson(*role)) : fail(receipt.error());
    });
}

// The register.

QJsonObject registerJson(const Card &card)
{
    QJsonArray certificates;
    for (const CardCertificate &certificate : card.certificates)
        certificates.append(QJsonObject{{"slot", qstr(certificate.slot)}, {"sha256", qstr(toHex(certificate.sha256))}});
    QJsonObject json{{"card", qstr(card.number)}, {"model", qstr(card.model)},  {"state", cardStateName(card.state)},
                     {"since", qstr(toIso(card.since))}, {"certificates", certificates}};
    if (!card.holder.id.empty()) {
        json["holder"] = QJsonObject{{"id", qstr(card.holder.id)}, {"name", qstr(card.holder.name)}, {"department", qstr(card.holder.department)}};
        json["role"] = qstr(card.roleName);
    }
    if (card.hours > 0)
        json["hours"] = card.hours;
    if (!card.certificates.empty())
        json["ends"] = qstr(toIso(card.ends));
    return json;
}

Result<Card> registered(House &house, const std::string &number)
{
    const Result<std::optional<Card>> card = house.read([&](Connection &connection) { return readCard(connection, number); });
    if (!card)
        return fail(card.error());
    return *card ? Result<Card>(**card) : fail(ErrorCode::NotFound, "the register has no such USBKey", number);
}

ExitCode listRegister(const std::vector<std::string> &words)
{
    return inHouse(words, {.options = {"holder", "state"}}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        CardFilter filter{.holder = arguments.value("holder")};
        if (arguments.has("state")) {
            const Result<CardState> state = cardStateFromName(arguments.value("state"));
            if (!state)
                return fail(state.error());
            filter.state = *state;
        }
        const Result<std::vector<Card>> cards = house.read([&](Connection &connection) { return readCards(connection, filter); });
        if (!cards)
            return fail(cards.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Card &card : *cards) {
            objects.append(registerJson(card));
            rows.push_back({card.number, cardStateName(card.state), card.roleName.empty() ? "-" : card.roleName,
                            card.certificates.empty() ? "-" : toIso(card.ends).substr(0, 10), card.holder.name});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("USBKEY"), CtlText::tr("STATE"), CtlText::tr("ROLE"), CtlText::tr("ENDS"), CtlText::tr("HOLDER")}, rows);
        return ExitCode::Done;
    });
}

ExitCode showHistory(const std::vector<std::string> &words)
{
    return inHouse(words, {.operand = "card history takes the number of a USBKey"}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const std::string &number = arguments.rest().front();
        const Result<std::vector<Sequence>> entries = house.read([&](Connection &connection) { return readCardHistory(connection, number); });
        if (!entries)
            return fail(entries.error());
        if (entries->empty())
            return fail(ErrorCode::NotFound, "the register has no such USBKey", number);
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const Sequence sequence : *entries) {
            const Result<std::optional<Entry>> entry = house.read([&](Connection &connection) { return readEntry(connection, sequence); });
            if (!entry)
                return fail(entry.error());
            if (!*entry)
                continue;
            objects.append(QJsonObject{{"sequence", qint64(sequence)}, {"time", qstr(toIso((*entry)->time))}, {"kind", qstr((*entry)->kind)}, {"actor", qstr((*entry)->actor)}});
            const Result<std::string> actor = house.read([&](Connection &connection) { return nameInPlaceOfId(connection, (*entry)->actor); });
            rows.push_back({std::to_string(sequence), toIso((*entry)->time), (*entry)->kind, actor.value_or((*entry)->actor)});
        }
        printList(arguments.has("json"), objects, {CtlText::tr("ENTRY"), CtlText::tr("TIME"), CtlText::tr("WHAT"), CtlText::tr("WHO")}, rows);
        return ExitCode::Done;
    });
}

/// `card lost NUMBER --note TEXT` and its like.
template <CardState to>
ExitCode changeCard(const std::vector<std::string> &words)
{
    return atDesk(words, {"note"}, {"pending"}, "the number of a USBKey is needed", [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
        const CardChange change{arguments.rest().front(), to, arguments.value("note")};
        if (change.note.empty())
            return fail(misused("--note says why"));
        if (const Result<Receipt> receipt = desk.submit(CommandKind::ChangeCard, toJson(change)); !receipt)
            return fail(receipt.error());
        const Result<Card> card = registered(*desk.house, change.card);
        return card ? Result<QJsonObject>(registerJson(*card)) : fail(card.error());
    });
}

// At the reader.

ExitCode stockCard(const std::vector<std::string> &words)
{
    return atDesk(words, {"reader", "pkcs11", "token", "serial", "note"}, {}, nullptr, [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
        const Result<CardTarget> target = cardTarget(arguments);
        if (!target)
            return fail(target.error());
        const CardSight &sight = target->sight;
        if (sight.number.empty())
            return fail(ErrorCode::Unsupported, "the card tells no serial number", sight.reader);
        const CardArrival arrival{sight.number, sight.model, arguments.value("note")};
        if (const Result<Receipt> receipt = desk.submit(CommandKind::StockCard, toJson(arrival)); !receipt)
            return fail(receipt.error());
        const Result<Card> card = registered(*desk.house, sight.number);
        return card ? Result<QJsonObject>(registerJson(*card)) : fail(card.error());
    });
}

QString stepText(CardDesk::Step step)
{
    switch (step) {
    case CardDesk::Step::Looking: return CtlText::tr("looking at the USBKey");
    case CardDesk::Step::Ordering: return CtlText::tr("ordering");
    case CardDesk::Step::Clearing: return CtlText::tr("clearing the USBKey");
    case CardDesk::Step::Securing: return CtlText::tr("setting management key, PUK and PIN");
    case CardDesk::Step::MakingKeys: return CtlText::tr("making keys on the USBKey");
    case CardDesk::Step::Certifying: return CtlText::tr("certifying");
    case CardDesk::Step::Writing: return CtlText::tr("writing and reading back");
    case CardDesk::Step::Proving: return CtlText::tr("proving and handing over");
    }
    return {};
}

/// A registered person of this name or id; else, with a staff number and a department, whoever is named.
Result<CardHolder> holderOf(House &house, const Arguments &arguments)
{
    const std::string name = arguments.value("person");
    if (name.empty())
        return fail(misused("--person says who gets it"));
    if (arguments.has("staff")) {
        if (arguments.value("department").empty())
            return fail(misused("--department goes with --staff"));
        return CardHolder{arguments.value("staff"), name, arguments.value("department")};
    }
    const Result<Person> person = findPerson(house, name);
    if (!person)
        return fail(person.error());
    return CardHolder{person->id, person->name, person->department};
}

/// `prompt` has %1 for the holder.
Result<QJsonObject> issueWith(Desk &desk, CardDesk::Issue issue, const Arguments &arguments, const QString &prompt)
{
    const Result<CardTarget> target = cardTarget(arguments);
    if (!target)
        return fail(target.error());
    issue.reader = target->sight.reader;
    issue.card = arguments.value("card");
    if (issue.kind == RequestKind::Renew) {
        const Result<Card> card = registered(*desk.house, target->sight.number);
        if (!card)
            return fail(card.error());
        const Result<std::optional<CardOrderRecord>> order
            = desk.house->read([&](Connection &connection) { return readCardOrder(connection, card->order); });
        if (!order)
            return fail(order.error());
        issue.holder = card->holder;
        issue.role = card->role;
        if (*order)
            issue.algorithm = (*order)->form.algorithm;
    }
    const bool letter = arguments.has("letter");
    if (const Result<void> allowed = letter ? PinLetter::check(*desk.house) : Result<void>(); !allowed)
        return fail(allowed.error());
    const bool renews = issue.kind == RequestKind::Renew;
    // A module's token does nothing without the PIN that it has; a new one is the holder's, who may keep the old.
    const bool asksPresent = target->isOfModule() && !renews;
    const Result<SecureBytes> present = asksPresent ? readSecret(arguments, "pin", utf8(CtlText::tr("PIN that the token has"))) : Result<SecureBytes>(SecureBytes());
    if (!present)
        return fail(present.error());
    const bool keeps = asksPresent && !letter && !arguments.has("new-pin-file") && !arguments.has("new-pin-fd") && !arguments.has("new-pin");
    const Result<SecureBytes> pin = letter ? Result<SecureBytes>(PinLetter::randomPin())
        : keeps                            ? Result<SecureBytes>(present->clone())
                                           : readSecret(arguments, asksPresent ? "new-pin" : "pin", utf8(prompt.arg(qstr(issue.holder.name))));
    if (!pin)
        return fail(pin.error());
    issue.pin = &*pin;
    if (asksPresent)
        issue.presentPin = &*present;
    const bool json = arguments.has("json");
    const Result<Card> card = target->desk->issue(*desk.house, issue, desk.cosigners, [&](CardDesk::Step step) {
        if (!json)
            say(stepText(step));
    });
    if (card && letter) {
        const Result<SecureBytes> pdf = PinLetter::pdf(desk.house->record().name, *card, *pin);
        if (const Result<void> printed = pdf ? PinLetter::print(arguments.value("printer"), *pdf) : fail(pdf.error()); !printed)
            return fail(printed.error());
    }
    return card ? Result<QJsonObject>(registerJson(*card)) : fail(card.error());
}

ExitCode issueCard(const std::vector<std::string> &words)
{
    return atDesk(words, {"person", "staff", "department", "role", "days", "key", "reader", "pkcs11", "token", "serial", "card", "pin", "pin-file", "pin-fd", "new-pin", "new-pin-file", "new-pin-fd", "printer"}, {"clear", "afresh", "letter"}, nullptr,
                  [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
                      const Result<CardHolder> holder = holderOf(*desk.house, arguments);
                      const Result<CertificateRole> role = roleNamed(*desk.house, arguments.value("role"));
                      const Result<int> days = daysOf(arguments, 0);
                      const Result<KeyKind> algorithm = keyKindFromName(arguments.value("key", keyKindName(KeyKind::EcP256)));
                      if (!holder)
                          return fail(holder.error());
                      if (!role)
                          return fail(role.error());
                      if (!days || !algorithm)
                          return fail(days ? algorithm.error() : days.error());
                      CardDesk::Issue issue{.reader = {}, .holder = *holder, .role = role->id, .algorithm = *algorithm, .days = *days, .card = {}};
                      issue.clear = arguments.has("clear");
                      issue.afresh = arguments.has("afresh");
                      return issueWith(desk, std::move(issue), arguments, CtlText::tr("New PIN, chosen by %1"));
                  });
}

/// One officer alone, for hours; a colleague reviews it afterwards.
ExitCode issueTemporary(const std::vector<std::string> &words)
{
    return atDesk(words, {"person", "staff", "department", "role", "hours", "note", "reader", "pkcs11", "token", "serial", "card", "pin", "pin-file", "pin-fd", "new-pin", "new-pin-file", "new-pin-fd"}, {"clear", "afresh"}, nullptr,
                  [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
                      if (arguments.value("note").empty())
                          return fail(misused("--note says why"));
                      const Result<CardHolder> holder = holderOf(*desk.house, arguments);
                      const Result<CertificateRole> role = roleNamed(*desk.house, arguments.value("role"));
                      const Result<int> hours = numberOf(arguments, "hours", mostTemporaryHours);
                      if (!holder)
                          return fail(holder.error());
                      if (!role || !hours)
                          return fail(role ? hours.error() : role.error());
                      CardDesk::Issue issue{.reader = {}, .holder = *holder, .role = role->id, .hours = *hours, .note = arguments.value("note"), .card = {}};
                      issue.clear = arguments.has("clear");
                      issue.afresh = arguments.has("afresh");
                      return issueWith(desk, std::move(issue), arguments, CtlText::tr("New PIN, chosen by %1"));
                  });
}

ExitCode renewCard(const std::vector<std::string> &words)
{
    return atDesk(words, {"days", "reader", "pkcs11", "token", "serial", "card", "pin", "pin-file", "pin-fd"}, {}, nullptr, [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
        const Result<int> days = daysOf(arguments, 0);
        if (!days)
            return fail(days.error());
        return issueWith(desk, {.reader = {}, .kind = RequestKind::Renew, .holder = {}, .role = {}, .days = *days, .card = {}}, arguments, CtlText::tr("PIN of %1"));
    });
}

ExitCode unlockCard(const std::vector<std::string> &words)
{
    return atDesk(words, {"note", "reader", "pkcs11", "token", "serial", "new-pin", "new-pin-file", "new-pin-fd"}, {}, nullptr, [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
        if (arguments.value("note").empty())
            return fail(misused("--note says why"));
        const Result<CardTarget> target = cardTarget(arguments);
        const Result<SecureBytes> pin = target ? readSecret(arguments, "new-pin", utf8(CtlText::tr("New PIN, chosen by the holder"))) : fail(target.error());
        if (!pin)
            return fail(pin.error());
        if (Result<void> done = target->desk->unlock(*desk.house, target->sight.reader, arguments.value("note"), *pin, desk.cosigners); !done)
            return fail(done.error());
        const Result<Card> card = registered(*desk.house, target->sight.number);
        return card ? Result<QJsonObject>(registerJson(*card)) : fail(card.error());
    });
}

ExitCode changePin(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments
        = Arguments::parse(words, {"reader", "pkcs11", "token", "serial", "pin", "pin-file", "pin-fd", "new-pin", "new-pin-file", "new-pin-fd"}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<CardTarget> target = cardTarget(*arguments);
    const Result<SecureBytes> pin = target ? readSecret(*arguments, "pin", "PIN") : fail(target.error());
    const Result<SecureBytes> newPin = pin ? readSecret(*arguments, "new-pin", utf8(CtlText::tr("New PIN"))) : fail(pin.error());
    if (!newPin)
        return report(newPin.error(), json);
    const Result<void> done = target->desk->changePin(target->sight.reader, *pin, *newPin);
    return done ? ExitCode::Done : report(done.error(), json);
}

ExitCode wipeCard(const std::vector<std::string> &words)
{
    return atDesk(words, {"note", "reader", "pkcs11", "token", "serial", "pin", "pin-file", "pin-fd"}, {}, nullptr, [](Desk &desk, const Arguments &arguments) -> Result<QJsonObject> {
        if (arguments.value("note").empty())
            return fail(misused("--note says why"));
        const Result<CardTarget> target = cardTarget(arguments);
        if (!target)
            return fail(target.error());
        const Result<SecureBytes> pin = target->isOfModule() ? readSecret(arguments, "pin", utf8(CtlText::tr("PIN of the token"))) : Result<SecureBytes>(SecureBytes());
        if (!pin)
            return fail(pin.error());
        const CardSight &sight = target->sight;
        if (Result<void> done = target->desk->wipe(*desk.house, sight.reader, arguments.value("note"), *pin); !done)
            return fail(done.error());
        const Result<Card> card = registered(*desk.house, sight.number);
        if (!card && card.error().code == ErrorCode::NotFound)
            return QJsonObject{{"card", qstr(sight.number)}};
        return card ? Result<QJsonObject>(registerJson(*card)) : fail(card.error());
    });
}

constexpr CommandEntry deskCommands[] = {
    {"role list", "", "Certificate roles: what holders of USBKeys can be.", listRoles},
    {"role save", "NAME [--days N] [--keys 9a,9c,9d] [--services S,…] [--departments D,…] --cosign NAME … | --pending",
     "A certificate role, new or changed: longest term, keys on the USBKey, services that it opens, whose people may hold it. Two sign.", saveRole},
    {"role remove", "NAME --cosign NAME … | --pending", "Nothing is issued under this certificate role any more. Two sign.", removeRole},
    {"card register", "[--holder NAME] [--state S]", "The register of USBKeys: number, state, role, end of the certificates, holder.", listRegister},
    {"card history", "NUMBER", "Every journal entry about one USBKey.", showHistory},
    {"card stock", "[--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]] [--note TEXT]", "Takes the USBKey in the reader into the register.", stockCard},
    {"card issue", "--person P [--staff NUMBER --department D] --role ROLE [--days N] [--key KIND] [--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]] [--card NUMBER] [--clear] [--afresh] [--pin-file F | --letter [--printer P]] [--new-pin-file F] --cosign NAME …",
     "Writes the USBKey in the reader for a holder: keys made on it, certificates, handed over with a signature. Interrupted, the same command goes on. --letter draws the PIN and prints it, where policy lets it. "
     "With --pkcs11 any vendor's token: --pin-file is the PIN that it has, --new-pin-file the one that its holder chose, if any; there is no PUK, and nobody vouches for its keys.", issueCard, true},
    {"card temporary", "--person P [--staff NUMBER --department D] --role ROLE [--hours N] --note TEXT [--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]] [--card NUMBER] [--clear] [--afresh] [--pin-file F] [--new-pin-file F]",
     "A USBKey for hours, by one officer alone, for a holder who is locked out of theirs or lost it; as far as policy allows. A colleague reviews it.", issueTemporary},
    {"card renew", "[--days N] [--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]] [--card NUMBER] [--pin-file F] --cosign NAME …", "Further certificates for the keys on an issued USBKey. Two sign.", renewCard},
    {"card unlock", "--note TEXT [--reader R] [--new-pin-file F] --cosign NAME …", "A new PIN by the PUK, which two officers release; the PUK is replaced.", unlockCard},
    {"card change-pin", "[--reader R | --pkcs11 MODULE [--token LABEL] [--serial S]] [--pin-file F] [--new-pin-file F]", "The holder's own change of the PIN.", changePin},
    {"card lost", "NUMBER --note TEXT", "Reports a USBKey lost: its certificates are revoked at once.", changeCard<CardState::Lost>},
    {"card suspend", "NUMBER --note TEXT", "Suspends the certificates of a USBKey.", changeCard<CardState::Suspended>},
    {"card resume", "NUMBER --note TEXT --cosign NAME … | --pending", "Lifts the suspension. Two sign.", changeCard<CardState::Issued>},
    {"card return", "NUMBER --note TEXT", "A USBKey was handed back: its certificates are revoked.", changeCard<CardState::Returned>},
    {"card destroy", "NUMBER --note TEXT", "A USBKey was destroyed.", changeCard<CardState::Destroyed>},
    {"card wipe", "--note TEXT [--reader R | --pkcs11 MODULE [--token LABEL] [--serial S] --pin-file F]", "Erases a USBKey that was returned, or whose issuing was given up, and takes it into stock.", wipeCard},
};

} // namespace

std::span<const CommandEntry> cardDeskCommands() { return deskCommands; }

} // namespace hufu::ctl
