// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Person.h"

#include "models/base/Uuid.h"
#include "models/domain/JsonFields.h"

namespace hufu {
namespace {

constexpr struct {
    Role role;
    const char *name;
} roles[] = {
    {Role::Applicant, "applicant"},          {Role::DepartmentHead, "department-head"}, {Role::SecurityAdmin, "security-admin"},
    {Role::Custodian, "custodian"},          {Role::AuditAdmin, "audit-admin"},         {Role::SystemAdmin, "system-admin"},
};

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

QJsonObject toJson(const Person &person)
{
    QJsonArray names;
    for (Role role : person.roles)
        names.append(roleName(role));
    return {{"id", qstr(person.id)},       {"name", qstr(person.name)},
            {"department", qstr(person.department)}, {"roles", names},
            {"certificate", qstr(toBase64(person.certificate))}, {"active", person.active}};
}

Result<Person> personFromJson(const QJsonObject &object)
{
    JsonFields fields(object);
    Person person;
    person.id = fields.text("id", 36);
    person.name = fields.text("name", 200, 1);
    person.department = fields.text("department", 200);
    for (const QJsonValue item : fields.array("roles", 16)) {
        const Result<Role> role = roleFromName(utf8(item.toString()));
        if (!role)
            return fail(role.error());
        person.roles.insert(*role);
    }
    Result<Bytes> certificate = fromBase64(fields.text("certificate", 16384, 1));
    if (!certificate)
        fields.wrong("certificate", "is not base64");
    person.active = fields.boolean("active");
    if (!isUuid(person.id))
        fields.wrong("id", "is not a UUID");
    if (Result<void> good = fields.finish(); !good)
        return fail(good.error());
    person.certificate = std::move(*certificate);
    return person;
}

} // namespace hufu
