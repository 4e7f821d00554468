// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/EmergencyRecord.h"
#include "models/store/CaReader.h"
#include "models/store/EmergencyReader.h"
#include "models/wording/Language.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/emergency/EmergencyPage.h"
#include "ui/shell/EmergencyBand.h"
#include "ui/widgets/Banner.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// The emergency page over a real house: how few deeds it takes, and what it says while something is not in force.
class EmergencyPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        m_language.choose(Language::Choice::English);
    }
    void init()
    {
        m_home = std::make_unique<CertifyingHouse>();
        m_lost = m_home->issue({"王芳", "client"}).sha256;
        m_home->issue({"赵六", "client"});
        m_home->issue({"registration.example"});
        m_feed = std::make_unique<InventoryFeed>(m_home->house());
        m_feed->refresh();
        QVERIFY(QTest::qWaitFor([&] { return m_feed->inventory()->isComplete() && m_feed->inventory()->size() >= 6 && !m_feed->isLoading(); }, 20'000));
        m_page = std::make_unique<EmergencyPage>(m_navigator);
        m_page->setHouse(&m_home->house(), m_feed.get());
        m_page->resize(1200, 700);
        m_page->show();
    }
    void cleanup()
    {
        m_page->setHouse(nullptr, nullptr);
        m_page.reset();
        m_feed.reset();
        m_home.reset();
    }

    /// The shortcut, the kind, the name, Enter, and the button: at most five, besides secrets.
    void fiveDeedsStopAStolenKey()
    {
        EmergencyBand band;
        band.setHouse(&m_home->house());
        QVERIFY(band.isHidden());
        int deeds = 0;
        ++deeds; // Ctrl+Shift+E
        m_page->openNow();
        QVERIFY(child<QLabel>(m_page.get(), "emergencyClock")->text().startsWith("00:0"));
        auto *kind = child<QComboBox>(m_page.get(), "lossKind");
        ++deeds; // a person is what stands there; whoever wants another kind chooses it
        kind->setCurrentIndex(kind->findData(int(LossKind::Person)));
        ++deeds;
        auto *value = child<QLineEdit>(m_page.get(), "lossValue");
        value->setText(QStringLiteral("王芳")); // QTest's keyClicks() knows Latin alone
        auto *table = child<QTableView>(m_page.get(), "impactTable");
        QTRY_COMPARE(table->model()->rowCount(), 1); // listed as it is typed, before anything is signed
        QVERIFY(column(table, ImpactTableModel::Certificate) == QStringList{QStringLiteral("王芳")});
        ++deeds;
        QTest::keyClick(value, Qt::Key_Return);
        QTRY_VERIFY(!value->isEnabled());
        QTRY_VERIFY(!band.isHidden());
        QVERIFY(child<Banner>(&band, "emergencyBand")->text().contains(QStringLiteral("王芳")));
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        QTRY_VERIFY(act->isEnabled());
        QCOMPARE(act->text(), QStringLiteral("Revoke 1 certificate now"));
        ++deeds;
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY(child<QLabel>(m_page.get(), "effectInForce")->text().startsWith(QStringLiteral("✓")));
        QVERIFY2(deeds <= 5, "a practised officer needs more than five deeds");

        const auto issued = m_home->house().read([&](Connection &connection) { return readIssued(connection, m_lost); });
        QVERIFY(issued && *issued && (*issued)->revoked);
        QCOMPARE(int((*issued)->revoked->reason), int(RevocationReason::KeyCompromise)); // the reason that fits the case
        take(QStringLiteral("decided"));
        answerAll();
        auto *close = child<QLineEdit>(m_page.get(), "emergencyCloseText");
        close->setText(QStringLiteral("found again"));
        QTest::mouseClick(child<QPushButton>(m_page.get(), "emergencyClose"), Qt::LeftButton);
        QTRY_VERIFY(band.isHidden());
        band.setHouse(nullptr);
    }

    void manyNeedTheirNumber()
    {
        m_page->openNow();
        auto *kind = child<QComboBox>(m_page.get(), "lossKind");
        kind->setCurrentIndex(kind->findData(int(LossKind::Query)));
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("purpose in (client, server)"));
        auto *table = child<QTableView>(m_page.get(), "impactTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        auto *act = child<QPushButton>(m_page.get(), "decideAct");
        auto *number = child<QLineEdit>(m_page.get(), "decideNumber");
        QTRY_VERIFY(number->isVisible()); // everything that there is
        QCOMPARE(act->text(), QStringLiteral("Suspend 3 certificates now")); // until more is known
        QVERIFY(!act->isEnabled());
        number->setText(QStringLiteral("2"));
        QVERIFY(!act->isEnabled());
        number->setText(QStringLiteral("3"));
        QVERIFY(act->isEnabled()); // in pilot mode the second signature may be missing
        // One less: it is not everything any more.
        table->model()->setData(table->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(act->text(), QStringLiteral("Suspend 2 certificates now"));
        QVERIFY(!act->isEnabled()); // until it is known what that takes
        QTRY_VERIFY(number->isHidden() && act->isEnabled());
        take(QStringLiteral("many"));
    }

    void nothingIsLeftWhenLocked()
    {
        m_page->openNow();
        child<QLineEdit>(m_page.get(), "lossValue")->setText(QStringLiteral("王芳"));
        QTRY_COMPARE(child<QTableView>(m_page.get(), "impactTable")->model()->rowCount(), 1);
        m_page->setHouse(nullptr, nullptr);
        QCOMPARE(child<QTableView>(m_page.get(), "impactTable")->model()->rowCount(), 0);
        QVERIFY(child<QLineEdit>(m_page.get(), "lossValue")->text().isEmpty());
        QVERIFY(!m_page->findChild<QWidget *>(QStringLiteral("decisionForm")));
    }

private:
    void answerAll()
    {
        for (const char *what : {"cause", "informed", "replacement"}) {
            const QString name = QStringLiteral("followUp-") + QLatin1String(what);
            QTRY_VERIFY(m_page->findChild<QPushButton *>(name));
            child<QLineEdit>(m_page.get(), qPrintable(name + QStringLiteral("Text")))->setText(QStringLiteral("done"));
            QTest::mouseClick(child<QPushButton>(m_page.get(), qPrintable(name)), Qt::LeftButton);
            QTRY_VERIFY(!m_page->findChild<QPushButton *>(name));
        }
        QTRY_VERIFY(m_page->findChild<QPushButton *>(QStringLiteral("emergencyClose")));
    }
    /// A picture for whoever wants to look: HUFU_PICTURES names the folder.
    void take(const QString &name)
    {
        const QString folder = qEnvironmentVariable("HUFU_PICTURES");
        if (folder.isEmpty())
            return;
        for (Language::Choice language : {Language::Choice::Chinese, Language::Choice::English}) {
            m_language.choose(language);
            QTest::qWait(300);
            m_page->grab().save(QStringLiteral("%1/emergency-%2-%3.png").arg(folder, name, Language::nameOf(language)));
        }
    }

    Language m_language;
    RecordingNavigator m_navigator;
    std::unique_ptr<CertifyingHouse> m_home;
    std::unique_ptr<InventoryFeed> m_feed;
    std::unique_ptr<EmergencyPage> m_page;
    Sha256 m_lost{};
};

QTEST_MAIN(EmergencyPageTest)
#include "EmergencyPageTest.moc"
