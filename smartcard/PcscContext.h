// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For .cpp files of this room only: the one header that sees <winscard.h>.

#include "models/base/Bytes.h"

#include <winscard.h>

namespace hufu {

/// PC/SC's return value as an error of ours; `call` is what was tried, `reader` may be empty.
std::unexpected<Error> pcscFailure(LONG value, const char *call, const std::string &reader = {});
/// Whether the service is gone, so that a context made before is of no use.
bool isServiceGone(LONG value);

/// A connection to the PC/SC service. Moves, never copies.
class PcscContext {
public:
    static Result<PcscContext> open();
    PcscContext(PcscContext &&other) noexcept : m_context(std::exchange(other.m_context, 0)) {}
    PcscContext &operator=(PcscContext &&) = delete;
    ~PcscContext();

    SCARDCONTEXT handle() const { return m_context; }
    /// None is no error.
    Result<std::vector<std::string>> readers() const;

private:
    explicit PcscContext(SCARDCONTEXT context) : m_context(context) {}
    SCARDCONTEXT m_context;
};

} // namespace hufu
