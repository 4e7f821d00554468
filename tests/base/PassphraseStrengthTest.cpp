// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/PassphraseStrength.h"

#include <QTest>

using namespace hufu;
using Level = PassphraseStrength::Level;

class PassphraseStrengthTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QByteArray>("passphrase");
        QTest::addColumn<int>("characters");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *name, const char *passphrase, int characters, bool accepted) {
            QTest::newRow(name) << QByteArray(passphrase) << characters << accepted;
        };
        row("nothing is too short", "", 0, false);
        row("nine random characters are too short", "x7#Kp2!mQ", 9, false);
        row("ten random characters will do", "x7#Kp2!mQz", 10, true);
        row("ten letters of a row are weak", "qwertyuiop", 10, false);
        row("digits in order are weak however many", "12345678901234567890", 20, false);
        row("one character repeated is weak however often", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32, false);
        row("a common word with decoration is weak", "Password2026!", 13, false);
        row("the hospital's own words are weak", "Yiyuan@2026", 11, false);
        row("a name and a birthday are weak", "zhangwei19850312", 16, false);
        row("a mobile number is weak", "13812345678", 11, false);
        row("a name and a mobile number are weak", "liwei13987651234", 16, false);
        row("four unrelated words are good", "correct horse battery staple", 28, true);
        row("a sentence in pinyin is good", "chuang qian ming yue guang shui", 31, true);
        row("random letters count as letters", "kfjwqzmpxtrvhd", 14, true);
        row("ten ideographs of a sentence are good", "\xE6\x98\xA5\xE7\x9C\xA0\xE4\xB8\x8D\xE8\xA7\x89\xE6\x99\x93\xE5\xA4\x84\xE5\xA4\x84\xE9\x97\xBB\xE5\x95\xBC\xE9\xB8\x9F", 10, true);
        row("three ideographs are too short", "\xE6\x9D\x8E\xE5\xAE\x89\xE5\x85\xA8", 3, false);
    }
    void judges()
    {
        QFETCH(QByteArray, passphrase);
        QFETCH(int, characters);
        QFETCH(bool, accepted);
        const PassphraseStrength strength = estimateStrength(SecureBytes::copyOf(std::string_view(passphrase.constData(), std::size_t(passphrase.size()))));
        QCOMPARE(strength.characters, characters);
        QVERIFY2(strength.acceptable() == accepted, qPrintable(QString("%1 bits").arg(strength.bits)));
        QCOMPARE(strength.acceptable(), strength.characters >= shortestPassphrase && strength.bits >= weakestPassphraseBits);
    }

    void neverGrowsWhenACharacterIsRepeated()
    {
        const double once = estimateStrength(SecureBytes::copyOf(std::string_view("x7#Kp2!mQz"))).bits;
        const double often = estimateStrength(SecureBytes::copyOf(std::string_view("x7#Kp2!mQzzzzzzzzz"))).bits;
        QVERIFY2(often - once < 8, qPrintable(QString("%1 to %2").arg(once).arg(often)));
    }

    void survivesBrokenUtf8()
    {
        const PassphraseStrength strength = estimateStrength(SecureBytes::copyOf(std::string_view("\xE6\x98\xF0\x80", 4)));
        QVERIFY(strength.characters > 0);
        QCOMPARE(strength.level, Level::TooShort);
    }
};

QTEST_APPLESS_MAIN(PassphraseStrengthTest)
#include "PassphraseStrengthTest.moc"
