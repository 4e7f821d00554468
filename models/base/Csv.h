// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Error.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hufu {

struct CsvRecord {
    int line = 0; ///< in which it begins, from 1
    std::vector<std::string> cells;
};
struct CsvFailure {
    int line = 0;
    Error error;
};
struct CsvReading {
    std::vector<CsvRecord> records; ///< without those that are wholly empty
    std::vector<CsvFailure> failures; ///< lines that could not be read; the others still are
};

/// A spreadsheet takes UTF-8 for what it is only behind this mark.
inline constexpr std::string_view csvByteOrderMark = "\xEF\xBB\xBF";

/// Reads RFC 4180 as programs write it: LF or CRLF, quoted cells with line breaks in them, a byte order mark or none. A quote
/// that is never closed costs its own line only. At most 10,000 cells per record.
CsvReading readCsv(std::string_view text, char delimiter = ',');

/// Comma, semicolon or tab: whichever stands most often outside quotes in the first line.
char guessCsvDelimiter(std::string_view text);

/// One record with CRLF, quoted where RFC 4180 asks for it. A cell that a spreadsheet would run as a formula, because it begins
/// with = + - @, a tab or a carriage return, gets an apostrophe in front, as OWASP advises.
std::string csvLine(std::span<const std::string> cells, char delimiter = ',');

} // namespace hufu
