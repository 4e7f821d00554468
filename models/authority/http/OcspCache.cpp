// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/OcspCache.h"

namespace hufu {

OcspReply OcspCache::find(BytesView certId) const
{
    const Shard &shard = m_shards[shardOf(certId)];
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.replies.find(textOf(certId));
    return found == shard.replies.end() ? nullptr : found->second;
}

void OcspCache::insert(BytesView certId, OcspReply reply)
{
    Shard &shard = m_shards[shardOf(certId)];
    const std::lock_guard lock(shard.mutex);
    if (shard.octets > maxOctets / shardCount) {
        shard.replies.clear();
        shard.octets = 0;
    }
    const auto [at, added] = shard.replies.try_emplace(std::string(textOf(certId)));
    if (added)
        shard.octets += certId.size() + reply->der.size() + 256; // nodes, strings and counters, roughly
    at->second = std::move(reply);
}

} // namespace hufu
