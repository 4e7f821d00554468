// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace hufu {

/// UTC, whole seconds: what X.509, the journal and the database store.
using Instant = std::chrono::sys_seconds;

/// Where "now" comes from; tests hand in their own.
using Clock = std::function<Instant()>;
Instant systemNow();

inline std::int64_t toUnix(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant fromUnix(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

/// RFC 3339 in UTC: 2026-11-23T08:00:00Z.
std::string toIso(Instant instant);
/// Reads exactly what toIso() writes; Malformed otherwise.
Result<Instant> fromIso(std::string_view text);

} // namespace hufu
