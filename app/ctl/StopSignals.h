// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <csignal>

namespace hufu::ctl {

/// SIGINT, SIGTERM and (unless it is ignored, as by nohup) SIGHUP, taken when asked for instead of ending the process: blocked before any thread is born, so that none gets them.
class StopSignals {
public:
    StopSignals();
    /// Whether one came within that time.
    bool wait(std::chrono::milliseconds time) const;

private:
    sigset_t m_set{};
};

} // namespace hufu::ctl
