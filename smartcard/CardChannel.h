// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smartcard/CardLine.h"

namespace hufu {

/// Whole commands over a line: data above 255 octets goes out in a chain (ISO/IEC 7816-4 §5.1.1.1), long answers are collected by GET RESPONSE,
/// both within bounds, whatever the card says. Holds the card for as long as it lives (CardLine::begin(), end()).
class CardChannel {
public:
    static Result<CardChannel> open(CardLine &line);
    CardChannel(CardChannel &&other) noexcept : m_line(std::exchange(other.m_line, nullptr)), m_leave(other.m_leave) {}
    CardChannel &operator=(CardChannel &&) = delete;
    ~CardChannel();

    /// The answer with its status word, whatever that is. CardFailed for what is no answer: no status word, or more data than any card holds;
    /// CardReset when the rest of an answer is gone.
    Result<CardReply> transmit(const Apdu &command);
    /// The card knows a secret now, and is not left in that state to others.
    void leaveReset() { m_leave = CardLine::Leave::Reset; }
    const std::string &reader() const { return m_line->reader(); }

    /// The most that is taken as an answer, and sent as a command.
    static constexpr std::size_t largestAnswer = 16u << 10, largestCommand = 16u << 10;

private:
    explicit CardChannel(CardLine &line) : m_line(&line) {}
    Result<CardReply> exchange(BytesView command, CardPatience patience);

    CardLine *m_line;
    CardLine::Leave m_leave = CardLine::Leave::AsItIs;
};

} // namespace hufu
