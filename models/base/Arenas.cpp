// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Arenas.h"

#include <malloc.h>

namespace hufu {

void limitArenas() { (void)mallopt(M_ARENA_MAX, 2); }

} // namespace hufu
