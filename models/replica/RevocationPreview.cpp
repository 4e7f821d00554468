// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/RevocationPreview.h"

#include "models/intake/Source.h"
#include "models/store/HouseReader.h"
#include "models/store/RevocationReader.h"

#include <algorithm>
#include <map>

namespace hufu {
namespace {

bool isHeld(const IssuedCertificate &certificate)
{
    return certificate.revoked && certificate.revoked->reason == RevocationReason::CertificateHold;
}

/// The services that stop, or come back.
class ServiceCount {
public:
    explicit ServiceCount(const Inventory &inventory) : m_inventory(inventory) {}

    void add(const CertificateRow &row, const std::string &requested)
    {
        std::vector<std::uint16_t> services(row.services.begin(), row.services.end());
        const auto all = m_inventory.services();
        if (const auto at = std::ranges::find(all, requested, &Service::id); at != all.end()) {
            const auto index = static_cast<std::uint16_t>(at - all.begin());
            if (std::ranges::find(services, index) == services.end())
                services.push_back(index);
        }
        for (std::uint16_t index : services)
            ++m_counts[index];
        m_without += services.empty() && !row.isCa();
    }
    void writeTo(RevocationPreview &preview) const
    {
        for (const auto &[index, count] : m_counts) {
            const Service &service = m_inventory.services()[index];
            preview.services.push_back({service.name, service.tier, count});
        }
        std::ranges::sort(preview.services, [](const auto &one, const auto &other) {
            return std::pair(other.tier, std::string_view(one.name)) < std::pair(one.tier, std::string_view(other.name));
        });
        preview.withoutService = m_without;
    }

private:
    const Inventory &m_inventory;
    std::map<std::uint16_t, std::size_t> m_counts;
    std::size_t m_without = 0;
};

/// Where it was seen in service.
void addEndpoints(const CertificateRow &row, RevocationPreview &preview)
{
    for (const SightingColumns::Sighting &sighting : row.sightings) {
        if (sighting.kind != std::uint8_t(SourceKind::Endpoint))
            continue;
        std::string where(row.sightingTexts->locations.at(sighting.location));
        if (std::ranges::find(preview.endpoints, where) != preview.endpoints.end())
            continue;
        if (preview.endpoints.size() < RevocationPreview::mostEndpoints)
            preview.endpoints.push_back(std::move(where));
        else
            ++preview.moreEndpoints;
    }
}

/// `head`: a department head, who does it to people of the own department only; else null. `isAbout`: whether what is wanted can be done to a certificate of the own CA that is no root. Gives those certificates with their state.
Result<std::vector<IssuedCertificate>> sort(Connection &connection, const Inventory &inventory, std::span<const Row> rows, Instant now,
                                            const Person *head, bool (*isAbout)(const IssuedCertificate &), RevocationPreview &preview)
{
    std::vector<Sha256> names;
    for (Row row : rows)
        names.push_back(inventory.row(row).sha256);
    Result<std::vector<IssuedCertificate>> issued = readIssued(connection, names);
    if (!issued)
        return issued;
    preview.ofOtherCas = names.size() - issued->size();
    ServiceCount services(inventory);
    std::vector<IssuedCertificate> about;
    std::size_t at = 0;
    for (IssuedCertificate &certificate : *issued) {
        while (names[at] != certificate.sha256) // both stand in the order of the rows
            ++at;
        if (certificate.isRoot) {
            ++preview.roots;
            continue;
        }
        if (certificate.purpose == Purpose::OcspResponder) {
            ++preview.responders;
            continue;
        }
        if (head && !isOfOwnPeople(certificate, head->department)) {
            ++preview.ofOtherPeople;
            continue;
        }
        if (!isAbout(certificate)) {
            ++preview.alreadySo;
            continue;
        }
        const CertificateRow row = inventory.row(rows[at]);
        services.add(row, certificate.service);
        addEndpoints(row, preview);
        if (certificate.isCa) {
            const Result<std::int64_t> under = countValidUnder(connection, certificate.sha256, now);
            if (!under)
                return fail(under.error());
            preview.cas.push_back({std::string(row.title()), *under});
        }
        preview.certificates.push_back(certificate.sha256);
        about.push_back(std::move(certificate));
    }
    services.writeTo(preview);
    return about;
}

} // namespace

bool onlySuspends(const Person &officer)
{
    return officer.roles.contains(Role::DepartmentHead) && !officer.roles.contains(Role::SecurityAdmin);
}

Result<RevocationPreview> previewRevocation(Connection &connection, const Inventory &inventory, std::span<const Row> rows, const Person &officer,
                                            RevocationReason reason, Instant now)
{
    const bool suspending = reason == RevocationReason::CertificateHold;
    RevocationPreview preview;
    Result<std::vector<IssuedCertificate>> about
        = sort(connection, inventory, rows, now, onlySuspends(officer) ? &officer : nullptr,
               suspending ? +[](const IssuedCertificate &one) { return !one.revoked.has_value(); }
                          : +[](const IssuedCertificate &one) { return !one.revoked || isHeld(one); },
               preview);
    if (!about)
        return fail(about.error());
    Facts facts;
    facts.policy = inventory.policy();
    facts.actor = officer;
    Result<std::vector<Person>> people = readPeople(connection);
    if (!people)
        return fail(people.error());
    facts.people = std::move(*people);
    facts.issued = std::move(*about);
    Command command;
    command.kind = CommandKind::Revoke;
    command.payload = toJson(RevocationForm{preview.certificates, reason, {}, "preview"});
    preview.signers = signersNeeded(facts, command);
    return preview;
}

Result<RevocationPreview> previewResumption(Connection &connection, const Inventory &inventory, std::span<const Row> rows, Instant now)
{
    RevocationPreview preview;
    if (const auto about = sort(connection, inventory, rows, now, nullptr, isHeld, preview); !about)
        return fail(about.error());
    preview.signers = signersFor(CommandKind::Resume);
    return preview;
}

} // namespace hufu
