// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/journal/Checkpoint.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace hufu {

/// Keeps the newest checkpoint in a file beside the database. Several processes may write: under a lock file, only ever forward.
Result<void> keepOutside(const std::string &path, const Checkpoint &checkpoint);
/// None when there is no such file: then nothing outside vouches for the journal's end.
Result<std::optional<Checkpoint>> readOutside(const std::string &path);

/// Keeps checkpoints outside on a thread of its own, so that no decision waits for a second disk write: always the newest, those that came
/// in between are skipped. Its end writes what is left. That the file cannot be written undoes no decision: verification says how far the
/// journal is vouched for.
class CheckpointKeeper {
public:
    explicit CheckpointKeeper(std::string path);
    ~CheckpointKeeper();
    void keep(Checkpoint checkpoint);

private:
    void work(const std::stop_token &stop);

    std::string m_path;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Checkpoint> m_pending;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace hufu
