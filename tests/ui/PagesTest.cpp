// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "tests/ui/PageHouse.h"
#include "ui/pages/findings/FindingsPage.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/inventory/InventoryPage.h"
#include "ui/pages/overview/BarChart.h"
#include "ui/pages/overview/OverviewPage.h"
#include "ui/pages/services/ServiceImportDialog.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPrinter>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTabBar>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace hufu;
using namespace hufu::test;

namespace {

/// A child that must be there.
template <typename T>
T *child(QWidget *parent, const char *name)
{
    T *found = parent->findChild<T *>(QString::fromLatin1(name));
    if (!found)
        qFatal("no %s", name);
    return found;
}

QStringList column(const QTableView *table, int column)
{
    QStringList cells;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        cells += table->model()->index(row, column).data().toString();
    return cells;
}

} // namespace

class PagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void overviewLeadsToTheRowsItCounts();
    void overviewPrints();
    void inventoryFiltersAndExplainsMistakes();
    void inventoryShowsDetails();
    void inventorySavesFilters();
    void inventoryCopies();
    void emptyHouseOffersImport();
    void importJourney();
    void importAsksForPasswords();
    void importCancelKeepsWhatWasComplete();
    void servicesByHand();
    void servicesFromCsv();
    void findingsByRule();
    void lockingForgetsEverything();
};

void PagesTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("hufu-test"));
    QCoreApplication::setApplicationName(QStringLiteral("PagesTest"));
    QSettings().clear();
}

