// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embedded/EmbeddedGate.h"
#include "tests/support/Ctl.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QJsonArray>

#include <map>

using namespace hufu;
using namespace hufu::test;

/// From revoked to verified: the CA's certificates name a port of this computer, and whether `hufuctl serve` listens there decides what can
/// be seen. Everything by hufuctl; a server of openssl's goes on serving what was revoked.
class RevocationProofTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_port = Peer::freePort();
        const CtlRun made = m_home.run({"ca", "create", "--name", "Proof", "--locality", "北京", "--status-url", QStringLiteral("http://127.0.0.1:%1").arg(m_port), "--json"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        m_strangers.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,localhost,no\n"));
        QVERIFY(m_home.run({"service", "import", m_strangers.path("services.csv")}).exitCode == 0);
        for (const char *name : {"one", "two"})
            QVERIFY(issue(name));
    }

    void nobodyAnswersYet()
    {
        const CtlRun revoked = revoke("one");
        QVERIFY2(revoked.exitCode == 8, revoked.err + revoked.out); // done, but to be seen by nobody
        QVERIFY(!revoked.json().value("verified").toBool());
        const CtlRun status = m_home.run({"certificate", "status", m_certificates["one"]});
        QVERIFY2(status.exitCode == 8 && status.out.contains("In the journal: in-force"), status.out);
        QVERIFY2(status.out.contains("Nothing answers at") && status.out.contains("hufuctl serve"), status.out);
    }

    void servedItIsVerified()
    {
        std::unique_ptr<QProcess> serve = m_home.start({"serve", "--listen", QStringLiteral("127.0.0.1:%1").arg(m_port)});
        QVERIFY(serve->waitForReadyRead(30000));
        // What was not seen before is seen later, once: the second time there is nothing to record.
        const CtlRun recorded = m_home.run({"certificate", "status", m_certificates["one"], "--record", "--json"});
        QVERIFY2(recorded.exitCode == 0, recorded.err + recorded.out);
        QCOMPARE(recorded.json().value("state").toString(), QStringLiteral("verified"));
        const QJsonArray sights = recorded.json().value("sights").toArray();
        QCOMPARE(sights.size(), 2);
        for (const QJsonValue sight : sights) {
            QCOMPARE(sight.toObject().value("verdict").toString(), QStringLiteral("revoked"));
            QCOMPARE(sight.toObject().value("reason").toString(), QStringLiteral("keyCompromise"));
        }
        const int before = entries();
        QCOMPARE(m_home.run({"certificate", "status", m_certificates["one"], "--record"}).exitCode, 0);
        QCOMPARE(entries(), before);

        const CtlRun good = m_home.run({"certificate", "status", m_certificates["two"], "--json"});
        QVERIFY2(good.exitCode == 0 && good.json().value("state") == QJsonValue("not-revoked"), good.out);
        // The server is a process of its own and follows within a second; the command asks until it did.
        const CtlRun revoked = revoke("two");
        QVERIFY2(revoked.exitCode == 0 && revoked.json().value("verified").toBool(), revoked.err + revoked.out);
        const CtlRun seen = m_home.run({"certificate", "status", m_certificates["two"], "--json"});
        QCOMPARE(seen.json().value("state").toString(), QStringLiteral("verified"));

        serve->terminate();
        QVERIFY(serve->waitForFinished(20000));
    }

    void aServerThatStillServesIt()
    {
        if (!Stranger::has("openssl"))
            QSKIP("openssl is not installed");
        const quint16 port = Peer::freePort();
        QVERIFY(m_home.run({"certificate", "export", m_certificates["two"], "--format", "chain", "--output", m_strangers.path("chain.pem")}).exitCode == 0);
        Peer server("openssl", {"s_server", "-accept", QString::number(port), "-cert", "chain.pem", "-cert_chain", "chain.pem", "-key", "two.key", "-quiet"}, m_strangers.path(""));
        QVERIFY2(server.waitForPort(port), server.output());
        const QString endpoint = QStringLiteral("localhost:%1").arg(port);
        const CtlRun imported = m_home.run({"import", endpoint});
        QVERIFY2(imported.exitCode == 0, imported.err + imported.out);
        const CtlRun status = m_home.run({"certificate", "status", m_certificates["two"], "--json"});
        bool still = false;
        for (const QJsonValue sight : status.json().value("sights").toArray())
            still |= sight.toObject().value("source") == QJsonValue("endpoint") && sight.toObject().value("verdict") == QJsonValue("not-yet");
        QVERIFY2(still, status.out);
    }

    void theJournalProvesIt()
    {
        const CtlRun verified = m_home.run({"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    }

private:
    bool issue(const QString &name)
    {
        if (!m_strangers.run("openssl", {"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key", "-out",
                                         name + ".csr", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"}))
            return false;
        const CtlRun submitted = m_home.run({"request", "submit", "--csr", m_strangers.path(name + ".csr"), "--service", "挂号", "--purpose", "挂号窗口", "--days",
                                             "30", "--json"});
        const CtlRun approved = m_home.run({"request", "approve", submitted.json().value("id").toString(), "--json"});
        m_certificates[name] = QJsonDocument::fromJson(approved.out).array().at(0).toObject().value("certificate").toString();
        if (m_certificates[name].isEmpty())
            qWarning("%s%s%s", submitted.err.constData(), approved.err.constData(), approved.out.constData());
        return !m_certificates[name].isEmpty();
    }
    CtlRun revoke(const QString &name)
    {
        return m_home.run({"revoke", "--where", QStringLiteral("fingerprint = %1").arg(m_certificates[name]), "--reason", "keyCompromise", "--note", "报失", "--verify",
                           "--json"});
    }
    int entries() const { return m_home.run({"journal", "head", "--json"}).json().value("sequence").toInt(); }

    CtlHome m_home;
    Stranger m_strangers;
    quint16 m_port = 0;
    std::map<QString, QString> m_certificates; ///< SHA-256 by name
};

QTEST_GUILESS_MAIN(RevocationProofTest)
#include "RevocationProofTest.moc"
