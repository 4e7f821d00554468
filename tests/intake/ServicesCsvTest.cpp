// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ServicesCsv.h"

#include "models/base/CanonicalJson.h"

#include <QStringEncoder>
#include <QTest>

using namespace hufu;

class ServicesCsvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<ServiceRow>>("services");
        const ServiceRow his{2, "HIS", "core", "信息科", "王工", {"his.example", "10.0.0.5"}, true};
        QTest::newRow("English titles") << QByteArray("name,tier,department,owner,hosts,patient_data\n"
                                                      "HIS,core,信息科,王工,his.example;10.0.0.5,yes\n")
                                        << std::vector{his};
        QTest::newRow("Chinese titles and values") << QByteArray("业务系统,级别,科室,负责人,主机,患者数据\n"
                                                                 "HIS,核心,信息科,王工,his.example、10.0.0.5,是\n")
                                                   << std::vector{his};
        QTest::newRow("other order, semicolons, BOM, a column of their own, any case")
            << QByteArray("\xEF\xBB\xBF" "Hosts;备注;OWNER;Name;部门;Patient_Data;Tier\r\n"
                          "his.example 10.0.0.5;x;王工;HIS;信息科;TRUE;Core\r\n")
            << std::vector{his};
        QTest::newRow("tabs") << QByteArray("名称\t域名\t级别\t科室\t负责人\t患者数据\n"
                                            "HIS\this.example,10.0.0.5\t核心\t信息科\t王工\t1\n")
                              << std::vector{his};
        QTest::newRow("wide blanks and separators") << QByteArray("名称,域名,级别,科室,负责人,患者数据\n"
                                                                  " HIS ,his.example;10.0.0.5,核心 ,信息科,王工,是\n")
                                                    << std::vector{his};
        QTest::newRow("only names: general, without patient data")
            << QByteArray("name\nLIS\n") << std::vector{ServiceRow{2, "LIS", "general", "", "", {}, false}};
        QTest::newRow("a short line") << QByteArray("name,tier,hosts\nLIS\n")
                                      << std::vector{ServiceRow{2, "LIS", "general", "", "", {}, false}};
        QTest::newRow("titles only") << QByteArray("name,tier\n") << std::vector<ServiceRow>{};
        QTest::newRow("of two columns with one title the first counts")
            << QByteArray("name,name\nA,B\n") << std::vector{ServiceRow{2, "A", "general", "", "", {}, false}};
    }
    void reads()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<ServiceRow>, services);
        const auto reading = readServicesCsv(viewOf(text.toStdString()));
        QVERIFY2(reading, reading ? "" : reading.error().detail.c_str());
        QVERIFY(reading->failures.empty());
        QCOMPARE(reading->services, services);
    }

    void readsGb18030()
    {
        QStringEncoder encoder("GB18030");
        if (!encoder.isValid())
            QSKIP("Qt is built without ICU: no GB18030");
        const QByteArray bytes = encoder.encode(QStringLiteral("业务系统,级别,患者数据\n电子病历𠮷,核心,是\n"));
        const auto reading = readServicesCsv(viewOf(bytes.toStdString()));
        QVERIFY(reading);
        QCOMPARE(reading->services, (std::vector{ServiceRow{2, "电子病历𠮷", "core", "", "", {}, true}}));
    }

    void aBadLineCostsOnlyItself()
    {
        const auto reading = readServicesCsv(viewOf("name,tier,patient_data\n"
                                                    "HIS,core,yes\n"
                                                    ",core,yes\n"
                                                    "LIS,urgent,no\n"
                                                    "\"PACS\nArchive\",重要,no\n"
                                                    "RIS,core,maybe\n"
                                                    "EMR,\"core,no\n"
                                                    "last,general,0\n"));
        QVERIFY(reading);
        QCOMPARE(reading->services.size(), std::size_t(3));
        QCOMPARE(reading->services[1].name, std::string("PACS\nArchive"));
        QCOMPARE(reading->services[2].line, 9);
        std::vector<int> lines;
        for (const CsvFailure &failure : reading->failures) {
            QCOMPARE(failure.error.code, ErrorCode::Malformed);
            lines.push_back(failure.line);
        }
        QCOMPARE(lines, (std::vector{3, 4, 7, 8}));
    }

    void refusesAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("nothing") << QByteArray() << ErrorCode::NothingFound;
        QTest::newRow("no title that says name") << QByteArray("tier,owner\ncore,x\n") << ErrorCode::NothingFound;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEn\0a\0", 6) << ErrorCode::Unsupported;
        QTest::newRow("binary") << QByteArray("name\n\x80\xFF\x81\x30", 9) << ErrorCode::Malformed;
    }
    void refusesAsAWhole()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ErrorCode, code);
        const auto reading = readServicesCsv(viewOf(bytes.toStdString()));
        QVERIFY(!reading);
        QCOMPARE(reading.error().code, code);
    }
};

QTEST_APPLESS_MAIN(ServicesCsvTest)
#include "ServicesCsvTest.moc"
