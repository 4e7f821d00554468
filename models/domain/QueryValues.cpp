// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/QueryValues.h"

#include "models/domain/TextFolding.h"

#include <algorithm>
#include <charconv>

namespace hufu {
namespace {

constexpr int longestRelative = 100000;

constexpr struct {
    std::string_view word;
    char unit;
} units[] = {{"h", 'h'},    {"hour", 'h'}, {"hours", 'h'}, {"小时", 'h'},  {"d", 'd'},      {"day", 'd'},
             {"days", 'd'}, {"天", 'd'},   {"日", 'd'},    {"w", 'w'},     {"week", 'w'},   {"weeks", 'w'},
             {"周", 'w'},   {"星期", 'w'}, {"m", 'm'},     {"month", 'm'}, {"months", 'm'}, {"月", 'm'},
             {"个月", 'm'}, {"y", 'y'},    {"year", 'y'},  {"years", 'y'}, {"年", 'y'}};

std::optional<char> unitOf(std::string_view word)
{
    const std::string wanted = folded(word);
    for (const auto &known : units) {
        if (wanted == known.word)
            return known.unit;
    }
    return std::nullopt;
}

template <typename Integer>
std::optional<Integer> readInteger(std::string_view &text)
{
    Integer value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()));
    return value;
}

bool takeOneOf(std::string_view &text, std::initializer_list<std::string_view> separators)
{
    for (std::string_view separator : separators) {
        if (text.starts_with(separator)) {
            text.remove_prefix(separator.size());
            return true;
        }
    }
    return false;
}

/// 2026-12-31, 2026/12/31, 2026.12.31, 2026年12月31日.
std::optional<QueryMoment> readDate(std::string_view text)
{
    const std::optional<int> year = readInteger<int>(text);
    if (!year || *year < 1900 || *year > 9999 || !takeOneOf(text, {"-", "/", ".", "年"}))
        return std::nullopt;
    const std::optional<unsigned> month = readInteger<unsigned>(text);
    if (!month || !takeOneOf(text, {"-", "/", ".", "月"}))
        return std::nullopt;
    const std::optional<unsigned> day = readInteger<unsigned>(text);
    takeOneOf(text, {"日", "号"});
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(month.value_or(0)),
                                           std::chrono::day(day.value_or(0))};
    if (!day || !text.empty() || !date.ok())
        return std::nullopt;
    QueryMoment moment;
    moment.day = std::chrono::sys_days(date).time_since_epoch().count();
    return moment;
}

/// Colons, blanks and dashes between the digits do not count; at least one digit.
std::optional<std::string> readHexDigits(std::string_view text)
{
    std::string digits;
    for (char c : folded(text)) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
            digits += c;
        else if (c != ':' && c != ' ' && c != '-')
            return std::nullopt;
    }
    if (digits.empty())
        return std::nullopt;
    return digits;
}

bool fits(Comparison comparison, int value, int asked)
{
    switch (comparison) {
    case Comparison::Equal:
    case Comparison::NotEqual: return value == asked; // the negation is the condition's
    case Comparison::Less: return value < asked;
    case Comparison::LessOrEqual: return value <= asked;
    case Comparison::Greater: return value > asked;
    case Comparison::GreaterOrEqual: return value >= asked;
    case Comparison::Contains: return false;
    }
    return false;
}

std::optional<std::uint64_t> choicesFor(QueryField field, Comparison comparison, std::string_view text)
{
    const std::string wanted = folded(text);
    const std::span<const QueryChoice> choices = choicesOf(field);
    std::uint64_t bits = 0;
    if (comparison == Comparison::Contains) {
        for (const QueryChoice &choice : choices) {
            if (std::string_view(choice.name).contains(wanted) || std::string_view(choice.chinese).contains(wanted))
                bits |= std::uint64_t(1) << choice.value;
        }
        return bits ? std::optional(bits) : std::nullopt;
    }
    const auto named = std::ranges::find_if(choices, [&](const QueryChoice &choice) { return isCalled(choice, wanted); });
    if (named == choices.end())
        return std::nullopt;
    for (const QueryChoice &choice : choices) {
        if (fits(comparison, choice.value, named->value))
            bits |= std::uint64_t(1) << choice.value;
    }
    return bits; // may be none: `tier > core` is understood and matches nothing
}

} // namespace

const char *signOf(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Equal: return "=";
    case Comparison::NotEqual: return "!=";
    case Comparison::Less: return "<";
    case Comparison::LessOrEqual: return "<=";
    case Comparison::Greater: return ">";
    case Comparison::GreaterOrEqual: return ">=";
    case Comparison::Contains: return "~";
    }
    return "";
}

bool isMomentUnit(std::string_view number, std::string_view unit)
{
    if (number.starts_with('+') || number.starts_with('-'))
        number.remove_prefix(1);
    return !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; }) && unitOf(unit);
}

std::optional<QueryMoment> readMoment(std::string_view text)
{
    const std::string word = folded(text);
    QueryMoment moment;
    moment.relative = true;
    if (word == "now" || word == "today" || word == "今天" || word == "现在")
        return moment;
    if (std::optional<QueryMoment> date = readDate(word))
        return date;
    std::string_view rest = word;
    if (rest.starts_with("+") && !rest.starts_with("+-"))
        rest.remove_prefix(1);
    const std::optional<int> count = readInteger<int>(rest);
    if (!count || *count > longestRelative || *count < -longestRelative)
        return std::nullopt;
    moment.count = *count;
    if (rest.empty()) // a bare number counts days, also while its unit is still to be typed
        return moment;
    const std::optional<char> unit = unitOf(rest);
    if (!unit)
        return std::nullopt;
    moment.unit = *unit;
    return moment;
}

std::expected<QueryValue, QueryFault> makeValue(const QueryFieldWords &field, Comparison comparison, std::string_view text)
{
    QueryValue value;
    switch (field.type) {
    case FieldType::Moment:
        value.moment = readMoment(text);
        if (!value.moment)
            return std::unexpected(QueryFault::MomentExpected);
        return value;
    case FieldType::Text:
        value.text = folded(text);
        if (value.text.empty() && comparison == Comparison::Contains)
            return std::unexpected(QueryFault::ValueExpected);
        return value;
    case FieldType::Hex:
        if (std::optional<std::string> digits = readHexDigits(text)) {
            value.text = *std::move(digits);
            return value;
        }
        return std::unexpected(QueryFault::NumberExpected);
    case FieldType::Number: {
        std::string_view rest = text;
        const std::optional<int> number = readInteger<int>(rest);
        if (!number || !rest.empty())
            return std::unexpected(QueryFault::NumberExpected);
        value.number = *number;
        return value;
    }
    case FieldType::Choice:
    case FieldType::OrderedChoice:
    case FieldType::YesNo:
        if (std::optional<std::uint64_t> choices = choicesFor(field.field, comparison, text)) {
            value.choices = *choices;
            return value;
        }
        return std::unexpected(QueryFault::UnknownValue);
    }
    return std::unexpected(QueryFault::UnknownValue);
}

std::vector<std::string> valueNames(QueryField field)
{
    switch (wordsOf(field).type) {
    case FieldType::Moment: return {"30d", "4w", "6m", "1y", "-7d", "2026-12-31"};
    case FieldType::Number: return {field == QueryField::Bits ? "2048" : "1"};
    case FieldType::Hex:
    case FieldType::Text: return {};
    default: break;
    }
    std::vector<std::string> names;
    for (const QueryChoice &choice : choicesOf(field))
        names.emplace_back(choice.name);
    return names;
}

} // namespace hufu
