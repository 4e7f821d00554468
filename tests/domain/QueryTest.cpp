// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CertificateStatus.h"
#include "models/domain/Findings.h"
#include "models/domain/QueryWords.h"
#include "models/domain/TextFolding.h"

#include <QTest>

#include <limits>
#include <set>

using namespace hufu;

namespace {

/// A query's tree in a form that reads in a failed test: "(and [text his] [expires < 30d])".
std::string shown(const QueryNode &node)
{
    using Kind = QueryNode::Kind;
    std::string result;
    switch (node.kind) {
    case Kind::All: return "all";
    case Kind::Text: return "[" + node.text + "]";
    case Kind::And: result = "(and"; break;
    case Kind::Or: result = "(or"; break;
    case Kind::Not: result = "(not"; break;
    case Kind::Condition: {
        constexpr const char *signs[] = {"=", "!=", "<", "<=", ">", ">=", "~"};
        result = std::string("{") + wordsOf(node.condition.field).name + " " + signs[int(node.condition.comparison)];
        for (const QueryValue &value : node.condition.values) {
            result += " ";
            if (value.moment)
                result += value.moment->relative ? std::to_string(value.moment->count) + value.moment->unit
                                                 : "day" + std::to_string(value.moment->day);
            else if (!choicesOf(node.condition.field).empty())
                result += "#" + std::to_string(value.choices);
            else if (wordsOf(node.condition.field).type == FieldType::Number)
                result += std::to_string(value.number);
            else
                result += value.text;
        }
        return result + "}";
    }
    }
    for (const QueryNode &child : node.children)
        result += " " + shown(child);
    return result + ")";
}

std::string choice(int value) { return "#" + std::to_string(std::uint64_t(1) << value); }

} // namespace

class QueryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheLanguage_data();
    void readsTheLanguage();
    void takesTheRestAsText_data();
    void takesTheRestAsText();
    void namesTheMistake_data();
    void namesTheMistake();
    void commandsTakeNoMistypedField();
    void meansARange_data();
    void meansARange();
    void boundsLengthAndDepth();
    void quotesWhatItComposes();
    void knowsItsWords();
    void foldsCase_data();
    void foldsCase();
    void completes_data();
    void completes();
    void completionsLeadToQueries();
};

