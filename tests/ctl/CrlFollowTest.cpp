// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "tests/support/Ctl.h"
#include "tests/support/ManyIssued.h"
#include "tests/support/RelyingPeer.h"
#include "tests/support/Thief.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// A thief with a stolen client certificate before real servers: he gets in; then it is revoked, and `hufuctl crl-follow` beside the server sees to it that
/// he does not get in any more, in three ways. Prints the seconds.
class CrlFollowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"curl", "openssl"})
            NEEDS(program);
        m_many = qEnvironmentVariableIntValue("HUFU_REVOKED");
        m_port = Peer::freePort();
        const CtlRun made = m_home.run({"ca", "create", "--name", "Proof", "--locality", "北京", "--status-url", QStringLiteral("http://127.0.0.1:%1").arg(m_port), "--json"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        m_folder.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.example,no\n"));
        QVERIFY(m_home.run({"service", "import", m_folder.path("services.csv")}).exitCode == 0);
        QVERIFY(RelyingPeer::makeServerKey(m_folder.path("")));
        QByteArray list = m_home.run({"ca", "show", "--json"}).out;
        for (const QJsonValue value : QJsonDocument::fromJson(list).array()) {
            const QJsonObject ca = value.toObject();
            const QString tree = ca.value("tree").toString(), file = tree + ".pem";
            if (tree != "root" && tree != "client")
                continue;
            QVERIFY(m_home.run({"ca", "certificate", ca.value("commonName").toString(), "--output", m_folder.path(file)}).exitCode == 0);
            m_urls << QStringLiteral("http://127.0.0.1:%1/crl/%2.crl").arg(m_port).arg(ca.value("id").toString());
        }
        QVERIFY2(m_urls.size() == 2, list);
        m_folder.write("cas.pem", join({"root.pem", "client.pem"}));
        if (m_many > 0) {
            const Result<std::unique_ptr<House>> house = EmbeddedGate(m_home.home().toStdString()).open({}, SecureBytes::copyOf("correct horse battery staple"));
            QVERIFY(house);
            for (RelyingPeer::Kind server : RelyingPeer::kinds)
                issueMany(**house, std::string("many-") + RelyingPeer::nameOf(server), m_many);
        }
        m_serve = m_home.start({"serve", "--listen", QStringLiteral("127.0.0.1:%1").arg(m_port)});
        QVERIFY(m_serve->waitForReadyRead(30000));
    }
    void cleanupTestCase()
    {
        if (!m_serve)
            return;
        m_serve->terminate();
        QVERIFY(m_serve->waitForFinished(20000));
    }

    void theThiefIsShutOut_data()
    {
        QTest::addColumn<int>("kind");
        for (RelyingPeer::Kind kind : RelyingPeer::kinds)
            QTest::newRow(RelyingPeer::nameOf(kind)) << int(kind);
    }
    void theThiefIsShutOut()
    {
        QFETCH(int, kind);
        const QString server = RelyingPeer::nameOf(RelyingPeer::Kind(kind));
        NEEDS(server.toUtf8());
        QVERIFY(issue("thief"));
        QFile::remove(m_folder.path("crls.pem"));
        QStringList follow{"crl-follow", "--url", m_urls.join(u','), "--ca", m_folder.path("cas.pem"), "--output", m_folder.path("crls.pem"), "--interval", "200", "--json"};
        const CtlRun first = CtlHome::plain(follow + QStringList{"--once"});
        QVERIFY2(first.exitCode == 0 && first.json().value("installed").toBool(), first.err + first.out);

        RelyingPeer peer(RelyingPeer::Kind(kind), m_folder.path(""), "crls.pem");
        QVERIFY(peer.start());
        QProcess follower;
        follower.setProcessChannelMode(QProcess::MergedChannels);
        follower.start(CtlHome::program(), follow + peer.followOptions());
        QVERIFY(follower.waitForStarted());

        // Before: in, in three ways.
        Thief thief(m_folder, peer.port());
        QVERIFY2(thief.newHandshake(), thief.said());
        QVERIFY2(thief.saveSession(), thief.said());
        QVERIFY2(thief.savedSession(), thief.said());
        QVERIFY(thief.openConnection(10000));
        QVERIFY(registerEndpoint(peer.url()));
        const QString canary = orderCanary();
        QVERIFY(!canary.isEmpty());

        QElapsedTimer timer;
        timer.start();
        QStringList lost{"--spki", m_certificate};
        if (m_many > 0) // he, all the others, and the canary
            lost = QStringList{"--where", QStringLiteral("purpose = client and (name ~ many-%1 or name ~ thief)").arg(server), "--reason", "keyCompromise", "--confirm", QString::number(m_many + 2)};
        const CtlRun revoked = m_home.run(QStringList{"emergency", "revoke", "--prove", "--json"} + lost);
        QVERIFY2(revoked.exitCode == 0 && revoked.json().value("verified").toBool(), revoked.err + revoked.out.left(2000));
        // The canary came in before, and is refused in all three ways after.
        const QJsonObject trial = revoked.json().value("trial").toObject();
        QCOMPARE(trial.value("canary").toString(), canary);
        QCOMPARE(trial.value("lines").toArray().size(), 3);
        for (const QJsonValue line : trial.value("lines").toArray())
            QVERIFY2(line.toObject().value("outcome").toString() == "refused", revoked.out);
        const QJsonObject times = revoked.json()["milliseconds"].toObject();
        const auto afterDecision = [&times](const char *what) { return double(times[QLatin1String(what)].toInteger() - times["decided"].toInteger()) / 1000; };
        qInfo("%s: %lld certificates; in force %.2f s after the decision, the canary refused in three ways after %.2f s, all verified after %.2f s", qPrintable(server),
              revoked.json()["certificates"].toInteger(), afterDecision("inForce"), afterDecision("refused"), afterDecision("verified"));
        const double proven = double(timer.elapsed()) / 1000;
        while (thief.newHandshake() && timer.elapsed() < 30000)
            QTest::qWait(50);
        const double refused = double(timer.elapsed()) / 1000;
        QVERIFY2(!thief.newHandshake(), thief.said() + follower.readAll());
        QVERIFY2(!thief.savedSession(), thief.said());
        QVERIFY(!thief.openConnection(3000));
        QVERIFY(peer.accepts()); // the server itself stands
        qInfo("%s: from the command to the proof %.2f s, the thief's new handshake refused %.2f s after the command", qPrintable(server), proven, refused);
        follower.terminate();
        QVERIFY(follower.waitForFinished(10000));
        QCOMPARE(follower.exitCode(), 0);
    }

    /// A server that hears of no CRL lets everybody in: that is said, and what to do.
    void whoStillLetsInIsNamed()
    {
        NEEDS("nginx");
        RelyingPeer deaf(RelyingPeer::Kind::Nginx, m_folder.path(""), {});
        QVERIFY(deaf.start());
        const quint16 nobody = Peer::freePort();
        QVERIFY(registerEndpoint(deaf.url() + QStringLiteral(";https://127.0.0.1:%1/").arg(nobody)));
        QVERIFY(issue("fourth"));
        QVERIFY(!orderCanary().isEmpty());
        const CtlRun revoked = m_home.run({"emergency", "revoke", "--spki", m_certificate, "--prove", "--patience", "1", "--json"});
        QVERIFY2(revoked.exitCode == 8, revoked.err + revoked.out);
        QVERIFY(!revoked.json().value("verified").toBool() && !revoked.json().value("refused").toBool());
        int accepted = 0, unproven = 0;
        for (const QJsonValue line : revoked.json().value("trial").toObject().value("lines").toArray()) {
            accepted += line.toObject().value("outcome").toString() == "accepted";
            unproven += line.toObject().value("outcome").toString() == "unproven";
        }
        QCOMPARE(accepted, 3);
        QCOMPARE(unproven, 3); // where nobody answered before either
        const CtlRun status = m_home.run({"emergency", "status", revoked.json().value("emergency").toString(), "--json"});
        QVERIFY2(status.json().value("tried").toObject().value("trial").toObject() == revoked.json().value("trial").toObject(), status.err + status.out);
        const CtlRun verified = m_home.run({"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    }

    /// A canary that came in nowhere proves nothing, and the exit code says so.
    void whoNeverLetInProvesNothing()
    {
        QVERIFY(registerEndpoint(QStringLiteral("https://127.0.0.1:%1/").arg(Peer::freePort())));
        QVERIFY(issue("fifth"));
        QVERIFY(!orderCanary().isEmpty());
        const CtlRun revoked = m_home.run({"emergency", "revoke", "--spki", m_certificate, "--prove", "--patience", "1"});
        QVERIFY2(revoked.exitCode == 8 && revoked.out.contains("3 unproven") && revoked.out.contains("NOT VERIFIED"), revoked.err + revoked.out);
    }

    void whatTheServerRefusesIsPutBack()
    {
        QVERIFY(issue("other"));
        const QStringList follow{"crl-follow", "--url", m_urls.join(u','), "--ca", m_folder.path("cas.pem"), "--output", m_folder.path("refused.pem"), "--once"};
        QVERIFY(CtlHome::plain(follow).exitCode == 0);
        const Bytes before = m_folder.read("refused.pem");
        QVERIFY(m_home.run({"emergency", "revoke", "--spki", m_certificate, "--prove"}).exitCode == 0);
        const CtlRun refused = CtlHome::plain(follow + QStringList{"--check", "echo the configuration is bad; exit 3"});
        QVERIFY2(refused.exitCode == 1 && (refused.err + refused.out).contains("the configuration is bad"), refused.err + refused.out);
        QVERIFY(m_folder.read("refused.pem") == before);
        const CtlRun reloading = CtlHome::plain(follow + QStringList{"--reload", "test -e '" + m_folder.path("switch") + "'"});
        QVERIFY2(reloading.exitCode == 1, reloading.err + reloading.out);
        QVERIFY(m_folder.read("refused.pem") == before);
        // Read back: whoever else writes there is found out, and what was written does not stay.
        const CtlRun meddled = CtlHome::plain(follow + QStringList{"--reload", "echo nothing > '" + m_folder.path("refused.pem") + "'"});
        QVERIFY2(meddled.exitCode == 1 && (meddled.err + meddled.out).contains("something else was written"), meddled.err + meddled.out);
        m_folder.write("switch", std::string_view("on"));
        QVERIFY(CtlHome::plain(follow + QStringList{"--reload", "test -e '" + m_folder.path("switch") + "'"}).exitCode == 0);
        QVERIFY(m_folder.read("refused.pem") != before);
    }

    void whatIsNotGoodIsNotTaken()
    {
        // An old CRL, a stranger's, and none at all, from a web server of this test's.
        const Bytes now = fetch();
        QVERIFY(!now.empty());
        const QString output = m_folder.path("kept.pem");
        const QString client = m_urls.last();
        QVERIFY(CtlHome::plain({"crl-follow", "--url", client, "--ca", m_folder.path("cas.pem"), "--output", output, "--once"}).exitCode == 0);
        const Bytes kept = m_folder.read("kept.pem");
        QVERIFY(issue("third"));
        QVERIFY(m_home.run({"emergency", "revoke", "--spki", m_certificate, "--prove"}).exitCode == 0);
        QVERIFY(CtlHome::plain({"crl-follow", "--url", client, "--ca", m_folder.path("cas.pem"), "--output", output, "--once"}).exitCode == 0);
        const Bytes newer = m_folder.read("kept.pem");
        QVERIFY(newer != kept);
        QTcpServer old;
        QVERIFY(old.listen(QHostAddress::LocalHost));
        QByteArray body(reinterpret_cast<const char *>(now.data()), qsizetype(now.size()));
        connect(&old, &QTcpServer::newConnection, &old, [&] {
            QTcpSocket *socket = old.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &body] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-crl\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
        const auto fromOld = [&](const QString &cas) {
            QProcess process;
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(CtlHome::program(), {"crl-follow", "--url", QStringLiteral("http://127.0.0.1:%1/x.crl").arg(old.serverPort()), "--ca", m_folder.path(cas), "--output", output, "--once"});
            if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30000))
                process.kill();
            return std::pair(process.exitCode(), process.readAll());
        };
        const auto [code, said] = fromOld("cas.pem");
        QVERIFY2(code == 1 && said.contains("older than"), said);
        QVERIFY(m_folder.read("kept.pem") == newer);
        const auto [strange, saidToo] = fromOld("server.pem");
        QVERIFY2(strange == 1 && saidToo.contains("none of the given CAs"), saidToo);
        body = "no CRL";
        QCOMPARE(fromOld("cas.pem").first, 1);
        QVERIFY(m_folder.read("kept.pem") == newer);
    }

private:
    std::string join(const QStringList &files) const
    {
        std::string all;
        for (const QString &file : files) {
            const Bytes part = m_folder.read(file);
            all.append(reinterpret_cast<const char *>(part.data()), part.size());
        }
        return all;
    }
    bool issue(const QString &name)
    {
        if (!m_folder.openssl({"req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "thief.key", "-out", "thief.csr", "-subj",
                               "/C=CN/O=第一医院/CN=" + name}))
            return false;
        const CtlRun submitted = m_home.run({"request", "submit", "--csr", m_folder.path("thief.csr"), "--service", "挂号", "--purpose", "登录", "--days", "30", "--profile", "client", "--json"});
        const CtlRun approved = m_home.run({"request", "approve", submitted.json().value("id").toString(), "--json"});
        m_certificate = QJsonDocument::fromJson(approved.out).array().at(0).toObject().value("certificate").toString();
        const CtlRun exported = m_home.run({"certificate", "export", m_certificate, "--format", "chain", "--output", m_folder.path("thief.pem")});
        if (exported.exitCode != 0)
            qWarning("%s%s%s%s", submitted.err.constData(), submitted.out.constData(), approved.err.constData(), exported.err.constData());
        return exported.exitCode == 0;
    }
    /// Between semicolons, where the canary tries.
    bool registerEndpoint(const QString &endpoints)
    {
        QJsonObject policy = m_home.run({"policy", "show", "--json"}).json();
        policy["relyingEndpoints"] = QJsonArray::fromStringList(endpoints.split(u';'));
        const CtlRun set = m_home.run({"policy", "set", m_home.write("policy.json", QJsonDocument(policy).toJson())});
        if (set.exitCode != 0)
            qWarning("%s%s", set.err.constData(), set.out.constData());
        return set.exitCode == 0;
    }
    /// SHA-256 of a canary that is ready.
    QString orderCanary()
    {
        const CtlRun ordered = m_home.run({"emergency", "canary", "--service", "挂号", "--json"});
        const CtlRun approved = m_home.run({"request", "approve", ordered.json().value("request").toString(), "--json"});
        const CtlRun stand = m_home.run({"emergency", "canary", "--json"});
        if (stand.exitCode != 0 || approved.exitCode != 0)
            qWarning("%s%s%s", ordered.err.constData(), approved.err.constData(), stand.err.constData());
        return stand.json().value("ready").toString();
    }
    Bytes fetch() const
    {
        if (!m_folder.run("curl", {"-s", "-o", "fetched.crl", m_urls.last()}))
            return {};
        return m_folder.read("fetched.crl");
    }
    CtlHome m_home;
    Stranger m_folder;
    quint16 m_port = 0;
    int m_many = 0; ///< certificates that are revoked along with the thief's
    QStringList m_urls; ///< of the CRLs of the root and of the clients' CA
    QString m_certificate; ///< SHA-256 of the thief's
    std::unique_ptr<QProcess> m_serve;
};

QTEST_GUILESS_MAIN(CrlFollowTest)
#include "CrlFollowTest.moc"
