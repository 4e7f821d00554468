// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/Container.h"
#include "models/replica/InventorySearch.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/overview/OverviewPage.h"
#include "ui/widgets/TabGrid.h"
#include "ui/widgets/TableView.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QCompleter>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>
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
    void exports_data();
    void exports();
    void completesQueries();
    void remembersColumns();
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

void InventoryPageTest::exports_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("some");
    for (const char *action : {"exportCsv", "exportJson", "exportPem"}) {
        QTest::addRow("%s of everything shown", action) << QString::fromLatin1(action) << false;
        QTest::addRow("%s of what is chosen", action) << QString::fromLatin1(action) << true;
    }
}

void InventoryPageTest::exports()
{
    QFETCH(QString, action);
    QFETCH(bool, some);
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    auto *table = child<TableView>(&page, "certificates");
    QTRY_COMPARE(table->model()->rowCount(), 7);
    QTRY_COMPARE(column(table, CertificateTableModel::Subject).front(), QStringLiteral("his.hospital.example"));
    table->clearSelection();
    if (some)
        table->selectRow(0);
    const int count = some ? 1 : 7;
    QMenu *menu = child<QToolButton>(&page, "export")->menu();
    Q_EMIT menu->aboutToShow();
    child<QAction>(menu, action.toLatin1().constData())->trigger();
    auto *dialog = child<QFileDialog>(&page, "exportDialog");
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    const QString path = home.path(QStringLiteral("out.") + dialog->defaultSuffix());
    Q_EMIT dialog->fileSelected(path);
    delete dialog;
    QByteArray text;
    QTRY_VERIFY([&] {
        QFile file(path);
        text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return !text.isEmpty();
    }());
    if (action == QStringLiteral("exportCsv")) {
        QVERIFY(text.startsWith("\xEF\xBB\xBF")); // so that spreadsheets take it for UTF-8
        QCOMPARE(text.count("\r\n"), count + 1);     // and the headings
        QVERIFY(text.contains("his.hospital.example"));
        QCOMPARE(text.contains("张医生"), !some);
    } else if (action == QStringLiteral("exportJson")) {
        const QJsonArray certificates = QJsonDocument::fromJson(text).array();
        QCOMPARE(int(certificates.size()), count);
        QStringList found;
        for (const QJsonValue certificate : certificates)
            found += certificate.toObject()["sha256"].toString();
        for (Row row = 0; row < home.feed->inventory()->size(); ++row) {
            const CertificateRow one = home.feed->inventory()->row(row);
            const bool wanted = some ? one.commonName == "his.hospital.example" : one.commonName != "old.hospital.example";
            QCOMPARE(found.contains(QString::fromStdString(toHex(one.sha256))), wanted);
        }
    } else {
        QCOMPARE(text.count("-----BEGIN CERTIFICATE-----"), count);
        const Result<ContainerContents> again = readContainer(viewOf(text.toStdString()));
        VERIFY_OK(again);
        QCOMPARE(int(again->certificates.size()), count);
    }
}

