// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/RsaWeakness.h"

#include "tests/support/CertBuilder.h"
#include "tests/support/RsaNumbers.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

class RsaWeaknessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallFactors_data()
    {
        QTest::addColumn<Bytes>("modulus");
        QTest::addColumn<int>("factor");
        QTest::newRow("a sound modulus") << soundModulus(1024) << 0;
        for (int factor : {2, 3, 5, 167, 173, 743, 751})
            QTest::addRow("divided by %d", factor) << timesSmall(soundModulus(1024), factor) << factor;
        QTest::newRow("757, the first prime above 752, does not count") << timesSmall(soundModulus(1024), 757) << 0;
        QTest::newRow("the smallest of two") << timesSmall(timesSmall(soundModulus(512), 751), 11) << 11;
    }
    void smallFactors()
    {
        QFETCH(Bytes, modulus);
        QFETCH(int, factor);
        QCOMPARE(int(RsaModulus(modulus).smallFactor().value_or(0)), factor);
    }

    void powers_data()
    {
        QTest::addColumn<Bytes>("modulus");
        QTest::addColumn<int>("exponent");
        QTest::newRow("a product of two primes") << soundModulus(2048) << 0;
        for (int k : {3, 5, 7, 31})
            QTest::addRow("a prime to the power of %d", k) << primePower(2048 / k, k) << k;
        QTest::newRow("to the power of 9: a cube") << primePower(2048 / 9, 9) << 3;
        QTest::newRow("a cube, and one") << plusOne(primePower(680, 3)) << 0;
    }
    void powers()
    {
        QFETCH(Bytes, modulus);
        QFETCH(int, exponent);
        QCOMPARE(int(RsaModulus(modulus).oddPower().value_or(0)), exponent);
    }

    void closePrimes_data()
    {
        QTest::addColumn<Bytes>("modulus");
        QTest::addColumn<int>("round");
        QTest::newRow("independent primes") << soundModulus(2048) << 0;
        QTest::newRow("a square") << primePower(1024, 2) << 1;
        QTest::newRow("neighbouring primes") << neighbourProduct(1024) << 1;
        QTest::newRow("in the hundredth round") << fermatModulus(512, 100) << 100;
        QTest::newRow("in the hundred and first: too late") << fermatModulus(512, 101) << 0;
        QTest::newRow("a prime alone") << primePower(1024, 1) << 0;
        QTest::newRow("one") << Bytes{1} << 0;
        QTest::newRow("zero") << Bytes{0} << 0;
        QTest::newRow("three") << Bytes{3} << 0;
    }
    void closePrimes()
    {
        QFETCH(Bytes, modulus);
        QFETCH(int, round);
        QCOMPARE(RsaModulus(modulus).closePrimes(100).value_or(0), round);
    }

    void roca_data()
    {
        QTest::addColumn<Bytes>("modulus");
        QTest::addColumn<bool>("found");
        // mod01.txt of the discoverers' own detector (github.com/crocs-muni/roca)
        QTest::newRow("the discoverers' 512-bit sample")
            << fromHex("944e13208a280c37efc31c3114485e590192adbb8e11c87cad60cdef0037ce99278330d3f471a2538fa667802ed2a3c44a8b7dea826e888d0aa341fd664f7fa7").value()
            << true;
        // p = k·M + 65537^a mod M (The Return of Coppersmith's Attack, §2): M is the product of the first 39, 71, 126 primes
        QTest::newRow("512 bits") << rocaModulus(512, 39) << true;
        QTest::newRow("1024 bits") << rocaModulus(1024, 71) << true;
        QTest::newRow("2048 bits") << rocaModulus(2048, 126) << true;
        QTest::newRow("of that form for the first 20 primes only") << rocaModulus(512, 20) << false;
        QTest::newRow("only one of the factors is of that form") << rocaModulus(512, 39, 1) << false;
        // Every remainder lies in its subgroup, but no single exponent gives them all: what the test by remainders alone would accuse.
        QTest::newRow("remainders in the subgroups by different exponents") << inSubgroupsByDifferentExponents() << false;
        for (int i = 0; i < 20; ++i)
            QTest::addRow("OpenSSL's key %d", i) << soundModulus(1024, i) << false;
    }
    void roca()
    {
        QFETCH(Bytes, modulus);
        QFETCH(bool, found);
        QCOMPARE(RsaModulus(modulus).hasRocaFingerprint(), found);
    }

    void printsAsOpensslDoes_data()
    {
        QTest::addColumn<Bytes>("modulus");
        QTest::addColumn<std::string>("printed");
        QTest::newRow("upper case") << Bytes{0xab, 0xcd} << std::string("Modulus=ABCD");
        QTest::newRow("no leading zeros") << Bytes{0x00, 0x0a, 0xbc} << std::string("Modulus=ABC");
    }
    void printsAsOpensslDoes()
    {
        QFETCH(Bytes, modulus);
        QFETCH(std::string, printed);
        QCOMPARE(RsaModulus(modulus).printed(), printed);
    }

    void isQuick()
    {
        const Bytes modulus = soundModulus(4096);
        QElapsedTimer timer;
        timer.start();
        constexpr int times = 20;
        for (int i = 0; i < times; ++i) {
            const RsaModulus n(modulus);
            QVERIFY(!n.smallFactor() && !n.oddPower() && !n.closePrimes(100) && !n.hasRocaFingerprint());
        }
        const double each = double(timer.nsecsElapsed()) / 1e6 / times;
        qInfo("4096 bits: %.3f ms each", each);
        QVERIFY(each < 10);
    }
};

QTEST_GUILESS_MAIN(RsaWeaknessTest)
#include "RsaWeaknessTest.moc"
