// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/CeremonyRecord.h"
#include "models/store/AtomicFile.h"
#include "models/store/BackupPackage.h"
#include "models/wording/Language.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"
#include "tests/ui/PageHouse.h"
#include "tests/ui/StageHands.h"
#include "ui/shell/Theme.h"

using namespace hufu;
using namespace hufu::test;

/// The window at a console of a hufu-server, a process of its own on loopback: a backup that the server encrypts, while it goes and comes back, and the
/// restore test of it. The tests follow one another.
class ServedCeremonyPageTest : public QObject, private StageHands {
    Q_OBJECT

private:
    CeremoniesPage *ceremoniesPage() const override { return m_page.get(); }
    QString passphraseOf(const QString &) const override { return QStringLiteral("correct horse battery staple"); }
    QString folder(const QString &name) const
    {
        QDir().mkpath(m_server->home().path(name));
        return m_server->home().path(name);
    }
    CtlRun ctl(QStringList words, const QString &name) const { return m_server->ctl(m_desk, words << "--as" << name); }
    bool begins(CeremonyForm *form) const
    {
        auto *begin = child<QPushButton>(form, "ceremonyBegin");
        if (!QTest::qWaitFor([&] { return begin->isEnabled(); }, 20'000))
            return false;
        QTest::mouseClick(begin, Qt::LeftButton);
        return QTest::qWaitFor([&] { return stage() && number().startsWith(QStringLiteral("Step 1 of")); }, 30'000) && waitIdle();
    }
    /// The line to a server that was away is tried again in its own time: who is refused meanwhile asks once more.
    bool answersOnceItIsBack() const
    {
        return QTest::qWaitFor([&] { return answer() && !hasError(); }, 60'000);
    }
    bool notesOnceItIsBack() const
    {
        const QString before = number();
        return QTest::qWaitFor([&] {
            note();
            return waitIdle() && number() != before;
        }, 60'000) && !hasError();
    }
    bool closes() const
    {
        return isClosing() && answer() && QTest::qWaitFor([&] { return child<QLabel>(stage(), "stageEnd")->text().contains(QStringLiteral(".cms")); }, 30'000);
    }
    void leave()
    {
        QVERIFY(waitIdle());
        stage()->reject();
        QTRY_VERIFY(!stage());
    }

    std::unique_ptr<ServerHouse> m_server;
    QString m_desk;
    Language m_language;
    std::unique_ptr<Theme> m_theme;
    RecordingNavigator m_navigator;
    std::unique_ptr<EmbeddedGate> m_gate;
    std::unique_ptr<House> m_house;
    std::unique_ptr<CeremoniesPage> m_page;
    const QStringList m_custodians{"吴保管", "徐保管"};

private Q_SLOTS:
    void initTestCase()
    {
        forgetSettings();
        m_language.choose(Language::Choice::English);
        m_theme = std::make_unique<Theme>(*qApp);
        m_server = std::make_unique<ServerHouse>(ServerHouse::Together{});
        m_server->start();
        m_desk = m_server->home().home();
        const QString code = m_server->home().write(QStringLiteral("code"), m_server->code()), first = QStringLiteral("李安全");
        QCOMPARE(ctl({"enrol", "--server", m_server->url(), "--code-file", code, "--name", "机房"}, first).exitCode, 0);
        const QStringList also{"--cosign-passphrase-file", m_server->home().passphraseFile(), "--cosign"};
        for (const QString &name : m_custodians)
            QCOMPARE(ctl(QStringList{"person", "add", name, "--roles", "custodian", "--new-passphrase-file", m_server->home().passphraseFile()} + also + QStringList{"王系统"}, first).exitCode, 0);
        for (const QString &name : m_custodians) // who opens the house gets the key for shares
            QCOMPARE(ctl({"pending", "list"}, name).exitCode, 0);
        QCOMPARE(ctl({"sync"}, first).exitCode, 0);
        QCOMPARE(ctl(QStringList{"ca", "create", "--name", "First Hospital", "--locality", "北京"} + also + QStringList{"孙安全"}, first).exitCode, 0);
        m_gate = std::make_unique<EmbeddedGate>(m_desk.toStdString());
        Result<std::unique_ptr<House>> house = m_gate->open(first.toStdString(), ServerHouse::passphrase());
        VERIFY_OK(house);
        m_house = std::move(*house);
        m_page = std::make_unique<CeremoniesPage>(m_navigator);
        m_page->setHouse(m_house.get(), nullptr);
        m_page->resize(1200, 700);
        m_page->show();
    }
    void cleanupTestCase()
    {
        if (m_page)
            m_page->setHouse(nullptr, nullptr);
        m_page.reset();
        m_house.reset();
        m_server.reset();
    }

    void aBackupIsHeldWhileTheServerGoesAndComes()
    {
        CeremonyForm *form = m_page->openForm();
        QVERIFY(form);
        form->addMedium(folder(QStringLiteral("usb1")));
        form->addMedium(folder(QStringLiteral("usb2")));
        QVERIFY(begins(form));
        QVERIFY(step());
        // Nobody signs for a server that is not there.
        m_server->kill();
        QVERIFY(isAsked() && answer() && hasError());
        QVERIFY(number().startsWith(QStringLiteral("Step 2 of")));
        m_server->start();
        QVERIFY(answersOnceItIsBack());
        QVERIFY(step());
        QVERIFY(act()); // encrypted
        m_server->kill();
        note();
        QVERIFY(waitIdle() && hasError());
        QVERIFY(number().startsWith(QStringLiteral("Step 3 of")));
        m_server->start();
        QVERIFY(notesOnceItIsBack());
        for (int left = 4; left <= 8; ++left)
            QVERIFY2(step(), qPrintable(number()));
        QVERIFY(closes());
        const QString one = m_server->home().path(QStringLiteral("usb1")), two = m_server->home().path(QStringLiteral("usb2"));
        const Result<BackupPackage> first = findPackage(one.toStdString()), second = findPackage(two.toStdString());
        VERIFY_OK(first);
        VERIFY_OK(second);
        QCOMPARE(first->hash, second->hash);
        const QStringList papers = QDir(one).entryList({"ceremony-*.cms"});
        QCOMPARE(papers.size(), 1);
        const Result<Bytes> record = readSmallFile((one + '/' + papers.first()).toStdString(), 1u << 20);
        const Result<CeremonyAudit> audit = record ? auditRecord(*record) : fail(record.error());
        VERIFY_OK(audit);
        QVERIFY2(audit->doubts.empty(), audit->doubts.empty() ? "" : audit->doubts.front().c_str());
        leave();
    }

    void aRestoreTestIsHeld()
    {
        CeremonyForm *form = m_page->openForm(CeremonyKind::RestoreTest);
        QTRY_COMPARE(child<QListWidget>(form, "ceremonyCustodians")->count(), 2);
        tick(form, m_custodians);
        form->setPackage(m_server->home().path(QStringLiteral("usb1")));
        QVERIFY(begins(form));
        while (!isClosing())
            QVERIFY2(step(), qPrintable(number()));
        QVERIFY(answer());
        QTRY_VERIFY_WITH_TIMEOUT(child<QLabel>(stage(), "stageEnd")->text().startsWith(QStringLiteral("✓")), 30'000);
        leave();
        QTRY_COMPARE(m_page->badge(), 0); // everything is backed up, and it was tried
        QVERIFY(QDir(m_desk).entryList({"ceremony-*", "restore-test-*"}, QDir::Dirs).isEmpty());
    }
};

QTEST_MAIN(ServedCeremonyPageTest)
#include "ServedCeremonyPageTest.moc"
