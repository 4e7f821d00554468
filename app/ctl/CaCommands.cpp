// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/Desk.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Named.h"
#include "app/ctl/Output.h"
#include "app/ctl/TokenOption.h"
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/CaRules.h"
#include "models/pki/CertificateBundle.h"
#include "models/store/CaReader.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <span>
#include <thread>

namespace hufu::ctl {
namespace {

constexpr const char *localStatusUrl = "http://localhost:8180"; ///< of `hufuctl serve` on this computer

Error usage(const char *detail) { return Error{ErrorCode::InvalidArgument, detail, {}, {}}; }

Result<ExitCode> written(const Arguments &arguments, const std::string &content, const QJsonObject &about)
{
    if (Result<void> done = writeResult(arguments, content, about); !done)
        return fail(done.error());
    return ExitCode::Done;
}

/// The CA of this common name or id, or of an id that begins so.
Result<CertificateAuthority> findCa(Connection &connection, const std::string &nameOrId)
{
    const Result<std::vector<CertificateAuthority>> cas = readCas(connection);
    if (!cas)
        return fail(cas.error());
    const auto found = std::ranges::find_if(*cas, [&](const CertificateAuthority &ca) {
        return ca.plan.id == nameOrId || ca.plan.commonName == nameOrId;
    });
    if (found != cas->end())
        return *found;
    const auto begun = byIdBeginning(*cas, nameOrId, [](const CertificateAuthority &ca) -> const std::string & { return ca.plan.id; });
    if (!begun)
        return fail(begun.error());
    return *begun ? Result<CertificateAuthority>(**begun) : fail(ErrorCode::NotFound, "the house has no such CA", nameOrId);
}

QJsonObject describe(const CertificateAuthority &ca)
{
    QJsonObject object = toJson(ca.plan);
    object.insert("made", !ca.certificate.empty());
    object.insert("crlNumber", qint64(ca.crlNumber));
    if (ca.crlNumber > 0) {
        object.insert("crlThisUpdate", qstr(toIso(ca.crlThisUpdate)));
        object.insert("crlNextUpdate", qstr(toIso(ca.crlNextUpdate)));
    }
    return object;
}

/// Tries and keeps the PIN of the named token.
Result<KeyToken> takePin(const Arguments &arguments, Gate &gate, House &house)
{
    Result<KeyToken> token = namedToken(arguments, gate);
    if (!token)
        return token;
    const Result<SecureBytes> pin = readSecret(arguments, "pin", utf8(CtlText::tr("PIN of %1").arg(qstr(token->label))));
    if (!pin)
        return fail(pin.error());
    if (Result<void> given = gate.giveTokenPin(house, token->uri, *pin); !given)
        return fail(given.error());
    return token;
}

/// What the words ask for: one CA, or root, server and client CA together.
Result<std::vector<CaPlan>> plansOf(const Arguments &arguments, House &house, const std::string &keyStore)
{
    CaPlan common;
    common.keyStore = keyStore;
    common.algorithm = arguments.value("algorithm", common.algorithm);
    common.organization = arguments.value("organization", house.record().name);
    common.locality = arguments.value("locality");
    common.country = arguments.value("country", common.country);
    common.statusUrl = arguments.value("status-url", localStatusUrl);
    const std::string name = arguments.value("name", common.organization);
    const std::string tree = arguments.value("tree", "all");
    if (const std::string years = arguments.value("years"); !years.empty()) {
        const auto [end, error] = std::from_chars(years.data(), years.data() + years.size(), common.years);
        if (error != std::errc() || end != years.data() + years.size())
            return fail(usage("--years takes a number"));
    }
    const auto plan = [&](CaTree which, const std::string &commonName, const std::string &parent) {
        CaPlan made = common;
        made.id = newUuid();
        made.tree = which;
        made.commonName = commonName;
        made.parent = parent;
        if (which == CaTree::Server)
            made.domains = splitList(arguments.value("domains"));
        return made;
    };
    const Result<std::vector<CertificateAuthority>> there = house.read(readCas);
    if (!there)
        return fail(there.error());
    if (tree == "all") {
        CaPlan root = plan(CaTree::Root, name + " Root CA", {});
        const auto namedAs = [](const CaPlan &wanted) {
            return [&wanted](const CertificateAuthority &ca) { return ca.plan.tree == wanted.tree && ca.plan.commonName == wanted.commonName; };
        };
        // What an earlier attempt got done is not asked for again.
        const auto madeRoot = std::ranges::find_if(*there, namedAs(root));
        if (madeRoot != there->end())
            root.id = madeRoot->plan.id;
        std::vector<CaPlan> plans{root, plan(CaTree::Server, name + " Server CA", root.id), plan(CaTree::Client, name + " Client CA", root.id)};
        for (CaPlan &issuing : std::span(plans).subspan(1)) {
            if (!arguments.has("years"))
                issuing.years = common.years / 2;
        }
        std::erase_if(plans, [&](const CaPlan &wanted) { return std::ranges::any_of(*there, namedAs(wanted)); });
        if (plans.empty())
            return fail(ErrorCode::Conflict, "all three CAs of this name exist", name);
        return plans;
    }
    const Result<CaTree> which = caTreeFromName(tree);
    if (!which)
        return fail(usage("--tree is root, server, client or all"));
    if (*which == CaTree::Root)
        return std::vector{plan(*which, name, {})};
    std::string parent = arguments.value("parent");
    if (parent.empty()) {
        if (std::ranges::count(*there, CaTree::Root, [](const CertificateAuthority &ca) { return ca.plan.tree; }) != 1)
            return fail(usage("--parent names the root that issues it"));
        parent = std::ranges::find(*there, CaTree::Root, [](const CertificateAuthority &ca) { return ca.plan.tree; })->plan.id;
    }
    const Result<CertificateAuthority> found = house.read([&](Connection &connection) { return findCa(connection, parent); });
    return found ? Result<std::vector<CaPlan>>(std::vector{plan(*which, name, found->plan.id)}) : fail(found.error());
}

/// Says on standard error what keeps the authority from its work.
void doWhatIsDue(House &house)
{
    for (const Error &trouble : house.upkeep())
        (void)report(trouble, false);
}

/// Some tokens take longer for a key than one call waits (RSA); the authority takes it with a later one. The CA, made or not.
Result<CertificateAuthority> awaitMade(House &house, const std::string &id)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
    for (;;) {
        Result<CertificateAuthority> ca = house.read([&](Connection &connection) { return findCa(connection, id); });
        if (!ca || !ca->certificate.empty() || std::chrono::steady_clock::now() > until)
            return ca;
        const std::vector<Error> troubles = house.upkeep();
        if (std::ranges::any_of(troubles, [&](const Error &trouble) { return trouble.code == ErrorCode::TokenTimedOut; }))
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        else
            return house.read([&](Connection &connection) { return findCa(connection, id); });
    }
}

ExitCode create(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(
        words,
        withTokenOptions(deskOptionsAnd({"tree", "name", "key-store", "algorithm", "parent", "organization", "locality", "country", "years", "domains", "status-url"})),
        deskFlagsAnd({}));
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->has("pending") && arguments->value("tree", "all") == "all")
        return reportUsage("--pending orders one CA at a time (--tree): the next needs the one before it", json);
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    std::string keyStore = arguments->value("key-store");
    if (std::ranges::any_of(tokenOptions, [&](const char *option) { return arguments->has(option); })) {
        const Result<KeyToken> token = takePin(*arguments, *desk->gate, *desk->house);
        if (!token)
            return report(token.error(), json);
        keyStore = token->uri;
    }
    const Result<std::vector<CaPlan>> plans = plansOf(*arguments, *desk->house, keyStore);
    if (!plans)
        return report(plans.error(), json);
    // Nothing is ordered before all of it can be: a root without what was to stand under it is there for good.
    for (const CaPlan &plan : *plans) {
        if (Result<void> sound = checkPlan(plan); !sound)
            return report(sound.error(), json);
    }
    for (const CaPlan &plan : *plans) {
        if (plan.tree == CaTree::Server && plan.domains.empty())
            warn(CtlText::tr("“%1” may certify any name: whoever gets hold of its key can pass for every server there is. --domains D,… limits it to the "
                             "house's own; it cannot be limited later.").arg(qstr(plan.commonName)));
    }
    QJsonArray made;
    bool allMade = true;
    for (const CaPlan &plan : *plans) {
        if (const Result<Receipt> receipt = desk->submit(CommandKind::CreateCa, toJson(plan)); !receipt)
            return report(receipt.error(), json);
        const Result<CertificateAuthority> ca = awaitMade(*desk->house, plan.id);
        if (!ca)
            return report(ca.error(), json);
        made.append(describe(*ca));
        allMade = allMade && !ca->certificate.empty();
        if (!json)
            say((ca->certificate.empty() ? CtlText::tr("%1 is ordered; the authority could not make it yet.") : CtlText::tr("%1 is made.", "a CA")).arg(qstr(plan.commonName)));
        if (!allMade && plan.tree == CaTree::Root)
            break; // what stands under it can only be ordered when it is there; the same command goes on with that
    }
    if (json)
        printJson(made);
    else if (plans->front().statusUrl == localStatusUrl)
        say(CtlText::tr("Their certificates say that %1 knows who is revoked, which only this computer can ask. For servers on others, set up CAs with --status-url and "
                        "the address that they reach.").arg(QLatin1String(localStatusUrl)));
    if (allMade)
        return ExitCode::Done;
    // Ordered is ordered: it is made as soon as what keeps the authority from it has gone.
    doWhatIsDue(*desk->house);
    return ExitCode::Queued;
}

