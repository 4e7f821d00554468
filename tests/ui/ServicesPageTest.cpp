// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/import/ImportDialog.h"
#include "ui/pages/services/ServiceImportDialog.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// Services entered by hand and from a spreadsheet.
class ServicesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void byHand();
    void fromCsv();
};

void ServicesPageTest::byHand()
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

void ServicesPageTest::fromCsv()
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

QTEST_MAIN(ServicesPageTest)
#include "ServicesPageTest.moc"
