// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/intake/ConfigWalk.h"
#include "tests/intake/MemoryConfigFiles.h"

#include <QTest>

using namespace hufu;
using namespace hufu::test;

using Texts = std::map<std::string, std::string>;
using Lines = QStringList;

/// A reading as lines: "certificate /path [names] @ file:line", and failures as "! file:line Code".
static Lines told(const ServerConfigReading &reading)
{
    Lines lines;
    for (const ServerReference &reference : reading.references) {
        QString names;
        for (const std::string &name : reference.serverNames)
            names += (names.isEmpty() ? "" : " ") + QString::fromStdString(name);
        lines << QString("%1 %2 [%3] @ %4").arg(referenceRoleName(reference.role), QString::fromStdString(reference.path), names,
                                                QString::fromStdString(reference.where()));
    }
    for (const SourceFailure &failure : reading.failures)
        lines << QString("! %1 %2").arg(QString::fromStdString(failure.where), errorName(failure.error.code));
    return lines;
}

class ServerConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nginx_data()
    {
        QTest::addColumn<Texts>("files");
        QTest::addColumn<Lines>("expected");
        const auto row = [](const char *name, Texts files, Lines expected) { QTest::newRow(name) << files << expected; };
        const std::string main = "/etc/nginx/nginx.conf";
        row("a server with certificate and key", {{main, "http {\n server {\n  listen 443 ssl;\n  server_name his.example www.his.example;\n"
                                                          "  ssl_certificate /pki/his.pem;\n  ssl_certificate_key his.key;\n }\n}\n"}},
            {"certificate /pki/his.pem [his.example www.his.example] @ /etc/nginx/nginx.conf:5",
             "key /etc/nginx/his.key [his.example www.his.example] @ /etc/nginx/nginx.conf:6"});
        row("names may follow the certificate", {{main, "server { ssl_certificate a.pem; server_name a.example; }"}},
            {"certificate /etc/nginx/a.pem [a.example] @ /etc/nginx/nginx.conf:1"});
        row("two certificates, RSA and EC", {{main, "server { server_name a; ssl_certificate r.pem; ssl_certificate e.pem; }"}},
            {"certificate /etc/nginx/r.pem [a] @ /etc/nginx/nginx.conf:1", "certificate /etc/nginx/e.pem [a] @ /etc/nginx/nginx.conf:1"});
        row("client and trusted authorities", {{main, "server { ssl_client_certificate c.pem; ssl_trusted_certificate t.pem; }"}},
            {"client CA /etc/nginx/c.pem [] @ /etc/nginx/nginx.conf:1", "trusted CA /etc/nginx/t.pem [] @ /etc/nginx/nginx.conf:1"});
        row("inherited from http by those who speak TLS and have none of their own",
            {{main, "http { ssl_certificate all.pem;\n server { listen 443 ssl; server_name a; }\n server { listen 80; server_name b; }\n"
                    "server { listen [::]:443 ssl; server_name c; ssl_certificate c.pem; } }"}},
            {"certificate /etc/nginx/all.pem [a] @ /etc/nginx/nginx.conf:1", "certificate /etc/nginx/c.pem [c] @ /etc/nginx/nginx.conf:4"});
        row("quotes, escapes, comments",
            {{main, "server { # ssl_certificate no.pem;\n server_name 'a' \"b\"; ssl_certificate \"/p ki/a\\\"b;{}.pem\"; }"}},
            {"certificate /p ki/a\"b;{}.pem [a b] @ /etc/nginx/nginx.conf:2"});
        row("a hash inside a word is no comment", {{main, "server { ssl_certificate /a#b.pem; }"}},
            {"certificate /a#b.pem [] @ /etc/nginx/nginx.conf:1"});
        row("wildcard, default and pattern names", {{main, "server { server_name .a.example _ \"\" ~^x\\d+$ *.b; ssl_certificate a.pem; }"}},
            {"certificate /etc/nginx/a.pem [a.example *.a.example *.b] @ /etc/nginx/nginx.conf:1"});
        row("a path with a variable cannot be known", {{main, "server { ssl_certificate /pki/$ssl_server_name.pem;\n ssl_certificate /${x}.pem; }"}},
            {"! /etc/nginx/nginx.conf:1 Unsupported", "! /etc/nginx/nginx.conf:2 Unsupported"});
        row("a key that lies in no file", {{main, "server { ssl_certificate_key engine:pkcs11:id_01; }"}}, {});
        row("include with a pattern, in the order of names",
            {{main, "http { include sites/*.conf; }"},
             {"/etc/nginx/sites/b.conf", "server { server_name b; ssl_certificate b.pem; }"},
             {"/etc/nginx/sites/a.conf", "server { server_name a; ssl_certificate a.pem; }"},
             {"/etc/nginx/sites/c.txt", "server { server_name c; ssl_certificate c.pem; }"}},
            {"certificate /etc/nginx/a.pem [a] @ /etc/nginx/sites/a.conf:1", "certificate /etc/nginx/b.pem [b] @ /etc/nginx/sites/b.conf:1"});
        row("a snippet that several servers include refers once, for all",
            {{main, "server { server_name a; include tls.conf; }\nserver { server_name b; include tls.conf; }"},
             {"/etc/nginx/tls.conf", "ssl_certificate w.pem;"}},
            {"certificate /etc/nginx/w.pem [a b] @ /etc/nginx/tls.conf:1"});
        row("what an included file lacks is named where it is included", {{main, "events {}\ninclude gone.conf;"}},
            {"! /etc/nginx/nginx.conf:2 NotFound"});
        row("a pattern that fits nothing is no error", {{main, "include gone/*.conf;"}}, {});
        row("a file that includes itself", {{main, "server { ssl_certificate a.pem; }\ninclude nginx.conf;"}},
            {"certificate /etc/nginx/a.pem [] @ /etc/nginx/nginx.conf:1", "! /etc/nginx/nginx.conf:2 Malformed"});
        row("a circle over two files", {{main, "include b.conf;"}, {"/etc/nginx/b.conf", "\ninclude nginx.conf;"}},
            {"! /etc/nginx/b.conf:2 Malformed"});
        row("what stands before a fault is kept", {{main, "server { ssl_certificate a.pem; }\nserver { ssl_certificate b.pem;"}},
            {"certificate /etc/nginx/a.pem [] @ /etc/nginx/nginx.conf:1", "certificate /etc/nginx/b.pem [] @ /etc/nginx/nginx.conf:2",
             "! /etc/nginx/nginx.conf:2 Malformed"});
        row("a directive without its end", {{main, "server {\n ssl_certificate a.pem\n}"}}, {"! /etc/nginx/nginx.conf:2 Malformed"});
        row("a quote that is not closed", {{main, "server_name \"a;"}}, {"! /etc/nginx/nginx.conf:1 Malformed"});
        row("a brace too many", {{main, "server { ssl_certificate a.pem; }\n}"}},
            {"certificate /etc/nginx/a.pem [] @ /etc/nginx/nginx.conf:1", "! /etc/nginx/nginx.conf:2 Malformed"});
        row("Lua between braces is not read", {{main, "server { ssl_certificate_by_lua_block {\n local s = \"}\" -- }\n if x then y = {} end\n }\n"
                                                      " ssl_certificate a.pem; server_name a; }"}},
            {"certificate /etc/nginx/a.pem [a] @ /etc/nginx/nginx.conf:5"});
        row("stream and mail servers", {{main, "stream { server { listen 636 ssl; ssl_certificate ldap.pem; } }\n"
                                               "mail { ssl_certificate mail.pem; server { listen 143; starttls on; server_name mail.example; } }"}},
            {"certificate /etc/nginx/ldap.pem [] @ /etc/nginx/nginx.conf:1", "certificate /etc/nginx/mail.pem [mail.example] @ /etc/nginx/nginx.conf:2"});
        row("as a client of another server", {{main, "server { server_name a; location / { proxy_ssl_certificate c.pem; } }"}},
            {"certificate /etc/nginx/c.pem [] @ /etc/nginx/nginx.conf:1"});
    }
    void nginx()
    {
        QFETCH(Texts, files);
        QFETCH(Lines, expected);
        MemoryConfigFiles memory(files);
        QCOMPARE(told(readServerConfig(ServerKind::Nginx, "/etc/nginx/nginx.conf", memory)), expected);
    }

    void apache_data()
    {
        QTest::addColumn<Texts>("files");
        QTest::addColumn<Lines>("expected");
        const auto row = [](const char *name, Texts files, Lines expected) { QTest::newRow(name) << files << expected; };
        const std::string main = "/etc/apache2/apache2.conf";
        row("a virtual host", {{main, "<VirtualHost *:443>\n  ServerName his.example:443\n  ServerAlias www.his.example\n  SSLEngine on\n"
                                      "  SSLCertificateFile /pki/his.pem\n  sslcertificatekeyfile his.key\n  SSLCertificateChainFile chain.pem\n"
                                      "  SSLCACertificateFile \"/pki/client ca.pem\"\n</VirtualHost>\n"}},
            {"certificate /pki/his.pem [his.example www.his.example] @ /etc/apache2/apache2.conf:5",
             "key /etc/apache2/his.key [his.example www.his.example] @ /etc/apache2/apache2.conf:6",
             "chain /etc/apache2/chain.pem [his.example www.his.example] @ /etc/apache2/apache2.conf:7",
             "client CA /pki/client ca.pem [his.example www.his.example] @ /etc/apache2/apache2.conf:8"});
        row("ServerName first, wherever it stands",
            {{main, "<VirtualHost *>\nServerAlias b\nSSLCertificateFile a.pem\nServerName https://a:443\n</VirtualHost>"}},
            {"certificate /etc/apache2/a.pem [a b] @ /etc/apache2/apache2.conf:3"});
        row("the main server's certificate serves hosts that have none",
            {{main, "ServerName m\nSSLCertificateFile m.pem\n<VirtualHost *:443>\nServerName a\nSSLEngine on\n</VirtualHost>\n"
                    "<VirtualHost *:80>\nServerName b\n</VirtualHost>\n"}},
            {"certificate /etc/apache2/m.pem [m a] @ /etc/apache2/apache2.conf:2"});
        row("ServerRoot, Define and quotes",
            {{main, "ServerRoot \"/srv/www\"\nDefine PKI /pki\nDefine SITE 'his example'\n<VirtualHost *>\nSSLCertificateFile \"${PKI}/${SITE}.pem\"\n"
                    "SSLCertificateKeyFile keys/a.key\n</VirtualHost>"}},
            {"certificate /pki/his example.pem [] @ /etc/apache2/apache2.conf:5", "key /srv/www/keys/a.key [] @ /etc/apache2/apache2.conf:6"});
        row("a variable of the environment cannot be known",
            {{main, "SSLCertificateFile ${PKI}/a.pem\nInclude ${PKI}/b.conf"}},
            {"! /etc/apache2/apache2.conf:1 Unsupported", "! /etc/apache2/apache2.conf:2 Unsupported"});
        row("lines that go on, comments, sections of other kinds",
            {{main, "# SSLCertificateFile no.pem\n<IfModule mod_ssl.c>\n  <VirtualHost \\\n *:443>\nServerName \\\n  a\nSSLCertificateFile a.pem\n"
                    "</VirtualHost>\n</IfModule>\n"}},
            {"certificate /etc/apache2/a.pem [a] @ /etc/apache2/apache2.conf:7"});
        row("a comment may go on too", {{main, "# no \\\nSSLCertificateFile a.pem\n"}}, {});
        row("includes: pattern, folder, optional",
            {{main, "IncludeOptional sites/*.conf\nInclude extra\nIncludeOptional gone.conf\nIncludeOptional gone/*.conf\n"},
             {"/etc/apache2/sites/a.conf", "SSLCertificateFile a.pem"},
             {"/etc/apache2/extra/b.conf", "SSLCertificateFile b.pem"},
             {"/etc/apache2/extra/deep/c.conf", "SSLCertificateFile c.pem"}},
            {"certificate /etc/apache2/a.pem [] @ /etc/apache2/sites/a.conf:1", "certificate /etc/apache2/b.pem [] @ /etc/apache2/extra/b.conf:1"});
        row("includes that must be there", {{main, "Include gone.conf\nInclude gone/*.conf\n"}},
            {"! /etc/apache2/apache2.conf:1 NotFound", "! /etc/apache2/apache2.conf:2 NotFound"});
        row("a circle", {{main, "Include apache2.conf"}}, {"! /etc/apache2/apache2.conf:1 Malformed"});
        row("an include inside of a host belongs to it",
            {{main, "<VirtualHost *>\nServerName a\nInclude tls.conf\n</VirtualHost>\n<VirtualHost *>\nServerName b\nInclude tls.conf\n</VirtualHost>"},
             {"/etc/apache2/tls.conf", "SSLCertificateFile w.pem"}},
            {"certificate /etc/apache2/w.pem [a b] @ /etc/apache2/tls.conf:1"});
        row("templates of mod_macro are said not to be read",
            {{main, "<Macro Site $name>\n<VirtualHost *>\nSSLCertificateFile /pki/$name.pem\n</VirtualHost>\n</Macro>\nSSLCertificateFile a.pem"}},
            {"certificate /etc/apache2/a.pem [] @ /etc/apache2/apache2.conf:6", "! /etc/apache2/apache2.conf:1 Unsupported"});
        row("a host that is not closed", {{main, "<VirtualHost *>\nServerName a\nSSLCertificateFile a.pem"}},
            {"certificate /etc/apache2/a.pem [a] @ /etc/apache2/apache2.conf:3"});
        row("a key in a token", {{main, "SSLCertificateFile pkcs11:object=a"}}, {});
    }
    void apache()
    {
        QFETCH(Texts, files);
        QFETCH(Lines, expected);
        MemoryConfigFiles memory(files);
        QCOMPARE(told(readServerConfig(ServerKind::Apache, "/etc/apache2/apache2.conf", memory)), expected);
    }

    void haproxy_data()
    {
        QTest::addColumn<Texts>("files");
        QTest::addColumn<Lines>("expected");
        const auto row = [](const char *name, Texts files, Lines expected) { QTest::newRow(name) << files << expected; };
        const std::string main = "/etc/haproxy/haproxy.cfg";
        row("a bind line", {{main, "global\n crt-base /pki/crt\n ca-base /pki/ca\nfrontend web\n bind :443 ssl crt his.pem crt /abs/b.pem ca-file c.pem verify required\n"}},
            {"certificate /pki/crt/his.pem [] @ /etc/haproxy/haproxy.cfg:5", "certificate /abs/b.pem [] @ /etc/haproxy/haproxy.cfg:5",
             "client CA /pki/ca/c.pem [] @ /etc/haproxy/haproxy.cfg:5"});
        row("without a base: beside the configuration", {{main, "frontend web\n bind :443 ssl crt his.pem"}},
            {"certificate /etc/haproxy/his.pem [] @ /etc/haproxy/haproxy.cfg:2"});
        row("a server that is spoken to, with a certificate of our own",
            {{main, "backend b\n server crt 10.0.0.1:443 ssl crt /pki/client.pem ca-file /pki/ca.pem check\n default-server ca-file /pki/d.pem\n"
                    " server s 10.0.0.2:443 ssl ca-file @system-ca\n"}},
            {"certificate /pki/client.pem [] @ /etc/haproxy/haproxy.cfg:2", "trusted CA /pki/ca.pem [] @ /etc/haproxy/haproxy.cfg:2",
             "trusted CA /pki/d.pem [] @ /etc/haproxy/haproxy.cfg:3"});
        row("a crt-list with options and names",
            {{main, "global\n crt-base /pki\nfrontend web\n bind :443 ssl crt-list list.txt\n"},
             {"/etc/haproxy/list.txt", "# certificates\na.pem a.example *.a.example !x.a.example\n\n"
                                       "b.pem [alpn h2 ca-file /ca/b.pem verify required] b.example\nc.pem [ocsp-update on]\n"}},
            {"certificate /pki/a.pem [a.example *.a.example] @ /etc/haproxy/list.txt:2", "certificate /pki/b.pem [b.example] @ /etc/haproxy/list.txt:4",
             "client CA /ca/b.pem [] @ /etc/haproxy/list.txt:4", "certificate /pki/c.pem [] @ /etc/haproxy/list.txt:5"});
        row("a crt-list that is not there", {{main, "frontend web\n bind :443 ssl crt-list gone"}}, {"! /etc/haproxy/haproxy.cfg:2 NotFound"});
        row("quotes, escapes, comments",
            {{main, "frontend web # crt no.pem\n bind :443 ssl crt \"/p ki/a.pem\" crt '/p$ki/b.pem' crt /p\\ k/c.pem # crt no.pem\n"}},
            {"certificate /p ki/a.pem [] @ /etc/haproxy/haproxy.cfg:2", "certificate /p k/c.pem [] @ /etc/haproxy/haproxy.cfg:2",
             "! /etc/haproxy/haproxy.cfg:2 Unsupported"});
        row("variables, known and unknown",
            {{main, "global\n setenv PKI /pki\n presetenv SITE his\nfrontend web\n bind :443 ssl crt \"${PKI}/$SITE.pem\" crt \"$OTHER/b.pem\"\n"}},
            {"certificate /pki/his.pem [] @ /etc/haproxy/haproxy.cfg:5", "! /etc/haproxy/haproxy.cfg:5 Unsupported"});
        row("a crt-store", {{main, "crt-store web\n crt-base /pki\n load crt a.pem key a.key alias a\nfrontend f\n bind :443 ssl crt @web/a"}},
            {"certificate /pki/a.pem [] @ /etc/haproxy/haproxy.cfg:3", "key /pki/a.key [] @ /etc/haproxy/haproxy.cfg:3"});
    }
    void haproxy()
    {
        QFETCH(Texts, files);
        QFETCH(Lines, expected);
        MemoryConfigFiles memory(files);
        QCOMPARE(told(readServerConfig(ServerKind::Haproxy, "/etc/haproxy/haproxy.cfg", memory)), expected);
    }

    void haproxySaysTheSection()
    {
        MemoryConfigFiles memory(Texts{{"/h.cfg", "frontend web\n bind :443 ssl crt /a.pem"}});
        QCOMPARE(readServerConfig(ServerKind::Haproxy, "/h.cfg", memory).references.at(0).section, std::string("frontend web"));
    }

    void aSnippetFindsTheServersFolder()
    {
        MemoryConfigFiles nginx(Texts{{"/etc/nginx/nginx.conf", ""}, {"/etc/nginx/sites/a.conf", "server { ssl_certificate pki/a.pem; }"}});
        QCOMPARE(told(readServerConfig(ServerKind::Nginx, "/etc/nginx/sites/a.conf", nginx)),
                 Lines{"certificate /etc/nginx/pki/a.pem [] @ /etc/nginx/sites/a.conf:1"});
        MemoryConfigFiles apache(Texts{{"/etc/httpd/conf/httpd.conf", ""}, {"/etc/httpd/conf.d/a.conf", "SSLCertificateFile pki/a.pem"}});
        QCOMPARE(told(readServerConfig(ServerKind::Apache, "/etc/httpd/conf.d/a.conf", apache)),
                 Lines{"certificate /etc/httpd/pki/a.pem [] @ /etc/httpd/conf.d/a.conf:1"});
    }

    void boundsHold()
    {
        // Each file includes the next twice: 2^20 readings if nobody counted.
        Texts texts;
        for (int i = 0; i < 20; ++i) {
            const std::string next = "include f" + std::to_string(i + 1) + ";";
            texts["/c/f" + std::to_string(i)] = next + next + "ssl_certificate a.pem;";
        }
        MemoryConfigFiles bomb(texts);
        const ServerConfigReading read = readServerConfig(ServerKind::Nginx, "/c/f0", bomb);
        QVERIFY(read.files.size() <= ConfigWalk::maxDepth);
        QVERIFY(!read.failures.empty() && read.failures.size() <= 1000);

        MemoryConfigFiles deep(Texts{{"/c/deep", std::string(100'000, '{')}});
        const ServerConfigReading nested = readServerConfig(ServerKind::Nginx, "/c/deep", deep);
        QCOMPARE(nested.failures.size(), std::size_t(1));
        QCOMPARE(nested.failures[0].error.code, ErrorCode::TooLarge);
    }

    void detects_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const char *text, ServerKind kind) { QTest::newRow(name) << QByteArray(text) << int(kind); };
        row("nginx, whole", "user www-data;\nevents { worker_connections 768; }\nhttp {\n include sites-enabled/*;\n}\n", ServerKind::Nginx);
        row("nginx, a site", "server {\n listen 443 ssl;\n}\n", ServerKind::Nginx);
        row("nginx, a snippet", "ssl_certificate /a;\nssl_certificate_key /b;\n", ServerKind::Nginx);
        row("nginx, in one line", "http { server { listen 443 ssl; ssl_certificate /a; ssl_certificate_key /b; } }\n", ServerKind::Nginx);
        row("nginx, in one line after another directive", "user www; events {} http { server { listen 80; } }", ServerKind::Nginx);
        row("nginx, the braces on lines of their own", "server\n{\n  listen 443 ssl;\n  return 200;\n}\n", ServerKind::Nginx);
        row("nginx, commented out", "# ssl_certificate /a;\nhello { # ssl_certificate /a;\n}\n", ServerKind::None);
        row("prose with an nginx word at a line's end", "This is about a\nserver {\nlisten, it says; and\nso on }\n", ServerKind::None);
        row("Apache, whole", "ServerRoot \"/etc/httpd\"\nListen 80\n<IfModule unixd_module>\nUser apache\n</IfModule>\n", ServerKind::Apache);
        row("Apache, a site", "<VirtualHost *:80>\n ServerName a\n</VirtualHost>\n", ServerKind::Apache);
        row("Apache, a snippet", "SSLCertificateFile /a\n", ServerKind::Apache);
        row("HAProxy", "global\n\tdaemon\nfrontend f\n\tbind :443 ssl crt /a\n\tdefault_backend b\n", ServerKind::Haproxy);
        row("HAProxy without indentation", "listen web\nbind :443 ssl crt /a\nserver s 10.0.0.1:80\n", ServerKind::Haproxy);
        row("prose about HAProxy", "There are sections:\n\n  frontend web\n  bind :443 is the address and\n  nothing else matters.\nSo it is.\n",
            ServerKind::None);
        row("prose", "The server { listens }; but\nfrontend work and\nServerName are words.\n", ServerKind::None);
        row("YAML", "global:\n  mode: http\nserver:\n  listen: 443\n", ServerKind::None);
        row("a program", "int main()\n{\n    server(1);\n    listen(2);\n}\n", ServerKind::None);
        row("empty", "", ServerKind::None);
        QTest::newRow("binary") << QByteArray("\0ssl_certificate /a;\n", 20) << int(ServerKind::None);
    }
    void detects()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QCOMPARE(int(detectServerConfig(text.toStdString())), kind);
    }
};

QTEST_APPLESS_MAIN(ServerConfigTest)
#include "ServerConfigTest.moc"