ExitCode tokens(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, {"pkcs11"}, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<std::vector<KeyToken>> found = EmbeddedGate(std::string()).keyTokens(arguments->value("pkcs11"));
    if (!found)
        return report(found.error(), json);
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (const KeyToken &token : *found) {
        objects.append(QJsonObject{{"label", qstr(token.label)}, {"serial", qstr(token.serial)}, {"manufacturer", qstr(token.manufacturer)},
                                   {"model", qstr(token.model)}, {"uri", qstr(token.uri)}});
        rows.push_back({token.label, token.serial, token.manufacturer, token.model});
    }
    printList(json, objects, {CtlText::tr("LABEL"), CtlText::tr("SERIAL"), CtlText::tr("MANUFACTURER"), CtlText::tr("MODEL")}, rows);
    return ExitCode::Done;
}

ExitCode pin(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, withTokenOptions(deskOptionsAnd({})), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    Result<Desk> desk = openDesk(*arguments);
    if (!desk)
        return report(desk.error(), json);
    const Result<KeyToken> token = takePin(*arguments, *desk->gate, *desk->house);
    if (!token)
        return report(token.error(), json);
    if (json)
        printJson(QJsonObject{{"token", qstr(token->uri)}});
    else
        say(CtlText::tr("The PIN is right and kept for %1.").arg(qstr(token->uri)));
    doWhatIsDue(*desk->house); // what waited for it
    return ExitCode::Done;
}

