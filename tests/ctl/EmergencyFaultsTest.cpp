// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Ctl.h"
#include "tests/support/Peer.h"
#include "tests/support/Stranger.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <map>

using namespace hufu;
using namespace hufu::test;

namespace {

/// A web cache between relying parties and the status server: what was fetched once from an address is given to whoever asks there, as many a proxy in a
/// hospital does. It runs in the event loop of its thread.
class WebCache : public QObject {
public:
    explicit WebCache(quint16 origin) : m_origin(origin)
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port for the cache");
        connect(&m_server, &QTcpServer::newConnection, this, [this] { serve(m_server.nextPendingConnection()); });
    }
    quint16 port() const { return m_server.serverPort(); }
    void empty() { m_kept.clear(); }
    bool keeps = true;
    int given = 0; ///< answers that were kept

private:
    void serve(QTcpSocket *client)
    {
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, this, [this, client, heard = QByteArray()]() mutable {
            heard += client->readAll();
            const qsizetype end = heard.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const QByteArray head = heard.left(end).toLower();
            const qsizetype length = head.indexOf("content-length:");
            const qsizetype body = length < 0 ? 0 : head.mid(length + 15, head.indexOf('\r', length) < 0 ? -1 : head.indexOf('\r', length) - length - 15).trimmed().toLongLong();
            if (heard.size() < end + 4 + body)
                return;
            answer(client, heard.left(end), heard.mid(end + 4));
        });
    }
    void answer(QTcpSocket *client, const QByteArray &head, const QByteArray &body)
    {
        const QByteArray request = head.left(head.indexOf("\r\n")); // method and path: what such a cache goes by
        if (const auto kept = m_kept.find(request); keeps && kept != m_kept.end()) {
            ++given;
            return tell(client, kept->second);
        }
        QByteArray sent = request + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
        if (!body.isEmpty())
            sent += "Content-Type: application/ocsp-request\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        auto *origin = new QTcpSocket(client);
        connect(origin, &QTcpSocket::connected, origin, [origin, sent, body] { origin->write(sent + "\r\n" + body); });
        connect(origin, &QTcpSocket::disconnected, this, [this, client, origin, request] {
            const QByteArray all = origin->readAll();
            if (keeps && all.startsWith("HTTP/1.1 200"))
                m_kept[request] = all;
            tell(client, all);
        });
        origin->connectToHost(QHostAddress::LocalHost, m_origin);
    }
    static void tell(QTcpSocket *client, const QByteArray &all)
    {
        client->write(all);
        client->disconnectFromHost();
    }

    QTcpServer m_server;
    quint16 m_origin;
    std::map<QByteArray, QByteArray> m_kept; ///< whole answers by request line
};

} // namespace

