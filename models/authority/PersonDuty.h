// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/store/Connection.h"

#include <functional>
#include <optional>
#include <set>

namespace hufu {

/// Whether a person's certificate (DER) wants to be made again: it ends within a month, or the person is registered under another name by now.
bool wantsRenewal(BytesView certificate, const Person &person, Instant now);
/// What Duty::due says for duties about people: the first of them, not among `failed`, who needs it.
Result<std::optional<std::string>> firstPersonDue(Connection &connection, const std::set<std::string> &failed,
                                                  const std::function<bool(const Person &)> &needs);

} // namespace hufu
