// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <string>

namespace hufu {

/// What could be done about a medium between writing it and reading it back.
enum class MediumFlush {
    Remounted,  ///< unmounted, so that everything is on it, and mounted again: what is read comes from the medium
    NoDevice,   ///< no device is mounted there as a desktop mounts media (/media, /run/media): a folder of this computer, or a share
    NotAllowed, ///< it stays mounted: there is no udisks here, or it refused (somebody uses the medium)
};
/// Unmounts the medium on which a folder lies, and mounts it again where it was, by udisks (udisksctl), which asks nobody. Blocks. Io when it could not be
/// mounted again, or came back in another place: it has to be put in anew.
Result<MediumFlush> remountMedium(const std::string &folder);

} // namespace hufu
