// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/BackgroundPool.h"
#include "models/views/JournalTableModel.h"
#include "tests/support/FakeInventory.h"
#include "tests/support/Verify.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace hufu;
using namespace hufu::test;
using Model = JournalTableModel;

/// Paging, which QAbstractItemModelTester would spoil by fetching more at every change; the suite has it.
class JournalTableModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsPageByPage();
    void readIsNotYetShown();
    void newEntriesComeOnTop();
    void moreThanAPageAtOnce();
    void filters();
    void showsEntries();
    void letsGoOfTheHouse();

private:
    void grow(int entries)
    {
        VERIFY_OK(m_database->connection().execute("BEGIN"));
        for (int i = 0; i < entries; ++i)
            m_database->grow(FakeInventory::now(), i % 2 ? "service.save" : "certificate.import", "entry " + std::to_string(m_entries++));
        VERIFY_OK(m_database->connection().execute("COMMIT"));
    }
    quint64 sequence(int row) { return m_model->index(row, 0).data(Model::SequenceRole).toULongLong(); }
    void isUnbroken()
    {
        for (int row = 1; row < m_model->rowCount(); ++row)
            QCOMPARE(sequence(row - 1), sequence(row) + 1);
    }
    int m_entries = 0;
    std::unique_ptr<FakeInventory> m_database;
    std::unique_ptr<House> m_house;
    std::unique_ptr<Model> m_model;
};

void JournalTableModelTest::init()
{
    m_model.reset();
    m_house.reset();
    m_entries = 0;
    m_database = std::make_unique<FakeInventory>();
    grow(450);
    auto house = m_database->house();
    VERIFY_OK(house);
    m_house = std::move(*house);
    m_model = std::make_unique<Model>();
    QSignalSpy loaded(m_model.get(), &Model::loaded);
    m_model->setHouse(m_house.get());
    QVERIFY(loaded.wait());
}

void JournalTableModelTest::readsPageByPage()
{
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(sequence(0), quint64(451));
    while (m_model->canFetchMore({})) {
        QSignalSpy loaded(m_model.get(), &Model::loaded);
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({})); // one page at a time
        QVERIFY(loaded.wait());
    }
    QCOMPARE(m_model->rowCount(), 451);
    QCOMPARE(sequence(450), quint64(1));
    isUnbroken();
}

void JournalTableModelTest::readIsNotYetShown()
{
    // The page was read, and waits in the event queue: whatever comes now must not cost it.
    m_model->fetchMore({});
    QVERIFY(backgroundPool()->waitForDone(10'000));
    QVERIFY(m_model->isBusy());
    QVERIFY(!m_model->canFetchMore({}));
    m_model->fetchMore({});
    Q_EMIT m_house->journalGrew(451);
    QSignalSpy loaded(m_model.get(), &Model::loaded);
    QVERIFY(loaded.wait());
    QCOMPARE(m_model->rowCount(), 400);
    QTRY_VERIFY(!m_model->isBusy());
    QCOMPARE(m_model->rowCount(), 400);
    isUnbroken();
}

void JournalTableModelTest::newEntriesComeOnTop()
{
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const QPersistentModelIndex held(m_model->index(0, 0));
    grow(3);
    QTRY_COMPARE(m_model->rowCount(), 203);
    QCOMPARE(sequence(0), quint64(454));
    QCOMPARE(held.row(), 3);
    QCOMPARE(reset.count(), 0);
    isUnbroken();
}

void JournalTableModelTest::moreThanAPageAtOnce()
{
    grow(700);
    QTRY_COMPARE(sequence(0), quint64(1151));
    QTRY_VERIFY(!m_model->isBusy());
    isUnbroken();
}

void JournalTableModelTest::filters()
{
    EntryFilter filter;
    filter.kind = "service.save";
    m_model->setFilter(filter);
    QTRY_COMPARE(m_model->rowCount(), 200);
    for (int row = 0; row < m_model->rowCount(); ++row)
        QCOMPARE(m_model->index(row, 0).data(Model::KindRole).toString(), QStringLiteral("service.save"));
    filter.text = "entry 44";
    m_model->setFilter(filter);
    QTRY_COMPARE(m_model->rowCount(), 5); // 441, 443 … 449
    // The last of several filters set in one breath is the one that counts.
    for (const char *text : {"entry 1", "entry 2", "entry 33"}) {
        filter.text = text;
        m_model->setFilter(filter);
    }
    QTRY_COMPARE(m_model->rowCount(), 6); // 33, 331, 333 … 339
    grow(2);
    QTest::qWait(600);
    QCOMPARE(m_model->rowCount(), 6);
}

void JournalTableModelTest::showsEntries()
{
    QCOMPARE(m_model->index(0, Model::Kind).data().toString(), QStringLiteral("Service saved"));
    QCOMPARE(m_model->index(0, Model::Actor).data().toString(), QStringLiteral("李安全"));
    QCOMPARE(m_model->index(0, Model::Subject).data().toString(), QStringLiteral("entry 449"));
    QCOMPARE(m_model->index(0, 0).data(Model::RefusedRole).toBool(), false);
}

void JournalTableModelTest::letsGoOfTheHouse()
{
    m_model->fetchMore({});
    m_model->setHouse(nullptr);
    QCOMPARE(m_model->rowCount(), 0);
    m_house.reset();
    QTest::qWait(50);
    QCOMPARE(m_model->rowCount(), 0);
}

QTEST_GUILESS_MAIN(JournalTableModelTest)
#include "JournalTableModelTest.moc"
