// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/EmergencyReader.h"

#include "models/domain/Command.h"
#include "models/domain/Revocation.h"
#include "models/store/FactsReader.h"
#include "models/store/HouseReader.h"

namespace hufu {
namespace {

constexpr std::string_view emergencyColumns = "SELECT id, loss, value, severity, caller, report, starter, sequence, since, closed, ended FROM emergency ";
// What was signed before a command and is counted with it: a command may be on its way for long, and then counts with what is near its deciding.
constexpr auto glassMemory = std::chrono::days(2);

Result<Emergency> emergencyFrom(const Statement &row)
{
    Emergency emergency;
    const Result<LossKind> kind = lossKindFromName(row.text(1));
    const Result<EmergencySeverity> severity = emergencySeverityFromName(row.text(3));
    if (!kind || !severity)
        return fail(kind ? severity.error() : kind.error());
    emergency.form = {std::string(row.text(0)), {*kind, std::string(row.text(2))}, *severity, std::string(row.text(4)), std::string(row.text(5))};
    emergency.starter = row.text(6);
    emergency.sequence = static_cast<Sequence>(row.integer(7));
    emergency.since = fromUnix(row.integer(8));
    emergency.closed = static_cast<Sequence>(row.integer(9));
    if (emergency.closed > 0)
        emergency.ended = fromUnix(row.integer(10));
    return emergency;
}

Result<void> readFollowUps(Connection &connection, Emergency &emergency)
{
    Result<Statement> read = connection.prepare("SELECT what, since, answered FROM emergency_due WHERE emergency = ?1 ORDER BY what");
    if (!read)
        return fail(read.error());
    return forEachRow(read->bind(1, emergency.form.id), [&](Statement &row) -> Result<void> {
        emergency.followUps.push_back({static_cast<FollowUp>(row.integer(0)), static_cast<Sequence>(row.integer(1)), static_cast<Sequence>(row.integer(2))});
        return {};
    });
}

Result<void> readAsked(Connection &connection, Emergency &emergency)
{
    Result<Statement> read = connection.prepare("SELECT certificate, ca, at, revoked FROM emergency_asked WHERE emergency = ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    return forEachRow(read->bind(1, emergency.form.id), [&](Statement &row) -> Result<void> {
        emergency.asked.push_back({row.digest(0), std::string(row.text(1)), fromUnix(row.integer(2)),
                                   row.integer(3) > 0 ? std::optional(fromUnix(row.integer(3))) : std::nullopt});
        return {};
    });
}

Result<std::vector<Emergency>> emergenciesOf(Connection &connection, Statement &read)
{
    std::vector<Emergency> all;
    const Result<void> done = forEachRow(read, [&](Statement &row) -> Result<void> {
        Result<Emergency> one = emergencyFrom(row);
        if (!one)
            return fail(one.error());
        all.push_back(std::move(*one));
        return {};
    });
    if (!done)
        return fail(done.error());
    for (Emergency &one : all) {
        if (Result<void> followUps = readFollowUps(connection, one); !followUps)
            return fail(followUps.error());
        if (Result<void> asked = readAsked(connection, one); !asked)
            return fail(asked.error());
    }
    return all;
}

Result<std::optional<Emergency>> firstOf(Result<std::vector<Emergency>> all)
{
    if (!all)
        return fail(all.error());
    return all->empty() ? std::nullopt : std::optional(std::move(all->front()));
}

} // namespace

Result<std::optional<Emergency>> readEmergency(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare(std::string(emergencyColumns)
                                                + "WHERE id = coalesce((SELECT emergency FROM emergency_joined WHERE id = ?1), ?1)");
    if (!read)
        return fail(read.error());
    return firstOf(emergenciesOf(connection, read->bind(1, id)));
}

Result<std::optional<Emergency>> readOpenEmergencyOf(Connection &connection, const Loss &loss)
{
    Result<Statement> read = connection.prepare(std::string(emergencyColumns) + "WHERE loss = ?1 AND value = ?2 AND closed = 0");
    if (!read)
        return fail(read.error());
    return firstOf(emergenciesOf(connection, read->bind(1, lossKindName(loss.kind)).bind(2, loss.value)));
}

Result<std::vector<Emergency>> readEmergencies(Connection &connection, EmergencyChoice choice)
{
    Result<Statement> read = connection.prepare(std::string(emergencyColumns)
                                                + (choice == EmergencyChoice::Open ? "WHERE closed = 0 ORDER BY sequence DESC" : "ORDER BY sequence DESC"));
    return read ? emergenciesOf(connection, *read) : fail(read.error());
}

Result<std::vector<Sequence>> readEmergencyEntries(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT sequence FROM emergency_entry WHERE emergency = ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    std::vector<Sequence> entries;
    const Result<void> done = forEachRow(read->bind(1, id), [&](Statement &row) -> Result<void> {
        entries.push_back(static_cast<Sequence>(row.integer(0)));
        return {};
    });
    return done ? Result<std::vector<Sequence>>(std::move(entries)) : fail(done.error());
}

