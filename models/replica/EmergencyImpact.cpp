// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/EmergencyImpact.h"

#include "models/domain/TextFolding.h"
#include "models/domain/TopicRules.h"
#include "models/intake/Source.h"
#include "models/replica/InventorySearch.h"
#include "models/store/EmergencyReader.h"
#include "models/store/HouseReader.h"
#include "models/store/RevocationReader.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

namespace hufu {
namespace {

constexpr std::size_t mostReplacementsLookedUp = 500;

/// A certificate found, why, and by what.
struct Match {
    ImpactReason why{};
    std::string detail;
};
using Matches = std::map<Row, Match>;

void addMatch(Matches &matches, Row row, ImpactReason why, std::string detail = {}) { matches.try_emplace(row, why, std::move(detail)); }

/// Rows whose folded texts fit.
template <typename Fits>
void scanTexts(const Inventory &inventory, Matches &matches, ImpactReason why, const Fits &fits)
{
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            if (fits(chunk.facts->foldedParts(at)))
                addMatch(matches, chunk.firstRow + at, why);
        }
    }
}

/// Whether an attribute of a folded RFC 4514 subject has exactly this value.
bool hasAttribute(std::string_view subject, std::string_view type, std::string_view value)
{
    for (std::size_t at = subject.find(type); at != std::string_view::npos; at = subject.find(type, at + 1)) {
        if (at > 0 && subject[at - 1] != ',' && subject[at - 1] != '+')
            continue;
        const std::string_view rest = subject.substr(at + type.size());
        if (rest.starts_with(value) && (rest.size() == value.size() || rest[value.size()] == ',' || rest[value.size()] == '+'))
            return true;
    }
    return false;
}

/// The lines of a text.
template <typename Visit>
bool anyLine(std::string_view text, const Visit &visit)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (visit(text.substr(0, end)))
            return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

void findPerson(const Inventory &inventory, const std::string &person, Matches &matches)
{
    scanTexts(inventory, matches, ImpactReason::Holder, [&](const CertificateColumns::FoldedParts &parts) {
        if (parts.commonName == person || parts.subject.find(person) == std::string_view::npos)
            return parts.commonName == person;
        return hasAttribute(parts.subject, "uid=", person) || hasAttribute(parts.subject, "serialnumber=", person) || hasAttribute(parts.subject, "cn=", person);
    });
}

/// Names of this host, wildcards that cover it, and where the host itself was seen to serve.
void findHost(const Inventory &inventory, const std::string &host, Matches &matches)
{
    const std::size_t dot = host.find('.');
    const std::string wildcard = dot == std::string::npos ? std::string() : "*" + host.substr(dot);
    scanTexts(inventory, matches, ImpactReason::Host, [&](const CertificateColumns::FoldedParts &parts) {
        return parts.commonName == host || anyLine(parts.names, [&](std::string_view name) { return name == host || (!wildcard.empty() && name == wildcard); });
    });
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        std::set<std::uint32_t> places;
        const StringPool &locations = chunk.sightings->locations;
        for (std::uint32_t at = 0; at < locations.size(); ++at) {
            const std::string_view place = locations.folded(at);
            if (place == host || (place.starts_with(host) && place[host.size()] == ':'))
                places.insert(at);
        }
        for (std::uint32_t at = 0; !places.empty() && at < chunk.size(); ++at) {
            for (const SightingColumns::Sighting &sighting : inventory.row(chunk.firstRow + at).sightings) {
                if (sighting.kind == std::uint8_t(SourceKind::Endpoint) && places.contains(sighting.location))
                    addMatch(matches, chunk.firstRow + at, ImpactReason::Seen, std::string(locations.at(sighting.location)));
            }
        }
    }
}

std::uint64_t keyOf(const Inventory &inventory, Row row)
{
    const Inventory::Chunk &chunk = inventory.chunks()[inventory.chunkOf(row)];
    return chunk.facts->spki[row - chunk.firstRow];
}

