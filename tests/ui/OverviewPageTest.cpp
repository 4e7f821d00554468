// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/overview/BarChart.h"
#include "ui/pages/overview/OverviewPage.h"

#include <QLabel>
#include <QPrinter>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// What the overview counts, shows and prints.
class OverviewPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void leadsToTheRowsItCounts();
    void countsWhatWasTakenBack();
    void prints();
};

void OverviewPageTest::leadsToTheRowsItCounts()
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
    for (int number = 0; number < 7; ++number) {
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

void OverviewPageTest::countsWhatWasTakenBack()
{
    CertifyingHouse home;
    const CertifyingHouse::Held revoked = home.issue({.name = "a.hospital.example"}), suspended = home.issue({.name = "b.hospital.example"});
    home.issue({.name = "c.hospital.example"});
    VERIFY_OK(home.revoke({revoked.sha256}));
    VERIFY_OK(home.revoke({suspended.sha256}, RevocationReason::CertificateHold));
    InventoryFeed feed(home.house());
    RecordingNavigator navigator;
    OverviewPage page(navigator);
    page.setHouse(&home.house(), &feed);
    auto *button = child<QPushButton>(&page, "number.3");
    QTRY_COMPARE_WITH_TIMEOUT(button->text().section(u'\n', 0, 0), QStringLiteral("2"), 15'000);
    button->click();
    const auto query = parseQuery(navigator.inventoryQueries.last().toStdString());
    QVERIFY(query);
    QCOMPARE(count(*feed.inventory(), *query, localClock(home.house().now())), 2u);
    page.setHouse(nullptr, nullptr);
}

void OverviewPageTest::prints()
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

QTEST_MAIN(OverviewPageTest)
#include "OverviewPageTest.moc"
