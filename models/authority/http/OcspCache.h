// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"
#include "models/base/Time.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace hufu {

/// An OCSP response on its way out; shared between the cache and the connections that send it.
struct ProducedOcsp {
    Bytes der;
    /// Set for a pre-produced answer, which others may keep (RFC 5019 §6): no nonce, all certificates known.
    struct Validity {
        Instant thisUpdate, refreshAt, nextUpdate;
        std::string etag; ///< with quotes
    };
    std::optional<Validity> validity;
};
using OcspReply = std::shared_ptr<const ProducedOcsp>;

/// Pre-produced answers by the CertID they answer. Bounded: a shard that is full forgets all it has, which costs signatures, not truth.
/// Thread-safe.
class OcspCache {
public:
    static constexpr std::size_t maxOctets = 256u << 20;

    OcspReply find(BytesView certId) const; ///< null when there is none; may be past its time
    void insert(BytesView certId, OcspReply reply);

private:
    static constexpr std::size_t shardCount = 16;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, OcspReply, Hash, std::equal_to<>> replies;
        std::size_t octets = 0;
    };
    static std::size_t shardOf(BytesView certId) { return Hash{}(textOf(certId)) / 977 % shardCount; }

    std::array<Shard, shardCount> m_shards;
};

} // namespace hufu
