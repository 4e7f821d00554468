// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

#include "models/base/CanonicalJson.h"
#include "models/domain/Request.h"

namespace hufu {
namespace {

/// A request as it was submitted, or as it was mended: of the earlier version only the reviews stay.
Result<void> applySubmission(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<RequestForm> form = requestFormFromJson(command.payload);
    const Result<QJsonObject> outcome = outcomeOf(entry);
    if (!form)
        return fail(form.error());
    if (!outcome)
        return fail(outcome.error());
    const Result<RequestAccepted> accepted = requestAcceptedFromJson(*outcome);
    if (!accepted)
        return fail(accepted.error());
    const Result<std::string> formText = toCanonicalJson(toJson(*form)), stepsText = toCanonicalJson(toJson(accepted->steps));
    if (!formText)
        return fail(formText.error());
    if (!stepsText)
        return fail(stepsText.error());
    Result<Statement> put = connection.prepare(
        "INSERT OR REPLACE INTO request (id, form, applicant, department, service_name, subject, names, spki_sha256, state, version, submitted,"
        " lapses, steps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
    if (!put)
        return fail(put.error());
    return put->bind(1, form->id)
        .bind(2, *formText)
        .bind(3, entry.actor)
        .bind(4, accepted->department)
        .bind(5, accepted->serviceName)
        .bind(6, accepted->subject)
        .bind(7, joinLines(accepted->names))
        .bind(8, BytesView(accepted->spkiSha256))
        .bind(9, std::int64_t(RequestState::Open))
        .bind(10, std::int64_t(entry.sequence))
        .bind(11, toUnix(entry.time))
        .bind(12, toUnix(accepted->lapses))
        .bind(13, *stepsText)
        .run();
}

Result<void> applyReview(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<ReviewForm> form = reviewFormFromJson(command.payload);
    const Result<QJsonObject> object = outcomeOf(entry);
    if (!form)
        return fail(form.error());
    if (!object)
        return fail(object.error());
    const Result<ReviewOutcome> outcome = reviewOutcomeFromJson(*object);
    if (!outcome)
        return fail(outcome.error());
    Result<Statement> review = connection.prepare(
        "INSERT INTO review (request, sequence, version, person, verdict, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    Result<Statement> decided
        = connection.prepare("UPDATE request SET state = ?2, version = ?3, approved = ?4, approval_lapses = ?5 WHERE id = ?1");
    if (!review)
        return fail(review.error());
    if (!decided)
        return fail(decided.error());
    for (const ReviewForm::Seen &seen : form->requests) {
        Result<void> noted = review->bind(1, seen.request)
                                 .bind(2, std::int64_t(entry.sequence))
                                 .bind(3, std::int64_t(seen.version))
                                 .bind(4, entry.actor)
                                 .bind(5, std::int64_t(form->verdict))
                                 .bind(6, form->reason)
                                 .bind(7, toUnix(entry.time))
                                 .run();
        if (!noted)
            return noted;
    }
    if (form->verdict == Verdict::Comment)
        return {};
    for (const ReviewOutcome::Line &line : outcome->lines) {
        if (line.state == RequestState::Open) // approved, but not by enough people yet
            continue;
        decided->bind(1, line.request).bind(2, std::int64_t(line.state)).bind(3, std::int64_t(entry.sequence));
        if (line.state == RequestState::Approved && outcome->approvalLapses)
            decided->bind(4, toUnix(entry.time)).bind(5, toUnix(*outcome->approvalLapses));
        else
            decided->bindNull(4).bindNull(5);
        if (Result<void> done = decided->run(); !done)
            return done;
    }
    return {};
}

Result<void> applyWithdrawal(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<Withdrawal> withdrawal = withdrawalFromJson(command.payload);
    if (!withdrawal)
        return fail(withdrawal.error());
    Result<Statement> put = connection.prepare("UPDATE request SET state = ?2, version = ?3 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, withdrawal->seen.request).bind(2, std::int64_t(RequestState::Withdrawn)).bind(3, std::int64_t(entry.sequence)).run();
}

} // namespace

Result<void> applyRequests(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::SubmitRequest)
        return applySubmission(connection, entry, command);
    if (entry.kind == CommandKind::ReviewRequests)
        return applyReview(connection, entry, command);
    return applyWithdrawal(connection, entry, command);
}

} // namespace hufu
