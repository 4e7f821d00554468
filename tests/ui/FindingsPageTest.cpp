// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/InventorySearch.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/findings/FindingsPage.h"
#include "ui/pages/findings/RuleDelegate.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// What is wrong, by rule and severity.
class FindingsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void byRule();
};

void FindingsPageTest::byRule()
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
        const int expected = rules->item(line)->data(RuleDelegate::CountRole).toString().toInt(); // none where the rule cannot check
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

QTEST_MAIN(FindingsPageTest)
#include "FindingsPageTest.moc"
