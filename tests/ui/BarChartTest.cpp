// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/BackgroundPool.h"
#include "ui/pages/overview/BarChart.h"

#include <QFutureSynchronizer>
#include <QPainter>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QtConcurrentRun>

using namespace hufu;

namespace {

BarChartData tiers()
{
    BarChartData data;
    data.parts = {{"core", ChartColour::Core}, {"important", ChartColour::Important}, {"general", ChartColour::General}};
    for (int week = 0; week < 12; ++week) {
        const QString number = QString::number(week);
        data.bars += {.label = "w" + number,
                      .title = "week " + number,
                      .query = "week " + number,
                      .segments = {{4. + week, "core " + number}, {6, "important " + number}, {week % 2 ? 0. : 8., "general " + number}},
                      .colour = {}};
    }
    data.keyTitle = "Week";
    data.valueTitle = "Certificates";
    return data;
}

BarChartData mix()
{
    BarChartData data;
    data.parts = {{"", ChartColour::Accent}};
    data.bars = {{"RSA 2048", "RSA 2048", "key = rsa", {{120, {}}}, {}}, {"EC P-256", "EC P-256", "key = ec", {{80, {}}}, {}},
                 {"SM2", "SM2", "key = sm2", {{1, {}}}, {}}};
    return data;
}

} // namespace

class BarChartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clickLeadsToItsRows_data();
    void clickLeadsToItsRows();
    void keyboardLeadsToItsRows();
    void figuresAsText();
    void emptyAndOne();
    void paintingWaitsForNoJob();
};

void BarChartTest::clickLeadsToItsRows_data()
{
    QTest::addColumn<bool>("upright");
    QTest::addColumn<int>("bar");
    QTest::addColumn<int>("segment");
    QTest::addColumn<QString>("query");
    QTest::newRow("a segment leads to the rows of that part") << true << 2 << 1 << "important 2";
    QTest::newRow("the lowest segment") << true << 0 << 0 << "core 0";
    QTest::newRow("the highest segment") << true << 10 << 2 << "general 10";
    QTest::newRow("the room above a bar leads to the whole bar") << true << 3 << -1 << "week 3";
    QTest::newRow("the last bar") << true << 11 << 0 << "core 11";
    QTest::newRow("a lying bar") << false << 1 << 0 << "key = ec";
    QTest::newRow("beside a short lying bar") << false << 2 << -1 << "key = sm2";
}

void BarChartTest::clickLeadsToItsRows()
{
    QFETCH(bool, upright);
    QFETCH(int, bar);
    QFETCH(int, segment);
    BarChart chart(upright ? Qt::Vertical : Qt::Horizontal);
    chart.resize(640, 360);
    chart.setData(upright ? tiers() : mix());
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.replot();
    QSignalSpy activated(&chart, &BarChart::activated);
    const QPointF point = chart.pointOf({bar, segment});
    QCOMPARE(chart.spotAt(point), (BarChart::Spot{bar, segment}));
    QTest::mouseClick(&chart, Qt::LeftButton, {}, point.toPoint());
    QCOMPARE(activated.size(), 1);
    QTEST(activated.first().first().toString(), "query");
    QTest::mouseClick(&chart, Qt::RightButton, {}, point.toPoint());
    QCOMPARE(activated.size(), 1);
}

void BarChartTest::keyboardLeadsToItsRows()
{
    BarChart chart(Qt::Vertical);
    chart.setData(tiers());
    chart.show();
    chart.activateWindow();
    chart.setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(chart.hasFocus());
    QSignalSpy activated(&chart, &BarChart::activated);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Right);
    QVERIFY2(chart.accessibleDescription().startsWith("week 2: 20"), qPrintable(chart.accessibleDescription()));
    QTest::keyClick(&chart, Qt::Key_Return);
    QTest::keyClick(&chart, Qt::Key_End);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Space);
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated[0].first().toString(), "week 2");
    QCOMPARE(activated[1].first().toString(), "week 11");
}

void BarChartTest::figuresAsText()
{
    BarChart chart(Qt::Vertical);
    chart.setData(tiers());
    const QStringList lines = chart.asText().split('\n');
    QCOMPARE(lines.size(), 14); // heading, twelve weeks, the end
    QCOMPARE(lines[0], "Week\tcore\timportant\tgeneral");
    QCOMPARE(lines[1], "week 0\t4\t6\t8");
}

void BarChartTest::emptyAndOne()
{
    BarChart chart(Qt::Horizontal);
    chart.setData({});
    chart.show();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(chart.spotAt(QPointF(chart.width() / 2., chart.height() / 2.)).bar, -1);
    BarChartData one = mix();
    one.bars.resize(1);
    chart.setData(one);
    chart.replot();
    QCOMPARE(chart.spotAt(chart.pointOf({0, 0})), (BarChart::Spot{0, 0}));
    // A shrunken series leaves no focus on a bar that is gone.
    chart.setData({});
    QTest::keyClick(&chart, Qt::Key_Return);
}

/// QtGui spreads large areas over a thread pool and waits for it: were it the one that jobs run on, this would never end.
void BarChartTest::paintingWaitsForNoJob()
{
    QSemaphore over;
    QFutureSynchronizer<void> jobs;
    for (int i = 0; i < 2 * backgroundPool()->maxThreadCount(); ++i)
        jobs.addFuture(QtConcurrent::run(backgroundPool(), [&over] { over.acquire(); }));
    BarChart chart(Qt::Vertical);
    chart.resize(1600, 1200);
    chart.setData(tiers());
    QImage picture(chart.size(), QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.fillRect(picture.rect(), QColor(200, 30, 30, 128)); // half transparent: by several threads
    painter.end();
    QVERIFY(!chart.grab().isNull());
    QCOMPARE(over.available(), 0); // every job still waits
    over.release(2 * backgroundPool()->maxThreadCount());
}

QTEST_MAIN(BarChartTest)
#include "BarChartTest.moc"
