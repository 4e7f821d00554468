// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/StartTlsDialogue.h"

#include <QTest>

using namespace hufu;
using namespace std::string_literals;

/// A recorded dialogue: what the server says, turn by turn.
using Turns = std::vector<std::string>;

namespace {

constexpr int refused = -1;

/// Plays the server's turns, whole or octet by octet; gives what the client sent, and its state.
std::pair<std::vector<std::string>, int> play(StartTls protocol, const Turns &turns, bool octetWise)
{
    StartTlsDialogue dialogue(protocol);
    StartTlsDialogue::Step step = dialogue.begin();
    std::vector<std::string> sent{step.send};
    for (const std::string &turn : turns) {
        std::string said;
        for (std::size_t i = 0; i < turn.size(); i += octetWise ? 1 : turn.size()) {
            auto next = dialogue.receive(octetWise ? turn.substr(i, 1) : turn);
            if (!next)
                return {sent, next.error().code == ErrorCode::StartTlsRefused ? refused : -2};
            step = std::move(*next);
            said += step.send;
        }
        sent.push_back(said);
    }
    return {sent, step.ready ? 1 : 0};
}

/// A packet of MySQL's, sequence number 0.
std::string packet(const std::string &payload) { return std::string(1, char(payload.size())) + "\0\0\0"s + payload; }

// MariaDB 10.11: protocol 10, version, thread, salt, capabilities fe ff (CLIENT_SSL among them)
const std::string mysqlGreeting = packet(
    "\x0a"s + "5.5.5-10.11.6-MariaDB-0+deb12u1\0"s + "\x05\0\0\0"s + "12345678\0"s + "\xfe\xff"s + "\x2d\x02\0\xff\x81"s + "\x15"s
    + std::string(6, '\0') + "\x1d\0\0\0"s + "123456789012\0"s + "mysql_native_password\0"s);

std::string ldapAnswer(char resultCode) { return "\x30\x0c\x02\x01\x01\x78\x07\x0a\x01"s + resultCode + "\x04\0\x04\0"s; }

} // namespace

class StartTlsDialogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dialogues_data() { addDialogues(true); }
    void dialogues()
    {
        QFETCH(int, protocol);
        QFETCH(Turns, server);
        QFETCH(Turns, client);
        QFETCH(int, end);
        const auto [sent, state] = play(StartTls(protocol), server, false);
        QCOMPARE(state, end);
        if (end != refused)
            QCOMPARE(sent, client);
    }

    // What is refused because it comes too early is so only when it comes together.
    void octetByOctetMakesNoDifference_data() { addDialogues(false); }
    void octetByOctetMakesNoDifference()
    {
        QFETCH(int, protocol);
        QFETCH(Turns, server);
        QCOMPARE(play(StartTls(protocol), server, true), play(StartTls(protocol), server, false));
    }

    void anEndlessServerIsRefused()
    {
        for (const StartTls protocol : {StartTls::Smtp, StartTls::Imap, StartTls::Pop3, StartTls::Ldap, StartTls::Mysql}) {
            StartTlsDialogue dialogue(protocol);
            dialogue.begin();
            const std::string line = protocol == StartTls::Smtp ? "220-wait\r\n" : std::string(1000, 'a');
            bool ended = false;
            for (std::size_t said = 0; said <= StartTlsDialogue::maxInput && !ended; said += line.size())
                ended = !dialogue.receive(line);
            QVERIFY(ended);
        }
    }

    void nothingComesAfterTheEnd()
    {
        StartTlsDialogue dialogue(StartTls::Postgres);
        QVERIFY(dialogue.receive("S")->ready);
        QVERIFY(!dialogue.receive("S"));
    }

