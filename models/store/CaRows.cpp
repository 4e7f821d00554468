// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

namespace hufu {

Result<void> applyCas(Connection &, const Entry &entry, const Command &) { return fail(ErrorCode::UnknownKind, entry.kind); }

} // namespace hufu
