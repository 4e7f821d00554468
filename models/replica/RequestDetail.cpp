// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/RequestDetail.h"

#include "models/base/Uuid.h"
#include "models/domain/Signers.h"
#include "models/pki/CertificateListing.h"
#include "models/replica/House.h"
#include "models/store/CaReader.h"
#include "models/store/FactsReader.h"
#include "models/store/HouseReader.h"
#include "models/store/RequestReader.h"

#include <algorithm>
#include <cstring>

namespace hufu {
namespace {

constexpr int historyShown = 5;

Result<std::optional<CertificateListing>> readReplaced(Connection &connection, const Sha256 &sha256)
{
    const Result<std::optional<std::int64_t>> id = findCertificate(connection, sha256);
    if (!id)
        return fail(id.error());
    if (!*id)
        return std::nullopt;
    const Result<Bytes> der = readBlob(connection, **id);
    if (!der)
        return fail(der.error());
    Result<CertificateListing> listing = readListing(*der);
    if (!listing)
        return fail(listing.error());
    return std::move(*listing);
}

std::map<std::string, std::string> namesOf(const std::vector<Person> &people)
{
    std::map<std::string, std::string> names;
    for (const Person &person : people)
        names.emplace(person.id, person.name);
    return names;
}

/// What the authority knows when it decides on a request; of which the CAs are asked for here.
Result<Facts> factsFor(Connection &connection, const std::string &actor, const QJsonObject &payload)
{
    Command command;
    command.kind = CommandKind::SubmitRequest;
    command.actor = actor;
    command.payload = payload;
    return gatherFacts(connection, {.sequence = 1}, command, {});
}

bool hasOneOf(std::string_view lines, const std::vector<std::string> &names)
{
    return std::ranges::any_of(names, [&](const std::string &name) {
        for (std::size_t at = lines.find(name); at != std::string_view::npos; at = lines.find(name, at + 1)) {
            const std::size_t end = at + name.size();
            if ((at == 0 || lines[at - 1] == '\n') && (end == lines.size() || lines[end] == '\n'))
                return true;
        }
        return false;
    });
}

std::vector<RequestDraft::Replaceable> findReplaceable(const Inventory &inventory, const CertificateRequest &csr)
{
    std::uint64_t key = 0; // as CertificateColumns::spki has it
    std::memcpy(&key, csr.spkiSha256.data(), sizeof key);
    const std::vector<std::string> names = namesAskedFor(csr);
    std::vector<RequestDraft::Replaceable> found;
    for (const Inventory::Chunk &chunk : inventory.chunks()) {
        for (std::uint32_t at = 0; at < chunk.size(); ++at) {
            const CertificateRow row = inventory.row(chunk.firstRow + at);
            const bool sameKey = chunk.facts->spki[at] == key;
            if (!row.isCa() && (sameKey || hasOneOf(row.names, names)))
                found.push_back({row.sha256, std::string(row.title()), row.notAfter, sameKey});
        }
    }
    std::ranges::sort(found, {}, &RequestDraft::Replaceable::notAfter);
    // Of many, those that expired long ago are asked for least.
    if (found.size() > RequestDraft::mostReplaceable)
        found.erase(found.begin(), found.end() - RequestDraft::mostReplaceable);
    return found;
}

} // namespace

std::string RequestDetail::nameOf(const std::string &person) const
{
    const auto at = names.find(person);
    return at == names.end() ? person : at->second;
}

RequestDeeds deedsOn(const Request &request, const Person &officer, const std::vector<Person> &people, bool pilot, Instant now)
{
    const RequestState state = effectiveState(request, now);
    const bool own = request.applicant == officer.id;
    const bool reviews = maySend(CommandKind::ReviewRequests, officer);
    const bool decides = reviews && mayDecide(request, officer) && (pilot || !own);
    RequestDeeds deeds;
    deeds.approve = state == RequestState::Open
        && (canApprove(request, officer, people) || (pilot && own && decides && !hasApproved(request, officer.id)));
    deeds.turnDown = state == RequestState::Open && decides;
    deeds.comment = isLive(state) && reviews && mayComment(request, officer);
    deeds.withdraw = isLive(state) && (own || officer.roles.contains(Role::SecurityAdmin));
    deeds.mend = own && state == RequestState::Returned;
    return deeds;
}

bool maySubmit(const Person &officer) { return maySend(CommandKind::SubmitRequest, officer); }

Result<RequestDetail> readRequestDetail(House &house, const Person &officer, bool pilot, const std::string &id)
{
    const Instant now = house.now();
    return house.read([&](Connection &connection) -> Result<RequestDetail> {
        Result<std::optional<Request>> request = readRequest(connection, id);
        if (!request)
            return fail(request.error());
        if (!*request)
            return fail(ErrorCode::NotFound, "there is no such request", id);
        const Result<std::vector<Person>> people = readPeople(connection);
        if (!people)
            return fail(people.error());
        RequestDetail detail;
        detail.request = std::move(**request);
        detail.readAt = now;
        detail.state = effectiveState(detail.request, now);
        detail.deeds = deedsOn(detail.request, officer, *people, pilot, now);
        detail.names = namesOf(*people);
        if (detail.request.form.escrow)
            detail.escrow = escrowSight(*detail.request.form.escrow, *people);
        detail.missing = missingSteps(detail.request, *people);
        Result<CertificateRequest> csr = readRequest(BytesView(detail.request.form.csr));
        if (!csr)
            return fail(csr.error());
        detail.csr = std::move(*csr);
        Result<RequestPreview> preview = readRequestPreview(connection, detail.request, now);
        if (!preview)
            return fail(preview.error());
        detail.preview = std::move(*preview);
        if (detail.request.certificate) // whose own key and names would stand against it
            detail.preview.findings.clear();
        Result<RequestHistory> history = readRequestHistory(connection, detail.request.applicant, historyShown, now);
        if (!history)
            return fail(history.error());
        detail.history = std::move(*history);
        if (detail.request.form.replaces) {
            Result<std::optional<CertificateListing>> replaced = readReplaced(connection, *detail.request.form.replaces);
            if (!replaced)
                return fail(replaced.error());
            detail.replaced = std::move(*replaced);
        }
        return detail;
    });
}

Result<RequestChoices> readRequestChoices(House &house)
{
    return house.read([](Connection &connection) -> Result<RequestChoices> {
        RequestChoices choices;
        Result<std::vector<Service>> services = readServices(connection);
        if (!services)
            return fail(services.error());
        choices.services = std::move(*services);
        Result<Facts> facts = factsFor(connection, {}, {});
        if (!facts)
            return fail(facts.error());
        for (const std::string &profile : requestProfiles())
            choices.terms[profile] = longestTerm(facts->policy, profile);
        choices.cas = std::move(facts->cas);
        choices.escrow = escrowChoices(facts->people);
        std::erase_if(choices.cas, [](const CertificateAuthority &ca) { return ca.plan.tree == CaTree::Root; });
        return choices;
    });
}

Result<RequestDraft> draftRequest(House &house, const std::shared_ptr<const Inventory> &inventory, const Person &applicant, RequestForm form)
{
    Result<CertificateRequest> csr = readRequest(BytesView(form.csr));
    if (!csr)
        return fail(csr.error());
    RequestDraft draft;
    draft.csr = std::move(*csr);
    form.csr = draft.csr.der;
    if (inventory)
        draft.replaceable = findReplaceable(*inventory, draft.csr);
    // Policy reads none of these, but a form without them is none.
    for (std::string *text : {&form.purpose, &form.system}) {
        if (text->empty())
            *text = "-";
    }
    for (std::string *id : {&form.id, &form.service}) {
        if (id->empty())
            *id = newUuid();
    }
    if (form.kind != RequestKind::New && !form.replaces)
        form.kind = RequestKind::New;
    Result<void> read = house.read([&](Connection &connection) -> Result<void> {
        const Result<Facts> facts = factsFor(connection, applicant.id, {});
        if (!facts)
            return fail(facts.error());
        if (const CertificateAuthority *ca = proposedCa(facts->cas, form.profile, draft.csr, house.now()))
            draft.proposedCa = ca->plan.id;
        if (form.ca.empty())
            form.ca = draft.proposedCa.empty() ? newUuid() : draft.proposedCa;
        Result<RequestPreview> preview = readRequestPreview(connection, applicant, form, house.now());
        if (!preview)
            return fail(preview.error());
        draft.preview = std::move(*preview);
        const Result<std::vector<Person>> people = readPeople(connection);
        if (!people)
            return fail(people.error());
        draft.people = namesOf(*people);
        return {};
    });
    if (!read)
        return fail(read.error());
    return draft;
}

Result<ReplacedCertificate> readForReplacement(Connection &connection, const Sha256 &certificate)
{
    const Result<Bytes> der = readBlobNamed(connection, certificate);
    Result<CertificateListing> listing = der ? readListing(*der) : fail(der.error());
    const Result<std::optional<IssuedCertificate>> issued = listing ? readIssued(connection, certificate) : fail(listing.error());
    if (!issued)
        return fail(issued.error());
    const Result<std::optional<Request>> request = *issued && !(*issued)->request.empty() ? readRequest(connection, (*issued)->request) : std::nullopt;
    return ReplacedCertificate{std::move(*listing), request && *request ? (*request)->form.system : std::string()};
}

} // namespace hufu
