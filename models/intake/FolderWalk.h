// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Source.h"

#include <stop_token>

namespace hufu {

struct FolderListing {
    struct File {
        std::string path;
        std::uint64_t size = 0;
    };
    std::vector<File> files; ///< regular files, level by level and by name: a main configuration before what it includes
    std::vector<SourceOutcome> notRead; ///< folders and special files that were passed over, and why
};

/// Lists a folder and what lies below it. Links to files are followed, links to folders are not: they may lead in a circle
/// or out of what was asked for. File systems of the kernel (/proc, /sys) below it are passed over.
FolderListing walkFolder(const std::string &folder, std::size_t maxFiles, int maxDepth, std::stop_token stop);

} // namespace hufu
