// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/ServerLink.h"

#include "models/base/CanonicalJson.h"
#include "models/probe/HttpAnswerHead.h"

#include <array>
#include <charconv>

namespace hufu {
namespace {

constexpr std::size_t longestHead = 64u << 10;
constexpr auto freshFor = std::chrono::seconds(1);

} // namespace

Result<ServerAddress> ServerAddress::parse(const std::string &url)
{
    const auto wrong = [&] { return fail(ErrorCode::InvalidArgument, "a server is named https://HOST:PORT", url); };
    constexpr std::string_view scheme = "https://";
    if (!url.starts_with(scheme))
        return wrong();
    std::string rest = url.substr(scheme.size());
    if (rest.ends_with('/'))
        rest.pop_back();
    if (rest.empty() || rest.find_first_of("/?#@ ") != std::string::npos)
        return wrong();
    ServerAddress address;
    const std::size_t bracket = rest.rfind(']'), colon = rest.rfind(':');
    const bool hasPort = colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
    if (hasPort) {
        const auto [end, error] = std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), address.port);
        if (error != std::errc() || end != rest.data() + rest.size() || address.port == 0)
            return wrong();
    }
    address.host = hasPort ? rest.substr(0, colon) : rest;
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    return address.host.empty() ? wrong() : Result<ServerAddress>(std::move(address));
}

Error ServerLink::Answer::error() const
{
    const Result<QJsonObject> object = parseJsonObject(body, false, 1u << 20);
    if (!object || !object->contains("code"))
        return {ErrorCode::Malformed, "the server answered " + std::to_string(status) + " without saying why", {}, {}};
    return {errorCodeNamed(utf8(object->value("code").toString())), utf8(object->value("detail").toString()), utf8(object->value("subject").toString()), {}};
}

Result<ServerLink::Answer> ServerLink::ask(const Question &question, std::stop_token token)
{
    const Deadline deadline = std::chrono::steady_clock::now() + question.timeout;
    const StopSignal stop(std::move(token));
    for (;;) {
        const bool fresh = !m_line;
        if (fresh) {
            Result<TlsLine> line = TlsLine::connect({m_settings.address.host, m_settings.address.port, m_settings.isAuthority}, m_settings.identity,
                                                    m_settings.clock(), deadline, stop);
            if (!line)
                return fail(line.error());
            m_line = std::move(*line);
        }
        bool heard = false;
        Result<Answer> answer = exchange(question, deadline, stop, heard);
        if (answer) {
            m_heard = std::chrono::steady_clock::now();
            return answer;
        }
        m_line.reset();
        const ErrorCode code = answer.error().code;
        if (fresh || heard || code == ErrorCode::Cancelled || code == ErrorCode::ConnectionTimedOut)
            return answer;
    }
}

Result<ServerLink::Answer> ServerLink::exchange(const Question &question, Deadline deadline, const StopSignal &stop, bool &heard)
{
    std::string head = question.method + " " + question.target + " HTTP/1.1\r\nHost: " + m_settings.address.host + "\r\n";
    if (question.method == "POST")
        head += "Content-Type: " + question.contentType + "\r\nContent-Length: " + std::to_string(question.body.size()) + "\r\n";
    head += "\r\n";
    Bytes message = bytesOf(viewOf(head));
    message.insert(message.end(), question.body.begin(), question.body.end());
    if (Result<void> written = m_line->write(message, deadline, stop); !written)
        return fail(written.error());

    Bytes received;
    std::array<std::uint8_t, 65536> buffer;
    const auto more = [&]() -> Result<void> {
        const Result<std::size_t> count = m_line->read(buffer, deadline, stop);
        if (!count)
            return fail(count.error());
        heard = true;
        received.insert(received.end(), buffer.begin(), buffer.begin() + std::ptrdiff_t(*count));
        return {};
    };
    std::size_t end = std::string_view::npos;
    while ((end = textOf(received).find("\r\n\r\n")) == std::string_view::npos) {
        if (received.size() > longestHead)
            return fail(ErrorCode::TooLarge, "the head of the server's answer is above 64 KiB");
        if (Result<void> read = more(); !read)
            return fail(read.error());
    }
    const Result<HttpAnswerHead> read = readHttpAnswerHead(textOf(received).substr(0, end + 2));
    if (!read)
        return fail(read.error());
    if (read->date)
        m_ahead = *read->date - m_settings.clock();
    if (read->length > question.mostOctets)
        return fail(ErrorCode::TooLarge, "the server's answer is longer than is read here");
    received.erase(received.begin(), received.begin() + std::ptrdiff_t(end + 4));
    received.reserve(read->length);
    while (received.size() < read->length) {
        if (Result<void> got = more(); !got)
            return fail(got.error());
    }
    if (received.size() > read->length)
        return fail(ErrorCode::Malformed, "the server's answer goes on after its end");
    if (read->close)
        m_line.reset();
    return Answer{read->status, std::move(received)};
}

Result<Bytes> ServerLink::fetch(const Question &question, std::stop_token stop)
{
    Result<Answer> answer = ask(question, std::move(stop));
    if (!answer)
        return fail(answer.error());
    return answer->isGood() ? Result<Bytes>(std::move(answer->body)) : fail(answer->error());
}

Result<void> ServerLink::reach(std::stop_token stop)
{
    if (m_line && std::chrono::steady_clock::now() - m_heard < freshFor)
        return {};
    const Result<Answer> answer = ask({.target = "/healthz"}, std::move(stop));
    return answer ? Result<void>() : fail(answer.error());
}

bool isUnreachable(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HostNotFound:
    case ErrorCode::ConnectionRefused:
    case ErrorCode::ConnectionTimedOut:
    case ErrorCode::ConnectionClosed:
    case ErrorCode::TlsFailed:
    case ErrorCode::Busy: return true;
    default: return false;
    }
}

} // namespace hufu
