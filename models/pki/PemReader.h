// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Bytes.h"

#include <string_view>

namespace hufu {

/// One encapsulated part of a text: views into it.
struct PemBlock {
    std::string_view label;
    std::string_view headers;      ///< RFC 1421 header lines, as old key files have them; empty otherwise
    std::string_view body;         ///< base64 with white space
    const char *problem = nullptr; ///< why it is unusable; a literal, null when it is fine
    std::size_t number = 0;        ///< from 1
    std::size_t line = 0;          ///< of its BEGIN, from 1; filled by PemReader::locate()
};

/// Finds the blocks of RFC 7468 in whatever text surrounds them. A view over the text, which must outlive it.
class PemReader {
public:
    explicit PemReader(std::string_view text) : m_text(text) {}

    /// Whether there is anything of the kind.
    static bool looksLikePem(std::string_view text) { return text.find(begin) != std::string_view::npos; }

    /// The next block, broken ones included. False at the end. Prose that mentions a boundary is no block.
    bool next(PemBlock &block);
    /// Fills `block.line`. Called for failures only: lines are counted from the last one asked for.
    void locate(PemBlock &block);

private:
    static constexpr std::string_view begin = "-----BEGIN ", dashes = "-----";

    void read(std::size_t start, PemBlock &block);
    bool isMention(std::size_t start, const PemBlock &block) const;

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_number = 0;
    std::size_t m_countedTo = 0;
    std::size_t m_lines = 1;
};

/// Octets that a body of this length may need.
constexpr std::size_t decodedCapacity(std::size_t characters) { return characters / 4 * 3 + 3; }

/// Decodes base64 into `target`, which has decodedCapacity(body.size()) octets; skips white space, and the two characters `\n` that
/// stand for it in pasted JSON. False when anything else occurs or the padding is wrong. About 1 GB/s on 64-column lines.
bool decodeBase64(std::string_view body, std::uint8_t *target, std::size_t &written);
/// What a block encloses, for those who read few of them. Malformed, with its number and what is wrong with it.
Result<Bytes> decodeBody(const PemBlock &block);

} // namespace hufu
