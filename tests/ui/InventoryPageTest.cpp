// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/overview/OverviewPage.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace hufu;
using namespace hufu::test;

/// The certificates: search, details, saved filters, copies.
class InventoryPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void filtersAndExplainsMistakes();
    void showsDetails();
    void savesFilters();
    void copies();
    void emptyHouseOffersImport();
};

void InventoryPageTest::filtersAndExplainsMistakes()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    auto *table = child<TableView>(&page, "certificates");
    QTRY_COMPARE(table->model()->rowCount(), 7); // one has expired
    child<QCheckBox>(&page, "showExpired")->click();
    QTRY_COMPARE(table->model()->rowCount(), 8);

    auto *search = child<QLineEdit>(&page, "inventorySearch");
    auto *complaint = child<QLabel>(&page, "queryComplaint");
    QTest::keyClicks(search, "pacs");
    QTRY_COMPARE(column(table, CertificateTableModel::Subject), QStringList{QStringLiteral("pacs.hospital.example")});
    QVERIFY(!complaint->isVisible());
    search->setText(QStringLiteral("class = dw"));
    QTRY_VERIFY(complaint->isVisible());
    QVERIFY2(complaint->text().contains(QStringLiteral("<u><b>dw</b></u>")), qPrintable(complaint->text()));
    QCOMPARE(table->model()->rowCount(), 1); // what cannot be read changes nothing
    page.openQuery(QStringLiteral("expires < 7d and status = valid"));
    QTRY_COMPARE(column(table, CertificateTableModel::Subject), QStringList{QStringLiteral("his.hospital.example")});
    QVERIFY(!complaint->isVisible());
    page.openQuery({});
    QTRY_COMPARE(table->model()->rowCount(), 8);
}

void InventoryPageTest::showsDetails()
{
    PageHouse home;
    home.import(hospitalPem());
    const Service service = home.enter("门诊挂号", Tier::Core, {"his.hospital.example"});
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.resize(1200, 700);
    page.show();
    auto *table = child<TableView>(&page, "certificates");
    QTRY_COMPARE(table->model()->rowCount(), 7);
    QTRY_COMPARE(column(table, CertificateTableModel::Subject).front(), QStringLiteral("his.hospital.example")); // expires first
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(page.findChild<CertificatePanel *>(QStringLiteral("certificatePanel")));
    auto *panel = child<CertificatePanel>(&page, "certificatePanel");
    auto *body = child<QTextBrowser>(panel, "certificateBody");
    QCOMPARE(panel->detail().listing.commonName, std::string("his.hospital.example"));
    QVERIFY(body->toPlainText().contains(QStringLiteral("his.hospital.example")));
    QVERIFY(body->toPlainText().contains(QStringLiteral("TLS server")));

    auto *tabs = child<TabGrid>(panel, "certificateTabs");
    tabs->setCurrentIndex(CertificatePanel::Chain);
    QCOMPARE(int(panel->detail().chain.size()), 2);
    QVERIFY2(body->toPlainText().contains(QStringLiteral("第一医院根CA")), qPrintable(body->toPlainText()));
    tabs->setCurrentIndex(CertificatePanel::Places);
    QVERIFY(body->toPlainText().contains(QStringLiteral("门诊挂号")));
    Q_EMIT body->anchorClicked(QUrl(QStringLiteral("service:") + QString::fromStdString(service.id)));
    QCOMPARE(navigator.services, QStringList{QString::fromStdString(service.id)});
    tabs->setCurrentIndex(CertificatePanel::History);
    QCOMPARE(int(panel->detail().history.size()), 1);
    QVERIFY2(body->toPlainText().contains(QStringLiteral("李安全")), qPrintable(body->toPlainText()));
    tabs->setCurrentIndex(CertificatePanel::Findings);
    QVERIFY(!panel->detail().findings.empty());
    tabs->setCurrentIndex(CertificatePanel::FullText);
    QVERIFY(body->toPlainText().contains(QStringLiteral("Signature Algorithm")));

    // The chain leads to the CA, and the tab stays the one that was chosen.
    const Sha256 root = panel->detail().chain.back().listing.sha256;
    Q_EMIT body->anchorClicked(QUrl(QStringLiteral("certificate:") + QString::fromStdString(toHex(root))));
    QTRY_COMPARE(child<CertificatePanel>(&page, "certificatePanel")->detail().listing.sha256, root);
    QCOMPARE(child<CertificatePanel>(&page, "certificatePanel")->tab(), CertificatePanel::FullText);

    // A certificate that the filter leaves out can be opened all the same.
    std::optional<Sha256> expired;
    for (Row row = 0; row < home.feed->inventory()->size(); ++row) {
        if (home.feed->inventory()->row(row).commonName == "old.hospital.example")
            expired = home.feed->inventory()->row(row).sha256;
    }
    QVERIFY(expired);
    page.openCertificate(*expired);
    QTRY_COMPARE(child<CertificatePanel>(&page, "certificatePanel")->detail().listing.sha256, *expired);
    QCOMPARE(child<CertificatePanel>(&page, "certificatePanel")->detail().status, CertificateStatus::Expired);
}

