// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording/ErrorText.h"
#include "models/wording/Language.h"

#include <QTest>

#include <set>

using namespace hufu;

class ErrorTextTest : public QObject
{
    Q_OBJECT

    static Error error(ErrorCode code, std::string subject = {}) { return {code, "the detail", std::move(subject), std::nullopt}; }

private Q_SLOTS:
    void everyCodeSpeaks_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("English") << int(Language::Choice::English);
        QTest::newRow("Chinese") << int(Language::Choice::Chinese);
    }
    void everyCodeSpeaks()
    {
        QFETCH(int, language);
        Language chosen;
        chosen.choose(Language::Choice(language));
        std::set<QString> seen;
        for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
            const ErrorText text = errorText(error(ErrorCode(code)));
            const char *name = errorName(ErrorCode(code));
            QVERIFY2(!text.whatHappened.isEmpty(), name);
            QVERIFY2(seen.insert(text.whatHappened).second, name);
            QVERIFY2(!text.whatItMeans.isEmpty() || !text.whatToDo.isEmpty(), name);
            const bool chinese = text.whatHappened.endsWith(u'。');
            QVERIFY2(chinese == chosen.isChinese(), name);
            for (const QString &part : {text.whatItMeans, text.whatToDo})
                QVERIFY2(part.isEmpty() || part.endsWith(chinese ? u'。' : u'.'), name);
            QVERIFY2(!sentence(error(ErrorCode(code))).contains("the detail"), name); // detail is for the folded part
        }
    }

    void saysWhatItHappenedTo()
    {
        Language language;
        language.choose(Language::Choice::English);
        QCOMPARE(errorText(error(ErrorCode::NotFound, "/etc/病历.pem")).whatHappened, QString::fromUtf8("/etc/病历.pem: It does not exist."));
        QCOMPARE(sentence(error(ErrorCode::WrongPassphrase)), QString("The passphrase is wrong. Check keyboard layout and Caps Lock, then try again."));
        language.choose(Language::Choice::Chinese);
        QCOMPARE(sentence(error(ErrorCode::WrongPassphrase)), QString::fromUtf8("口令错误。请检查键盘布局和大写锁定后重试。"));
        QCOMPARE(errorText(error(ErrorCode::Busy, "%2 %1")).whatHappened, QString::fromUtf8("%2 %1：另一个程序正在使用它。"));
    }

    void aWrongPinSaysHowManyTriesAreLeft_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("left");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("two") << int(ErrorCode::PinIncorrect) << 2 << "2 tries are left." << QString::fromUtf8("还可尝试 2 次。");
        QTest::newRow("one") << int(ErrorCode::PinIncorrect) << 1 << "One try is left." << QString::fromUtf8("还可尝试 1 次。");
        QTest::newRow("none") << int(ErrorCode::PinIncorrect) << 0 << "No try is left: the token or USBKey is blocked until its PUK or SO PIN is entered."
                              << QString::fromUtf8("已无剩余次数：在输入 PUK 或 SO PIN 之前，令牌或 USBKey 处于锁定状态。");
        QTest::newRow("two of a PUK") << int(ErrorCode::PukIncorrect) << 2 << "2 tries are left." << QString::fromUtf8("还可尝试 2 次。");
        QTest::newRow("none of a PUK") << int(ErrorCode::PukIncorrect) << 0 << "No try is left: the PUK is blocked, and a blocked PIN cannot be set again."
                                       << QString::fromUtf8("已无剩余次数：PUK 已锁定，锁定的 PIN 无法再重设。");
    }
    void aWrongPinSaysHowManyTriesAreLeft()
    {
        QFETCH(int, code);
        QFETCH(int, left);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Error wrong{ErrorCode(code), {}, {}, left};
        Language language;
        language.choose(Language::Choice::English);
        QCOMPARE(errorText(wrong).whatItMeans, english);
        QCOMPARE(errorText(wrong).whatToDo.isEmpty(), left == 0);
        language.choose(Language::Choice::Chinese);
        QCOMPARE(errorText(wrong).whatItMeans, chinese);
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "ErrorTextTest.moc"
