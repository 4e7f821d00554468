// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/TopicRules.h"

namespace hufu {

Result<Ruling> ruleOnCas(const Facts &, const Command &command, Instant) { return fail(ErrorCode::UnknownKind, command.kind); }

} // namespace hufu