void PagesTest::overviewLeadsToTheRowsItCounts()
{
    PageHouse home;
    home.import(hospitalPem());
    home.enter("门诊挂号", Tier::Core, {"his.hospital.example"});
    home.enter("电子病历", Tier::Important, {"emr.hospital.example"});
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    OverviewPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.resize(1100, 900);
    page.show();
    QTRY_COMPARE(page.statistics().total, hospitalSize);
    QVERIFY(page.badge() > 0);

    // Each line's button leads to as many rows as the line says.
    const std::vector<Need> &needs = page.statistics().needs;
    QVERIFY(!needs.empty());
    QCOMPARE(int(needs.front().kind), int(NeedKind::CoreExpires7));
    QVERIFY(child<QLabel>(&page, "pageSummary")->text().contains(QStringLiteral("1")));
    for (std::size_t i = 0; i < needs.size(); ++i) {
        QTest::mouseClick(child<QPushButton>(&page, qPrintable(QStringLiteral("needButton.%1").arg(i))), Qt::LeftButton);
        const auto query = parseQuery(navigator.inventoryQueries.last().toStdString());
        QVERIFY(query);
        QCOMPARE(count(*home.feed->inventory(), *query, localClock(home.house->now())), needs[i].count);
    }

    // Every bar of every chart likewise.
    const char *charts[] = {"expiryChart", "severityChart", "classChart", "algorithmChart", "issuerChart"};
    int clicked = 0;
    for (const char *name : charts) {
        auto *chart = child<BarChart>(&page, name);
        chart->replot();
        for (int bar = 0; bar < chart->data().bars.size(); ++bar) {
            const BarChartData::Bar &data = chart->data().bars[bar];
            if (data.total() == 0)
                continue;
            navigator.inventoryQueries.clear();
            QTest::mouseClick(chart, Qt::LeftButton, {}, chart->pointOf({bar, -1}).toPoint());
            QCOMPARE(navigator.inventoryQueries.size(), 1);
            const auto query = parseQuery(navigator.inventoryQueries.first().toStdString());
            QVERIFY2(query, qPrintable(navigator.inventoryQueries.first()));
            QCOMPARE(double(count(*home.feed->inventory(), *query, localClock(home.house->now()))), data.total());
            ++clicked;
        }
    }
    QVERIFY(clicked >= 8);
    for (int number = 0; number < 6; ++number) {
        auto *button = child<QPushButton>(&page, qPrintable(QStringLiteral("number.%1").arg(number)));
        if (!button->isEnabled())
            continue;
        navigator.inventoryQueries.clear();
        button->click();
        QCOMPARE(navigator.inventoryQueries.size(), 1);
        const auto query = parseQuery(navigator.inventoryQueries.last().toStdString());
        QVERIFY2(query, qPrintable(navigator.inventoryQueries.last()));
        QCOMPARE(QString::number(count(*home.feed->inventory(), *query, localClock(home.house->now()))), button->text().section(u'\n', 0, 0));
    }

    // Something new arrives: the page counts again by itself.
    home.import(CertBuilder::server("new.hospital.example").build().pem());
    QTRY_COMPARE_WITH_TIMEOUT(page.statistics().total, hospitalSize + 1, 15'000);
}

void PagesTest::overviewPrints()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    OverviewPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    QTRY_COMPARE(page.statistics().total, hospitalSize);
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(home.path(QStringLiteral("overview.pdf")));
    page.print(&printer);
    QFile pdf(printer.outputFileName());
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    QVERIFY(pdf.size() > 10'000);
}

void PagesTest::inventoryFiltersAndExplainsMistakes()
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

void PagesTest::inventoryShowsDetails()
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

    auto *tabs = child<QTabBar>(panel, "certificateTabs");
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

void PagesTest::inventorySavesFilters()
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

void PagesTest::inventoryCopies()
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

void PagesTest::emptyHouseOffersImport()
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

void PagesTest::importJourney()
{
    PageHouse home;
    RecordingNavigator navigator;
    InventoryPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();

    const std::string pem = hospitalPem();
    // Pasting certificates anywhere on the page opens the import with them.
    QGuiApplication::clipboard()->setText(QString::fromStdString(pem));
    QTest::keySequence(child<TableView>(&page, "certificates"), QKeySequence::Paste);
    auto *dialog = child<ImportDialog>(&page, "importDialog");
    auto *deed = child<QPushButton>(dialog, "importDeed");
    QVERIFY(deed->isEnabled());
    QVERIFY(child<QPlainTextEdit>(dialog, "importPasted")->toPlainText().startsWith(QStringLiteral("-----BEGIN")));
    child<QPlainTextEdit>(dialog, "importEndpoints")->setPlainText(QStringLiteral("gopher://his.example"));
    QVERIFY(!deed->isEnabled());
    QVERIFY(child<QLabel>(dialog, "importComplaint")->isVisible());
    child<QPlainTextEdit>(dialog, "importEndpoints")->clear();
    dialog->add({SourceSpec::path(home.write(QStringLiteral("garbage.bin"), "no certificate at all").toStdString()),
                 SourceSpec::path(home.path(QStringLiteral("missing.pem")).toStdString())});
    QSignalSpy finished(dialog, &ImportDialog::importFinished);
    deed->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QCOMPARE(dialog->stage(), ImportDialog::Stage::Results);
    QCOMPARE(dialog->results().result().total.added, hospitalSize);
    QCOMPARE(dialog->results().sourceCount(), 3);
    QVERIFY(dialog->results().problemCount() >= 1);
    auto *table = child<TableView>(dialog, "importResults");
    QTest::keyClicks(child<QLineEdit>(dialog, "importFilter"), QStringLiteral("missing"));
    QCOMPARE(table->model()->rowCount(), 1);
    QVERIFY(!table->model()->index(0, ImportResultModel::Why).data().toString().isEmpty());
    child<QPushButton>(dialog, "importCopy")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("missing.pem")));
    QVERIFY(dialog->results().asCsv().startsWith("\xEF\xBB\xBF"));
    const QJsonObject json = QJsonDocument::fromJson(dialog->results().asJson()).object();
    QCOMPARE(json.value(QStringLiteral("added")).toInt(), int(hospitalSize));
    QCOMPARE(json.value(QStringLiteral("failed")).toArray().size(), 1);

    // The same again: all are known.
    deed->click();
    QCOMPARE(dialog->stage(), ImportDialog::Stage::Sources);
    dialog->add({SourceSpec::pasted(viewOf(pem))});
    deed->click();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20'000);
    QCOMPARE(dialog->results().result().total.known, hospitalSize);
    QCOMPARE(dialog->results().result().total.added, 0U);
}

