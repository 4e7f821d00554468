// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/CardChannel.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t mostInOneCommand = 255;
constexpr std::uint8_t chained = 0x10;
constexpr int mostRounds = 128; // of GET RESPONSE; few cards give less than 240 octets in one

/// CLA INS P1 P2 [Lc data] Le, Le 00: as much as there is. A PIN may be inside.
SecureBytes encodeCommand(const Apdu &command, std::uint8_t cla, BytesView data, bool last)
{
    SecureBytes octets(4 + (data.empty() ? 0 : 1 + data.size()) + (last ? 1 : 0));
    std::uint8_t *to = octets.data();
    for (std::uint8_t octet : {cla, command.ins, command.p1, command.p2})
        *to++ = octet;
    if (!data.empty()) {
        *to++ = static_cast<std::uint8_t>(data.size());
        std::ranges::copy(data, to);
    }
    return octets; // the rest is zero
}

std::unexpected<Error> noAnswer(const char *why, const std::string &reader) { return fail(ErrorCode::CardFailed, why, reader); }

} // namespace

std::string StatusWord::text() const
{
    const std::uint8_t octets[] = {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    std::string hex = toHex(octets);
    for (char &c : hex)
        c = static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    return hex;
}

Result<CardChannel> CardChannel::open(CardLine &line)
{
    if (const Result<void> begun = line.begin(); !begun)
        return fail(begun.error());
    return CardChannel(line);
}

CardChannel::~CardChannel()
{
    if (m_line)
        m_line->end(m_leave);
}

Result<CardReply> CardChannel::exchange(BytesView command, CardPatience patience)
{
    Result<SecureBytes> answer = m_line->exchange(command, patience);
    if (!answer)
        return fail(answer.error());
    const std::size_t size = answer->size();
    if (size < 2)
        return noAnswer("an answer without a status word", reader());
    const StatusWord word{static_cast<std::uint16_t>(answer->data()[size - 2] << 8 | answer->data()[size - 1])};
    answer->remove(size - 2, 2);
    return CardReply{std::move(*answer), word};
}

Result<CardReply> CardChannel::transmit(const Apdu &command)
{
    if (command.data.size() > largestCommand)
        return fail(ErrorCode::TooLarge, "a command of " + std::to_string(command.data.size()) + " octets", reader());
    BytesView rest = command.data;
    while (rest.size() > mostInOneCommand) {
        const SecureBytes part = encodeCommand(command, command.cla | chained, rest.first(mostInOneCommand), false);
        Result<CardReply> reply = exchange(part.view(), command.patience);
        if (!reply || !reply->status.isOk())
            return reply;
        rest = rest.subspan(mostInOneCommand);
    }
    SecureBytes last = encodeCommand(command, command.cla, rest, true);
    Result<CardReply> reply = exchange(last.view(), command.patience);
    if (reply && reply->status.value >> 8 == 0x6c) { // wrong Le, and the right one: once, or a card could say so for ever
        last.data()[last.size() - 1] = static_cast<std::uint8_t>(reply->status.value);
        reply = exchange(last.view(), command.patience);
    }
    if (!reply)
        return reply;
    SecureBytes collected = std::move(reply->data);
    StatusWord word = reply->status;
    for (int round = 0; word.hasMore(); ++round) {
        const std::uint8_t more[] = {0x00, 0xc0, 0x00, 0x00, static_cast<std::uint8_t>(word.value)};
        reply = exchange(more, command.patience);
        if (!reply)
            return reply;
        word = reply->status;
        // It had more to say a moment ago, and knows nothing of it now.
        if (!word.isOk() && !word.hasMore())
            return fail(ErrorCode::CardReset, "GET RESPONSE: " + word.text(), reader());
        if (round == mostRounds || collected.size() + reply->data.size() > largestAnswer)
            return noAnswer("an answer without end", reader());
        collected.insert(collected.size(), reply->data.view());
    }
    return CardReply{std::move(collected), word};
}

} // namespace hufu
