// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Person.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"
#include "models/pki/OfficerRequest.h"

#include <sstream>

namespace hufu {
namespace {

constexpr std::size_t longestOfficersCard = 64;

constexpr struct {
    Role role;
    const char *name;
} roles[] = {
    {Role::Applicant, "applicant"},          {Role::DepartmentHead, "department-head"}, {Role::SecurityAdmin, "security-admin"},
    {Role::Custodian, "custodian"},          {Role::AuditAdmin, "audit-admin"},         {Role::SystemAdmin, "system-admin"},
};

struct ProvenKey {
    Bytes request, publicKey;
};

/// The request (PKCS#10) in that member, the last to be read, and the key whose possession it proves.
Result<ProvenKey> finishWithKey(JsonFields &fields, const char *member)
{
    Result<Bytes> request = fromBase64(fields.text(member, 32768, 1));
    if (!request)
        fields.wrong(member, "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    Result<Bytes> key = provenPublicKey(*request);
    return key ? Result<ProvenKey>({std::move(*request), std::move(*key)}) : fail(key.error());
}

} // namespace

const char *roleName(Role role)
{
    for (const auto &known : roles) {
        if (known.role == role)
            return known.name;
    }
    return "";
}

Result<Role> roleFromName(std::string_view name)
{
    for (const auto &known : roles) {
        if (name == known.name)
            return known.role;
    }
    return fail(ErrorCode::Malformed, "no such role: " + std::string(name));
}

const std::vector<Role> &allRoles()
{
    static const std::vector<Role> all{Role::Applicant, Role::DepartmentHead, Role::SecurityAdmin,
                                       Role::Custodian, Role::AuditAdmin,     Role::SystemAdmin};
    return all;
}

Result<void> checkSeparation(const std::set<Role> &held)
{
    if (held.contains(Role::AuditAdmin) && held.size() > 1)
        return fail(ErrorCode::NotPermitted, "the audit administrator holds no other role");
    for (Role role : {Role::SecurityAdmin, Role::DepartmentHead}) {
        if (held.contains(Role::SystemAdmin) && held.contains(role))
            return fail(ErrorCode::NotPermitted, std::string("a system administrator cannot be ") + roleName(role) + " too");
    }
    return {};
}

bool keepsShares(const Person &person)
{
    return person.active && person.roles.contains(Role::Custodian) && !person.keyManagementCertificate.empty();
}

std::string roleNames(const std::set<Role> &held)
{
    std::string names;
    for (Role role : held)
        names += (names.empty() ? "" : " ") + std::string(roleName(role));
    return names;
}

Result<std::set<Role>> rolesFromNames(std::string_view names)
{
    std::set<Role> held;
    std::istringstream words{std::string(names)};
    for (std::string name; words >> name;) {
        const Result<Role> role = roleFromName(name);
        if (!role)
            return fail(role.error());
        held.insert(*role);
    }
    return held;
}

namespace {

QJsonArray rolesToJson(const std::set<Role> &held)
{
    QJsonArray names;
    for (Role role : held)
        names.append(roleName(role));
    return names;
}

std::set<Role> rolesFromJson(JsonFields &fields)
{
    std::set<Role> held;
    for (const QJsonValue item : fields.array("roles", 16)) {
        const Result<Role> role = roleFromName(utf8(item.toString()));
        if (!role)
            fields.wrong("roles", "names a role that does not exist");
        else
            held.insert(*role);
    }
    return held;
}

/// What every form of a person has.
Person commonFields(JsonFields &fields)
{
    Person person;
    person.id = fields.text("id", 36);
    person.name = fields.text("name", 200, 1);
    person.department = fields.text("department", 200);
    person.roles = rolesFromJson(fields);
    if (!isUuid(person.id))
        fields.wrong("id", "is not a UUID");
    return person;
}

QJsonObject commonToJson(const Person &person)
{
    return {{"id", qstr(person.id)},
            {"name", qstr(person.name)},
            {"department", qstr(person.department)},
            {"roles", rolesToJson(person.roles)}};
}

} // namespace

QJsonObject toJson(const Person &person)
{
    QJsonObject object = commonToJson(person);
    object.insert("certificate", qstr(toBase64(person.certificate)));
    object.insert("active", person.active);
    return object;
}

Result<Person> personFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Person person = commonFields(fields);
    Result<Bytes> certificate = fromBase64(fields.text("certificate", 16384, 1));
    if (!certificate)
        fields.wrong("certificate", "is not base64");
    person.active = fields.boolean("active");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    person.certificate = std::move(*certificate);
    return person;
}

QJsonObject toJson(const NewPerson &added)
{
    QJsonObject object = commonToJson(added.person);
    if (added.person.card.empty())
        object.insert("request", qstr(toBase64(added.request)));
    else
        object.insert("card", qstr(added.person.card));
    return object;
}

Result<NewPerson> newPersonFromJson(const QJsonObject &payload, int version)
{
    JsonFields fields(payload);
    NewPerson added{commonFields(fields), {}};
    if (version >= 2) {
        added.person.card = fields.text("card", longestOfficersCard, 1);
        const Result<void> good = fields.finish();
        return good ? Result<NewPerson>(std::move(added)) : fail(good.error());
    }
    Result<ProvenKey> key = finishWithKey(fields, "request");
    if (!key)
        return fail(key.error());
    added.request = std::move(key->request);
    added.person.publicKey = std::move(key->publicKey);
    return added;
}

QJsonObject toJson(const OfficerRekey &rekey)
{
    QJsonObject object{{"person", qstr(rekey.person)}, {"name", qstr(rekey.name)}, {"reason", qstr(rekey.reason)}};
    if (rekey.card.empty())
        object.insert("csr", qstr(toBase64(rekey.request)));
    else
        object.insert("card", qstr(rekey.card));
    return object;
}

Result<OfficerRekey> officerRekeyFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    OfficerRekey rekey{fields.text("person", 36, 36), fields.text("name", 200, 1), {}};
    rekey.reason = fields.text("reason", 1000);
    if (fields.has("card")) {
        rekey.card = fields.text("card", longestOfficersCard, 1);
        const Result<void> good = fields.finish();
        return good ? Result<OfficerRekey>(std::move(rekey)) : fail(good.error());
    }
    Result<ProvenKey> key = finishWithKey(fields, "csr");
    if (!key)
        return fail(key.error());
    rekey.request = std::move(key->request);
    rekey.publicKey = std::move(key->publicKey);
    return rekey;
}

