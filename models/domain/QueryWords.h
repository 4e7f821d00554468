// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/Query.h"

#include <span>

namespace hufu {

/// What a field's values look like, which decides the comparisons it knows.
enum class FieldType : std::uint8_t { Moment, Text, Hex, Choice, OrderedChoice, Number, YesNo };

/// One named value of a field.
struct QueryChoice {
    const char *name;
    const char *chinese; ///< preferred synonym, may be empty; others in `aliases`
    const char *aliases; ///< separated by blanks
    int value;
};

struct QueryFieldWords {
    QueryField field;
    FieldType type;
    const char *name;
    const char *chinese;
    const char *aliases; ///< separated by blanks, English and Chinese
};

std::span<const QueryFieldWords> queryFields();
const QueryFieldWords &wordsOf(QueryField field);
/// By any of its names, ignoring case; null when there is no such field.
const QueryFieldWords *findField(std::string_view word);
/// Named values of a choice field; empty for others.
std::span<const QueryChoice> choicesOf(QueryField field);
/// Whether the choice goes by this name; the word case-folded.
bool isCalled(const QueryChoice &choice, std::string_view foldedWord);
/// The comparison signs that a type knows, in the order they are offered; "in" among them.
std::vector<std::string> comparisonsOf(FieldType type);

enum class QueryLanguage : std::uint8_t { English, Chinese };

/// Strings of this house that completion may offer.
struct QueryVocabulary {
    std::vector<std::string> services, owners, departments, issuers, curves;
    QueryLanguage language = QueryLanguage::English; ///< which synonyms to offer where nothing was typed yet
};
struct QueryCompletion {
    enum class Kind : std::uint8_t { Field, Comparison, Value, Connective };
    Kind kind{};
    std::string text;              ///< to be put in place of bytes [from, until)
    std::size_t from = 0, until = 0;
    bool operator==(const QueryCompletion &) const = default;
};
/// What may stand at the cursor (a byte offset), best first, at most 40. Offers English or Chinese words by what was begun.
std::vector<QueryCompletion> completions(std::string_view text, std::size_t cursor, const QueryVocabulary &vocabulary);

} // namespace hufu
