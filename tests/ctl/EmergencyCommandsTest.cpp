// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Ctl.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <map>

using namespace hufu;
using namespace hufu::test;

/// `hufuctl emergency`: from the call to the proof on the command line, against a status server that really runs, and the report that proves it.
class EmergencyCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_port = Peer::freePort();
        const CtlRun made = m_home.run({"ca", "create", "--name", "Proof", "--locality", "北京", "--status-url", QStringLiteral("http://127.0.0.1:%1").arg(m_port), "--json"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        m_strangers.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.example,no\n"));
        QVERIFY(m_home.run({"service", "import", m_strangers.path("services.csv")}).exitCode == 0);
        for (const char *name : {"one", "two"})
            QVERIFY(issue(name));
    }

    void whatWouldStop()
    {
        const CtlRun seen = m_home.run({"emergency", "revoke", "--host", "ONE.example", "--dry-run", "--json"});
        QVERIFY2(seen.exitCode == 0, seen.err + seen.out);
        const QJsonArray lines = seen.json().value("lines").toArray();
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines.at(0).toObject().value("sha256").toString(), m_certificates["one"]);
        QCOMPARE(lines.at(0).toObject().value("why").toString(), QStringLiteral("host"));
        QCOMPARE(seen.json().value("services").toArray().at(0).toObject().value("name").toString(), QStringLiteral("挂号"));
        QCOMPARE(m_home.run({"emergency", "list", "--json"}).out.trimmed(), QByteArray("[]")); // looking starts nothing
    }

    void wordsAreRefusedPlainly_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::newRow("nothing is lost") << QStringList{"start"} << 2;
        QTest::newRow("two things") << QStringList{"start", "--card", "1", "--host", "x"} << 2;
        QTest::newRow("no fingerprint") << QStringList{"start", "--spki", "aabb"} << 2;
        QTest::newRow("a severity that is none") << QStringList{"start", "--card", "1", "--severity", "huge"} << 2;
        QTest::newRow("revoke and suspend") << QStringList{"revoke", "--card", "1", "--suspend", "--reason", "keyCompromise"} << 2;
        QTest::newRow("a date that is none") << QStringList{"revoke", "--card", "1", "--since", "yesterday"} << 2;
        QTest::newRow("an emergency that is none") << QStringList{"status", "0190"} << 1;
        QTest::newRow("a report without a file") << QStringList{"report", "0190"} << 2;
    }
    void wordsAreRefusedPlainly()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        const CtlRun run = m_home.run(QStringList{"emergency"} + words);
        QVERIFY2(run.exitCode == code, run.err + run.out);
    }

    void everythingNeedsItsNumber()
    {
        const CtlRun run = m_home.run({"emergency", "revoke", "--where", "purpose = server", "--suspend"});
        QVERIFY2(run.exitCode == 2 && (run.err + run.out).contains("--confirm 2"), run.err + run.out);
    }

    /// Two people of one name: --person revokes neither, and says how to say which.
    void aNameOfTwoRevokesNobody()
    {
        for (const char *number : {"1001", "2002"})
            QVERIFY(issue(QLatin1String("zhang") + QLatin1String(number), QStringLiteral("/OU=内科/CN=张伟/UID=%1").arg(QLatin1String(number))));
        const CtlRun seen = m_home.run({"emergency", "revoke", "--person", "张伟", "--dry-run"});
        QVERIFY2(seen.exitCode == 0 && seen.out.contains("say-who") && seen.out.contains("1001 · 内科") && seen.out.contains("2002 · 内科"), seen.err + seen.out);
        QCOMPARE(m_home.run({"emergency", "revoke", "--person", "张伟", "--dry-run", "--json"}).json().value("namesakes").toArray().size(), 2);
        const CtlRun refused = m_home.run({"emergency", "revoke", "--person", "张伟"});
        QVERIFY2(refused.exitCode == 2 && (refused.err + refused.out).contains("1001 · 内科; 2002 · 内科"), refused.err + refused.out);
        QCOMPARE(m_home.run({"emergency", "list", "--json"}).out.trimmed(), QByteArray("[]"));
        const CtlRun revoked = m_home.run({"emergency", "revoke", "--person", "2002", "--json"});
        QVERIFY2(revoked.exitCode == 0, revoked.err + revoked.out);
        const QJsonArray lines = m_home.run({"emergency", "revoke", "--person", "张伟", "--dry-run", "--json"}).json().value("lines").toArray();
        QCOMPARE(lines.size(), 2);
        for (const QJsonValue line : lines) // the other one is not next
            QCOMPARE(line["proposal"].toString(), line["staffNumber"].toString() == QLatin1String("1001") ? QStringLiteral("say-who") : QStringLiteral("nothing"));
        const QString id = revoked.json().value("emergency").toString();
        for (const char *what : {"cause", "informed", "replacement"})
            QCOMPARE(m_home.run({"emergency", "note", id, "--answers", what, "--text", "已处理"}).exitCode, 0);
        QCOMPARE(m_home.run({"emergency", "close", id, "--text", "done"}).exitCode, 0);
    }

    void fromTheCallToTheProof()
    {
        std::unique_ptr<QProcess> serve = m_home.start({"serve", "--listen", QStringLiteral("127.0.0.1:%1").arg(m_port)});
        QVERIFY(serve->waitForReadyRead(30000));
        QVERIFY(Stranger::has("openssl") && takeCertificates("one"));
        QVERIFY2(askOcsp().has("one.pem: good"), m_strangers.said());
        const QDateTime since = QDateTime::currentDateTimeUtc().addSecs(-3600);
        const CtlRun run = m_home.run({"emergency", "revoke", "--host", "one.example", "--caller", "急诊 王护士", "--report", "工作站失窃", "--severity", "major", "--since",
                                       since.toString(Qt::ISODate), "--prove", "--json"});
        QVERIFY2(run.exitCode == 0, run.err + run.out);
        // A relying party that is not ours is told the same.
        const Said asked = askOcsp();
        QVERIFY2(asked.has("Response verify OK") && asked.has("one.pem: revoked") && asked.has("Reason: keyCompromise"), m_strangers.said());
        const QByteArray entry = crlEntry();
        QVERIFY2(entry.contains("Key Compromise"), m_strangers.said());
        const QString day = QString::number(since.date().day()).rightJustified(2);
        const QString stands = QLocale::c().toString(since, QStringLiteral("MMM '%1' hh:mm:ss yyyy 'GMT'")).arg(day);
        QVERIFY2(entry.contains("Invalidity Date") && entry.contains(stands.toLatin1()), entry + "\n" + stands.toLatin1());
        QVERIFY(run.json().value("verified").toBool() && run.json().value("inForce").toBool());
        const QJsonObject times = run.json().value("milliseconds").toObject();
        qInfo("decided after %lld ms, in force after %lld ms, verified after %lld ms", times["decided"].toInteger(), times["inForce"].toInteger(), times["verified"].toInteger());
        QVERIFY(times["decided"].toInteger() <= times["inForce"].toInteger() && times["inForce"].toInteger() <= times["verified"].toInteger());
        m_id = run.json().value("emergency").toString();

        const CtlRun status = m_home.run({"emergency", "status", "--json"});
        QVERIFY2(status.exitCode == 0, status.err + status.out);
        QCOMPARE(status.json().value("id").toString(), m_id);
        QCOMPARE(status.json().value("certificates").toArray().at(0).toObject().value("state").toString(), QStringLiteral("verified"));
        // The same loss at another desk joins it.
        const CtlRun joined = m_home.run({"emergency", "start", "--host", "one.example", "--json"});
        QVERIFY2(joined.json().value("joined").toBool() && joined.json().value("id").toString() == m_id, joined.err + joined.out);
        serve->terminate();
        QVERIFY(serve->waitForFinished(20000));
    }

    void theReportProvesIt_data()
    {
        QTest::addColumn<QStringList>("words"); // verdict, timeline, decision, proof, signatures
        QTest::newRow("zh") << QStringList{QStringLiteral("紧急吊销：计算机或设备one.example"), QStringLiteral("已制止并核实：决定后"), QStringLiteral("时间线"), QStringLiteral("吊销了one.example的证书"),
                                           QStringLiteral("依赖方实际得到的答复"), QStringLiteral("号CRL"), QStringLiteral("审计日志中的签名"), QStringLiteral("签名命令的SHA-256")};
        QTest::newRow("en") << QStringList{QStringLiteral("Emergencyrevocation:thecomputerordeviceone.example"), QStringLiteral("Stoppedandproven:inforce"), QStringLiteral("Timeline"),
                                           QStringLiteral("revokedthecertificateofone.example"), QStringLiteral("Whatrelyingpartieswereseentobetold"), QStringLiteral("Verifiedon"),
                                           QStringLiteral("Signaturesinthejournal"), QStringLiteral("Signedcommand,SHA-256")};
    }
    void theReportProvesIt()
    {
        QFETCH(QStringList, words);
        const QString language = QLatin1String(QTest::currentDataTag()), file = m_strangers.path(QStringLiteral("report-%1.pdf").arg(language));
        const CtlRun made = m_home.run({"emergency", "report", m_id, "--output", file, "--language", language});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        QFile record(file + QStringLiteral(".json"));
        QVERIFY(record.open(QIODevice::ReadOnly));
        const QJsonObject object = QJsonDocument::fromJson(record.readAll()).object();
        QCOMPARE(object.value("id").toString(), m_id);
        QCOMPARE(object.value("caller").toString(), QStringLiteral("急诊 王护士"));
        NEEDS("pdftotext");
        QVERIFY(m_strangers.run("pdftotext", {file, file + ".txt"}));
        QFile text(file + ".txt");
        QVERIFY(text.open(QIODevice::ReadOnly));
        // However the lines break, and whichever ligatures and forms of a character the fonts have.
        const auto plain = [](const QString &some) { return some.normalized(QString::NormalizationForm_KC).remove(QRegularExpression(QStringLiteral("[\\s-]"))); };
        const QString said = plain(QString::fromUtf8(text.readAll()));
        // The same as the record for machines: who called, every entry with its signed command, who signed it, and the proofs.
        words << QStringLiteral("急诊王护士") << QStringLiteral("工作站失窃") << object.value("starter").toString();
        const QJsonArray entries = object.value("entries").toArray();
        QVERIFY(entries.size() >= 4); // started, decided, proven, joined
        for (const QJsonValue entry : entries) {
            words << entry["command"].toString() << entry["hash"].toString();
            QVERIFY(!entry["signers"].toArray().isEmpty());
            for (const QJsonValue signer : entry["signers"].toArray()) // the certificate that signed
                words << signer["serial"].toString().toUpper().replace(QRegularExpression(QStringLiteral("(..)(?=.)")), QStringLiteral("\\1:"));
        }
        const QJsonObject proof = object.value("certificates").toArray().at(0).toObject().value("verified").toObject();
        words << proof["crl"].toObject()["url"].toString() << proof["ocsp"].toObject()["url"].toString();
        for (const QString &word : words)
            QVERIFY2(!word.isEmpty() && said.contains(plain(word)), qPrintable(word + u'\n' + said));
    }

    /// A certificate of a CA of openssl's, whose CRL a web server of this test's gives out.
    void aForeignCaIsAskedUntilItsCrlSaysSo()
    {
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        QByteArray body;
        connect(&web, &QTcpServer::newConnection, &web, [&] {
            QTcpSocket *socket = web.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &body] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-crl\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
                socket->disconnectFromHost();
            });
        });
        m_strangers.write("foreign.cnf", std::string_view("[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=1\ncertificate=foreign.pem\n"
                                                           "private_key=foreign.key\n"));
        m_strangers.write("index.txt", std::string_view());
        m_strangers.write("crlnumber", std::string_view("01\n"));
        m_strangers.write("ext", std::string_view(QStringLiteral("subjectAltName=DNS:shop.example\nextendedKeyUsage=serverAuth\ncrlDistributionPoints=URI:http://127.0.0.1:%1/a.crl\n").arg(web.serverPort()).toStdString()));
        QVERIFY2(m_strangers.openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "foreign.key", "-out", "foreign.pem", "-subj",
                                      "/O=Public Trust/CN=DigiCert Test CA", "-days", "30"}), m_strangers.said());
        QVERIFY2(m_strangers.openssl({"req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "shop.key", "-out", "shop.csr", "-subj", "/CN=shop.example"}), m_strangers.said());
        QVERIFY2(m_strangers.openssl({"x509", "-req", "-in", "shop.csr", "-CA", "foreign.pem", "-CAkey", "foreign.key", "-set_serial", "0x1234", "-days", "20", "-extfile", "ext", "-out", "shop.pem"}),
                 m_strangers.said());
        const auto crl = [&] {
            QVERIFY2(m_strangers.openssl({"ca", "-config", "foreign.cnf", "-gencrl", "-out", "a.pem"}), m_strangers.said());
            QVERIFY2(m_strangers.openssl({"crl", "-in", "a.pem", "-outform", "DER", "-out", "a.crl"}), m_strangers.said());
            const Bytes der = m_strangers.read("a.crl");
            body = QByteArray(reinterpret_cast<const char *>(der.data()), qsizetype(der.size()));
        };
        crl();
        for (const char *file : {"foreign.pem", "shop.pem"})
            QVERIFY(m_home.run({"import", m_strangers.path(file)}).exitCode == 0);
        const CtlRun seen = m_home.run({"emergency", "revoke", "--host", "shop.example", "--dry-run", "--json"});
        const QJsonObject line = seen.json().value("lines").toArray().at(0).toObject();
        QCOMPARE(line.value("proposal").toString(), QStringLiteral("ask-issuer"));
        const QString certificate = line.value("sha256").toString();
        const QString id = m_home.run({"emergency", "start", "--host", "shop.example", "--json"}).json().value("id").toString();
        const CtlRun how = m_home.run({"emergency", "ask", id, "--certificate", certificate, "--language", "en"});
        QVERIFY2(how.exitCode == 0 && how.out.contains("CertCentral") && how.out.contains("keyCompromise") && how.out.contains("shop.example") && how.out.contains("1234"), how.err + how.out);
        const CtlRun asked = m_home.run({"emergency", "ask", id, "--certificate", certificate, "--text", "电话与邮件", "--json"});
        QVERIFY2(asked.exitCode == 0, asked.err + asked.out);
        // Looked at while this test's event loop answers for the CA.
        const auto look = [&] {
            const std::unique_ptr<QProcess> process = m_home.start({"emergency", "ask", id, "--json"});
            if (!QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 60000))
                process->kill();
            return std::pair(process->exitCode(), process->readAllStandardOutput() + process->readAllStandardError());
        };
        const auto [notYet, said] = look();
        QVERIFY2(notYet == 8 && said.contains("\"revoked\":false"), said);
        QCOMPARE(m_home.run({"emergency", "status", id, "--json"}).json().value("asked").toArray().at(0).toObject().value("state").toString(), QStringLiteral("requested"));
        m_strangers.write("index.txt", std::string_view("R\t351231235959Z\t261101000000Z,keyCompromise\t1234\tunknown\t/CN=shop.example\n"));
        crl();
        const auto [revoked, saidThen] = look();
        QVERIFY2(revoked == 0 && saidThen.contains("\"revoked\":true"), saidThen);
        QCOMPARE(m_home.run({"emergency", "status", id, "--json"}).json().value("asked").toArray().at(0).toObject().value("state").toString(), QStringLiteral("revoked"));
        for (const char *what : {"cause", "informed"})
            QCOMPARE(m_home.run({"emergency", "note", id, "--answers", what, "--text", "已处理"}).exitCode, 0);
        QCOMPARE(m_home.run({"emergency", "close", id, "--text", "done"}).exitCode, 0);
    }

    void itEndsWhenNothingIsLeft()
    {
        QCOMPARE(m_home.run({"emergency", "close", m_id, "--text", "done"}).exitCode, 7);
        for (const char *what : {"cause", "informed", "replacement"}) {
            const CtlRun noted = m_home.run({"emergency", "note", m_id, "--answers", what, "--text", "已处理"});
            QVERIFY2(noted.exitCode == 0, noted.err + noted.out);
        }
        const CtlRun closed = m_home.run({"emergency", "close", m_id, "--text", "设备已找回"});
        QVERIFY2(closed.exitCode == 0, closed.err + closed.out);
        QCOMPARE(m_home.run({"emergency", "list", "--json"}).out.trimmed(), QByteArray("[]"));
        const CtlRun verified = m_home.run({"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    }

private:
    /// Its certificate and those of the CAs, as files for openssl.
    bool takeCertificates(const QString &name)
    {
        for (const QJsonValue ca : QJsonDocument::fromJson(m_home.run({"ca", "show", "--json"}).out).array()) {
            const QString tree = ca["tree"].toString();
            if ((tree == QLatin1String("root") || tree == QLatin1String("server"))
                && m_home.run({"ca", "certificate", ca["commonName"].toString(), "--output", m_strangers.path(tree + ".pem")}).exitCode != 0)
                return false;
        }
        return m_home.run({"certificate", "export", m_certificates[name], "--format", "pem", "--output", m_strangers.path(name + ".pem")}).exitCode == 0;
    }
    Said askOcsp() const
    {
        return m_strangers.openssl({"ocsp", "-issuer", "server.pem", "-cert", "one.pem", "-url", QStringLiteral("http://127.0.0.1:%1/ocsp").arg(m_port), "-CAfile", "root.pem",
                                    "-verify_other", "server.pem"});
    }
    /// What openssl reads about "one" in the CRL that its certificate names.
    QByteArray crlEntry() const
    {
        const QByteArray names = m_strangers.openssl({"x509", "-in", "one.pem", "-noout", "-ext", "crlDistributionPoints"}).text;
        const QByteArray serial = m_strangers.openssl({"x509", "-in", "one.pem", "-noout", "-serial"}).text.trimmed().mid(int(sizeof "serial=") - 1);
        const qsizetype at = names.indexOf("URI:");
        if (at < 0 || serial.isEmpty() || !m_strangers.run("curl", {"-sf", "-o", "one.crl", QString::fromLatin1(names.mid(at + 4).split('\n').first().trimmed())}))
            return {};
        const QByteArray text = m_strangers.openssl({"crl", "-inform", "DER", "-in", "one.crl", "-noout", "-text"}).text;
        const qsizetype from = text.indexOf("Serial Number: " + serial), to = text.indexOf("Serial Number: ", from + 1);
        return from < 0 ? QByteArray() : text.mid(from, to < 0 ? -1 : to - from);
    }
    /// A server's certificate for NAME.example, or a client's with this subject.
    bool issue(const QString &name, const QString &holder = {})
    {
        const QString host = name + ".example";
        QStringList words{"req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key", "-out", name + ".csr", "-subj", holder.isEmpty() ? "/CN=" + host : holder};
        if (holder.isEmpty())
            words << "-addext" << "subjectAltName=DNS:" + host;
        if (!m_strangers.run("openssl", words))
            return false;
        const CtlRun submitted = m_home.run({"request", "submit", "--csr", m_strangers.path(name + ".csr"), "--service", "挂号", "--purpose", "挂号窗口", "--days", "30", "--profile",
                                             holder.isEmpty() ? "server" : "client", "--json"});
        const CtlRun approved = m_home.run({"request", "approve", submitted.json().value("id").toString(), "--json"});
        m_certificates[name] = QJsonDocument::fromJson(approved.out).array().at(0).toObject().value("certificate").toString();
        if (m_certificates[name].isEmpty())
            qWarning("%s%s%s", submitted.err.constData(), approved.err.constData(), approved.out.constData());
        return !m_certificates[name].isEmpty();
    }

    CtlHome m_home;
    Stranger m_strangers;
    quint16 m_port = 0;
    QString m_id; ///< of the emergency
    std::map<QString, QString> m_certificates; ///< SHA-256 by name
};

QTEST_GUILESS_MAIN(EmergencyCommandsTest)
#include "EmergencyCommandsTest.moc"