ExitCode show(const std::vector<std::string> &words)
{
    return inHouse(words, {}, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<std::vector<CertificateAuthority>> cas = house.read(readCas);
        if (!cas)
            return fail(cas.error());
        QJsonArray objects;
        std::vector<std::vector<std::string>> rows;
        for (const CertificateAuthority &ca : *cas) {
            objects.append(describe(ca));
            rows.push_back({ca.plan.commonName, caTreeName(ca.plan.tree), ca.plan.algorithm, utf8(ca.plan.keyStore.empty() ? CtlText::tr("vault") : CtlText::tr("token")),
                            utf8(ca.certificate.empty() ? CtlText::tr("ordered") : CtlText::tr("made", "a CA")),
                            ca.crlNumber == 0 ? "" : std::to_string(ca.crlNumber), ca.crlNumber == 0 ? "" : toIso(ca.crlNextUpdate)});
        }
        if (arguments.has("json"))
            printJson(objects);
        else
            printTable({CtlText::tr("NAME"), CtlText::tr("TREE"), CtlText::tr("ALGORITHM"), CtlText::tr("KEY"), CtlText::tr("STATE"), CtlText::tr("CRL"),
                        CtlText::tr("GOOD UNTIL")}, rows);
        return ExitCode::Done;
    });
}

