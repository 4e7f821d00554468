// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/TextScan.h"

#include <QTest>

#include <random>
#include <string>

using namespace hufu;

class TextScanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsWhatFindFinds();
};

// A small alphabet makes near hits frequent; lengths lie around the sixteen bytes that are compared at a time.
void TextScanTest::findsWhatFindFinds()
{
    std::mt19937 random(1);
    const auto letters = [&](std::size_t length) {
        std::string text(length, 'a');
        for (char &letter : text)
            letter = static_cast<char>('a' + random() % 3);
        return text;
    };
    int hits = 0;
    for (int i = 0; i < 200000; ++i) {
        const std::string text = letters(random() % 120), part = letters(random() % 9);
        const std::size_t from = random() % 130;
        const std::size_t expected = text.find(part, from);
        QCOMPARE(scanFor(text, part, from), expected);
        hits += expected != std::string::npos;
    }
    QVERIFY(hits > 20000 && hits < 180000);
}

QTEST_APPLESS_MAIN(TextScanTest)
#include "TextScanTest.moc"
