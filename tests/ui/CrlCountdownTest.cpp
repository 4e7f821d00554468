// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/views/AuthorityTableModel.h"
#include "models/views/ValueText.h"
#include "tests/authority/CertifyingHouse.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/authorities/AuthoritiesPage.h"
#include "ui/pages/overview/OverviewPage.h"
#include "ui/shell/CloseNotice.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Preferences.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/TableView.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTest>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono;
using Model = AuthorityTableModel;

namespace {

constexpr int patience = 60'000;

/// As English says it, translated or not.
QString plural(QString text) { return text.replace(QLatin1String("(s)"), QLatin1String("s")); }

SecureBytes passphrase() { return SecureBytes::copyOf("correct horse battery staple"); }

/// The page of a house whose authority does nothing by itself: nobody's session has it open.
struct Watched {
    Watched() : session(house.gate()), feed(house.house()), page(navigator, session)
    {
        page.resize(1200, 640);
        page.show();
        page.setHouse(&house.house(), &feed);
    }
    ~Watched() { page.setHouse(nullptr, nullptr); }

    TableView *table() { return child<TableView>(&page, "authorities"); }
    /// The clock that the page looks at once a minute comes round now.
    void minuteLater(Instant now)
    {
        house.now = now;
        auto *model = static_cast<QSortFilterProxyModel *>(table()->model())->sourceModel();
        auto *clock = model->findChild<QTimer *>();
        QSignalSpy moved(static_cast<Model *>(model), &Model::clockMoved);
        clock->setInterval(1);
        if (!moved.wait(5000))
            qFatal("the clock stands still");
        clock->setInterval(minutes(1));
    }

    CertifyingHouse house;
    Session session;
    InventoryFeed feed;
    RecordingNavigator navigator;
    AuthoritiesPage page;
};

} // namespace

