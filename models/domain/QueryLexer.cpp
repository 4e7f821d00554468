// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/QueryLexer.h"

#include "models/domain/TextFolding.h"

namespace hufu {
namespace {

using Kind = QueryToken::Kind;

// What an input method for Chinese types where ASCII is meant.
constexpr struct {
    std::string_view written, meant;
} fullWidth[] = {{"（", "("}, {"）", ")"}, {"，", ","}, {"、", ","}, {"＜", "<"}, {"＞", ">"}, {"＝", "="}, {"！", "!"}, {"～", "~"}, {"“", "\""},
                 {"”", "\""}, {"＂", "\""}, {"「", "\""}, {"」", "\""}, {"≤", "<="}, {"≥", ">="}, {"≠", "!="}, {"　", " "}};

/// The next sign: how many bytes it takes in the text, and its ASCII meaning.
struct Sign {
    std::size_t length = 1;
    std::string_view meant;
};

Sign signAt(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80)
        return {1, text.substr(at, 1)};
    for (const auto &known : fullWidth) {
        if (text.substr(at).starts_with(known.written))
            return {known.written.size(), known.meant};
    }
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
        ++length;
    return {length, {}};
}

bool isBlank(std::string_view meant) { return meant == " " || meant == "\t" || meant == "\n" || meant == "\r"; }
bool endsWord(std::string_view meant)
{
    return isBlank(meant) || (!meant.empty() && std::string_view("()<>=~,\"").find(meant[0]) != std::string_view::npos) || meant == "!=";
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    std::vector<QueryToken> run()
    {
        while (m_at < m_text.size())
            next();
        m_tokens.push_back({Kind::End, m_text.size(), m_text.size(), {}, {}});
        return std::move(m_tokens);
    }

private:
    void next()
    {
        const Sign sign = signAt(m_text, m_at);
        if (isBlank(sign.meant)) {
            m_at += sign.length;
        } else if (sign.meant == "(") {
            push(Kind::Open, sign.length);
        } else if (sign.meant == ")") {
            push(Kind::Close, sign.length);
        } else if (sign.meant == ",") {
            push(Kind::Comma, sign.length);
        } else if (sign.meant == "\"") {
            quoted(sign.length);
        } else if (!comparison(sign)) {
            word();
        }
    }

    void push(Kind kind, std::size_t length, Comparison comparison = {})
    {
        m_tokens.push_back({kind, m_at, m_at + length, std::string(m_text.substr(m_at, length)), comparison});
        m_at += length;
    }

    bool comparison(Sign sign)
    {
        const std::size_t after = m_at + sign.length;
        const Sign second = after < m_text.size() ? signAt(m_text, after) : Sign{0, {}};
        const bool equalFollows = second.meant == "=";
        const std::size_t both = sign.length + second.length;
        if (sign.meant == "<=" || (sign.meant == "<" && equalFollows))
            push(Kind::Compare, sign.meant == "<" ? both : sign.length, Comparison::LessOrEqual);
        else if (sign.meant == ">=" || (sign.meant == ">" && equalFollows))
            push(Kind::Compare, sign.meant == ">" ? both : sign.length, Comparison::GreaterOrEqual);
        else if (sign.meant == "!=" || (sign.meant == "!" && equalFollows))
            push(Kind::Compare, sign.meant == "!" ? both : sign.length, Comparison::NotEqual);
        else if (sign.meant == "<")
            push(Kind::Compare, sign.length, Comparison::Less);
        else if (sign.meant == ">")
            push(Kind::Compare, sign.length, Comparison::Greater);
        else if (sign.meant == "=")
            push(Kind::Compare, equalFollows ? both : sign.length, Comparison::Equal);
        else if (sign.meant == "~")
            push(Kind::Compare, sign.length, Comparison::Contains);
        else
            return false;
        return true;
    }

    void quoted(std::size_t opening)
    {
        QueryToken token{Kind::Quoted, m_at, m_text.size(), {}, {}};
        m_at += opening;
        while (m_at < m_text.size()) {
            const Sign sign = signAt(m_text, m_at);
            if (sign.meant == "\"") {
                m_at += sign.length;
                token.until = m_at;
                break;
            }
            if (sign.meant == "\\" && m_at + 1 < m_text.size() && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\'))
                ++m_at;
            token.text += m_text.substr(m_at, signAt(m_text, m_at).length);
            m_at += signAt(m_text, m_at).length;
        }
        m_tokens.push_back(std::move(token));
    }

    void word()
    {
        const std::size_t from = m_at;
        do {
            m_at += signAt(m_text, m_at).length;
            if (m_at >= m_text.size())
                break;
            const Sign sign = signAt(m_text, m_at);
            const std::size_t after = m_at + sign.length;
            if (sign.meant == "!" && after < m_text.size() && signAt(m_text, after).meant == "=")
                break;
            if (endsWord(sign.meant))
                break;
        } while (true);
        m_tokens.push_back({Kind::Word, from, m_at, std::string(m_text.substr(from, m_at - from)), {}});
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<QueryToken> m_tokens;
};

} // namespace

Connective connectiveOf(const QueryToken &token)
{
    if (token.kind != Kind::Word)
        return Connective::None;
    const std::string word = folded(token.text);
    if (word == "and" || word == "且" || word == "并且" || word == "与" || word == "和")
        return Connective::And;
    if (word == "or" || word == "或" || word == "或者")
        return Connective::Or;
    if (word == "not" || word == "非" || word == "不是")
        return Connective::Not;
    if (word == "in" || word == "属于")
        return Connective::In;
    return Connective::None;
}

std::vector<QueryToken> lexQuery(std::string_view text) { return Lexer(text).run(); }

} // namespace hufu
