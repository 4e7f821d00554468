// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hufu {

/// For programs with a window, at their start. glibc gives each thread that allocates an arena of its own, and an arena keeps what its thread once
/// needed: over a million certificates that is a third of the console's memory. Two arenas serve all threads, no slower to be felt.
void limitArenas();

} // namespace hufu
