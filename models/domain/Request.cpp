// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Request.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t largestCsr = 32u << 10;
constexpr std::int64_t mostSequence = (std::int64_t(1) << 53) - 1;
constexpr qsizetype mostSteps = 10, mostReasons = 2000, mostNames = 2000;

template <typename Value>
struct Named {
    Value value;
    const char *name;
};
constexpr Named<RequestKind> kinds[] = {{RequestKind::New, "new"}, {RequestKind::Renew, "renew"}, {RequestKind::Rekey, "rekey"}};
constexpr Named<RequestState> states[] = {{RequestState::Open, "open"},           {RequestState::Returned, "returned"},
                                          {RequestState::Rejected, "rejected"},   {RequestState::Withdrawn, "withdrawn"},
                                          {RequestState::Approved, "approved"},   {RequestState::Issued, "issued"},
                                          {RequestState::Lapsed, "lapsed"}};
constexpr Named<Verdict> verdicts[] = {{Verdict::Approve, "approve"}, {Verdict::Reject, "reject"}, {Verdict::Return, "return"},
                                       {Verdict::Comment, "comment"}};

template <typename Value, std::size_t Count>
const char *nameIn(const Named<Value> (&table)[Count], Value value)
{
    const auto row = std::ranges::find(table, value, &Named<Value>::value);
    return row == std::end(table) ? "" : row->name;
}

template <typename Value, std::size_t Count>
Result<Value> valueIn(const Named<Value> (&table)[Count], std::string_view name, const char *what)
{
    const auto row = std::ranges::find_if(table, [&](const Named<Value> &known) { return name == known.name; });
    if (row == std::end(table))
        return fail(ErrorCode::Malformed, "no such " + std::string(what) + ": " + std::string(name));
    return row->value;
}

std::vector<std::string> texts(JsonFields &fields, const char *name, qsizetype most)
{
    std::vector<std::string> read;
    for (const QJsonValue item : fields.array(name, most)) {
        if (!item.isString())
            fields.wrong(name, "holds something that is no text");
        read.push_back(utf8(item.toString()));
    }
    return read;
}

std::string uuid(JsonFields &fields, const char *name)
{
    std::string id = fields.text(name, 36, 1);
    if (!isUuid(id))
        fields.wrong(name, "is not a UUID");
    return id;
}

/// A member that is a word of one of the tables above.
template <typename Value, std::size_t Count>
Value word(JsonFields &fields, const char *name, const Named<Value> (&table)[Count])
{
    const Result<Value> read = valueIn(table, fields.text(name, 30, 1), name);
    if (!read)
        fields.wrong(name, "is none of its words");
    return read.value_or(table[0].value);
}

QJsonObject seenToJson(const ReviewForm::Seen &seen) { return {{"id", qstr(seen.request)}, {"version", qint64(seen.version)}}; }

ReviewForm::Seen seen(JsonFields &fields)
{
    std::string id = uuid(fields, "id");
    return {std::move(id), static_cast<Sequence>(fields.integer("version", 1, mostSequence))};
}

/// The step that is this person's by role and department.
bool fits(const ApprovalStep &step, const Person &person)
{
    return std::ranges::any_of(person.roles, [&](Role role) {
        return step.roles.contains(role) && (role != Role::DepartmentHead || step.department.empty() || step.department == person.department);
    });
}

/// Gives each approver a place of their own, moving others aside where that helps (Kuhn's matching); `holders[place]` is an index into
/// `approvers` or -1.
bool seat(const std::vector<const ApprovalStep *> &places, const std::vector<const Person *> &approvers, int approver,
          std::vector<int> &holders, std::vector<bool> &tried)
{
    for (std::size_t place = 0; place < places.size(); ++place) {
        if (tried[place] || !fits(*places[place], *approvers[static_cast<std::size_t>(approver)]))
            continue;
        tried[place] = true;
        if (holders[place] < 0 || seat(places, approvers, holders[place], holders, tried)) {
            holders[place] = approver;
            return true;
        }
    }
    return false;
}

} // namespace

const char *requestKindName(RequestKind kind) { return nameIn(kinds, kind); }
Result<RequestKind> requestKindFromName(std::string_view name) { return valueIn(kinds, name, "kind of request"); }
const char *requestStateName(RequestState state) { return nameIn(states, state); }
Result<RequestState> requestStateFromName(std::string_view name) { return valueIn(states, name, "state of a request"); }
const char *verdictName(Verdict verdict) { return nameIn(verdicts, verdict); }
Result<Verdict> verdictFromName(std::string_view name) { return valueIn(verdicts, name, "verdict"); }

QJsonArray toJson(const std::vector<ApprovalStep> &steps)
{
    QJsonArray array;
    for (const ApprovalStep &step : steps) {
        QJsonArray roles;
        for (Role role : step.roles)
            roles.append(roleName(role));
        array.append(QJsonObject{
            {"roles", roles}, {"department", qstr(step.department)}, {"count", step.count}, {"reasons", textsToJson(step.reasons)}});
    }
    return array;
}

