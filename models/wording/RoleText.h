// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"

#include <QString>

namespace hufu {

/// Console roles (管理角色) in words.
QString roleText(Role role);
/// Several, most responsible first; "all roles" where somebody holds every one.
QString rolesText(const std::set<Role> &roles);

} // namespace hufu
