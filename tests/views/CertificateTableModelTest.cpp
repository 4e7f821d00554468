// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/views/CertificateCells.h"
#include "models/views/CertificateTableModel.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace hufu;
using namespace hufu::test;
using std::chrono::hours;
using Model = CertificateTableModel;

class CertificateTableModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void filtersAsTyped();
    void onlyTheNewestAnswerCounts();
    void keepsTheRowsWhenTheTextIsNoQuery();
    void hidesWhatIsOver();
    void sortsAndKeepsWhatIsHeld();
    void tellsSmallChangesPrecisely();
    void findsRowsAgain();
    void showsCells_data();
    void showsCells();
    void tellsHowPressing_data();
    void tellsHowPressing();
    void doesNotHoldUpTheWindow();

private:
    /// Applies `change` and waits for its answer.
    void applied(Model &model, const std::function<void()> &change)
    {
        QSignalSpy spy(&model, &Model::filterApplied);
        change();
        QVERIFY(spy.count() || spy.wait());
    }
    std::unique_ptr<FakeInventory> m_database;
};

void CertificateTableModelTest::init()
{
    m_database = std::make_unique<FakeInventory>();
    for (const Service &service : someServices())
        m_database->save(service);
}

void CertificateTableModelTest::filtersAsTyped()
{
    FakeCertificate certificate;
    for (const char *name : {"his1.hospital.example", "his2.hospital.example", "lis.example"}) {
        certificate.names = certificate.commonName = name;
        m_database->add(certificate);
    }
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    applied(model, [&] { model.setInventory(m_database->load()); });
    QCOMPARE(model.rowCount(), 3);
    applied(model, [&] { model.setFilter("his"); });
    QCOMPARE(model.rowCount(), 2);
    applied(model, [&] { model.setFilter(QStringLiteral("王伟")); }); // the owner of both
    QCOMPARE(model.rowCount(), 2);
    applied(model, [&] { model.setFilter("tier = core and his2"); });
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, Model::Subject).data().toString(), QStringLiteral("his2.hospital.example"));
    applied(model, [&] { model.setFilter({}); });
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(!model.isBusy());
}

void CertificateTableModelTest::onlyTheNewestAnswerCounts()
{
    FakeCertificate certificate;
    for (int i = 0; i < 50; ++i) {
        certificate.names = certificate.commonName = "host" + std::to_string(i) + ".example";
        m_database->add(certificate);
    }
    Model model;
    QSignalSpy spy(&model, &Model::filterApplied);
    model.setInventory(m_database->load());
    for (const char *typed : {"h", "ho", "hos", "host", "host4", "host49"})
        model.setFilter(typed);
    QVERIFY(model.isBusy());
    QTRY_VERIFY(!model.isBusy());
    QCOMPARE(model.rowCount(), 1);
    QTest::qWait(20);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(model.rowCount(), 1);
}

void CertificateTableModelTest::keepsTheRowsWhenTheTextIsNoQuery()
{
    m_database->add({});
    Model model;
    applied(model, [&] { model.setInventory(m_database->load()); });
    QSignalSpy rejected(&model, &Model::filterRejected);
    model.setFilter("class = nonsense");
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(rejected.front().front().value<QueryError>().fault, QueryFault::UnknownValue);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.filter(), QStringLiteral("class = nonsense"));
    applied(model, [&] { model.setFilter("class = dv"); });
    QCOMPARE(model.rowCount(), 0);
}

void CertificateTableModelTest::hidesWhatIsOver()
{
    FakeCertificate certificate;
    m_database->add(certificate); // superseded by the next
    certificate.notBefore += hours(24);
    certificate.sightings = {FakeSighting()};
    m_database->add(certificate);
    certificate.names = "old.example";
    certificate.notAfter = FakeInventory::now() - hours(1);
    m_database->add(certificate);
    Model model;
    applied(model, [&] { model.setInventory(m_database->load()); });
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.hiddenCount(), 2);
    applied(model, [&] { model.setHideExpired(false); });
    QCOMPARE(model.rowCount(), 2);
    applied(model, [&] { model.setHideSuperseded(false); });
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.hiddenCount(), 0);
    applied(model, [&] { model.setHideExpired(true); });
    applied(model, [&] { model.setFilter("status = expired"); });
    QCOMPARE(model.rowCount(), 1);
}