/// Every other certificate of one of these keys: whoever has the key has them all.
void findSharers(const Inventory &inventory, Matches &matches)
{
    std::map<std::uint64_t, std::string> keys;
    for (const auto &[row, match] : matches)
        keys.emplace(keyOf(inventory, row), inventory.row(row).title());
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            if (const auto key = keys.find(chunk.facts->spki[at]); key != keys.end())
                addMatch(matches, chunk.firstRow + at, ImpactReason::SameKey, key->second);
        }
    }
}

void findKey(const Inventory &inventory, const std::string &digits, Matches &matches)
{
    const Result<Sha256> digest = sha256FromHex(digits);
    if (!digest)
        return;
    if (const std::optional<Row> row = inventory.find(*digest))
        return addMatch(matches, *row, ImpactReason::Key);
    std::uint64_t key = 0; // as CertificateColumns::spki has it
    std::memcpy(&key, digest->data(), sizeof key);
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            if (chunk.facts->spki[at] == key)
                addMatch(matches, chunk.firstRow + at, ImpactReason::Key);
        }
    }
}

void findIssuer(const Inventory &inventory, const std::string &issuerName, Matches &matches)
{
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        std::vector<bool> fits;
        for (const CertificateColumns::Issuer &issuer : chunk.facts->issuers)
            fits.push_back(chunk.facts->issuerTexts.folded(issuer.shortName) == issuerName || chunk.facts->issuerTexts.folded(issuer.fullName) == issuerName);
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            const bool own = (chunk.facts->flags[at] & CertificateFlag::Ca) != 0 && chunk.facts->foldedParts(at).commonName == issuerName;
            if (own || fits[chunk.facts->issuer[at]])
                addMatch(matches, chunk.firstRow + at, ImpactReason::Issuer);
        }
    }
}

void findOfDepartment(const Inventory &inventory, const std::string &department, Matches &matches)
{
    std::vector<bool> its;
    for (const Service &service : inventory.services())
        its.push_back(service.department == department);
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            for (std::uint16_t service : inventory.serviceSet(chunk.ties->serviceSet[at])) {
                if (its[service])
                    addMatch(matches, chunk.firstRow + at, ImpactReason::Department, inventory.services()[service].name);
            }
        }
    }
}

Result<void> findByQuery(const Inventory &inventory, const std::string &text, Instant now, Matches &matches)
{
    Selection selection;
    Result<Query> query = readQuery(text);
    if (!query)
        return fail(query.error());
    selection.query = std::move(*query);
    const Result<SelectedRows> selected = select(inventory, selection, localClock(now));
    if (!selected)
        return fail(selected.error());
    for (Row row : selected->rows)
        addMatch(matches, row, ImpactReason::Query);
    return {};
}

/// What USBKeys and requests know besides.
Result<std::vector<LossTie>> tiesOf(Connection &connection, const Inventory &inventory, const Loss &loss, Matches &matches)
{
    Result<std::vector<LossTie>> ties = readLossTies(connection, loss);
    if (!ties)
        return ties;
    for (const LossTie &tie : *ties) {
        const std::optional<Row> row = inventory.findId(tie.certificateId);
        if (!row)
            continue;
        const ImpactReason why = loss.kind == LossKind::Card ? ImpactReason::Card
            : loss.kind == LossKind::Role                    ? ImpactReason::Role
            : loss.kind == LossKind::Department              ? ImpactReason::Department
                                                             : ImpactReason::Holder;
        matches.insert_or_assign(*row, Match{why, tie.card.empty() ? tie.department : tie.card + (tie.holder.empty() ? "" : " · " + tie.holder)});
    }
    return ties;
}

