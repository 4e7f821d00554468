// SPDX-License-Identifier: GPL-3.0-or-later
#include "smartcard/TokenHostFrames.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::size_t longestText = 255, longestName = 96, longestDetail = 1000, longestPin = 255, longestOctets = 4096, mostTokens = 24, mostMechanisms = 256;

/// What a host may report; in this order on the wire.
constexpr ErrorCode reportable[] = {ErrorCode::InvalidArgument, ErrorCode::Malformed,   ErrorCode::Unsupported, ErrorCode::NotFound,
                                    ErrorCode::Conflict,        ErrorCode::PinIncorrect, ErrorCode::PinNeeded,   ErrorCode::TokenAbsent,
                                    ErrorCode::TokenFailed,     ErrorCode::TooLarge,     ErrorCode::TokenFull,   ErrorCode::Internal};
constexpr std::uint8_t triesUnknown = 0xff;

class Writer {
public:
    explicit Writer(std::size_t capacity) : m_bytes(capacity) { m_size = frames::headerOctets; }

    void octet(std::uint8_t value) { m_bytes.data()[m_size++] = value; }
    void field(BytesView value)
    {
        octet(static_cast<std::uint8_t>(value.size() >> 8));
        octet(static_cast<std::uint8_t>(value.size()));
        std::ranges::copy(value, m_bytes.data() + m_size);
        m_size += value.size();
    }
    void number(std::uint32_t value)
    {
        for (int shift = 24; shift >= 0; shift -= 8)
            octet(static_cast<std::uint8_t>(value >> shift));
    }
    /// Cut off where it would be refused by the reader.
    void text(std::string_view value, std::size_t longest = longestText) { field(viewOf(value.substr(0, longest))); }

    SecureBytes finish()
    {
        const std::size_t body = m_size - frames::headerOctets;
        for (std::size_t i = 0; i < frames::headerOctets; ++i)
            m_bytes.data()[i] = static_cast<std::uint8_t>(body >> (8 * (frames::headerOctets - 1 - i)));
        m_bytes.remove(m_size, m_bytes.size() - m_size);
        return std::move(m_bytes);
    }

private:
    SecureBytes m_bytes;
    std::size_t m_size = 0;
};

/// Reads front to back; after the first fault everything is empty and good() false.
class Reader {
public:
    explicit Reader(BytesView bytes) : m_bytes(bytes) {}

    std::uint8_t octet()
    {
        if (m_bytes.empty()) {
            m_good = false;
            return 0;
        }
        const std::uint8_t value = m_bytes.front();
        m_bytes = m_bytes.subspan(1);
        return value;
    }
    std::uint32_t number()
    {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i)
            value = value << 8 | octet();
        return value;
    }
    BytesView field(std::size_t longest)
    {
        const std::size_t high = octet(), size = high << 8 | octet();
        if (!m_good || size > longest || size > m_bytes.size()) {
            m_good = false;
            m_bytes = {};
            return {};
        }
        const BytesView value = m_bytes.first(size);
        m_bytes = m_bytes.subspan(size);
        return value;
    }
    std::string text(std::size_t longest = longestText) { return std::string(textOf(field(longest))); }
    Bytes octets() { return bytesOf(field(longestOctets)); }
    /// Whether everything was there, and nothing besides.
    bool finished() const { return m_good && m_bytes.empty(); }
    void spoil() { m_good = false; }

private:
    BytesView m_bytes;
    bool m_good = true;
};

std::unexpected<Error> malformedFrame() { return fail(ErrorCode::Malformed, "a frame between hufu-tokenhost and the program"); }

} // namespace

Result<std::size_t> frames::bodySize(BytesView header)
{
    std::size_t size = 0;
    for (std::uint8_t octet : header.first(headerOctets))
        size = size << 8 | octet;
    if (size == 0)
        return malformedFrame();
    if (size > largestBody)
        return fail(ErrorCode::TooLarge, "a frame between hufu-tokenhost and the program");
    return size;
}

SecureBytes encode(const TokenRequest &request)
{
    Writer writer(frames::headerOctets + 4 + 7 * 2 + 3 * longestText + 2 * longestPin + 2 * longestOctets);
    writer.octet(static_cast<std::uint8_t>(request.deed));
    writer.octet(static_cast<std::uint8_t>(request.kind));
    writer.octet(static_cast<std::uint8_t>(request.use));
    writer.octet(request.index);
    writer.text(request.token.label);
    writer.text(request.token.serial);
    writer.text(request.label);
    for (const SecureBytes *pin : {&request.pin, &request.newPin})
        writer.field(pin->view().first(std::min(pin->size(), longestPin)));
    writer.field(BytesView(request.publicKey).first(std::min(request.publicKey.size(), longestOctets)));
    writer.field(BytesView(request.input).first(std::min(request.input.size(), longestOctets)));
    return writer.finish();
}

