// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/Query.h"

#include "models/domain/QueryLexer.h"
#include "models/domain/QueryValues.h"
#include "models/domain/QueryWords.h"
#include "models/domain/TextFolding.h"

#include <algorithm>

namespace hufu {
namespace {

using Kind = QueryToken::Kind;
using NodeKind = QueryNode::Kind;

QueryNode textNode(std::string_view text)
{
    QueryNode node;
    node.kind = NodeKind::Text;
    node.text = folded(text);
    return node;
}

QueryNode joined(NodeKind kind, std::vector<QueryNode> parts)
{
    if (parts.empty())
        return {};
    if (parts.size() == 1)
        return std::move(parts.front());
    QueryNode node;
    node.kind = kind;
    node.children = std::move(parts);
    return node;
}

/// Recursive descent: or ▸ and ▸ not ▸ operand.
class Parser {
public:
    Parser(std::string_view text, const std::vector<QueryToken> &tokens, bool conditions)
        : m_text(text), m_tokens(tokens), m_conditions(conditions)
    {
    }

    std::expected<QueryNode, QueryError> run()
    {
        QueryNode root = disjunction();
        if (!m_error && peek().kind != Kind::End)
            wrong(QueryFault::UnexpectedToken, peek(), {"and", "or"});
        if (m_error)
            return std::unexpected(std::move(*m_error));
        return root;
    }

private:
    const QueryToken &peek(std::size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    const QueryToken &take() { return m_tokens[m_at < m_tokens.size() - 1 ? m_at++ : m_at]; }

    QueryNode wrong(QueryFault fault, const QueryToken &token, std::vector<std::string> expected = {})
    {
        if (!m_error) {
            if (expected.size() > 60)
                expected.resize(60);
            m_error = QueryError{fault, token.from, token.until - token.from, token.text, std::move(expected)};
        }
        return {};
    }

    bool startsOperand() const
    {
        const Connective connective = connectiveOf(peek());
        return peek().kind == Kind::Quoted || peek().kind == Kind::Open
            || (peek().kind == Kind::Word && connective != Connective::And && connective != Connective::Or);
    }

    QueryNode disjunction()
    {
        std::vector<QueryNode> parts;
        parts.push_back(conjunction());
        while (!m_error && connectiveOf(peek()) == Connective::Or) {
            take();
            parts.push_back(conjunction());
        }
        return joined(NodeKind::Or, std::move(parts));
    }

    QueryNode conjunction()
    {
        std::vector<QueryNode> parts;
        parts.push_back(negation());
        while (!m_error) {
            if (connectiveOf(peek()) == Connective::And)
                take();
            else if (!startsOperand())
                break;
            parts.push_back(negation());
        }
        return joined(NodeKind::And, std::move(parts));
    }

    QueryNode negation()
    {
        if (connectiveOf(peek()) != Connective::Not || peek(1).kind == Kind::Compare)
            return operand();
        if (++m_depth > deepestQuery)
            return wrong(QueryFault::TooDeep, peek());
        take();
        QueryNode node;
        node.kind = NodeKind::Not;
        node.children.push_back(negation());
        --m_depth;
        return node;
    }

    QueryNode operand()
    {
        if (++m_terms > mostQueryTerms)
            return wrong(QueryFault::TooLong, peek());
        if (peek().kind == Kind::Open) {
            if (++m_depth > deepestQuery)
                return wrong(QueryFault::TooDeep, peek());
            take();
            QueryNode inner = disjunction();
            if (!m_error && peek().kind != Kind::Close)
                return wrong(QueryFault::ClosingExpected, peek(), {")"});
            take();
            --m_depth;
            return inner;
        }
        if (peek().kind == Kind::Compare || (peek().kind == Kind::Quoted && peek(1).kind == Kind::Compare))
            return wrong(QueryFault::FieldExpected, peek(), fieldNames());
        if (!startsOperand())
            return wrong(QueryFault::OperandExpected, peek(), fieldNames());
        if (peek().kind == Kind::Quoted)
            return textNode(take().text);
        if (!m_conditions)
            return textNode(take().text);

        const QueryFieldWords *field = findField(peek().text);
        if (peek(1).kind == Kind::Compare || (field && isInList(1)))
            return field ? condition(*field) : wrong(QueryFault::UnknownField, peek(), fieldNames());
        // A field's name alone is a condition not yet finished; in quotes it is a text like any other.
        if (field && field->name == folded(peek().text))
            return wrong(QueryFault::ComparisonExpected, peek(1), comparisonsOf(field->type));
        return textNode(take().text);
    }

    bool isInList(std::size_t ahead) const
    {
        return connectiveOf(peek(ahead)) == Connective::In && peek(ahead + 1).kind == Kind::Open;
    }

    QueryNode condition(const QueryFieldWords &field)
    {
        take();
        QueryNode node;
        node.kind = NodeKind::Condition;
        node.condition.field = field.field;
        const std::vector<std::string> known = comparisonsOf(field.type);
        if (isInList(0)) {
            if (std::ranges::find(known, "in") == known.end())
                return wrong(QueryFault::WrongComparison, peek(), known);
            return list(field, std::move(node));
        }
        const QueryToken sign = take();
        node.condition.comparison = sign.comparison;
        if (!std::ranges::any_of(known, [&](const std::string &name) { return name == signOf(sign.comparison); }))
            return wrong(QueryFault::WrongComparison, sign, known);
        if (auto value = readValue(field, sign.comparison))
            node.condition.values.push_back(std::move(*value));
        // Order among named values is decided here: what is left to ask is whether the value is one of them.
        if (field.type == FieldType::OrderedChoice && sign.comparison != Comparison::NotEqual)
            node.condition.comparison = Comparison::Equal;
        return node;
    }

    QueryNode list(const QueryFieldWords &field, QueryNode node)
    {
        take();
        take();
        while (!m_error) {
            if (++m_terms > mostQueryTerms)
                return wrong(QueryFault::TooLong, peek());
            if (auto value = readValue(field, Comparison::Equal))
                node.condition.values.push_back(std::move(*value));
            if (m_error || peek().kind == Kind::Close)
                break;
            if (peek().kind != Kind::Comma)
                return wrong(QueryFault::ClosingExpected, peek(), {",", ")"});
            take();
        }
        take();
        return node;
    }

    /// One value: a quoted text, or words that stand together without a blank, since subjects hold signs ("CN=his").
    std::optional<QueryValue> readValue(const QueryFieldWords &field, Comparison comparison)
    {
        if (peek().kind != Kind::Quoted && peek().kind != Kind::Word) {
            wrong(QueryFault::ValueExpected, peek(), valueNames(field.field));
            return std::nullopt;
        }
        QueryToken token = take();
        if (token.kind == Kind::Word && field.type == FieldType::Text) {
            while ((peek().kind == Kind::Word || peek().kind == Kind::Compare) && peek().from == token.until)
                token.until = take().until;
            token.text = m_text.substr(token.from, token.until - token.from);
        }
        // "30 天": the unit may stand apart.
        if ((field.type == FieldType::Moment) && peek().kind == Kind::Word && isMomentUnit(token.text, peek().text)) {
            token.until = peek().until;
            token.text += take().text;
        }
        std::expected<QueryValue, QueryFault> value = makeValue(field, comparison, token.text);
        if (!value) {
            wrong(value.error(), token, valueNames(field.field));
            return std::nullopt;
        }
        return *std::move(value);
    }

    static std::vector<std::string> fieldNames()
    {
        std::vector<std::string> names;
        for (const QueryFieldWords &field : queryFields())
            names.emplace_back(field.name);
        return names;
    }

    std::string_view m_text;
    const std::vector<QueryToken> &m_tokens;
    bool m_conditions;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_terms = 0;
    std::optional<QueryError> m_error;
};

/// `strict`: whatever stands before a comparison was meant to be a field.
bool asksConditions(const std::vector<QueryToken> &tokens, bool strict)
{
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        if (tokens[at].kind != Kind::Word)
            continue;
        const QueryToken &next = tokens[at + 1];
        if (strict && next.kind == Kind::Compare)
            return true;
        if (next.kind == Kind::Compare && next.comparison != Comparison::Equal && next.comparison != Comparison::Contains)
            return true;
        const bool opensList = connectiveOf(next) == Connective::In && at + 2 < tokens.size() && tokens[at + 2].kind == Kind::Open;
        if ((next.kind == Kind::Compare || opensList) && findField(tokens[at].text))
            return true;
    }
    return false;
}

/// Words as typed, divided by blanks alone; quoted text stays together.
QueryNode plainWords(std::string_view text)
{
    std::vector<QueryNode> parts;
    std::size_t at = 0;
    while (at < text.size() && parts.size() < mostQueryTerms) {
        if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
            ++at;
        } else if (text[at] == '"') {
            const std::size_t end = std::min(text.find('"', at + 1), text.size());
            if (end > at + 1)
                parts.push_back(textNode(text.substr(at + 1, end - at - 1)));
            at = end + 1;
        } else {
            const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
            parts.push_back(textNode(text.substr(at, end - at)));
            at = end;
        }
    }
    return joined(NodeKind::And, std::move(parts));
}

bool mentionsField(const QueryNode &node, QueryField field)
{
    if (node.kind == NodeKind::Condition)
        return node.condition.field == field;
    return std::ranges::any_of(node.children, [&](const QueryNode &child) { return mentionsField(child, field); });
}

std::expected<Query, QueryError> parse(std::string_view text, bool strict)
{
    if (text.size() > longestQuery)
        return std::unexpected(QueryError{QueryFault::TooLong, longestQuery, text.size() - longestQuery, {}, {}});
    const std::vector<QueryToken> tokens = lexQuery(text);
    if (tokens.size() == 1)
        return Query();
    const bool conditions = asksConditions(tokens, strict);
    std::expected<QueryNode, QueryError> root = Parser(text, tokens, conditions).run();
    if (root)
        return Query(*std::move(root), !conditions);
    if (conditions)
        return std::unexpected(root.error());
    return Query(plainWords(text), true);
}

} // namespace

