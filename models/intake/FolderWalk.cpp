// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/FolderWalk.h"

#include "models/intake/SourceFile.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <dirent.h>
#include <memory>
#include <set>
#include <sys/statvfs.h>

namespace hufu {

namespace {

struct Level {
    std::string path;
    int depth;
    dev_t device;
};

SourceOutcome passedOver(std::string path, OutcomeKind what, Error error)
{
    SourceOutcome outcome;
    outcome.source = std::move(path);
    outcome.what = what;
    outcome.failures.push_back({{}, std::move(error)});
    return outcome;
}

SourceOutcome folderPassedOver(std::string path, OutcomeKind what, ErrorCode code, std::string detail)
{
    SourceOutcome outcome = passedOver(path, what, {code, std::move(detail), path, {}});
    outcome.content = ContentKind::Folder;
    return outcome;
}

/// The names in a folder, sorted.
Result<std::vector<std::string>> namesIn(const std::string &folder)
{
    const auto closer = [](DIR *open) { closedir(open); };
    const std::unique_ptr<DIR, decltype(closer)> open(opendir(folder.c_str()), closer);
    if (!open)
        return std::unexpected(fileError(errno, folder));
    std::vector<std::string> names;
    for (;;) {
        errno = 0;
        const dirent *entry = readdir(open.get());
        if (!entry && errno != 0)
            return std::unexpected(fileError(errno, folder));
        if (!entry)
            break;
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    std::ranges::sort(names);
    return names;
}

/// Whether a file system holds no files of people: those of the kernel have no blocks.
bool isKernels(const std::string &path)
{
    struct statvfs status;
    return statvfs(path.c_str(), &status) == 0 && status.f_blocks == 0;
}

} // namespace

FolderListing walkFolder(const std::string &folder, std::size_t maxFiles, int maxDepth, std::stop_token stop)
{
    FolderListing listing;
    struct stat status;
    if (stat(folder.c_str(), &status) != 0) {
        listing.notRead.push_back(passedOver(folder, OutcomeKind::Failed, fileError(errno, folder)));
        return listing;
    }
    std::deque<Level> levels{{folder, 0, status.st_dev}};
    std::set<FileIdentity> folders{{status.st_dev, status.st_ino}};
    while (!levels.empty() && !stop.stop_requested()) {
        const Level level = std::move(levels.front());
        levels.pop_front();
        const auto names = namesIn(level.path);
        if (!names) {
            listing.notRead.push_back(passedOver(level.path, OutcomeKind::Failed, names.error()));
            listing.notRead.back().content = ContentKind::Folder;
            continue;
        }
        for (const std::string &name : *names) {
            const std::string path = level.path + (level.path.ends_with('/') ? "" : "/") + name;
            struct stat entry;
            if (stat(path.c_str(), &entry) != 0) {
                // A link to nowhere, or to itself, hides nothing; what may not be looked at might.
                const Error error = fileError(errno, path);
                const bool dangling = error.code == ErrorCode::NotFound || error.code == ErrorCode::Unsupported;
                listing.notRead.push_back(passedOver(path, dangling ? OutcomeKind::Skipped : OutcomeKind::Failed, error));
            } else if (S_ISREG(entry.st_mode)) {
                if (listing.files.size() == maxFiles) {
                    listing.notRead.push_back(folderPassedOver(folder, OutcomeKind::Skipped, ErrorCode::TooLarge,
                                                               "only the first " + std::to_string(maxFiles) + " files were looked at"));
                    return listing;
                }
                listing.files.push_back({path, std::uint64_t(entry.st_size)});
            } else if (!S_ISDIR(entry.st_mode)) {
                listing.notRead.push_back(
                    passedOver(path, OutcomeKind::Skipped, {ErrorCode::Unsupported, "not a regular file", path, {}}));
            } else if (lstat(path.c_str(), &status) != 0 || S_ISLNK(status.st_mode)) {
                listing.notRead.push_back(folderPassedOver(path, OutcomeKind::Skipped, ErrorCode::Unsupported,
                                                           "a link to a folder; name that folder itself to read it"));
            } else if (level.depth == maxDepth) {
                listing.notRead.push_back(folderPassedOver(path, OutcomeKind::Skipped, ErrorCode::TooLarge,
                                                           "more than " + std::to_string(maxDepth) + " folders deep"));
            } else if (entry.st_dev != level.device && isKernels(path)) {
                listing.notRead.push_back(
                    folderPassedOver(path, OutcomeKind::Skipped, ErrorCode::Unsupported, "a file system of the kernel"));
            } else if (folders.insert({entry.st_dev, entry.st_ino}).second) { // bind mounts can make circles too
                levels.push_back({path, level.depth + 1, entry.st_dev});
            }
        }
    }
    return listing;
}

} // namespace hufu
