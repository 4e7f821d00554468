// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Command.h"

#include <span>

namespace hufu {

/// The way of a signed command to the authority: in this process, later over HTTPS. May be called from any thread, one call at a time.
class Transport {
public:
    virtual ~Transport() = default;
    /// One answer for each, in order; made durable together.
    virtual std::vector<Result<Receipt>> deliver(std::span<const Delivery> deliveries) = 0;
};

} // namespace hufu