void QueryTest::readsTheLanguage_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const char *text, const std::string &tree) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromStdString(tree);
    };
    const std::string core = choice(int(Tier::Core)), dv = choice(int(ValidationClass::Dv));
    row("nothing selects all", "", "all");
    row("blanks select all", "  \t ", "all");
    row("the example of the manual", "expires < 30d and class = dv and tier = core",
        "(and {expires < 30d} {class = " + dv + "} {tier = " + core + "})");
    row("the same in Chinese", "到期 < 30天 且 级别 = 核心", "(and {expires < 30d} {tier = " + core + "})");
    row("full-width signs of an input method", "到期＜30天 （级别＝核心）", "(and {expires < 30d} {tier = " + core + "})");
    row("no blanks around signs", "expires<30d", "{expires < 30d}");
    row("a unit apart from its number", "expires < 30 天", "{expires < 30d}");
    row("a bare number counts days", "expires < 30", "{expires < 30d}");
    row("negative: the past", "expires > -4w", "{expires > -4w}");
    row("months and years", "expires < 6m or issued > -1y", "(or {expires < 6m} {issued > -1y})");
    row("a date", "expires <= 1970-01-02", "{expires <= day1}");
    row("a date as Chinese write it", "expires <= 1970年1月3日", "{expires <= day2}");
    row("today", "到期 < 今天", "{expires < 0d}");
    row("and binds closer than or", "bits = 1 or bits = 2 and bits = 3", "(or {bits = 1} (and {bits = 2} {bits = 3}))");
    row("parentheses", "(bits = 1 or bits = 2) and bits = 3", "(and (or {bits = 1} {bits = 2}) {bits = 3})");
    row("words side by side mean and", "bits = 1 his bits = 3", "(and {bits = 1} [his] {bits = 3})");
    row("not", "not bits = 1 and not not bits = 2", "(and (not {bits = 1}) (not (not {bits = 2})))");
    row("a list", "class in (dv, ev)", "{class = " + dv + " " + choice(int(ValidationClass::Ev)) + "}");
    row("a list in Chinese", "级别 属于 （核心，重要）", "{tier = " + core + " " + choice(int(Tier::Important)) + "}");
    row("tiers have an order", "tier >= important",
        "{tier = #" + std::to_string((1 << int(Tier::Important)) | (1 << int(Tier::Core))) + "}");
    row("nothing lies above core", "tier > core", "{tier = #0}");
    row("severities have an order", "severity >= high", "{severity = #" + std::to_string((1 << 4) | (1 << 5)) + "}");
    row("without findings", "severity = none", "{severity = #1}");
    row("a quoted value", "service = \"急诊 挂号\"", "{service = 急诊 挂号}");
    row("Chinese quotes", "业务 = “急诊 挂号”", "{service = 急诊 挂号}");
    row("escapes", R"(owner = "a\"b\\c")", R"({owner = a"b\c})");
    row("a value that holds signs", "subject ~ CN=his,x", "");
    row("a distinguished name as a value", "subject ~ CN=his.example", "{subject ~ cn=his.example}");
    row("case does not matter", "EXPIRES < 30D AND Class = DV", "(and {expires < 30d} {class = " + dv + "})");
    row("fingerprints lose their colons", "fingerprint ~ AB:CD:01", "{fingerprint ~ abcd01}");
    row("part of a value's name", "class ~ v and bits = 1",
        "(and {class ~ #" + std::to_string((1 << 1) | (1 << 2) | (1 << 3) | (1 << 4) | (1 << 5)) + "} {bits = 1})");
    row("yes and no", "ca = yes or self-signed = 否", "(or {ca = #2} {self-signed = #1})");
    row("a rule", "finding = rsa-too-short", "{finding = " + choice(ruleIndex(Rule::RsaTooShort)) + "}");
    row("a count of findings", "findings >= 2", "{findings >= 2}");
    row("text beside a condition", "急诊 and expires < 7d", "(and [急诊] {expires < 7d})");
    row("a field's name as text", "\"tier\" and expires < 7d", "(and [tier] {expires < 7d})");
}

void QueryTest::readsTheLanguage()
{
    QFETCH(QString, text);
    QFETCH(QString, tree);
    const auto query = parseQuery(text.toStdString());
    if (tree.isEmpty()) {
        QVERIFY(!query);
        return;
    }
    QVERIFY2(query, query ? "" : describe(query.error()).c_str());
    QCOMPARE(QString::fromStdString(shown(query->root())), tree);
}

void QueryTest::takesTheRestAsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char *name, const char *text, const char *tree) {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(tree);
    };
    row("a word", "His", "[his]");
    row("all words must occur", "his 急诊", "(and [his] [急诊])");
    row("a phrase", "\"Root CA\"", "[root ca]");
    row("a quote still open", "\"Root C", "[root c]");
    row("or works", "his or lis", "(or [his] [lis])");
    row("or still to be continued is a word", "his or", "(and [his] [or])");
    row("not works", "not his", "(not [his])");
    row("a distinguished name is no condition", "CN=his.example,O=医院", "[cn=his.example,o=医院]");
    row("a name with parentheses", "Root (G2)", "(and [root] [g2])");
    row("a parenthesis still open is text", "Root (G2", "(and [root] [(g2])");
    row("a field's name alone", "expires", "[expires]");
    row("a fingerprint with colons", "AB:CD:EF", "[ab:cd:ef]");
    row("a mail address", "li@his.example", "[li@his.example]");
    row("in without a list", "class in Beijing", "(and [class] [in] [beijing])");
}

void QueryTest::takesTheRestAsText()
{
    QFETCH(QString, text);
    QFETCH(QString, tree);
    const auto query = parseQuery(text.toStdString());
    QVERIFY2(query, query ? "" : describe(query.error()).c_str());
    QVERIFY(query->isPlainText());
    QCOMPARE(QString::fromStdString(shown(query->root())), tree);
}

