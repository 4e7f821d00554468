// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/FindingText.h"
#include "models/pki/WeakKeyList.h"
#include "models/wording/Language.h"
#include "models/wording/ObservedText.h"

#include <QRegularExpression>
#include <QTest>

#include <ctime>
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

    void wordsWhatWasObserved_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QString>("observed");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        const auto row = [](const char *name, Rule rule, const char *observed, const char *english, const char *chinese) {
            QTest::newRow(name) << int(rule) << QString::fromUtf8(observed) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
        };
        row("classes", Rule::DvOnService, "dv < ov", "DV, required is OV", "DV，要求 OV");
        row("a chain", Rule::UntrustedChain, "issuer missing", "the issuer's certificate is missing", "缺少颁发者证书");
        row("itself", Rule::UntrustedChain, "self-signed", "it signed itself", "自签名");
        row("two policies", Rule::ClassContradiction, "dv, ov", "DV, OV", "DV, OV");
        row("an organization with a comma", Rule::ClassContradiction, "dv, O=Hospital, Ltd", "DV, but the subject has O=Hospital, Ltd", "DV，但主体中有 O=Hospital, Ltd");
        row("no organization", Rule::ClassContradiction, "ov, no O", "OV, but the subject has no O", "OV，但主体中没有 O");
        row("a factor", Rule::RsaSmallFactor, "factor 3", "divisible by 3", "可被 3 整除");
        row("a power", Rule::RsaSmallFactor, "n = m^2", "n = m^2", "n = m^2");
        row("a responder", Rule::OcspResponderProfile, "no ocsp-nocheck, cRLDistributionPoints", "without ocsp-nocheck; with a CRL address",
            "缺少 ocsp-nocheck; 含有 CRL 地址");
        row("days", Rule::ExpiresSoon, "1 days", "1 day", "1 天");
        row("a successor", Rule::ExpiresSoon, "9 days, successor not in place", "9 days; a new one was issued and not yet seen in place",
            "9 天；新证书已签发，尚未见其部署到位");
        row("no time at all", Rule::NotYetValid, "soon", "soon", "soon");
        row("nothing", Rule::MalformedExtension, "-", "", "");
    }
    void wordsWhatWasObserved()
    {
        QFETCH(int, rule);
        QFETCH(QString, observed);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Finding finding{Rule(rule), Severity::High, observed.toStdString()};
        Language language;
        language.choose(Language::Choice::English);
        QCOMPARE(ObservedText::of(finding), english);
        language.choose(Language::Choice::Chinese);
        QCOMPARE(ObservedText::of(finding), chinese);
    }

    void timesAreLocal()
    {
        Language language;
        language.choose(Language::Choice::English);
        qputenv("TZ", "Asia/Shanghai");
        tzset();
        const QString text = ObservedText::of({Rule::ExpiredButSeen, Severity::High, "2026-01-01T00:00:00Z < 2026-01-02T20:00:00Z"});
        QCOMPARE(text, QString("expired 2026-01-01 08:00:00 CST, seen 2026-01-03 04:00:00 CST"));
    }

    void sourcesSpeak()
    {
        Language language;
        language.choose(Language::Choice::English);
        QCOMPARE(FindingText::source(Rule::ExpiredButSeen), QString::fromUtf8("checklist 三.2, RFC 5280 §6.1.3"));
        QCOMPARE(FindingText::source(Rule::KeySharedAcrossOwners), QString::fromUtf8("Baseline Requirements 6.1.1.3, SP 800-57 part 1 §5.2"));
        language.choose(Language::Choice::Chinese);
        QCOMPARE(FindingText::source(Rule::DvOnService), QString::fromUtf8("检查清单 一.1"));
    }

    void aRuleThatCannotCheckSaysSo()
    {
        // By what is installed here; elsewhere the other half holds.
        QCOMPARE(FindingText::limitation(Rule::DebianWeakKey).isEmpty(), !WeakKeyList::installed().isEmpty());
        QVERIFY(FindingText::limitation(Rule::RsaTooShort).isEmpty());
    }

    void aRuleOfANewerReleaseKeepsItsName()
    {
        QCOMPARE(FindingText::title(Rule(9999)), QString("unknown-rule"));
        QVERIFY(!FindingText::remedy(Rule(9999)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FindingTextTest)
#include "FindingTextTest.moc"
