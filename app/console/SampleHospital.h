// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/SecretBox.h"

#include <QString>

namespace hufu {

/// Founds the sample hospital of the tour: some forty certificates made with the openssl command, with dates around today, eight services, and
/// the findings that a real house has. `work` is an empty folder for the files imported. Without that command the house holds
/// what this computer trusts, and standard error says so. `rows` so many certificates more, to see how the console carries many.
Result<void> makeSampleHospital(const QString &home, const QString &work, const ScryptCost &cost, int rows = 0);

SecureBytes samplePassphrase();

} // namespace hufu