Result<Matches> findMatches(const Inventory &inventory, const Loss &loss, Instant now)
{
    Matches matches;
    const std::string text = folded(loss.value);
    switch (loss.kind) {
    case LossKind::Person: findPerson(inventory, text, matches); break;
    case LossKind::Host: findHost(inventory, loss.value, matches); break;
    case LossKind::Key: findKey(inventory, loss.value, matches); break;
    case LossKind::Issuer: findIssuer(inventory, text, matches); break;
    case LossKind::Department: findOfDepartment(inventory, loss.value, matches); break;
    case LossKind::Query:
        if (Result<void> found = findByQuery(inventory, loss.value, now, matches); !found)
            return fail(found.error());
        break;
    case LossKind::Card:
    case LossKind::Role: break; // USBKeys alone know
    }
    return matches;
}

/// Value of the first attribute of this type in a subject as RFC 4514 writes it; empty: none.
std::string valueIn(std::string_view subject, std::string_view type)
{
    const std::string whole = attributeIn(subject, type);
    return whole.empty() ? whole : whole.substr(type.size() + 1);
}

/// Who holds it, as far as it says so itself or the house knows.
void nameHolder(std::string_view subject, ImpactLine &line)
{
    line.staffNumber = valueIn(subject, "UID");
    if (line.staffNumber.empty() && line.purpose == Purpose::Client) // of organisations' certificates it is a register's number
        line.staffNumber = valueIn(subject, "serialNumber");
    line.department = valueIn(subject, "OU");
    if (!line.issued)
        return;
    if (line.staffNumber.empty())
        line.staffNumber = line.issued->holder;
    if (line.department.empty())
        line.department = line.issued->department;
}

/// Names are not unique in a hospital: where one stands for several people, nothing is proposed before somebody has said which. Certificates without a
/// staff number are told apart by department, and belong to whoever of that department has a number; those without either tell nobody apart. What is
/// revoked counts as well: when one of two was stopped, the name is not the other's alone.
void findNamesakes(EmergencyImpact &impact, Instant now)
{
    std::map<std::string, EmergencyImpact::Namesake> byNumber, byDepartment;
    for (const ImpactLine &line : impact.lines) {
        if (line.why != ImpactReason::Holder || !line.issued || line.notAfter < now)
            continue;
        auto &person = line.staffNumber.empty() ? byDepartment[line.department] : byNumber[line.staffNumber];
        person.staffNumber = line.staffNumber;
        if (person.department.empty())
            person.department = line.department;
        ++person.certificates;
    }
    for (auto &[number, person] : byNumber) {
        const auto same = byDepartment.find(person.department);
        if (same == byDepartment.end() || person.department.empty())
            continue;
        person.certificates += same->second.certificates;
        byDepartment.erase(same);
    }
    if (byNumber.size() + byDepartment.size() - byDepartment.count({}) < 2)
        return;
    for (const auto *people : {&byNumber, &byDepartment}) {
        for (const auto &[key, person] : *people)
            impact.namesakes.push_back(person);
    }
    for (ImpactLine &line : impact.lines) { // those that share a key with one of theirs too
        if (line.proposal == ImpactProposal::Revoke || line.proposal == ImpactProposal::Suspend)
            line.proposal = ImpactProposal::SayWho;
    }
}

bool isMany(LossKind kind) { return kind == LossKind::Issuer || kind == LossKind::Role || kind == LossKind::Department || kind == LossKind::Query; }

ImpactProposal proposalFor(const ImpactLine &line, LossKind kind, Instant now)
{
    if (!line.issued)
        return line.notAfter < now ? ImpactProposal::Nothing : ImpactProposal::AskIssuer;
    const IssuedCertificate &issued = *line.issued;
    const bool over = issued.revoked && issued.revoked->reason != RevocationReason::CertificateHold;
    if (over || issued.isRoot || line.notAfter < now)
        return ImpactProposal::Nothing;
    if (isMany(kind) && (issued.revoked || issued.purpose == Purpose::OcspResponder))
        return ImpactProposal::Nothing; // held already, or nobody's of those that are meant
    // What serves a core service, or certified others, stops more than it saves, unless its successor stands ready.
    if ((issued.isCa || (issued.tier == Tier::Core && issued.purpose != Purpose::Client)) && line.replacement.empty())
        return ImpactProposal::ReplaceFirst;
    return isMany(kind) ? ImpactProposal::Suspend : ImpactProposal::Revoke;
}

