// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <cstdint>
#include <vector>

namespace hufu::bench {

/// What came of a load.
struct LoadFigures {
    double perSecond = 0;
    double p50 = 0, p99 = 0; ///< milliseconds
    std::uint64_t answers = 0, faults = 0, connections = 0;
};

/// POSTs these requests in turn to http://127.0.0.1:port/path from `clients` threads for `seconds`. Connections are kept open as
/// long as the server allows. `perSecond` 0: as fast as answers come; else paced to that rate over all clients, and latency is counted from the
/// moment a request was due.
LoadFigures load(std::uint16_t port, const char *path, const std::vector<Bytes> &requests, int clients, double seconds, double perSecond = 0);

} // namespace hufu::bench
