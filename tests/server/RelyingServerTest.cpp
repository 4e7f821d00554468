// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/replica/Enrolling.h"
#include "tests/support/Server.h"
#include "tests/support/Stranger.h"
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

    QByteArray relyingCode() const
    {
        const CtlRun printed = ServerHouse::run({"enrol-code", "--config", m_house.config(), "--relying"});
        if (printed.exitCode != 0)
            qFatal("enrol-code: %s", printed.err.constData());
        return printed.out.trimmed();
    }
    QStringList words(const QString &name) const
    {
        return {"crl-follow", "--home", m_folder.path(name), "--ca", m_folder.path("cas.pem"), "--output", m_folder.path(name + ".pem"), "--interval", "100", "--json"};
    }
    CtlRun enrolled(const QString &name, const QByteArray &code) const
    {
        m_folder.write("code", viewOf(code.toStdString()));
        return CtlHome::plain(words(name) + QStringList{"--server", m_house.url(), "--code-file", m_folder.path("code"), "--name", name, "--once"});
    }
    std::unique_ptr<QProcess> started(const QString &name, const QStringList &more = {}) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->start(CtlHome::program(), words(name) + more);
        return process;
    }
    QString issue(const QString &name) const
    {
        if (!m_folder.openssl({"req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "csr", "-subj", "/CN=" + name}))
            return {};
        const CtlRun submitted = m_house.ctl(m_desk, {"request", "submit", "--csr", m_folder.path("csr"), "--service", "挂号", "--purpose", "登录", "--days", "30", "--profile", "client", "--json"});
        const CtlRun approved = m_house.ctl(m_desk, {"request", "approve", submitted.json().value("id").toString(), "--json"});
        if (approved.exitCode != 0)
            qWarning("%s%s", submitted.err.constData(), approved.err.constData());
        return QJsonDocument::fromJson(approved.out).array().at(0).toObject().value("certificate").toString();
    }
    /// What the emergency's record says of one server.
    QJsonObject reported(const QString &emergency, const QString &name) const
    {
        (void)m_house.ctl(m_desk, {"sync"});
        for (const QJsonValue one : m_house.ctl(m_desk, {"emergency", "status", emergency, "--json"}).json().value("relying").toArray()) {
            if (one.toObject().value("name").toString() == name)
                return one.toObject();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_house.start();
        m_desk = m_house.console("desk");
        QCOMPARE(m_house.ctl(m_desk, {"sync"}).exitCode, 0);
        const CtlRun made = m_house.ctl(m_desk, {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url",
                                                 QStringLiteral("http://127.0.0.1:%1").arg(m_house.statusPort), "--json"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        m_folder.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.example,no\n"));
        QCOMPARE(m_house.ctl(m_desk, {"service", "import", m_folder.path("services.csv")}).exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(makeCas(), 20000);
    }

    void codesAreOfOneKind()
    {
        const CtlRun wrong = enrolled("stranger", m_house.code());
        QVERIFY2(wrong.exitCode != 0 && !QFile::exists(m_folder.path("stranger/server.json")), wrong.err + wrong.out);
        const CtlRun console = m_house.ctl(m_house.home().path("none"), {"enrol", "--server", m_house.url(), "--code-file", written(relyingCode()), "--token-from", m_house.home().home(), "--as",
                                                                         QStringLiteral("李安全")});
        QVERIFY2(console.exitCode != 0, console.err + console.out);
    }

    void anAgentHasNoOtherRight()
    {
        const CtlRun first = enrolled("web", relyingCode());
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
        QVERIFY(enrolled("mail", relyingCode()).exitCode == 0);
        m_folder.write("switch", std::string_view("on"));
        const std::unique_ptr<QProcess> web = started("web"), mail = started("mail", {"--reload", "test -e '" + m_folder.path("switch") + "' || (echo the server does not reload; exit 4)"});
        QTest::qWait(1500); // both wait in their long polls
        const QString certificate = issue("thief");
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
        QTRY_VERIFY_WITH_TIMEOUT(reported(emergency, "web").value("has").toBool(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(reported(emergency, "mail").value("trouble").toString().contains("does not reload"), 20000);
        QVERIFY(!reported(emergency, "mail").value("has").toBool());
        m_folder.write("switch", std::string_view("on"));
        QTRY_VERIFY_WITH_TIMEOUT(reported(emergency, "mail").value("has").toBool() && reported(emergency, "mail").value("trouble").toString().isEmpty(), 20000);
        // The server is away for a while: they go on by themselves.
        QCOMPARE(m_house.stop(), 0);
        QTest::qWait(500);
        m_house.start();
        const QString second = issue("second");
        const CtlRun again = m_house.ctl(m_desk, {"emergency", "revoke", "--spki", second, "--json"});
        QVERIFY2(again.exitCode == 0, again.err + again.out);
        QTRY_VERIFY_WITH_TIMEOUT(reported(again.json().value("emergency").toString(), "web").value("has").toBool(), 30000);
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
            QCOMPARE(CtlHome::plain(words("web") + QStringList{"--once"}).exitCode, 0);
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
        const CtlRun refused = CtlHome::plain(words("web") + QStringList{"--once"});
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
    /// Root and client CA, once the authority has made them.
    bool makeCas()
    {
        std::string all;
        for (const QJsonValue value : QJsonDocument::fromJson(m_house.ctl(m_desk, {"ca", "show", "--json"}).out).array()) {
            const QJsonObject ca = value.toObject();
            const QString tree = ca.value("tree").toString(), file = m_folder.path(tree + ".pem");
            if (tree != "root" && tree != "client")
                continue;
            if (m_house.ctl(m_desk, {"ca", "certificate", ca.value("commonName").toString(), "--output", file}).exitCode != 0)
                return false;
            const Bytes pem = m_folder.read(tree + ".pem");
            all.append(reinterpret_cast<const char *>(pem.data()), pem.size());
        }
        m_folder.write("cas.pem", viewOf(all));
        return QByteArray::fromStdString(all).count("BEGIN CERTIFICATE") == 2;
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
