// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/CertificateTableModel.h"
#include "models/views/CollectionModel.h"
#include "models/views/FindingTableModel.h"
#include "models/views/JournalTableModel.h"
#include "models/views/ServiceTableModel.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

namespace {

/// One model with the house it shows; everything lives until the row is done.
struct Subject {
    FakeInventory database;
    std::unique_ptr<House> house;
    std::unique_ptr<InventoryFeed> feed;
    std::unique_ptr<QAbstractItemModel> model;

    ~Subject()
    {
        model.reset();
        feed.reset();
    }
};
using Make = std::function<std::unique_ptr<QAbstractItemModel>(Subject &)>;

} // namespace
Q_DECLARE_METATYPE(Make)

/// What every model owes its views, whatever it shows: consistent answers and signals while a house grows.
class ModelSuiteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheContract_data();
    void keepsTheContract();
};

void ModelSuiteTest::keepsTheContract_data()
{
    QTest::addColumn<Make>("make");
    QTest::addColumn<int>("growsBy"); // rows that two more certificates, a service, a collection and an entry bring
    QTest::newRow("certificates") << Make([](Subject &subject) {
        auto model = std::make_unique<CertificateTableModel>();
        model->setFeed(subject.feed.get());
        return model;
    }) << 2;
    QTest::newRow("findings") << Make([](Subject &subject) {
        auto model = std::make_unique<FindingTableModel>();
        model->setFeed(subject.feed.get());
        return model;
    }) << 2;
    QTest::newRow("services") << Make([](Subject &subject) {
        auto model = std::make_unique<ServiceTableModel>();
        model->setFeed(subject.feed.get());
        return model;
    }) << 1;
    QTest::newRow("collections") << Make([](Subject &subject) {
        auto model = std::make_unique<CollectionModel>();
        model->setFeed(subject.feed.get());
        return model;
    }) << 1;
    QTest::newRow("journal") << Make([](Subject &subject) {
        auto model = std::make_unique<JournalTableModel>();
        model->setHouse(subject.house.get());
        return model;
    }) << 1;
}

void ModelSuiteTest::keepsTheContract()
{
    QFETCH(Make, make);
    QFETCH(int, growsBy);
    Subject subject;
    std::mt19937 random(2);
    for (const Service &service : someServices())
        subject.database.save(service);
    for (int i = 0; i < 120; ++i)
        subject.database.add(randomCertificate(random));
    subject.database.save(Collection{"c1", "Soon", "expires < 30d"});
    auto house = subject.database.house();
    VERIFY_OK(house);
    subject.house = std::move(*house);
    subject.feed = std::make_unique<InventoryFeed>(*subject.house);
    subject.model = make(subject);
    QAbstractItemModelTester tester(subject.model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(subject.feed->inventory()->isComplete() && !subject.feed->isLoading());
    QTRY_VERIFY(subject.model->rowCount() > 0);
    QTest::qWait(100);
    const int before = subject.model->rowCount();

    FakeCertificate certificate;
    certificate.names = certificate.commonName = "new-1.example";
    certificate.lints = {Rule::RsaTooShort};
    subject.database.add(certificate);
    certificate.names = certificate.commonName = "new-2.example";
    subject.database.add(certificate);
    subject.database.save(Service{"s9", "Neu", Tier::General, "", "", {"none.example"}, false});
    subject.database.save(Collection{"c2", "Core", "tier = core"});
    subject.database.grow(FakeInventory::now());
    QTRY_COMPARE(subject.model->rowCount(), before + growsBy);

    for (int column = 0; column < subject.model->columnCount(); ++column) {
        if (subject.model->columnCount() > 1)
            QVERIFY(!subject.model->headerData(column, Qt::Horizontal).toString().isEmpty());
        for (int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::UserRole), int(Qt::UserRole) + 1, int(Qt::UserRole) + 2})
            (void)subject.model->index(0, column).data(role);
        subject.model->sort(column, column % 2 ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    QTest::qWait(50);
    QCOMPARE(subject.model->rowCount(), before + growsBy);
}

QTEST_GUILESS_MAIN(ModelSuiteTest)
#include "ModelSuiteTest.moc"