/// Emergencies that are awkward: whose certificate it is, and what stands between the authority and those who ask.
class EmergencyFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        NEEDS("openssl");
        const quint16 origin = Peer::freePort();
        m_cache = std::make_unique<WebCache>(origin);
        m_cache->keeps = false;
        m_url = QStringLiteral("http://127.0.0.1:%1").arg(m_cache->port());
        const CtlRun made = m_home.run({"ca", "create", "--name", "Proof", "--locality", "北京", "--status-url", m_url, "--json"});
        QVERIFY2(made.exitCode == 0, made.err + made.out);
        m_folder.write("services.csv", std::string_view("name,tier,department,owner,hosts,patient_data\n挂号,important,门诊,sun,reg.example,no\n"));
        QVERIFY(m_home.run({"service", "import", m_folder.path("services.csv")}).exitCode == 0);
        m_serve = m_home.start({"serve", "--listen", QStringLiteral("127.0.0.1:%1").arg(origin)});
        QVERIFY(m_serve->waitForReadyRead(30000));
    }
    void cleanupTestCase()
    {
        if (!m_serve)
            return;
        m_serve->terminate();
        QVERIFY(m_serve->waitForFinished(20000));
        const CtlRun verified = m_home.run({"journal", "verify", "--signatures"});
        QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
    }

    /// The only administrator of the house, whose USBKey was stolen.
    void theOfficersOwnAndTheLastAdministrators()
    {
        QVERIFY(!issue("李安全", "client").isEmpty());
        const CtlRun seen = m_home.run({"emergency", "revoke", "--person", "李安全", "--dry-run", "--json"});
        const QJsonObject officer = seen.json().value("officers").toArray().at(0).toObject();
        QVERIFY2(officer.value("self").toBool() && officer.value("name").toString() == QStringLiteral("李安全"), seen.err + seen.out);
        for (const char *role : {"security-admin", "system-admin", "audit-admin"})
            QVERIFY2(officer.value("lastOf").toString().contains(QLatin1String(role)), seen.out);
        const CtlRun plain = m_home.run({"emergency", "revoke", "--person", "李安全", "--dry-run"});
        QVERIFY2(plain.out.contains("These are your own certificates") && plain.out.contains("Nobody else has this role"), plain.out);

        const CtlRun revoked = asked({"emergency", "revoke", "--person", "李安全", "--prove", "--json"});
        QVERIFY2(revoked.exitCode == 0 && revoked.json().value("verified").toBool(), revoked.err + revoked.out);
        // What the officer signs does not hang on it: the emergency goes on to its end.
        const QString id = revoked.json().value("emergency").toString();
        QCOMPARE(m_home.run({"emergency", "note", id, "--answers", "cause", "--text", "USBKey 被盗"}).exitCode, 0);
        // Nor is the house left without anybody who could do anything.
        const CtlRun away = m_home.run({"person", "deactivate", "李安全", "--reason", "USBKey stolen"});
        QVERIFY2(away.exitCode == 7 && (away.err + away.out).contains("the last security-admin would be gone"), away.err + away.out);
        const CtlRun again = m_home.run({"emergency", "revoke", "--person", "李安全"});
        QVERIFY2(again.exitCode != 0 && (again.err + again.out).contains("nothing of the own CA is concerned that could be revoked"), again.err + again.out);
    }

    /// Who asks OCSP believes its signature: a responder's key in strange hands calls everything good.
    void theOcspRespondersOwn()
    {
        const QString other = issue("good.example", "server");
        QVERIFY(!other.isEmpty());
        QByteArray before = responderOf(other);
        QVERIFY(!before.isEmpty());
        const QString responder = found("purpose = ocsp-responder", "Server");
        QVERIFY(!responder.isEmpty());
        const CtlRun seen = m_home.run({"emergency", "revoke", "--spki", responder, "--dry-run", "--json"});
        QCOMPARE(seen.json().value("lines").toArray().at(0).toObject().value("proposal").toString(), QStringLiteral("revoke"));
        const CtlRun revoked = asked({"emergency", "revoke", "--spki", responder, "--prove", "--json"});
        QVERIFY2(revoked.exitCode == 0 && revoked.json().value("verified").toBool(), revoked.err + revoked.out);
        // Another key answers now, and a stranger believes it.
        QTRY_VERIFY_WITH_TIMEOUT(!responderOf(other).isEmpty() && responderOf(other) != before, 20000);
    }

    /// Nobody's department is in the certificate then.
    void aCanaryOfAnOfficerWithoutDepartment()
    {
        const CtlRun changed = m_home.run({"person", "change", "李安全", "--department", ""});
        QVERIFY2(changed.exitCode == 0, changed.err + changed.out);
        const CtlRun ordered = m_home.run({"emergency", "canary", "--service", "挂号", "--json"});
        QVERIFY2(ordered.exitCode == 0, ordered.err + ordered.out);
        QCOMPARE(m_home.run({"request", "approve", ordered.json().value("request").toString()}).exitCode, 0);
        QVERIFY(!m_home.run({"emergency", "canary", "--json"}).json().value("ready").toString().isEmpty());
    }

    void aCacheStillSaysGood()
    {
        const QString lost = issue("kept.example", "server");
        QVERIFY(!lost.isEmpty());
        m_cache->keeps = true;
        const CtlRun good = asked({"certificate", "status", lost}); // and the cache keeps what it heard
        QVERIFY2(good.exitCode == 0, good.err + good.out);
        const CtlRun revoked = asked({"emergency", "revoke", "--host", "kept.example", "--prove", "--json"});
        QVERIFY2(revoked.exitCode == 8 && !revoked.json().value("verified").toBool() && revoked.json().value("inForce").toBool(), revoked.err + revoked.out);
        QVERIFY(m_cache->given >= 2);
        const QString id = revoked.json().value("emergency").toString();
        const CtlRun status = asked({"certificate", "status", lost});
        QVERIFY2(status.exitCode == 8 && status.out.contains("is old: a cache in between keeps it"), status.err + status.out);
        QCOMPARE(stateIn(id), QStringLiteral("in-force")); // and nothing claims more
        m_cache->empty();
        m_cache->keeps = false;
        const CtlRun proven = asked({"certificate", "status", lost, "--record"});
        QVERIFY2(proven.exitCode == 0 && !proven.out.contains("is old"), proven.err + proven.out);
        QCOMPARE(stateIn(id), QStringLiteral("verified"));
    }

    /// The last, since nothing of this CA is good afterwards. It is never proposed, it takes the word that says so, and whoever asks the root's CRL hears of it.
    void anIssuingCa()
    {
        for (const QJsonValue value : QJsonDocument::fromJson(m_home.run({"ca", "show", "--json"}).out).array()) {
            if (value["tree"].toString() == "client")
                QCOMPARE(m_home.run({"ca", "certificate", value["commonName"].toString(), "--output", m_folder.path("issuing.pem")}).exitCode, 0);
        }
        const Bytes pem = m_folder.read("issuing.pem");
        const QList<QSslCertificate> read = QSslCertificate::fromData(QByteArray(reinterpret_cast<const char *>(pem.data()), qsizetype(pem.size())));
        QCOMPARE(read.size(), 1);
        const QString ca = QString::fromLatin1(read.front().digest(QCryptographicHash::Sha256).toHex());
        const CtlRun seen = m_home.run({"emergency", "revoke", "--spki", ca, "--dry-run", "--json"});
        QCOMPARE(seen.json().value("lines").toArray().at(0).toObject().value("proposal").toString(), QStringLiteral("replace-first"));
        const CtlRun plain = m_home.run({"emergency", "revoke", "--spki", ca});
        QVERIFY2(plain.exitCode != 0 && (plain.err + plain.out).contains("that could be revoked"), plain.err + plain.out);
        const CtlRun revoked = asked({"emergency", "revoke", "--spki", ca, "--core", "--reason", "cACompromise", "--prove", "--json"});
        QVERIFY2(revoked.exitCode == 0 && revoked.json().value("verified").toBool(), revoked.err + revoked.out);
    }