void InventoryPageTest::savesFilters()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    auto *menu = child<QMenu>(&page, "collectionMenu");
    const auto trigger = [&](const char *name) {
        Q_EMIT menu->aboutToShow();
        QAction *action = menu->findChild<QAction *>(QString::fromLatin1(name));
        if (!action || !action->isEnabled())
            return false;
        action->trigger();
        return true;
    };
    QVERIFY(!trigger("saveCollection")); // nothing to save yet
    page.openQuery(QStringLiteral("expires < 30d"));
    QTRY_VERIFY(trigger("saveCollection"));
    auto *dialog = child<QDialog>(&page, "collectionDialog");
    QVERIFY(!child<QPushButton>(dialog, "collectionAccept")->isEnabled());
    QTest::keyClicks(child<QLineEdit>(dialog, "collectionName"), QStringLiteral("soon"));
    child<QPushButton>(dialog, "collectionAccept")->click();
    QTRY_COMPARE(home.house->collections().value_or(std::vector<Collection>()).size(), 1U);
    QCOMPARE(home.house->collections()->front().query, std::string("expires < 30d"));
    auto *button = child<QToolButton>(&page, "collections");
    QTRY_COMPARE_WITH_TIMEOUT(button->text(), QStringLiteral("soon"), 10'000);

    page.openQuery({});
    QTRY_VERIFY(button->text() != QStringLiteral("soon"));
    QVERIFY(trigger("collection.0"));
    QTRY_COMPARE(child<QLineEdit>(&page, "inventorySearch")->text(), QStringLiteral("expires < 30d"));
    QTRY_VERIFY(trigger("removeCollection"));
    child<QPushButton>(child<QWidget>(&page, "removeCollectionBox"), "removeCollectionAccept")->click();
    QTRY_COMPARE(home.house->collections()->size(), 0U);
}

void InventoryPageTest::copies()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    auto *table = child<TableView>(&page, "certificates");
    QTRY_COMPARE(table->model()->rowCount(), 7);
    table->selectAll();
    QMenu menu;
    Q_EMIT table->contextMenuAboutToShow(&menu);
    QClipboard *clipboard = QGuiApplication::clipboard();
    menu.findChild<QAction *>(QStringLiteral("copyFingerprint"))->trigger();
    QCOMPARE(clipboard->text().split(u'\n').size(), 7);
    QVERIFY(clipboard->text().contains(QString::fromStdString(toHex(home.feed->inventory()->row(0).sha256)), Qt::CaseInsensitive));
    menu.findChild<QAction *>(QStringLiteral("copyPem"))->trigger();
    QTRY_COMPARE(clipboard->text().count(QStringLiteral("-----BEGIN CERTIFICATE-----")), 7);

    // One row: its key leads to the certificates that share it.
    table->selectRow(0);
    QMenu one;
    Q_EMIT table->contextMenuAboutToShow(&one);
    one.findChild<QAction *>(QStringLiteral("sameKey"))->trigger();
    QCOMPARE(navigator.inventoryQueries.size(), 1);
    const auto query = parseQuery(navigator.inventoryQueries.first().toStdString());
    QVERIFY(query);
    QVERIFY(count(*home.feed->inventory(), *query, localClock(home.house->now())) >= 1);
}

void InventoryPageTest::emptyHouseOffersImport()
{
    PageHouse home;
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    auto *offer = child<QPushButton>(&page, "emptyImport");
    QTRY_VERIFY(offer->isVisible());
    offer->click();
    QVERIFY(child<ImportDialog>(&page, "importDialog")->isVisible());

    OverviewPage overview(navigator);
    overview.setHouse(home.house.get(), home.feed.get());
    overview.show();
    QTRY_VERIFY(child<QPushButton>(&overview, "emptyImport")->isVisible());
    child<QPushButton>(&overview, "emptyImport")->click();
    QCOMPARE(navigator.imports.size(), 1U);
}

QTEST_MAIN(InventoryPageTest)
#include "InventoryPageTest.moc"
