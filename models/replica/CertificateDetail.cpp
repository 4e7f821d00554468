// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CertificateDetail.h"

#include "models/pki/Container.h"
#include "models/pki/Digest.h"
#include "models/replica/House.h"
#include "models/replica/JournalExport.h"
#include "models/store/IssuanceReader.h"
#include "models/store/RequestReader.h"

#include <algorithm>
#include <fstream>
#include <map>

namespace hufu {
namespace {

constexpr std::size_t deepestChain = 10;
/// How many entries of one moment are looked through for a certificate; a batch import makes a few in a second.
constexpr int entriesOfOneMoment = 200;

/// Certificates of the inventory that may stand between the leaf and an anchor, by their names.
Result<std::vector<Bytes>> gatherIssuers(Connection &connection, const CertificateListing &leaf)
{
    std::vector<Bytes> gathered;
    std::set<Sha256> asked;
    std::vector<Sha256> names{leaf.issuerHash};
    for (std::size_t depth = 0; depth < deepestChain && !names.empty(); ++depth) {
        std::vector<Sha256> next;
        for (const Sha256 &name : names) {
            if (!asked.insert(name).second)
                continue;
            Result<std::vector<Bytes>> issuers = readIssuers(connection, name);
            if (!issuers)
                return fail(issuers.error());
            for (Bytes &issuer : *issuers) {
                if (const Result<CertificateListing> listing = readListing(issuer))
                    next.push_back(listing->issuerHash);
                gathered.push_back(std::move(issuer));
            }
        }
        names = std::move(next);
    }
    return gathered;
}

RelatedCertificate related(const CertificateRow &row)
{
    return {row.sha256, std::string(row.title()), std::string(row.issuerName), row.notAfter};
}

/// Others with the same key, and those that stand in for it.
void findRelatives(const Inventory &inventory, Row own, CertificateDetail &detail)
{
    const Inventory::Chunk &home = inventory.chunks()[inventory.chunkOf(own)];
    const std::uint64_t key = home.facts->spki[own - home.firstRow], names = home.facts->nameSet[own - home.firstRow];
    const std::int64_t notAfter = home.facts->notAfter[own - home.firstRow];
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            const Row row = chunk.firstRow + at;
            if (row == own)
                continue;
            if (chunk.facts->spki[at] == key && detail.sameKey.size() < CertificateDetail::mostRelated)
                detail.sameKey.push_back(related(inventory.row(row)));
            if (names && chunk.facts->nameSet[at] == names && chunk.facts->notAfter[at] > notAfter
                && detail.newer.size() < CertificateDetail::mostRelated)
                detail.newer.push_back(related(inventory.row(row)));
        }
    }
}

/// What the own CA issued in its place, and in whose place it was issued.
Result<void> readReplaced(Connection &connection, const Inventory &inventory, const Sha256 &sha256, CertificateDetail &detail)
{
    const Result<std::optional<Sha256>> by = readReplacementOf(connection, sha256);
    const Result<std::optional<Sha256>> old = by ? readReplacedBy(connection, sha256) : fail(by.error());
    if (!old)
        return fail(old.error());
    const auto add = [&](const std::optional<Sha256> &name, std::vector<RelatedCertificate> &to) {
        const std::optional<Row> row = name ? inventory.find(*name) : std::nullopt;
        if (!row)
            return;
        to.push_back(related(inventory.row(*row)));
        std::erase_if(detail.newer, [&](const RelatedCertificate &one) { return one.sha256 == *name; });
    };
    add(*by, detail.replacedBy);
    add(*old, detail.replaces);
    return {};
}

/// How often a key's recovery is listed.
constexpr int recoveriesShown = 100;