/// As one types it: the words of the language, then the values that fit, taken by the keyboard alone.
void InventoryPageTest::completesQueries()
{
    PageHouse home;
    home.import(hospitalPem());
    home.enter("门诊挂号", Tier::Core, {"his.hospital.example"});
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto *table = child<TableView>(&page, "certificates");
    QTRY_COMPARE(table->model()->rowCount(), 7);
    auto *search = child<QLineEdit>(&page, "inventorySearch");
    search->setFocus();
    auto *completer = search->findChild<QCompleter *>();
    QVERIFY(completer);
    const auto offered = [&] {
        QStringList candidates;
        for (int row = 0; completer->popup()->isVisible() && row < completer->popup()->model()->rowCount(); ++row)
            candidates += completer->popup()->model()->index(row, 0).data().toString();
        return candidates;
    };
    const auto take = [&](const QString &candidate) {
        const qsizetype at = offered().indexOf(candidate);
        for (qsizetype row = 0; row <= at; ++row)
            QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        return at >= 0;
    };
    QTest::keyClicks(search, "tie");
    QVERIFY2(offered().contains(QStringLiteral("tier")), qPrintable(offered().join(u' ')));
    QVERIFY(!offered().contains(QStringLiteral("expires")));
    QVERIFY(take(QStringLiteral("tier")));
    QCOMPARE(search->text(), QStringLiteral("tier "));
    QTest::keyClicks(search, "= c");
    QVERIFY2(offered().contains(QStringLiteral("core")), qPrintable(offered().join(u' ')));
    QVERIFY(take(QStringLiteral("core")));
    QCOMPARE(search->text(), QStringLiteral("tier = core "));
    QVERIFY(!completer->popup()->isVisible() || !offered().contains(QStringLiteral("core")));
    QTRY_COMPARE(column(table, CertificateTableModel::Subject), QStringList{QStringLiteral("his.hospital.example")});
    // In the middle of a query: only the word under the cursor is replaced.
    search->setText(QStringLiteral("stat = valid and tier = core"));
    search->setCursorPosition(4);
    QTest::keyClick(search, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY2(take(QStringLiteral("status")), qPrintable(offered().join(u' ')));
    QCOMPARE(search->text().simplified(), QStringLiteral("status = valid and tier = core"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

/// Order, width and choice of the columns, as the next start finds them.
void InventoryPageTest::remembersColumns()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    const auto shown = [&](InventoryPage &page) {
        page.setHouse(home.house.get(), home.feed.get());
        page.resize(1200, 700);
        page.show();
        return child<TableView>(&page, "certificates");
    };
    // The header's menu is modal: what it holds is chosen from beside it.
    const auto chooseInMenu = [](TableView *table, const QString &text) {
        bool chosen = false;
        QTimer::singleShot(0, table, [&] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
                if (action->text() == text && action->isEnabled()) {
                    action->trigger();
                    chosen = true;
                }
            }
            if (menu)
                menu->close();
        });
        Q_EMIT table->horizontalHeader()->customContextMenuRequested({10, 10});
        return chosen;
    };
    const auto title = [](TableView *table, int column) { return table->model()->headerData(column, Qt::Horizontal).toString(); };
    using Model = CertificateTableModel;
    {
        InventoryPage page(navigator);
        TableView *table = shown(page);
        QHeaderView *header = table->horizontalHeader();
        QVERIFY(table->isColumnHidden(Model::Serial) && !table->isColumnHidden(Model::Class));
        header->moveSection(header->visualIndex(Model::Issuer), 1);
        header->resizeSection(Model::Subject, 277);
        QVERIFY(chooseInMenu(table, title(table, Model::Serial)));
        QVERIFY(chooseInMenu(table, title(table, Model::Class)));
        table->sortByColumn(Model::Subject, Qt::DescendingOrder);
        page.setHouse(nullptr, nullptr);
    }
    QSettings().sync();
    {
        InventoryPage page(navigator);
        TableView *table = shown(page);
        QHeaderView *header = table->horizontalHeader();
        QCOMPARE(header->visualIndex(Model::Issuer), 1);
        QCOMPARE(header->sectionSize(Model::Subject), 277);
        QVERIFY(!table->isColumnHidden(Model::Serial) && table->isColumnHidden(Model::Class));
        QCOMPARE(header->sortIndicatorSection(), int(Model::Subject));
        QTRY_COMPARE(table->model()->rowCount(), 7);
        const auto descends = [&] {
            const QStringList subjects = column(table, Model::Subject);
            return subjects.indexOf(QStringLiteral("weak.hospital.example")) < subjects.indexOf(QStringLiteral("emr.hospital.example"));
        };
        QTRY_VERIFY(descends()); // the rows are as the header says
        QVERIFY(chooseInMenu(table, QStringLiteral("Restore the usual columns")));
        page.setHouse(nullptr, nullptr);
    }
    {
        InventoryPage page(navigator);
        TableView *table = shown(page);
        QVERIFY(table->horizontalHeader()->visualIndex(Model::Issuer) != 1);
        QVERIFY(table->isColumnHidden(Model::Serial) && !table->isColumnHidden(Model::Class));
        page.setHouse(nullptr, nullptr);
    }
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