Result<TokenRequest> decodeTokenRequest(BytesView body)
{
    if (body.size() > frames::largestBody)
        return fail(ErrorCode::TooLarge, "a request to hufu-tokenhost");
    Reader reader(body);
    TokenRequest request;
    const std::uint8_t deed = reader.octet(), kind = reader.octet(), use = reader.octet();
    request.deed = static_cast<TokenDeed>(deed);
    request.kind = static_cast<KeyKind>(kind);
    request.use = static_cast<TokenKeyUse>(use);
    request.index = reader.octet();
    request.token.label = reader.text();
    request.token.serial = reader.text();
    request.label = reader.text();
    request.pin = SecureBytes::copyOf(reader.field(longestPin));
    request.newPin = SecureBytes::copyOf(reader.field(longestPin));
    request.publicKey = reader.octets();
    request.input = reader.octets();
    if (!reader.finished() || deed < static_cast<std::uint8_t>(TokenDeed::ListTokens) || deed > static_cast<std::uint8_t>(TokenDeed::ReadCertificate) || use > static_cast<std::uint8_t>(TokenKeyUse::SignAndAgree)
        || std::ranges::find(allKeyKinds, request.kind) == std::ranges::end(allKeyKinds))
        return malformedFrame();
    return request;
}

Bytes encode(const TokenReply &reply)
{
    const std::size_t count = std::min(reply.tokens.size(), mostTokens);
    const std::size_t mechanisms = std::min(reply.mechanisms.size(), mostMechanisms);
    constexpr std::size_t largest = 3 + 2 + longestDetail + mostTokens * (2 + 4 * (2 + longestName)) + 2 + mostMechanisms * 16 + 2 + 2 + longestOctets;
    static_assert(largest <= frames::largestBody);
    Writer writer(frames::headerOctets + largest);
    const auto code = reply.error ? std::ranges::find(reportable, reply.error->code) : std::ranges::end(reportable);
    const std::uint8_t which = !reply.error                            ? 0
        : code == std::ranges::end(reportable) ? static_cast<std::uint8_t>(std::ranges::size(reportable)) // Internal
                                               : static_cast<std::uint8_t>(code - std::ranges::begin(reportable) + 1);
    writer.octet(which);
    writer.octet(reply.error && reply.error->triesLeft ? static_cast<std::uint8_t>(*reply.error->triesLeft) : triesUnknown);
    writer.text(reply.error ? reply.error->detail : std::string(), longestDetail);
    writer.octet(static_cast<std::uint8_t>(count));
    for (const TokenInfo &token : std::span(reply.tokens).first(count)) {
        writer.octet(token.initialized);
        writer.octet(token.pinTries ? static_cast<std::uint8_t>(*token.pinTries) : triesUnknown);
        for (const std::string *text : {&token.name.label, &token.name.serial, &token.manufacturer, &token.model})
            writer.text(*text, longestName); // CK_TOKEN_INFO has at most 32 octets
    }
    writer.octet(static_cast<std::uint8_t>(mechanisms >> 8));
    writer.octet(static_cast<std::uint8_t>(mechanisms));
    for (const TokenMechanism &mechanism : std::span(reply.mechanisms).first(mechanisms)) {
        for (const std::uint32_t value : {mechanism.type, mechanism.flags, mechanism.least, mechanism.most})
            writer.number(value);
    }
    writer.octet(reply.keys);
    writer.octet(reply.certificates);
    writer.field(BytesView(reply.octets).first(std::min(reply.octets.size(), longestOctets)));
    return bytesOf(writer.finish().view());
}

Result<TokenReply> decodeTokenReply(BytesView body)
{
    if (body.size() > frames::largestBody)
        return fail(ErrorCode::TooLarge, "an answer of hufu-tokenhost");
    Reader reader(body);
    TokenReply reply;
    const std::uint8_t which = reader.octet(), tries = reader.octet();
    std::string detail = reader.text(longestDetail);
    if (which > std::ranges::size(reportable) || (which == 0 && (tries != triesUnknown || !detail.empty())))
        return malformedFrame();
    if (which > 0) {
        reply.error = Error{reportable[which - 1], std::move(detail), {}, std::nullopt};
        if (tries != triesUnknown)
            reply.error->triesLeft = tries;
    }
    const std::uint8_t count = reader.octet();
    if (count > mostTokens)
        return malformedFrame();
    for (int i = 0; i < count; ++i) {
        TokenInfo token;
        const std::uint8_t initialized = reader.octet();
        token.initialized = initialized == 1;
        if (initialized > 1)
            reader.spoil();
        if (const std::uint8_t left = reader.octet(); left != triesUnknown)
            token.pinTries = left;
        token.name.label = reader.text(longestName);
        token.name.serial = reader.text(longestName);
        token.manufacturer = reader.text(longestName);
        token.model = reader.text(longestName);
        reply.tokens.push_back(std::move(token));
    }
    const std::size_t high = reader.octet(), mechanisms = high << 8 | reader.octet();
    if (mechanisms > mostMechanisms)
        return malformedFrame();
    for (std::size_t i = 0; i < mechanisms; ++i) {
        TokenMechanism mechanism;
        for (std::uint32_t *value : {&mechanism.type, &mechanism.flags, &mechanism.least, &mechanism.most})
            *value = reader.number();
        reply.mechanisms.push_back(mechanism);
    }
    reply.keys = reader.octet();
    reply.certificates = reader.octet();
    reply.octets = reader.octets();
    if (!reader.finished())
        return malformedFrame();
    return reply;
}

} // namespace hufu
