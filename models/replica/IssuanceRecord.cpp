// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/IssuanceRecord.h"

#include "models/base/CanonicalJson.h"
#include "models/pki/Digest.h"
#include "models/pki/SignedData.h"
#include "models/replica/House.h"
#include "models/store/CaReader.h"
#include "models/store/IssuanceReader.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

namespace hufu {
namespace {

Result<Entry> readWhole(Connection &connection, Sequence sequence)
{
    Result<std::optional<Entry>> entry = readEntry(connection, sequence);
    if (!entry)
        return fail(entry.error());
    if (!*entry)
        return fail(ErrorCode::JournalBroken, "there is no entry " + std::to_string(sequence));
    return std::move(**entry);
}

Result<QJsonObject> payloadOf(const Entry &entry)
{
    const Result<SignedContent> opened = openSignedData(entry.command);
    if (!opened)
        return fail(opened.error());
    const Result<QJsonObject> command = parseJsonObject(opened->content, false);
    if (!command)
        return fail(command.error());
    return command->value(QLatin1String("payload")).toObject();
}

std::optional<std::set<Role>> rolesIn(const QJsonObject &person, const std::string &id)
{
    if (person.value(QLatin1String("id")).toString() != qstr(id))
        return std::nullopt;
    std::set<Role> roles;
    for (const QJsonValue name : person.value(QLatin1String("roles")).toArray()) {
        if (const Result<Role> role = roleFromName(utf8(name.toString())))
            roles.insert(*role);
    }
    return roles;
}

/// Roles change; what counts is what a person was when signing. From the newest entry before `sequence` that says it.
Result<std::set<Role>> rolesAt(Connection &connection, const std::string &person, Sequence sequence)
{
    std::optional<std::set<Role>> roles;
    Sequence said = 0;
    for (const char *kind : {CommandKind::AddPerson, CommandKind::ChangePerson, CommandKind::Found}) {
        EntryFilter filter;
        filter.kind = kind;
        const Result<std::vector<Entry>> entries = readEntries(connection, filter, sequence, std::numeric_limits<int>::max());
        if (!entries)
            return fail(entries.error());
        for (const Entry &light : *entries) { // newest first
            if (light.sequence < said)
                break;
            const Result<Entry> entry = readWhole(connection, light.sequence);
            const Result<QJsonObject> payload = entry ? payloadOf(*entry) : fail(entry.error());
            if (!payload)
                return fail(payload.error());
            std::optional<std::set<Role>> here = rolesIn(*payload, person);
            for (const QJsonValue founder : payload->value(QLatin1String("founders")).toArray()) {
                if (!here)
                    here = rolesIn(founder.toObject(), person);
            }
            if (here) {
                roles = std::move(here);
                said = light.sequence;
                break;
            }
        }
    }
    return roles.value_or(std::set<Role>());
}

class Evidence {
public:
    static Result<Evidence> read(Connection &connection)
    {
        Result<std::vector<Person>> people = readPeople(connection);
        Result<HouseRecord> house = people ? readHouse(connection) : fail(people.error());
        if (!house)
            return fail(house.error());
        return Evidence(connection, std::move(*people), std::move(*house));
    }
    const HouseRecord &house() const { return m_house; }
    std::string nameOf(const std::string &id) const
    {
        const auto person = std::ranges::find(m_people, id, &Person::id);
        return person == m_people.end() ? id : person->name;
    }

    Result<SignedAct> act(Sequence sequence) const
    {
        Result<Entry> entry = readWhole(m_connection, sequence);
        if (!entry)
            return fail(entry.error());
        const Result<SignedContent> opened = openSignedData(entry->command);
        if (!opened)
            return fail(opened.error());
        SignedAct act;
        act.commandDigest = sha256(entry->command);
        entry->command.clear();
        act.entry = std::move(*entry);
        for (const Bytes &certificate : opened->signers) {
            const Result<CertificateListing> listing = readListing(certificate);
            if (!listing)
                return fail(listing.error());
            SignedAct::Signer signer{listing->commonName, {}, listing->serialNumber, listing->issuerName};
            // Renewed since or not, an officer's certificates are all of one key.
            const auto person = std::ranges::find_if(m_people, [&](const Person &one) {
                const Result<CertificateListing> own = readListing(one.certificate);
                return own && own->spkiSha256 == listing->spkiSha256;
            });
            if (certificate == m_house.authorityCertificate) {
                signer.name = authorityActor;
            } else if (person != m_people.end()) {
                const Result<std::set<Role>> roles = rolesAt(m_connection, person->id, act.entry.sequence);
                if (!roles)
                    return fail(roles.error());
                signer.name = person->name;
                signer.roles = *roles;
            }
            const bool acts = person != m_people.end() && person->id == act.entry.actor;
            act.signers.insert(acts ? act.signers.begin() : act.signers.end(), std::move(signer));
        }
        return act;
    }

private:
    Evidence(Connection &connection, std::vector<Person> people, HouseRecord house)
        : m_connection(connection), m_people(std::move(people)), m_house(std::move(house)) {}

