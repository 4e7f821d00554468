// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/BackgroundPool.h"
#include "models/views/BackgroundLoad.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

using namespace hufu;

/// Each row decides by semaphores, never by time, what has happened when it looks.
class BackgroundLoadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void isBusyUntilDelivered();
    void theNewestCounts();
    void oneAtATime();
    void startsAgainWhileDelivering();
    void abandonedIsNotDelivered();
    void startsAfterAbandoning();
    void waitsForItsJobBeforeItGoes();
    void movesItsAnswer();

private:
    using Load = BackgroundLoad<int>;
    static Load::Job answering(int answer)
    {
        return [answer](const std::stop_token &) { return answer; };
    }
    static void letAllJobsEnd() { QVERIFY(backgroundPool()->waitForDone(10'000)); }

    QSemaphore m_begun, m_gate;
    QList<int> m_delivered;
    std::optional<Load> m_load;
};

void BackgroundLoadTest::init()
{
    m_delivered.clear();
    m_load.emplace([this](int answer) {
        QVERIFY(!m_load->isBusy());
        m_delivered += answer;
    });
}

void BackgroundLoadTest::isBusyUntilDelivered()
{
    QVERIFY(!m_load->isBusy());
    m_load->start(answering(1));
    letAllJobsEnd();
    QVERIFY(m_load->isBusy());
    QCOMPARE(m_delivered, {});
    QTRY_COMPARE(m_delivered, QList{1});
    QVERIFY(!m_load->isBusy());
}

void BackgroundLoadTest::theNewestCounts()
{
    m_load->start(answering(1));
    letAllJobsEnd(); // its answer waits to be delivered
    m_load->start(answering(2));
    m_load->start(answering(3));
    QTRY_COMPARE(m_delivered, QList{3});
    letAllJobsEnd();
    QCoreApplication::processEvents();
    QCOMPARE(m_delivered, QList{3});
}

void BackgroundLoadTest::oneAtATime()
{
    bool stopped = false;
    m_load->start([&](const std::stop_token &stop) {
        m_begun.release();
        m_gate.acquire();
        stopped = stop.stop_requested();
        return 1;
    });
    m_begun.acquire();
    std::atomic<bool> begun = false;
    m_load->start([&](const std::stop_token &stop) {
        begun = true;
        return stop.stop_requested() ? -1 : 2;
    });
    QCoreApplication::processEvents();
    QVERIFY(!begun);
    m_gate.release();
    QTRY_COMPARE(m_delivered, QList{2});
    QVERIFY(stopped);
}

void BackgroundLoadTest::startsAgainWhileDelivering()
{
    m_load.emplace([this](int answer) {
        m_delivered += answer;
        if (answer < 3)
            m_load->start(answering(answer + 1));
        QCOMPARE(m_load->isBusy(), answer < 3);
    });
    m_load->start(answering(1));
    QTRY_COMPARE(m_delivered, (QList{1, 2, 3}));
    QVERIFY(!m_load->isBusy());
}

void BackgroundLoadTest::abandonedIsNotDelivered()
{
    std::atomic<bool> ended = false;
    m_load->start([&](const std::stop_token &stop) {
        m_begun.release();
        while (!stop.stop_requested())
            QThread::yieldCurrentThread();
        ended = true;
        return 1;
    });
    m_begun.acquire();
    m_load->start(answering(2));
    m_load->abandon();
    QVERIFY(ended);
    QVERIFY(!m_load->isBusy());
    QTest::qWait(20);
    QCOMPARE(m_delivered, {});
}

void BackgroundLoadTest::startsAfterAbandoning()
{
    m_load->start(answering(1));
    m_load->abandon(); // the end of the first is not yet told
    m_load->start(answering(2));
    QVERIFY(m_load->isBusy());
    QTRY_COMPARE(m_delivered, QList{2});
}

void BackgroundLoadTest::waitsForItsJobBeforeItGoes()
{
    auto used = std::make_unique<int>(7);
    std::atomic<int> read = 0;
    m_load->start([&](const std::stop_token &stop) {
        m_begun.release();
        while (!stop.stop_requested())
            QThread::yieldCurrentThread();
        read = *used;
        return 1;
    });
    m_begun.acquire();
    m_load.reset();
    used.reset();
    QCOMPARE(read, 7);
    QCoreApplication::processEvents();
    QCOMPARE(m_delivered, {});
}

void BackgroundLoadTest::movesItsAnswer()
{
    std::unique_ptr<int> kept;
    BackgroundLoad<std::unique_ptr<int>> load([&](std::unique_ptr<int> answer) { kept = std::move(answer); });
    load.start([](const std::stop_token &) { return std::make_unique<int>(5); });
    QTRY_VERIFY(kept);
    QCOMPARE(*kept, 5);
}

QTEST_GUILESS_MAIN(BackgroundLoadTest)
#include "BackgroundLoadTest.moc"