/// What becomes of CRLs that nobody signs anew: counted down on the page of the CAs, told before the console is closed, and while it is locked.
class CrlCountdownTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { forgetSettings(); }
    void init() { Preferences::setCloseNoticeDay({}); }
    void cleanupTestCase() { m_watched.reset(); }

    void countsDown_data()
    {
        QTest::addColumn<qint64>("left"); // seconds
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("urgency");
        QTest::addColumn<QString>("summary");
        const auto row = [](const char *name, seconds left, const char *cell, int urgency, const char *summary) {
            QTest::newRow(name) << qint64(left.count()) << QString::fromUtf8(cell) << urgency << QString::fromUtf8(summary);
        };
        constexpr const char *within = "Relying servers refuse every client in %1 if no new CRL comes.";
        const auto in = [&](const char *time) { return QString::fromUtf8(within).arg(QString::fromUtf8(time)).toUtf8(); };
        row("fresh", days(7), "7 days left", -1, in("7 days"));
        row("half", days(3) + hours(12), "3 days left", -1, in("3 days"));
        row("less than half", days(3) + hours(12) - seconds(1), "3 days left", int(Severity::Medium), in("3 days"));
        row("two days", days(2), "2 days left", int(Severity::Medium), in("2 days"));
        row("less than two", days(2) - seconds(1), "47 hours left", int(Severity::Medium), in("47 hours"));
        row("the last day", days(1) - seconds(1), "23 hours left", int(Severity::Critical), in("23 hours"));
        row("two hours", hours(2), "2 hours left", int(Severity::Critical), in("2 hours"));
        row("the last hour", minutes(59), "59 minutes left", int(Severity::Critical), in("59 minutes"));
        row("the last second", seconds(0), "0 minutes left", int(Severity::Critical), in("0 minutes"));
        row("run out", seconds(-1), "run out", int(Severity::Critical), "The CRL of 第一医院 Root CA has run out: relying servers refuse every client now.");
    }
    void countsDown()
    {
        QFETCH(qint64, left);
        QFETCH(QString, cell);
        QFETCH(int, urgency);
        QFETCH(QString, summary);
        if (!m_watched)
            m_watched = std::make_unique<Watched>();
        Watched &watched = *m_watched;
        auto *table = watched.table();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, patience);
        const Instant end = watched.house.cas().front().crlNextUpdate;
        for (const CertificateAuthority &ca : watched.house.cas())
            QCOMPARE(ca.crlNextUpdate, end); // all of them are counted down alike
        watched.minuteLater(end - seconds(left));
        for (int at = 0; at < 3; ++at) {
            const QModelIndex index = table->model()->index(at, Model::CrlUntil);
            QCOMPARE(plural(index.data().toString()), ValueText::date(end) + QStringLiteral(" · ") + cell);
            QCOMPARE(index.data(Model::UrgencyRole).toInt(), urgency);
        }
        QCOMPARE(plural(child<QLabel>(&watched.page, "pageSummary")->text()), summary);
        QCOMPARE(watched.page.badge(), urgency < 0 ? 0 : 3);
    }

    /// Of a CA that is revoked nobody accepts anything any more, whatever its CRL says.
    void aRevokedCaIsNotCountedDown()
    {
        Watched watched;
        QTRY_COMPARE_WITH_TIMEOUT(watched.table()->model()->rowCount(), 3, patience);
        const CertificateAuthority client = watched.house.ca(watched.house.clientCa());
        VERIFY_OK(watched.house.revoke({sha256(client.certificate)}, RevocationReason::CessationOfOperation));
        const auto atClient = [&](int column) { return watched.table()->model()->index(2, column); };
        QTRY_COMPARE_WITH_TIMEOUT(atClient(Model::State).data().toString(), Model::stateText(Model::CaState::Revoked), patience);
        watched.minuteLater(client.crlNextUpdate - hours(1));
        QCOMPARE(atClient(Model::CrlUntil).data(Model::UrgencyRole).toInt(), -1);
        QCOMPARE(watched.page.badge(), 2);
    }

    void withoutACaTheWindowClosesAtOnce()
    {
        QTemporaryDir folder;
        EmbeddedGate gate(folder.filePath(QStringLiteral("home")).toStdString(), {1024, 8, 1}, PageHouse::today);
        Theme theme(*qApp);
        MainWindow window(gate, theme, m_language);
        window.show();
        QFuture<Result<void>> founding = window.session().found({"第一医院", "李安全", "信息科"}, passphrase());
        QTRY_VERIFY_WITH_TIMEOUT(window.session().isOpen(), patience);
        QTest::qWait(300); // its work was read
        window.close();
        QVERIFY(!window.isVisible() && !window.session().isOpen());
    }

    void closingSaysWhatHappensAndWhen()
    {
        CertifyingHouse house;
        Theme theme(*qApp);
        MainWindow window(house.gate(), theme, m_language);
        window.show();
        QVERIFY(unlock(window));
        const auto notice = [&] { return window.findChild<CloseNotice *>(); };
        const auto closes = [&] { return isToldOfItsWork(window) && (window.close(), notice() != nullptr); };

        // It names each CA, and from when on whose clients are refused; it goes away again, and nothing was closed.
        QVERIFY(closes());
        QVERIFY(window.isVisible() && window.session().isOpen() && notice()->isVisible());
        const QString text = child<QLabel>(notice(), "closeNoticeText")->text();
        for (const CertificateAuthority &ca : house.cas()) {
            QVERIFY2(text.contains(QString::fromStdString(ca.plan.commonName)), qPrintable(text));
            QVERIFY2(text.contains(ValueText::dateTime(ca.crlNextUpdate)), qPrintable(text));
        }
        QVERIFY2(plural(text).contains(QStringLiteral("6 days left")) || plural(text).contains(QStringLiteral("7 days left")), qPrintable(text));
        child<QPushButton>(notice(), "closeNoticeStay")->click();
        QTRY_VERIFY(!notice());
        QVERIFY(window.isVisible() && window.session().isOpen());

        // In the other language too, while it stands.
        QVERIFY(closes());
        m_language.choose(Language::Choice::Chinese);
        QTRY_VERIFY(child<QLabel>(notice(), "closeNoticeText")->text() != text);
        QVERIFY(child<QLabel>(notice(), "closeNoticeText")->text().contains(QStringLiteral("第一医院 Server CA")));
        m_language.choose(Language::Choice::English);
        // Locked meanwhile, the question is gone, and the lock screen says the same of itself; a locked console closes without a word.
        window.session().lock();
        QTRY_VERIFY(!notice());
        QVERIFY(window.isVisible());
        const QStringList labels = [&] {
            QStringList all;
            for (const QLabel *label : window.findChildren<QLabel *>())
                all += label->isVisible() ? label->text() : QString();
            return all;
        }();
        QVERIFY2(labels.filter(QStringLiteral("signs no CRL")).size() == 1 && labels.filter(QStringLiteral("第一医院 Root CA")).size() == 1, qPrintable(labels.join(u'|')));
        QVERIFY(unlock(window));

        QVERIFY(closes());
        child<QCheckBox>(notice(), "closeNoticeEnough")->setChecked(true);
        child<QPushButton>(notice(), "closeNoticeClose")->click();
        QTRY_VERIFY(!window.isVisible());
        QVERIFY(!window.session().isOpen());

        // Not again today …
        MainWindow again(house.gate(), theme, m_language);
        again.show();
        QVERIFY(unlock(again) && isToldOfItsWork(again));
        again.close();
        QVERIFY(!again.isVisible());
        // … but tomorrow.
        Preferences::setCloseNoticeDay(QStringLiteral("2026-01-01"));
        MainWindow tomorrow(house.gate(), theme, m_language);
        tomorrow.show();
        QVERIFY(unlock(tomorrow));
        QVERIFY(isToldOfItsWork(tomorrow));
        tomorrow.close();
        QVERIFY(tomorrow.isVisible() && tomorrow.findChild<CloseNotice *>());
        tomorrow.session().lock();
        tomorrow.close();
        QVERIFY(!tomorrow.isVisible());
    }

private:
    static bool unlock(MainWindow &window)
    {
        QFuture<Result<void>> unlocking = window.session().unlock(CertifyingHouse::officer, passphrase());
        return QTest::qWaitFor([&] { return window.session().isOpen(); }, patience);
    }

    /// Whether it knows which CRLs will end: they are read in the background.
    static bool isToldOfItsWork(MainWindow &window)
    {
        auto *overview = static_cast<OverviewPage *>(window.workbench().page(PageId::Overview));
        return QTest::qWaitFor([&] { return !overview->work().empty(); }, patience);
    }

    Language m_language;
    std::unique_ptr<Watched> m_watched;
};

QTEST_MAIN(CrlCountdownTest)
#include "CrlCountdownTest.moc"
