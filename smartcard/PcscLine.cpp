// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/PcscLine.h"

#include "smartcard/PcscContext.h"

namespace hufu {
namespace {

constexpr DWORD anyProtocol = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
constexpr std::size_t largestResponse = 258; // of a short command, with its status word
/// pcscd looks at readers that do not tell of themselves every 400 ms.
constexpr DWORD untilPullIsSeen = 1000;

} // namespace

/// Used by one call at a time, on the thread of the calls.
struct PcscLine::Connection {
    explicit Connection(std::string name) : reader(std::move(name)) {}
    ~Connection()
    {
        if (card != 0)
            SCardDisconnect(card, SCARD_LEAVE_CARD);
    }

    Result<void> connect()
    {
        Result<PcscContext> opened = PcscContext::open();
        if (!opened)
            return fail(opened.error());
        context.emplace(std::move(*opened));
        const LONG value = SCardConnect(context->handle(), reader.c_str(), SCARD_SHARE_SHARED, anyProtocol, &card, &protocol);
        if (value == SCARD_S_SUCCESS)
            return {};
        card = 0;
        return pcscFailure(value, "SCardConnect", reader);
    }

    Result<void> begin()
    {
        if (lost)
            return pcscFailure(SCARD_W_REMOVED_CARD, "SCardBeginTransaction", reader);
        LONG value = SCardBeginTransaction(card);
        // Every program with the card open is told of a reset by another (or by ourselves, as the last transaction ended), and has to acknowledge.
        for (int i = 0; i < 3 && value == SCARD_W_RESET_CARD; ++i) {
            value = SCardReconnect(card, SCARD_SHARE_SHARED, anyProtocol, SCARD_LEAVE_CARD, &protocol);
            if (value == SCARD_S_SUCCESS)
                value = SCardBeginTransaction(card);
        }
        if (value != SCARD_S_SUCCESS)
            return pcscFailure(value, "SCardBeginTransaction", reader);
        return {};
    }

    /// Whether the connection can be used any more.
    bool end(Leave leave)
    {
        const LONG value = SCardEndTransaction(card, leave == Leave::Reset ? SCARD_RESET_CARD : SCARD_LEAVE_CARD);
        if (value == SCARD_S_SUCCESS || value == SCARD_W_RESET_CARD)
            return true;
        // pcscd refuses to end the transaction of a card that is gone, and so keeps the reader from everybody until whoever began it lets go.
        SCardDisconnect(card, SCARD_LEAVE_CARD);
        card = 0;
        lost = true;
        return false;
    }

    Result<SecureBytes> exchange(BytesView command)
    {
        const SCARD_IO_REQUEST *header = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
        SecureBytes response(largestResponse);
        DWORD size = response.size();
        const LONG value = SCardTransmit(card, header, command.data(), command.size(), nullptr, response.data(), &size);
        // A card pulled out under way is at first nothing but a failed transmission, or an answer without octets.
        const bool failed = value == SCARD_E_NOT_TRANSACTED || value == SCARD_W_UNRESPONSIVE_CARD || value == SCARD_W_UNPOWERED_CARD;
        if ((failed || (value == SCARD_S_SUCCESS && size < 2)) && wasPulled())
            return pcscFailure(SCARD_W_REMOVED_CARD, "SCardTransmit", reader);
        if (value != SCARD_S_SUCCESS || size > response.size())
            return pcscFailure(value, "SCardTransmit", reader);
        response.remove(size, response.size());
        return response;
    }

    bool wasPulled() const
    {
        SCARD_READERSTATE state{};
        state.szReader = reader.c_str();
        state.dwCurrentState = SCARD_STATE_PRESENT | SCARD_STATE_INUSE;
        for (int i = 0; i < 3; ++i) {
            const LONG seen = SCardGetStatusChange(context->handle(), untilPullIsSeen, &state, 1);
            constexpr DWORD gone = SCARD_STATE_EMPTY | SCARD_STATE_UNAVAILABLE | SCARD_STATE_UNKNOWN;
            if (seen == SCARD_E_UNKNOWN_READER || (seen == SCARD_S_SUCCESS && state.dwEventState & gone))
                return true;
            if (seen != SCARD_S_SUCCESS)
                return false;
            state.dwCurrentState = state.dwEventState & ~DWORD(SCARD_STATE_CHANGED);
        }
        return false;
    }

    const std::string reader;
    std::optional<PcscContext> context;
    SCARDHANDLE card = 0;
    DWORD protocol = 0;
    bool lost = false; ///< the card was pulled within a transaction
};

PcscLine::PcscLine(std::string reader, CardPatience ordinary)
    : m_reader(std::move(reader)), m_ordinary(ordinary), m_connection(std::make_shared<Connection>(m_reader)) {}

PcscLine::~PcscLine()
{
    // Disconnected on the thread of the calls; after a late one, when that comes back.
    m_calls.post([connection = std::move(m_connection)]() mutable { connection.reset(); });
}

template <typename T, typename Call>
Result<T> PcscLine::run(Call call, CardPatience patience)
{
    std::optional<Result<T>> answer = m_calls.run(std::move(call), patience);
    if (!answer)
        return fail(ErrorCode::CardTimedOut, "no answer in " + std::to_string(patience.count()) + " ms", m_reader);
    return std::move(*answer);
}

Result<std::unique_ptr<PcscLine>> PcscLine::connect(std::string reader, CardPatience ordinary)
{
    std::unique_ptr<PcscLine> line(new PcscLine(std::move(reader), ordinary));
    if (const Result<void> connected = line->run<void>([connection = line->m_connection] { return connection->connect(); }, ordinary); !connected)
        return fail(connected.error());
    return line;
}

Result<void> PcscLine::begin()
{
    return run<void>([connection = m_connection] { return connection->begin(); }, m_ordinary);
}

void PcscLine::end(Leave leave)
{
    // What became of it shows when the next transaction begins.
    auto call = [connection = m_connection, leave] { return connection->end(leave); };
    if (m_calls.isLate())
        m_calls.post([call] { (void)call(); }); // as soon as the late one comes back: nobody else reaches the reader before
    else
        (void)m_calls.run(call, m_ordinary);
}

Result<SecureBytes> PcscLine::exchange(BytesView command, CardPatience patience)
{
    return run<SecureBytes>([connection = m_connection, held = SecureBytes::copyOf(command)] { return connection->exchange(held.view()); }, patience);
}

} // namespace hufu
