// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/QueryLexer.h"
#include "models/domain/QueryValues.h"
#include "models/domain/QueryWords.h"
#include "models/domain/TextFolding.h"

#include <algorithm>

namespace hufu {
namespace {

using TokenKind = QueryToken::Kind;
using OfferKind = QueryCompletion::Kind;
constexpr std::size_t mostOffers = 40;

/// What the tokens before the cursor ask for next.
struct Expectation {
    enum class What : std::uint8_t { Operand, Sign, Value, Junction } what = What::Operand;
    const QueryFieldWords *field = nullptr; ///< Sign, Value
};

/// Walks the finished tokens as the parser would, without minding mistakes.
Expectation expectationAfter(std::span<const QueryToken> tokens)
{
    using enum Expectation::What;
    Expectation now;
    bool inList = false;
    for (const QueryToken &token : tokens) {
        const Connective connective = connectiveOf(token);
        switch (now.what) {
        case Operand:
            if (token.kind == TokenKind::Word && connective == Connective::None) {
                now.field = findField(token.text);
                now.what = now.field ? Sign : Junction;
            } else if (token.kind == TokenKind::Quoted) {
                now.what = Junction;
            }
            break;
        case Sign:
            if (token.kind == TokenKind::Compare || (token.kind == TokenKind::Open && inList)) {
                now.what = Value;
            } else if (connective == Connective::In) {
                inList = true;
            } else {
                now.what = connective == Connective::None ? Junction : Operand;
                inList = false;
            }
            break;
        case Value:
            if (token.kind == TokenKind::Word || token.kind == TokenKind::Quoted)
                now.what = Junction;
            break;
        case Junction:
            if (inList && token.kind == TokenKind::Comma) {
                now.what = Value;
            } else if (token.kind == TokenKind::Close) {
                inList = false;
            } else if (connective != Connective::None || token.kind == TokenKind::Open) {
                now.what = Operand;
                inList = false;
            } else if (token.kind == TokenKind::Word && !inList) { // words side by side: the next condition
                now.field = findField(token.text);
                now.what = now.field ? Sign : Junction;
            }
            break;
        }
    }
    return now;
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Gathers offers that continue what was begun.
class Offers {
public:
    Offers(std::string_view begun, std::size_t from, std::size_t until, QueryLanguage language)
        : m_begun(folded(begun)), m_from(from), m_until(until),
          m_chinese(begun.empty() ? language == QueryLanguage::Chinese : !isAscii(begun))
    {
    }

    void add(OfferKind kind, std::string_view text)
    {
        if (text.empty() || m_list.size() >= mostOffers)
            return;
        const std::string foldedText = folded(text);
        if (foldedText == m_begun || !(foldedText.starts_with(m_begun) || (m_begun.size() > 1 && foldedText.contains(m_begun))))
            return;
        const auto same = [&](const QueryCompletion &offer) { return offer.text == text; };
        if (std::ranges::none_of(m_list, same))
            m_list.push_back({kind, std::string(text), m_from, m_until});
    }
    /// One word in the language being typed.
    void add(OfferKind kind, std::string_view english, std::string_view chinese)
    {
        add(kind, m_chinese && !chinese.empty() ? chinese : english);
    }
    /// What starts as typed comes before what merely holds it; otherwise the order of adding stays.
    std::vector<QueryCompletion> take()
    {
        std::ranges::stable_partition(m_list, [&](const QueryCompletion &offer) {
            const std::string text = folded(offer.text);
            return text.starts_with(m_begun) || text.starts_with('"' + m_begun);
        });
        return std::move(m_list);
    }

private:
    std::string m_begun;
    std::size_t m_from, m_until;
    bool m_chinese;
    std::vector<QueryCompletion> m_list;
};

void offerFields(Offers &offers)
{
    for (const QueryFieldWords &field : queryFields())
        offers.add(OfferKind::Field, field.name, field.chinese);
    offers.add(OfferKind::Connective, "not", "非");
}

bool needsQuotes(std::string_view text)
{
    const std::vector<QueryToken> tokens = lexQuery(text);
    return tokens.size() != 2 || tokens[0].kind != TokenKind::Word || connectiveOf(tokens[0]) != Connective::None;
}

void offerTexts(Offers &offers, const std::vector<std::string> &texts)
{
    for (const std::string &text : texts)
        offers.add(OfferKind::Value, needsQuotes(text) ? quotedOperand(text) : text);
}

void offerValues(Offers &offers, const QueryFieldWords &field, const QueryVocabulary &vocabulary)
{
    for (const QueryChoice &choice : choicesOf(field.field))
        offers.add(OfferKind::Value, choice.name, choice.chinese);
    switch (field.field) {
    case QueryField::Service: return offerTexts(offers, vocabulary.services);
    case QueryField::Owner: return offerTexts(offers, vocabulary.owners);
    case QueryField::Department: return offerTexts(offers, vocabulary.departments);
    case QueryField::Issuer: return offerTexts(offers, vocabulary.issuers);
    case QueryField::Curve: return offerTexts(offers, vocabulary.curves);
    default: break;
    }
    if (field.type == FieldType::Moment) {
        constexpr std::pair<const char *, const char *> examples[] = {{"7d", "7天"},   {"30d", "30天"}, {"90d", "90天"},
                                                                      {"6m", "6个月"}, {"1y", "1年"},   {"today", "今天"}};
        for (const auto &[english, chinese] : examples)
            offers.add(OfferKind::Value, english, chinese);
    } else if (field.type == FieldType::Number) {
        for (const std::string &example : valueNames(field.field))
            offers.add(OfferKind::Value, example);
    }
}

} // namespace

std::vector<QueryCompletion> completions(std::string_view text, std::size_t cursor, const QueryVocabulary &vocabulary)
{
    cursor = std::min({cursor, text.size(), longestQuery});
    std::vector<QueryToken> tokens = lexQuery(text.substr(0, cursor));
    tokens.pop_back(); // End
    // The word that the cursor touches is still being typed.
    std::size_t from = cursor;
    std::string begun;
    if (!tokens.empty() && tokens.back().until == cursor) {
        const QueryToken &last = tokens.back();
        const bool openQuote = last.kind == TokenKind::Quoted && text.substr(last.from, cursor - last.from).back() != '"';
        if (last.kind == TokenKind::Word || openQuote) {
            from = last.from;
            begun = std::string(text.substr(last.from, cursor - last.from));
            tokens.pop_back();
        }
    }
    const Expectation next = expectationAfter(tokens);
    Offers offers(begun, from, cursor, vocabulary.language);
    switch (next.what) {
    case Expectation::What::Operand: offerFields(offers); break;
    case Expectation::What::Sign:
        for (const std::string &sign : comparisonsOf(next.field->type))
            offers.add(OfferKind::Comparison, sign == "in" ? "in (" : sign);
        break;
    case Expectation::What::Value: offerValues(offers, *next.field, vocabulary); break;
    case Expectation::What::Junction:
        offers.add(OfferKind::Connective, "and", "且");
        offers.add(OfferKind::Connective, "or", "或");
        if (!begun.empty())
            offerFields(offers);
        break;
    }
    return offers.take();
}

} // namespace hufu
