// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/RequestReader.h"

#include "models/base/CanonicalJson.h"
#include "models/store/FactsReader.h"
#include "models/store/HouseReader.h"
#include "models/store/ProjectionRows.h"
#include "models/store/RevocationReader.h"

#include <algorithm>
#include <limits>

namespace hufu {
namespace {

constexpr std::string_view columns = "SELECT form, applicant, department, service_name, subject, names, spki_sha256, state, version, submitted,"
                                     " lapses, steps, approved, approval_lapses, certificate FROM request";

std::optional<Instant> instantFrom(const Statement &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(fromUnix(row.integer(column)));
}

/// All but the reviews.
Result<Request> requestFrom(const Statement &row)
{
    const Result<QJsonObject> form = parseJsonObject(viewOf(row.text(0)), false);
    const Result<QJsonObject> steps = parseJsonObject(viewOf("{\"steps\":" + std::string(row.text(11)) + "}"), false);
    if (!form)
        return fail(form.error());
    if (!steps)
        return fail(steps.error());
    Result<RequestForm> readForm = requestFormFromJson(*form);
    Result<std::vector<ApprovalStep>> readSteps = approvalStepsFromJson(steps->value("steps").toArray());
    if (!readForm)
        return fail(readForm.error());
    if (!readSteps)
        return fail(readSteps.error());
    Request request;
    request.form = std::move(*readForm);
    request.applicant = row.text(1);
    request.department = row.text(2);
    request.serviceName = row.text(3);
    request.subject = row.text(4);
    request.names = splitLines(row.text(5));
    request.spkiSha256 = row.digest(6);
    request.state = static_cast<RequestState>(row.integer(7));
    request.version = static_cast<Sequence>(row.integer(8));
    request.submitted = fromUnix(row.integer(9));
    request.lapses = fromUnix(row.integer(10));
    request.steps = std::move(*readSteps);
    request.approved = instantFrom(row, 12);
    request.approvalLapses = instantFrom(row, 13);
    if (!row.isNull(14))
        request.certificate = row.digest(14);
    return request;
}

Result<void> addReviews(Connection &connection, std::vector<Request> &requests)
{
    Result<Statement> read
        = connection.prepare("SELECT sequence, version, person, verdict, reason, at FROM review WHERE request = ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    for (Request &request : requests) {
        read->bind(1, request.form.id);
        Result<void> done = forEachRow(*read, [&](const Statement &row) -> Result<void> {
            request.reviews.push_back({static_cast<Sequence>(row.integer(0)), static_cast<Sequence>(row.integer(1)), std::string(row.text(2)),
                                       static_cast<Verdict>(row.integer(3)), std::string(row.text(4)), fromUnix(row.integer(5))});
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

/// Requests of a bound statement over `columns`, with their reviews.
Result<std::vector<Request>> collect(Connection &connection, Statement &statement)
{
    std::vector<Request> requests;
    Result<void> done = forEachRow(statement, [&](const Statement &row) -> Result<void> {
        Result<Request> request = requestFrom(row);
        if (!request)
            return fail(request.error());
        requests.push_back(std::move(*request));
        return {};
    });
    if (!done)
        return fail(done.error());
    if (Result<void> added = addReviews(connection, requests); !added)
        return fail(added.error());
    return requests;
}

/// effectiveState() in SQL; ?1 is now.
constexpr std::string_view stateColumn
    = "CASE WHEN (state = 0 AND lapses < ?1) OR (state = 4 AND approval_lapses < ?1) THEN 6 ELSE state END";
static_assert(int(RequestState::Open) == 0 && int(RequestState::Approved) == 4 && int(RequestState::Lapsed) == 6);

Result<std::vector<Request>> requestsNamed(Connection &connection, const std::vector<std::string> &ids)
{
    std::vector<Request> requests;
    for (const std::string &id : ids) {
        Result<std::optional<Request>> request = readRequest(connection, id);
        if (!request)
            return fail(request.error());
        if (*request)
            requests.push_back(std::move(**request));
    }
    return requests;
}

Result<void> gatherService(Connection &connection, const std::string &id, Facts &facts)
{
    const Result<std::vector<Service>> services = readServices(connection);
    if (!services)
        return fail(services.error());
    if (const auto service = std::ranges::find(*services, id, &Service::id); service != services->end())
        facts.service = *service;
    return {};
}

Result<void> gatherRevokedKeys(Connection &connection, const std::vector<Sha256> &keys, Facts &facts)
{
    for (const Sha256 &key : keys) {
        const Result<bool> revoked = isKeyRevoked(connection, key);
        if (!revoked)
            return fail(revoked.error());
        if (*revoked)
            facts.revokedKeys.push_back(key);
    }
    facts.keyRevoked = !facts.revokedKeys.empty();
    return {};
}

RequestNeighbours::Certificate neighbourFrom(const Statement &row)
{
    return {row.digest(0), std::string(row.text(1)),     splitLines(row.text(2)), row.digest(3),
            fromUnix(row.integer(4)), row.integer(5) != 0};
}

Result<RequestNeighbours> readNeighbours(Connection &connection, const RequestForm &form, const CertificateRequest &csr, Instant now)
{
    RequestNeighbours neighbours;
    Result<Statement> certificates = connection.prepare(
        "SELECT sha256, subject, names, certificate.spki_sha256, not_after, revocation.certificate_id IS NOT NULL FROM certificate"
        " LEFT JOIN revocation ON revocation.certificate_id = certificate.id"
        " WHERE not_after >= ?1 OR certificate.spki_sha256 = ?2 OR sha256 = ?3");
    Result<Statement> requests = connection.prepare("SELECT id FROM request WHERE spki_sha256 = ?1 AND id <> ?2 AND state IN (0, 1, 4, 5) ORDER BY id");
    if (!certificates)
        return fail(certificates.error());
    if (!requests)
        return fail(requests.error());
    const Sha256 none{}, replaces = form.replaces.value_or(none);
    certificates->bind(1, toUnix(now)).bind(2, BytesView(csr.spkiSha256)).bind(3, BytesView(replaces));
    const std::vector<std::string> names = namesAskedFor(csr);
    Result<void> done = forEachRow(*certificates, [&](const Statement &row) -> Result<void> {
        const std::string_view held = row.text(2);
        const bool sameKey = std::ranges::equal(row.blob(3), csr.spkiSha256);
        const bool replaced = form.replaces && std::ranges::equal(row.blob(0), replaces);
        // A cheap look first: what shares no domain with the request is left behind without being taken apart.
        const bool near = sameKey || replaced || std::ranges::any_of(names, [&](const std::string &name) {
            const std::size_t dot = name.find('.');
            return held.find(dot == std::string::npos ? std::string_view(name) : std::string_view(name).substr(dot)) != std::string_view::npos;
        });
        if (!near)
            return {};
        neighbours.certificates.push_back(neighbourFrom(row));
        if (replaced)
            neighbours.replaced = neighbours.certificates.back();
        return {};
    });
    if (!done)
        return fail(done.error());
    requests->bind(1, BytesView(csr.spkiSha256)).bind(2, form.id);
    done = forEachRow(*requests, [&](const Statement &row) -> Result<void> {
        neighbours.requests.emplace_back(row.text(0));
        return {};
    });
    if (!done)
        return fail(done.error());
    return neighbours;
}

} // namespace

Result<std::vector<Request>> readRequests(Connection &connection, const RequestFilter &filter, int limit, Instant now)
{
    std::string where = " WHERE ?1 = ?1", states;
    for (RequestState state : filter.states)
        states += (states.empty() ? "" : ", ") + std::to_string(int(state));
    if (!states.empty())
        where += " AND " + std::string(stateColumn) + " IN (" + states + ")";
    if (!filter.applicant.empty())
        where += " AND applicant = ?2";
    if (!filter.department.empty())
        where += " AND department = ?3";
    if (!filter.involving.empty())
        where += " AND (applicant = ?4 OR EXISTS (SELECT 1 FROM review WHERE review.request = request.id AND review.person = ?4))";
    const bool urgent = filter.order == RequestFilter::Order::MostUrgentFirst;
    Result<Statement> read = connection.prepare(std::string(columns) + where
                                                + (urgent ? " ORDER BY coalesce(approval_lapses, lapses), submitted, id" : " ORDER BY version DESC")
                                                + " LIMIT ?5");
    if (!read)
        return fail(read.error());
    read->bind(1, toUnix(now)).bind(5, std::int64_t(limit));
    if (!filter.applicant.empty())
        read->bind(2, filter.applicant);
    if (!filter.department.empty())
        read->bind(3, filter.department);
    if (!filter.involving.empty())
        read->bind(4, filter.involving);
    return collect(connection, *read);
}

Result<std::optional<Request>> readRequest(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare(std::string(columns) + " WHERE id = ?1");
    if (!read)
        return fail(read.error());
    read->bind(1, id);
    Result<std::vector<Request>> requests = collect(connection, *read);
    if (!requests)
        return fail(requests.error());
    return requests->empty() ? std::nullopt : std::optional(std::move(requests->front()));
}

Result<std::vector<std::string>> readApprovedRequests(Connection &connection, std::size_t limit, Instant now)
{
    Result<Statement> read = connection.prepare("SELECT id FROM request WHERE state = ?1 AND approval_lapses >= ?2 ORDER BY approved, id LIMIT ?3");
    if (!read)
        return fail(read.error());
    read->bind(1, std::int64_t(RequestState::Approved)).bind(2, toUnix(now)).bind(3, std::int64_t(limit));
    std::vector<std::string> ids;
    const Result<void> collected = forEachRow(*read, [&](const Statement &row) {
        ids.emplace_back(row.text(0));
        return Result<void>();
    });
    if (!collected)
        return fail(collected.error());
    return ids;
}

Result<RequestHistory> readRequestHistory(Connection &connection, std::string_view applicant, int limit, Instant now)
{
    RequestHistory history;
    Result<Statement> read = connection.prepare("SELECT " + std::string(stateColumn)
                                                + " AS now, count(*), min(submitted) FROM request WHERE applicant = ?2 GROUP BY now");
    if (!read)
        return fail(read.error());
    read->bind(1, toUnix(now)).bind(2, applicant);
    Result<void> done = forEachRow(*read, [&](const Statement &row) -> Result<void> {
        history.counts[static_cast<RequestState>(row.integer(0))] = static_cast<int>(row.integer(1));
        const Instant oldest = fromUnix(row.integer(2));
        history.first = std::min(history.first.value_or(oldest), oldest);
        return {};
    });
    if (!done)
        return fail(done.error());
    RequestFilter filter;
    filter.applicant = applicant;
    filter.order = RequestFilter::Order::NewestFirst;
    Result<std::vector<Request>> newest = readRequests(connection, filter, limit, now);
    if (!newest)
        return fail(newest.error());
    history.newest = std::move(*newest);
    return history;
}

Result<std::vector<Request>> readRequestsFor(Connection &connection, const Person &person, Instant now)
{
    RequestFilter filter;
    filter.states = {RequestState::Open};
    Result<std::vector<Request>> open = readRequests(connection, filter, std::numeric_limits<int>::max(), now);
    const Result<std::vector<Person>> people = readPeople(connection);
    const Result<HouseRecord> house = readHouse(connection);
    if (!open)
        return fail(open.error());
    if (!people)
        return fail(people.error());
    if (!house)
        return fail(house.error());
    std::erase_if(*open, [&](const Request &request) {
        const bool own = house->pilot && request.applicant == person.id && mayDecide(request, person) && !hasApproved(request, person.id);
        return !own && !canApprove(request, person, *people);
    });
    return open;
}

Result<RequestCounts> readRequestCounts(Connection &connection, const Person &person, Instant now)
{
    const Result<std::vector<Request>> waiting = readRequestsFor(connection, person, now);
    Result<Statement> own
        = connection.prepare("SELECT count(*) FROM request WHERE applicant = ?2 AND " + std::string(stateColumn) + " IN (0, 1, 4)");
    if (!waiting)
        return fail(waiting.error());
    if (!own)
        return fail(own.error());
    const Result<bool> row = own->bind(1, toUnix(now)).bind(2, person.id).step();
    if (!row)
        return fail(row.error());
    return RequestCounts{static_cast<int>(waiting->size()), static_cast<int>(own->integer(0))};
}

namespace {

Result<RequestPreview> readPreview(Connection &connection, const std::string &applicant, const RequestForm &form,
                                   std::optional<std::vector<ApprovalStep>> steps, Instant now)
{
    const Result<CertificateRequest> csr = readRequest(form.csr);
    if (!csr)
        return fail(csr.error());
    Command command;
    command.kind = CommandKind::SubmitRequest;
    command.actor = applicant;
    command.payload = toJson(form);
    const Result<Facts> facts = gatherFacts(connection, {.sequence = 1}, command, {});
    if (!facts)
        return fail(facts.error());
    if (!facts->actor)
        return fail(ErrorCode::NotFound, "there is no such person", applicant);
    RequestPreview preview = previewRequest(*facts, form, *csr, now, std::move(steps));
    const Result<RequestNeighbours> neighbours = readNeighbours(connection, form, *csr, now);
    if (!neighbours)
        return fail(neighbours.error());
    for (RequestFinding &finding : neighbourFindings(form, *csr, *neighbours, now)) {
        const auto same = [&](const RequestFinding &known) { return known.rule == finding.rule && known.observed == finding.observed; };
        if (std::ranges::none_of(preview.findings, same))
            preview.findings.push_back(std::move(finding));
    }
    return preview;
}

} // namespace

Result<RequestPreview> readRequestPreview(Connection &connection, const Person &applicant, const RequestForm &form, Instant now)
{
    return readPreview(connection, applicant.id, form, std::nullopt, now);
}

Result<RequestPreview> readRequestPreview(Connection &connection, const Request &request, Instant now)
{
    Result<RequestPreview> preview = readPreview(connection, request.applicant, request.form, request.steps, now);
    if (!preview)
        return preview;
    preview->lapses = request.lapses;
    return preview;
}

Result<void> gatherRequestFacts(Connection &connection, const Command &command, Facts &facts)
{
    std::vector<std::string> ids;
    std::vector<Sha256> keys;
    if (command.kind == CommandKind::SubmitRequest) {
        const Result<RequestForm> form = requestFormFromJson(command.payload);
        if (!form) // decide() names the fault, here as below
            return {};
        ids.push_back(form->id);
        if (const Result<CertificateRequest> csr = readRequest(form->csr))
            keys.push_back(csr->spkiSha256);
        if (Result<void> gathered = gatherService(connection, form->service, facts); !gathered)
            return gathered;
    } else if (command.kind == CommandKind::ReviewRequests) {
        const Result<ReviewForm> form = reviewFormFromJson(command.payload);
        if (!form)
            return {};
        for (const ReviewForm::Seen &seen : form->requests)
            ids.push_back(seen.request);
    } else if (command.kind == CommandKind::Issue || command.kind == CommandKind::RecoverKey) {
        ids.push_back(utf8(command.payload.value("request").toString()));
    } else {
        ids.push_back(utf8(command.payload.value("id").toString()));
    }
    Result<std::vector<Request>> requests = requestsNamed(connection, ids);
    if (!requests)
        return fail(requests.error());
    facts.requests = std::move(*requests);
    if (command.kind != CommandKind::SubmitRequest) {
        for (const Request &request : facts.requests)
            keys.push_back(request.spkiSha256);
    }
    return gatherRevokedKeys(connection, keys, facts);
}

} // namespace hufu