    Connection &m_connection;
    std::vector<Person> m_people;
    HouseRecord m_house;
};

Result<void> readCaOf(Connection &connection, const Sha256 &sha256Of, IssuanceRecord &record)
{
    const Result<std::optional<IssuedCertificate>> issued = readIssued(connection, sha256Of);
    if (!issued)
        return fail(issued.error());
    if (!*issued)
        return fail(ErrorCode::NotFound, "not of the own CA", toHex(sha256Of));
    const Result<std::optional<CertificateAuthority>> ca = readCa(connection, (*issued)->ca);
    if (!ca)
        return fail(ca.error());
    if (*ca) {
        record.caName = (*ca)->plan.commonName;
        record.caSha256 = sha256((*ca)->certificate);
    }
    return {};
}

Result<void> readActs(Connection &connection, const Evidence &evidence, Sequence issuedAt, IssuanceRecord &record)
{
    Result<SignedAct> issuing = evidence.act(issuedAt);
    if (!issuing)
        return fail(issuing.error());
    record.issuing = std::move(*issuing);
    Sequence submitted = 0;
    for (const Review &review : record.request.reviews) {
        Result<SignedAct> act = evidence.act(review.sequence);
        if (!act)
            return fail(act.error());
        if (review.verdict == Verdict::Approve)
            submitted = review.version; // what was approved is what was submitted there
        record.reviews.push_back({review, std::move(*act)});
    }
    Result<SignedAct> submission = evidence.act(submitted);
    if (!submission)
        return fail(submission.error());
    record.submission = std::move(*submission);
    Sequence newest = issuedAt;
    if (record.revocation) {
        newest = std::max(newest, record.revocation->certificate.revoked->sequence);
        Result<SignedAct> revoking = evidence.act(record.revocation->certificate.revoked->sequence);
        if (!revoking)
            return fail(revoking.error());
        record.revoking = std::move(*revoking);
    }
    Result<std::optional<Checkpoint>> checkpoint = readCheckpointFor(connection, newest);
    if (!checkpoint)
        return fail(checkpoint.error());
    record.checkpoint = std::move(*checkpoint);
    return {};
}

} // namespace

Result<SignedAct> readSignedAct(Connection &connection, Sequence sequence)
{
    const Result<Evidence> evidence = Evidence::read(connection);
    return evidence ? evidence->act(sequence) : fail(evidence.error());
}

Result<IssuanceRecord> readIssuanceRecord(House &house, const Sha256 &sha256Of)
{
    const Instant now = house.now();
    return house.read([&](Connection &connection) -> Result<IssuanceRecord> {
        const Result<std::optional<IssuanceOrigin>> origin = readIssuanceOrigin(connection, sha256Of);
        if (!origin)
            return fail(origin.error());
        if (!*origin || (*origin)->request.empty())
            return fail(ErrorCode::NotFound, "no request of this house led to it", toHex(sha256Of));
        const Result<Evidence> evidence = Evidence::read(connection);
        Result<std::optional<Request>> request = evidence ? readRequest(connection, (*origin)->request) : fail(evidence.error());
        const Result<Bytes> der = request ? readBlobNamed(connection, sha256Of) : fail(request.error());
        Result<CertificateListing> listing = der ? readListing(*der) : fail(der.error());
        const Result<std::vector<Service>> services = listing ? readServices(connection) : fail(listing.error());
        Result<std::optional<RevocationProgress>> revocation = services ? readRevocationProgress(connection, sha256Of) : fail(services.error());
        if (!revocation)
            return fail(revocation.error());
        if (!*request)
            return fail(ErrorCode::NotFound, "its request is gone", (*origin)->request);
        IssuanceRecord record;
        record.house = evidence->house();
        record.readAt = now;
        record.certificate = std::move(*listing);
        record.request = std::move(**request);
        record.applicant = evidence->nameOf(record.request.applicant);
        record.revocation = std::move(*revocation);
        if (const auto at = std::ranges::find(*services, record.request.form.service, &Service::id); at != services->end())
            record.service = *at;
        if (Result<void> ca = readCaOf(connection, sha256Of, record); !ca)
            return fail(ca.error());
        if (Result<void> acts = readActs(connection, *evidence, (*origin)->sequence, record); !acts)
            return fail(acts.error());
        return record;
    });
}

} // namespace hufu
