// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/intake/Importer.h"

#include <algorithm>
#include <chrono>

namespace hufu {

/// Counts work and tells the caller about it, not more often than an eye can follow.
class ImportProgress {
public:
    explicit ImportProgress(const ImportCallbacks &callbacks) : m_callbacks(callbacks) {}

    void expect(std::uint64_t work) { m_total += work; }
    void begin(const std::string &source)
    {
        m_current = source;
        say(false);
    }
    /// Part of what was expected for the current source is done.
    void advance(std::uint64_t work)
    {
        m_done += work;
        say(false);
    }
    void finish() { say(true); }

private:
    void say(bool always)
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_callbacks.onProgress || (!always && now - m_said < interval))
            return;
        m_said = now;
        m_callbacks.onProgress(std::min(m_done, m_total), m_total, m_current);
    }

    static constexpr std::chrono::milliseconds interval{50};

    const ImportCallbacks &m_callbacks;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
    std::string m_current;
    std::chrono::steady_clock::time_point m_said{};
};

} // namespace hufu
