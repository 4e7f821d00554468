// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/RoleText.h"

#include <QCoreApplication>
#include <QStringList>

namespace hufu {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RoleText)
};

constexpr Role byResponsibility[] = {Role::SecurityAdmin, Role::SystemAdmin, Role::AuditAdmin, Role::Custodian, Role::DepartmentHead, Role::Applicant};

} // namespace

QString roleText(Role role)
{
    switch (role) {
    case Role::Applicant:
        return Text::tr("applicant");
    case Role::DepartmentHead:
        return Text::tr("department head");
    case Role::SecurityAdmin:
        return Text::tr("security administrator");
    case Role::Custodian:
        return Text::tr("key custodian");
    case Role::AuditAdmin:
        return Text::tr("audit administrator");
    case Role::SystemAdmin:
        return Text::tr("system administrator");
    }
    Q_UNREACHABLE();
}

QString rolesText(const std::set<Role> &roles)
{
    if (roles.size() == std::size(byResponsibility))
        return Text::tr("all roles");
    QStringList words;
    for (Role role : byResponsibility) {
        if (roles.contains(role))
            words += roleText(role);
    }
    //: between the roles of one person
    return words.join(Text::tr(", "));
}

} // namespace hufu