void CertificateTableModelTest::sortsAndKeepsWhatIsHeld()
{
    FakeCertificate certificate;
    for (const char *name : {"b.example", "c.example", "a.example"}) {
        certificate.names = certificate.commonName = name;
        certificate.notAfter += hours(24);
        m_database->add(certificate);
    }
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    applied(model, [&] { model.setInventory(m_database->load()); });
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("b.example")); // by expiry at first
    const QPersistentModelIndex held(model.index(1, Model::Issuer));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset), layout(&model, &QAbstractItemModel::layoutChanged);
    applied(model, [&] { model.sort(Model::Subject, Qt::DescendingOrder); });
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("c.example"));
    QCOMPARE(held.row(), 0);
    QCOMPARE(held.column(), int(Model::Issuer));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(layout.count(), 1);
    QCOMPARE(model.sortColumn(), int(Model::Subject));
    QCOMPARE(model.sortOrder(), Qt::DescendingOrder);
}

void CertificateTableModelTest::tellsSmallChangesPrecisely()
{
    FakeCertificate certificate;
    for (int i = 0; i < 200; ++i) {
        certificate.names = certificate.commonName = "host" + std::to_string(i) + ".example";
        certificate.notAfter += hours(24);
        m_database->add(certificate);
    }
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    applied(model, [&] { model.setInventory(m_database->load()); });
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset), inserted(&model, &QAbstractItemModel::rowsInserted),
        removed(&model, &QAbstractItemModel::rowsRemoved);
    const QPersistentModelIndex held(model.index(150, 0));

    certificate.names = certificate.commonName = "new.example";
    certificate.notAfter = FakeInventory::now() + hours(5); // the first to expire
    m_database->add(certificate);
    m_database->grow(FakeInventory::now());
    applied(model, [&] { model.setInventory(m_database->load(model.inventory())); });
    QCOMPARE(model.rowCount(), 201);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.front()[1].toInt(), 0);
    QCOMPARE(held.row(), 151);

    applied(model, [&] { model.setFilter("not (new or host77)"); });
    QCOMPARE(model.rowCount(), 199);
    QCOMPARE(removed.count(), 2);
    QCOMPARE(held.row(), 149);
    QCOMPARE(reset.count(), 0);

    applied(model, [&] { model.setFilter("host1"); }); // many separate pieces: one reset
    QVERIFY(reset.count() <= 1);
    QCOMPARE(model.rowCount(), 111);
}

void CertificateTableModelTest::findsRowsAgain()
{
    FakeCertificate certificate;
    for (int i = 0; i < 5; ++i) {
        certificate.names = certificate.commonName = "host" + std::to_string(i) + ".example";
        m_database->add(certificate);
    }
    Model model;
    applied(model, [&] { model.setInventory(m_database->load()); });
    const Sha256 third = model.sha256(2);
    QCOMPARE(model.index(2, 0).data(Model::Sha256Role).toByteArray(), QByteArray(reinterpret_cast<const char *>(third.data()), 32));
    applied(model, [&] { model.sort(Model::Subject, Qt::DescendingOrder); });
    QCOMPARE(model.sha256(model.rowOf(third)), third);
    applied(model, [&] { model.setFilter("host0"); });
    QCOMPARE(model.rowOf(third), -1);
}

void CertificateTableModelTest::showsCells_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::newRow("subject") << int(Model::Subject) << "his1.hospital.example";
    QTest::newRow("names") << int(Model::Names) << "his1.hospital.example, ip:10.0.0.1";
    QTest::newRow("issuer") << int(Model::Issuer) << "Hospital CA";
    QTest::newRow("serial number") << int(Model::Serial) << "0A:BC:DE";
    QTest::newRow("expires") << int(Model::Expires) << "2026-12-24";
    QTest::newRow("days left") << int(Model::DaysLeft) << "30 day(s)";
    QTest::newRow("class") << int(Model::Class) << "OV";
    QTest::newRow("tier") << int(Model::TierColumn) << "Core";
    QTest::newRow("services") << int(Model::Services) << "HIS, Portal";
    QTest::newRow("owner") << int(Model::Owner) << QStringLiteral("王伟");
    QTest::newRow("department") << int(Model::Department) << QStringLiteral("门诊, IT");
    QTest::newRow("key") << int(Model::Key) << "RSA 2048";
    QTest::newRow("signature") << int(Model::Signature) << "RSA-SHA256";
    QTest::newRow("purpose") << int(Model::PurposeColumn) << "Server";
    QTest::newRow("status") << int(Model::Status) << "Valid";
    QTest::newRow("seen") << int(Model::Seen) << "Endpoint: his1.hospital.example:443 +1";
}

