// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>

using namespace hufu;
using namespace hufu::test;

namespace {

int kills() { return qEnvironmentVariableIntValue("HUFU_KILLS") > 0 ? qEnvironmentVariableIntValue("HUFU_KILLS") : 8; }

QByteArray said(const CtlRun &run) { return run.err + run.out; }

/// A house with a CA of its own for servers, as openssl sees it: by OCSP and CRL of `hufuctl serve`.
class CertifyingDesk {
public:
    bool setUp() const
    {
        m_strangers.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,localhost,no\n"));
        const CtlRun made = home.run({"ca", "create", "--name", "Kill", "--locality", "北京", "--domains", "example"});
        return made.exitCode == 0 && home.run({"service", "import", m_strangers.path("services.csv")}).exitCode == 0
            && home.run({"ca", "certificate", "Kill Root CA", "--output", m_strangers.path("root.pem")}).exitCode == 0
            && home.run({"ca", "certificate", "Kill Server CA", "--output", m_strangers.path("ca.pem")}).exitCode == 0
            && m_strangers.run("sh", {"-c", "cat root.pem ca.pem > both.pem"});
    }
    /// The id of a request for a host, with a key of its own.
    QString ask(const QString &host) const
    {
        if (!m_strangers.openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", host + ".key", "-out", host + ".csr", "-subj",
                                  "/CN=" + host, "-addext", "subjectAltName=DNS:" + host}))
            return {};
        return QString::fromUtf8(home.run({"request", "submit", "--csr", m_strangers.path(host + ".csr"), "--service", "挂号", "--purpose", "试验", "--days", "30"}).out).trimmed();
    }
    QJsonObject request(const QString &id) const { return home.run({"request", "show", id, "--json"}).json(); }
    /// SHA-256 values of the certificates of a host.
    QStringList certificatesOf(const QString &host, const QString &more = {}) const
    {
        QStringList found;
        for (const QJsonValue one : home.run({"list", "--where", host + more, "--json"}).json()["certificates"].toArray())
            found += one[QStringLiteral("sha256")].toString();
        return found;
    }
    /// Started anew: does what was left to do, and answers.
    std::unique_ptr<QProcess> serve(int &port) const
    {
        std::unique_ptr<QProcess> process = home.start({"serve", "--listen", "127.0.0.1:0", "--json"});
        port = process->waitForReadyRead(30'000) ? QJsonDocument::fromJson(process->readLine()).object()["port"].toInt() : 0;
        return process;
    }
    /// Whether OCSP and CRL both say of a certificate that it is revoked, or both that it is not; openssl has to find their signatures good. The problem, or nothing.
    QByteArray disagreement(const QString &sha256, bool revoked, int port) const
    {
        const CtlRun written = home.run({"certificate", "export", sha256, "--output", m_strangers.path("one.pem")});
        if (written.exitCode != 0)
            return said(written);
        const Said ocsp = m_strangers.openssl({"ocsp", "-issuer", "ca.pem", "-cert", "one.pem", "-url", QStringLiteral("http://127.0.0.1:%1/ocsp").arg(port), "-CAfile", "both.pem"});
        if (!ocsp || !ocsp.has("Response verify OK") || !ocsp.has(revoked ? "one.pem: revoked" : "one.pem: good"))
            return m_strangers.said();
        if (const CtlRun crl = home.run({"ca", "crl", "Kill Server CA", "--output", m_strangers.path("ca.crl")}); crl.exitCode != 0)
            return said(crl);
        const Said list = m_strangers.openssl({"crl", "-inform", "DER", "-in", "ca.crl", "-CAfile", "both.pem", "-noout", "-text"});
        if (!list || !list.has("verify OK"))
            return m_strangers.said();
        const Said serial = m_strangers.openssl({"x509", "-in", "one.pem", "-noout", "-serial"});
        return list.has(serial.text.trimmed().replace("serial=", "Serial Number: ").constData()) == revoked ? QByteArray() : serial.text + list.text;
    }

    CtlHome home;

private:
    Stranger m_strangers;
};

} // namespace

