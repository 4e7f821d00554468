// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Enrolling.h"
#include "tests/support/ServedCa.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <csignal>

using namespace hufu;
using namespace hufu::test;

/// Agents of relying servers with identities of their own at a running hufu-server: told at once, and what they report stands in the journal.
class RelyingServerTest : public QObject {
    Q_OBJECT

    ServerHouse m_house;
    Stranger m_folder;
    QString m_desk;
    std::unique_ptr<ServedCa> m_ca;

private Q_SLOTS:
    void initTestCase()
    {
        m_house.start();
        m_desk = m_house.console("desk");
        m_ca = std::make_unique<ServedCa>(m_house, m_folder, m_desk, m_desk);
        QVERIFY(m_ca->make());
    }

    void codesAreOfOneKind()
    {
        const CtlRun wrong = m_ca->enrol("stranger", m_house.code());
        QVERIFY2(wrong.exitCode != 0 && !QFile::exists(m_folder.path("stranger/server.json")), wrong.err + wrong.out);
        const CtlRun console = m_house.ctl(m_house.home().path("none"), {"enrol", "--server", m_house.url(), "--code-file", written(m_ca->agentCode()), "--token-from", m_house.home().home(), "--as",
                                                                         QStringLiteral("李安全")});
        QVERIFY2(console.exitCode != 0, console.err + console.out);
    }

    void anAgentHasNoOtherRight()
    {
        const CtlRun first = m_ca->enrol("web", m_ca->agentCode());
        QVERIFY2(first.exitCode == 0 && first.json().value("installed").toBool(), first.err + first.out);
        Result<ServerLink::Settings> settings = relyingLinkSettings(m_folder.path("web").toStdString(), systemNow);
        VERIFY_OK(settings);
        ServerLink agent(std::move(*settings));
        for (const auto &[method, target] : {std::pair("GET", "/v1/journal?after=0"), std::pair("POST", "/v1/commands"), std::pair("POST", "/v1/blobs/query"), std::pair("GET", "/v1/founding")}) {
            const BytesView body = std::string_view(method) == "POST" ? viewOf("{}") : BytesView();
            const Result<ServerLink::Answer> answer = agent.ask({.method = method, .target = target, .contentType = "application/json", .body = body});
            VERIFY_OK(answer);
            QVERIFY2(answer->status == 403, (target + std::string(": ") + std::to_string(answer->status)).c_str());
        }
        // And a console has none of its own.
        const std::unique_ptr<ServerLink> desk = m_house.link(m_desk);
        const Result<ServerLink::Answer> crls = desk->ask({.target = "/v1/crls"});
        VERIFY_OK(crls);
        QCOMPARE(crls->status, 403u);
        // A CRL that was never signed cannot be claimed.
        const QJsonArray cas = QJsonDocument::fromJson(m_house.ctl(m_desk, {"ca", "show", "--json"}).out).array();
        const std::string claim = "{\"crls\":[{\"ca\":\"" + cas.at(0).toObject().value("id").toString().toStdString() + "\",\"number\":4000}],\"trouble\":\"\"}";
        const Result<ServerLink::Answer> claimed = agent.ask({.method = "POST", .target = "/v1/crls/report", .contentType = "application/json", .body = viewOf(claim)});
        VERIFY_OK(claimed);
        QVERIFY(!claimed->isGood());
    }

