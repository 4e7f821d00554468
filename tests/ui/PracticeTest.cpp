// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PracticeHome.h"
#include "models/views/ImpactTableModel.h"
#include "models/wording/Language.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/pages/emergency/PracticeWindow.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/Banner.h"

#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// An emergency for practice, from the call to the proof over CRL and OCSP that really answer, and nothing of it is left.
class PracticeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        m_language.choose(Language::Choice::English);
    }

    void whoWasNeverTrainedStopsIt()
    {
        const QStringList before = leftOvers();
        {
            PageHouse real; // the house that nobody touches
            const Result<Entry> head = real.house->head();
            QVERIFY(head);
            PracticeWindow window(makePracticeHome);
            QSignalSpy ready(&window, &PracticeWindow::ready);
            window.show();
            QVERIFY(child<Banner>(&window, "practiceBand")->text().contains(QStringLiteral("演练 / PRACTICE")));
            QVERIFY(ready.wait(60'000));
            auto *value = child<QLineEdit>(&window, "lossValue");
            value->setText(QString::fromUtf8(practicePerson));
            auto *table = child<QTableView>(&window, "impactTable");
            QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, 20'000);
            auto *act = child<QPushButton>(&window, "decideAct");
            QTRY_VERIFY(act->isEnabled());
            QElapsedTimer timer;
            timer.start();
            QTest::mouseClick(act, Qt::LeftButton); // starts the emergency as well
            QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(&window, "effectState")->text().startsWith(QStringLiteral("VERIFIED")), 20'000);
            QTRY_VERIFY2(column(table, ImpactTableModel::Proposal).first().startsWith(QStringLiteral("verified at")), qPrintable(column(table, ImpactTableModel::Proposal).first()));
            qInfo("from the decision to the proof %.2f s", double(timer.elapsed()) / 1000);
            if (const QString folder = qEnvironmentVariable("HUFU_PICTURES"); !folder.isEmpty()) {
                Theme theme(*qApp);
                for (Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
                    for (Theme::Choice look : {Theme::Choice::Dark, Theme::Choice::Light}) {
                        m_language.choose(language);
                        theme.choose(look);
                        QTest::qWait(400);
                        window.grab().save(QStringLiteral("%1/practice-%2-%3.png").arg(folder, Language::nameOf(language), Theme::nameOf(look)));
                    }
                }
            }
            const Result<Entry> after = real.house->head();
            QVERIFY(after && after->sequence == head->sequence);
        }
        QCOMPARE(leftOvers(), before);
    }

    /// Ctrl+Shift+E, and the button on its page; the shortcut again is a call that is real.
    void reachedByTheShortcut()
    {
        QTemporaryDir folder;
        EmbeddedGate gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}, PageHouse::today);
        Theme theme(*qApp);
        MainWindow window(gate, theme, m_language);
        window.setPractice(makePracticeHome);
        window.show();
        window.activateWindow();
        QFuture<Result<void>> founding = window.session().found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf("correct horse battery staple"));
        QTRY_VERIFY(window.session().isOpen());
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto *page = window.workbench().page(PageId::Emergency);
        QTRY_VERIFY(page->isVisible());
        auto *practise = child<QPushButton>(page, "emergencyPractice");
        QVERIFY(practise->isVisible());
        QTest::mouseClick(practise, Qt::LeftButton);
        auto *practice = window.findChild<PracticeWindow *>();
        QVERIFY(practice && practice->isVisible());
        QSignalSpy ready(practice, &PracticeWindow::ready);
        QVERIFY(ready.wait(60'000));
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(!window.findChild<PracticeWindow *>());
        QVERIFY(page->isVisible());
    }

    /// What was being filled in is neither lost nor in the way; and on the lock screen the shortcut is remembered.
    void theShortcutOverADialogAndOnTheLockScreen()
    {
        QTemporaryDir folder;
        const QString passphrase = QStringLiteral("correct horse battery staple");
        EmbeddedGate gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}, PageHouse::today);
        Theme theme(*qApp);
        MainWindow window(gate, theme, m_language);
        window.show();
        window.activateWindow();
        QFuture<Result<void>> founding = window.session().found({"第一医院", "李安全", "信息科"}, SecureBytes::copyOf(passphrase.toStdString()));
        QTRY_VERIFY(window.session().isOpen());
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Workbench &bench = window.workbench();
        bench.showPage(PageId::Services);
        QDialog *form = static_cast<ServicesPage *>(bench.page(PageId::Services))->addService();
        auto *field = form->findChild<QLineEdit *>();
        QVERIFY(form->isVisible() && field);
        QVERIFY(QTest::qWaitForWindowActive(form));
        field->setText(QStringLiteral("门诊挂号"));
        const QPointer<QDialog> kept = form;
        QTest::keyClick(form, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(bench.currentPage(), PageId::Emergency);
        QVERIFY(kept && !form->isVisible());
        bench.showPage(PageId::Overview);
        QVERIFY(kept && !form->isVisible()); // it belongs to another page
        bench.showPage(PageId::Services);
        QVERIFY(kept && form->isVisible() && field->text() == QStringLiteral("门诊挂号"));
        form->reject();
        QTRY_VERIFY(!kept);

        window.session().lock();
        QTRY_VERIFY(!window.session().isOpen());
        auto *unlock = child<QPushButton>(&window, "unlockButton");
        QTRY_VERIFY(unlock->isVisible());
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(child<QLabel>(&window, "lockNote")->text().contains(QStringLiteral("Emergency: unlock")));
        QTest::keyClicks(child<QWidget>(&window, "lockPassphrase"), passphrase);
        QTest::mouseClick(unlock, Qt::LeftButton);
        QTRY_VERIFY(window.session().isOpen());
        QTRY_COMPARE(bench.currentPage(), PageId::Emergency);
        QVERIFY(child<QLineEdit>(bench.page(PageId::Emergency), "lossValue")->isVisible());
        // Once: the next time it is the overview again.
        window.session().lock();
        QTRY_VERIFY(unlock->isVisible());
        QVERIFY(!child<QLabel>(&window, "lockNote")->text().contains(QStringLiteral("Emergency: unlock")));
    }

    void closedWhileItPrepares()
    {
        const QStringList before = leftOvers();
        for (int wait : {0, 300, 900}) {
            PracticeWindow window(makePracticeHome);
            window.show();
            QTest::qWait(wait);
        }
        QCOMPARE(leftOvers(), before);
    }

private:
    /// Temporary folders of this program.
    static QStringList leftOvers() { return QDir::temp().entryList({QCoreApplication::applicationName() + QStringLiteral("-*")}, QDir::Dirs, QDir::Name); }

    Language m_language;
};

QTEST_MAIN(PracticeTest)
#include "PracticeTest.moc"
