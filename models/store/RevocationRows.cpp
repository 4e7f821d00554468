// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/ProjectionRows.h"

namespace hufu {

Result<void> applyRevocations(Connection &, const Entry &entry, const Command &) { return fail(ErrorCode::UnknownKind, entry.kind); }

Result<void> revokeWaived(Connection &, const Entry &entry, Sequence) { return fail(ErrorCode::UnknownKind, entry.kind); }

} // namespace hufu