void countServices(const Inventory &inventory, EmergencyImpact &impact, std::set<std::string> &departments)
{
    std::map<std::uint16_t, std::size_t> counts;
    for (const ImpactLine &line : impact.lines) {
        if (line.proposal == ImpactProposal::Nothing)
            continue;
        const CertificateRow row = inventory.row(line.row);
        std::set<std::uint16_t> its(row.services.begin(), row.services.end());
        const auto all = inventory.services();
        if (line.issued) {
            if (const auto at = std::ranges::find(all, line.issued->service, &Service::id); at != all.end())
                its.insert(static_cast<std::uint16_t>(at - all.begin()));
        }
        for (std::uint16_t service : its)
            ++counts[service];
    }
    for (const auto &[index, count] : counts) {
        const Service &service = inventory.services()[index];
        impact.services.push_back({service.name, service.department, service.tier, service.hosts.size(), count});
        if (!service.department.empty())
            departments.insert(service.department);
    }
    std::ranges::sort(impact.services, [](const auto &one, const auto &other) {
        return std::pair(other.tier, std::string_view(one.name)) < std::pair(one.tier, std::string_view(other.name));
    });
}

/// Officers whose certificates are among the lines, by the USBKey's holder or by the name in them.
void findOfficers(const std::vector<Person> &people, EmergencyImpact &impact)
{
    for (const Person &person : people) {
        const auto isTheirs = [&](const ImpactLine &line) {
            return line.issued && ((!line.issued->holder.empty() && line.issued->holder == person.id) || (!person.name.empty() && line.issued->commonName == person.name));
        };
        if (!person.active || std::ranges::none_of(impact.lines, isTheirs))
            continue;
        EmergencyImpact::Officer officer{person.id, person.name, {}};
        for (Role role : {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin}) {
            const bool others = std::ranges::any_of(people, [&](const Person &other) { return other.active && other.id != person.id && other.roles.contains(role); });
            if (person.roles.contains(role) && !others)
                officer.lastOf.insert(role);
        }
        impact.officers.push_back(std::move(officer));
    }
}

/// Valid certificates of the own CA that are no CA's, and those among the lines: whether nothing else would be left.
bool isEverything(const Inventory &inventory, const EmergencyImpact &impact, Instant now)
{
    std::size_t concerned = 0, all = 0;
    std::set<std::string_view> issuers;
    for (const ImpactLine &line : impact.lines) {
        if (!line.issued || line.issued->isCa || line.issued->purpose == Purpose::OcspResponder || line.notAfter < now || line.issued->revoked)
            continue;
        ++concerned;
        issuers.insert(line.issuer);
    }
    if (concerned < 2)
        return false;
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        std::vector<bool> own;
        for (const CertificateColumns::Issuer &issuer : chunk.facts->issuers)
            own.push_back(issuers.contains(chunk.facts->issuerTexts.at(issuer.shortName)));
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            all += own[chunk.facts->issuer[at]] && !(chunk.facts->flags[at] & CertificateFlag::Ca) && chunk.facts->purpose[at] != Purpose::OcspResponder
                && chunk.facts->notAfter[at] >= toUnix(now) && chunk.standing(at) == Standing::Good;
        }
    }
    return concerned >= all;
}

