// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"

#include <chrono>
#include <list>
#include <map>
#include <mutex>

namespace hufu {

/// Blobs that were sent ahead of the command that names them. In memory alone, bounded, for ten minutes: blobs stand in the journal's order in the
/// database, and one that no command brought belongs to nobody. After a restart the sender is told that they are missing and sends
/// them again. Thread-safe.
class BlobStage {
public:
    explicit BlobStage(std::size_t mostBytes = 128u << 20) : m_mostBytes(mostBytes) {}

    /// Pushes the oldest out where there is no room.
    void put(std::vector<Blob> blobs);
    std::optional<Blob> find(const Sha256 &name);
    void forget(std::span<const Blob> blobs);

private:
    struct Staged {
        Blob blob;
        std::chrono::steady_clock::time_point until;
    };
    void dropFront();

    const std::size_t m_mostBytes;
    std::mutex m_mutex;
    std::list<Staged> m_staged; ///< oldest first
    std::map<Sha256, std::list<Staged>::iterator> m_byName;
    std::size_t m_bytes = 0;
};

} // namespace hufu
