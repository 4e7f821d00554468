// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/domain/EnrolmentCode.h"
#include "models/domain/Service.h"
#include "models/domain/Workstation.h"
#include "models/replica/Outgoing.h"
#include "models/views/OutboxTableModel.h"
#include "models/views/ServiceTableModel.h"
#include "models/wording/Language.h"
#include "tests/support/CuttingProxy.h"
#include "tests/support/LyingServer.h"
#include "tests/support/ServedCa.h"
#include "tests/support/Verify.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/Widgets.h"
#include "ui/pages/outbox/OutboxPage.h"
#include "ui/pages/services/ServicesPage.h"
#include "ui/pages/wizard/FirstRunWizard.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Session.h"
#include "ui/shell/Theme.h"
#include "ui/shell/Workbench.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace hufu;
using namespace hufu::test;

namespace {

constexpr ScryptCost servedCost{1024, 8, 1};
constexpr int patience = 30'000;
const QString words = QStringLiteral("correct horse battery staple");

/// How long the window's thread stood still at most, in milliseconds, while this lives.
class Heartbeat {
public:
    Heartbeat()
    {
        m_since.start();
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_beat.start(5);
    }
    qint64 longest() const { return std::max(m_longest, m_since.elapsed()); }

private:
    QTimer m_beat;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace

/// The real window over homes of a server's workstations; the server is a process of its own on loopback. With HUFU_PICTURES naming a folder,
/// pictures of what comes up are put there, in both languages and both themes.
class ServedConsoleTest : public QObject {
    Q_OBJECT

    /// A window over one home.
    struct Desk {
        explicit Desk(const QString &home)
            : gate(home.toStdString(), servedCost, [this] { return systemNow() + ahead.load(); }), theme(*qApp), window(gate, theme, language)
        {
            language.choose(Language::Choice::English);
            window.resize(1280, 720);
            window.show();
            window.activateWindow();
        }
        void picture(const char *name, QWidget *of = nullptr)
        {
            const QString folder = qEnvironmentVariable("HUFU_PICTURES");
            if (folder.isEmpty())
                return;
            for (const Language::Choice in : {Language::Choice::Chinese, Language::Choice::English}) {
                for (const Theme::Choice as : {Theme::Choice::Dark, Theme::Choice::Light}) {
                    language.choose(in);
                    theme.choose(as);
                    QTest::qWait(400);
                    (of ? of : &window)->grab().save(QStringLiteral("%1/%2-%3-%4.png").arg(folder, QLatin1String(name), Language::nameOf(in), Theme::nameOf(as)));
                }
            }
        }
        bool unlock()
        {
            QTest::keyClicks(child<QWidget>(&window, "lockPassphrase"), words);
            QTest::mouseClick(child<QPushButton>(&window, "unlockButton"), Qt::LeftButton);
            return QTest::qWaitFor([this] { return window.session().isOpen(); }, patience);
        }
        House &house() { return *window.session().house(); }
        QString state() { return child<QLabel>(&window, "authorityState")->text(); }
        Banner *band(const char *name) { return child<Banner>(&window, name); }
        OutboxPage *outbox() { return static_cast<OutboxPage *>(window.workbench().page(PageId::Outbox)); }
        QStringList services()
        {
            auto *page = window.workbench().page(PageId::Services);
            window.workbench().showPage(PageId::Services);
            return column(page->findChild<TableView *>(), ServiceTableModel::Name);
        }
        bool says(const QString &part)
        {
            return QTest::qWaitFor([&] { return state().contains(part); }, patience);
        }

        std::atomic<std::chrono::seconds> ahead{std::chrono::seconds(0)};
        EmbeddedGate gate;
        Theme theme;
        Language language;
        MainWindow window;
    };

