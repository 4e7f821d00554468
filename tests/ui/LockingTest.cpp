// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/findings/FindingsPage.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/overview/OverviewPage.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/widgets/TableView.h"

#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// What pages keep of a house that was locked under them: nothing.
class LockingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void forgetsEverything();
};

void LockingTest::forgetsEverything()
{
    auto home = std::make_unique<PageHouse>();
    home->import(hospitalPem());
    home->enter("门诊挂号", Tier::Core, {"his.hospital.example"});
    QVERIFY(home->settle(hospitalSize));
    RecordingNavigator navigator;
    OverviewPage overview(navigator);
    InventoryPage inventory(navigator);
    ServicesPage services(navigator);
    FindingsPage findings(navigator);
    const QList<Page *> pages{&overview, &inventory, &services, &findings};
    for (Page *page : pages) {
        page->setHouse(home->house.get(), home->feed.get());
        page->show();
    }
    auto *table = child<TableView>(&inventory, "certificates");
    QTRY_COMPARE(table->model()->rowCount(), 7);
    QTRY_COMPARE(child<TableView>(&services, "services")->model()->rowCount(), 1);
    QTRY_VERIFY(child<TableView>(&findings, "findings")->model()->rowCount() > 0);
    QTRY_COMPARE(overview.statistics().total, hospitalSize);
    // Locked in the middle of everything: a detail is being read, an import dialog and a form are open.
    inventory.openCertificate(home->feed->inventory()->row(0).sha256);
    inventory.openImport();
    services.addService();
    for (Page *page : pages)
        page->setHouse(nullptr, nullptr);
    home.reset();
    QVERIFY(!inventory.findChild<ImportDialog *>(QStringLiteral("importDialog")));
    QVERIFY(!services.findChild<QDialog *>(QStringLiteral("serviceForm")));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QTRY_COMPARE(child<TableView>(&services, "services")->model()->rowCount(), 0);
    QTRY_COMPARE(child<TableView>(&findings, "findings")->model()->rowCount(), 0);
    QCOMPARE(overview.statistics().total, 0U);
    for (const Page *page : pages)
        QVERIFY(!page->findChild<CertificatePanel *>());
    QTest::qWait(200); // whatever still arrives finds nothing
}

QTEST_MAIN(LockingTest)
#include "LockingTest.moc"
