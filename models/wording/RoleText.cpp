// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/RoleText.h"

#include <QCoreApplication>
#include <QStringList>

namespace hufu {

namespace {

struct RoleWords {
    Q_DECLARE_TR_FUNCTIONS(RoleText)
};

constexpr Role byResponsibility[] = {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin, Role::Custodian, Role::DepartmentHead, Role::Applicant};

} // namespace

QString roleText(Role role)
{
    switch (role) {
    case Role::Applicant:
        return RoleWords::tr("applicant");
    case Role::DepartmentHead:
        return RoleWords::tr("department head");
    case Role::SecurityAdmin:
        return RoleWords::tr("security administrator");
    case Role::Custodian:
        return RoleWords::tr("key custodian");
    case Role::AuditAdmin:
        return RoleWords::tr("audit administrator");
    case Role::SystemAdmin:
        return RoleWords::tr("system administrator");
    }
    Q_UNREACHABLE();
}

QString rolesText(const std::set<Role> &roles)
{
    if (roles.size() == std::size(byResponsibility))
        return RoleWords::tr("all roles");
    QStringList words;
    for (Role role : byResponsibility) {
        if (roles.contains(role))
            words += roleText(role);
    }
    //: between the roles of one person
    return words.join(RoleWords::tr(", "));
}

} // namespace hufu