    /// The answer, while the window goes on living.
    static Result<Receipt> answer(QFuture<Result<Receipt>> sent)
    {
        return QTest::qWaitFor([&] { return sent.isFinished(); }, patience) ? sent.takeResult() : fail(ErrorCode::Internal, "no answer");
    }
    static Service service(const std::string &name) { return {newUuid(), name, Tier::General, "门诊部", "王主任", {}, false}; }
    static void toServerScreen(Desk &desk)
    {
        child<QRadioButton>(&desk.window, "serverChoice")->click();
        QTest::mouseClick(child<QPushButton>(&desk.window, "wizardNext"), Qt::LeftButton);
    }
    static void type(QWidget *window, const char *field, const QByteArray &secret)
    {
        auto *edit = child<QWidget>(window, field);
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, QString::fromLatin1(secret));
    }
    /// Presses "Enrol" and waits until it said what hindered it.
    static QString refusal(Desk &desk)
    {
        auto *next = child<QPushButton>(&desk.window, "wizardNext");
        QTest::mouseClick(next, Qt::LeftButton);
        auto *error = child<QWidget>(&desk.window, "wizardError");
        if (!QTest::qWaitFor([&] { return next->isEnabled() && error->isVisible(); }, patience))
            return QStringLiteral("nothing was said");
        return child<QLabel>(error, "errorWhatHappened")->text();
    }
    static QByteArray textOfCode(const EnrolmentCode &code)
    {
        const SecureBytes text = code.text();
        return QByteArray(reinterpret_cast<const char *>(text.data()), qsizetype(text.size()));
    }

private Q_SLOTS:
    void init() { forgetSettings(); }

