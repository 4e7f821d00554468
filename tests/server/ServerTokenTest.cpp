// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ServedCa.h"
#include "tests/support/SoftHsm.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// A hufu-server whose CAs have their keys in a PKCS#11 token at the server: consoles order, the token signs, and what becomes of both when the token hangs, is unplugged, or
/// has another PIN. SoftHSM2 is the token; openssl and OpenSC's pkcs11-tool look at what came of it.
class ServerTokenTest : public QObject {
    Q_OBJECT

    SoftHsm m_hsm;
    Stranger m_folder;
    std::unique_ptr<ServerHouse> m_house;
    QString m_desk, m_uri;
    std::unique_ptr<ServedCa> m_ca;
    QString m_first; ///< SHA-256 of the certificate "first"

    CtlRun pin(const QString &pin) const
    {
        const QString file = m_house->home().write(QStringLiteral("pin"), pin.toUtf8() + '\n');
        return ServerHouse::run({"pin", "--config", m_house->config(), "--pkcs11", SoftHsm::faultyModule(), "--token", "第一医院", "--pin-file", file, "--json"});
    }
    CtlRun desk(const QStringList &words) const { return m_house->ctl(m_desk, words); }
    QJsonObject caOf(const QString &tree) const
    {
        (void)desk({"sync"});
        for (const QJsonValue one : QJsonDocument::fromJson(desk({"ca", "show", "--json"}).out).array()) {
            if (one["tree"].toString() == tree)
                return one.toObject();
        }
        return {};
    }
    /// What openssl is told over the network of one file's certificate.
    bool ocspSays(const QString &file, const QString &standing) const
    {
        const Said said = m_folder.openssl({"ocsp", "-issuer", "client.pem", "-cert", file, "-CAfile", "root.pem", "-verify_other", "client.pem", "-url",
                                            QStringLiteral("http://127.0.0.1:%1/ocsp").arg(m_house->statusPort)});
        return said.has((file + ": " + standing).toUtf8().constData()) && m_folder.said().contains("Response verify OK");
    }
    /// The clients' CA's CRL as a relying server fetches it, judged by openssl.
    bool crlHas(const QString &sha256) const
    {
        const QString serial = desk({"show", sha256, "--json"}).json().value("serial").toString().remove(u':').toUpper();
        const CtlRun copy = desk({"ca", "crl", caOf("client").value("commonName").toString(), "--output", m_folder.path("client.crl")});
        const Said said = m_folder.openssl({"crl", "-inform", "DER", "-in", "client.crl", "-CAfile", "client.pem", "-noout", "-text"});
        return copy.exitCode == 0 && said.has("verify OK") && !serial.isEmpty() && said.text.toUpper().contains(serial.toUtf8());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!SoftHsm::isThere())
            QSKIP("softhsm2 and opensc are not installed");
        QVERIFY2(m_hsm.makeToken(QStringLiteral("第一医院")), m_hsm.said());
        m_house = std::make_unique<ServerHouse>();
        m_house->start();
        m_desk = m_house->console("desk");
        m_ca = std::make_unique<ServedCa>(*m_house, m_folder, m_desk, m_desk);
        QCOMPARE(desk({"sync"}).exitCode, 0);
    }

    void cleanup() { m_hsm.setFault(); }

    void aWrongPinIsTriedOnceAndNotKept()
    {
        const qsizetype before = m_hsm.logins();
        const CtlRun wrong = pin("000000");
        QVERIFY2(wrong.exitCode == 3 && wrong.out.contains("PinIncorrect"), wrong.err + wrong.out);
        QCOMPARE(m_hsm.logins(), before + 1);
        QVERIFY(!wrong.out.contains("000000") && !wrong.err.contains("000000"));
    }

    void theKeysAreMadeInTheToken()
    {
        const CtlRun kept = pin("123456");
        QVERIFY2(kept.exitCode == 0, kept.err);
        m_uri = kept.json().value("token").toString();
        QVERIFY(m_uri.startsWith("pkcs11:") && !m_uri.contains("123456"));
        const CtlRun made = desk({"ca", "create", "--name", "First Hospital", "--locality", "北京", "--key-store", m_uri, "--status-url",
                                  QStringLiteral("http://127.0.0.1:%1").arg(m_house->statusPort), "--json"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        for (const char *tree : {"root", "server", "client"})
            QTRY_VERIFY2_WITH_TIMEOUT(caOf(tree).value("made").toBool(), tree, 20'000);
        QCOMPARE(caOf("client").value("keyStore").toString(), m_uri);
        const Said objects = m_hsm.tool("第一医院", {"--login", "--pin", "123456", "--list-objects", "--type", "privkey"});
        QVERIFY2(objects, m_hsm.said());
        QCOMPARE(objects.text.count("sensitive, always sensitive, never extractable, local"), 3);
        for (const char *tree : {"root", "client"})
            QCOMPARE(desk({"ca", "certificate", caOf(tree).value("commonName").toString(), "--output", m_folder.path(QStringLiteral("%1.pem").arg(tree))}).exitCode, 0);
        QCOMPARE(desk({"service", "import", m_house->home().write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,general,门诊,李,reg.example,no\n")}).exitCode, 0);
    }

    void itSignsForAConsole()
    {
        m_first = m_ca->issue("first", "first");
        QVERIFY(!m_first.isEmpty());
        QVERIFY2(m_folder.openssl({"verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "client.pem", "-purpose", "sslclient", "first.pem"}), m_folder.said());
        QVERIFY2(ocspSays("first.pem", "good"), m_folder.said());
    }

    /// Nobody gives the PIN again.
    void afterARestartItSignsOn()
    {
        m_house->kill();
        m_house->start();
        QVERIFY(!m_ca->issue("second", "second").isEmpty());
        QVERIFY2(ocspSays("second.pem", "good"), m_folder.said());
    }

    /// The decision is not lost; what can be in force without the token is; the CRL follows by itself when it is back.
    void aTokenThatHangsHoldsNobodyUp()
    {
        m_hsm.setFault("hang C_Sign");
        QElapsedTimer timer;
        timer.start();
        const CtlRun revoked = desk({"revoke", "--where", QStringLiteral("fingerprint = %1").arg(m_first), "--reason", "superseded", "--note", "test", "--json"});
        QVERIFY2(revoked.exitCode == 6, revoked.err + revoked.out); // decided; no CRL says it yet
        const qint64 took = timer.elapsed();
        QVERIFY2(took < 8000, qPrintable(QString::number(took)));
        QVERIFY2(ocspSays("first.pem", "revoked"), m_folder.said());
        QVERIFY(!crlHas(m_first));
        timer.restart(); // others work on
        QCOMPARE(desk({"collection", "save", "午后", "--where", "n1"}).exitCode, 0);
        QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
        m_hsm.setFault();
        QTRY_VERIFY2_WITH_TIMEOUT(crlHas(m_first), m_house->log().right(2000), 60'000);
    }

    void aChangedPinIsTriedOnceAndGivenAnew()
    {
        QVERIFY2(m_hsm.changePin("第一医院", "123456", "654321"), m_hsm.said());
        m_house->kill(); // the session that the old one opened is over
        m_house->start();
        const qsizetype before = m_hsm.logins();
        const CtlRun submitted = desk({"request", "submit", "--csr", m_folder.path("second.csr"), "--service", "挂号", "--purpose", "登录", "--days", "30", "--profile", "client", "--json"});
        const QString request = submitted.json().value("id").toString();
        QVERIFY2(!request.isEmpty(), submitted.err + submitted.out);
        (void)desk({"request", "approve", request});
        (void)desk({"collection", "save", "傍晚", "--where", "n2"});
        QVERIFY2(m_hsm.logins() <= before + 1, qPrintable(QString::number(m_hsm.logins() - before)));
        const auto stateOf = [&] {
            (void)desk({"sync"});
            return desk({"request", "show", request, "--json"}).json().value("state").toString();
        };
        QCOMPARE(stateOf(), QStringLiteral("approved"));
        const CtlRun given = pin("654321");
        QVERIFY2(given.exitCode == 0, given.err);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(), QStringLiteral("issued"), 60'000);
        // The PIN stands nowhere in clear.
        QVERIFY(!m_house->log().contains("654321") && !m_house->log().contains("123456"));
        QDir state(m_house->state());
        for (const QString &name : state.entryList(QDir::Files)) {
            QFile file(state.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("654321"), qPrintable(name));
        }
    }

    void whatItDidVerifies()
    {
        QCOMPARE(desk({"sync"}).exitCode, 0);
        const CtlRun verified = desk({"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        QCOMPARE(m_house->stop(), 0);
    }
};

QTEST_GUILESS_MAIN(ServerTokenTest)
#include "ServerTokenTest.moc"