void PagesTest::importAsksForPasswords()
{
    PageHouse home;
    const TestCertificate certificate = CertBuilder::server("key.hospital.example").build();
    home.write(QStringLiteral("leaf.pem"), certificate.pem());
    home.write(QStringLiteral("leaf.key"), certificate.keyPem());
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"), {QStringLiteral("pkcs12"), QStringLiteral("-export"), QStringLiteral("-in"), home.path(QStringLiteral("leaf.pem")),
                                              QStringLiteral("-inkey"), home.path(QStringLiteral("leaf.key")), QStringLiteral("-out"),
                                              home.path(QStringLiteral("a.p12")), QStringLiteral("-passout"), QStringLiteral("pass:geheim")});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        QSKIP("needs openssl");
    QVERIFY(QFile::copy(home.path(QStringLiteral("a.p12")), home.path(QStringLiteral("b.p12"))));

    ImportDialog dialog(*home.house);
    dialog.show();
    dialog.add({SourceSpec::path(home.path(QStringLiteral("a.p12")).toStdString()), SourceSpec::path(home.path(QStringLiteral("b.p12")).toStdString())});
    QSignalSpy finished(&dialog, &ImportDialog::importFinished);
    child<QPushButton>(&dialog, "importDeed")->click();
    auto *asking = child<QWidget>(&dialog, "importAsking");
    auto *password = child<QWidget>(&dialog, "importPassword");
    auto *question = child<QLabel>(&dialog, "importQuestion");
    QTRY_VERIFY(asking->isVisible());
    QVERIFY(question->text().contains(QStringLiteral("a.p12")));
    const QString first = question->text();
    QTest::keyClicks(password, QStringLiteral("wrong"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(asking->isVisible() && question->text() != first); // asked again, and told that it was wrong
    QTest::keyClicks(password, QStringLiteral("geheim"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(asking->isVisible() && question->text().contains(QStringLiteral("b.p12")));
    child<QPushButton>(&dialog, "importSkip")->click();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(dialog.results().result().total.added, 1U);
    QCOMPARE(dialog.results().problemCount(), 1);
    QVERIFY(child<QLabel>(&dialog, "importKeysNote")->isVisible());
}

void PagesTest::importCancelKeepsWhatWasComplete()
{
    PageHouse home;
    std::string pem;
    for (int i = 0; i < 5'000; ++i)
        pem += CertBuilder().subject("CN=host" + std::to_string(i)).build().pem();
    ImportDialog dialog(*home.house);
    dialog.show();
    std::vector<SourceSpec> sources;
    for (int i = 0; i < 5; ++i)
        sources.push_back(SourceSpec::path(home.write(QStringLiteral("%1.pem").arg(i), pem).toStdString()));
    dialog.add(sources);
    QSignalSpy finished(&dialog, &ImportDialog::importFinished);
    child<QPushButton>(&dialog, "importDeed")->click();
    child<QPushButton>(&dialog, "importClose")->click(); // reads "Cancel the import" now
    QVERIFY(!child<QPushButton>(&dialog, "importClose")->isEnabled());
    QVERIFY(dialog.isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    const ImportResult &result = dialog.results().result();
    QVERIFY(result.report.cancelled);
    QVERIFY(result.report.read < 25'000);
    QCOMPARE(result.total.added + result.total.known, result.report.read); // nothing counted that was not kept
    child<QPushButton>(&dialog, "importClose")->click();
    QVERIFY(!dialog.isVisible());
}

void PagesTest::servicesByHand()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    ServicesPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.resize(1200, 700);
    page.show();
    QTRY_VERIFY(child<QPushButton>(&page, "emptyAddService")->isVisible());
    child<QPushButton>(&page, "emptyAddService")->click();
    auto *form = child<QDialog>(&page, "serviceForm");
    auto *save = child<QPushButton>(form, "serviceSave");
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(child<QLineEdit>(form, "serviceName"), QStringLiteral("HIS"));
    QVERIFY(save->isEnabled());
    child<QPlainTextEdit>(form, "serviceHosts")->setPlainText(QStringLiteral("his.hospital.example\nno host!"));
    QVERIFY(!save->isEnabled());
    QVERIFY(child<QLabel>(form, "serviceComplaint")->isVisible());
    child<QPlainTextEdit>(form, "serviceHosts")->setPlainText(QStringLiteral("HIS.hospital.example"));
    child<QComboBox>(form, "serviceTier")->setCurrentIndex(0);
    save->click();
    auto *table = child<TableView>(&page, "services");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, 10'000);
    QTRY_COMPARE(table->model()->index(0, ServiceTableModel::Certificates).data(ServiceTableModel::SortRole).toInt(), 1);
    QCOMPARE(home.house->services()->front().tier, Tier::Core);

    // What was entered opens by itself, with its certificate; from there the way goes on.
    QTRY_VERIFY(page.findChild<TableView *>(QStringLiteral("serviceCertificates")));
    QTRY_COMPARE(child<TableView>(&page, "serviceCertificates")->model()->rowCount(), 1);
    Q_EMIT child<TableView>(&page, "serviceCertificates")->opened(child<TableView>(&page, "serviceCertificates")->model()->index(0, 0));
    QCOMPARE(navigator.certificates.size(), 1);
    child<QPushButton>(&page, "showServiceCertificates")->click();
    const auto query = parseQuery(navigator.inventoryQueries.value(0).toStdString());
    QVERIFY(query);
    QCOMPARE(count(*home.feed->inventory(), *query, localClock(home.house->now())), 1U);

    child<QPushButton>(&page, "editService")->click();
    auto *change = child<QDialog>(&page, "serviceForm");
    QTRY_COMPARE(child<QLineEdit>(change, "serviceName")->text(), QStringLiteral("HIS"));
    child<QLineEdit>(change, "serviceName")->setText(QStringLiteral("门诊挂号"));
    child<QPushButton>(change, "serviceSave")->click();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->index(0, 0).data().toString(), QStringLiteral("门诊挂号"), 10'000);

    QTRY_VERIFY(page.findChild<QPushButton *>(QStringLiteral("removeService")));
    child<QPushButton>(&page, "removeService")->click();
    child<QPushButton>(child<QWidget>(&page, "removeServiceBox"), "removeServiceAccept")->click();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, 10'000);
}

void PagesTest::servicesFromCsv()
{
    PageHouse home;
    home.enter("电子病历", Tier::General, {"emr.hospital.example"});
    RecordingNavigator navigator;
    ServicesPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.show();
    ServiceImportDialog *dialog = page.openImport();
    QVERIFY(dialog);
    QSignalSpy previewed(dialog, &ServiceImportDialog::previewed), entered(dialog, &ServiceImportDialog::entered);
    auto *enter = child<QPushButton>(dialog, "serviceImportEnter");
    QVERIFY(!enter->isEnabled());

    dialog->preview(home.path(QStringLiteral("missing.csv")));
    QTRY_COMPARE(previewed.size(), 1);
    QVERIFY(child<QWidget>(dialog, "serviceImportError")->isVisible());
    QVERIFY(!enter->isEnabled());

    dialog->preview(home.write(QStringLiteral("services.csv"), "业务系统,级别,科室,负责人,主机,患者数据\n"
                                                               "门诊挂号,核心,门诊部,王主任,his.hospital.example;10.0.0.5,是\n"
                                                               "电子病历,重要,信息科,李工,emr.hospital.example,是\n"
                                                               "坏主机,一般,信息科,李工,no host!,否\n"
                                                               "坏级别,极重要,信息科,李工,x.example,否\n"));
    QTRY_COMPARE(previewed.size(), 2);
    QVERIFY(!child<QWidget>(dialog, "serviceImportError")->isVisible());
    auto *table = child<TableView>(dialog, "serviceImport");
    QCOMPARE(column(table, ServiceImportDialog::LineColumn), (QStringList{"2", "3", "4", "5"}));
    QCOMPARE(column(table, ServiceImportDialog::Name).mid(0, 2), (QStringList{QStringLiteral("门诊挂号"), QStringLiteral("电子病历")}));
    const QStringList before = column(table, ServiceImportDialog::What);
    QVERIFY(before[0] != before[1] && before[1] != before[2]);
    QVERIFY(!before[2].isEmpty() && !before[3].isEmpty());
    QVERIFY(enter->isEnabled());
    enter->click();
    QTRY_COMPARE(entered.size(), 1);
    QVERIFY(!enter->isVisible());
    QVERIFY(column(table, ServiceImportDialog::What) != before);
    const Result<std::vector<Service>> services = home.house->services();
    VERIFY_OK(services);
    QCOMPARE(services->size(), 2U);
    const auto changed = std::ranges::find(*services, "电子病历", &Service::name);
    QVERIFY(changed != services->end());
    QCOMPARE(changed->tier, Tier::Important);
}

void PagesTest::findingsByRule()
{
    PageHouse home;
    home.import(hospitalPem());
    QVERIFY(home.settle(hospitalSize));
    RecordingNavigator navigator;
    FindingsPage page(navigator);
    page.setHouse(home.house.get(), home.feed.get());
    page.resize(1200, 700);
    page.show();
    auto *rules = child<QListWidget>(&page, "rules");
    auto *table = child<TableView>(&page, "findings");
    QTRY_VERIFY(rules->count() > 2 && table->model()->rowCount() > 2);
    const int all = table->model()->rowCount();
    int summed = 0;
    for (int line = 1; line < rules->count(); ++line) {
        rules->setCurrentRow(line);
        const int expected = rules->item(line)->text().section(QStringLiteral("· "), -1).toInt();
        QTRY_COMPARE(table->model()->rowCount(), expected);
        summed += expected;
    }
    QCOMPARE(summed, all);

    rules->setCurrentRow(0);
    page.openQuery(QStringLiteral("bits = 1024"));
    QTRY_VERIFY(table->model()->rowCount() < all);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    int row = 0;
    while (row < table->model()->rowCount() && table->model()->index(row, 0).data(FindingTableModel::RuleNameRole) != QStringLiteral("rsa-too-short"))
        ++row;
    QVERIFY(row < table->model()->rowCount());
    table->setCurrentIndex(table->model()->index(row, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_VERIFY(child<QLabel>(&page, "observed")->text().contains(QStringLiteral("1024")));
    child<QPushButton>(&page, "showCertificate")->click();
    QCOMPARE(navigator.certificates.size(), 1);
    child<QPushButton>(&page, "showSameFinding")->click();
    const auto query = parseQuery(navigator.inventoryQueries.value(0).toStdString());
    QVERIFY(query);
    QCOMPARE(count(*home.feed->inventory(), *query, localClock(home.house->now())), 1U);

    page.openQuery({});
    auto *severity = child<QComboBox>(&page, "findingsSeverity");
    severity->setCurrentIndex(2); // high and above
    const auto severities = [&] {
        QList<int> values;
        for (int line = 0; line < table->model()->rowCount(); ++line)
            values += table->model()->index(line, 0).data(FindingTableModel::SeverityRole).toInt();
        return values;
    };
    QTRY_VERIFY(!severities().isEmpty() && table->model()->rowCount() < all && std::ranges::min(severities()) >= int(Severity::High));
    severity->setCurrentIndex(0);
    QTRY_COMPARE(table->model()->rowCount(), all);
}

void PagesTest::lockingForgetsEverything()
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

QTEST_MAIN(PagesTest)
#include "PagesTest.moc"
