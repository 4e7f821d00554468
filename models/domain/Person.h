// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <QJsonObject>

#include <set>
#include <string>

namespace hufu {

/// Console roles (管理角色): what an officer may do. Stored by name.
enum class Role { Applicant, DepartmentHead, SecurityAdmin, Custodian, AuditAdmin, SystemAdmin };
const char *roleName(Role role); ///< "applicant", "department-head", "security-admin", "custodian", "audit-admin", "system-admin"
Result<Role> roleFromName(std::string_view name);

struct Person {
    std::string id; ///< UUIDv7
    std::string name;
    std::string department;
    std::set<Role> roles;
    Bytes certificate; ///< DER: the signing certificate registered for them
    bool active = true;
    bool operator==(const Person &) const = default;
};

QJsonObject toJson(const Person &person);
Result<Person> personFromJson(const QJsonObject &object);

} // namespace hufu