bool Query::mentions(QueryField field) const { return mentionsField(m_root, field); }

std::expected<Query, QueryError> parseQuery(std::string_view text) { return parse(text, false); }

Result<Query> readQuery(std::string_view text)
{
    std::expected<Query, QueryError> query = parse(text, true);
    if (!query)
        return fail(ErrorCode::InvalidArgument, describe(query.error()), std::string(text.substr(0, 200)));
    return *std::move(query);
}

std::string describe(const QueryError &error)
{
    constexpr const char *names[] = {"too long",
                                     "nested too deeply",
                                     "unknown field",
                                     "unknown value",
                                     "field expected",
                                     "comparison expected",
                                     "comparison does not go with this field",
                                     "value expected",
                                     "number expected",
                                     "date or days expected",
                                     "condition or text expected",
                                     "closing expected",
                                     "unexpected"};
    std::string text = "position " + std::to_string(error.position) + ": " + names[static_cast<std::size_t>(error.fault)];
    if (!error.found.empty())
        text += " '" + error.found + "'";
    for (std::size_t at = 0; at < error.expected.size(); ++at)
        text += (at ? ", " : "; expected ") + error.expected[at];
    return text;
}

std::string quotedOperand(std::string_view text)
{
    std::string result = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + '"';
}

} // namespace hufu
