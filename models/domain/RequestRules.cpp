// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/RequestPolicy.h"
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

using std::chrono::days;

const Request *find(const Facts &facts, std::string_view id)
{
    const auto at = std::ranges::find_if(facts.requests, [&](const Request &request) { return request.form.id == id; });
    return at == facts.requests.end() ? nullptr : &*at;
}

/// What people call a request: the first of its names, or its subject.
std::string calledOf(const std::vector<std::string> &names, const std::string &subject) { return names.empty() ? subject : names.front(); }
std::string calledOf(const Request &request) { return calledOf(request.names, request.subject); }

void waive(Ruling &ruling, const char *rule)
{
    if (std::ranges::find(ruling.waived, rule) == ruling.waived.end())
        ruling.waived.push_back(rule);
}

/// The request as the officer saw it, or what happened to it since.
Result<const Request *> unchanged(const Facts &facts, const ReviewForm::Seen &seen)
{
    const Request *request = find(facts, seen.request);
    if (!request)
        return fail(ErrorCode::NotFound, "there is no such request", seen.request);
    if (request->version != seen.version)
        return fail(ErrorCode::Conflict,
                    "it has changed since: entry " + std::to_string(request->version) + ", seen was " + std::to_string(seen.version), calledOf(*request));
    return request;
}

Result<void> checkKeyNotRevoked(const Facts &facts, const Request &request)
{
    if (std::ranges::find(facts.revokedKeys, request.spkiSha256) == facts.revokedKeys.end())
        return {};
    return fail(ErrorCode::NotPermitted, std::string(requestRuleName(RequestRule::KeyRevoked)) + ": a certificate of this key was revoked",
                calledOf(request));
}

Result<Ruling> ruleOnSubmitting(const Facts &facts, const Command &command, Instant now)
{
    const Result<RequestForm> form = requestFormFromJson(command.payload);
    if (!form)
        return fail(form.error());
    if (command.version != form->version())
        return fail(ErrorCode::Malformed, "a key in escrow goes with version 2 of the request, and nothing else does", form->id);
    const Request *earlier = find(facts, form->id);
    if (earlier) {
        if (earlier->applicant != command.actor)
            return fail(ErrorCode::NotPermitted, "only its applicant mends a request", calledOf(*earlier));
        if (earlier->state != RequestState::Returned)
            return fail(ErrorCode::Conflict, std::string("only a returned request can be mended; this one is ")
                                                 + requestStateName(effectiveState(*earlier, now)), calledOf(*earlier));
    }
    const Result<CertificateRequest> csr = readRequest(form->csr);
    if (!csr)
        return fail(csr.error());
    if (csr->der != form->csr)
        return fail(ErrorCode::Malformed, "the request is not in DER alone", calledOf(namesAskedFor(*csr), csr->subject));
    // What was dealt already stays dealt, to whomever, when the rest of the request is mended.
    const bool dealtBefore = earlier && earlier->form.escrow == form->escrow && earlier->form.csr == form->csr;
    if (form->escrow && !dealtBefore) {
        if (const Result<void> dealt = checkDealing(facts, *form->escrow); !dealt)
            return fail(dealt.error());
    }
    const RequestPreview preview = previewRequest(facts, *form, *csr, now);
    if (const RequestFinding *finding = preview.blocking())
        return fail(ErrorCode::NotPermitted, std::string(requestRuleName(finding->rule)) + ": " + finding->observed,
                    calledOf(namesAskedFor(*csr), csr->subject));
    Ruling ruling;
    ruling.outcome = toJson(RequestAccepted{facts.actor->department, facts.service->name, csr->subject, namesAskedFor(*csr), csr->spkiSha256,
                                            preview.steps, preview.lapses});
    return ruling;
}

/// Whether the actor may have a say in this request at all. Commenting is open to all who may see it.
Result<void> checkReviewer(const Facts &facts, const Request &request, Verdict verdict, Ruling &ruling)
{
    if (verdict == Verdict::Comment) {
        return mayComment(request, *facts.actor)
            ? Result<void>()
            : fail(ErrorCode::NotPermitted, facts.actor->name + " does not comment on this request: it is another department's", calledOf(request));
    }
    const bool own = facts.actor->id == request.applicant;
    if (own && !facts.pilot)
        return fail(ErrorCode::NotPermitted, "nobody decides on their own request", calledOf(request));
    if (!mayDecide(request, *facts.actor))
        return fail(ErrorCode::NotPermitted, facts.actor->name + " does not decide on this request: it is for another role or department",
                    calledOf(request));
    if (own)
        waive(ruling, "self-approval");
    return {};
}