void CertificateTableModelTest::showsCells()
{
    QFETCH(int, column);
    QFETCH(QString, text);
    FakeCertificate certificate;
    certificate.commonName = "his1.hospital.example";
    certificate.names = "his1.hospital.example\nip:10.0.0.1";
    certificate.notAfter = FakeInventory::now() + hours(24 * 30 + 1);
    certificate.sightings = {{1, "/srv/a.pem", "", false, FakeInventory::now() - hours(48)},
                             {4, "his1.hospital.example:443", "", false, FakeInventory::now()}};
    m_database->add(certificate);
    Model model;
    applied(model, [&] { model.setInventory(m_database->load()); });
    QCOMPARE(model.index(0, column).data().toString(),
             column == Model::Expires ? QDateTime::fromSecsSinceEpoch(toUnix(certificate.notAfter)).toString("yyyy-MM-dd") : text);
    QCOMPARE(model.index(0, column).data(Model::MonospaceRole).toBool(), column == Model::Serial || column == Model::Fingerprint);
    QCOMPARE(model.index(0, column).data(Model::StatusRole).toInt(), int(CertificateStatus::Valid));
    QCOMPARE(model.index(0, column).data(Model::TierRole).toInt(), int(Tier::Core));
    QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void CertificateTableModelTest::tellsHowPressing_data()
{
    QTest::addColumn<int>("life");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("severity");
    QTest::newRow("a year's, far") << 398 << 90 << -1;
    QTest::newRow("a year's, under ninety days") << 398 << 89 << int(Severity::Medium);
    QTest::newRow("a year's, under thirty") << 398 << 29 << int(Severity::High);
    QTest::newRow("a year's, under seven") << 398 << 6 << int(Severity::Critical);
    QTest::newRow("a short one, just issued") << 47 << 46 << -1;
    QTest::newRow("a short one, at its first step") << 47 << 15 << int(Severity::Medium);
    QTest::newRow("a short one, at its second") << 47 << 9 << int(Severity::High);
    QTest::newRow("a short one, at its last") << 47 << 4 << int(Severity::Critical);
    QTest::newRow("expired: no longer pressing") << 398 << -1 << -1;
}

void CertificateTableModelTest::tellsHowPressing()
{
    QFETCH(int, life);
    QFETCH(int, left);
    QFETCH(int, severity);
    FakeCertificate certificate;
    certificate.notAfter = FakeInventory::now() + hours(24 * left + 1);
    certificate.notBefore = certificate.notAfter - hours(24 * life) + std::chrono::seconds(1);
    m_database->add(certificate);
    const auto inventory = m_database->load();
    const std::optional<Severity> pressing = urgency(inventory->row(0), FakeInventory::now());
    QCOMPARE(pressing ? int(*pressing) : -1, severity);
}

// 100,000 rows, every kind of change: what the model does on the window's own thread stays under a frame.
void CertificateTableModelTest::doesNotHoldUpTheWindow()
{
    std::mt19937 random(1);
    VERIFY_OK(m_database->connection().execute("BEGIN"));
    for (int i = 0; i < 100000; ++i) {
        FakeCertificate certificate = randomCertificate(random);
        certificate.lints.clear();
        certificate.sightings.clear();
        m_database->add(certificate);
    }
    VERIFY_OK(m_database->connection().execute("COMMIT"));
    Model model;
    applied(model, [&] { model.setHideExpired(false); });
    applied(model, [&] { model.setHideSuperseded(false); });
    applied(model, [&] { model.setInventory(m_database->load()); });
    QCOMPARE(model.rowCount(), 100000);
    const QPersistentModelIndex held(model.index(500, 0));
    // Between two ticks of a busy event loop lies one handler: by its processor time, since other programs take the processor away.
    const auto worked = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    qint64 longest = 0;
    const auto watched = [&](const std::function<void()> &change) {
        bool done = false;
        const auto connection = connect(&model, &Model::filterApplied, this, [&] { done = true; });
        qint64 begun = worked();
        change();
        longest = std::max(longest, worked() - begun);
        while (!done) {
            begun = worked();
            QCoreApplication::processEvents();
            longest = std::max(longest, worked() - begun);
        }
        disconnect(connection);
    };
    watched([&] { model.setFilter("his"); });
    watched([&] { model.setFilter({}); });
    watched([&] { model.sort(Model::Subject); });
    watched([&] { model.setFilter("tier = core"); });
    watched([&] { model.setFilter({}); });
    watched([&] { model.sort(Model::Fingerprint, Qt::DescendingOrder); });
    qInfo("longest handler: %.1f ms", double(longest) / 1e6);
    QVERIFY2(longest < 16 * 1000000LL, "a frame");
}

QTEST_GUILESS_MAIN(CertificateTableModelTest)
#include "CertificateTableModelTest.moc"