Result<std::vector<ApprovalStep>> approvalStepsFromJson(const QJsonArray &array)
{
    if (array.size() > mostSteps)
        return fail(ErrorCode::Malformed, "too many steps of approval");
    std::vector<ApprovalStep> steps;
    for (const QJsonValue item : array) {
        const QJsonObject object = item.toObject();
        JsonFields fields(object);
        ApprovalStep step;
        for (const std::string &name : texts(fields, "roles", qsizetype(allRoles().size()))) {
            const Result<Role> role = roleFromName(name);
            if (!role)
                return fail(role.error());
            step.roles.insert(*role);
        }
        step.department = fields.text("department", 200);
        step.count = static_cast<int>(fields.integer("count", 1, 100));
        step.reasons = texts(fields, "reasons", mostReasons);
        if (Result<void> good = fields.finish(); !good)
            return fail(good.error());
        steps.push_back(std::move(step));
    }
    return steps;
}

QJsonObject toJson(const RequestForm &form)
{
    QJsonObject object{{"id", qstr(form.id)},           {"kind", requestKindName(form.kind)}, {"csr", qstr(toBase64(form.csr))},
                       {"service", qstr(form.service)}, {"purpose", qstr(form.purpose)},      {"system", qstr(form.system)},
                       {"days", form.days},             {"profile", qstr(form.profile)},      {"ca", qstr(form.ca)}};
    if (form.replaces)
        object.insert("replaces", qstr(toHex(*form.replaces)));
    if (form.escrow)
        object.insert("escrow", toJson(*form.escrow));
    return object;
}

Result<RequestForm> requestFormFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    RequestForm form;
    form.id = uuid(fields, "id");
    form.kind = word(fields, "kind", kinds);
    const Result<Bytes> csr = fromBase64(fields.text("csr", largestCsr * 4 / 3 + 4, 1));
    if (!csr)
        fields.wrong("csr", "is not base64");
    form.service = uuid(fields, "service");
    form.purpose = fields.text("purpose", 4000, 1);
    form.system = fields.text("system", 800, 1);
    form.days = static_cast<int>(fields.integer("days", 1, mostDaysAskedFor));
    form.profile = fields.text("profile", 40, 1);
    form.ca = uuid(fields, "ca");
    if (fields.has("replaces"))
        form.replaces = fields.digest("replaces");
    if ((form.kind == RequestKind::New) == form.replaces.has_value())
        fields.wrong("replaces", "goes with renewing and rekeying, and with nothing else");
    if (fields.has("escrow")) {
        Result<Escrow> escrow = escrowFromJson(fields.object("escrow"));
        if (!escrow)
            return fail(escrow.error());
        form.escrow = std::move(*escrow);
        if (form.kind == RequestKind::Renew)
            fields.wrong("escrow", "goes with a new key");
    }
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    form.csr = *csr;
    return form;
}

QJsonObject toJson(const ReviewForm &form)
{
    QJsonArray requests;
    for (const ReviewForm::Seen &one : form.requests)
        requests.append(seenToJson(one));
    return {{"requests", requests}, {"verdict", verdictName(form.verdict)}, {"reason", qstr(form.reason)}};
}

Result<ReviewForm> reviewFormFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    ReviewForm form;
    for (const QJsonValue item : fields.array("requests", mostReviewedTogether)) {
        const QJsonObject object = item.toObject();
        JsonFields inner(object);
        ReviewForm::Seen one = seen(inner);
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
        if (std::ranges::find(form.requests, one.request, &ReviewForm::Seen::request) != form.requests.end())
            fields.wrong("requests", "names one twice");
        form.requests.push_back(std::move(one));
    }
    if (form.requests.empty())
        fields.wrong("requests", "is empty");
    form.verdict = word(fields, "verdict", verdicts);
    form.reason = fields.text("reason", 4000, form.verdict == Verdict::Approve ? 0 : 1);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return form;
}

QJsonObject toJson(const Withdrawal &withdrawal)
{
    QJsonObject object = seenToJson(withdrawal.seen);
    object.insert("reason", qstr(withdrawal.reason));
    return object;
}

Result<Withdrawal> withdrawalFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    Withdrawal withdrawal;
    withdrawal.seen = seen(fields);
    withdrawal.reason = fields.text("reason", 4000);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return withdrawal;
}

QJsonObject toJson(const RequestAccepted &accepted)
{
    return {{"department", qstr(accepted.department)},
            {"service", qstr(accepted.serviceName)},
            {"subject", qstr(accepted.subject)},
            {"names", textsToJson(accepted.names)},
            {"key", qstr(toHex(accepted.spkiSha256))},
            {"steps", toJson(accepted.steps)},
            {"lapses", qstr(toIso(accepted.lapses))}};
}