/// The entries by which the own CA's certificate was asked for, reviewed, issued, and revoked or suspended as it stands, and by which its key was
/// recovered.
Result<std::vector<Sequence>> readOwnEntries(Connection &connection, const Sha256 &sha256)
{
    const Result<std::optional<IssuanceOrigin>> origin = readIssuanceOrigin(connection, sha256);
    if (!origin)
        return fail(origin.error());
    if (!*origin)
        return std::vector<Sequence>();
    std::set<Sequence> sequences{(*origin)->sequence};
    const Result<std::optional<Request>> request = readRequest(connection, (*origin)->request);
    const Result<std::optional<IssuedCertificate>> issued = request ? readIssued(connection, sha256) : fail(request.error());
    if (!issued)
        return fail(issued.error());
    if (*request) {
        for (const Review &review : (*request)->reviews)
            sequences.insert({review.version, review.sequence});
    }
    if (*request && (*request)->form.escrow) {
        const EntryFilter recoveries{.kind = CommandKind::RecoverKey, .actor = {}, .text = (*origin)->request, .from = {}, .until = {}};
        const Result<std::vector<Entry>> entries = readEntries(connection, recoveries, 0, recoveriesShown);
        if (!entries)
            return fail(entries.error());
        for (const Entry &entry : *entries)
            sequences.insert(entry.sequence);
    }
    if (*issued && (*issued)->revoked)
        sequences.insert((*issued)->revoked->sequence);
    return std::vector<Sequence>(sequences.begin(), sequences.end());
}

/// The entries that brought the certificate or saw it again. A sighting keeps its first and its latest moment, so these are what is
/// found; imports between them are not listed.
Result<void> readHistory(Connection &connection, CertificateDetail &detail)
{
    const std::string name = toHex(detail.listing.sha256);
    std::set<Instant> moments;
    for (const SightingRecord &sighting : detail.sightings)
        moments.insert({sighting.firstSeen, sighting.lastSeen});
    std::map<std::string, std::string, std::less<>> people;
    const Result<std::vector<Person>> known = readPeople(connection);
    if (!known)
        return fail(known.error());
    for (const Person &person : *known)
        people.emplace(person.id, person.name);

    for (auto moment = moments.rbegin(); moment != moments.rend(); ++moment) {
        const EntryFilter filter{.kind = CommandKind::Import, .actor = {}, .text = {}, .from = *moment, .until = *moment};
        const Result<std::vector<Entry>> entries = readEntries(connection, filter, 0, entriesOfOneMoment);
        if (!entries)
            return fail(entries.error());
        for (const Entry &candidate : *entries) {
            Result<std::optional<Entry>> entry = readEntry(connection, candidate.sequence);
            if (!entry)
                return fail(entry.error());
            // The payload names certificates by SHA-256 in hexadecimal, and stands in clear inside the signed command.
            if (!*entry || textOf((*entry)->command).find(name) == std::string_view::npos)
                continue;
            (*entry)->command.clear();
            const auto person = people.find((*entry)->actor);
            detail.history.push_back({std::move(**entry), person == people.end() ? candidate.actor : person->second, {}});
        }
    }
    const Result<std::vector<Sequence>> own = readOwnEntries(connection, detail.listing.sha256);
    if (!own)
        return fail(own.error());
    for (const Sequence sequence : *own) {
        Result<std::optional<Entry>> entry = readEntry(connection, sequence);
        if (!entry)
            return fail(entry.error());
        if (!*entry)
            continue;
        CertificateDetail::HistoryLine line{std::move(**entry), {}, {}};
        const auto person = people.find(line.entry.actor);
        line.actor = person == people.end() ? line.entry.actor : person->second;
        if (const Result<QJsonObject> command = commandContent(line.entry))
            line.payload = command->value(QLatin1String("payload")).toObject();
        line.entry.command.clear();
        if (const Result<void> named = readEntryNames(connection, line.entry, line.payload, detail.names); !named)
            return named;
        detail.history.push_back(std::move(line));
    }
    std::ranges::sort(detail.history, std::ranges::greater(), [](const CertificateDetail::HistoryLine &line) { return line.entry.sequence; });
    return {};
}

Result<std::vector<Bytes>> readAnchors(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(ErrorCode::NotFound, "cannot open the bundle of authorities", path);
    const std::string bundle{std::istreambuf_iterator<char>(file), {}};
    Result<ContainerContents> read = readContainer(viewOf(bundle));
    return read ? Result<std::vector<Bytes>>(std::move(read->certificates)) : fail(read.error());
}

} // namespace

TrustAnchors::TrustAnchors(const std::vector<Bytes> &anchors)
    : m_store(anchors)
{
    for (const Bytes &anchor : anchors)
        m_known.insert(sha256(anchor));
}

