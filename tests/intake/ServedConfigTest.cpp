// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/Importer.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Peer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>

using namespace hufu;
using namespace hufu::test;

/// One configuration, understood twice: by the server that runs on it, and by our reader. For every name, what the server shows must be
/// what the reader says that it would.
class ServedConfigTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    quint16 m_port = 0;
    std::map<std::string, TestCertificate> m_sites; ///< by server name

    QString at(const QString &name) const { return m_dir->filePath(name); }
    QString port() const { return QString::number(m_port); }
    void write(const QString &name, const std::string &text) const
    {
        QDir().mkpath(QFileInfo(at(name)).path());
        QFile file(at(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) < 0)
            qFatal("cannot write %s", qPrintable(name));
    }

    struct Seen {
        std::vector<Bytes> ders;
        std::vector<Sighting> sightings;
        ImportReport report;
    };
    static Seen importAll(const std::vector<SourceSpec> &sources)
    {
        Seen seen;
        ImportCallbacks callbacks;
        callbacks.onCertificates = [&seen](CertificateBatch &&batch) {
            for (auto &entry : batch.certificates) {
                seen.ders.push_back(std::move(entry.der));
                seen.sightings.push_back(batch.sightings.at(entry.sighting));
            }
            return true;
        };
        seen.report = Importer(callbacks).import(sources);
        return seen;
    }

    /// Reads the configuration and asks the server for each name.
    void agree(const QString &config, ContentKind kind)
    {
        const Seen read = importAll({SourceSpec::path(at(config).toStdString())});
        QCOMPARE(contentKindName(read.report.outcomes.at(0).content), contentKindName(kind));
        QVERIFY2(read.report.outcomes[0].failures.empty(), read.report.outcomes[0].failures.empty() ? "" : read.report.outcomes[0].failures[0].error.detail.c_str());

        std::vector<SourceSpec> endpoints;
        for (const auto &[name, site] : m_sites)
            endpoints.push_back(SourceSpec::endpoint(name + "@127.0.0.1:" + port().toStdString()));
        const Seen shown = importAll(endpoints);
        QCOMPARE(shown.ders.size(), m_sites.size());
        std::size_t next = 0;
        for (const auto &[name, site] : m_sites) {
            const Sighting &sighting = shown.sightings[next];
            QCOMPARE(sighting, (Sighting{SourceKind::Endpoint, "127.0.0.1:" + port().toStdString(), name, false}));
            QVERIFY2(shown.ders[next] == site.der, name.c_str());
            const auto place = std::size_t(std::ranges::find(read.ders, shown.ders[next]) - read.ders.begin());
            QVERIFY2(place < read.ders.size(), name.c_str());
            QCOMPARE(read.sightings[place].kind, SourceKind::ServerConfig);
            QVERIFY2(read.sightings[place].detail.find(name) != std::string::npos, read.sightings[place].detail.c_str());
            ++next;
        }
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_port = Peer::freePort();
        m_sites.clear();
        int key = 10;
        for (const char *name : {"his.example", "lab.example", "pacs.example"}) {
            const TestCertificate site = CertBuilder::server(name).ec("P-256", key++).build();
            m_sites.emplace(name, site);
            write(QString("pki/%1.pem").arg(name), site.pem());
            write(QString("pki/%1.key").arg(name), site.keyPem());
            write(QString("pki/%1.both").arg(name), site.pem() + site.keyPem());
        }
        write("pki/client-ca.pem", CertBuilder::ca("CN=Client CA").build().pem());
    }

    void nginx()
    {
        NEEDS("nginx");
        write("nginx.conf", QString("daemon off; master_process off; pid nginx.pid; error_log stderr;\nevents {}\n"
                                    "http {\n access_log off;\n ssl_certificate pki/pacs.example.pem; # for all without their own\n"
                                    " ssl_certificate_key \"pki/pacs.example.key\";\n include 'sites/*.conf';\n"
                                    " server { listen 127.0.0.1:%1 ssl; server_name pacs.example; }\n}\n")
                                .arg(port())
                                .toStdString());
        for (const char *name : {"his", "lab"})
            write(QString("sites/%1.conf").arg(name), QString("server {\n listen 127.0.0.1:%1 ssl;\n server_name %2.example\n  www.%2.example;\n"
                                                              " ssl_certificate\n  pki/%2.example.pem;\n ssl_certificate_key pki/%2.example.key;\n"
                                                              " ssl_client_certificate pki/client-ca.pem;\n ssl_verify_client optional;\n}\n")
                                                          .arg(port(), name)
                                                          .toStdString());
        Peer server("nginx", {"-p", m_dir->path(), "-c", "nginx.conf", "-e", "stderr"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        agree("nginx.conf", ContentKind::NginxConfig);
    }

    void apache()
    {
        NEEDS("apache2");
        const QString modules = "/usr/lib/apache2/modules";
        if (!QFile::exists(modules + "/mod_ssl.so"))
            QSKIP("mod_ssl is not installed");
        write("apache2.conf", QString("ServerRoot \"%1\"\nPidFile %1/apache.pid\nErrorLog /dev/stderr\nListen 127.0.0.1:%2\nServerName main.example\n"
                                      "LoadModule mpm_event_module %3/mod_mpm_event.so\nLoadModule authz_core_module %3/mod_authz_core.so\n"
                                      "LoadModule ssl_module %3/mod_ssl.so\nDefine PKI %1/pki\n<IfModule ssl_module>\n  IncludeOptional sites/*.conf\n"
                                      "  Include more\n</IfModule>\n<IfDefine !NEVER>\n<VirtualHost *:%2>\n ServerName pacs.example\n SSLEngine on\n"
                                      " SSLCertificateFile \"${PKI}/pacs.example.both\"\n</VirtualHost>\n</IfDefine>\n")
                                  .arg(m_dir->path(), port(), modules)
                                  .toStdString());
        for (const auto &[folder, name] : {std::pair("sites", "his"), {"more", "lab"}})
            write(QString("%1/%2.conf").arg(folder, name),
                  QString("<virtualhost *:%1>\n servername https://%2.example:443\n ServerAlias www.%2.example \\\n   old.%2.example\n"
                          " SSLEngine On\n SSLCertificateFile pki/%2.example.pem\n SSLCertificateKeyFile ${PKI}/%2.example.key\n"
                          " SSLCACertificateFile 'pki/client-ca.pem'\n</virtualhost>\n")
                      .arg(port(), name)
                      .toStdString());
        Peer server("apache2", {"-X", "-f", at("apache2.conf"), "-C", "User nobody", "-C", "Group nogroup"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        agree("apache2.conf", ContentKind::ApacheConfig);
    }

    void haproxy()
    {
        NEEDS("haproxy");
        write("haproxy.cfg", QString("global\n    setenv PKI \"%1/pki\"\n    crt-base %1/pki\n    ca-base %1/pki\n    # crt no.pem\n\n"
                                     "defaults\n    mode http\n    timeout client 5s\n    timeout server 5s\n    timeout connect 5s\n\n"
                                     "frontend web\n    bind 127.0.0.1:%2 ssl crt-list \"%1/crt list.txt\" ca-file client-ca.pem verify optional\n")
                                 .arg(m_dir->path(), port())
                                 .toStdString());
        write("crt list.txt", "# by name\nhis.example.both his.example www.his.example\n"
                              "lab.example.both [alpn h2 ca-file client-ca.pem verify optional] lab.example !old.lab.example\n"
                              + at("pki/pacs.example.both").toStdString() + " pacs.example\n");
        Peer server("haproxy", {"-db", "-f", "haproxy.cfg"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        agree("haproxy.cfg", ContentKind::HaproxyConfig);
    }

    void manyEndpointsAtOnce()
    {
        NEEDS("nginx");
        write("nginx.conf", QString("daemon off; master_process off; pid nginx.pid; error_log stderr;\nevents {}\nhttp {\n access_log off;\n server {\n"
                                    " listen 127.0.0.1:%1 ssl; ssl_certificate pki/his.example.pem; ssl_certificate_key pki/his.example.key; } }\n")
                                .arg(port())
                                .toStdString());
        Peer server("nginx", {"-p", m_dir->path(), "-c", "nginx.conf", "-e", "stderr"}, m_dir->path());
        QVERIFY(server.waitForPort(m_port));
        std::vector<SourceSpec> sources;
        for (int i = 0; i < 100; ++i)
            sources.push_back(SourceSpec::endpoint(i % 10 == 9 ? "127.0.0.1:1" : "host" + std::to_string(i) + "@127.0.0.1:" + port().toStdString()));
        const Seen seen = importAll(sources);
        QCOMPARE(seen.ders.size(), std::size_t(90));
        QCOMPARE(seen.report.outcomes.size(), std::size_t(100));
        for (std::size_t i = 0; i < 100; ++i) { // in the order of the sources
            QCOMPARE(seen.report.outcomes[i].source, sources[i].text);
            QCOMPARE(outcomeKindName(seen.report.outcomes[i].what), outcomeKindName(i % 10 == 9 ? OutcomeKind::Failed : OutcomeKind::Imported));
        }
    }
};

QTEST_GUILESS_MAIN(ServedConfigTest)
#include "ServedConfigTest.moc"
