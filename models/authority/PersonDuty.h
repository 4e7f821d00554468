// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Person.h"
#include "models/store/Connection.h"

#include <functional>
#include <optional>
#include <set>

namespace hufu {

/// Whether a certificate (DER) ends within a month: the authority renews people's certificates from then on.
bool endsSoon(BytesView certificate, Instant now);
/// What Duty::due says for duties about people: the first of them, not among `failed`, who needs it.
Result<std::optional<std::string>> firstPersonDue(Connection &connection, const std::set<std::string> &failed,
                                                  const std::function<bool(const Person &)> &needs);

} // namespace hufu
