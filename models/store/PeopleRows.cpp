// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

#include "models/domain/Person.h"
#include "models/store/CardReader.h"

namespace hufu {
namespace {

Result<void> applyAdding(Connection &connection, const Command &command)
{
    Result<NewPerson> added = newPersonFromJson(command.payload, command.version);
    if (!added)
        return fail(added.error());
    if (!added->person.card.empty()) {
        Result<Bytes> key = readCardSigningKey(connection, added->person.card);
        if (!key)
            return fail(key.error());
        added->person.publicKey = std::move(*key);
    }
    return insertPerson(connection, added->person);
}

/// The authority certifies the new key; until then this person signs nothing. What others decided ends what was encrypted to the old token.
Result<void> applyRekey(Connection &connection, const Command &command)
{
    Result<OfficerRekey> rekey = officerRekeyFromJson(command.payload);
    if (!rekey)
        return fail(rekey.error());
    Result<Bytes> key = rekey->card.empty() ? Result<Bytes>(std::move(rekey->publicKey)) : readCardSigningKey(connection, rekey->card);
    if (!key)
        return fail(key.error());
    Result<Statement> put = connection.prepare("UPDATE person SET certificate = x'', public_key = ?2, card = ?3 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    if (Result<void> done = put->bind(1, rekey->person).bind(2, BytesView(*key)).bind(3, rekey->card).run(); !done)
        return done;
    if (rekey->person == command.actor)
        return {};
    Result<Statement> forget = connection.prepare("UPDATE person SET key_management_certificate = x'', key_management_key = x'' WHERE id = ?1");
    return forget ? forget->bind(1, rekey->person).run() : fail(forget.error());
}

Result<void> applyChange(Connection &connection, const Command &command)
{
    const Result<Person> wanted = personChangeFromJson(command.payload);
    if (!wanted)
        return fail(wanted.error());
    Result<Statement> put = connection.prepare("UPDATE person SET name = ?2, department = ?3, roles = ?4 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, wanted->id).bind(2, wanted->name).bind(3, wanted->department).bind(4, roleNames(wanted->roles)).run();
}

Result<void> applyDeactivation(Connection &connection, const Command &command)
{
    const Result<Deactivation> deactivation = deactivationFromJson(command.payload);
    if (!deactivation)
        return fail(deactivation.error());
    Result<Statement> put = connection.prepare("UPDATE person SET active = 0 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, deactivation->person).run();
}

Result<void> applyCertificate(Connection &connection, const Command &command)
{
    const Result<OfficerCertified> act = officerCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    Result<Statement> put = connection.prepare("UPDATE person SET certificate = ?2, public_key = x'' WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, act->person).bind(2, BytesView(act->certificate)).run();
}

Result<void> applyEnrolment(Connection &connection, const Command &command)
{
    const Result<CustodianEnrolment> enrolment = custodianEnrolmentFromJson(command.payload);
    if (!enrolment)
        return fail(enrolment.error());
    Result<Statement> put = connection.prepare("UPDATE person SET key_management_key = ?2 WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, enrolment->person).bind(2, BytesView(enrolment->publicKey)).run();
}

Result<void> applyCustodianCertificate(Connection &connection, const Command &command)
{
    const Result<OfficerCertified> act = officerCertifiedFromJson(command.payload);
    if (!act)
        return fail(act.error());
    Result<Statement> put = connection.prepare("UPDATE person SET key_management_certificate = ?2, key_management_key = x'' WHERE id = ?1");
    if (!put)
        return fail(put.error());
    return put->bind(1, act->person).bind(2, BytesView(act->certificate)).run();
}

} // namespace

Result<void> insertPerson(Connection &connection, const Person &person)
{
    Result<Statement> insert = connection.prepare(
        "INSERT INTO person (id, name, department, roles, certificate, active, public_key, card) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, person.id)
        .bind(2, person.name)
        .bind(3, person.department)
        .bind(4, roleNames(person.roles))
        .bind(5, BytesView(person.certificate))
        .bind(6, std::int64_t(person.active))
        .bind(7, BytesView(person.publicKey))
        .bind(8, person.card)
        .run();
}

Result<void> applyPeople(Connection &connection, const Entry &entry, const Command &command)
{
    if (entry.kind == CommandKind::AddPerson)
        return applyAdding(connection, command);
    if (entry.kind == CommandKind::ChangePerson)
        return applyChange(connection, command);
    if (entry.kind == CommandKind::DeactivatePerson)
        return applyDeactivation(connection, command);
    if (entry.kind == CommandKind::RekeyOfficer)
        return applyRekey(connection, command);
    if (entry.kind == CommandKind::EnrolCustodian)
        return applyEnrolment(connection, command);
    if (entry.kind == CommandKind::CertifyCustodian)
        return applyCustodianCertificate(connection, command);
    return applyCertificate(connection, command);
}

} // namespace hufu