private:
    static void addDialogues(bool refusedToo)
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<Turns>("server");
        QTest::addColumn<Turns>("client");
        QTest::addColumn<int>("end");
        const auto row = [refusedToo](const char *name, StartTls protocol, Turns server, Turns client, int end) {
            if (refusedToo || end != refused)
                QTest::newRow(name) << int(protocol) << server << client << end;
        };
        const Turns smtp{"", "EHLO localhost\r\n", "STARTTLS\r\n", ""};
        row("SMTP", StartTls::Smtp, {"220 mail ESMTP\r\n", "250-mail\r\n250-SIZE 1\r\n250-STARTTLS\r\n250 HELP\r\n", "220 go\r\n"}, smtp, 1);
        row("SMTP, greeting over several lines, LF only, lower case", StartTls::Smtp,
            {"220-hello\n220 mail\n", "250-mail\n250 starttls\n", "220\n"}, smtp, 1);
        row("SMTP does not offer it", StartTls::Smtp, {"220 mail\r\n", "250-mail\r\n250 X-STARTTLS\r\n"}, {}, refused);
        row("SMTP is not in the mood", StartTls::Smtp, {"554 go away\r\n"}, {}, refused);
        row("SMTP cannot just now", StartTls::Smtp, {"220 mail\r\n", "250 STARTTLS\r\n"}, {"", "EHLO localhost\r\n", "STARTTLS\r\n"}, 0);
        row("SMTP refuses at last", StartTls::Smtp, {"220 mail\r\n", "250-m\r\n250 STARTTLS\r\n", "454 no certificate\r\n"}, {}, refused);
        row("SMTP, injected after the consent", StartTls::Smtp, {"220 m\r\n", "250-m\r\n250 STARTTLS\r\n", "220 go\r\n250 x\r\n"}, {}, refused);
        row("SMTP speaks out of turn", StartTls::Smtp, {"220 m\r\n250 STARTTLS\r\n"}, {}, refused);
        row("an HTTP server asked for SMTP", StartTls::Smtp, {"HTTP/1.1 400 Bad Request\r\n"}, {}, refused);

        const Turns imap{"", "h1 STARTTLS\r\n", ""};
        row("IMAP", StartTls::Imap, {"* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n", "h1 OK begin\r\n"}, imap, 1);
        row("IMAP with an untagged response between", StartTls::Imap, {"* OK ready\r\n", "* CAPABILITY IMAP4rev1\r\nh1 OK\r\n"}, imap, 1);
        row("IMAP does not know it", StartTls::Imap, {"* OK ready\r\n", "h1 BAD unknown\r\n"}, {}, refused);
        row("IMAP already trusts us", StartTls::Imap, {"* PREAUTH hi\r\n"}, {}, refused);
        row("IMAP says good-bye", StartTls::Imap, {"* OK ready\r\n", "* BYE\r\n"}, {}, refused);
        row("IMAP, injected after the consent", StartTls::Imap, {"* OK ready\r\n", "h1 OK\r\nh2 OK\r\n"}, {}, refused);

        row("POP3", StartTls::Pop3, {"+OK ready\r\n", "+OK begin\r\n"}, {"", "STLS\r\n", ""}, 1);
        row("POP3 refuses", StartTls::Pop3, {"+OK ready\r\n", "-ERR no\r\n"}, {}, refused);

        const std::string ldapRequest = "\x30\x1d\x02\x01\x01\x77\x18\x80\x16"s + "1.3.6.1.4.1.1466.20037";
        row("LDAP", StartTls::Ldap, {ldapAnswer(0)}, {ldapRequest, ""}, 1);
        row("LDAP with long lengths, as Active Directory writes them", StartTls::Ldap,
            {"\x30\x84\0\0\0\x28\x02\x01\x01\x78\x84\0\0\0\x1f\x0a\x01\0\x04\0\x04\0\x8a\x16"s + "1.3.6.1.4.1.1466.20037"}, {ldapRequest, ""}, 1);
        row("LDAP: TLS unavailable", StartTls::Ldap, {ldapAnswer(52)}, {}, refused);
        row("LDAP, injected after the consent", StartTls::Ldap, {ldapAnswer(0) + "\x30"}, {}, refused);
        row("LDAP, another answer", StartTls::Ldap, {"\x30\x05\x02\x01\x01\x61\0"s}, {}, refused);
        row("LDAP, something else whose second octet could be a length", StartTls::Ldap, {"SSH-2.0-OpenSSH_9.2\r\n"}, {}, refused);
        row("LDAP, indefinite length", StartTls::Ldap, {"\x30\x80"s}, {}, refused);
        row("LDAP, absurd length", StartTls::Ldap, {"\x30\x84\xff\xff\xff\xff"s}, {}, refused);

        const std::string sslRequest = "\0\0\0\x08\x04\xd2\x16\x2f"s;
        row("PostgreSQL", StartTls::Postgres, {"S"}, {sslRequest, ""}, 1);
        row("PostgreSQL without TLS", StartTls::Postgres, {"N"}, {}, refused);
        row("PostgreSQL, an error of an old server", StartTls::Postgres, {"EFATAL: unsupported frontend protocol\0"s}, {}, refused);

        const std::string mysqlRequest = "\x20\0\0\x01\0\x8a\x08\0\0\0\0\x01\x2d"s + std::string(23, '\0');
        row("MariaDB", StartTls::Mysql, {mysqlGreeting}, {"", mysqlRequest}, 1);
        std::string plain = mysqlGreeting;
        plain[plain.find("\xfe\xff") + 1] = '\xf7';
        row("MySQL without TLS", StartTls::Mysql, {plain}, {}, refused);
        row("MySQL says who may not come", StartTls::Mysql, {packet("\xff\x6a\x04Host not allowed"s)}, {}, refused);
        row("MySQL, something else", StartTls::Mysql, {"SSH-2.0-OpenSSH_9.2\r\n"}, {}, refused);
        row("MySQL, a greeting without an end of its version", StartTls::Mysql, {packet("\x0a"s + "abcd")}, {}, refused);
        row("MySQL, bytes behind the greeting", StartTls::Mysql, {mysqlGreeting + "x"}, {}, refused);
    }
};

QTEST_APPLESS_MAIN(StartTlsDialogueTest)
#include "StartTlsDialogueTest.moc"
