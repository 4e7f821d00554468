// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Masking.h"
#include "models/base/SecureBytes.h"
#include "models/base/Time.h"
#include "models/base/Uuid.h"
#include "tests/support/Verify.h"

using namespace hufu;

class BaseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void base64_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("encoded");
        // RFC 4648 §10
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("one byte") << QByteArray("f") << QByteArray("Zg==");
        QTest::newRow("two bytes") << QByteArray("fo") << QByteArray("Zm8=");
        QTest::newRow("three bytes") << QByteArray("foo") << QByteArray("Zm9v");
        QTest::newRow("six bytes") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    }
    void base64()
    {
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, encoded);
        QCOMPARE(toBase64(viewOf(plain.toStdString())), encoded.toStdString());
        const Result<Bytes> decoded = fromBase64(encoded.toStdString());
        VERIFY_OK(decoded);
        QCOMPARE(textOf(*decoded), std::string_view(plain.toStdString()));
    }
    void badBase64IsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one character left over") << QByteArray("Zm9vY");
        QTest::newRow("padding missing") << QByteArray("Zg=");
        QTest::newRow("padding in the middle") << QByteArray("Zg==Zg==");
        QTest::newRow("foreign character") << QByteArray("Zm9*");
        QTest::newRow("too much padding") << QByteArray("Zg===");
    }
    void badBase64IsRefused()
    {
        QFETCH(QByteArray, text);
        VERIFY_ERROR(fromBase64(text.toStdString()), ErrorCode::Malformed);
    }

    void hexAcceptsColonsAndRefusesHalves()
    {
        const Result<Bytes> bytes = fromHex("0A:ff 10");
        VERIFY_OK(bytes);
        QCOMPARE(toHex(*bytes), std::string("0aff10"));
        VERIFY_ERROR(fromHex("0A:f"), ErrorCode::Malformed);
        VERIFY_ERROR(sha256FromHex("00"), ErrorCode::Malformed);
    }

    void time_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("ordinary") << QByteArray("2026-11-23T08:00:00Z") << true;
        QTest::newRow("leap day") << QByteArray("2024-02-29T23:59:59Z") << true;
        QTest::newRow("before 1970") << QByteArray("1950-01-01T00:00:00Z") << true;
        QTest::newRow("no leap day") << QByteArray("2026-02-29T00:00:00Z") << false;
        QTest::newRow("hour 24") << QByteArray("2026-01-01T24:00:00Z") << false;
        QTest::newRow("offset instead of Z") << QByteArray("2026-01-01T00:00:00+8") << false;
        QTest::newRow("letters") << QByteArray("2026-01-01T0a:00:00Z") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void time()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, good);
        const Result<Instant> instant = fromIso(text.toStdString());
        QCOMPARE(instant.has_value(), good);
        if (good)
            QCOMPARE(toIso(*instant), text.toStdString());
    }

    void canonicalJson()
    {
        // RFC 8785 §3.2: members sorted by UTF-16 code units, the few escapes in their short form, no blanks.
        const QJsonObject object{{"b", QJsonArray{1, -2, true, QJsonValue::Null}}, {"a", QString::fromUtf8("\n\"\\\x01医\u20ac")}};
        const Result<std::string> text = toCanonicalJson(object);
        VERIFY_OK(text);
        QCOMPARE(*text, std::string("{\"a\":\"\\n\\\"\\\\\\u0001医\u20ac\",\"b\":[1,-2,true,null]}"));
        const Result<QJsonObject> again = parseJsonObject(viewOf(*text), true);
        VERIFY_OK(again);
        QCOMPARE(*again, object);
    }
    void fractionsHaveNoCanonicalForm() { VERIFY_ERROR(toCanonicalJson(QJsonValue(1.5)), ErrorCode::InvalidArgument); }
    void largeIntegersAreRefused()
    {
        VERIFY_OK(toCanonicalJson(QJsonValue(qint64(9007199254740991))));
        VERIFY_ERROR(toCanonicalJson(QJsonValue(9007199254740993.0)), ErrorCode::InvalidArgument);
    }
    void onlyCanonicalBytesPassStrictReading_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("blank") << QByteArray("{\"a\": 1}");
        QTest::newRow("order") << QByteArray("{\"b\":1,\"a\":1}");
        QTest::newRow("needless escape") << QByteArray("{\"a\":\"\\u0041\"}");
        QTest::newRow("duplicate member") << QByteArray("{\"a\":1,\"a\":1}");
        QTest::newRow("exponent") << QByteArray("{\"a\":1e3}");
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"a\":1}");
    }
    void onlyCanonicalBytesPassStrictReading()
    {
        QFETCH(QByteArray, text);
        VERIFY_ERROR(parseJsonObject(viewOf(text.toStdString()), true), ErrorCode::Malformed);
    }

    void uuidsAreVersionSevenAndOrdered()
    {
        const std::string first = newUuid();
        QTest::qWait(3);
        const std::string second = newUuid();
        QVERIFY(isUuid(first));
        QCOMPARE(first[14], '7');
        QVERIFY(first < second);
        QVERIFY(!isUuid("0190A000-0000-7000-8000-000000000000"));
    }

    void masking_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        QTest::newRow("identity number of 18") << "身份证110101199003072316在档" << "身份证110101199003******在档";
        QTest::newRow("with check letter") << "11010119900307231X" << "110101199003******";
        QTest::newRow("identity number of 15") << "id 110101900307231 end" << "id 110101900******  end";
        QTest::newRow("an ordinary long number stays") << "serial 123456789012345678" << "serial 123456789012345678";
        QTest::newRow("hexadecimal stays") << "a110101199003072316" << "a110101199003072316";
        QTest::newRow("a patient's name") << "患者姓名:张三丰 挂号" << "患者XXX 挂号";
        QTest::newRow("a patient's name after a wide colon") << "患者\uff1a李四" << "患者XXX";
        QTest::newRow("a service about patients stays") << "患者服务平台" << "患者服务平台";
        QTest::newRow("nothing between") << "补办患者张三的证书" << "补办患者XXX证书";
        QTest::newRow("another word for it") << "病人李四" << "患者XXX";
        QTest::newRow("what patients have stays") << "患者管理、患者高血压、病人随访" << "患者管理、患者高血压、病人随访";
        QTest::newRow("english") << "Patient name: John Smith" << "患者XXX";
    }
    void masking()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        QCOMPARE(qstr(maskPatientData(utf8(text))).simplified(), masked.simplified());
        const QJsonObject payload{{"deep", QJsonArray{QJsonObject{{"reason", text}}, 7, true}}};
        const QJsonArray deep = maskPatientData(payload).value("deep").toArray();
        QCOMPARE(deep[0].toObject().value("reason").toString().simplified(), masked.simplified());
        QCOMPARE(deep[1], QJsonValue(7));
        QCOMPARE(deep[2], QJsonValue(true));
    }

    void secureBytesInsertRemoveAndMove()
    {
        SecureBytes secret;
        secret.insert(0, viewOf("世界"));
        secret.insert(0, viewOf("hello "));
        secret.remove(0, 6);
        QVERIFY(secret.equals(SecureBytes::copyOf("世界")));
        const SecureBytes moved = std::move(secret);
        QCOMPARE(moved.size(), std::size_t(6));
        QVERIFY(secret.empty()); // NOLINT: a moved-from secret must hold nothing
        QVERIFY(!moved.equals(SecureBytes::random(6)));
    }
};

QTEST_GUILESS_MAIN(BaseTest)
#include "BaseTest.moc"
