// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

namespace hufu {

/// A new UUIDv7 (RFC 9562 §5.7) in its 36-character text form: ordered by millisecond, unguessable in the rest.
std::string newUuid();
/// Whether the text has the form of a UUID, lower case.
bool isUuid(std::string_view text);

} // namespace hufu