/// Along with `canary`, unless that is null.
EmergencyDemand demandFor(const EmergencyImpact &impact, std::span<const Sha256> certificates, RevocationReason reason, Facts facts, Instant now, const IssuedCertificate *canary)
{
    std::set<Sha256> chosen(certificates.begin(), certificates.end());
    facts.issued.clear();
    for (const ImpactLine &line : impact.lines) {
        if (line.issued && chosen.contains(line.sha256))
            facts.issued.push_back(*line.issued);
    }
    RevocationForm form{{certificates.begin(), certificates.end()}, reason, {}, {}};
    if (canary) {
        facts.issued.push_back(*canary);
        form.certificates.push_back(canary->sha256);
        chosen.insert(canary->sha256);
    }
    const std::size_t count = form.certificates.size();
    const bool all = impact.everything && certificates.size() > 1
        && std::ranges::all_of(impact.lines, [&](const ImpactLine &line) { return chosen.contains(line.sha256) || line.proposal == ImpactProposal::Nothing || !line.canBe(reason); });
    EmergencyDemand demand;
    demand.number = all || count > std::size_t(std::max(facts.policy.circuitBreakerMost, 0));
    form.emergency = facts.emergency ? facts.emergency->form.id : std::string(36, '0');
    form.confirmed = demand.number ? count : 0;
    Command command;
    command.kind = CommandKind::Revoke;
    command.version = form.version();
    command.payload = toJson(form);
    demand.signers = signersNeeded(facts, command);
    if (demand.signers.size() < 2)
        return demand;
    form.reason = RevocationReason::CertificateHold;
    form.breakGlass = true;
    if (!facts.emergency)
        return demand;
    demand.glassFrom = facts.emergency->since + std::chrono::minutes(facts.policy.breakGlassWaitMinutes);
    const bool security = facts.actor && facts.actor->roles.contains(Role::SecurityAdmin);
    const Result<QJsonObject> may = ruleOnEmergencyRevocation(facts, form, std::max(now, demand.glassFrom));
    demand.glass = security && may.has_value();
    return demand;
}

} // namespace

const char *impactReasonName(ImpactReason reason)
{
    switch (reason) {
    case ImpactReason::Holder: return "holder";
    case ImpactReason::Card: return "card";
    case ImpactReason::Host: return "host";
    case ImpactReason::Seen: return "seen";
    case ImpactReason::Key: return "key";
    case ImpactReason::SameKey: return "same-key";
    case ImpactReason::Issuer: return "issuer";
    case ImpactReason::Role: return "role";
    case ImpactReason::Department: return "department";
    case ImpactReason::Query: return "query";
    }
    return "";
}

const char *impactProposalName(ImpactProposal proposal)
{
    switch (proposal) {
    case ImpactProposal::Revoke: return "revoke";
    case ImpactProposal::Suspend: return "suspend";
    case ImpactProposal::SayWho: return "say-who";
    case ImpactProposal::ReplaceFirst: return "replace-first";
    case ImpactProposal::AskIssuer: return "ask-issuer";
    case ImpactProposal::Nothing: return "nothing";
    }
    return "";
}

bool ImpactLine::canBe(RevocationReason reason) const
{
    if (!issued || issued->isRoot)
        return false;
    return !issued->revoked || (issued->revoked->reason == RevocationReason::CertificateHold && reason != RevocationReason::CertificateHold);
}

bool ImpactLine::isProposed(RevocationReason reason) const
{
    return (proposal == ImpactProposal::Revoke || proposal == ImpactProposal::Suspend) && canBe(reason);
}

std::vector<Sha256> EmergencyImpact::proposed(RevocationReason reason) const
{
    std::vector<Sha256> names;
    for (const ImpactLine &line : lines) {
        if (line.isProposed(reason))
            names.push_back(line.sha256);
    }
    return names;
}

RevocationReason reasonFor(LossKind kind) { return isMany(kind) ? RevocationReason::CertificateHold : RevocationReason::KeyCompromise; }

