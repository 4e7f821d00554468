// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/Commands.h"
#include "app/ctl/Output.h"
#include "models/base/CanonicalJson.h"
#include "models/intake/Source.h"
#include "models/pki/CertificateText.h"
#include "models/pki/Container.h"
#include "models/replica/InventoryLoader.h"
#include "models/replica/InventorySearch.h"
#include "models/store/HouseReader.h"
#include "models/wording/FindingText.h"

#include <charconv>

namespace hufu::ctl {
namespace {

/// An open house with its whole inventory.
struct Opened {
    std::unique_ptr<House> house;
    std::shared_ptr<const Inventory> inventory;
    QueryClock clock;
};

Result<Opened> openInventory(const Arguments &arguments)
{
    Result<std::unique_ptr<House>> house = openHouse(arguments);
    if (!house)
        return fail(house.error());
    Result<std::shared_ptr<const Inventory>> inventory = loadInventory(**house);
    if (!inventory)
        return fail(inventory.error());
    const QueryClock clock = localClock((*house)->now());
    return Opened{std::move(*house), std::move(*inventory), clock};
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

Result<SelectedRows> selectRows(const Opened &opened, const std::string &where)
{
    Result<Query> query = readQuery(where);
    if (!query)
        return fail(query.error());
    Selection selection;
    selection.query = std::move(*query);
    selection.sort = SortKey::Expires;
    return select(*opened.inventory, selection, opened.clock);
}

ExitCode list(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptionsAnd({"where", "limit"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<std::size_t> limit = limitOf(*arguments);
    if (!limit)
        return report(limit.error(), json);
    if (const Result<Query> query = readQuery(arguments->value("where")); !query)
        return report(query.error(), json);
    const Result<Opened> opened = openInventory(*arguments);
    if (!opened)
        return report(opened.error(), json);
    Result<SelectedRows> selected = selectRows(*opened, arguments->value("where"));
    if (!selected)
        return report(selected.error(), json);
    const std::size_t found = selected->rows.size();
    if (*limit > 0 && found > *limit)
        selected->rows.resize(*limit);

    QJsonArray objects;
    std::vector<std::vector<std::string>> rows;
    for (Row index : selected->rows) {
        const CertificateRow row = opened->inventory->row(index);
        if (json)
            objects.append(rowJson(*opened->inventory, row, opened->clock.now));
        else
            rows.push_back({toIso(row.notAfter).substr(0, 10), std::to_string(daysLeft(row.notAfter, opened->clock.now)),
                            validationClassName(row.validationClass), tierName(row.tier), toHex(row.sha256).substr(0, 16),
                            std::string(row.title()), servicesOf(*opened->inventory, row)});
    }
    if (json) {
        printJson(QJsonObject{{"found", qint64(found)}, {"certificates", objects}});
    } else {
        printTable({"EXPIRES", "DAYS", "CLASS", "TIER", "SHA-256", "NAME", "SERVICES"}, rows);
        printLine(std::to_string(rows.size()) + " of " + std::to_string(found) + " certificates");
    }
    return ExitCode::Done;
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

ExitCode show(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json", "pem", "text"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    if (arguments->rest().size() != 1)
        return reportUsage("show needs one SHA-256", json);
    const Result<Opened> opened = openInventory(*arguments);
    if (!opened)
        return report(opened.error(), json);
    const Result<Row> index = findRow(*opened->inventory, arguments->rest().front());
    if (!index)
        return report(index.error(), json);
    const CertificateRow row = opened->inventory->row(*index);
    const Result<Bytes> der = opened->house->read([&](Connection &c) { return readBlob(c, row.id); });
    if (!der)
        return report(der.error(), json);
    if (arguments->has("pem"))
        return writeOutput({}, toPem(*der)) ? ExitCode::Done : ExitCode::Failed;
    if (arguments->has("text")) {
        const Result<std::string> text = certificateText(*der);
        if (!text)
            return report(text.error(), json);
        printLine(*text);
        return ExitCode::Done;
    }
    const auto sightings = opened->house->read([&](Connection &c) { return readSightings(c, row.id); });
    const auto findings = opened->house->read([&](Connection &c) { return readFindings(c, *opened->inventory, *index); });
    if (!sightings)
        return report(sightings.error(), json);
    if (!findings)
        return report(findings.error(), json);
    if (json) {
        QJsonObject object = rowJson(*opened->inventory, row, opened->clock.now);
        QJsonArray seen, broken;
        for (const SightingRecord &sighting : *sightings) {
            seen.append(QJsonObject{{"kind", sourceKindName(SourceKind(sighting.kind))}, {"location", qstr(sighting.location)},
                                    {"detail", qstr(sighting.detail)}, {"privateKey", sighting.privateKey},
                                    {"firstSeen", qstr(toIso(sighting.firstSeen))}, {"lastSeen", qstr(toIso(sighting.lastSeen))}});
        }
        for (const Finding &finding : *findings) {
            broken.append(QJsonObject{{"rule", ruleName(finding.rule)}, {"severity", severityName(finding.severity)},
                                      {"observed", qstr(finding.observed)}, {"source", ruleSource(finding.rule)}});
        }
        object["seen"] = seen;
        object["findings"] = broken;
        printJson(object);
        return ExitCode::Done;
    }
    std::vector<std::vector<std::string>> rows{
        {"SHA-256", toHex(row.sha256)},
        {"Subject", std::string(row.subject)},
        {"Issuer", std::string(row.issuer)},
        {"Serial", toHex(row.serial)},
        {"Valid", toIso(row.notBefore) + " .. " + toIso(row.notAfter) + " (" + std::to_string(daysLeft(row.notAfter, opened->clock.now)) + " days left)"},
        {"Status", statusName(row.status(opened->clock.now))},
        {"Class", std::string(validationClassName(row.validationClass)) + (row.classInferred ? " (inferred)" : "")},
        {"Key", keyOf(row)},
        {"Signature", signatureAlgorithmName(row.signatureAlgorithm)},
        {"Services", servicesOf(*opened->inventory, row)},
    };
    for (const QString &name : qstr(row.names).split(u'\n', Qt::SkipEmptyParts))
        rows.push_back({"Name", utf8(name)});
    for (const SightingRecord &sighting : *sightings)
        rows.push_back({"Seen", sighting.location + (sighting.detail.empty() ? "" : " (" + sighting.detail + ")") + " " + toIso(sighting.lastSeen)});
    for (const Finding &finding : *findings)
        rows.push_back({"Finding", std::string(severityName(finding.severity)) + ": " + utf8(findingText(finding).title) + " [" + finding.observed + "; " + ruleSource(finding.rule) + "]"});
    printTable({"", ""}, rows);
    return ExitCode::Done;
}

ExitCode stats(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptions, {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<Opened> opened = openInventory(*arguments);
    if (!opened)
        return report(opened.error(), json);
    // Each figure is the number of rows its query gives: what the window shows behind the same figure.
    constexpr const char *figures[][2] = {
        {"total", ""},
        {"valid", "status = valid"},
        {"expired", "status = expired"},
        {"superseded", "status = superseded"},
        {"expires7", "status = valid and expires < 7d"},
        {"expires30", "status = valid and expires < 30d"},
        {"expires90", "status = valid and expires < 90d"},
        {"coreExpires30", "status = valid and expires < 30d and tier = core"},
        {"critical", "status = valid and severity = critical"},
        {"high", "status = valid and severity = high"},
        {"dv", "status = valid and class = dv"},
        {"ov", "status = valid and class = ov"},
        {"ev", "status = valid and class = ev"},
        {"private", "status = valid and class = private"},
    };
    QJsonObject object;
    std::vector<std::vector<std::string>> rows;
    for (const auto &[name, text] : figures) {
        const Result<Query> query = readQuery(text);
        if (!query)
            return report(query.error(), json);
        const std::uint32_t matching = count(*opened->inventory, *query, opened->clock);
        object.insert(QLatin1String(name), qint64(matching));
        rows.push_back({name, std::to_string(matching), text});
    }
    if (json)
        printJson(object);
    else
        printTable({"FIGURE", "COUNT", "QUERY"}, rows);
    return ExitCode::Done;
}

ExitCode findings(const std::vector<std::string> &words)
{
    const Result<Arguments> arguments = Arguments::parse(words, houseOptionsAnd({"where", "limit"}), {"json"});
    if (!arguments)
        return report(arguments.error(), false);
    const bool json = arguments->has("json");
    const Result<std::size_t> limit = limitOf(*arguments);
    if (!limit)
        return report(limit.error(), json);
    const Result<Opened> opened = openInventory(*arguments);
    if (!opened)
        return report(opened.error(), json);
    // Without a query: what matters now, so certificates out of force are left out unless asked for.
    const Result<SelectedRows> selected = selectRows(*opened, arguments->value("where", "status = valid and findings > 0"));
    if (!selected)
        return report(selected.error(), json);
    QJsonArray objects;
    std::vector<std::pair<Severity, std::vector<std::string>>> rows;
    for (Row index : selected->rows) {
        const CertificateRow row = opened->inventory->row(index);
        const auto broken = opened->house->read([&](Connection &c) { return readFindings(c, *opened->inventory, index); });
        if (!broken)
            return report(broken.error(), json);
        for (const Finding &finding : *broken) {
            if (*limit > 0 && std::max(rows.size(), std::size_t(objects.size())) >= *limit)
                break;
            if (json)
                objects.append(QJsonObject{{"sha256", qstr(toHex(row.sha256))}, {"subject", qstr(row.subject)},
                                           {"rule", ruleName(finding.rule)}, {"severity", severityName(finding.severity)},
                                           {"observed", qstr(finding.observed)}, {"source", ruleSource(finding.rule)}});
            else
                rows.push_back({finding.severity, {severityName(finding.severity), ruleName(finding.rule), finding.observed,
                                                   toHex(row.sha256).substr(0, 16), std::string(row.title())}});
        }
    }
    if (json) {
        printJson(QJsonObject{{"findings", objects}});
        return ExitCode::Done;
    }
    std::ranges::stable_sort(rows, std::ranges::greater(), [](const auto &row) { return row.first; });
    std::vector<std::vector<std::string>> cells;
    for (auto &row : rows)
        cells.push_back(std::move(row.second));
    printTable({"SEVERITY", "RULE", "OBSERVED", "SHA-256", "NAME"}, cells);
    return ExitCode::Done;
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
