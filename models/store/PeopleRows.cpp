// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

#include "models/domain/Person.h"

namespace hufu {
namespace {

Result<void> applyAdding(Connection &connection, const Command &command)
{
    const Result<NewPerson> added = newPersonFromJson(command.payload);
    if (!added)
        return fail(added.error());
    return insertPerson(connection, added->person);
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
        "INSERT INTO person (id, name, department, roles, certificate, active, public_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    if (!insert)
        return fail(insert.error());
    return insert->bind(1, person.id)
        .bind(2, person.name)
        .bind(3, person.department)
        .bind(4, roleNames(person.roles))
        .bind(5, BytesView(person.certificate))
        .bind(6, std::int64_t(person.active))
        .bind(7, BytesView(person.publicKey))
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
    if (entry.kind == CommandKind::EnrolCustodian)
        return applyEnrolment(connection, command);
    if (entry.kind == CommandKind::CertifyCustodian)
        return applyCustodianCertificate(connection, command);
    return applyCertificate(connection, command);
}

} // namespace hufu
