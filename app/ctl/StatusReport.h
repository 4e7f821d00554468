// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/replica/RevocationCheck.h"

#include <QJsonArray>

namespace hufu::ctl {

/// What relying parties were told, for people: a line for each place, and what to do where nobody answers.
void printSights(const RevocationCheckResult &result);
/// The same as JSON: one object for each certificate.
QJsonArray sightsJson(const RevocationCheckResult &result);

} // namespace hufu::ctl
