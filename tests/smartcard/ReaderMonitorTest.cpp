// SPDX-License-Identifier: GPL-3.0-or-later
// pcscd runs for real, in namespaces of the test's own; its readers are vpcd's, at which it looks every 400 ms, as at readers of hardware that do
// not tell of themselves.
#include "smartcard/PivOverview.h"
#include "smartcard/ReaderMonitor.h"
#include "tests/smartcard/CardScene.h"

#include <QElapsedTimer>

#include <ctime>

using namespace hufu;
using namespace hufu::test;

namespace {

/// Keeps what the monitor said; asked by the test's thread.
class Watcher {
public:
    Watcher() : m_monitor([this](const ReaderStates &states) {
        const std::lock_guard lock(m_mutex);
        m_states = states;
        ++m_calls;
    }) {}

    bool hasCard(std::size_t reader) const
    {
        const std::lock_guard lock(m_mutex);
        return m_states && m_states->has_value() && reader < (*m_states)->size() && (**m_states)[reader].hasCard;
    }
    bool sees(std::size_t readers) const
    {
        const std::lock_guard lock(m_mutex);
        return m_states && m_states->has_value() && (*m_states)->size() == readers;
    }
    bool isWithoutService() const
    {
        const std::lock_guard lock(m_mutex);
        return m_states && !m_states->has_value() && m_states->error().code == ErrorCode::PcscUnavailable;
    }
    int calls() const
    {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }
    ReaderState first() const
    {
        const std::lock_guard lock(m_mutex);
        return (**m_states)[0];
    }

private:
    mutable std::mutex m_mutex;
    std::optional<ReaderStates> m_states;
    int m_calls = 0;
    ReaderMonitor m_monitor; // last: its thread uses the others
};

} // namespace

class ReaderMonitorTest : public QObject {
    Q_OBJECT

public:
    inline static QString hindered;

private:
    CardScene m_scene;

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString reason = CardScene::skipReason(hindered); !reason.isEmpty())
            QSKIP(qPrintable(reason));
    }
    void cleanup()
    {
        m_scene.card.reset();
        m_scene.pcscd.stop();
    }

    void withoutService()
    {
        VERIFY_ERROR(readReaders(), ErrorCode::PcscUnavailable);
        VERIFY_ERROR(PcscLine::connect(CardScene::reader()), ErrorCode::PcscUnavailable);
        Watcher watcher;
        QTRY_VERIFY(watcher.isWithoutService());
    }

    void cardsComeAndGo()
    {
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        Watcher watcher;
        QTRY_VERIFY(watcher.sees(2));
        QVERIFY(!watcher.hasCard(0) && !watcher.hasCard(1));
        const unsigned before = watcher.first().changes;
        VirtualCard card;
        QElapsedTimer timer;
        QVERIFY(card.insert());
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(watcher.hasCard(0), 3000);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(watcher.first().answerToReset.size(), std::size_t(23));
        QVERIFY(!watcher.first().isMute);
        QVERIFY(watcher.first().changes != before);
        const Result<std::vector<ReaderState>> once = readReaders();
        VERIFY_OK(once);
        QVERIFY(once->size() == 2 && once->front().hasCard && !once->back().hasCard);
        VirtualCard second({}, virtualReader(1).port);
        QVERIFY(second.insert());
        QTRY_VERIFY(watcher.hasCard(1));
        card.pull();
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(!watcher.hasCard(0), 3000);
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(watcher.hasCard(1));
    }

    /// Sleeps, rather than looks again and again.
    void watchingCostsNothing()
    {
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        Watcher watcher;
        QTRY_VERIFY(watcher.sees(2));
        const int calls = watcher.calls();
        const std::clock_t before = std::clock();
        QTest::qSleep(1500);
        const double milliseconds = 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(milliseconds < 20, qPrintable(QString::number(milliseconds)));
        QCOMPARE(watcher.calls(), calls);
    }

    void theServiceIsStoppedAndStarted()
    {
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        Watcher watcher;
        QVERIFY(m_scene.insert());
        QTRY_VERIFY(watcher.hasCard(0));
        auto line = m_scene.line();
        VERIFY_OK(line);
        VERIFY_OK(lookAtCard(**line));
        m_scene.pcscd.stop();
        QTRY_VERIFY(watcher.isWithoutService());
        QElapsedTimer timer;
        timer.start();
        VERIFY_ERROR(lookAtCard(**line), ErrorCode::PcscUnavailable);
        VERIFY_ERROR(m_scene.line(), ErrorCode::PcscUnavailable);
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        QTRY_VERIFY(watcher.sees(2));
        QVERIFY(m_scene.insertAgain());
        QTRY_VERIFY(watcher.hasCard(0));
        line = m_scene.line();
        VERIFY_OK(line);
        VERIFY_OK(lookAtCard(**line));
    }

    void endingDoesNotWait()
    {
        QVERIFY2(m_scene.pcscd.start(), m_scene.pcscd.said());
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            ReaderMonitor([](const ReaderStates &) {});
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }
};

HUFU_CARD_TEST_MAIN(ReaderMonitorTest)
#include "ReaderMonitorTest.moc"
