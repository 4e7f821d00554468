// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Uuid.h"
#include "models/domain/Emergency.h"
#include "models/domain/Revocation.h"
#include "models/replica/Canary.h"
#include "models/replica/EmergencyRecord.h"
#include "models/replica/RevocationCheck.h"
#include "models/wording/ErrorText.h"
#include "tests/support/ServedCa.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <csignal>

using namespace hufu;
using namespace hufu::test;

/// An emergency when machines do not do their part: the server is killed in the middle, relying servers' agents are down, slow, or talk without end, and the
/// console's clock is wrong.
class EmergencyServerTest : public QObject {
    Q_OBJECT

    ServerHouse m_house;
    Stranger m_folder;
    QString m_desk;
    std::unique_ptr<ServedCa> m_ca;

    std::unique_ptr<QProcess> started(const QStringList &words) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->start(CtlHome::program(), words);
        process->waitForStarted();
        return process;
    }
    /// The emergency about this certificate, once the desk has heard of it.
    QJsonObject emergencyAbout(const QString &certificate) const
    {
        (void)m_house.ctl(m_desk, {"sync"});
        for (const QJsonValue one : QJsonDocument::fromJson(m_house.ctl(m_desk, {"emergency", "list", "--all", "--json"}).out).array()) {
            if (one["value"].toString() == certificate)
                return m_house.ctl(m_desk, {"emergency", "status", one["id"].toString(), "--json"}).json();
        }
        return {};
    }
    static QString stateIn(const QJsonObject &emergency) { return emergency.value("certificates").toArray().at(0).toObject().value("state").toString(); }
    QJsonObject relyingIn(const QJsonObject &emergency, const QString &name) const
    {
        for (const QJsonValue one : emergency.value("relying").toArray()) {
            if (one["name"].toString() == name)
                return one.toObject();
        }
        return {};
    }
    static QList<QByteArray> linesOf(const Bytes &file)
    {
        QList<QByteArray> lines = QByteArray(reinterpret_cast<const char *>(file.data()), qsizetype(file.size())).split('\n');
        lines.removeAll(QByteArray());
        return lines;
    }
    static void end(QProcess &process)
    {
        ::kill(pid_t(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20000));
    }
    qint64 headSequence() const
    {
        (void)m_house.ctl(m_desk, {"sync"});
        return m_house.ctl(m_desk, {"journal", "head", "--json"}).json().value("sequence").toInteger();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_house.start();
        m_desk = m_house.console("desk");
        m_ca = std::make_unique<ServedCa>(m_house, m_folder, m_desk, m_desk);
        QVERIFY(m_ca->make());
    }
    void cleanupTestCase()
    {
        const CtlRun verified = m_house.ctl(m_desk, {"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        QCOMPARE(m_house.stop(), 0);
    }

    void theServerIsKilledInTheMiddle_data()
    {
        QTest::addColumn<int>("after");
        for (int after : {0, 150, 400, 700, 1200})
            QTest::addRow("%d ms", after) << after;
    }
    void theServerIsKilledInTheMiddle()
    {
        QFETCH(int, after);
        const QString certificate = m_ca->issue(QStringLiteral("lost %1").arg(after));
        QVERIFY(!certificate.isEmpty());
        const std::unique_ptr<QProcess> deciding
            = started({"emergency", "revoke", "--spki", certificate, "--home", m_desk, "--passphrase-file", m_house.home().passphraseFile()});
        QTest::qWait(after);
        m_house.kill();
        QVERIFY(deciding->state() == QProcess::NotRunning || deciding->waitForFinished(60000));
        const QByteArray said = deciding->readAll();
        // Either it was done, or the officer is told in large letters that it was not, and how it is carried there.
        QVERIFY2(deciding->exitCode() == 0 || deciding->exitCode() == 6, said);
        qInfo("killed after %d ms: exit code %d", after, deciding->exitCode());
        if (deciding->exitCode() == 6)
            QVERIFY2(said.contains("NOT YET IN FORCE") && said.contains("hufu-server accept"), said);
        else
            QVERIFY2(said.contains("In force: 1"), said);
        m_house.start();
        QTRY_COMPARE_WITH_TIMEOUT(stateIn(emergencyAbout(certificate)), QStringLiteral("in-force"), 30000);
        int decisions = 0;
        for (const QJsonValue entry : emergencyAbout(certificate).value("entries").toArray())
            decisions += entry["kind"].toString() == "certificate.revoke";
        QCOMPARE(decisions, 1); // nothing is lost, and nothing done twice
        QCOMPARE(m_house.ctl(m_desk, {"outbox", "list", "--json"}).out.trimmed(), QByteArray("[]"));
    }

    void anAgentIsDownOrSlow()
    {
        QVERIFY(m_ca->enrolled("web") && m_ca->enrolled("mail"));
        const std::unique_ptr<QProcess> slow = m_ca->startAgent("mail", QStringList{"--reload", "sleep 4"});
        QTest::qWait(1000);
        const QString certificate = m_ca->issue("thief");
        QElapsedTimer timer;
        timer.start();
        const CtlRun revoked = m_house.ctl(m_desk, {"emergency", "revoke", "--spki", certificate, "--json"});
        QVERIFY2(revoked.exitCode == 0 && revoked.json().value("inForce").toBool(), revoked.err + revoked.out);
        // In force, and yet two servers let it in: both are named until they say otherwise.
        const QJsonObject at = emergencyAbout(certificate);
        QVERIFY(timer.elapsed() < 4000 || relyingIn(at, "mail").value("has").toBool());
        QVERIFY(!relyingIn(at, "web").isEmpty() && !relyingIn(at, "web").value("has").toBool());
        QVERIFY(at.contains("serverAheadSeconds") && at.value("serverAheadSeconds").toInteger(-1) == 0); // one computer, one clock
        const CtlRun plain = m_house.ctl(m_desk, {"emergency", "status", at.value("id").toString()});
        QVERIFY2(plain.exitCode == 8 && plain.out.contains("HAS NOT web"), plain.out);
        QTRY_VERIFY_WITH_TIMEOUT(relyingIn(emergencyAbout(certificate), "mail").value("has").toBool(), 30000);
        QVERIFY(!relyingIn(emergencyAbout(certificate), "web").value("has").toBool());
        QCOMPARE(CtlHome::plain(m_ca->agentWords("web") + QStringList{"--once"}).exitCode, 0); // somebody started it again
        QVERIFY(relyingIn(emergencyAbout(certificate), "web").value("has").toBool());
        QCOMPARE(m_house.ctl(m_desk, {"emergency", "status", at.value("id").toString()}).exitCode, 0);
        end(*slow);
    }

    /// Whatever one server's troubles are, they do not fill the journal.
    void anAgentTalksWithoutEnd()
    {
        QVERIFY(m_ca->enrolled("chatty"));
        const QString certificate = m_ca->issue("other thief");
        QCOMPARE(m_house.ctl(m_desk, {"emergency", "revoke", "--spki", certificate, "--json"}).exitCode, 0);
        const qint64 before = headSequence();
        const std::unique_ptr<QProcess> chatty = m_ca->startAgent("chatty", QStringList{"--reload", "date +%s.%N >> '" + m_folder.path("tries") + "'; date +%s.%N; exit 4"});
        QTRY_VERIFY_WITH_TIMEOUT(m_folder.read("tries").size() > 8 * 20, 60000); // it tried again and again, with another trouble each time
        const qint64 after = headSequence();
        QVERIFY2(after - before <= 1, qPrintable(QStringLiteral("%1 entries").arg(after - before)));
        QVERIFY(!relyingIn(emergencyAbout(certificate), "chatty").value("trouble").toString().isEmpty());
        end(*chatty);
        // What matters is not held back: that the server has it now.
        QCOMPARE(CtlHome::plain(m_ca->agentWords("chatty") + QStringList{"--once"}).exitCode, 0);
        QVERIFY(relyingIn(emergencyAbout(certificate), "chatty").value("has").toBool());
    }

    /// Its end is not waited for: that server is named, with what hinders it, and whoever restarts it by hand has the new CRL.
    void aReloadNeverEnds()
    {
        QVERIFY(m_ca->enrolled("stuck"));
        const QString pids = m_folder.path("pids");
        const std::unique_ptr<QProcess> stuck
            = m_ca->startAgent("stuck", QStringList{"--patience", "2", "--reload", "sleep 600 & echo $$ $! >> '" + pids + "'; wait"});
        const QString certificate = m_ca->issue("waiting thief");
        const CtlRun revoked = m_house.ctl(m_desk, {"emergency", "revoke", "--spki", certificate, "--json"});
        QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out);
        QTRY_VERIFY2_WITH_TIMEOUT(relyingIn(emergencyAbout(certificate), "stuck").value("trouble").toString().contains("the reload command did not end within 2 s"),
                                  qPrintable(relyingIn(emergencyAbout(certificate), "stuck").value("trouble").toString()), 30000);
        QVERIFY(!relyingIn(emergencyAbout(certificate), "stuck").value("has").toBool());
        const CtlRun plain = m_house.ctl(m_desk, {"emergency", "status", emergencyAbout(certificate).value("id").toString()});
        QVERIFY2(plain.exitCode == 8 && plain.out.contains("HAS NOT stuck: the reload command did not end"), plain.out);
        const auto tries = [&] { return linesOf(m_folder.read("pids")); };
        QTRY_VERIFY_WITH_TIMEOUT(tries().size() >= 3, 30000); // it is tried again and again
        const QList<QByteArray> pair = tries().first().split(' ');
        QCOMPARE(pair.size(), 2);
        for (const QByteArray &pid : pair) // and what was ended left nothing behind
            QVERIFY2(::kill(pid_t(pid.toInt()), 0) != 0, pid);
        end(*stuck);
        const Bytes file = m_folder.read("stuck.pem");
        QCOMPARE(CtlHome::plain(m_ca->agentWords("stuck") + QStringList{"--once"}).exitCode, 0);
        QVERIFY(relyingIn(emergencyAbout(certificate), "stuck").value("has").toBool());
        QVERIFY(m_folder.read("stuck.pem") == file); // the new one lay there all the time
        for (const QByteArray &line : tries()) {
            for (const QByteArray &pid : line.split(' '))
                QTRY_VERIFY2(::kill(pid_t(pid.toInt()), 0) != 0, pid);
        }
    }

    void theConsolesClockIsWrong_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("taken");
        QTest::newRow("four minutes ahead") << 4 << true;
        QTest::newRow("four minutes behind") << -4 << true;
        QTest::newRow("an hour behind") << -60 << true;
        QTest::newRow("twenty minutes ahead") << 20 << true; // more than the authority takes (Rules.cpp), so it is signed by the authority's clock
        QTest::newRow("a time zone ahead") << 8 * 60 << true;
        QTest::newRow("two days ahead") << 48 * 60 << false; // not believed: see signingTime() in House.cpp
    }
    void theConsolesClockIsWrong()
    {
        QFETCH(int, minutes);
        QFETCH(bool, taken);
        const QString certificate = m_ca->issue(QStringLiteral("clock %1").arg(minutes));
        const auto gate = std::make_unique<EmbeddedGate>(m_desk.toStdString(), ScryptCost{1024, 8, 1}, [minutes] { return systemNow() + std::chrono::minutes(minutes); });
        Result<std::unique_ptr<House>> house = gate->open({}, ServerHouse::passphrase());
        VERIFY_OK(house);
        const EmergencyStart start{newUuid(), {LossKind::Key, certificate.toStdString()}, EmergencySeverity::Major, {}, {}};
        const Result<Receipt> begun = (*house)->submit(CommandKind::StartEmergency, toJson(start));
        if (!taken) {
            // Said at once and by how much, and nothing stays behind that would take effect later.
            VERIFY_ERROR(begun, ErrorCode::FromTheFuture);
            QVERIFY2(sentence(begun.error()).contains("dated 48 hour") || sentence(begun.error()).contains("dated 47 hour"), qPrintable(sentence(begun.error())));
            house->reset();
            const QByteArray waiting = m_house.ctl(m_desk, {"outbox", "list", "--json"}).out;
            for (const QJsonValue one : QJsonDocument::fromJson(waiting).array())
                QVERIFY2(one["state"].toString() != "Queued", waiting);
            return;
        }
        VERIFY_OK(begun);
        RevocationForm form{{*sha256FromHex(certificate.toStdString())}, RevocationReason::KeyCompromise, {}, {}};
        form.emergency = start.id;
        VERIFY_OK((*house)->submit(CommandKind::Revoke, toJson(form), {}, {}, form.version()));
        const Result<EmergencyRecord> record = readEmergencyRecord(**house, start.id);
        VERIFY_OK(record);
        // All times are the authority's: they fit together whatever the console's clock says.
        QVERIFY(record->decidedAt() && record->inForceAt());
        QVERIFY(*record->decidedAt() >= record->emergency.since && *record->inForceAt() >= *record->decidedAt());
        QVERIFY(std::chrono::abs(record->emergency.since - systemNow()) < std::chrono::minutes(2));
        // The console knows how far it is off, and measures with the authority's time: nothing is negative, and the proof holds.
        QVERIFY2(std::chrono::abs((*house)->link().ahead + std::chrono::minutes(minutes)) <= std::chrono::seconds(3), qPrintable(QString::number((*house)->link().ahead.count())));
        QVERIFY(std::chrono::abs(record->readAt - systemNow()) < std::chrono::minutes(2));
        const auto seen = RevocationCheck(**house).run(form.certificates, RevocationCheck::Recording::Yes);
        VERIFY_OK(seen);
        QCOMPARE(seen->provenCount(), std::size_t(1));
        const Result<EmergencyRecord> proven = readEmergencyRecord(**house, start.id);
        VERIFY_OK(proven);
        QVERIFY(proven->verifiedAt() && *proven->verifiedAt() >= *proven->inForceAt());
        QVERIFY(std::chrono::abs(proven->lines.front().verified->proof.crl.at - systemNow()) < std::chrono::minutes(2));
    }

    /// A canary is good for a day. By the clock of a console that is a day and an hour ahead it has expired; by the authority's it is ready.
    void aCanaryIsReadyByTheAuthoritysClock()
    {
        const CtlRun ordered = m_house.ctl(m_desk, {"emergency", "canary", "--service", "挂号", "--days", "1", "--json"});
        QVERIFY2(ordered.exitCode == 0, ordered.err + ordered.out);
        QVERIFY(m_house.ctl(m_desk, {"request", "approve", ordered.json().value("request").toString()}).exitCode == 0);
        (void)m_house.ctl(m_desk, {"sync"});
        const auto gate = std::make_unique<EmbeddedGate>(m_desk.toStdString(), ScryptCost{1024, 8, 1}, [] { return systemNow() + std::chrono::hours(25); });
        Result<std::unique_ptr<House>> house = gate->open({}, ServerHouse::passphrase());
        VERIFY_OK(house);
        (void)(*house)->submit(CommandKind::StartEmergency, toJson(EmergencyStart{newUuid(), {LossKind::Card, "1"}, EmergencySeverity::Minor, {}, {}})); // the server's answer tells the time
        QTRY_VERIFY_WITH_TIMEOUT((*house)->link().ahead < -std::chrono::hours(24), 20'000);
        const Result<CanaryStand> stand = readCanaryStand(**house);
        VERIFY_OK(stand);
        QVERIFY(stand->ready && stand->ready->notAfter < (*house)->now());
    }
};

QTEST_GUILESS_MAIN(EmergencyServerTest)
#include "EmergencyServerTest.moc"