void QueryTest::namesTheMistake_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QueryFault>("fault");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("expected");
    QTest::newRow("unknown field") << "bogus < 3" << QueryFault::UnknownField << 0 << "expires";
    QTest::newRow("unknown field beside a known one") << "bits = 3 and cn=his" << QueryFault::UnknownField << 13 << "subject";
    QTest::newRow("no field") << "bits = 3 and < 30d" << QueryFault::FieldExpected << 13 << "expires";
    QTest::newRow("a field in quotes is none") << "\"bits\" > 3 or bits = 1" << QueryFault::FieldExpected << 0 << "bits";
    QTest::newRow("unknown value") << "class = dw" << QueryFault::UnknownValue << 8 << "dv";
    QTest::newRow("unknown rule") << "finding = none-such" << QueryFault::UnknownValue << 10 << "rsa-too-short";
    QTest::newRow("a value is missing") << "class = " << QueryFault::ValueExpected << 8 << "ov";
    QTest::newRow("nothing to be contained") << "subject ~ \"\"" << QueryFault::ValueExpected << 10 << "";
    QTest::newRow("no date") << "expires < soon" << QueryFault::MomentExpected << 10 << "30d";
    QTest::newRow("a day that does not exist") << "expires < 2026-02-30" << QueryFault::MomentExpected << 10 << "2026-12-31";
    QTest::newRow("no number") << "bits > many" << QueryFault::NumberExpected << 7 << "2048";
    QTest::newRow("too large a number") << "bits > 99999999999999999999" << QueryFault::NumberExpected << 7 << "2048";
    QTest::newRow("no hexadecimal") << "serial = xyz" << QueryFault::NumberExpected << 9 << "";
    QTest::newRow("names have no order") << "issuer < a" << QueryFault::WrongComparison << 7 << "~";
    QTest::newRow("dates have no parts") << "expires ~ 2026" << QueryFault::WrongComparison << 8 << "<";
    QTest::newRow("a field without its comparison") << "bits = 1 and tier" << QueryFault::ComparisonExpected << 17 << ">=";
    QTest::newRow("nothing after and") << "bits = 1 and " << QueryFault::OperandExpected << 13 << "tier";
    QTest::newRow("a parenthesis left open") << "(bits = 1" << QueryFault::ClosingExpected << 9 << ")";
    QTest::newRow("a list left open") << "class in (dv" << QueryFault::ClosingExpected << 12 << ",";
    QTest::newRow("a parenthesis too many") << "bits = 1)" << QueryFault::UnexpectedToken << 8 << "and";
    QTest::newRow("positions count bytes") << "级别 = 黄金" << QueryFault::UnknownValue << 9 << "core";
}

void QueryTest::namesTheMistake()
{
    QFETCH(QString, text);
    QFETCH(QueryFault, fault);
    QFETCH(int, position);
    QFETCH(QString, expected);
    const auto query = parseQuery(text.toStdString());
    QVERIFY(!query);
    QVERIFY2(query.error().fault == fault, describe(query.error()).c_str());
    QCOMPARE(int(query.error().position), position);
    if (!expected.isEmpty())
        QVERIFY2(std::ranges::find(query.error().expected, expected.toStdString()) != query.error().expected.end(),
                 describe(query.error()).c_str());
    const Result<Query> asResult = readQuery(text.toStdString());
    QVERIFY(!asResult && asResult.error().code == ErrorCode::InvalidArgument);
}

/// What is typed into a box may be text; what a command is given is meant.
void QueryTest::commandsTakeNoMistypedField()
{
    for (const char *text : {"cn = s", "tire = core", "foo ~ bar", "expires < 30d and tire = core"})
        QVERIFY2(!readQuery(text), text);
    for (const char *text : {"", "registration desk", "\"cn = s\"", "tier = core", "挂号"})
        QVERIFY2(readQuery(text).has_value(), text);
    QVERIFY(parseQuery("cn = s")->isPlainText());
}

