// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventoryFeed.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QSignalSpy>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

class InventoryFeedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishesTheFirstRowsThenAll();
    void followsTheJournal();
    void mayGoWhileLoading();
};

void InventoryFeedTest::publishesTheFirstRowsThenAll()
{
    FakeInventory database;
    FakeCertificate certificate;
    (void)database.connection().execute("BEGIN");
    for (int i = 0; i < 3000; ++i) {
        certificate.names = "host" + std::to_string(i);
        database.add(certificate);
    }
    (void)database.connection().execute("COMMIT");
    auto house = database.house();
    VERIFY_OK(house);
    InventoryFeed feed(**house);
    QVERIFY(feed.inventory());
    QVERIFY(feed.isLoading());
    QList<std::uint32_t> sizes;
    connect(&feed, &InventoryFeed::inventoryChanged, this, [&] { sizes.append(feed.inventory()->size()); });
    QTRY_VERIFY(!feed.isLoading());
    QCOMPARE(sizes, (QList<std::uint32_t>{2000, 3000}));
    QVERIFY(feed.inventory()->isComplete());
}

void InventoryFeedTest::followsTheJournal()
{
    FakeInventory database;
    auto house = database.house();
    VERIFY_OK(house);
    InventoryFeed feed(**house);
    QTRY_VERIFY(!feed.isLoading());
    QSignalSpy changed(&feed, &InventoryFeed::inventoryChanged);
    for (int i = 0; i < 20; ++i) { // an import, batch by batch
        FakeCertificate certificate;
        certificate.names = "host" + std::to_string(i);
        database.add(certificate);
        database.grow(FakeInventory::now());
        QTest::qWait(20);
    }
    QTRY_COMPARE(feed.inventory()->size(), 20u);
    QVERIFY2(changed.count() < 15, "batches come together");
    // Findings are no journal entries, and are noticed all the same.
    database.lint(20, Rule::RsaTooShort, 20);
    QTRY_VERIFY(feed.inventory()->row(19).rules & ruleBit(Rule::RsaTooShort));
}

void InventoryFeedTest::mayGoWhileLoading()
{
    FakeInventory database;
    (void)database.connection().execute("BEGIN");
    for (int i = 0; i < 9000; ++i)
        database.add({});
    (void)database.connection().execute("COMMIT");
    auto house = database.house();
    VERIFY_OK(house);
    for (int wait : {0, 1, 5, 20}) {
        InventoryFeed feed(**house);
        QTest::qWait(wait);
    }
}

QTEST_GUILESS_MAIN(InventoryFeedTest)
#include "InventoryFeedTest.moc"
