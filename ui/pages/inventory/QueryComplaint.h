// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/QueryWords.h"
#include "ui/widgets/SearchBox.h"

#include <QCoreApplication>

namespace hufu {

/// A query's fault as a sentence, and the text with the faulty place marked. Pure.
class QueryComplaint {
    Q_DECLARE_TR_FUNCTIONS(hufu::QueryComplaint)
public:
    /// "At character 12: “dw” is no value of class. It can be dv, ov, …"
    static QString sentence(const QString &query, const QueryError &error);
    /// Rich text: the query with its faulty place underlined, or with a mark at the end where something is missing.
    static QString marked(const QString &query, const QueryError &error);
    /// What SearchBox asks for, from the language's own completion.
    static SearchBox::Completion complete(const QString &query, int cursor, const QueryVocabulary &vocabulary);

    /// Byte offset in UTF-8 to a position in the string, and back; inside a character counts as its beginning.
    static int characterAt(const QString &text, std::size_t byte);
    static std::size_t byteAt(const QString &text, int character);
};

} // namespace hufu
