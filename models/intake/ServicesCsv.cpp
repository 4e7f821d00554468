// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ServicesCsv.h"

#include "models/base/CanonicalJson.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>

namespace hufu {

namespace {

constexpr std::size_t maxBytes = 64u << 20;

enum Column : std::size_t { Name, Tier, Department, Owner, Hosts, PatientData, columnCount };

struct Word {
    std::string_view text;
    std::size_t meaning;
};

constexpr Word titles[] = {
    {"name", Name}, {"service", Name}, {"业务系统", Name}, {"名称", Name}, {"系统名称", Name},
    {"tier", Tier}, {"级别", Tier}, {"业务级别", Tier},
    {"department", Department}, {"科室", Department}, {"部门", Department},
    {"owner", Owner}, {"负责人", Owner},
    {"hosts", Hosts}, {"host", Hosts}, {"主机", Hosts}, {"域名", Hosts},
    {"patient_data", PatientData}, {"patient data", PatientData}, {"患者数据", PatientData},
};

constexpr std::string_view tierNames[] = {"general", "important", "core"};
constexpr Word tiers[] = {
    {"general", 0}, {"一般", 0}, {"important", 1}, {"重要", 1}, {"core", 2}, {"核心", 2},
};
constexpr Word answers[] = {
    {"no", 0}, {"否", 0}, {"false", 0}, {"0", 0}, {"n", 0}, {"yes", 1}, {"是", 1}, {"true", 1}, {"1", 1}, {"y", 1},
};

/// Blanks as people type them: also the ideographic space.
constexpr std::string_view wideBlank = "\xE3\x80\x80";

std::string trimmed(std::string_view text)
{
    for (;;) {
        if (!text.empty() && std::string_view(" \t\r\n").find(text.front()) != text.npos)
            text.remove_prefix(1);
        else if (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != text.npos)
            text.remove_suffix(1);
        else if (text.starts_with(wideBlank))
            text.remove_prefix(wideBlank.size());
        else if (text.ends_with(wideBlank))
            text.remove_suffix(wideBlank.size());
        else
            return std::string(text);
    }
}

std::optional<std::size_t> lookUp(std::span<const Word> words, std::string_view cell)
{
    std::string word = trimmed(cell);
    std::ranges::transform(word, word.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    const auto found = std::ranges::find(words, word, &Word::text);
    return found == words.end() ? std::nullopt : std::optional(found->meaning);
}

std::vector<std::string> splitHosts(std::string_view text)
{
    std::vector<std::string> hosts(1);
    while (!text.empty()) {
        std::size_t separator = std::string_view(" \t\r\n;,").find(text.front()) != text.npos ? 1 : 0;
        for (const std::string_view wide : {std::string_view("、"), std::string_view(";"), std::string_view(","), wideBlank})
            separator = text.starts_with(wide) ? wide.size() : separator;
        if (separator == 0)
            hosts.back() += text.front();
        else if (!hosts.back().empty())
            hosts.emplace_back();
        text.remove_prefix(std::max<std::size_t>(separator, 1));
    }
    if (hosts.back().empty())
        hosts.pop_back();
    return hosts;
}

std::optional<std::string> decoded(QStringDecoder decoder, std::string_view text)
{
    if (!decoder.isValid())
        return std::nullopt;
    const QString result = decoder.decode(QByteArrayView(text.data(), qsizetype(text.size())));
    return decoder.hasError() ? std::nullopt : std::optional(utf8(result));
}

Result<std::string> toUtf8(std::string_view text)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return fail(ErrorCode::Unsupported, "UTF-16; save the table as \"CSV UTF-8\"");
    if (text.starts_with(csvByteOrderMark))
        text.remove_prefix(csvByteOrderMark.size());
    if (auto utf = decoded(QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless), text))
        return std::move(*utf);
    // GB 18030 is not in Qt itself but in the ICU that distributions build it with.
    if (auto national = decoded(QStringDecoder("GB18030"), text))
        return std::move(*national);
    return fail(ErrorCode::Malformed, "neither UTF-8 nor GB18030");
}

using Places = std::array<std::optional<std::size_t>, columnCount>;

Result<ServiceRow> readRow(const CsvRecord &record, const Places &places)
{
    const auto cell = [&](Column column) {
        const auto place = places[column];
        return place && *place < record.cells.size() ? trimmed(record.cells[*place]) : std::string();
    };
    ServiceRow row;
    row.line = record.line;
    row.name = cell(Name);
    row.department = cell(Department);
    row.owner = cell(Owner);
    row.hosts = splitHosts(cell(Hosts));
    if (row.name.empty())
        return fail(ErrorCode::Malformed, "column name: the cell is empty");
    const std::string tierCell = cell(Tier);
    const auto tier = tierCell.empty() ? 0 : lookUp(tiers, tierCell);
    if (!tier)
        return fail(ErrorCode::Malformed, "column tier: \"" + tierCell + "\" is none of core, important, general");
    row.tier = tierNames[*tier];
    const std::string answerCell = cell(PatientData);
    const auto answer = answerCell.empty() ? 0 : lookUp(answers, answerCell);
    if (!answer)
        return fail(ErrorCode::Malformed, "column patient_data: \"" + answerCell + "\" is neither yes nor no");
    row.patientData = *answer == 1;
    return row;
}

} // namespace

Result<ServicesReading> readServicesCsv(BytesView bytes)
{
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::TooLarge, "more than 64 MiB");
    const auto text = toUtf8(textOf(bytes));
    if (!text)
        return std::unexpected(text.error());
    CsvReading table = readCsv(*text, guessCsvDelimiter(*text));

    Places places;
    if (!table.records.empty()) {
        const auto &cells = table.records.front().cells;
        for (std::size_t i = cells.size(); i-- > 0;) // of two columns with one title the first counts
            if (const auto column = lookUp(titles, cells[i]))
                places[*column] = i;
    }
    if (!places[Name])
        return fail(ErrorCode::NothingFound, "the first line has no title \"name\" or 业务系统");

    ServicesReading reading;
    reading.failures = std::move(table.failures);
    for (std::size_t i = 1; i < table.records.size(); ++i) {
        if (auto row = readRow(table.records[i], places))
            reading.services.push_back(std::move(*row));
        else
            reading.failures.push_back({table.records[i].line, std::move(row.error())});
    }
    std::ranges::stable_sort(reading.failures, {}, &CsvFailure::line);
    return reading;
}

} // namespace hufu
