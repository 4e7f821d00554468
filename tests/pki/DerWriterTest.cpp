// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/DerWriter.h"

#include "models/pki/CertificateTime.h"
#include "tests/support/Der.h"
#include "tests/support/Verify.h"

using namespace hufu;
using namespace hufu::oids;
namespace der = hufu::test::der;

namespace {

std::string hex(DerWriter &writer) { return toHex(writer.take()); }

} // namespace

class DerWriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Against the tests' own writer: lengths on either side of each change of form, at one level and at three.
    void lengths_data()
    {
        QTest::addColumn<int>("size");
        for (int size : {0, 1, 127, 128, 255, 256, 65'535, 65'536, 100'000})
            QTest::addRow("%d octets", size) << size;
    }
    void lengths()
    {
        QFETCH(const int, size);
        const Bytes content(std::size_t(size), 0x42);
        DerWriter writer;
        writer.octetString(content);
        QCOMPARE(writer.take(), der::octetString(content));

        writer.sequence([&] {
            writer.integer(1);
            writer.context(3, [&] { writer.octetString([&] { writer.octetString(content); }); });
            writer.null();
        });
        QCOMPARE(writer.take(), der::sequence({der::integer(1), der::context(3, der::octetString(der::octetString(content))), der::null()}));
    }

    void integers_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QByteArray>("encoded");
        const auto row = [](qint64 value, const char *encoded) { QTest::addRow("%lld", value) << value << QByteArray(encoded); };
        row(0, "020100");
        row(127, "02017f");
        row(128, "02020080");
        row(255, "020200ff");
        row(256, "02020100");
        row(-1, "0201ff");
        row(-128, "020180");
        row(-129, "0202ff7f");
        row(std::numeric_limits<qint64>::max(), "02087fffffffffffffff");
        row(std::numeric_limits<qint64>::min(), "02088000000000000000");
    }
    void integers()
    {
        QFETCH(const qint64, value);
        QFETCH(const QByteArray, encoded);
        DerWriter writer;
        writer.integer(value);
        QCOMPARE(QByteArray::fromStdString(hex(writer)), encoded);
    }

    void unsignedIntegers()
    {
        DerWriter writer;
        const auto encoded = [&](std::string_view magnitude) {
            writer.unsignedInteger(*fromHex(magnitude));
            return hex(writer);
        };
        QCOMPARE(encoded(""), std::string("020100"));
        QCOMPARE(encoded("0000"), std::string("020100"));
        QCOMPARE(encoded("007f"), std::string("02017f"));
        QCOMPARE(encoded("80"), std::string("02020080"));
        QCOMPARE(encoded("8001"), std::string("0203008001"));
    }

    /// KeyUsage as certificates in the field have it: X.690 §11.2.2 drops trailing zeros, the ninth bit takes a second octet.
    void namedBits()
    {
        DerWriter writer;
        const auto encoded = [&](std::uint16_t bits) {
            writer.namedBits(bits);
            return hex(writer);
        };
        QCOMPARE(encoded(0), std::string("030100"));
        QCOMPARE(encoded(1), std::string("03020780"));
        QCOMPARE(encoded(1 | 1 << 2), std::string("030205a0"));
        QCOMPARE(encoded(1 << 5 | 1 << 6), std::string("03020106"));
        QCOMPARE(encoded(1 << 7), std::string("03020001"));
        QCOMPARE(encoded(1 << 8), std::string("0303070080"));
    }

    void smallTypes()
    {
        DerWriter writer;
        writer.boolean(true);
        writer.boolean(false);
        writer.enumerated(9);
        writer.oid(subjectAltName);
        writer.contextPrimitive(2, viewOf("a"));
        writer.bitString(Bytes{0xff});
        writer.utf8String("虎");
        writer.printableString("CN");
        writer.ia5String("@");
        QCOMPARE(hex(writer), std::string("0101ff" "010100" "0a0109" "0603551d11" "820161" "030200ff" "0c03e8998e" "1302434e" "160140"));
    }

    /// Dotted forms to octets and back, arcs of a UUID's size among them (X.667 §6: 2.25).
    void objectIdentifiers()
    {
        for (const char *dotted : {"0.0", "1.39", "2.5.29.17", "2.999.3", "1.2.840.113549.1.1.11", "2.25.329800735698586629295641978511506172918.1",
                                   "2.340282366920938463463374607431768211455"}) {
            const Result<Bytes> content = oidFromText(dotted);
            VERIFY_OK(content);
            QVERIFY(isObjectIdentifier(*content));
            QCOMPARE(oidText(*content), std::string(dotted));
        }
        QVERIFY(subjectAltName == *oidFromText("2.5.29.17"));
        const std::string longest = "2.5" + std::string(600, '9');
        for (const std::string &wrong : {std::string(""), std::string("1"), std::string("1."), std::string("3.1"), std::string("1.40"), std::string("0.100"),
                                         std::string("1.2."), std::string("1..2"), std::string("1.2.03"), std::string("1.2.-3"), std::string("1.2.x"), longest})
            VERIFY_ERROR(oidFromText(wrong), ErrorCode::Malformed);
    }

    /// RFC 5280 §4.1.2.5: UTCTime to 2049, GeneralizedTime from 2050; and our own reader gets the same instant back.
    void times_data()
    {
        QTest::addColumn<QByteArray>("iso");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const char *iso, const char *header, const char *digits) {
            QTest::newRow(name) << QByteArray(iso) << header + QByteArray(digits).toHex();
        };
        row("today", "2026-11-24T10:44:14Z", "170d", "261124104414Z");
        row("first of UTCTime", "1950-01-01T00:00:00Z", "170d", "500101000000Z");
        row("last of UTCTime", "2049-12-31T23:59:59Z", "170d", "491231235959Z");
        row("first of GeneralizedTime", "2050-01-01T00:00:00Z", "180f", "20500101000000Z");
        row("no well-defined end, RFC 5280 §4.1.2.5", "9999-12-31T23:59:59Z", "180f", "99991231235959Z");
    }
    void times()
    {
        QFETCH(const QByteArray, iso);
        QFETCH(const QByteArray, expected);
        const Instant instant = *fromIso(iso.toStdString());
        DerWriter writer;
        writer.time(instant);
        const Bytes encoded = writer.take();
        QCOMPARE(QByteArray::fromStdString(toHex(encoded)), expected);
        DerReader reader(encoded);
        DerElement element;
        QVERIFY(reader.next(element));
        QVERIFY(readCertificateTime(element) == instant);
        writer.generalizedTime(instant);
        QCOMPARE(writer.view()[0], std::uint8_t(DerTag::GeneralizedTime));
    }
};

QTEST_GUILESS_MAIN(DerWriterTest)
#include "DerWriterTest.moc"