    void theyAreToldAtOnceAndSaySo()
    {
        QVERIFY(m_ca->enrol("mail", m_ca->agentCode()).exitCode == 0);
        m_folder.write("switch", std::string_view("on"));
        const std::unique_ptr<QProcess> web = m_ca->startAgent("web"), mail = m_ca->startAgent("mail", {"--reload", "test -e '" + m_folder.path("switch") + "' || (echo the server does not reload; exit 4)"});
        QTest::qWait(1500); // both wait in their long polls
        const QString certificate = m_ca->issue("thief");
        QVERIFY(!certificate.isEmpty());
        QFile::remove(m_folder.path("switch"));
        QElapsedTimer timer;
        timer.start();
        const CtlRun revoked = m_house.ctl(m_desk, {"emergency", "revoke", "--spki", certificate, "--json"});
        QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out);
        const QString emergency = revoked.json().value("emergency").toString();
        QTRY_VERIFY_WITH_TIMEOUT(clientCrlHas("web.pem"), 10000);
        qInfo("the CRL is installed %.2f s after the command began", double(timer.elapsed()) / 1000);
        // Who has it says so; who could not reload says that, and is red until it can.
        QTRY_VERIFY_WITH_TIMEOUT(m_ca->relying(emergency, "web").value("has").toBool(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(m_ca->relying(emergency, "mail").value("trouble").toString().contains("does not reload"), 20000);
        QVERIFY(!m_ca->relying(emergency, "mail").value("has").toBool());
        m_folder.write("switch", std::string_view("on"));
        QTRY_VERIFY_WITH_TIMEOUT(m_ca->relying(emergency, "mail").value("has").toBool() && m_ca->relying(emergency, "mail").value("trouble").toString().isEmpty(), 20000);
        // The server is away for a while: they go on by themselves.
        QCOMPARE(m_house.stop(), 0);
        QTest::qWait(500);
        m_house.start();
        const QString second = m_ca->issue("second");
        const CtlRun again = m_house.ctl(m_desk, {"emergency", "revoke", "--spki", second, "--json"});
        QVERIFY2(again.exitCode == 0, again.err + again.out);
        QTRY_VERIFY_WITH_TIMEOUT(m_ca->relying(again.json().value("emergency").toString(), "web").value("has").toBool(), 30000);
        for (QProcess *process : {web.get(), mail.get()}) {
            ::kill(pid_t(process->processId()), SIGTERM);
            QVERIFY(process->waitForFinished(10000));
            QCOMPARE(process->exitCode(), 0);
        }
    }

    void standingStillWritesNothing()
    {
        const QString head = m_house.ctl(m_desk, {"journal", "head", "--json"}).json().value("hash").toString();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(CtlHome::plain(m_ca->agentWords("web") + QStringList{"--once"}).exitCode, 0);
        (void)m_house.ctl(m_desk, {"sync"});
        QCOMPARE(m_house.ctl(m_desk, {"journal", "head", "--json"}).json().value("hash").toString(), head);
    }

    void whoIsShutOutHearsNothing()
    {
        QString id;
        for (const QJsonValue one : QJsonDocument::fromJson(m_house.ctl(m_desk, {"workstation", "list", "--json"}).out).array()) {
            if (one.toObject().value("name").toString() == "web" && one.toObject().value("relying").toBool())
                id = one.toObject().value("id").toString();
        }
        QVERIFY(!id.isEmpty());
        const CtlRun revoked = m_house.ctl(m_desk, {"workstation", "revoke", id, "--reason", "decommissioned"});
        QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out);
        const CtlRun refused = CtlHome::plain(m_ca->agentWords("web") + QStringList{"--once"});
        QVERIFY2(refused.exitCode != 0, refused.err + refused.out);
        const CtlRun verified = m_house.ctl(m_desk, {"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        QCOMPARE(m_house.stop(), 0);
    }

private:
    QString written(const QByteArray &code) const
    {
        m_folder.write("code", viewOf(code.toStdString()));
        return m_folder.path("code");
    }
    /// Whether one of the CRLs in the file names somebody.
    bool clientCrlHas(const QString &file) const
    {
        const Said said = m_folder.run("sh", {"-c", "awk '/BEGIN/{n++} {print > (\"part\" n)}' " + file + "; for f in part1 part2; do openssl crl -in $f -noout -text; done"});
        return said.has("Serial Number:");
    }
};

QTEST_GUILESS_MAIN(RelyingServerTest)
#include "RelyingServerTest.moc"
