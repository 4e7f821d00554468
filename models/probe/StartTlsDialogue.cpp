// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/StartTlsDialogue.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace hufu {

namespace {

using Step = StartTlsDialogue::Step;

std::unexpected<Error> refuse(std::string detail) { return fail(ErrorCode::StartTlsRefused, std::move(detail)); }

/// A server's words for a detail: its printable ASCII, shortened.
std::string quoted(std::string_view words)
{
    std::string result = "the server said \"";
    for (const char c : words.substr(0, 200))
        result += c >= ' ' && c <= '~' ? c : '?';
    return result + '"';
}

bool equalsIgnoringCase(std::string_view text, std::string_view upper)
{
    return std::ranges::equal(text, upper, {}, [](char c) { return c >= 'a' && c <= 'z' ? char(c - ('a' - 'A')) : c; });
}

bool startsIgnoringCase(std::string_view text, std::string_view upper)
{
    return equalsIgnoringCase(text.substr(0, upper.size()), upper);
}

/// One element of BER, definite length of at most four octets, as LDAP uses it (RFC 4511 §5.1).
struct Element {
    std::uint8_t tag = 0;
    std::string_view content;
    std::size_t size = 0; ///< with tag and length
};
enum class Ber { Whole, Incomplete, Bad };

Ber readElement(std::string_view bytes, Element &element)
{
    const auto at = [bytes](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    if (bytes.size() < 2)
        return Ber::Incomplete;
    element.tag = at(0);
    std::size_t length = at(1);
    std::size_t head = 2;
    if (length >= 0x80) {
        const std::size_t octets = length - 0x80;
        if (octets == 0 || octets > 4)
            return Ber::Bad;
        if (bytes.size() < head + octets)
            return Ber::Incomplete;
        length = 0;
        for (std::size_t i = 0; i < octets; ++i)
            length = length << 8 | at(head + i);
        head += octets;
    }
    if (length > StartTlsDialogue::maxInput)
        return Ber::Bad;
    if (bytes.size() < head + length)
        return Ber::Incomplete;
    element.content = bytes.substr(head, length);
    element.size = head + length;
    return Ber::Whole;
}

/// The next element of a content that is wholly there; cuts it off.
std::optional<Element> takeElement(std::string_view &content)
{
    Element element;
    if (readElement(content, element) != Ber::Whole)
        return std::nullopt;
    content.remove_prefix(element.size);
    return element;
}

} // namespace

Step StartTlsDialogue::begin()
{
    switch (m_protocol) {
    case StartTls::None: return {.send = {}, .ready = true};
    case StartTls::Smtp:
    case StartTls::Imap:
    case StartTls::Pop3:
    case StartTls::Mysql: return {};
    case StartTls::Ldap:
        // LDAPMessage{1, ExtendedRequest{requestName "1.3.6.1.4.1.1466.20037"}}, RFC 4511 §4.14.1
        return {.send = std::string("\x30\x1d\x02\x01\x01\x77\x18\x80\x16") + "1.3.6.1.4.1.1466.20037", .ready = false};
    case StartTls::Postgres:
        // SSLRequest: length 8, code 80877103 (PostgreSQL, "Message Formats")
        return {.send = std::string("\0\0\0\x08\x04\xd2\x16\x2f", 8), .ready = false};
    }
    return {};
}

Result<Step> StartTlsDialogue::receive(std::string_view bytes)
{
    if (m_ready)
        return refuse("the dialogue is already over");
    if (bytes.size() > maxInput - std::min(maxInput, m_input.size()))
        return refuse("the server says more than 64 KiB before TLS");
    m_input += bytes;
    switch (m_protocol) {
    case StartTls::None: return refuse("the server spoke before TLS");
    case StartTls::Smtp: return smtp();
    case StartTls::Imap: return imap();
    case StartTls::Pop3: return pop3();
    case StartTls::Ldap: return ldap();
    case StartTls::Postgres: return postgres();
    case StartTls::Mysql: return mysql();
    }
    return refuse("unknown protocol");
}

/// The server agreed in what ends at `length`.
Result<Step> StartTlsDialogue::consent(std::size_t length)
{
    if (m_input.size() != length)
        return refuse("bytes follow the server's consent to TLS");
    m_ready = true;
    return Step{.send = {}, .ready = true};
}

/// It is our turn.
Result<Step> StartTlsDialogue::say(std::string text)
{
    if (m_input.size() != m_taken)
        return refuse("the server speaks out of turn");
    return Step{.send = std::move(text), .ready = false};
}

/// One line without its end; CR is optional, since not every server sends it.
bool StartTlsDialogue::takeLine(std::string_view &line)
{
    const auto end = m_input.find('\n', m_taken);
    if (end == m_input.npos)
        return false;
    line = std::string_view(m_input).substr(m_taken, end - m_taken);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    m_taken = end + 1;
    return true;
}

Result<Step> StartTlsDialogue::smtp()
{
    // Greeting 220, EHLO, 250 with extensions, STARTTLS, 220 (RFC 5321 §4.2, RFC 3207 §4).
    static constexpr std::string_view expected[] = {"220", "250", "220"};
    for (std::string_view line; takeLine(line);) {
        const bool goesOn = line.size() > 3 && line[3] == '-';
        if (line.size() < 3 || line.substr(0, 3) != expected[m_stage] || (line.size() > 3 && line[3] != ' ' && !goesOn))
            return refuse(quoted(line));
        if (m_stage == 1 && line.size() > 4) {
            const auto keyword = line.substr(4, line.find(' ', 4) - 4);
            m_offered = m_offered || equalsIgnoringCase(keyword, "STARTTLS");
        }
        if (goesOn)
            continue;
        switch (m_stage++) {
        case 0: return say("EHLO localhost\r\n");
        case 1:
            if (!m_offered)
                return refuse("the server does not offer STARTTLS");
            return say("STARTTLS\r\n");
        default: return consent(m_taken);
        }
    }
    return Step{};
}

Result<Step> StartTlsDialogue::imap()
{
    for (std::string_view line; takeLine(line);) {
        if (m_stage == 0) {
            if (!startsIgnoringCase(line, "* OK")) // PREAUTH and BYE leave no room for STARTTLS
                return refuse(quoted(line));
            ++m_stage;
            return say("h1 STARTTLS\r\n");
        }
        if (startsIgnoringCase(line, "H1 OK"))
            return consent(m_taken);
        if (!line.starts_with("* ") || startsIgnoringCase(line, "* BYE")) // other untagged responses may come at any time
            return refuse(quoted(line));
    }
    return Step{};
}

Result<Step> StartTlsDialogue::pop3()
{
    for (std::string_view line; takeLine(line);) {
        if (!startsIgnoringCase(line, "+OK"))
            return refuse(quoted(line));
        if (m_stage++ == 0)
            return say("STLS\r\n");
        return consent(m_taken);
    }
    return Step{};
}

Result<Step> StartTlsDialogue::ldap()
{
    if (!m_input.empty() && m_input[0] != '\x30')
        return refuse("the answer is not LDAP");
    Element message;
    switch (readElement(m_input, message)) {
    case Ber::Incomplete: return Step{};
    case Ber::Bad: return refuse("the answer is not LDAP");
    case Ber::Whole: break;
    }
    // LDAPMessage{messageID, ExtendedResponse{resultCode, matchedDN, diagnosticMessage, …}}, RFC 4511 §4.12
    std::string_view content = message.content;
    const auto id = takeElement(content);
    const auto response = takeElement(content);
    if (!id || id->tag != 0x02 || !response || response->tag != 0x78)
        return refuse("the answer is not an LDAP extended response");
    std::string_view fields = response->content;
    const auto code = takeElement(fields);
    if (!code || code->tag != 0x0a || code->content.size() != 1)
        return refuse("the LDAP answer has no result code");
    if (code->content[0] != 0) {
        const auto matched = takeElement(fields);
        const auto diagnostic = takeElement(fields);
        return refuse("LDAP result code " + std::to_string(int(static_cast<std::uint8_t>(code->content[0])))
                      + (matched && diagnostic ? ": " + quoted(diagnostic->content) : std::string()));
    }
    return consent(message.size);
}

Result<Step> StartTlsDialogue::postgres()
{
    if (m_input.empty())
        return Step{};
    switch (m_input[0]) {
    case 'S': return consent(1);
    case 'N': return refuse("the server does not offer TLS");
    default: return refuse(quoted(m_input));
    }
}

Result<Step> StartTlsDialogue::mysql()
{
    // A packet: length (3, little-endian), sequence number, payload; the server's first is HandshakeV10.
    const auto at = [this](std::size_t i) { return static_cast<std::uint8_t>(m_input[i]); };
    if (m_input.size() < 4)
        return Step{};
    const std::size_t length = at(0) | at(1) << 8 | std::size_t(at(2)) << 16;
    if (length == 0 || length > 4096 || at(3) != 0)
        return refuse("the greeting is not MySQL's");
    if (m_input.size() < 4 + length)
        return Step{};
    const std::string_view payload = std::string_view(m_input).substr(4, length);
    if (payload[0] == '\xff')
        return refuse(quoted(payload.substr(std::min<std::size_t>(3, payload.size()))));
    const auto versionEnd = payload.find('\0', 1);
    // After the version: thread id 4, salt 8, filler 1, then the lower half of the capabilities.
    if (payload[0] != 0x0a || versionEnd == payload.npos || payload.size() < versionEnd + 1 + 13 + 2)
        return refuse("the greeting is not MySQL's HandshakeV10");
    const std::size_t capabilities = versionEnd + 14;
    constexpr std::uint8_t clientSslHigh = 0x08; // CLIENT_SSL 0x0800
    if (!(static_cast<std::uint8_t>(payload[capabilities + 1]) & clientSslHigh))
        return refuse("the server does not offer TLS");
    if (m_input.size() != 4 + length)
        return refuse("bytes follow the server's greeting");
    // SSLRequest: CLIENT_SSL | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION | CLIENT_PLUGIN_AUTH, 16 MiB packets, utf8mb4.
    std::string request("\x20\x00\x00\x01\x00\x8a\x08\x00\x00\x00\x00\x01\x2d", 13);
    request.append(23, '\0');
    m_ready = true;
    return Step{.send = std::move(request), .ready = true};
}

} // namespace hufu