    void theWizardEnrolsThisComputer()
    {
        ServerHouse server;
        server.start();
        Desk desk(server.home().path(QStringLiteral("desk")));
        toServerScreen(desk);
        auto *next = child<QPushButton>(&desk.window, "wizardNext");
        QVERIFY(!next->isEnabled());
        child<QLineEdit>(&desk.window, "serverAddress")->setText(QStringLiteral("https://127.0.0.1:1"));
        child<QLineEdit>(&desk.window, "keyFolder")->setText(server.home().home());
        QCOMPARE(child<QComboBox>(&desk.window, "enrolOfficer")->count(), 1);
        type(&desk.window, "enrolPassphrase", words.toLatin1());
        const QByteArray code = server.code();
        type(&desk.window, "enrolmentCode", code.left(20));
        QVERIFY(!next->isEnabled());
        QVERIFY(child<QLabel>(&desk.window, "enrolmentCodeState")->text().contains(QStringLiteral("56")));
        type(&desk.window, "enrolmentCode", code);
        QVERIFY(next->isEnabled());
        desk.picture("wizard-server");

        Heartbeat heart;
        QVERIFY(refusal(desk).endsWith(QStringLiteral("The connection was refused."))); // nobody listens there
        QVERIFY(!desk.gate.isFounded() && desk.gate.isEnrolling());
        child<QLineEdit>(&desk.window, "serverAddress")->setText(server.url());
        type(&desk.window, "enrolmentCode", textOfCode(EnrolmentCode::make(viewOf(std::string_view("another authority")))));
        QVERIFY(refusal(desk).endsWith(QStringLiteral("Another server answers at this address.")));
        desk.picture("wizard-foreign");
        Result<EnrolmentCode> guessed = EnrolmentCode::parse(viewOf(std::string_view(code.constData(), std::size_t(code.size()))));
        VERIFY_OK(guessed);
        guessed->secret = SecureBytes::random(EnrolmentCode::secretBytes);
        type(&desk.window, "enrolmentCode", textOfCode(*guessed));
        QVERIFY(refusal(desk).endsWith(QStringLiteral("The server does not accept this enrolment code.")));
        type(&desk.window, "enrolmentCode", code);
        QTest::mouseClick(next, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(desk.window.session().isOpen(), patience);
        QVERIFY(desk.gate.isFounded() && !desk.gate.isEnrolling());
        QVERIFY(desk.says(QStringLiteral("Server 127.0.0.1")) && desk.says(QStringLiteral("in step")));
        QVERIFY(!desk.band("linkBand")->isVisible() && !desk.band("queueBand")->isVisible());
        QVERIFY2(heart.longest() < 1000, qPrintable(QString::number(heart.longest())));
        desk.picture("served");
    }

    void anInterruptedFirstReplicationGoesOn()
    {
        ServerHouse server;
        server.start();
        const QString author = server.console(QStringLiteral("author"));
        {
            const std::unique_ptr<House> house = server.open(author);
            std::vector<House::Order> orders;
            for (int i = 0; i < 200; ++i)
                orders.push_back({toJson(service("S" + std::to_string(i))), {}});
            VERIFY_OK(house->submitTogether(CommandKind::SaveService, std::move(orders)));
        }
        CuttingProxy proxy(server.port);
        const QString home = server.home().path(QStringLiteral("desk"));
        {
            Desk desk(home);
            toServerScreen(desk);
            child<QLineEdit>(&desk.window, "serverAddress")->setText(QStringLiteral("https://127.0.0.1:%1").arg(proxy.port()));
            child<QLineEdit>(&desk.window, "keyFolder")->setText(server.home().home());
            type(&desk.window, "enrolPassphrase", words.toLatin1());
            type(&desk.window, "enrolmentCode", server.code());
            proxy.cutAfter = 60'000; // enough to enrol, not for the journal
            QVERIFY(!refusal(desk).isEmpty());
            QVERIFY(desk.gate.isFounded()); // enrolled for good
        }
        Desk desk(home);
        QVERIFY(child<QWidget>(&desk.window, "lockPassphrase")->isVisible());
        QTest::keyClicks(child<QWidget>(&desk.window, "lockPassphrase"), words);
        QTest::mouseClick(child<QPushButton>(&desk.window, "unlockButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QWidget>(&desk.window, "lockError")->isVisible(), patience);
        proxy.cutAfter = -1;
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.services().size(), 200, patience);
    }

    void changesOfOthersComeAndGoThroughAPulledCable()
    {
        ServerHouse server;
        server.start();
        const QString one = server.console(QStringLiteral("one")), two = server.console(QStringLiteral("two"));
        QCOMPARE(server.ctl(two, {"sync"}).exitCode, 0);
        Desk desk(one);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        {
            const std::unique_ptr<House> colleague = server.open(two);
            QElapsedTimer timer;
            timer.start();
            VERIFY_OK(colleague->submit(CommandKind::SaveService, toJson(service("门诊挂号"))));
            QTRY_VERIFY_WITH_TIMEOUT(desk.services().contains(QStringLiteral("门诊挂号")), patience);
            qInfo("on the other screen after %lld ms", static_cast<long long>(timer.elapsed()));
            QVERIFY2(timer.elapsed() < 1000 + 1000, "within a second, on a machine that does other things too");
        }

        QCOMPARE(server.stop(), 0);
        Heartbeat heart;
        QVERIFY(desk.says(QStringLiteral("offline, last heard")));
        for (const char *name : {"first", "second", "third"}) {
            const Result<Receipt> queued = answer(desk.house().submitLater(CommandKind::SaveService, toJson(service(name))));
            VERIFY_ERROR(queued, ErrorCode::Queued);
        }
        QTRY_VERIFY_WITH_TIMEOUT(desk.band("queueBand")->isVisible(), patience);
        QTRY_COMPARE(desk.outbox()->waiting(), 3);
        QVERIFY(desk.band("queueBand")->text().contains(QStringLiteral("3 commands queued, not yet in force")));
        QVERIFY(desk.says(QStringLiteral("3 queued")));
        QCOMPARE(desk.outbox()->badge(), 3);
        QTest::mouseClick(child<QPushButton>(&desk.window, "queueBandButton"), Qt::LeftButton);
        QCOMPARE(desk.window.workbench().currentPage(), PageId::Outbox);
        auto *table = child<TableView>(&desk.window, "outboxTable");
        QCOMPARE(column(table, OutboxTableModel::About), QStringList({"first", "second", "third"}));
        QCOMPARE(column(table, OutboxTableModel::State).first(), QStringLiteral("queued, not yet in force"));
        QVERIFY(!desk.services().contains(QStringLiteral("first"))); // nobody takes it for done
        desk.window.workbench().showPage(PageId::Outbox);

        // The third is changed, in its place.
        const auto *model = static_cast<const OutboxTableModel *>(table->model());
        desk.outbox()->openCommand(model->command(2).id);
        QTest::mouseClick(child<QPushButton>(desk.outbox(), "editCommand"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(desk.outbox()->findChild<QDialog *>(QStringLiteral("serviceForm")), patience);
        auto *form = child<QDialog>(desk.outbox(), "serviceForm");
        QVERIFY(child<QLabel>(form, "editNote")->text().contains(QStringLiteral("takes its place")));
        QCOMPARE(child<QLineEdit>(form, "serviceName")->text(), QStringLiteral("third"));
        QCOMPARE(child<QLineEdit>(form, "serviceDepartment")->text(), QStringLiteral("门诊部"));
        child<QLineEdit>(form, "serviceName")->setText(QStringLiteral("third, mended"));
        desk.picture("edit", form);
        QTest::mouseClick(child<QPushButton>(form, "serviceSave"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(column(table, OutboxTableModel::About), QStringList({"first", "second", "third, mended"}), patience);

        // The second is taken back, the first carried away in a file besides.
        const QString carried = server.home().path(QStringLiteral("carried.pem"));
        desk.outbox()->exportTo(model->command(0).id, carried);
        QTRY_VERIFY_WITH_TIMEOUT(QFile(carried).size() > 500, patience);
        desk.outbox()->openCommand(model->command(1).id);
        QTest::mouseClick(child<QPushButton>(desk.outbox(), "withdrawCommand"), Qt::LeftButton);
        QTest::mouseClick(child<QPushButton>(desk.outbox(), "withdrawAccept"), Qt::LeftButton);
        QTRY_COMPARE(desk.outbox()->waiting(), 2);

        // Too old to be trusted as it is.
        desk.ahead = std::chrono::hours(3);
        QTRY_VERIFY_WITH_TIMEOUT(desk.band("linkBand")->text().contains(QStringLiteral("3 hours ago")), patience + 10'000);
        QVERIFY(desk.band("linkBand")->isVisible());
        QVERIFY2(heart.longest() < 1000, qPrintable(QString::number(heart.longest())));
        desk.picture("outbox");
        desk.ahead = std::chrono::seconds(0);

        server.start();
        QTest::mouseClick(child<QPushButton>(&desk.window, "linkBandButton"), Qt::LeftButton); // "Try now"
        QVERIFY(desk.says(QStringLiteral("in step")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->waiting(), 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk.services(), QStringList({"first", "third, mended", "门诊挂号"}), patience);
        QVERIFY(!desk.band("queueBand")->isVisible() && !desk.band("linkBand")->isVisible());
        QCOMPARE(desk.outbox()->badge(), 0);
        QElapsedTimer locking;
        locking.start();
        desk.window.session().lock(); // in the middle of a long poll
        QVERIFY2(locking.elapsed() < 2000, qPrintable(QString::number(locking.elapsed())));
    }

    void whatIsRefusedComesBackAndCanBeRedone()
    {
        ServerHouse server;
        server.start();
        const QString one = server.console(QStringLiteral("one")), two = server.console(QStringLiteral("two"));
        Desk desk(one);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        const Service pharmacy = service("药房");
        VERIFY_OK(answer(desk.house().submitLater(CommandKind::SaveService, toJson(pharmacy))));
        QCOMPARE(server.stop(), 0);
        // Removed at both desks while neither hears of the other: the second to arrive comes too late.
        const QJsonObject removal{{"id", qstr(pharmacy.id)}, {"name", qstr(pharmacy.name)}};
        VERIFY_ERROR(answer(desk.house().submitLater(CommandKind::RemoveService, removal)), ErrorCode::Queued);
        VERIFY_ERROR(answer(desk.house().submitLater(CommandKind::RemoveService, removal)), ErrorCode::Queued);
        server.start();
        desk.house().hurry();
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->refused(), 1, patience);
        QCOMPARE(desk.outbox()->waiting(), 0);
        QTRY_VERIFY(desk.band("queueBand")->text().contains(QStringLiteral("came back refused")));
        desk.window.workbench().showPage(PageId::Outbox);
        auto *table = child<TableView>(&desk.window, "outboxTable");
        const std::string id = static_cast<const OutboxTableModel *>(table->model())->command(0).id;
        desk.outbox()->openCommand(id);
        QTest::mouseClick(child<QPushButton>(desk.outbox(), "redoCommand"), Qt::LeftButton);
        auto *dialog = child<QDialog>(desk.outbox(), "redoDialog");
        QVERIFY(child<QLabel>(dialog, "redoWhy")->text().contains(QStringLiteral("refused")));
        desk.picture("refused");
        desk.picture("redo", dialog);
        // As things stand it is refused again; the old one stays.
        QTest::mouseClick(child<QPushButton>(dialog, "redoSign"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(dialog, "redoSign")->isEnabled(), patience);
        QVERIFY(dialog->isVisible());
        QCOMPARE(desk.outbox()->refused(), 1);
        // A colleague enters the service again: now it can be done.
        QCOMPARE(server.ctl(two, {"sync"}).exitCode, 0);
        VERIFY_OK(server.open(two)->submit(CommandKind::SaveService, toJson(pharmacy)));
        QTRY_VERIFY_WITH_TIMEOUT(desk.services().contains(QStringLiteral("药房")), patience);
        QTest::mouseClick(child<QPushButton>(dialog, "redoSign"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->refused(), 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.services().contains(QStringLiteral("药房")), patience);
        QVERIFY(!desk.band("queueBand")->isVisible());
    }

    /// The clock of an emergency is the authority's wherever the computer's stands, and the officer is told.
    void theStopwatchOfAConsoleWhoseClockIsWrong_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("said");
        QTest::newRow("right") << 0 << QString();
        QTest::newRow("four minutes ahead") << 240 << QStringLiteral("minutes ahead of the server's");
        QTest::newRow("an hour behind") << -3600 << QStringLiteral("minutes behind the server's");
        QTest::newRow("half a minute behind") << -30 << QStringLiteral("seconds behind the server's");
    }
    void theStopwatchOfAConsoleWhoseClockIsWrong()
    {
        QFETCH(int, seconds);
        QFETCH(QString, said);
        ServerHouse server;
        server.start();
        Desk desk(server.console(QStringLiteral("desk")));
        desk.ahead = std::chrono::seconds(seconds);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        desk.window.workbench().openEmergency();
        auto *clock = child<QLabel>(&desk.window, "emergencyClock");
        Banner *note = desk.band("emergencyClockNote");
        const QStringList young{"00:00", "00:01", "00:02", "00:03", "00:04", "00:05", "00:06", "00:07", "00:08", "00:09", "00:10"};
        QVERIFY2(young.contains(clock->text()), qPrintable(clock->text())); // before anything is in the journal
        child<QLineEdit>(&desk.window, "lossValue")->setText(QStringLiteral("王芳"));
        QTest::mouseClick(child<QPushButton>(&desk.window, "lossStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QPushButton>(&desk.window, "emergencyHandOver")->isEnabled(), patience); // it is
        QTest::qWait(2500);
        QVERIFY2(young.contains(clock->text()) && clock->text() >= QStringLiteral("00:01"), qPrintable(clock->text())); // and it runs
        QVERIFY2(std::ranges::any_of(young, [&](const QString &one) { return desk.band("emergencyBand")->text().contains(one); }), qPrintable(desk.band("emergencyBand")->text()));
        QCOMPARE(note->isVisible(), !said.isEmpty());
        QVERIFY2(note->text().contains(said), qPrintable(note->text()));
        desk.picture(qPrintable(QStringLiteral("emergency-clock%1").arg(seconds)));
        QTest::mouseClick(child<QPushButton>(&desk.window, "emergencyHandOver"), Qt::LeftButton);
        const QString handed = child<QPlainTextEdit>(&desk.window, "handoverNote")->toPlainText();
        QVERIFY2(std::ranges::any_of(young, [&](const QString &one) { return handed.contains(one + QStringLiteral(" after the start")); }), qPrintable(handed));
    }

    /// What is decided without the server is said not to be in force, in large letters and with the ways around; it takes effect once the server is back.
    void anEmergencyWithoutTheServer()
    {
        ServerHouse server;
        server.start();
        const QString home = server.console(QStringLiteral("desk"));
        const Stranger folder;
        const ServedCa ca(server, folder, home, home);
        QVERIFY(ca.make());
        QVERIFY(!ca.issue(QStringLiteral("王芳")).isEmpty());
        Desk desk(home);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        QCOMPARE(server.stop(), 0);
        desk.window.workbench().openEmergency();
        child<QLineEdit>(&desk.window, "lossValue")->setText(QStringLiteral("王芳"));
        auto *act = child<QPushButton>(&desk.window, "decideAct");
        QTRY_VERIFY_WITH_TIMEOUT(act->isEnabled(), patience);
        QCOMPARE(act->visibleRegion().boundingRect(), act->rect());
        QTest::mouseClick(act, Qt::LeftButton);
        auto *state = child<QLabel>(&desk.window, "effectState");
        QTRY_VERIFY2_WITH_TIMEOUT(state->isVisible() && state->text().contains(QStringLiteral("NOT YET IN FORCE")), qPrintable(state->text()), patience);
        QTRY_COMPARE(state->visibleRegion().boundingRect(), state->rect()); // all of it, in the smallest window
        QVERIFY(child<QPushButton>(&desk.window, "effectExport")->isVisible());
        QVERIFY2(child<QLabel>(&desk.window, "effectWays")->text().contains(QStringLiteral("hufu-server accept")), qPrintable(child<QLabel>(&desk.window, "effectWays")->text()));
        desk.picture("emergency-unreachable");
        QCOMPARE(desk.outbox()->waiting(), 2); // the emergency and the decision
        // It is not signed twice by who presses again; who wants it otherwise takes it back.
        QVERIFY(!act->isEnabled());
        QTRY_VERIFY2(child<QLabel>(&desk.window, "decideLacking")->text().contains(QStringLiteral("need not be signed again")), qPrintable(child<QLabel>(&desk.window, "decideLacking")->text()));
        auto *back = child<QPushButton>(&desk.window, "decideTakeBack");
        QTRY_VERIFY_WITH_TIMEOUT(back->isVisible() && back->isEnabled(), patience);
        QTest::mouseClick(back, Qt::LeftButton);
        QTest::mouseClick(child<QPushButton>(&desk.window, "takeBackAccept"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->waiting(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(act->isEnabled() && back->isHidden() && state->isHidden(), patience);
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->waiting(), 2, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!act->isEnabled() && state->text().contains(QStringLiteral("NOT YET IN FORCE")), patience);
        // The file that the page writes brings it into force where the server is, though nothing else of this desk has arrived there.
        const QString carried = server.home().path(QStringLiteral("carried.pem"));
        QTest::mouseClick(child<QPushButton>(&desk.window, "effectExport"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(desk.window.findChild<QFileDialog *>(QStringLiteral("emergencyExportDialog")), patience);
        Q_EMIT child<QFileDialog>(&desk.window, "emergencyExportDialog")->fileSelected(carried);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(carried), patience);
        child<QFileDialog>(&desk.window, "emergencyExportDialog")->close();
        const CtlRun accepted = ServerHouse::run({"accept", "--config", server.config(), carried});
        QVERIFY2(accepted.exitCode == 0, accepted.err + accepted.out);
        QCOMPARE(accepted.out.count("In force"), 2);
        server.start();
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(&desk.window, "effectInForce")->text().startsWith(QStringLiteral("✓")), patience);
        QTRY_VERIFY2_WITH_TIMEOUT(state->text().startsWith(QStringLiteral("VERIFIED")), qPrintable(state->text()), patience);
        QCOMPARE(desk.outbox()->waiting(), 0);
    }

    /// What was queued may be refused once the server hears of it: here, because policy had come to want the number typed. The page says so and takes another decision.
    void aQueuedDecisionComesBackRefused()
    {
        ServerHouse server;
        server.start();
        const QString home = server.console(QStringLiteral("desk"));
        const Stranger folder;
        const ServedCa ca(server, folder, home, home);
        QVERIFY(ca.make());
        for (const char *file : {"one", "two"})
            QVERIFY(!ca.issue(QStringLiteral("王芳"), QLatin1String(file)).isEmpty());
        QVERIFY(!ca.issue(QStringLiteral("赵六")).isEmpty());
        Desk desk(home);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        Policy policy = *desk.house().policy();
        QCOMPARE(server.stop(), 0);
        policy.circuitBreakerMost = 1;
        VERIFY_ERROR(answer(desk.house().submitLater(CommandKind::SetPolicy, toJson(policy))), ErrorCode::Queued); // goes before the decision
        desk.window.workbench().openEmergency();
        child<QLineEdit>(&desk.window, "lossValue")->setText(QStringLiteral("王芳"));
        auto *act = child<QPushButton>(&desk.window, "decideAct");
        QTRY_VERIFY_WITH_TIMEOUT(act->isEnabled(), patience);
        QCOMPARE(act->text(), QStringLiteral("Revoke 2 certificates now"));
        QTest::mouseClick(act, Qt::LeftButton);
        auto *state = child<QLabel>(&desk.window, "effectState");
        QTRY_VERIFY_WITH_TIMEOUT(state->isVisible() && state->text().contains(QStringLiteral("NOT YET IN FORCE")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->waiting(), 3, patience);
        server.start();
        desk.house().hurry();
        QTRY_COMPARE_WITH_TIMEOUT(desk.outbox()->refused(), 1, patience);
        auto *error = child<QWidget>(&desk.window, "emergencyError");
        QTRY_VERIFY_WITH_TIMEOUT(error->isVisible(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(state->isHidden(), patience); // nothing waits, and nothing is in force
        QVERIFY(child<QLabel>(&desk.window, "effectInForce")->isHidden());
        desk.picture("emergency-refused");
        // Decided again, as policy has it now.
        auto *number = child<QLineEdit>(&desk.window, "decideNumber");
        auto *which = child<QComboBox>(&desk.window, "emergencyWhich");
        QTRY_VERIFY_WITH_TIMEOUT(which->count() == 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(desk.window.session().feed()->inventory()->policy().circuitBreakerMost, 1, patience);
        Q_EMIT which->activated(which->currentIndex()); // looked at anew
        QTRY_VERIFY_WITH_TIMEOUT(number->isVisible(), patience);
        number->setText(QStringLiteral("2"));
        QTRY_VERIFY_WITH_TIMEOUT(act->isEnabled(), patience);
        QTest::mouseClick(act, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(&desk.window, "effectInForce")->text().startsWith(QStringLiteral("✓")), patience);
    }

    void aServerThatRewroteItsHistoryIsNamed()
    {
        ServerHouse server;
        server.start();
        const QString one = server.console(QStringLiteral("one"));
        QCOMPARE(server.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(server.stop(), 0);
        constexpr const char *files[] = {"/hufu.db", "/hufu.db-wal", "/hufu.db-shm"};
        for (const char *file : files)
            QFile::copy(server.state() + file, server.state() + file + ".kept");
        server.start();
        Desk desk(one);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        VERIFY_OK(answer(desk.house().submitLater(CommandKind::SaveService, toJson(service("门诊挂号")))));
        QTRY_VERIFY_WITH_TIMEOUT(desk.services().contains(QStringLiteral("门诊挂号")), patience);
        QCOMPARE(server.stop(), 0);
        for (const char *file : files) {
            QFile::remove(server.state() + file);
            QFile::copy(server.state() + file + ".kept", server.state() + file);
        }
        server.start();
        desk.house().hurry();
        QVERIFY(desk.says(QStringLiteral("no longer trusted")));
        Banner *band = desk.band("linkBand");
        QVERIFY(band->isVisible());
        QVERIFY2(band->text().contains(QStringLiteral("It has forgotten")), qPrintable(band->text()));
        desk.picture("distrusted");
        const QString copy = server.home().path(QStringLiteral("evidence.json"));
        QTest::mouseClick(child<QPushButton>(&desk.window, "linkBandButton"), Qt::LeftButton);
        Q_EMIT child<QFileDialog>(&desk.window, "evidenceDialog")->fileSelected(copy);
        QTRY_VERIFY_WITH_TIMEOUT(QFile(copy).size() > 100, patience);
        QFile evidence(copy);
        QVERIFY(evidence.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(evidence.readAll())["break"].toString(), QStringLiteral("tail-cut"));
        // Nothing goes there any more, and nothing waits to; what was received can be read, now and after opening anew.
        VERIFY_ERROR(answer(desk.house().submitLater(CommandKind::SaveService, toJson(service("x")))), ErrorCode::CheckpointMismatch);
        QCOMPARE(desk.outbox()->waiting(), 0);
        desk.window.session().lock();
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("no longer trusted")));
        QVERIFY(band->isVisible() && band->text().contains(QStringLiteral("It has forgotten")));
        QTRY_VERIFY_WITH_TIMEOUT(desk.services().contains(QStringLiteral("门诊挂号")), patience);
    }

    void aConsoleThatIsTooOldSaysSo()
    {
        ServerHouse server;
        server.start();
        const QString one = server.console(QStringLiteral("one")), two = server.console(QStringLiteral("two"));
        for (const QString &home : {one, two})
            QCOMPARE(server.ctl(home, {"sync"}).exitCode, 0);
        Desk desk(one);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("in step")));
        QCOMPARE(server.ctl(two, {"collection", "save", "a", "--where", "name:a"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(desk.house().collections()->size(), std::size_t(1), patience);
        tellLie(server, two, [](Lie &truth) { truth.followWithUnknownKind(); });
        desk.house().hurry();
        QVERIFY(desk.says(QStringLiteral("too old for it")));
        Banner *band = desk.band("linkBand");
        QVERIFY(band->isVisible());
        QVERIFY2(band->text().contains(QStringLiteral("This console is too old for its server")), qPrintable(band->text()));
        desk.picture("outdated");
        QVERIFY(!QFile::exists(one + QStringLiteral("/distrusted.json")));
    }

    void aHouseThatMovedIsEnrolledFromItsWindow()
    {
        ServerHouse server;
        server.start();
        Desk desk(server.home().home());
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("No authority here")));
        QVERIFY(desk.band("linkBand")->isVisible());
        QTest::mouseClick(child<QPushButton>(&desk.window, "linkBandButton"), Qt::LeftButton);
        auto *dialog = child<QDialog>(&desk.window, "enrolDialog");
        QVERIFY(!child<QLineEdit>(dialog, "keyFolder")->isVisible()); // the key is here
        child<QLineEdit>(dialog, "serverAddress")->setText(server.url());
        type(dialog, "enrolmentCode", server.code());
        type(dialog, "enrolPassphrase", words.toLatin1());
        auto *enrol = child<QPushButton>(dialog, "enrolNow");
        QVERIFY(enrol->isEnabled());
        desk.picture("enrol", dialog);
        QTest::mouseClick(enrol, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window.session().isOpen(), patience);
        QVERIFY(desk.unlock());
        QVERIFY(desk.says(QStringLiteral("Server 127.0.0.1")) && desk.says(QStringLiteral("in step")));
        VERIFY_OK(answer(desk.house().submitLater(CommandKind::SaveService, toJson(service("急诊")))));
    }
};

QTEST_MAIN(ServedConsoleTest)
#include "ServedConsoleTest.moc"
