// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/CardBatch.h"

#include "models/base/CanonicalJson.h"

#include <QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace hufu {
namespace {

enum BatchColumn { BatchName, BatchStaff, BatchDepartment, BatchRole, BatchDays, BatchColumns };

const std::vector<std::string> headings[BatchColumns] = {{"姓名", "name", "holder", "持有人"},
                                                         {"工号", "staff", "staff number", "number", "编号"},
                                                         {"科室", "department", "部门"},
                                                         {"持证角色", "role", "角色", "certificate role"},
                                                         {"天数", "days", "有效天数"}};

std::string trimmedCell(const CsvRecord &record, int column)
{
    if (column < 0 || static_cast<std::size_t>(column) >= record.cells.size())
        return {};
    return utf8(qstr(record.cells[static_cast<std::size_t>(column)]).trimmed());
}

std::array<int, BatchColumns> columnsOf(const CsvRecord &heading)
{
    std::array<int, BatchColumns> columns{-1, -1, -1, -1, -1};
    for (std::size_t cell = 0; cell < heading.cells.size(); ++cell) {
        const std::string title = utf8(qstr(heading.cells[cell]).trimmed().toLower());
        for (int column = 0; column < BatchColumns; ++column) {
            if (columns[column] < 0 && std::ranges::find(headings[column], title) != headings[column].end())
                columns[column] = static_cast<int>(cell);
        }
    }
    return columns;
}

Result<CardBatch::Line> readBatchLine(const CsvRecord &record, const std::array<int, BatchColumns> &columns, const CardChoices &choices)
{
    CardBatch::Line line{.line = record.line,
                         .holder = {trimmedCell(record, columns[BatchStaff]), trimmedCell(record, columns[BatchName]), trimmedCell(record, columns[BatchDepartment])},
                         .role = {},
                         .roleName = trimmedCell(record, columns[BatchRole]),
                         .card = {}};
    for (const std::string &part : {line.holder.id, line.holder.name, line.holder.department}) {
        if (part.empty() || part.size() > 64) // RFC 5280 appendix A.1
            return fail(ErrorCode::InvalidArgument, "name, staff number and department are needed, each of at most 64 octets", line.holder.name);
    }
    const auto role = std::ranges::find(choices.roles, line.roleName, &CertificateRole::name);
    if (role == choices.roles.end())
        return fail(ErrorCode::NotFound, "the house has no such certificate role", line.roleName);
    line.role = role->id;
    if (!role->departments.empty() && std::ranges::find(role->departments, line.holder.department) == role->departments.end())
        return fail(ErrorCode::NotPermitted, "this certificate role is not for people of " + line.holder.department, line.roleName);
    if (const std::string days = trimmedCell(record, columns[BatchDays]); !days.empty()) {
        const auto [end, error] = std::from_chars(days.data(), days.data() + days.size(), line.days);
        if (error != std::errc() || end != days.data() + days.size() || line.days < 1)
            return fail(ErrorCode::InvalidArgument, "the term is no number of days", days);
        if (line.days > role->days)
            return fail(ErrorCode::LimitExceeded, "this certificate role lasts at most " + std::to_string(role->days) + " days", line.roleName);
    }
    return line;
}

} // namespace

Result<CardBatch> readCardBatch(std::string_view csv, const CardChoices &choices)
{
    CsvReading reading = readCsv(csv, guessCsvDelimiter(csv));
    if (reading.records.empty())
        return fail(ErrorCode::NothingFound, "the list is empty");
    if (reading.records.size() > mostBatchLines + 1)
        return fail(ErrorCode::TooLarge, "a list has at most " + std::to_string(mostBatchLines) + " people");
    const std::array<int, BatchColumns> columns = columnsOf(reading.records.front());
    if (std::ranges::any_of(columns.begin(), columns.begin() + BatchDays, [](int column) { return column < 0; }))
        return fail(ErrorCode::Malformed, "the first line names the columns: 姓名 (name), 工号 (staff), 科室 (department), 持证角色 (role)");
    CardBatch batch{{}, std::move(reading.failures)};
    std::set<std::pair<std::string, std::string>> seen;
    for (auto record = std::next(reading.records.begin()); record != reading.records.end(); ++record) {
        Result<CardBatch::Line> line = readBatchLine(*record, columns, choices);
        if (line && !seen.emplace(line->holder.id, line->role).second)
            line = fail(ErrorCode::Conflict, "this staff number stands in the list twice", line->holder.id);
        if (line)
            batch.lines.push_back(std::move(*line));
        else
            batch.failures.push_back({record->line, line.error()});
    }
    std::ranges::stable_sort(batch.failures, {}, &CsvFailure::line);
    updateBatch(batch, choices.cards);
    return batch;
}

void updateBatch(CardBatch &batch, const std::vector<Card> &cards)
{
    for (CardBatch::Line &line : batch.lines) {
        line.state = CardBatch::State::Waiting;
        line.card.clear();
        for (const Card &card : cards) {
            if (card.holder.id != line.holder.id || card.role != line.role || card.hours > 0)
                continue;
            const bool has = card.state == CardState::Issued || card.state == CardState::Suspended;
            if (has || (card.state == CardState::Issuing && line.state == CardBatch::State::Waiting)) {
                line.state = has ? CardBatch::State::Done : CardBatch::State::Begun;
                line.card = card.number;
            }
        }
    }
}

std::string batchReport(const CardBatch &batch)
{
    const std::string heading[] = {"姓名 name", "工号 staff", "科室 department", "持证角色 role", "USBKey", "结果 result"};
    std::string text = std::string(csvByteOrderMark) + csvLine(heading);
    for (const CardBatch::Line &line : batch.lines) {
        const char *result = line.state == CardBatch::State::Done ? "已发 issued" : line.state == CardBatch::State::Begun ? "未完成 begun" : "未发 not issued";
        const std::string cells[] = {line.holder.name, line.holder.id, line.holder.department, line.roleName, line.card, result};
        text += csvLine(cells);
    }
    for (const CsvFailure &failure : batch.failures) {
        const std::string cells[] = {"第 " + std::to_string(failure.line) + " 行 line", "", "", "", "", failure.error.detail + (failure.error.subject.empty() ? "" : ": " + failure.error.subject)};
        text += csvLine(cells);
    }
    return text;
}

} // namespace hufu