Result<TrustAnchors> TrustAnchors::read(const std::string &path)
{
    const Result<std::vector<Bytes>> anchors = readAnchors(path);
    return anchors ? Result<TrustAnchors>(TrustAnchors(*anchors)) : fail(anchors.error());
}

const std::set<Sha256> &TrustAnchors::namesOfThisComputer()
{
    static const std::set<Sha256> names = [] {
        std::set<Sha256> known;
        const Result<std::string> path = systemTrustBundlePath();
        const Result<std::vector<Bytes>> anchors = path ? readAnchors(*path) : fail(path.error());
        for (const Bytes &anchor : anchors ? *anchors : std::vector<Bytes>())
            known.insert(sha256(anchor));
        return known;
    }();
    return names;
}

const TrustAnchors &TrustAnchors::ofThisComputer()
{
    static const TrustAnchors anchors = [] {
        const Result<std::string> path = systemTrustBundlePath();
        Result<TrustAnchors> read = path ? TrustAnchors::read(*path) : fail(path.error());
        return read ? std::move(*read) : TrustAnchors();
    }();
    return anchors;
}

Result<CertificateDetail> readDetail(House &house, const std::shared_ptr<const Inventory> &inventory, const Sha256 &sha256,
                                     const TrustAnchors &anchors)
{
    const std::optional<Row> row = inventory->find(sha256);
    if (!row)
        return fail(ErrorCode::NotFound, "not in the inventory", toHex(sha256));
    const CertificateRow facts = inventory->row(*row);
    CertificateDetail detail;
    detail.id = facts.id;
    detail.readAt = house.now();
    detail.classification = {facts.validationClass, facts.classInferred};
    detail.status = facts.status(detail.readAt);
    detail.tier = facts.tier;
    detail.soonDays = expiresSoonDays(facts.notBefore, facts.notAfter, inventory->policy().expiresSoonDays);
    for (const std::uint16_t service : facts.services)
        detail.services.push_back(inventory->services()[service]);
    detail.superseded = facts.superseded;
    findRelatives(*inventory, *row, detail);

    const Result<void> read = house.read([&](Connection &connection) -> Result<void> {
        Result<Bytes> der = readBlob(connection, detail.id);
        if (!der)
            return fail(der.error());
        detail.der = std::move(*der);
        Result<CertificateListing> listing = readListing(detail.der);
        if (!listing)
            return fail(listing.error());
        detail.listing = std::move(*listing);
        Result<std::vector<Finding>> findings = readFindings(connection, *inventory, *row);
        if (!findings)
            return fail(findings.error());
        detail.findings = std::move(*findings);
        Result<std::vector<SightingRecord>> sightings = readSightings(connection, detail.id);
        if (!sightings)
            return fail(sightings.error());
        detail.sightings = std::move(*sightings);
        if (Result<void> replaced = readReplaced(connection, *inventory, sha256, detail); !replaced)
            return replaced;
        Result<std::optional<RevocationProgress>> revocation = readRevocationProgress(connection, sha256);
        if (!revocation)
            return fail(revocation.error());
        detail.revocation = std::move(*revocation);
        Result<std::optional<EscrowSight>> escrow = readEscrowSight(connection, sha256);
        if (!escrow)
            return fail(escrow.error());
        detail.escrow = std::move(*escrow);
        if (Result<void> history = readHistory(connection, detail); !history)
            return history;
        const Result<std::vector<Bytes>> issuers = gatherIssuers(connection, detail.listing);
        if (!issuers)
            return fail(issuers.error());
        detail.trust = anchors.store().verify(detail.der, detail.readAt, *issuers);
        return {};
    });
    if (!read)
        return fail(read.error());

    detail.anchorsFound = !anchors.isEmpty();
    for (const Bytes &der : detail.trust.chain) {
        if (Result<CertificateListing> listing = readListing(der)) {
            const Sha256 name = listing->sha256;
            detail.chain.push_back({std::move(*listing), inventory->find(name).has_value(), anchors.holds(name)});
        }
    }
    // What OpenSSL cannot print is still shown by the listing above it.
    if (Result<std::vector<ExtensionText>> extensions = extensionTexts(detail.der))
        detail.extensions = std::move(*extensions);
    if (Result<std::string> text = certificateText(detail.der))
        detail.text = std::move(*text);
    return detail;
}

} // namespace hufu
