// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/CtlText.h"
#include "app/ctl/InHouse.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/intake/Source.h"
#include "models/pki/CertificateText.h"
#include "models/pki/Container.h"
#include "models/replica/InventoryLoader.h"
#include "models/replica/InventorySearch.h"
#include "models/store/HouseReader.h"
#include "models/views/Statistics.h"
#include "models/wording/FindingText.h"

#include <charconv>
#include <cstdio>

namespace hufu::ctl {
namespace {

/// The whole inventory, and the time its queries count from.
struct Listing {
    std::shared_ptr<const Inventory> inventory;
    QueryClock clock;
};
using InventoryWork = std::function<Result<ExitCode>(House &house, const Listing &listing, const Arguments &arguments)>;

ExitCode inInventory(const std::vector<std::string> &words, const Takes &takes, const InventoryWork &work, const Objection &objection = {})
{
    return inHouse(words, takes, [&work](House &house, const Arguments &arguments) -> Result<ExitCode> {
        Result<std::shared_ptr<const Inventory>> inventory = loadInventory(house);
        if (!inventory)
            return fail(inventory.error());
        return work(house, {std::move(*inventory), localClock(house.now())}, arguments);
    }, objection);
}

Result<std::size_t> limitOf(const Arguments &arguments)
{
    const std::string text = arguments.value("limit", "0");
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc() || end != text.data() + text.size())
        return fail(ErrorCode::InvalidArgument, "--limit needs a number");
    return limit;
}

std::string servicesOf(const Inventory &inventory, const CertificateRow &row)
{
    std::string names;
    for (std::uint16_t index : row.services)
        names += (names.empty() ? "" : ", ") + inventory.services()[index].name;
    return names;
}

std::string keyOf(const CertificateRow &row)
{
    return row.curve.empty() ? std::string(keyAlgorithmName(row.keyAlgorithm)) + " " + std::to_string(row.keyBits) : std::string(row.curve);
}

int daysLeft(Instant notAfter, Instant now) { return int(std::chrono::floor<std::chrono::days>(notAfter - now).count()); }

QJsonObject rowJson(const Inventory &inventory, const CertificateRow &row, Instant now)
{
    QJsonArray names, services, rules;
    for (const QString &name : qstr(row.names).split(u'\n', Qt::SkipEmptyParts))
        names.append(name);
    for (std::uint16_t index : row.services)
        services.append(qstr(inventory.services()[index].name));
    forEachRule(row.rules, [&](Rule rule) { rules.append(ruleName(rule)); });
    return {{"sha256", qstr(toHex(row.sha256))},
            {"subject", qstr(row.subject)},
            {"names", names},
            {"issuer", qstr(row.issuer)},
            {"serial", qstr(toHex(row.serial))},
            {"notBefore", qstr(toIso(row.notBefore))},
            {"notAfter", qstr(toIso(row.notAfter))},
            {"daysLeft", daysLeft(row.notAfter, now)},
            {"status", statusName(row.status(now))},
            {"class", validationClassName(row.validationClass)},
            {"classInferred", row.classInferred},
            {"purpose", purposeName(row.purpose)},
            {"key", qstr(keyOf(row))},
            {"signature", signatureAlgorithmName(row.signatureAlgorithm)},
            {"tier", tierName(row.tier)},
            {"services", services},
            {"findings", rules}};
}

/// Whether --limit and --where can be read.
Result<void> readsNarrowing(const Arguments &arguments)
{
    if (const Result<std::size_t> limit = limitOf(arguments); !limit)
        return fail(limit.error());
    if (const Result<Query> query = readQuery(arguments.value("where")); !query)
        return fail(query.error());
    return {};
}

Result<SelectedRows> selectRows(const Listing &listing, const std::string &where)
{
    Result<Query> query = readQuery(where);
    if (!query)
        return fail(query.error());
    Selection selection;
    selection.query = std::move(*query);
    selection.sort = SortKey::Expires;
    return select(*listing.inventory, selection, listing.clock);
}

Result<ExitCode> listRows(const Listing &listing, const Arguments &arguments)
{
    const Result<std::size_t> limit = limitOf(arguments);
    if (!limit)
        return fail(limit.error());
    Result<SelectedRows> selected = selectRows(listing, arguments.value("where"));
    if (!selected)
        return fail(selected.error());
    const std::size_t found = selected->rows.size();
    if (*limit > 0 && found > *limit)
        selected->rows.resize(*limit);

    const bool json = arguments.has("json");
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (Row index : selected->rows) {
        const CertificateRow row = listing.inventory->row(index);
        if (json)
            objects.append(rowJson(*listing.inventory, row, listing.clock.now));
        else
            rows.push_back({toIso(row.notAfter).substr(0, 10), std::to_string(daysLeft(row.notAfter, listing.clock.now)),
                            validationClassName(row.validationClass), tierName(row.tier), toHex(row.sha256).substr(0, 16),
                            std::string(row.title()), servicesOf(*listing.inventory, row)});
    }
    if (json) {
        printJson(QJsonObject{{"found", qint64(found)}, {"certificates", objects}});
    } else {
        printTable({CtlText::tr("EXPIRES"), CtlText::tr("DAYS"), CtlText::tr("CLASS"), CtlText::tr("TIER"), CtlText::tr("SHA-256"), CtlText::tr("NAME"), CtlText::tr("SERVICES")},
                   rows);
        say(CtlText::tr("%1 of %2 certificates", "shown, found").arg(rows.size()).arg(found));
    }
    return ExitCode::Done;
}

ExitCode list(const std::vector<std::string> &words)
{
    return inInventory(
        words, {.options = {"where", "limit"}},
        [](House &, const Listing &listing, const Arguments &arguments) { return listRows(listing, arguments); }, readsNarrowing);
}

/// The row of a SHA-256 given in full or by its first digits (at least six).
Result<Row> findRow(const Inventory &inventory, const std::string &given)
{
    std::string wanted;
    for (char c : given) {
        if (c != ':')
            wanted.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
    if (wanted.size() < 6 || wanted.size() > 64 || wanted.find_first_not_of("0123456789abcdef") != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "a SHA-256 value, or at least its first six digits, is needed");
    std::optional<Row> found;
    for (Row row = 0; row < inventory.size(); ++row) {
        if (!toHex(inventory.row(row).sha256).starts_with(wanted))
            continue;
        if (found)
            return fail(ErrorCode::InvalidArgument, "several certificates begin like this: give more digits", given);
        found = row;
    }
    if (!found)
        return fail(ErrorCode::NotFound, "no such certificate", given);
    return *found;
}

/// One certificate with everything known about it.
struct Shown {
    CertificateRow row;
    std::vector<SightingRecord> sightings;
    std::vector<Finding> findings;
};

/// "source" as the rule has it ("BR 6.1.5"), the rest in words.
QJsonObject findingJson(const Finding &finding)
{
    const FindingWords words = findingText(finding);
    return {{"rule", ruleName(finding.rule)},    {"severity", severityName(finding.severity)}, {"observed", qstr(finding.observed)},
            {"source", ruleSource(finding.rule)}, {"title", words.title},                       {"explanation", words.explanation},
            {"remedy", words.remedy}};
}

QJsonObject shownJson(const Listing &listing, const Shown &shown)
{
    QJsonObject object = rowJson(*listing.inventory, shown.row, listing.clock.now);
    QJsonArray seen, broken;
    for (const SightingRecord &sighting : shown.sightings) {
        seen.append(QJsonObject{{"kind", sourceKindName(SourceKind(sighting.kind))}, {"location", qstr(sighting.location)},
                                {"detail", qstr(sighting.detail)}, {"privateKey", sighting.privateKey},
                                {"firstSeen", qstr(toIso(sighting.firstSeen))}, {"lastSeen", qstr(toIso(sighting.lastSeen))}});
    }
    for (const Finding &finding : shown.findings) {
        broken.append(findingJson(finding));
    }
    object["seen"] = seen;
    object["findings"] = broken;
    return object;
}

void printShown(const Listing &listing, const Shown &shown)
{
    const CertificateRow &row = shown.row;
    const Instant now = listing.clock.now;
    const auto word = [](const QString &text) { return utf8(text); };
    std::vector<std::vector<std::string>> rows{
        {"SHA-256", toHex(row.sha256)},
        {word(CtlText::tr("Subject")), std::string(row.subject)},
        {word(CtlText::tr("Issuer")), std::string(row.issuer)},
        {word(CtlText::tr("Serial")), toHex(row.serial)},
        {word(CtlText::tr("Valid")), word(CtlText::tr("%1 .. %2 (%3 days left)", "times").arg(qstr(toIso(row.notBefore)), qstr(toIso(row.notAfter))).arg(daysLeft(row.notAfter, now)))},
        {word(CtlText::tr("Status")), statusName(row.status(now))},
        {word(CtlText::tr("Class")), word((row.classInferred ? CtlText::tr("%1 (inferred)", "a validation class") : QStringLiteral("%1")).arg(QLatin1String(validationClassName(row.validationClass))))},
        {word(CtlText::tr("Key")), keyOf(row)},
        {word(CtlText::tr("Signature")), signatureAlgorithmName(row.signatureAlgorithm)},
        {word(CtlText::tr("Services")), servicesOf(*listing.inventory, row)},
    };
    for (const QString &name : qstr(row.names).split(u'\n', Qt::SkipEmptyParts))
        rows.push_back({word(CtlText::tr("Name")), utf8(name)});
    for (const SightingRecord &sighting : shown.sightings)
        rows.push_back({word(CtlText::tr("Seen")), sighting.location + (sighting.detail.empty() ? "" : " (" + sighting.detail + ")") + " " + toIso(sighting.lastSeen)});
    for (const Finding &finding : shown.findings) {
        const FindingWords words = findingText(finding);
        rows.push_back({word(CtlText::tr("Finding")), std::string(severityName(finding.severity)) + ": " + utf8(words.title) + " [" + finding.observed + "; "
                                       + utf8(FindingText::source(finding.rule)) + "]"});
        rows.push_back({"", utf8(words.remedy)});
    }
    printTable({QString(), QString()}, rows);
}

Result<ExitCode> showRow(House &house, const Listing &listing, const Arguments &arguments)
{
    const Result<Row> index = findRow(*listing.inventory, arguments.rest().front());
    if (!index)
        return fail(index.error());
    const CertificateRow row = listing.inventory->row(*index);
    if (arguments.has("pem") || arguments.has("text")) {
        const Result<Bytes> der = house.read([&](Connection &c) { return readBlob(c, row.id); });
        if (!der)
            return fail(der.error());
        const Result<std::string> text = arguments.has("pem") ? Result<std::string>(toPem(*der)) : certificateText(*der);
        if (!text)
            return fail(text.error());
        if (arguments.has("json"))
            printJson(QJsonObject{{"certificate", qstr(toHex(row.sha256))}, {"format", arguments.has("pem") ? "pem" : "text"},
                                  {"text", qstr(*text)}});
        else
            std::printf("%s%s", text->c_str(), text->ends_with('\n') ? "" : "\n");
        return ExitCode::Done;
    }
    auto sightings = house.read([&](Connection &c) { return readSightings(c, row.id); });
    if (!sightings)
        return fail(sightings.error());
    auto findings = house.read([&](Connection &c) { return readFindings(c, *listing.inventory, *index); });
    if (!findings)
        return fail(findings.error());
    const Shown shown{row, std::move(*sightings), std::move(*findings)};
    if (arguments.has("json"))
        printJson(shownJson(listing, shown));
    else
        printShown(listing, shown);
    return ExitCode::Done;
}

ExitCode show(const std::vector<std::string> &words)
{
    return inInventory(words, {.flags = {"pem", "text"}, .operand = "show needs one SHA-256"}, showRow);
}

ExitCode stats(const std::vector<std::string> &words)
{
    return inInventory(words, {}, [](House &, const Listing &listing, const Arguments &arguments) -> Result<ExitCode> {
        QJsonObject object;
        std::vector<std::vector<std::string>> rows;
        for (const Figure &figure : headFigures(computeStatistics(*listing.inventory, listing.clock))) {
            object.insert(qstr(figure.key), qint64(figure.count));
            rows.push_back({figure.key, std::to_string(figure.count), figure.query});
        }
        if (arguments.has("json"))
            printJson(object);
        else
            printTable({CtlText::tr("FIGURE"), CtlText::tr("COUNT"), CtlText::tr("QUERY")}, rows);
        return ExitCode::Done;
    });
}

Result<ExitCode> listFindings(House &house, const Listing &listing, const Arguments &arguments)
{
    const Result<std::size_t> limit = limitOf(arguments);
    if (!limit)
        return fail(limit.error());
    // Without a query: what matters now, so certificates out of force are left out unless asked for.
    const Result<SelectedRows> selected = selectRows(listing, arguments.value("where", "status = valid and findings > 0"));
    if (!selected)
        return fail(selected.error());
    struct Line {
        Row row;
        Finding finding;
    };
    std::vector<Line> lines;
    for (Row row : selected->rows) {
        auto broken = house.read([&](Connection &c) { return readFindings(c, *listing.inventory, row); });
        if (!broken)
            return fail(broken.error());
        for (Finding &finding : *broken)
            lines.push_back({row, std::move(finding)});
    }
    std::ranges::stable_sort(lines, std::ranges::greater(), [](const Line &line) { return line.finding.severity; });
    if (*limit > 0 && lines.size() > *limit)
        lines.resize(*limit);
    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    std::vector<Rule> rules; // each once, in the order of the rows
    for (const auto &[number, finding] : lines) {
        if (std::ranges::find(rules, finding.rule) == rules.end())
            rules.push_back(finding.rule);
        const CertificateRow row = listing.inventory->row(number);
        QJsonObject object = findingJson(finding);
        object.insert("sha256", qstr(toHex(row.sha256)));
        object.insert("subject", qstr(row.subject));
        objects.append(object);
        rows.push_back({severityName(finding.severity), ruleName(finding.rule), finding.observed, toHex(row.sha256).substr(0, 16),
                        std::string(row.title())});
    }
    // No finding of a rule that cannot check anything here is no good news.
    QJsonArray blind;
    for (const Rule rule : allRules()) {
        const QString limitation = FindingText::limitation(rule);
        if (!limitation.isEmpty() && (RuleTable(listing.inventory->policy()).enabled() & ruleBit(rule)))
            blind.append(QJsonObject{{"rule", ruleName(rule)}, {"reason", limitation}});
    }
    if (arguments.has("json")) {
        printJson(QJsonObject{{"findings", objects}, {"notChecked", blind}});
        return ExitCode::Done;
    }
    printTable({CtlText::tr("SEVERITY"), CtlText::tr("RULE"), CtlText::tr("OBSERVED"), CtlText::tr("SHA-256"), CtlText::tr("NAME")}, rows);
    for (Rule rule : rules) {
        printLine({});
        printLine(std::string(ruleName(rule)) + ": " + utf8(FindingText::title(rule)) + " [" + utf8(FindingText::source(rule)) + "]");
        printLine("  " + utf8(FindingText::meaning(rule)));
        printLine("  " + utf8(FindingText::remedy(rule)));
    }
    for (const QJsonValue one : blind)
        say(u'\n' + CtlText::tr("NOT CHECKED %1: %2", "rule, why").arg(one["rule"].toString(), one["reason"].toString()));
    return ExitCode::Done;
}

ExitCode findings(const std::vector<std::string> &words)
{
    return inInventory(words, {.options = {"where", "limit"}}, listFindings, readsNarrowing);
}

constexpr CommandEntry commands[] = {
    {"list", "[--where QUERY] [--limit N]", "Lists certificates by expiry; all of them, expired ones too, unless the query says otherwise.", list},
    {"show", "SHA256 [--pem | --text]", "Shows one certificate, named by its SHA-256 or the first digits of it.", show},
    {"stats", "", "Counts, each with the query that gives its rows.", stats},
    {"findings", "[--where QUERY] [--limit N]", "Lists what is wrong, worst first; of certificates in force unless a query is given.", findings},
};

} // namespace

std::span<const CommandEntry> certificateCommands() { return commands; }

} // namespace hufu::ctl