QJsonObject personChangeToJson(const Person &person) { return commonToJson(person); }

Result<Person> personChangeFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    Person person = commonFields(fields);
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return person;
}

QJsonObject toJson(const Deactivation &deactivation)
{
    return {{"id", qstr(deactivation.person)}, {"name", qstr(deactivation.name)}, {"reason", qstr(deactivation.reason)}};
}

Result<Deactivation> deactivationFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    Deactivation deactivation{fields.text("id", 36, 36), fields.text("name", 200), fields.text("reason", 1000, 1)};
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    return deactivation;
}

QJsonObject toJson(const CustodianEnrolment &enrolment)
{
    return {{"person", qstr(enrolment.person)}, {"csr", qstr(toBase64(enrolment.request))}};
}

Result<CustodianEnrolment> custodianEnrolmentFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    CustodianEnrolment enrolment{fields.text("person", 36, 36), {}, {}};
    Result<ProvenKey> key = finishWithKey(fields, "csr");
    if (!key)
        return fail(key.error());
    enrolment.request = std::move(key->request);
    enrolment.publicKey = std::move(key->publicKey);
    return enrolment;
}

QJsonObject toJson(const OfficerCertified &act)
{
    return {{"person", qstr(act.person)}, {"certificate", qstr(toBase64(act.certificate))}};
}

Result<OfficerCertified> officerCertifiedFromJson(const QJsonObject &payload)
{
    JsonFields fields(payload);
    OfficerCertified act{fields.text("person", 36, 36), {}};
    Result<Bytes> certificate = fromBase64(fields.text("certificate", 16384, 1));
    if (!certificate)
        fields.wrong("certificate", "is not base64");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    act.certificate = std::move(*certificate);
    return act;
}

} // namespace hufu
