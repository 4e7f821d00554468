// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/TypedNames.h"

#include "tests/support/Verify.h"

using namespace hufu;

using Names = std::vector<std::string>;

Q_DECLARE_METATYPE(Names)

class TypedNamesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Names>("dns");
        QTest::addColumn<Names>("others");
        QTest::newRow("nothing") << "" << Names{} << Names{};
        QTest::newRow("only separators") << " ,;\n，" << Names{} << Names{};
        QTest::newRow("one") << "his.hospital.example" << Names{"his.hospital.example"} << Names{};
        QTest::newRow("lines") << "a.example\r\nb.example\n" << Names{"a.example", "b.example"} << Names{};
        QTest::newRow("as written in Chinese") << "a.example，b.example、c.example；d.example　e.example"
                                               << Names{"a.example", "b.example", "c.example", "d.example", "e.example"} << Names{};
        QTest::newRow("wildcard") << "*.hospital.example" << Names{"*.hospital.example"} << Names{};
        QTest::newRow("addresses") << "10.0.0.5 fd00::5" << Names{} << Names{"ip:10.0.0.5", "ip:fd00::5"};
        QTest::newRow("by what it holds") << "https://a.example/x, it@a.example" << Names{} << Names{"uri:https://a.example/x", "email:it@a.example"};
        QTest::newRow("as openssl has them") << "DNS:a.example,IP:10.0.0.5" << Names{"a.example"} << Names{"ip:10.0.0.5"};
    }
    void names()
    {
        QFETCH(const QString, text);
        QFETCH(const Names, dns);
        QFETCH(const Names, others);
        const Result<AlternativeNames> names = namesFromText(text.toStdString());
        VERIFY_OK(names);
        QVERIFY(names->dnsNames == dns);
        QVERIFY(names->otherNames == others);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("subject");
        QTest::newRow("a wildcard in the middle") << "ok.example a.*.example" << "a.*.example";
        QTest::newRow("a look-alike in letters") << "аpple.example" << "аpple.example";
        QTest::newRow("an address that is none") << "ip:10.0.0.256" << "10.0.0.256";
        QTest::newRow("twice") << "a.example A.example" << "A.example";
        QTest::newRow("underscore") << "my_server.example" << "my_server.example";
    }
    void refused()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, subject);
        const Result<AlternativeNames> names = namesFromText(text.toStdString());
        VERIFY_ERROR(names, ErrorCode::Malformed);
        QCOMPARE(QString::fromStdString(names.error().subject), subject);
    }
};

QTEST_GUILESS_MAIN(TypedNamesTest)
#include "TypedNamesTest.moc"
