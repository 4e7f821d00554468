// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/EmergencyTrial.h"
#include "models/domain/TopicRules.h"

#include <algorithm>

namespace hufu {
namespace {

using std::chrono::minutes;

constexpr auto trialClockTolerance = minutes(5); // the console's clock is not the authority's

/// What one alone suspends when nobody else answers: what can do the least harm.
Result<void> checkBreakable(const IssuedCertificate &certificate, const Facts &facts)
{
    const std::string name = toHex(certificate.sha256);
    if (certificate.isCa || certificate.purpose != Purpose::Client)
        return fail(ErrorCode::NotPermitted, "alone, an officer suspends client certificates only", name);
    if (certificate.tier == Tier::Core)
        return fail(ErrorCode::NotPermitted, "alone, an officer suspends nothing of a core service", name);
    if (isOfAnotherAdministrator(certificate, facts))
        return fail(ErrorCode::NotPermitted, "alone, an officer suspends no other administrator's certificate", name);
    return {};
}

Result<Ruling> ruleOnStarting(const Facts &facts, const Command &command)
{
    const Result<EmergencyStart> start = emergencyStartFromJson(command.payload);
    if (!start)
        return fail(start.error());
    Ruling ruling;
    if (!facts.emergency)
        return ruling;
    if (facts.targetExists || facts.emergency->form.loss != start->loss || !facts.emergency->isOpen() || facts.emergency->form.id == start->id)
        return fail(ErrorCode::AlreadyExists, "an emergency has this id already", start->id);
    ruling.outcome = QJsonObject{{"joins", qstr(facts.emergency->form.id)}};
    return ruling;
}

/// The emergency that is named, which has to be open.
Result<const Emergency *> openEmergency(const Facts &facts, const std::string &id)
{
    if (!facts.emergency)
        return fail(ErrorCode::NotFound, "there is no such emergency", id);
    if (!facts.emergency->isOpen())
        return fail(ErrorCode::Conflict, "the emergency is closed", id);
    return &*facts.emergency;
}

Result<void> checkReviewer(const Facts &facts, const Emergency &emergency)
{
    if (!facts.actor || !facts.actor->roles.contains(Role::SecurityAdmin))
        return fail(ErrorCode::NotPermitted, "a security administrator reviews what another did alone");
    const auto isOwn = [&](const GlassBroken &one) { return !one.reviewed && one.emergency == emergency.form.id && one.actor == facts.actor->id; };
    if (std::ranges::any_of(facts.glassBroken, isOwn))
        return fail(ErrorCode::NotPermitted, "nobody reviews what they did alone themselves");
    return {};
}

Result<Ruling> ruleOnNote(const Facts &facts, const Command &command)
{
    const Result<EmergencyNote> note = emergencyNoteFromJson(command.payload);
    if (!note)
        return fail(note.error());
    const Result<const Emergency *> emergency = openEmergency(facts, note->emergency);
    if (!emergency)
        return fail(emergency.error());
    if (!note->answers)
        return Ruling{};
    const auto due = std::ranges::find(emergency.value()->followUps, *note->answers, &Emergency::Due::what);
    if (due == emergency.value()->followUps.end() || due->answered > 0)
        return fail(ErrorCode::Conflict, std::string("this is not open: ") + followUpName(*note->answers), note->emergency);
    if (*note->answers == FollowUp::Review) {
        if (Result<void> good = checkReviewer(facts, **emergency); !good)
            return fail(good.error());
    }
    return Ruling{};
}

Result<Ruling> ruleOnClosing(const Facts &facts, const Command &command)
{
    const Result<EmergencyClosing> closing = emergencyClosingFromJson(command.payload);
    if (!closing)
        return fail(closing.error());
    const Result<const Emergency *> emergency = openEmergency(facts, closing->emergency);
    if (!emergency)
        return fail(emergency.error());
    if (const Emergency::Due *open = emergency.value()->openFollowUp())
        return fail(ErrorCode::Conflict, std::string("something is still open: ") + followUpName(open->what), closing->emergency);
    return Ruling{};
}

/// Whoever saw it tried with what was revoked in this very emergency, where the house says that servers check.
Result<Ruling> ruleOnTrial(const Facts &facts, const Command &command, Instant now)
{
    const Result<EmergencyTrial> trial = emergencyTrialFromJson(command.payload);
    if (!trial)
        return fail(trial.error());
    if (!facts.emergency)
        return fail(ErrorCode::NotFound, "there is no such emergency", trial->emergency);
    if (facts.issued.size() != 1 || facts.issued.front().sha256 != trial->canary)
        return fail(ErrorCode::NotOfOwnCa, "the canary is not of the own CA", toHex(trial->canary));
    if (!facts.issued.front().revoked)
        return fail(ErrorCode::Conflict, "the canary is not revoked", toHex(trial->canary));
    for (const EmergencyTrial::Line &line : trial->lines) {
        if (std::ranges::find(facts.policy.relyingEndpoints, line.endpoint) == facts.policy.relyingEndpoints.end())
            return fail(ErrorCode::InvalidArgument, "policy registers no such endpoint", line.endpoint);
        if (line.at > now + trialClockTolerance)
            return fail(ErrorCode::InvalidArgument, "seen in the future", line.endpoint);
        if (line.outcome == EntryOutcome::Refused && line.at + trialClockTolerance < facts.issued.front().revoked->at)
            return fail(ErrorCode::InvalidArgument, "refused before it was revoked", line.endpoint);
    }
    return Ruling{};
}

Result<Ruling> ruleOnAsking(const Facts &facts, const Command &command)
{
    const Result<ForeignAsk> ask = foreignAskFromJson(command.payload);
    if (!ask)
        return fail(ask.error());
    if (const Result<const Emergency *> emergency = openEmergency(facts, ask->emergency); !emergency)
        return fail(emergency.error());
    if (!facts.issued.empty())
        return fail(ErrorCode::InvalidArgument, "this one is the own CA's: it is revoked here", toHex(ask->certificate));
    return Ruling{};
}

/// A closed emergency hears it too.
Result<Ruling> ruleOnHearing(const Facts &facts, const Command &command, Instant now)
{
    const Result<ForeignHeard> heard = foreignHeardFromJson(command.payload);
    if (!heard)
        return fail(heard.error());
    if (!facts.emergency)
        return fail(ErrorCode::NotFound, "there is no such emergency", heard->emergency);
    const auto asked = std::ranges::find(facts.emergency->asked, heard->certificate, &Emergency::Asked::certificate);
    if (asked == facts.emergency->asked.end() || asked->revokedAt)
        return fail(ErrorCode::Conflict, "nobody waits to hear that", toHex(heard->certificate));
    if (heard->at > now + trialClockTolerance || heard->revokedAt > now + trialClockTolerance)
        return fail(ErrorCode::InvalidArgument, "heard in the future", toHex(heard->certificate));
    return Ruling{};
}

Result<QJsonObject> ruleOnBreaking(const Facts &facts, const RevocationForm &form, Instant now)
{
    if (form.reason != RevocationReason::CertificateHold)
        return fail(ErrorCode::NotPermitted, "alone, an officer suspends, and does not revoke");
    if (!facts.emergency->isOpen())
        return fail(ErrorCode::Conflict, "the emergency is closed", form.emergency);
    if (now < facts.emergency->since + minutes(facts.policy.breakGlassWaitMinutes)) {
        return fail(ErrorCode::NotPermitted, "policy wants a second officer to be looked for, for " + std::to_string(facts.policy.breakGlassWaitMinutes) + " minutes",
                    form.emergency);
    }
    const auto count = static_cast<int>(form.certificates.size());
    if (count > facts.policy.breakGlassMost)
        return fail(ErrorCode::LimitExceeded, "alone, an officer suspends at most " + std::to_string(facts.policy.breakGlassMost) + " certificates at once");
    int today = count;
    for (const GlassBroken &one : facts.glassBroken) {
        if (one.at > now - glassDay)
            today += one.certificates;
    }
    if (today > facts.policy.breakGlassDayMost)
        return fail(ErrorCode::LimitExceeded, "within a day, at most " + std::to_string(facts.policy.breakGlassDayMost) + " certificates are suspended by one alone");
    for (const IssuedCertificate &certificate : facts.issued) {
        if (Result<void> good = checkBreakable(certificate, facts); !good)
            return fail(good.error());
    }
    return QJsonObject{{"certificates", count}, {"withinADay", today}};
}

} // namespace

Result<Ruling> ruleOnEmergency(const Facts &facts, const Command &command, Instant now)
{
    if (command.kind == CommandKind::TryInEmergency)
        return ruleOnTrial(facts, command, now);
    if (command.kind == CommandKind::AskForeignCa)
        return ruleOnAsking(facts, command);
    if (command.kind == CommandKind::HearForeignCa)
        return ruleOnHearing(facts, command, now);
    if (command.kind == CommandKind::StartEmergency)
        return ruleOnStarting(facts, command);
    return command.kind == CommandKind::NoteEmergency ? ruleOnNote(facts, command) : ruleOnClosing(facts, command);
}

Result<QJsonObject> ruleOnEmergencyRevocation(const Facts &facts, const RevocationForm &form, Instant now)
{
    if (!facts.emergency)
        return fail(ErrorCode::NotFound, "there is no such emergency", form.emergency);
    const auto count = form.certificates.size();
    if (form.confirmed > 0 && form.confirmed != count)
        return fail(ErrorCode::InvalidArgument, "the number that was typed is not the number of certificates: " + std::to_string(count));
    if (form.confirmed == 0 && count > std::size_t(std::max(facts.policy.circuitBreakerMost, 0)))
        return fail(ErrorCode::InvalidArgument, "so many at once have to be confirmed by typing their number: " + std::to_string(count));
    if (!form.breakGlass)
        return QJsonObject();
    const Result<QJsonObject> broken = ruleOnBreaking(facts, form, now);
    if (!broken)
        return fail(broken.error());
    return QJsonObject{{"breakGlass", *broken}};
}

} // namespace hufu
