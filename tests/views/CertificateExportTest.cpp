// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Csv.h"
#include "models/views/CertificateExport.h"
#include "models/views/CertificateTableModel.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

class CertificateExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void csvReadsBack();
    void jsonNamesWhatItHolds();
    void pemHoldsTheBytes();
    void nothingSelectedIsStillAFile_data();
    void nothingSelectedIsStillAFile();
    void leavesTheOldFileWhenItFails();

private:
    Result<int> write(ExportFormat format, std::vector<Row> rows, const QString &path)
    {
        auto future = exportCertificates(
            *m_house, m_inventory, std::move(rows),
            {CertificateTableModel::Subject, CertificateTableModel::Names, CertificateTableModel::Services}, format, path);
        return future.result();
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<FakeInventory> m_database;
    std::unique_ptr<House> m_house;
    std::shared_ptr<const Inventory> m_inventory;
    QTemporaryDir m_folder;
};

void CertificateExportTest::init()
{
    m_house.reset();
    m_database = std::make_unique<FakeInventory>();
    m_database->save(someServices()[0]);
    FakeCertificate certificate;
    certificate.commonName = "=HYPERLINK(\"x\")";
    certificate.names = "his1.hospital.example\nhis.example";
    m_database->add(certificate);
    certificate.commonName = "急诊, 挂号";
    m_database->add(certificate);
    m_database->addBlob(1, viewOf("first certificate"));
    m_database->addBlob(2, Bytes(1000, 0x5a));
    m_inventory = m_database->load();
    auto house = m_database->house();
    VERIFY_OK(house);
    m_house = std::move(*house);
}

void CertificateExportTest::csvReadsBack()
{
    const QString path = m_folder.filePath("a.csv");
    const auto written = write(ExportFormat::Csv, {1, 0}, path);
    VERIFY_OK(written);
    QCOMPARE(*written, 2);
    const QByteArray bytes = contents(path);
    QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));
    const CsvReading reading = readCsv(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    QVERIFY(reading.failures.empty());
    QCOMPARE(reading.records.size(), std::size_t(3));
    QCOMPARE(reading.records[0].cells, (std::vector<std::string>{"Subject", "Names", "Services"}));
    QCOMPARE(reading.records[1].cells, (std::vector<std::string>{"急诊, 挂号", "his1.hospital.example, his.example", "HIS"}));
    QCOMPARE(reading.records[2].cells[0], std::string("'=HYPERLINK(\"x\")")); // no formula for a spreadsheet
    const std::vector<Row> rows{1, 0};
    const std::vector<int> columns{CertificateTableModel::Subject, CertificateTableModel::Names, CertificateTableModel::Services};
    QCOMPARE(certificatesAsCsv(*m_inventory, rows, columns, FakeInventory::now()).toUtf8(), bytes.mid(3));
}

void CertificateExportTest::jsonNamesWhatItHolds()
{
    const QString path = m_folder.filePath("a.json");
    VERIFY_OK(write(ExportFormat::Json, {0, 1}, path));
    QJsonParseError error;
    const QJsonArray array = QJsonDocument::fromJson(contents(path), &error).array();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(array.size(), 2);
    const QJsonObject object = array[1].toObject();
    QCOMPARE(object["sha256"].toString().toStdString(), toHex(FakeInventory::sha256Of(2)));
    QCOMPARE(object["names"].toArray(), (QJsonArray{"his1.hospital.example", "his.example"}));
    QCOMPARE(object["services"].toArray(), QJsonArray{"HIS"});
    QCOMPARE(object["tier"].toString(), "core");
    QCOMPARE(object["status"].toString(), "valid");
    QCOMPARE(object["notAfter"].toString(), "2027-06-01T00:00:00Z");
    const std::vector<Row> rows{0, 1};
    QCOMPARE(QJsonDocument::fromJson(certificatesAsJson(*m_inventory, rows, FakeInventory::now())).array(), array);
}

void CertificateExportTest::pemHoldsTheBytes()
{
    const QString path = m_folder.filePath("a.pem");
    VERIFY_OK(write(ExportFormat::Pem, {0, 1}, path));
    QByteArray rest = contents(path);
    for (const Bytes &expected : {bytesOf(viewOf("first certificate")), Bytes(1000, 0x5a)}) {
        const QByteArray begin = "-----BEGIN CERTIFICATE-----\n", end = "-----END CERTIFICATE-----\n";
        QVERIFY(rest.startsWith(begin));
        const qsizetype stop = rest.indexOf(end);
        const QByteArray body = rest.mid(begin.size(), stop - begin.size());
        for (const QByteArray &line : body.split('\n'))
            QVERIFY(line.size() <= 64);
        QCOMPARE(fromBase64(body.toStdString()).value(), expected);
        rest = rest.mid(stop + end.size());
    }
    QVERIFY(rest.isEmpty());
}

void CertificateExportTest::nothingSelectedIsStillAFile_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("CSV: the titles") << int(ExportFormat::Csv) << QByteArray("\xEF\xBB\xBFSubject,Names,Services\r\n");
    QTest::newRow("JSON: an empty array") << int(ExportFormat::Json) << QByteArray("[]\n");
    QTest::newRow("PEM: nothing") << int(ExportFormat::Pem) << QByteArray();
}

void CertificateExportTest::nothingSelectedIsStillAFile()
{
    QFETCH(int, format);
    QFETCH(QByteArray, expected);
    const QString path = m_folder.filePath("empty");
    VERIFY_OK(write(ExportFormat(format), {}, path));
    QVERIFY(QFile::exists(path));
    QCOMPARE(contents(path), expected);
}

void CertificateExportTest::leavesTheOldFileWhenItFails()
{
    const QString path = m_folder.filePath("kept.pem");
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    VERIFY_OK(m_database->connection().execute("DELETE FROM blob WHERE id = 2"));
    QVERIFY(!write(ExportFormat::Pem, {0, 1}, path));
    QCOMPARE(contents(path), QByteArray("old"));
    VERIFY_ERROR(write(ExportFormat::Csv, {0}, m_folder.filePath("no/such/folder/a.csv")), ErrorCode::Io);
}

QTEST_GUILESS_MAIN(CertificateExportTest)
#include "CertificateExportTest.moc"
