// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/EndpointSpec.h"

#include <QTest>

using namespace hufu;

class EndpointSpecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<EndpointSpec>("spec");
        QTest::addColumn<QByteArray>("hostAndPort");
        const auto row = [](const char *text, EndpointSpec spec, const char *hostAndPort) {
            QTest::newRow(text) << QByteArray(text) << spec << QByteArray(hostAndPort);
        };
        row("his.example:443", {"his.example", 443, StartTls::None, ""}, "his.example:443");
        row("10.0.0.5:8443", {"10.0.0.5", 8443, StartTls::None, ""}, "10.0.0.5:8443");
        row("[::1]:443", {"::1", 443, StartTls::None, ""}, "[::1]:443");
        row("[fe80::1%eth0]:1", {"fe80::1%eth0", 1, StartTls::None, ""}, "[fe80::1%eth0]:1");
        row("病历.example:65535", {"病历.example", 65535, StartTls::None, ""}, "病历.example:65535");
        row("https://his.example", {"his.example", 443, StartTls::None, ""}, "his.example:443");
        row("https://his.example:8443/login?x=1:2", {"his.example", 8443, StartTls::None, ""}, "his.example:8443");
        row("tls://h", {"h", 443, StartTls::None, ""}, "h:443");
        row("SMTP://mail.example", {"mail.example", 587, StartTls::Smtp, ""}, "mail.example:587");
        row("smtp://mail.example:25", {"mail.example", 25, StartTls::Smtp, ""}, "mail.example:25");
        row("smtps://mail.example", {"mail.example", 465, StartTls::None, ""}, "mail.example:465");
        row("imap://mail.example", {"mail.example", 143, StartTls::Imap, ""}, "mail.example:143");
        row("pop3://mail.example", {"mail.example", 110, StartTls::Pop3, ""}, "mail.example:110");
        row("ldap://ad.example", {"ad.example", 389, StartTls::Ldap, ""}, "ad.example:389");
        row("ldaps://ad.example", {"ad.example", 636, StartTls::None, ""}, "ad.example:636");
        row("postgres://db.example", {"db.example", 5432, StartTls::Postgres, ""}, "db.example:5432");
        row("mysql://[::1]", {"::1", 3306, StartTls::Mysql, ""}, "[::1]:3306");
        row("mariadb://db.example:3307", {"db.example", 3307, StartTls::Mysql, ""}, "db.example:3307");
        row("his.example@10.0.0.5:443", {"10.0.0.5", 443, StartTls::None, "his.example"}, "10.0.0.5:443");
        row("imap://mail.example@[::1]:143", {"::1", 143, StartTls::Imap, "mail.example"}, "[::1]:143");
    }
    void parses()
    {
        QFETCH(QByteArray, text);
        QFETCH(EndpointSpec, spec);
        QFETCH(QByteArray, hostAndPort);
        const auto parsed = EndpointSpec::parse(text.toStdString());
        QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
        QVERIFY(*parsed == spec);
        QCOMPARE(QByteArray::fromStdString(parsed->hostAndPort()), hostAndPort);
    }

    void usualStartTls()
    {
        QCOMPARE(EndpointSpec::usualAt(443), StartTls::None);
        QCOMPARE(EndpointSpec::usualAt(8443), StartTls::None);
        QCOMPARE(EndpointSpec::usualAt(993), StartTls::None);
        QCOMPARE(EndpointSpec::usualAt(25), StartTls::Smtp);
        QCOMPARE(EndpointSpec::usualAt(143), StartTls::Imap);
        QCOMPARE(EndpointSpec::usualAt(5432), StartTls::Postgres);
        QCOMPARE(EndpointSpec::usualAt(3306), StartTls::Mysql);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "his.example", "his.example:", "his.example:0", "his.example:65536", "his.example:443x", "his.example:-1",
                                 ":443", "::1:443", "[::1", "[::1]x:1", "[]:443", "gopher://h:70", "://h:1", "a b:443", "/etc/ssl:443",
                                 "@h:443", "-h:443", ".h:443", "h\n:443", "[1.2.3.4]:443", "https://", "x@y@z:443"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("a name that is too long") << QByteArray(254, 'a') + ":443";
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto parsed = EndpointSpec::parse(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(QByteArray::fromStdString(parsed.error().subject), text);
    }
};

QTEST_APPLESS_MAIN(EndpointSpecTest)
#include "EndpointSpecTest.moc"