private:
    /// hufuctl while this test's event loop answers as the cache.
    CtlRun asked(const QStringList &words) const
    {
        const std::unique_ptr<QProcess> process = m_home.start(words);
        if (!QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 120000))
            process->kill();
        return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()};
    }
    QString issue(const QString &name, const QString &profile)
    {
        QStringList words{"req", "-new", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "csr", "-subj", "/CN=" + name};
        if (profile == "server")
            words << "-addext" << "subjectAltName=DNS:" + name;
        if (!m_folder.openssl(words))
            return {};
        const CtlRun submitted = m_home.run({"request", "submit", "--csr", m_folder.path("csr"), "--service", "挂号", "--purpose", "挂号窗口", "--days", "30", "--profile", profile, "--json"});
        const CtlRun approved = m_home.run({"request", "approve", submitted.json().value("id").toString(), "--json"});
        const QString sha256 = QJsonDocument::fromJson(approved.out).array().at(0).toObject().value("certificate").toString();
        if (sha256.isEmpty())
            qWarning("%s%s", submitted.err.constData(), approved.err.constData());
        return sha256;
    }
    /// The one that a query finds whose issuer has this word in its name.
    QString found(const QString &query, const QString &issuer) const
    {
        for (const QJsonValue one : m_home.run({"list", "--where", query, "--json"}).json().value("certificates").toArray()) {
            if (one["issuer"].toString().contains(issuer))
                return one["sha256"].toString();
        }
        return {};
    }
    QString stateIn(const QString &emergency) const
    {
        return m_home.run({"emergency", "status", emergency, "--json"}).json().value("certificates").toArray().at(0).toObject().value("state").toString();
    }
    /// The certificate that OCSP answers about this one are signed with, as openssl sees it; empty when openssl does not believe them.
    QByteArray responderOf(const QString &sha256) const
    {
        for (const char *name : {"root", "server"}) {
            for (const QJsonValue value : QJsonDocument::fromJson(m_home.run({"ca", "show", "--json"}).out).array()) {
                if (value["tree"].toString() == QLatin1String(name))
                    (void)m_home.run({"ca", "certificate", value["commonName"].toString(), "--output", m_folder.path(QLatin1String(name) + ".pem")});
            }
        }
        (void)m_home.run({"certificate", "export", sha256, "--format", "pem", "--output", m_folder.path("subject.pem")});
        QProcess openssl; // while this test's event loop answers as the cache
        openssl.setWorkingDirectory(m_folder.path(""));
        openssl.setProcessChannelMode(QProcess::MergedChannels);
        openssl.start("openssl", {"ocsp", "-issuer", "server.pem", "-cert", "subject.pem", "-url", m_url + "/ocsp", "-CAfile", "root.pem", "-verify_other", "server.pem", "-resp_text"});
        if (!QTest::qWaitFor([&] { return openssl.state() == QProcess::NotRunning; }, 20000))
            openssl.kill();
        const QByteArray said = openssl.readAll();
        const qsizetype from = said.indexOf("-----BEGIN CERTIFICATE-----");
        return said.contains("Response verify OK") && said.contains(": good") && from >= 0 ? said.mid(from, said.indexOf("-----END", from) - from) : QByteArray();
    }

    CtlHome m_home;
    Stranger m_folder;
    std::unique_ptr<WebCache> m_cache;
    QString m_url; ///< of the status server, behind the cache
    std::unique_ptr<QProcess> m_serve;
};

QTEST_GUILESS_MAIN(EmergencyFaultsTest)
#include "EmergencyFaultsTest.moc"
