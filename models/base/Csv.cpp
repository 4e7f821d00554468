// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Csv.h"

#include <algorithm>

namespace hufu {

namespace {

constexpr std::size_t maxCells = 10'000;
constexpr std::string_view delimiters = ",;\t";

std::string_view withoutMark(std::string_view text)
{
    return text.starts_with(csvByteOrderMark) ? text.substr(csvByteOrderMark.size()) : text;
}

/// Goes through the text once; a record at a time.
class Scanner {
public:
    Scanner(std::string_view text, char delimiter) : m_text(text), m_delimiter(delimiter) {}

    bool atEnd() const { return m_position == m_text.size(); }
    int line() const { return m_line; }

    Result<CsvRecord> record()
    {
        CsvRecord record{m_line, {}};
        const std::size_t begin = m_position;
        for (;;) {
            std::string cell;
            if (!atEnd() && m_text[m_position] == '"') {
                if (!quoted(cell)) {
                    m_position = begin;
                    m_line = record.line;
                    skipLine();
                    return fail(ErrorCode::Malformed, "a quote is not closed");
                }
            }
            unquoted(cell); // also what stands, wrongly, behind a closing quote
            if (record.cells.size() == maxCells) {
                skipLine();
                return fail(ErrorCode::TooLarge, "more than 10000 cells in a record");
            }
            record.cells.push_back(std::move(cell));
            if (atEnd())
                return record;
            if (m_text[m_position++] != m_delimiter) {
                ++m_line;
                return record;
            }
        }
    }

private:
    /// From the opening to behind the closing quote; false when there is none.
    bool quoted(std::string &cell)
    {
        for (++m_position;;) {
            const std::size_t quote = m_text.find('"', m_position);
            if (quote == m_text.npos)
                return false;
            const std::string_view part = m_text.substr(m_position, quote - m_position);
            cell += part;
            m_line += int(std::ranges::count(part, '\n'));
            m_position = quote + 1;
            if (atEnd() || m_text[m_position] != '"')
                return true;
            cell += '"';
            ++m_position;
        }
    }

    /// Up to the delimiter or the line's end, without the CR before it.
    void unquoted(std::string &cell)
    {
        const char stops[] = {m_delimiter, '\n'};
        const std::size_t end = std::min(m_text.find_first_of(std::string_view(stops, 2), m_position), m_text.size());
        std::string_view part = m_text.substr(m_position, end - m_position);
        m_position = end;
        if ((atEnd() || m_text[end] == '\n') && part.ends_with('\r'))
            part.remove_suffix(1);
        cell += part;
    }

    void skipLine()
    {
        const std::size_t end = m_text.find('\n', m_position);
        m_position = end == m_text.npos ? m_text.size() : end + 1;
        ++m_line;
    }

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_position = 0;
    int m_line = 1;
};

} // namespace

CsvReading readCsv(std::string_view text, char delimiter)
{
    CsvReading reading;
    Scanner scanner(withoutMark(text), delimiter);
    while (!scanner.atEnd()) {
        const int line = scanner.line();
        auto record = scanner.record();
        if (!record)
            reading.failures.push_back({line, std::move(record.error())});
        else if (std::ranges::any_of(record->cells, [](const std::string &cell) { return !cell.empty(); }))
            reading.records.push_back(std::move(*record));
    }
    return reading;
}

char guessCsvDelimiter(std::string_view text)
{
    std::size_t counts[delimiters.size()] = {};
    bool inQuotes = false;
    for (const char c : withoutMark(text)) {
        if (c == '\n' && !inQuotes)
            break;
        if (c == '"')
            inQuotes = !inQuotes;
        else if (const auto place = delimiters.find(c); place != delimiters.npos && !inQuotes)
            ++counts[place];
    }
    return delimiters[std::size_t(std::ranges::max_element(counts) - counts)];
}

std::string csvLine(std::span<const std::string> cells, char delimiter)
{
    std::string line;
    for (const std::string &cell : cells) {
        if (&cell != cells.data())
            line += delimiter;
        const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos;
        if (cell.find_first_of(std::string("\"\r\n") + delimiter) == cell.npos) {
            line += (formula ? "'" : "") + cell;
            continue;
        }
        line += formula ? "\"'" : "\"";
        for (const char c : cell) {
            line += c;
            if (c == '"')
                line += '"';
        }
        line += '"';
    }
    return line + "\r\n";
}

} // namespace hufu
