// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/FindingText.h"
#include "models/wording/Language.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace hufu;

class FindingTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleSpeaks_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("English") << int(Language::Choice::English);
        QTest::newRow("Chinese") << int(Language::Choice::Chinese);
    }
    void everyRuleSpeaks()
    {
        QFETCH(int, language);
        Language chosen;
        chosen.choose(Language::Choice(language));
        const QChar stop = chosen.isChinese() ? u'。' : u'.';
        std::set<QString> titles;
        for (Rule rule : allRules()) {
            const char *name = ruleName(rule);
            const FindingWords words = findingText({rule, Severity::Low, "<seen>"});
            QVERIFY2(titles.insert(words.title).second, name);
            QVERIFY2(!words.title.isEmpty() && !words.title.endsWith(stop), name);
            for (const QString &text : {FindingText::meaning(rule), FindingText::remedy(rule), words.explanation})
                QVERIFY2(text.endsWith(stop) && !text.contains(u'%'), qPrintable(QString::fromLatin1(name) + ": " + text));
            QVERIFY2(words.explanation.endsWith(FindingText::meaning(rule)), name);
            // What has a value to show shows it; the others say no more than they mean.
            QCOMPARE(words.explanation.contains("<seen>"), words.explanation != FindingText::meaning(rule));
            QCOMPARE(words.title.contains(QRegularExpression("[\\x{4e00}-\\x{9fff}]")), chosen.isChinese());
        }
    }

    void explains_data()
    {
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("bits") << "1024 bits" << "The RSA key has 1024 bits." << QString::fromUtf8("RSA 密钥长度为 1024 位。");
        QTest::newRow("one day") << "1 days" << "The RSA key has 1 day." << QString::fromUtf8("RSA 密钥长度为 1 天。");
        QTest::newRow("a comparison") << "399 > 398 days" << "The RSA key has 399 > 398 days." << QString::fromUtf8("RSA 密钥长度为 399 > 398 天。");
        QTest::newRow("octets") << "21 octets" << "The RSA key has 21 octets." << QString::fromUtf8("RSA 密钥长度为 21 字节。");
        QTest::newRow("a name that looks like a quantity") << "10 days.cn" << "The RSA key has 10 days.cn." << QString::fromUtf8("RSA 密钥长度为 10 days.cn。");
        QTest::newRow("a name with a place marker") << "%2.cn" << "The RSA key has %2.cn." << QString::fromUtf8("RSA 密钥长度为 %2.cn。");
        QTest::newRow("none") << "-" << "" << "";
    }
    void explains()
    {
        QFETCH(QString, observed);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Finding finding{Rule::RsaTooShort, Severity::High, observed.toStdString()};
        Language language;
        language.choose(Language::Choice::English);
        QCOMPARE(FindingText::explanation(finding), (english + " " + FindingText::meaning(Rule::RsaTooShort)).trimmed());
        language.choose(Language::Choice::Chinese);
        QCOMPARE(FindingText::explanation(finding), chinese + FindingText::meaning(Rule::RsaTooShort));
    }

    void aRuleOfANewerReleaseKeepsItsName()
    {
        QCOMPARE(FindingText::title(Rule(9999)), QString("unknown-rule"));
        QVERIFY(!FindingText::remedy(Rule(9999)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FindingTextTest)
#include "FindingTextTest.moc"
