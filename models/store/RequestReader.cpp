// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/FactsReader.h"

namespace hufu {

Result<void> gatherRequestFacts(Connection &, const Command &, Facts &) { return {}; }

} // namespace hufu
