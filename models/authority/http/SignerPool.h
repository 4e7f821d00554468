// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pki/Signer.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace hufu {

/// Several Signers over the same key, lent to one thread at a time each: as many answers are signed at once as there are Signers.
/// Thread-safe.
class SignerPool {
public:
    explicit SignerPool(std::vector<std::unique_ptr<Signer>> signers);

    /// Whether one of them does (Signer::waitsForDevice).
    bool waitsForDevice() const { return m_waitsForDevice; }
    /// Signs with the next one that is free. Errors: Busy when none is within `patience`; else the Signer's.
    template <typename Work>
    auto with(std::chrono::milliseconds patience, Work work) -> decltype(work(std::declval<Signer &>()))
    {
        std::unique_ptr<Signer> signer = take(patience);
        if (!signer)
            return fail(ErrorCode::Busy, "no signing key became free");
        auto result = work(*signer);
        giveBack(std::move(signer));
        return result;
    }

private:
    std::unique_ptr<Signer> take(std::chrono::milliseconds patience);
    void giveBack(std::unique_ptr<Signer> signer);

    const bool m_waitsForDevice;
    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<std::unique_ptr<Signer>> m_free;
};

} // namespace hufu