void QueryTest::meansARange_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("until");
    constexpr qint64 first = std::numeric_limits<qint64>::min(), last = std::numeric_limits<qint64>::max();
    // Now is 2026-01-31 20:00 UTC; the officer's clock is eight hours ahead: 1 February, 04:00.
    const auto at = [](const char *iso) { return qint64(toUnix(fromIso(iso).value())); };
    QTest::newRow("before thirty days from now") << "expires < 30d" << first << at("2026-03-02T20:00:00Z");
    QTest::newRow("thirty days from now and before") << "expires <= 30d" << first << at("2026-03-02T20:00:01Z");
    QTest::newRow("after an hour ago") << "expires > -1h" << at("2026-01-31T19:00:01Z") << last;
    QTest::newRow("at or after two weeks") << "expires >= 2w" << at("2026-02-14T20:00:00Z") << last;
    QTest::newRow("that day on the officer's wall") << "expires = 0d" << at("2026-01-31T16:00:00Z") << at("2026-02-01T16:00:00Z");
    QTest::newRow("a month by the calendar") << "expires < 1m" << first << at("2026-02-28T20:00:00Z");
    QTest::newRow("a year by the calendar") << "expires < 1y" << first << at("2027-01-31T20:00:00Z");
    QTest::newRow("before a date") << "expires < 2026-12-31" << first << at("2026-12-30T16:00:00Z");
    QTest::newRow("through a date") << "expires <= 2026-12-31" << first << at("2026-12-31T16:00:00Z");
    QTest::newRow("after a date") << "expires > 2026-12-31" << at("2026-12-31T16:00:00Z") << last;
    QTest::newRow("on a date") << "expires = 2026-12-31" << at("2026-12-30T16:00:00Z") << at("2026-12-31T16:00:00Z");
}

void QueryTest::meansARange()
{
    QFETCH(QString, text);
    QFETCH(qint64, from);
    QFETCH(qint64, until);
    const auto query = parseQuery(text.toStdString());
    QVERIFY(query);
    const QueryCondition &condition = query->root().condition;
    const QueryRange range =
        rangeOf(condition.comparison, *condition.values[0].moment, {fromIso("2026-01-31T20:00:00Z").value(), 8 * 3600});
    QCOMPARE(qint64(range.from), from);
    QCOMPARE(qint64(range.until), until);
}

void QueryTest::boundsLengthAndDepth()
{
    QVERIFY(parseQuery(std::string(longestQuery, 'a')));
    QCOMPARE(parseQuery(std::string(longestQuery + 1, 'a')).error().fault, QueryFault::TooLong);
    const auto nested = [](int depth) { return std::string(depth, '(') + "bits = 1" + std::string(depth, ')'); };
    QVERIFY(parseQuery(nested(deepestQuery)));
    QCOMPARE(parseQuery(nested(deepestQuery + 1)).error().fault, QueryFault::TooDeep);
    std::string nots = "bits=1 ";
    for (int i = 0; i <= deepestQuery; ++i)
        nots += "not ";
    QCOMPARE(parseQuery(nots + "x").error().fault, QueryFault::TooDeep);
    std::string terms = "bits=1";
    for (int i = 0; i <= mostQueryTerms; ++i)
        terms += " a";
    QCOMPARE(parseQuery(terms).error().fault, QueryFault::TooLong);
}

void QueryTest::quotesWhatItComposes()
{
    for (const char *text : {"plain", "with \"quotes\"", "back\\slash", "and", "全角（括号）", "\\\"", ""}) {
        const auto query = parseQuery("owner = " + quotedOperand(text));
        QVERIFY(query);
        QCOMPARE(query->root().condition.values[0].text, std::string(text));
    }
}

void QueryTest::knowsItsWords()
{
    int position = 0;
    std::set<std::string> seen;
    for (const QueryFieldWords &field : queryFields()) {
        QCOMPARE(int(field.field), position++); // wordsOf() counts on the order
        QVERIFY(findField(field.name) == &field);
        QVERIFY(findField(field.chinese) == &field);
        QVERIFY2(seen.insert(field.name).second && seen.insert(field.chinese).second, field.name);
    }
    QVERIFY(allRules().size() <= std::size_t(mostRules));
    for (Rule rule : allRules())
        QCOMPARE(ruleAt(ruleIndex(rule)), rule);
    QCOMPARE(ruleIndex(Rule(255)), -1);
    QCOMPARE(ruleIndex(Rule(9999)), -1);
}

