// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Ctl.h"
#include "tests/support/SoftHsm.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace hufu;
using namespace hufu::test;

/// The own CA with its keys in a PKCS#11 token, by hufuctl; openssl and OpenSC's pkcs11-tool look at what came of it.
class TokenCaTest : public QObject {
    Q_OBJECT

    SoftHsm m_hsm;
    CtlHome m_home;
    Stranger m_strangers;

    QStringList token(const QString &module = SoftHsm::faultyModule(), const QString &pinFile = QStringLiteral("pin")) const
    {
        return {"--pkcs11", module, "--token", "第一医院", "--pin-file", m_home.path(pinFile)};
    }
    static QJsonArray arrayOf(const CtlRun &run) { return QJsonDocument::fromJson(run.out).array(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!SoftHsm::isThere())
            QSKIP("softhsm2 and opensc are not installed");
        QVERIFY2(m_hsm.makeToken("第一医院"), m_hsm.said());
        m_home.write("pin", "123456\n");
        m_home.write("wrong", "000000\n");
        m_home.write("other", "654321\n");
    }

    void listsTokens()
    {
        const CtlRun listed = CtlHome::plain({"ca", "tokens", "--pkcs11", SoftHsm::module(), "--json"});
        QVERIFY2(listed.exitCode == 0, listed.err);
        QCOMPARE(arrayOf(listed).size(), 1);
        QCOMPARE(arrayOf(listed).at(0).toObject()["label"].toString(), QStringLiteral("第一医院"));
        QCOMPARE(CtlHome::plain({"ca", "tokens", "--pkcs11", "/nowhere/module.so"}).exitCode, 1);
        QCOMPARE(CtlHome::plain({"ca", "tokens"}).exitCode, 2);
    }