Result<EmergencyImpact> assessEmergency(Connection &connection, const Inventory &inventory, const Loss &loss, Instant now)
{
    Result<Matches> matches = findMatches(inventory, loss, now);
    if (!matches)
        return fail(matches.error());
    const Result<std::vector<LossTie>> ties = tiesOf(connection, inventory, loss, *matches);
    if (!ties)
        return fail(ties.error());
    if (!isMany(loss.kind))
        findSharers(inventory, *matches);

    EmergencyImpact impact;
    impact.loss = loss;
    std::vector<Sha256> names;
    for (const auto &[row, match] : *matches) {
        const CertificateRow certificate = inventory.row(row);
        ImpactLine line;
        line.row = row;
        line.sha256 = certificate.sha256;
        line.title = certificate.title();
        line.issuer = certificate.issuerName;
        line.why = match.why;
        line.detail = match.detail;
        line.purpose = certificate.purpose;
        line.tier = certificate.tier;
        line.notAfter = certificate.notAfter;
        line.places = certificate.sightings.size();
        names.push_back(line.sha256);
        impact.lines.push_back(std::move(line));
    }
    Result<std::vector<IssuedCertificate>> issued = readIssued(connection, names);
    if (!issued)
        return fail(issued.error());
    std::size_t at = 0;
    for (IssuedCertificate &one : *issued) {
        while (impact.lines[at].sha256 != one.sha256) // both stand in the order of the rows
            ++at;
        impact.lines[at].issued = std::move(one);
    }
    std::size_t lookedUp = 0;
    for (ImpactLine &line : impact.lines) {
        if (line.issued && lookedUp++ < mostReplacementsLookedUp) {
            const Result<std::optional<Sha256>> by = readReplacementOf(connection, line.sha256);
            const std::optional<Row> row = by && *by ? inventory.find(**by) : std::nullopt;
            if (row)
                line.replacement = inventory.row(*row).title();
        }
        line.proposal = proposalFor(line, loss.kind, now);
        nameHolder(inventory.row(line.row).subject, line);
    }
    if (loss.kind == LossKind::Person)
        findNamesakes(impact, now);
    std::set<std::string> people, departments;
    for (const LossTie &tie : *ties) {
        if (!tie.holder.empty())
            people.insert(tie.holder);
        if (!tie.department.empty())
            departments.insert(tie.department);
    }
    countServices(inventory, impact, departments);
    impact.people.assign(people.begin(), people.end());
    impact.departments.assign(departments.begin(), departments.end());
    impact.everything = isEverything(inventory, impact, now);
    const Result<std::vector<Person>> registered = readPeople(connection);
    if (!registered)
        return fail(registered.error());
    findOfficers(*registered, impact);
    std::ranges::stable_sort(impact.lines, [](const ImpactLine &one, const ImpactLine &other) {
        if (one.proposal != other.proposal)
            return one.proposal < other.proposal;
        return std::pair(other.tier, std::string_view(one.title)) < std::pair(one.tier, std::string_view(other.title));
    });
    return impact;
}

EmergencyDemand demandOf(const EmergencyImpact &impact, std::span<const Sha256> certificates, RevocationReason reason, const Facts &facts, Instant now,
                         const IssuedCertificate *canary)
{
    EmergencyDemand demand = demandFor(impact, certificates, reason, facts, now, nullptr);
    if (!canary || canary->revoked)
        return demand;
    const EmergencyDemand with = demandFor(impact, certificates, reason, facts, now, canary);
    demand.canary = with.signers.size() == demand.signers.size() && with.number == demand.number;
    demand.glassCanary = demand.glass && with.glass;
    return demand;
}

Result<Facts> readEmergencyFacts(Connection &connection, const Inventory &inventory, const Person &officer, const std::string &emergency, Instant now)
{
    Facts facts;
    facts.policy = inventory.policy();
    facts.actor = officer;
    Result<std::vector<Person>> people = readPeople(connection);
    if (!people)
        return fail(people.error());
    facts.people = std::move(*people);
    Result<std::optional<Emergency>> known = readEmergency(connection, emergency);
    if (!known)
        return fail(known.error());
    facts.emergency = std::move(*known);
    Result<std::vector<GlassBroken>> broken = readGlassBroken(connection, now - std::chrono::days(2));
    if (!broken)
        return fail(broken.error());
    facts.glassBroken = std::move(*broken);
    return facts;
}

} // namespace hufu
