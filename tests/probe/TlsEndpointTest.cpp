// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/TlsEndpoint.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Peer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;

/// Chains read from real servers, each started here on a free port.
class TlsEndpointTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    TestCertificate m_root, m_intermediate, m_leaf, m_other;
    quint16 m_port = 0;

    QString at(const QString &name) const { return m_dir->filePath(name); }
    void write(const QString &name, const std::string &text) const
    {
        QFile file(at(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) < 0)
            qFatal("cannot write %s", qPrintable(name));
    }
    QString port() const { return QString::number(m_port); }
    Result<PresentedChain> read(StartTls protocol = StartTls::None, std::string host = "127.0.0.1", std::string serverName = {}) const
    {
        return readPresentedChain({std::move(host), m_port, protocol, std::move(serverName)}, 10s);
    }
    /// The chain that all servers here are given: leaf and intermediate.
    bool isTheChain(const Result<PresentedChain> &chain) const
    {
        if (!chain)
            qWarning("%s: %s", errorName(chain.error().code), chain.error().detail.c_str());
        return chain && chain->certificates == std::vector{m_leaf.der, m_intermediate.der} && chain->complete
            && (chain->protocol == "TLSv1.3" || chain->protocol == "TLSv1.2") && chain->cipher.starts_with("TLS_")
            && chain->peerAddress == "127.0.0.1:" + std::to_string(m_port);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_port = Peer::freePort();
        m_root = CertBuilder::ca("CN=Root").build();
        m_intermediate = CertBuilder::ca("CN=Intermediate", 901).signedBy(m_root).build();
        m_leaf = CertBuilder::server("his.example").ec("P-256", 5).signedBy(m_intermediate).build();
        m_other = CertBuilder::server("pacs.example").ec("P-256", 6).signedBy(m_intermediate).build();
        write("leaf.pem", m_leaf.pem());
        write("chain.pem", m_leaf.pem() + m_intermediate.pem());
        write("ca.pem", m_intermediate.pem());
        write("key.pem", m_leaf.keyPem());
        write("other.pem", m_other.pem());
        write("other-key.pem", m_other.keyPem());
    }

    void versions_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("cipher");
        QTest::addColumn<bool>("complete");
        const QString weak = "ALL:eNULL:@SECLEVEL=0";
        QTest::newRow("TLS 1.3") << QStringList{"-tls1_3", "-ciphersuites", "TLS_AES_256_GCM_SHA384"} << "TLSv1.3" << "TLS_AES_256_GCM_SHA384" << true;
        QTest::newRow("TLS 1.2") << QStringList{"-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"} << "TLSv1.2"
                                 << "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" << true;
        QTest::newRow("TLS 1.1, which nobody should") << QStringList{"-tls1_1", "-cipher", weak} << "TLSv1.1" << "" << true;
        QTest::newRow("TLS 1.0, which nobody should") << QStringList{"-tls1", "-cipher", weak} << "TLSv1" << "" << true;
        QTest::newRow("no encryption at all") << QStringList{"-tls1_2", "-cipher", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"} << "TLSv1.2"
                                              << "TLS_ECDHE_ECDSA_WITH_NULL_SHA" << true;
        QTest::newRow("TLS 1.2 demands a client certificate") << QStringList{"-tls1_2", "-Verify", "1"} << "TLSv1.2" << "" << false;
        // In TLS 1.3 the client is through before the server has looked at its certificate.
        QTest::newRow("TLS 1.3 demands a client certificate") << QStringList{"-tls1_3", "-Verify", "1"} << "TLSv1.3" << "" << true;
    }
    void versions()
    {
        NEEDS("openssl");
        QFETCH(QStringList, options);
        QFETCH(QString, protocol);
        QFETCH(QString, cipher);
        QFETCH(bool, complete);
        Peer server("openssl", QStringList{"s_server", "-accept", "127.0.0.1:" + port(), "-cert", "leaf.pem", "-key", "key.pem", "-cert_chain", "ca.pem"} + options,
                    m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        const auto chain = read();
        QVERIFY2(chain, chain ? "" : chain.error().detail.c_str());
        QCOMPARE(chain->certificates, (std::vector{m_leaf.der, m_intermediate.der}));
        QCOMPARE(QString::fromStdString(chain->protocol), protocol);
        if (!cipher.isEmpty())
            QCOMPARE(QString::fromStdString(chain->cipher), cipher);
        QVERIFY(!chain->cipher.empty());
        QCOMPARE(chain->complete, complete);
    }

    void weakKeysCanBeRead_data()
    {
        QTest::addColumn<TestCertificate>("weak");
        QTest::newRow("RSA 1024 with SHA-1") << CertBuilder::server("old.example").rsa(1024).digest("sha1").build();
        QTest::newRow("RSA 512 with MD5") << CertBuilder::server("old.example").rsa(512).digest("md5").build();
        QTest::newRow("Ed25519") << CertBuilder::server("new.example").ed25519().build();
    }
    void weakKeysCanBeRead()
    {
        NEEDS("openssl");
        QFETCH(TestCertificate, weak);
        write("weak.pem", weak.pem() + weak.keyPem());
        Peer server("openssl", {"s_server", "-accept", "127.0.0.1:" + port(), "-cert", "weak.pem", "-cipher", "ALL:@SECLEVEL=0", "-tls1_2"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        const auto chain = read();
        QVERIFY2(chain, chain ? "" : chain.error().detail.c_str());
        QCOMPARE(chain->certificates, std::vector<Bytes>{weak.der});
    }

    void theNameThatIsAskedFor()
    {
        NEEDS("openssl");
        Peer server("openssl", {"s_server", "-accept", "localhost:" + port(), "-cert", "leaf.pem", "-key", "key.pem", "-servername", "pacs.example", "-cert2",
                                "other.pem", "-key2", "other-key.pem"},
                    m_dir->path());
        QVERIFY(server.waitForPort(m_port) || server.waitForPort(m_port, "::1"));
        const auto own = read(StartTls::None, "localhost");
        QVERIFY2(own, own ? "" : own.error().detail.c_str());
        QCOMPARE(own->certificates.at(0), m_leaf.der);
        const auto other = read(StartTls::None, "localhost", "pacs.example");
        QVERIFY(other);
        QCOMPARE(other->certificates.at(0), m_other.der);
    }

    void ipv6()
    {
        NEEDS("openssl");
        Peer server("openssl", {"s_server", "-accept", "[::1]:" + port(), "-cert", "leaf.pem", "-key", "key.pem"}, m_dir->path());
        if (!server.waitForPort(m_port, "::1"))
            QSKIP("no IPv6 on this machine");
        const auto chain = read(StartTls::None, "::1");
        QVERIFY(chain);
        QCOMPARE(chain->certificates, std::vector<Bytes>{m_leaf.der});
        QCOMPARE(chain->peerAddress, "[::1]:" + std::to_string(m_port));
    }

    void gnutls()
    {
        NEEDS("gnutls-serv");
        Peer server("gnutls-serv", {"--port", port(), "--x509certfile", "chain.pem", "--x509keyfile", "key.pem", "--echo"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        QVERIFY(isTheChain(read()));
    }

    void mail_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("startTls");
        QTest::newRow("SMTP") << "smtp" << int(StartTls::Smtp);
        QTest::newRow("IMAP") << "imap" << int(StartTls::Imap);
        QTest::newRow("POP3") << "pop3" << int(StartTls::Pop3);
    }
    void mail()
    {
        NEEDS("nginx");
        if (!QFile::exists("/usr/lib/nginx/modules/ngx_mail_module.so"))
            QSKIP("libnginx-mod-mail is not installed");
        QFETCH(QString, protocol);
        QFETCH(int, startTls);
        const auto config = [&](const char *tls) {
            return QString("load_module /usr/lib/nginx/modules/ngx_mail_module.so;\ndaemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\n"
                           "events {}\nmail {\n auth_http 127.0.0.1:1/;\n server_name mail.example;\n ssl_certificate chain.pem;\n"
                           " ssl_certificate_key key.pem;\n server { listen 127.0.0.1:%1; protocol %2; starttls %3; }\n}\n")
                .arg(port(), protocol, tls)
                .toStdString();
        };
        {
            write("nginx.conf", config("on"));
            Peer server("nginx", {"-p", m_dir->path(), "-c", "nginx.conf", "-e", "stderr"}, m_dir->path());
            QVERIFY(server.waitForPort(m_port));
            QVERIFY(isTheChain(read(StartTls(startTls))));
        }
        m_port = Peer::freePort();
        write("nginx.conf", config("off"));
        Peer server("nginx", {"-p", m_dir->path(), "-c", "nginx.conf", "-e", "stderr"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        const auto refused = read(StartTls(startTls));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::StartTlsRefused);
    }

    void ldap_data() { tlsOnAndOff(); }
    void ldap()
    {
        NEEDS("slapd");
        QFETCH(bool, tls);
        QDir(m_dir->path()).mkdir("db");
        write("slapd.conf", (QString("include /etc/ldap/schema/core.schema\nmodulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile %1\n").arg(at("pid"))
                             + (tls ? QString("TLSCACertificateFile %1\nTLSCertificateFile %2\nTLSCertificateKeyFile %3\n").arg(at("ca.pem"), at("chain.pem"), at("key.pem"))
                                    : QString())
                             + QString("database mdb\nsuffix dc=example\ndirectory %1\n").arg(at("db")))
                                .toStdString());
        Peer server("slapd", {"-h", "ldap://127.0.0.1:" + port(), "-f", "slapd.conf", "-d", "0"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        const auto chain = read(StartTls::Ldap);
        if (tls)
            QVERIFY(isTheChain(chain));
        else
            QVERIFY(!chain && chain.error().code == ErrorCode::StartTlsRefused);
    }

    void postgres_data() { tlsOnAndOff(); }
    void postgres()
    {
        NEEDS("postgres");
        NEEDS("initdb");
        QFETCH(bool, tls);
        QFile::setPermissions(at("key.pem"), QFile::ReadOwner | QFile::WriteOwner);
        Peer::handOver(m_dir->path());
        QVERIFY(Peer::run("initdb", {"-D", at("db"), "-A", "trust", "-U", "tester", "--no-sync", "--locale=C", "-E", "UTF8"}, m_dir->path(), Peer::RunAs::NotRoot));
        QStringList arguments{"-D", at("db"), "-p", port(), "-h", "127.0.0.1", "-k", m_dir->path(), "-F", "-c", "shared_buffers=1MB"};
        if (tls)
            arguments << "-c" << "ssl=on" << "-c" << "ssl_cert_file=" + at("chain.pem") << "-c" << "ssl_key_file=" + at("key.pem");
        Peer server("postgres", arguments, m_dir->path(), Peer::RunAs::NotRoot);
        QVERIFY(server.waitForPort(m_port));
        const auto chain = read(StartTls::Postgres);
        if (tls)
            QVERIFY(isTheChain(chain));
        else
            QVERIFY(!chain && chain.error().code == ErrorCode::StartTlsRefused);
    }

    void mariadb_data() { tlsOnAndOff(); }
    void mariadb()
    {
        NEEDS("mariadbd");
        QFETCH(bool, tls);
        QDir(m_dir->path()).mkdir("db");
        Peer::handOver(m_dir->path());
        // Without system tables nobody can log in, which is not what we are after.
        QStringList arguments{"--no-defaults", "--datadir=" + at("db"), "--skip-grant-tables", "--port=" + port(), "--bind-address=127.0.0.1",
                              "--socket=" + at("socket"), "--pid-file=" + at("pid"), "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M"};
        if (tls)
            arguments << "--ssl-cert=" + at("chain.pem") << "--ssl-key=" + at("key.pem");
        else
            arguments << "--skip-ssl";
        Peer server("mariadbd", arguments, m_dir->path(), Peer::RunAs::NotRoot);
        QVERIFY(server.waitForPort(m_port));
        const auto chain = read(StartTls::Mysql);
        if (tls)
            QVERIFY(isTheChain(chain));
        else
            QVERIFY(!chain && chain.error().code == ErrorCode::StartTlsRefused);
    }

private:
    static void tlsOnAndOff()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("with TLS") << true;
        QTest::newRow("without TLS") << false;
    }
};

QTEST_GUILESS_MAIN(TlsEndpointTest)
#include "TlsEndpointTest.moc"