Result<std::vector<Sha256>> readEmergencyCertificates(Connection &connection, std::string_view id)
{
    Result<Statement> read = connection.prepare("SELECT blob.sha256 FROM emergency_certificate JOIN blob ON blob.id = emergency_certificate.certificate_id"
                                                " WHERE emergency = ?1 ORDER BY emergency_certificate.sequence, emergency_certificate.certificate_id");
    if (!read)
        return fail(read.error());
    std::vector<Sha256> certificates;
    const Result<void> done = forEachRow(read->bind(1, id), [&](Statement &row) -> Result<void> {
        certificates.push_back(row.digest(0));
        return {};
    });
    return done ? Result<std::vector<Sha256>>(std::move(certificates)) : fail(done.error());
}

Result<std::vector<GlassBroken>> readGlassBroken(Connection &connection, Instant since)
{
    Result<Statement> read = connection.prepare(
        "SELECT sequence, emergency, actor, at, certificates, reviewed FROM glass_broken WHERE reviewed = 0 OR at >= ?1 ORDER BY sequence");
    if (!read)
        return fail(read.error());
    std::vector<GlassBroken> all;
    const Result<void> done = forEachRow(read->bind(1, toUnix(since)), [&](Statement &row) -> Result<void> {
        all.push_back({static_cast<Sequence>(row.integer(0)), std::string(row.text(1)), std::string(row.text(2)), fromUnix(row.integer(3)),
                       static_cast<int>(row.integer(4)), row.integer(5) > 0});
        return {};
    });
    return done ? Result<std::vector<GlassBroken>>(std::move(all)) : fail(done.error());
}

Result<std::vector<LossTie>> readLossTies(Connection &connection, const Loss &loss)
{
    std::vector<LossTie> ties;
    // instr() first: reading the JSON of every order would take most of the time that an emergency has.
    std::string_view which;
    switch (loss.kind) {
    case LossKind::Card: which = "card_order.card = ?1"; break;
    case LossKind::Person:
        which = "instr(card_order.form, ?1) > 0 AND (json_extract(card_order.form, '$.holder.id') = ?1 OR json_extract(card_order.form, '$.holder.name') = ?1)";
        break;
    case LossKind::Role:
        which = "instr(card_order.form, ?1) > 0 AND (json_extract(card_order.form, '$.roleName') = ?1 OR json_extract(card_order.form, '$.role') = ?1)";
        break;
    case LossKind::Department: which = "instr(card_order.form, ?1) > 0 AND json_extract(card_order.form, '$.holder.department') = ?1"; break;
    case LossKind::Host:
    case LossKind::Key:
    case LossKind::Issuer:
    case LossKind::Query: return ties;
    }
    const auto add = [&ties](Statement &row) -> Result<void> {
        ties.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))});
        return {};
    };
    Result<Statement> cards = connection.prepare(
        "SELECT card_certificate.certificate_id, card_order.card, json_extract(card_order.form, '$.holder.name'),"
        " json_extract(card_order.form, '$.holder.department') FROM card_order JOIN card_certificate ON card_certificate.order_id = card_order.id WHERE "
        + std::string(which));
    if (!cards)
        return fail(cards.error());
    if (Result<void> done = forEachRow(cards->bind(1, loss.value), add); !done)
        return fail(done.error());
    if (loss.kind != LossKind::Department)
        return ties;
    Result<Statement> asked = connection.prepare("SELECT issued.certificate_id, '', '', request.department FROM request JOIN blob ON blob.sha256 = request.certificate"
                                                 " JOIN issued ON issued.certificate_id = blob.id WHERE request.department = ?1");
    if (!asked)
        return fail(asked.error());
    if (Result<void> done = forEachRow(asked->bind(1, loss.value), add); !done)
        return fail(done.error());
    return ties;
}

Result<std::int64_t> countOpenFollowUps(Connection &connection)
{
    return connection.integer("SELECT count(*) FROM emergency_due JOIN emergency ON emergency.id = emergency_due.emergency"
                              " WHERE emergency_due.answered = 0 AND emergency.closed = 0");
}

Result<void> gatherEmergencyFacts(Connection &connection, const Command &command, Facts &facts)
{
    std::string id;
    if (command.kind == CommandKind::Revoke) {
        Result<std::vector<Person>> people = readPeople(connection);
        if (!people)
            return fail(people.error());
        facts.people = std::move(*people);
        const Result<RevocationForm> form = revocationFormFromJson(command.payload, command.version);
        if (!form || form->emergency.empty())
            return {};
        id = form->emergency;
    } else if (command.kind == CommandKind::StartEmergency) {
        const Result<EmergencyStart> start = emergencyStartFromJson(command.payload);
        if (!start)
            return {};
        Result<std::optional<Emergency>> same = readOpenEmergencyOf(connection, start->loss);
        if (!same)
            return fail(same.error());
        facts.emergency = std::move(*same);
        id = start->id;
    } else {
        id = utf8(command.payload.value("emergency").toString());
    }
    Result<std::optional<Emergency>> named = readEmergency(connection, id);
    if (!named)
        return fail(named.error());
    if (command.kind == CommandKind::StartEmergency && !*named)
        return {}; // what is there is the open one of the same loss, if any
    facts.targetExists = command.kind == CommandKind::StartEmergency;
    facts.emergency = std::move(*named);
    Result<std::vector<GlassBroken>> broken = readGlassBroken(connection, command.time - glassMemory);
    if (!broken)
        return fail(broken.error());
    facts.glassBroken = std::move(*broken);
    return {};
}

} // namespace hufu