Result<RequestAccepted> requestAcceptedFromJson(const QJsonObject &outcome)
{
    JsonFields fields(outcome);
    RequestAccepted accepted;
    accepted.department = fields.text("department", 1000);
    accepted.serviceName = fields.text("service", 200);
    accepted.subject = fields.text("subject", 4 * largestCsr);
    accepted.names = texts(fields, "names", mostNames);
    accepted.spkiSha256 = fields.digest("key");
    Result<std::vector<ApprovalStep>> steps = approvalStepsFromJson(fields.array("steps", mostSteps));
    if (!steps)
        return fail(steps.error());
    accepted.steps = std::move(*steps);
    accepted.lapses = fields.instant("lapses");
    fields.skip("waived");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return accepted;
}

QJsonObject toJson(const ReviewOutcome &outcome)
{
    QJsonArray lines;
    for (const ReviewOutcome::Line &line : outcome.lines)
        lines.append(QJsonObject{{"id", qstr(line.request)}, {"state", requestStateName(line.state)}, {"missing", line.missing}});
    QJsonObject object{{"requests", lines}};
    if (outcome.approvalLapses)
        object.insert("approvalLapses", qstr(toIso(*outcome.approvalLapses)));
    return object;
}

Result<ReviewOutcome> reviewOutcomeFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    ReviewOutcome outcome;
    for (const QJsonValue item : fields.array("requests", mostReviewedTogether)) {
        const QJsonObject line = item.toObject();
        JsonFields inner(line);
        std::string id = uuid(inner, "id");
        const RequestState state = word(inner, "state", states);
        outcome.lines.push_back({std::move(id), state, static_cast<int>(inner.integer("missing", 0, 1000))});
        if (Result<void> good = inner.finish(); !good)
            return fail(good.error());
    }
    if (fields.has("approvalLapses"))
        outcome.approvalLapses = fields.instant("approvalLapses");
    fields.skip("waived");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return outcome;
}

RequestState effectiveState(const Request &request, Instant now)
{
    const bool overdue = (request.state == RequestState::Open && request.lapses < now)
        || (request.state == RequestState::Approved && request.approvalLapses && *request.approvalLapses < now);
    return overdue ? RequestState::Lapsed : request.state;
}

bool isLive(RequestState state)
{
    return state == RequestState::Open || state == RequestState::Returned || state == RequestState::Approved;
}

bool mayDecide(const Request &request, const Person &person)
{
    return person.active && std::ranges::any_of(request.steps, [&](const ApprovalStep &step) { return fits(step, person); });
}

bool mayComment(const Request &request, const Person &person)
{
    if (!person.active)
        return false;
    const bool heads = person.roles.contains(Role::DepartmentHead) && !request.department.empty() && person.department == request.department;
    return person.id == request.applicant || heads || person.roles.contains(Role::SecurityAdmin) || mayDecide(request, person);
}

bool hasApproved(const Request &request, std::string_view person)
{
    return std::ranges::any_of(request.reviews, [&](const Review &review) {
        return review.person == person && review.version == request.version && review.verdict == Verdict::Approve;
    });
}

std::vector<ApprovalStep> missingSteps(const std::vector<ApprovalStep> &steps, const std::vector<const Person *> &approvers)
{
    std::vector<const ApprovalStep *> places;
    for (const ApprovalStep &step : steps)
        places.insert(places.end(), static_cast<std::size_t>(step.count), &step);
    std::vector<int> holders(places.size(), -1);
    for (int approver = 0; approver < static_cast<int>(approvers.size()); ++approver) {
        std::vector<bool> tried(places.size());
        seat(places, approvers, approver, holders, tried);
    }
    std::vector<ApprovalStep> missing;
    for (const ApprovalStep &step : steps) {
        int empty = 0;
        for (std::size_t place = 0; place < places.size(); ++place)
            empty += places[place] == &step && holders[place] < 0;
        if (empty == 0)
            continue;
        missing.push_back(step);
        missing.back().count = empty;
    }
    return missing;
}

std::vector<ApprovalStep> missingSteps(const Request &request, const std::vector<Person> &people)
{
    std::vector<const Person *> approvers;
    for (const Person &person : people) {
        if (person.active && hasApproved(request, person.id))
            approvers.push_back(&person);
    }
    return missingSteps(request.steps, approvers);
}

bool canApprove(const Request &request, const Person &person, const std::vector<Person> &people)
{
    if (person.id == request.applicant || !mayDecide(request, person) || hasApproved(request, person.id))
        return false;
    const auto total = [](const std::vector<ApprovalStep> &steps) {
        int count = 0;
        for (const ApprovalStep &step : steps)
            count += step.count;
        return count;
    };
    std::vector<const Person *> approvers{&person};
    for (const Person &other : people) {
        if (other.active && hasApproved(request, other.id))
            approvers.push_back(&other);
    }
    return total(missingSteps(request.steps, approvers)) < total(missingSteps(request, people));
}

} // namespace hufu
