// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/OutsideCheckpoint.h"

#include "models/store/AtomicFile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace hufu {
namespace {

constexpr std::size_t largestFile = 4096;

} // namespace

Result<void> keepOutside(const std::string &path, const Checkpoint &checkpoint)
{
    const std::string lockPath = path + ".lock";
    const int lock = ::open(lockPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0)
        return systemFailure("opening", lockPath);
    Result<void> kept = [&]() -> Result<void> {
        if (::flock(lock, LOCK_EX) != 0)
            return systemFailure("locking", lockPath);
        const Result<std::optional<Checkpoint>> present = readOutside(path);
        // One that cannot be read, or belongs to another house, is replaced: it vouches for nothing.
        if (present && *present && (*present)->house == checkpoint.house && (*present)->sequence >= checkpoint.sequence)
            return {};
        return writeFileAtomically(path, viewOf(encodeCheckpoint(checkpoint)));
    }();
    ::close(lock);
    return kept;
}

Result<std::optional<Checkpoint>> readOutside(const std::string &path)
{
    const Result<Bytes> bytes = readSmallFile(path, largestFile);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? Result<std::optional<Checkpoint>>(std::nullopt) : fail(bytes.error());
    const Result<Checkpoint> checkpoint = decodeCheckpoint(*bytes);
    if (!checkpoint)
        return fail(checkpoint.error().code, checkpoint.error().detail, path);
    return *checkpoint;
}

} // namespace hufu
