// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hufu {

/// Teaches Qt's accessibility what a PassphraseEdit is: an editable password field that tells how many characters it holds, and
/// nothing else. Idempotent; GUI thread.
void installPassphraseAccessible();

} // namespace hufu
