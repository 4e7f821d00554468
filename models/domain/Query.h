// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/Time.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hufu {

/// What a condition may ask for. Names and Chinese synonyms stand in QueryWords.cpp.
enum class QueryField : std::uint8_t {
    Expires, Issued, Subject, Name, Issuer, Serial, Fingerprint, Class, Tier, Service, Owner, Department, Key, Bits, Curve, Signature,
    Purpose, Seen, Source, Finding, FindingCount, Severity, Status, Ca, SelfSigned, PatientData,
};
enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };

/// Now, and what local time is ahead of UTC: dates in queries are days on the officer's wall.
struct QueryClock {
    Instant now{};
    int utcOffset = 0; ///< seconds
};

/// `30d`, `-4w`, `6m`, `1y`, `12h` (relative to now; months and years by the calendar), or a date `2026-12-31`.
struct QueryMoment {
    bool relative = false;
    int count = 0;
    char unit = 'd';       ///< h d w m y
    std::int64_t day = 0;  ///< days since 1970-01-01, when not relative
    bool operator==(const QueryMoment &) const = default;
};

struct QueryValue {
    std::string text;         ///< text fields: case-folded; serial and fingerprint: lower-case hexadecimal digits alone
    std::uint64_t choices = 0; ///< fields with named values: the bit of each value that fits (bit = the enum's value; rules:
                               ///< ruleIndex(); severity: one more than the value, 0 is none)
    std::int64_t number = 0;
    std::optional<QueryMoment> moment;
    bool operator==(const QueryValue &) const = default;
};

struct QueryCondition {
    QueryField field{};
    Comparison comparison{};
    std::vector<QueryValue> values; ///< several for `in (…)`, which holds when any does
    bool operator==(const QueryCondition &) const = default;
};

struct QueryNode {
    enum class Kind : std::uint8_t { All, And, Or, Not, Text, Condition };
    Kind kind = Kind::All;
    std::vector<QueryNode> children; ///< And, Or: two or more; Not: one
    std::string text;                ///< Text: case-folded; to be found anywhere in what the row shows
    QueryCondition condition;
    bool operator==(const QueryNode &) const = default;
};

/// Why a text is no query. The sentence is made above; `expected` holds words of the language for it.
enum class QueryFault : std::uint8_t {
    TooLong,
    TooDeep,
    UnknownField,
    UnknownValue,
    FieldExpected,
    ComparisonExpected,
    WrongComparison,
    ValueExpected,
    NumberExpected,
    MomentExpected,
    OperandExpected,
    ClosingExpected,
    UnexpectedToken,
};
struct QueryError {
    QueryFault fault{};
    std::size_t position = 0; ///< bytes into the text
    std::size_t length = 0;   ///< of the offending token; 0 at the end
    std::string found;
    std::vector<std::string> expected; ///< at most 60
    bool operator==(const QueryError &) const = default;
};

/// A filter over the inventory: `expires < 30d and class = dv and tier = core`.
///
/// One box serves typing and asking, by fixed rules. A text is a *query* as soon as an unquoted word is followed by `<`, `<=`, `>`,
/// `>=` or `!=`, or the name of a field by `=`, `~` or `in (`; then mistakes are reported. Otherwise it is *plain text*: and, or, not and
/// parentheses still work where they make sense, but whatever does not parse is simply the words as typed, all of which must occur.
/// Words and "quoted text" are searched, ignoring case, in subject, names, issuer, serial number, fingerprint (with or without
/// colons, from four digits on), services, owners, departments and places. Words, also Chinese ones, are separated by blanks;
/// comparison signs need none. Full-width punctuation counts as its ASCII counterpart. `and` binds closer than `or`; words side by
/// side mean `and`.
class Query {
public:
    Query() = default; ///< matches everything
    explicit Query(QueryNode root, bool plainText) : m_root(std::move(root)), m_plainText(plainText) {}

    const QueryNode &root() const { return m_root; }
    bool isPlainText() const { return m_plainText; }
    bool matchesAll() const { return m_root.kind == QueryNode::Kind::All; }
    bool mentions(QueryField field) const;
    bool operator==(const Query &) const = default;

private:
    QueryNode m_root;
    bool m_plainText = true;
};

constexpr std::size_t longestQuery = 4000; ///< bytes
constexpr int deepestQuery = 32;
constexpr int mostQueryTerms = 256;

std::expected<Query, QueryError> parseQuery(std::string_view text);
/// For the command line, where nobody watches the answer while typing: any unquoted word before `=` or `~` has to be a field, so that a mistyped one
/// is a fault instead of a search that finds too much or nothing. InvalidArgument with an English detail.
Result<Query> readQuery(std::string_view text);
/// English, technical: "position 12: unknown value 'dw'; expected dv, ov, …".
std::string describe(const QueryError &error);

/// The text as one quoted operand: for queries composed by the program.
std::string quotedOperand(std::string_view text);

/// The half-open range [from, until) of Unix seconds that a comparison with a moment means. NotEqual gives the range of Equal.
struct QueryRange {
    std::int64_t from, until;
    bool operator==(const QueryRange &) const = default;
};
QueryRange rangeOf(Comparison comparison, const QueryMoment &moment, const QueryClock &clock);
QueryRange rangeOf(Comparison comparison, std::int64_t number); ///< for number fields

} // namespace hufu
