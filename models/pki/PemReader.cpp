// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/PemReader.h"

#include <algorithm>

namespace hufu {
namespace {

constexpr std::uint32_t invalid = 0x80000000;

/// For each of a group's four places, a character's bits already shifted to where they belong: four loads and three ors decode
/// a group, and one test finds any character outside the alphabet.
struct GroupTables {
    std::array<std::array<std::uint32_t, 256>, 4> place{};

    constexpr GroupTables()
    {
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (std::size_t p = 0; p < 4; ++p) {
            place[p].fill(invalid);
            for (std::uint32_t value = 0; value < 64; ++value)
                place[p][static_cast<std::uint8_t>(alphabet[value])] = value << (18 - 6 * p);
        }
    }
};
constexpr GroupTables tables;

/// Whole groups until something else than the alphabet turns up; returns how many characters were taken.
std::size_t decodeGroups(const std::uint8_t *from, std::size_t size, std::uint8_t *target)
{
    std::size_t taken = 0;
    for (; size - taken >= 4; taken += 4, target += 3) {
        const std::uint8_t *c = from + taken;
        const std::uint32_t group = tables.place[0][c[0]] | tables.place[1][c[1]] | tables.place[2][c[2]] | tables.place[3][c[3]];
        if (group & invalid)
            break;
        target[0] = static_cast<std::uint8_t>(group >> 16);
        target[1] = static_cast<std::uint8_t>(group >> 8);
        target[2] = static_cast<std::uint8_t>(group);
    }
    return taken;
}

bool isBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view lineAt(std::string_view text) { return text.substr(0, text.find('\n')); }

/// Lines with a colon, their continuations, and the blank line after them (RFC 1421 §4.6): how many characters they take.
std::size_t headersSize(std::string_view text)
{
    std::size_t size = 0;
    bool inHeaders = false;
    while (size < text.size()) {
        const std::string_view line = lineAt(text.substr(size));
        const bool blank = std::ranges::all_of(line, isBlank);
        const bool header = line.find(':') != std::string_view::npos;
        const bool continuation = inHeaders && !blank && isBlank(line.front());
        if (!blank && !header && !continuation)
            return inHeaders ? size : 0;
        size += std::min(line.size() + 1, text.size() - size);
        if (inHeaders && blank)
            return size;
        inHeaders = inHeaders || header;
    }
    return inHeaders ? size : 0;
}

} // namespace

bool PemReader::next(PemBlock &block)
{
    for (;;) {
        const std::size_t start = m_text.find(begin, m_position);
        if (start == std::string_view::npos)
            return false;
        read(start, block);
        if (isMention(start, block))
            continue;
        block.number = ++m_number;
        return true;
    }
}

/// "… a line that says -----BEGIN CERTIFICATE----- …": it stands within a line, as blocks do only in JSON and the like, and no base64 follows.
bool PemReader::isMention(std::size_t start, const PemBlock &block) const
{
    constexpr std::size_t leastBase64 = 32; // no word of prose is as long, and no first line of a certificate as short
    while (start > 0 && (m_text[start - 1] == ' ' || m_text[start - 1] == '\t'))
        --start;
    if (start == 0 || m_text[start - 1] == '\n' || m_text[start - 1] == '\r' || !block.headers.empty())
        return false;
    if (block.label.empty()) // without an end to its BEGIN line
        return true;
    std::string_view following = m_text.substr(static_cast<std::size_t>(block.label.data() - m_text.data()) + block.label.size() + dashes.size());
    while (!following.empty() && (isBlank(following.front()) || following.starts_with("\\n") || following.starts_with("\\r")))
        following.remove_prefix(following.front() == '\\' ? 2 : 1);
    following = following.substr(0, leastBase64);
    const auto inAlphabet = [](char c) { return tables.place[0][static_cast<std::uint8_t>(c)] != invalid; };
    if (following.size() == leastBase64 && std::ranges::all_of(following, inAlphabet))
        return false;
    if (block.problem)
        return true;
    Bytes decoded(decodedCapacity(block.body.size())); // in short lines, perhaps
    std::size_t size = 0;
    return !decodeBase64(block.body, decoded.data(), size) || size == 0;
}

/// What the BEGIN at `start` opens; m_position is behind it afterwards.
void PemReader::read(std::size_t start, PemBlock &block)
{
    block = {};
    const std::size_t labelStart = start + begin.size();
    m_position = labelStart;
    const std::string_view beginLine = lineAt(m_text.substr(labelStart, 128));
    const std::size_t labelSize = beginLine.find(dashes);
    if (labelSize == std::string_view::npos) {
        block.problem = "its BEGIN line has no end";
        return;
    }
    block.label = beginLine.substr(0, labelSize);

    const std::size_t bodyStart = labelStart + labelSize + dashes.size();
    const std::size_t bodyEnd = m_text.find(dashes, bodyStart); // neither base64 nor headers hold five dashes
    m_position = bodyEnd == std::string_view::npos ? m_text.size() : bodyEnd;
    const std::string_view rest = m_text.substr(m_position);
    std::string_view closing = rest.substr(0, block.label.size() + 14);
    const auto skip = [&closing](std::string_view expected) {
        const bool there = closing.starts_with(expected);
        closing.remove_prefix(there ? expected.size() : 0);
        return there;
    };
    if (!skip("-----END ")) {
        block.problem = "its END line is missing";
        return;
    }
    m_position += 9;
    if (!skip(block.label) || !skip(dashes)) {
        block.problem = "its END line names something else";
        return;
    }
    m_position += block.label.size() + dashes.size();

    block.body = m_text.substr(bodyStart, bodyEnd - bodyStart);
    if (const std::size_t headers = headersSize(block.body); headers != 0) {
        block.headers = block.body.substr(0, headers);
        block.body.remove_prefix(headers);
    }
}

void PemReader::locate(PemBlock &block)
{
    const std::size_t at = block.label.data() ? static_cast<std::size_t>(block.label.data() - m_text.data()) : m_position;
    m_lines += static_cast<std::size_t>(std::count(m_text.begin() + std::ptrdiff_t(m_countedTo), m_text.begin() + std::ptrdiff_t(at), '\n'));
    m_countedTo = at;
    block.line = m_lines;
}

bool decodeBase64(std::string_view body, std::uint8_t *target, std::size_t &written)
{
    const auto *from = reinterpret_cast<const std::uint8_t *>(body.data());
    const std::uint8_t *const start = target;
    std::uint8_t group[4];
    std::size_t held = 0, padding = 0;
    for (std::size_t at = 0; at < body.size();) {
        if (held == 0 && padding == 0) {
            const std::size_t taken = decodeGroups(from + at, body.size() - at, target);
            at += taken;
            target += taken / 4 * 3;
            if (at == body.size())
                break;
        }
        const char c = body[at++];
        if (isBlank(c))
            continue;
        if (c == '\\' && at < body.size() && (body[at] == 'n' || body[at] == 'r')) {
            ++at;
        } else if (c == '=') {
            ++padding;
        } else if (padding > 0 || tables.place[0][static_cast<std::uint8_t>(c)] == invalid) {
            return false;
        } else {
            group[held++] = static_cast<std::uint8_t>(c);
            if (held == 4) { // a group torn by a line end
                decodeGroups(group, 4, target);
                target += 3;
                held = 0;
            }
        }
    }
    if (held == 1 || padding > 2 || (held + padding) % 4 != 0)
        return false;
    if (held != 0) {
        std::uint8_t last[3];
        std::fill(group + held, group + 4, std::uint8_t('A'));
        decodeGroups(group, 4, last);
        target = std::copy(last, last + held - 1, target);
    }
    written = static_cast<std::size_t>(target - start);
    return true;
}

Result<Bytes> decodeBody(const PemBlock &block)
{
    Bytes decoded(decodedCapacity(block.body.size()));
    std::size_t written = 0;
    const char *problem = block.problem;
    if (!problem && !decodeBase64(block.body, decoded.data(), written))
        problem = "its base64 is broken";
    if (problem)
        return fail(ErrorCode::Malformed, "block " + std::to_string(block.number) + ": " + problem);
    decoded.resize(written);
    return decoded;
}

} // namespace hufu
