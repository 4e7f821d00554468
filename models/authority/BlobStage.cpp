// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/BlobStage.h"

namespace hufu {
namespace {

constexpr auto stageLife = std::chrono::minutes(10);

} // namespace

void BlobStage::put(std::vector<Blob> blobs)
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    while (!m_staged.empty() && m_staged.front().until < now)
        dropFront();
    for (Blob &blob : blobs) {
        if (m_byName.contains(blob.sha256))
            continue;
        m_bytes += blob.bytes.size();
        m_staged.push_back({std::move(blob), now + stageLife});
        m_byName.emplace(m_staged.back().blob.sha256, std::prev(m_staged.end()));
    }
    while (m_bytes > m_mostBytes)
        dropFront();
}

void BlobStage::dropFront()
{
    m_bytes -= m_staged.front().blob.bytes.size();
    m_byName.erase(m_staged.front().blob.sha256);
    m_staged.pop_front();
}

std::optional<Blob> BlobStage::find(const Sha256 &name)
{
    const std::lock_guard lock(m_mutex);
    const auto at = m_byName.find(name);
    return at == m_byName.end() ? std::nullopt : std::optional(at->second->blob);
}

void BlobStage::forget(std::span<const Blob> blobs)
{
    const std::lock_guard lock(m_mutex);
    for (const Blob &blob : blobs) {
        const auto at = m_byName.find(blob.sha256);
        if (at == m_byName.end())
            continue;
        m_bytes -= at->second->blob.bytes.size();
        m_staged.erase(at->second);
        m_byName.erase(at);
    }
}

} // namespace hufu
