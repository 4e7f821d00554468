// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

#include "models/domain/Emergency.h"
#include "models/domain/Revocation.h"
#include "models/store/EmergencyReader.h"

namespace hufu {
namespace {

/// The id by which the emergency stands in the tables: a start that joined another is known by its own id too.
Result<std::string> emergencyKnownAs(Connection &connection, const std::string &id)
{
    const Result<std::optional<Emergency>> known = readEmergency(connection, id);
    if (!known)
        return fail(known.error());
    return *known ? Result<std::string>((*known)->form.id) : fail(ErrorCode::NotFound, "there is no such emergency", id);
}

Result<void> noteEntry(Connection &connection, std::string_view emergency, const Entry &entry)
{
    Result<Statement> put = connection.prepare("INSERT OR IGNORE INTO emergency_entry (emergency, sequence) VALUES (?1, ?2)");
    if (!put)
        return fail(put.error());
    return put->bind(1, emergency).bind(2, std::int64_t(entry.sequence)).run();
}

/// Once due, it is not due again, but for a review: each broken glass has to be looked at.
Result<void> becomesDue(Connection &connection, std::string_view emergency, FollowUp what, const Entry &entry)
{
    Result<Statement> put = connection.prepare("INSERT INTO emergency_due (emergency, what, since, answered) VALUES (?1, ?2, ?3, 0)"
                                               " ON CONFLICT (emergency, what) DO UPDATE SET since = excluded.since, answered = 0");
    if (!put)
        return fail(put.error());
    return put->bind(1, emergency)
        .bind(2, std::int64_t(what))
        .bind(3, std::int64_t(entry.sequence))
        .run();
}

Result<void> applyStart(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<EmergencyStart> start = emergencyStartFromJson(command.payload);
    const Result<QJsonObject> outcome = outcomeOf(entry);
    if (!start || !outcome)
        return fail(start ? outcome.error() : start.error());
    if (outcome->contains("joins")) {
        const std::string joined = utf8(outcome->value("joins").toString());
        Result<Statement> put = connection.prepare("INSERT INTO emergency_joined (id, emergency) VALUES (?1, ?2)");
        if (!put)
            return fail(put.error());
        if (Result<void> done = put->bind(1, start->id).bind(2, joined).run(); !done)
            return done;
        return noteEntry(connection, joined, entry);
    }
    Result<Statement> put = connection.prepare(
        "INSERT INTO emergency (id, loss, value, severity, caller, report, starter, sequence, since, closed, ended)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0)");
    if (!put)
        return fail(put.error());
    put->bind(1, start->id).bind(2, lossKindName(start->loss.kind)).bind(3, start->loss.value).bind(4, emergencySeverityName(start->severity));
    put->bind(5, start->caller).bind(6, start->report).bind(7, entry.actor).bind(8, std::int64_t(entry.sequence)).bind(9, toUnix(entry.time));
    if (Result<void> done = put->run(); !done)
        return done;
    for (FollowUp what : {FollowUp::Cause, FollowUp::Informed}) {
        if (Result<void> due = becomesDue(connection, start->id, what, entry); !due)
            return due;
    }
    return noteEntry(connection, start->id, entry);
}

Result<void> applyNote(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<EmergencyNote> note = emergencyNoteFromJson(command.payload);
    const Result<std::string> emergency = note ? emergencyKnownAs(connection, note->emergency) : fail(note.error());
    if (!emergency)
        return fail(emergency.error());
    if (note->answers) {
        Result<Statement> put = connection.prepare("UPDATE emergency_due SET answered = ?3 WHERE emergency = ?1 AND what = ?2 AND answered = 0");
        if (!put)
            return fail(put.error());
        if (Result<void> done = put->bind(1, *emergency).bind(2, std::int64_t(*note->answers)).bind(3, std::int64_t(entry.sequence)).run(); !done)
            return done;
    }
    if (note->answers == FollowUp::Review) {
        Result<Statement> put = connection.prepare("UPDATE glass_broken SET reviewed = ?2 WHERE emergency = ?1 AND reviewed = 0");
        if (!put)
            return fail(put.error());
        if (Result<void> done = put->bind(1, *emergency).bind(2, std::int64_t(entry.sequence)).run(); !done)
            return done;
    }
    return noteEntry(connection, *emergency, entry);
}

Result<void> applyClosing(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<EmergencyClosing> closing = emergencyClosingFromJson(command.payload);
    const Result<std::string> emergency = closing ? emergencyKnownAs(connection, closing->emergency) : fail(closing.error());
    if (!emergency)
        return fail(emergency.error());
    Result<Statement> put = connection.prepare("UPDATE emergency SET closed = ?2, ended = ?3 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    if (Result<void> done = put->bind(1, *emergency).bind(2, std::int64_t(entry.sequence)).bind(3, toUnix(entry.time)).run(); !done)
        return done;
    return noteEntry(connection, *emergency, entry);
}

Result<void> applyAsk(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<ForeignAsk> ask = foreignAskFromJson(command.payload);
    const Result<std::string> emergency = ask ? emergencyKnownAs(connection, ask->emergency) : fail(ask.error());
    if (!emergency)
        return fail(emergency.error());
    Result<Statement> put = connection.prepare("INSERT INTO emergency_asked (emergency, certificate, ca, sequence, at, revoked) VALUES (?1, ?2, ?3, ?4, ?5, 0)"
                                               " ON CONFLICT (emergency, certificate) DO UPDATE SET ca = excluded.ca, at = excluded.at");
    if (!put)
        return fail(put.error());
    put->bind(1, *emergency).bind(2, BytesView(ask->certificate)).bind(3, ask->ca).bind(4, std::int64_t(entry.sequence));
    if (Result<void> done = put->bind(5, toUnix(entry.time)).run(); !done)
        return done;
    if (Result<void> due = becomesDue(connection, *emergency, FollowUp::Foreign, entry); !due)
        return due;
    return noteEntry(connection, *emergency, entry);
}

/// The last of them answers the follow-up.
Result<void> applyHeard(Connection &connection, const Entry &entry, const Command &command)
{
    const Result<ForeignHeard> heard = foreignHeardFromJson(command.payload);
    const Result<std::string> emergency = heard ? emergencyKnownAs(connection, heard->emergency) : fail(heard.error());
    if (!emergency)
        return fail(emergency.error());
    Result<Statement> put = connection.prepare("UPDATE emergency_asked SET revoked = ?3 WHERE emergency = ?1 AND certificate = ?2");
    if (!put)
        return fail(put.error());
    if (Result<void> done = put->bind(1, *emergency).bind(2, BytesView(heard->certificate)).bind(3, toUnix(heard->revokedAt)).run(); !done)
        return done;
    Result<Statement> answer = connection.prepare("UPDATE emergency_due SET answered = ?2 WHERE emergency = ?1 AND what = ?3 AND answered = 0"
                                                  " AND NOT EXISTS (SELECT 1 FROM emergency_asked WHERE emergency = ?1 AND revoked = 0)");
    if (!answer)
        return fail(answer.error());
    if (Result<void> done = answer->bind(1, *emergency).bind(2, std::int64_t(entry.sequence)).bind(3, std::int64_t(FollowUp::Foreign)).run(); !done)
        return done;
    return noteEntry(connection, *emergency, entry);
}

/// A command that revoked or suspended certificates in an emergency.
Result<void> applyDecision(Connection &connection, const Entry &entry, const RevocationForm &form)
{
    const Result<std::string> emergency = emergencyKnownAs(connection, form.emergency);
    if (!emergency)
        return fail(emergency.error());
    Result<Statement> put = connection.prepare(
        "INSERT INTO emergency_certificate (emergency, certificate_id, sequence) SELECT ?1, id, ?3 FROM blob WHERE sha256 = ?2"
        " ON CONFLICT (emergency, certificate_id) DO UPDATE SET sequence = excluded.sequence");
    if (!put)
        return fail(put.error());
    for (const Sha256 &certificate : form.certificates) {
        if (Result<void> done = put->bind(1, *emergency).bind(2, BytesView(certificate)).bind(3, std::int64_t(entry.sequence)).run(); !done)
            return done;
    }
    if (form.breakGlass) {
        Result<Statement> broken = connection.prepare(
            "INSERT INTO glass_broken (sequence, emergency, actor, at, certificates, reviewed) VALUES (?1, ?2, ?3, ?4, ?5, 0)");
        if (!broken)
            return fail(broken.error());
        broken->bind(1, std::int64_t(entry.sequence)).bind(2, *emergency).bind(3, entry.actor).bind(4, toUnix(entry.time));
        if (Result<void> done = broken->bind(5, std::int64_t(form.certificates.size())).run(); !done)
            return done;
        if (Result<void> due = becomesDue(connection, *emergency, FollowUp::Review, entry); !due)
            return due;
    }
    // A key does not stay in force because the papers were closed: what it makes due has to be answered.
    Result<Statement> open = connection.prepare("UPDATE emergency SET closed = 0, ended = 0 WHERE id = ?1 AND closed > 0");
    if (!open)
        return fail(open.error());
    if (Result<void> done = open->bind(1, *emergency).run(); !done)
        return done;
    const FollowUp what = form.reason == RevocationReason::CertificateHold ? FollowUp::Suspended : FollowUp::Replacement;
    if (Result<void> due = becomesDue(connection, *emergency, what, entry); !due)
        return due;
    return noteEntry(connection, *emergency, entry);
}

} // namespace

Result<void> applyEmergencies(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::StartEmergency)
        return applyStart(connection, entry, command);
    if (entry.kind == CommandKind::AskForeignCa)
        return applyAsk(connection, entry, command);
    if (entry.kind == CommandKind::HearForeignCa)
        return applyHeard(connection, entry, command);
    if (entry.kind == CommandKind::TryInEmergency) {
        const Result<std::string> emergency = emergencyKnownAs(connection, utf8(command.payload.value(QLatin1String("emergency")).toString()));
        return emergency ? noteEntry(connection, *emergency, entry) : fail(emergency.error());
    }
    return entry.kind == CommandKind::NoteEmergency ? applyNote(connection, entry, command) : applyClosing(connection, entry, command);
}

Result<void> noteInEmergency(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::Revoke) {
        const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
        if (!form)
            return fail(form.error());
        return form->emergency.empty() ? Result<void>() : applyDecision(connection, entry, *form);
    }
    // What was lifted or seen of certificates of an emergency is part of its story.
    Result<Statement> put = connection.prepare(
        "INSERT OR IGNORE INTO emergency_entry (emergency, sequence) SELECT emergency, ?2 FROM emergency_certificate"
        " WHERE certificate_id = (SELECT id FROM blob WHERE sha256 = ?1)");
    if (!put)
        return fail(put.error());
    for (const QJsonValue name : command.payload.value("certificates").toArray()) {
        const Result<Sha256> digest = sha256FromHex(utf8(name.toString()));
        if (!digest)
            return fail(digest.error());
        if (Result<void> done = put->bind(1, BytesView(*digest)).bind(2, std::int64_t(entry.sequence)).run(); !done)
            return done;
    }
    return {};
}

} // namespace hufu
