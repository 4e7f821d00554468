// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inventory/QueryComplaint.h"

namespace hufu {
namespace {

constexpr std::size_t mostOffered = 12;

QString wordList(const std::vector<std::string> &words)
{
    QStringList list;
    for (std::size_t i = 0; i < std::min(words.size(), mostOffered); ++i)
        list += QString::fromStdString(words[i]);
    if (words.size() > mostOffered)
        list += QStringLiteral("…");
    return list.join(QStringLiteral(", "));
}

} // namespace

int QueryComplaint::characterAt(const QString &text, std::size_t byte)
{
    const QByteArray utf8 = text.toUtf8();
    auto cut = std::min<qsizetype>(static_cast<qsizetype>(byte), utf8.size());
    while (cut > 0 && cut < utf8.size() && (utf8[cut] & 0xC0) == 0x80)
        --cut;
    return static_cast<int>(QString::fromUtf8(utf8.constData(), cut).size());
}

std::size_t QueryComplaint::byteAt(const QString &text, int character)
{
    return static_cast<std::size_t>(QStringView(text).left(character).toUtf8().size());
}

QString QueryComplaint::sentence(const QString &query, const QueryError &error)
{
    const QString found = QString::fromStdString(error.found), expected = wordList(error.expected);
    const QString at = QString::number(characterAt(query, error.position) + 1);
    switch (error.fault) {
    case QueryFault::TooLong: return tr("The filter is too long.");
    case QueryFault::TooDeep: return tr("The filter has too many parts or parentheses.");
    case QueryFault::UnknownField: return tr("At character %1: “%2” is not something to ask for. Try %3.").arg(at, found, expected);
    case QueryFault::UnknownValue: return tr("At character %1: “%2” is not a known value here. It can be %3.").arg(at, found, expected);
    case QueryFault::FieldExpected: return tr("At character %1: the name of a field must stand before the comparison, for example %2.").arg(at, expected);
    case QueryFault::ComparisonExpected: return tr("At character %1: a comparison is missing. It can be %2.").arg(at, expected);
    case QueryFault::WrongComparison: return tr("At character %1: “%2” cannot be used with this field. It can be %3.").arg(at, found, expected);
    case QueryFault::ValueExpected:
        return expected.isEmpty() ? tr("At character %1: a value is missing.").arg(at)
                                  : tr("At character %1: a value is missing. It can be %2.").arg(at, expected);
    case QueryFault::NumberExpected: return tr("At character %1: a whole number must stand here.").arg(at);
    case QueryFault::MomentExpected:
        return tr("At character %1: a time must stand here, such as 30d, -4w, 6m or 2026-12-31.").arg(at);
    case QueryFault::OperandExpected: return tr("At character %1: something to look for is missing.").arg(at);
    case QueryFault::ClosingExpected: return tr("At character %1: a closing parenthesis is missing.").arg(at);
    case QueryFault::UnexpectedToken: return tr("At character %1: “%2” does not fit here.").arg(at, found);
    }
    return {};
}

QString QueryComplaint::marked(const QString &query, const QueryError &error)
{
    const int from = characterAt(query, error.position), until = characterAt(query, error.position + error.length);
    const QString fault = until > from ? query.mid(from, until - from) : QStringLiteral("▲");
    return query.left(from).toHtmlEscaped() + QStringLiteral("<u><b>") + fault.toHtmlEscaped() + QStringLiteral("</b></u>")
        + query.mid(std::max(from, until)).toHtmlEscaped();
}

SearchBox::Completion QueryComplaint::complete(const QString &query, int cursor, const QueryVocabulary &vocabulary)
{
    const std::string utf8 = query.toStdString();
    SearchBox::Completion offered;
    bool first = true;
    for (const QueryCompletion &completion : completions(utf8, byteAt(query, cursor), vocabulary)) {
        const int replaced = cursor - characterAt(query, completion.from);
        // The box replaces one span; what would replace another cannot stand in the same list.
        if (first)
            offered.replaced = replaced;
        else if (replaced != offered.replaced)
            continue;
        first = false;
        offered.candidates += QString::fromStdString(completion.text);
    }
    return offered;
}

} // namespace hufu
