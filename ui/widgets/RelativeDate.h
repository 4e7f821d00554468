// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"

#include <QString>

namespace hufu {

/// Stored times are UTC; these speak local time in the language of the moment.
QString localDate(Instant instant);         ///< 2026-12-01
QString localDateTime(Instant instant);     ///< 2026-12-01 08:30:05 CST, with the zone
/// "in 12 days", "3 hours ago", "just now".
QString relativeDate(Instant instant, Instant now);
/// Whole days until `instant`, rounded down; negative afterwards.
qint64 daysUntil(Instant instant, Instant now);
/// "12 days left", "expires today", "expired 3 days ago".
QString daysLeftText(Instant notAfter, Instant now);

} // namespace hufu