ExitCode certificate(const std::vector<std::string> &words)
{
    const Takes takes{.options = {"output", "format"}, .operand = "ca certificate needs the name of a CA"};
    return inHouse(words, takes, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<CertificateAuthority> ca
            = house.read([&](Connection &connection) { return findCa(connection, arguments.rest().front()); });
        if (!ca)
            return fail(ca.error());
        if (ca->certificate.empty())
            return fail(ErrorCode::NotFound, "this CA is ordered, but not made yet", ca->plan.commonName);
        const bool der = arguments.value("format", "pem") == "der";
        return written(arguments, der ? std::string(textOf(ca->certificate)) : chainPem(std::span(&ca->certificate, 1)),
                       {{"ca", qstr(ca->plan.commonName)}, {"format", der ? "der" : "pem"}});
    });
}

ExitCode crl(const std::vector<std::string> &words)
{
    const Takes takes{.options = {"output"}, .operand = "ca crl needs the name of a CA"};
    return inHouse(words, takes, [](House &house, const Arguments &arguments) -> Result<ExitCode> {
        const Result<CertificateAuthority> ca = house.read([&](Connection &connection) { return findCa(connection, arguments.rest().front()); });
        if (!ca)
            return fail(ca.error());
        if (ca->crlNumber == 0)
            return fail(ErrorCode::NotFound, "this CA has no CRL yet", ca->plan.commonName);
        const Result<Bytes> bytes = house.blob(ca->crlSha256);
        if (!bytes)
            return fail(bytes.error());
        return written(arguments, std::string(textOf(*bytes)),
                       {{"ca", qstr(ca->plan.commonName)}, {"format", "der"}, {"number", qint64(ca->crlNumber)},
                        {"nextUpdate", qstr(toIso(ca->crlNextUpdate))}});
    });
}

constexpr CommandEntry commands[] = {
    {"ca create",
     "[--tree all|root|server|client] [--name CN] [--algorithm ec-p256|ec-p384|rsa-3072|rsa-4096|sm2] [--parent CN] [--organization O] [--country C] --locality L "
     "[--years N] [--domains D,…] [--status-url URL] [--pkcs11 MODULE --token LABEL [--serial S] --pin-file P | --key-store URI] "
     "[--cosign NAME --cosign-passphrase-file P | --pending]",
     "Sets up the own CA: root, server and client CA together, or one of them. Servers' certificates name a locality. With --pkcs11 the keys are made in "
     "that token and never leave it; with --key-store in a token at the server, whose PIN hufu-server pin took.",
     create},
    {"ca tokens", "--pkcs11 MODULE", "Lists the tokens of a PKCS#11 module, in which keys of CAs can lie.", tokens},
    {"ca pin", "--pkcs11 MODULE --token LABEL [--serial S] --pin-file P",
     "Gives the authority the PIN of a token in which keys of CAs lie, for instance after it was changed. It is tried once.", pin},
    {"ca show", "", "Lists the house's CAs with their CRLs.", show},
    {"ca certificate", "NAME [--format pem|der] [--output F]", "Writes the certificate of a CA.", certificate},
    {"ca crl", "NAME [--output F]", "Writes the newest CRL of a CA, DER.", crl},
};

} // namespace

std::span<const CommandEntry> caCommands() { return commands; }

} // namespace hufu::ctl