/// One more approval: how many are missing then. In a house of too few people, pilot mode does without those that nobody could give.
Result<int> approve(const Facts &facts, const Request &request, Ruling &ruling)
{
    if (hasApproved(request, facts.actor->id))
        return fail(ErrorCode::Conflict, facts.actor->name + " has approved it already", calledOf(request));
    if (Result<void> good = checkKeyNotRevoked(facts, request); !good)
        return fail(good.error());
    std::vector<const Person *> approvers, everybody;
    for (const Person &person : facts.people) {
        const bool now = person.id == facts.actor->id || (person.active && hasApproved(request, person.id));
        if (now)
            approvers.push_back(&person);
        if (now || (person.active && person.id != request.applicant))
            everybody.push_back(&person);
    }
    const auto count = [](const std::vector<ApprovalStep> &steps) {
        int places = 0;
        for (const ApprovalStep &step : steps)
            places += step.count;
        return places;
    };
    const int before = count(missingSteps(request, facts.people)), missing = count(missingSteps(request.steps, approvers));
    if (missing >= before)
        return fail(ErrorCode::NotPermitted, "the approval that is missing is for another role or department", calledOf(request));
    if (missing > 0 && facts.pilot && count(missingSteps(request.steps, everybody)) > 0) {
        waive(ruling, "second-approver");
        return 0;
    }
    return missing;
}

Result<Ruling> ruleOnReviewing(const Facts &facts, const Command &command, Instant now)
{
    const Result<ReviewForm> form = reviewFormFromJson(command.payload);
    if (!form)
        return fail(form.error());
    Ruling ruling;
    ReviewOutcome outcome;
    for (const ReviewForm::Seen &seen : form->requests) {
        const Result<const Request *> request = unchanged(facts, seen);
        if (!request)
            return fail(request.error());
        const RequestState state = effectiveState(**request, now);
        if (state != RequestState::Open && !(form->verdict == Verdict::Comment && isLive(state)))
            return fail(ErrorCode::Conflict, std::string("it is not open any more: ") + requestStateName(state), calledOf(**request));
        if (Result<void> allowed = checkReviewer(facts, **request, form->verdict, ruling); !allowed)
            return fail(allowed.error());
        ReviewOutcome::Line line{seen.request, state, 0};
        switch (form->verdict) {
        case Verdict::Approve: {
            const Result<int> missing = approve(facts, **request, ruling);
            if (!missing)
                return fail(missing.error());
            line.missing = *missing;
            if (*missing == 0) {
                line.state = RequestState::Approved;
                outcome.approvalLapses = now + days(facts.policy.approvalLifeDays);
            }
            break;
        }
        case Verdict::Reject: line.state = RequestState::Rejected; break;
        case Verdict::Return: line.state = RequestState::Returned; break;
        case Verdict::Comment: break;
        }
        outcome.lines.push_back(std::move(line));
    }
    ruling.outcome = toJson(outcome);
    return ruling;
}

Result<Ruling> ruleOnWithdrawing(const Facts &facts, const Command &command, Instant now)
{
    const Result<Withdrawal> withdrawal = withdrawalFromJson(command.payload);
    if (!withdrawal)
        return fail(withdrawal.error());
    const Result<const Request *> request = unchanged(facts, withdrawal->seen);
    if (!request)
        return fail(request.error());
    if ((*request)->applicant != facts.actor->id && !facts.actor->roles.contains(Role::SecurityAdmin))
        return fail(ErrorCode::NotPermitted, "a request is withdrawn by its applicant or a security administrator", calledOf(**request));
    const RequestState state = effectiveState(**request, now);
    if (!isLive(state))
        return fail(ErrorCode::Conflict, std::string("nothing can come of it any more: ") + requestStateName(state), calledOf(**request));
    return Ruling{};
}

} // namespace

Result<Ruling> ruleOnRequests(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::SubmitRequest)
        return ruleOnSubmitting(facts, command, now);
    if (command.kind == CommandKind::ReviewRequests)
        return ruleOnReviewing(facts, command, now);
    return ruleOnWithdrawing(facts, command, now);
}

} // namespace hufu
