// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/PcscContext.h"

namespace hufu {
namespace {

constexpr std::size_t largestReaderList = 64u << 10;

ErrorCode codeOf(LONG value)
{
    if (isServiceGone(value))
        return ErrorCode::PcscUnavailable;
    switch (value) {
    case SCARD_W_SECURITY_VIOLATION: return ErrorCode::PcscUnavailable; // polkit says no
    case SCARD_E_NO_SMARTCARD:
    case SCARD_W_REMOVED_CARD:
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_READER_UNAVAILABLE:
    case SCARD_E_NO_READERS_AVAILABLE: return ErrorCode::CardAbsent;
    case SCARD_W_RESET_CARD: return ErrorCode::CardReset;
    case SCARD_E_SHARING_VIOLATION: return ErrorCode::Busy;
    case SCARD_E_TIMEOUT: return ErrorCode::CardTimedOut;
    case SCARD_E_CANCELLED: return ErrorCode::Cancelled;
    default: return ErrorCode::CardFailed;
    }
}

} // namespace

bool isServiceGone(LONG value)
{
    // An invalid handle is what the library says of one that a service gave which has ended since.
    for (const LONG gone : {SCARD_E_NO_SERVICE, SCARD_E_SERVICE_STOPPED, SCARD_F_COMM_ERROR, SCARD_E_INVALID_HANDLE}) {
        if (value == gone)
            return true;
    }
    return false;
}

std::unexpected<Error> pcscFailure(LONG value, const char *call, const std::string &reader)
{
    return fail(codeOf(value), std::string(call) + ": " + pcsc_stringify_error(value), reader);
}

Result<PcscContext> PcscContext::open()
{
    SCARDCONTEXT context = 0;
    if (const LONG value = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context); value != SCARD_S_SUCCESS)
        return pcscFailure(value, "SCardEstablishContext");
    return PcscContext(context);
}

PcscContext::~PcscContext()
{
    if (m_context != 0)
        SCardReleaseContext(m_context);
}

Result<std::vector<std::string>> PcscContext::readers() const
{
    std::string names;
    DWORD size = 0;
    LONG value = SCardListReaders(m_context, nullptr, nullptr, &size);
    if (value == SCARD_S_SUCCESS && size <= largestReaderList) {
        names.resize(size);
        value = SCardListReaders(m_context, nullptr, names.data(), &size);
    }
    if (value == SCARD_E_NO_READERS_AVAILABLE)
        return std::vector<std::string>();
    if (value != SCARD_S_SUCCESS)
        return pcscFailure(value, "SCardListReaders");
    // Names one after another, each with a NUL, and one more NUL.
    std::vector<std::string> list;
    names.resize(std::min<std::size_t>(size, names.size()));
    for (std::size_t at = 0; at < names.size() && names[at] != '\0';) {
        list.emplace_back(names.c_str() + at);
        at += list.back().size() + 1;
    }
    return list;
}

} // namespace hufu
