// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Query.h"

namespace hufu {

/// A piece of a query text.
struct QueryToken {
    enum class Kind : std::uint8_t { Word, Quoted, Compare, Open, Close, Comma, End };
    Kind kind = Kind::End;
    std::size_t from = 0, until = 0; ///< bytes of the text
    std::string text;                ///< Word as written, Quoted without quotes and escapes
    Comparison comparison{};         ///< Compare
};

enum class Connective : std::uint8_t { None, And, Or, Not, In };
/// What an unquoted word means between conditions: "and", 且, "or", 或, "not", 非, "in", 属于.
Connective connectiveOf(const QueryToken &token);

/// Never fails: a quote left open runs to the end, as it does while somebody is still typing. The last token is End.
std::vector<QueryToken> lexQuery(std::string_view text);

} // namespace hufu