    void whatIsWrongIsSaidAtOnceAndNothingOrdered_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("wrong PIN") << token(SoftHsm::faultyModule(), "wrong") << QByteArray() << 3 << QByteArray("PinIncorrect");
        QTest::newRow("no such token") << QStringList{"--pkcs11", SoftHsm::module(), "--token", "nobody", "--pin-file", m_home.path("pin")} << QByteArray() << 1
                                       << QByteArray("TokenAbsent");
        QTest::newRow("no such module") << token("/nowhere/module.so") << QByteArray() << 1 << QByteArray("NotFound");
        QTest::newRow("a module that hangs") << token() << QByteArray("hang C_Initialize") << 1 << QByteArray("TokenTimedOut");
        QTest::newRow("a module that hangs with the PIN") << token() << QByteArray("hang C_Login") << 1 << QByteArray("TokenTimedOut");
        QTest::newRow("a module that crashes") << token() << QByteArray("crash C_Initialize") << 1 << QByteArray("TokenFailed");
        QTest::newRow("a token without its module") << QStringList{"--token", "第一医院"} << QByteArray() << 2 << QByteArray("--pkcs11");
        QTest::newRow("SM2, which PKCS#11 does not know") << token() + QStringList{"--algorithm", "sm2"} << QByteArray() << 1 << QByteArray("SM2");
        QTest::newRow("no place") << token() + QStringList{"--locality", ""} << QByteArray() << 2 << QByteArray("organization's place");
        QTest::newRow("no such root") << token() + QStringList{"--tree", "server"} << QByteArray() << 2 << QByteArray("--parent");
        QTest::newRow("a PIN among the words") << QStringList{"--pkcs11", SoftHsm::module(), "--token", "第一医院", "--pin", "123456"} << QByteArray() << 2
                                               << QByteArray("env:VARIABLE");
    }
    void whatIsWrongIsSaidAtOnceAndNothingOrdered()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, fault);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, said);
        m_hsm.setFault(fault);
        QElapsedTimer timer;
        timer.start();
        const CtlRun run = m_home.run(QStringList{"ca", "create", "--locality", "北京"} + words);
        m_hsm.setFault();
        QVERIFY2(timer.elapsed() < 6000, qPrintable(QString::number(timer.elapsed()))); // with opening the house
        QVERIFY2(run.exitCode == exitCode, run.err + run.out);
        QVERIFY2(run.err.contains(said), run.err);
        QVERIFY(!run.err.contains("123456") && !run.err.contains("000000"));
        QVERIFY(arrayOf(m_home.run({"ca", "show", "--json"})).isEmpty());
    }

    void threeCasWithTheirKeysInTheToken()
    {
        const CtlRun made = m_home.run(QStringList{"ca", "create", "--name", "First Hospital", "--locality", "北京", "--algorithm", "ec-p384", "--json"} + token());
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        for (const QJsonValue &ca : arrayOf(made)) {
            QVERIFY(ca["made"].toBool());
            QVERIFY(ca["keyStore"].toString().startsWith("pkcs11:token=%E7%AC%AC"));
            QVERIFY(!ca["keyStore"].toString().contains("123456"));
        }
        const Said objects = m_hsm.tool("第一医院", {"--login", "--pin", "123456", "--list-objects", "--type", "privkey"});
        QVERIFY2(objects, m_hsm.said());
        QCOMPARE(objects.text.count("Private Key Object"), 3);
        QCOMPARE(objects.text.count("sensitive, always sensitive, never extractable, local"), 3);
        QVERIFY(m_home.run({"ca", "show"}).out.contains("token"));
    }

    void aTokenThatIsSlowWithKeysIsWaitedFor()
    {
        m_hsm.setFault("slower C_GenerateKeyPair");
        const CtlRun made = m_home.run(QStringList{"ca", "create", "--name", "Second Hospital", "--locality", "北京", "--algorithm", "rsa-3072", "--json"} + token());
        m_hsm.setFault();
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        QCOMPARE(arrayOf(made).size(), 3);
        for (const QJsonValue &ca : arrayOf(made))
            QVERIFY(ca["made"].toBool());
        const CtlRun again = m_home.run(QStringList{"ca", "create", "--name", "Second Hospital", "--locality", "北京", "--algorithm", "rsa-3072"} + token());
        QVERIFY2(again.exitCode != 0 && again.err.contains("all three"), again.err);
    }

    void anAttemptThatEndedWithTheRootGoesOn()
    {
        const QStringList words{"ca", "create", "--name", "Third Hospital", "--locality", "北京", "--json"};
        QCOMPARE(m_home.run({"ca", "create", "--tree", "root", "--name", "Third Hospital Root CA", "--years", "20"}).exitCode, 0);
        const CtlRun rest = m_home.run(words);
        QVERIFY2(rest.exitCode == 0, rest.err + rest.out);
        QCOMPARE(arrayOf(rest).size(), 2);
        QCOMPARE(arrayOf(rest).at(0)["parent"].toString(), arrayOf(rest).at(1)["parent"].toString());
    }

    void aServersCertificateFromRequestToOcsp()
    {
        m_home.write("services.csv", "name,tier,department,owner,hosts,patient_data\n挂号,general,信息科,李,localhost,no\n");
        QCOMPARE(m_home.run({"service", "import", m_home.path("services.csv")}).exitCode, 0);
        QVERIFY2(m_strangers.openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj",
                                      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"}),
                 m_strangers.said());
        const CtlRun submitted = m_home.run({"request", "submit", "--csr", m_strangers.path("server.csr"), "--service", "挂号", "--purpose", "HTTPS", "--days", "90", "--json"});
        QVERIFY2(submitted.exitCode == 0, submitted.err + submitted.out);
        const QString request = submitted.json().value("id").toString();
        const CtlRun approved = m_home.run({"request", "approve", request, "--json"});
        QVERIFY2(approved.exitCode == 0, approved.err + approved.out);
        const QString sha256 = m_home.run({"request", "show", request, "--json"}).json().value("certificate").toString();
        QVERIFY2(!sha256.isEmpty(), m_home.run({"request", "show", request, "--json"}).out);
        QCOMPARE(m_home.run({"certificate", "export", sha256, "--format", "pem", "--output", m_strangers.path("server.pem")}).exitCode, 0);
        for (const auto &[name, file] : {std::pair("Root", "root.pem"), std::pair("Server", "issuing.pem")})
            QCOMPARE(m_home.run({"ca", "certificate", QStringLiteral("First Hospital %1 CA").arg(name), "--output", m_strangers.path(file)}).exitCode, 0);
        QCOMPARE(m_home.run({"ca", "crl", "First Hospital Server CA", "--output", m_strangers.path("issuing.crl")}).exitCode, 0);
        QVERIFY2(m_strangers.openssl({"crl", "-inform", "DER", "-in", "issuing.crl", "-out", "crl.pem", "-CAfile", "issuing.pem"}), m_strangers.said());
        QVERIFY2(m_strangers.openssl({"verify", "-x509_strict", "-purpose", "sslserver", "-crl_check", "-CRLfile", "crl.pem", "-CAfile", "root.pem", "-untrusted", "issuing.pem",
                                      "server.pem"}),
                 m_strangers.said());

        const std::unique_ptr<QProcess> serve = m_home.start({"serve", "--listen", "127.0.0.1:0"});
        QVERIFY2(serve->waitForReadyRead(30000), serve->readAllStandardError());
        const QRegularExpressionMatch address = QRegularExpression("127\\.0\\.0\\.1:(\\d+)").match(QString::fromUtf8(serve->readAllStandardOutput()));
        QVERIFY(address.hasMatch());
        const auto ocsp = [&] {
            return m_strangers.openssl({"ocsp", "-issuer", "issuing.pem", "-cert", "server.pem", "-CAfile", "root.pem", "-verify_other", "issuing.pem", "-url",
                                        QStringLiteral("http://127.0.0.1:%1/ocsp").arg(address.captured(1))});
        };
        QVERIFY2(ocsp().has("server.pem: good") && m_strangers.said().contains("Response verify OK"), m_strangers.said());
        // Revoked by another process, signed in the token, seen by the one that serves.
        const CtlRun revoked = m_home.run({"revoke", "--where", QStringLiteral("fingerprint = %1").arg(sha256), "--reason", "superseded", "--note", "test"});
        QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out);
        QTRY_VERIFY2_WITH_TIMEOUT(ocsp().has("server.pem: revoked"), m_strangers.said(), 20000);
        serve->terminate();
        QVERIFY(serve->waitForFinished(20000));
        QCOMPARE(serve->exitCode(), 0);
        const CtlRun verified = m_home.run({"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    }

    void aPinThatWasChangedIsTriedOnceAndGivenAnew()
    {
        QVERIFY2(m_hsm.changePin("第一医院", "123456", "654321"), m_hsm.said());
        const qsizetype before = m_hsm.logins();
        // Each command has the authority do what is due; nothing is, until another CA is ordered.
        const CtlRun ordered = m_home.run(QStringList{"ca", "create", "--tree", "server", "--name", "Second Server CA", "--parent", "First Hospital Root CA", "--locality", "北京"}
                                          + token(SoftHsm::faultyModule(), "other"));
        QVERIFY2(ordered.exitCode == 0, ordered.err + ordered.out);
        QCOMPARE(m_hsm.logins(), before + 2); // to try the new PIN, and to work with it
        QCOMPARE(m_home.run(QStringList{"ca", "pin"} + token(SoftHsm::faultyModule(), "wrong")).exitCode, 3);
        QCOMPARE(m_hsm.logins(), before + 3);
        const CtlRun given = m_home.run(QStringList{"ca", "pin"} + token(SoftHsm::faultyModule(), "other"));
        QVERIFY2(given.exitCode == 0, given.err + given.out);
        // The PIN stands nowhere in clear: neither in the home's files nor in what was said.
        QDir home(m_home.home());
        for (const QString &name : home.entryList(QDir::Files)) {
            QFile file(home.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("654321"), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TokenCaTest)
#include "TokenCaTest.moc"