/// Kills the program at random moments (SIGKILL, so nothing is tidied up). HUFU_KILLS says how often; the ordinary run takes a sample.
class KillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Approvals and revocations on their way into force: afterwards there is one certificate, or none and it can be approved again; and openssl is told by
    /// OCSP and CRL what the journal says.
    void anApprovalOrRevocationKilledAtAnyMomentIsToldTruly()
    {
        const CertifyingDesk desk;
        QVERIFY(desk.setUp());
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        const QStringList revocation{"--reason", "superseded", "--note", "试验"};

        QElapsedTimer timer;
        const QString first = desk.ask("first.example");
        QVERIFY(!first.isEmpty());
        timer.start();
        QCOMPARE(desk.home.run({"request", "approve", first}).exitCode, 0);
        const int approving = int(timer.restart());
        QCOMPARE(desk.home.run(QStringList{"revoke", "--where", "first.example"} + revocation).exitCode, 0);
        const int revoking = int(timer.elapsed());

        int open = 0, issued = 0, standing = 0, revoked = 0, port = 0;
        for (int kill = 0; kill < kills(); ++kill) {
            const QString host = QStringLiteral("k%1.example").arg(kill);
            const QString id = desk.ask(host);
            QVERIFY(!id.isEmpty());
            const std::unique_ptr<QProcess> approval = desk.home.start({"request", "approve", id});
            QTest::qWait(int(random.bounded(approving)));
            approval->kill(); // SIGKILL
            approval->waitForFinished();
            std::unique_ptr<QProcess> serve = desk.serve(port);
            QVERIFY(port > 0);
            const QString state = desk.request(id)["state"].toString();
            QVERIFY2(state == "open" || state == "issued", qPrintable(state)); // what was approved is issued by whoever comes next
            (state == "open" ? open : issued) += 1;
            QCOMPARE(desk.certificatesOf(host).size(), state == "open" ? 0 : 1);
            if (state == "open")
                QCOMPARE(desk.home.run({"request", "approve", id}).exitCode, 0);
            const QStringList certificates = desk.certificatesOf(host);
            QCOMPARE(certificates.size(), 1);
            QCOMPARE(desk.request(id)["certificate"].toString(), certificates.front());
            QByteArray problem;
            QTRY_VERIFY2_WITH_TIMEOUT((problem = desk.disagreement(certificates.front(), false, port)).isEmpty(), problem, 10'000); // a publisher follows the journal
            serve->kill();
            serve->waitForFinished();

            const std::unique_ptr<QProcess> withdrawal = desk.home.start(QStringList{"revoke", "--where", host} + revocation);
            QTest::qWait(int(random.bounded(revoking)));
            withdrawal->kill();
            withdrawal->waitForFinished();
            serve = desk.serve(port);
            QVERIFY(port > 0);
            const bool is = desk.certificatesOf(host, " and state = revoked").size() == 1;
            (is ? revoked : standing) += 1;
            problem = desk.disagreement(certificates.front(), is, port); // at once: what was revoked is published before anybody is answered
            QVERIFY2(problem.isEmpty(), problem);
            serve->kill();
            serve->waitForFinished();
            const CtlRun verified = desk.home.run({"journal", "verify", "--signatures", "--json"});
            QVERIFY2(verified.exitCode == 0, said(verified));
        }
        qInfo("killed while approving: %d before, %d after the approval; while revoking: %d before, %d after the revocation", open, issued, standing, revoked);
    }

    /// The journal verifies afterwards, and doing the import again completes it without a certificate too many.
    void anImportKilledAtAnyMomentLosesNothing()
    {
        constexpr int certificates = 6000;
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);

        const CtlHome home;
        QByteArray pem;
        for (int i = 0; i < certificates; ++i)
            pem += CertBuilder().subject("CN=k" + std::to_string(i)).build().pem().c_str();
        const QString file = home.write("bundle.pem", pem);

        // How long an undisturbed one takes, in a house of its own.
        const CtlHome measured;
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(measured.run({"import", file}).exitCode, 0);
        const int whole = int(timer.elapsed());

        int before = 0;
        for (int kill = 0; kill < kills(); ++kill) {
            const auto process = home.start({"import", file});
            QTest::qWait(int(random.bounded(whole)));
            process->kill(); // SIGKILL
            process->waitForFinished();
            const CtlRun verified = home.run({"journal", "verify", "--signatures", "--json"});
            QVERIFY2(verified.exitCode == 0, verified.out + verified.err);
            const int now = home.run({"stats", "--json"}).json()["total"].toInt(-1);
            QVERIFY2(now >= before && now <= certificates, QByteArray::number(now));
            before = now;
        }
        const CtlRun again = home.run({"import", "--json", file});
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(again.json()["added"].toInt() + before, certificates);
        QCOMPARE(again.json()["known"].toInt(), before);
        QCOMPARE(home.run({"stats", "--json"}).json()["total"].toInt(), certificates);
        QCOMPARE(home.run({"journal", "verify", "--signatures"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "KillTest.moc"
