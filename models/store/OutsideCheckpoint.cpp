// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/OutsideCheckpoint.h"

#include "models/store/AtomicFile.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace hufu {
namespace {

constexpr std::size_t largestCheckpoint = 4096;

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
    const Result<Bytes> bytes = readSmallFile(path, largestCheckpoint);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? Result<std::optional<Checkpoint>>(std::nullopt) : fail(bytes.error());
    const Result<Checkpoint> checkpoint = decodeCheckpoint(*bytes);
    if (!checkpoint)
        return fail(checkpoint.error().code, checkpoint.error().detail, path);
    return *checkpoint;
}

CheckpointKeeper::CheckpointKeeper(std::string path)
    : m_path(std::move(path))
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

CheckpointKeeper::~CheckpointKeeper() = default;

void CheckpointKeeper::keep(Checkpoint checkpoint)
{
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_pending = std::move(checkpoint);
    }
    m_changed.notify_one();
}

void CheckpointKeeper::work(const std::stop_token &stop)
{
    for (;;) {
        Checkpoint checkpoint;
        {
            std::unique_lock<std::mutex> lock(m_mutex);
            m_changed.wait(lock, stop, [&] { return m_pending.has_value(); });
            if (!m_pending)
                return; // told to stop, and nothing is left
            checkpoint = std::move(*m_pending);
            m_pending.reset();
        }
        (void)keepOutside(m_path, checkpoint);
    }
}

} // namespace hufu