void QueryTest::foldsCase_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    QTest::newRow("ASCII") << "HIS.Example" << "his.example";
    QTest::newRow("Chinese stays") << QStringLiteral("急诊HIS") << QStringLiteral("急诊his");
    QTest::newRow("accents") << QStringLiteral("MÜNCHEN") << QStringLiteral("münchen");
    QTest::newRow("full-width letters") << QStringLiteral("ＡＢ") << QStringLiteral("ａｂ");
    QTest::newRow("Greek") << QStringLiteral("ΑΣ") << QStringLiteral("ας").toCaseFolded();
}

void QueryTest::foldsCase()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(folded(text.toStdString())), result);
}

void QueryTest::completes_data()
{
    QTest::addColumn<QString>("text"); // | stands for the cursor
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("holds");
    QTest::addColumn<int>("from");
    QTest::newRow("nothing yet: fields") << "|" << "expires" << "tier" << 0;
    QTest::newRow("a field begun") << "ti|" << "tier" << "" << 0;
    QTest::newRow("a Chinese field begun") << QStringLiteral("级|") << QStringLiteral("级别") << "" << 0;
    QTest::newRow("a comparison") << "tier |" << "=" << ">=" << 5;
    QTest::newRow("a value") << "tier = |" << "none" << "core" << 7;
    QTest::newRow("a value begun") << "tier = co|" << "core" << "" << 7;
    QTest::newRow("a Chinese value begun") << QStringLiteral("tier = 核|") << QStringLiteral("核心") << "" << 7;
    QTest::newRow("a value in a list") << "class in (dv, e|" << "ev" << "" << 14;
    QTest::newRow("after a word that does not belong in a list") << "class in (dv tier, e|" << "ev" << "" << 19;
    QTest::newRow("after a condition") << "tier = core |" << "and" << "or" << 12;
    QTest::newRow("the next field") << "tier = core and ex|" << "expires" << "" << 16;
    QTest::newRow("within the text") << "ti| and bits = 3" << "tier" << "" << 0;
    QTest::newRow("a service of this house, quoted") << "service = |" << QStringLiteral("\"急诊 挂号\"") << "HIS" << 10;
    QTest::newRow("a quoted service begun") << QStringLiteral("service = \"急|") << QStringLiteral("\"急诊 挂号\"") << "" << 10;
    QTest::newRow("a date") << "expires < |" << "7d" << "30d" << 10;
    QTest::newRow("a rule, by its middle") << "finding = too-s|" << "rsa-too-short" << "" << 10;
}

void QueryTest::completes()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    QFETCH(QString, holds);
    QFETCH(int, from);
    QueryVocabulary vocabulary;
    vocabulary.services = {"急诊 挂号", "HIS"};
    const std::size_t cursor = std::size_t(text.left(text.indexOf('|')).toUtf8().size());
    const std::vector<QueryCompletion> offers = completions(text.remove('|').toStdString(), cursor, vocabulary);
    QVERIFY(!offers.empty());
    QCOMPARE(QString::fromStdString(offers.front().text), first);
    QCOMPARE(int(offers.front().from), from);
    QCOMPARE(offers.front().until, cursor);
    if (!holds.isEmpty())
        QVERIFY(std::ranges::any_of(offers, [&](const QueryCompletion &offer) { return offer.text == holds.toStdString(); }));
}

// Whoever always takes the first offer ends in a text that parses.
void QueryTest::completionsLeadToQueries()
{
    for (const QueryFieldWords &field : queryFields()) {
        QueryVocabulary vocabulary{{"a b"}, {"c"}, {"d"}, {"e, f"}, {"P-256"}, QueryLanguage::English};
        std::string text = std::string(field.name) + " ";
        const auto signs = completions(text, text.size(), vocabulary);
        QVERIFY(!signs.empty());
        text += signs.front().text + " ";
        const auto values = completions(text, text.size(), vocabulary);
        text += values.empty() ? "ab" : values.front().text;
        const auto query = parseQuery(text);
        QVERIFY2(query && !query->isPlainText(), text.c_str());
    }
}

QTEST_APPLESS_MAIN(QueryTest)
#include "QueryTest.moc"
