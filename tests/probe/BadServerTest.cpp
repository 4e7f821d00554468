// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/probe/TlsEndpoint.h"
#include "tests/probe/BadServer.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;
using Treatment = std::function<void(const BadServer::Visitor &)>;
Q_DECLARE_METATYPE(Treatment)

/// Servers that never come to present a chain: the right error, within the time-out, whatever they do.
class BadServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRightError_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<Treatment>("treat");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, StartTls protocol, Treatment treat, ErrorCode code) {
            QTest::newRow(name) << int(protocol) << std::move(treat) << code;
        };
        using Visitor = BadServer::Visitor;
        const Treatment closes = [](const Visitor &) {};
        const Treatment isSilent = [](const Visitor &visitor) { visitor.listen(); };
        const Treatment talksForever = [](const Visitor &visitor) {
            while (visitor.say("220-and another thing\r\n")) { }
        };
        const Treatment talksNonsense = [](const Visitor &visitor) {
            visitor.say("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
            visitor.listen();
        };
        const Treatment drips = [](const Visitor &visitor) {
            // A record that is announced with 16,000 octets and comes at some twenty a second.
            for (visitor.say(std::string_view("\x16\x03\x03\x3e\x80\x02", 6)); visitor.say(std::string_view("\0", 1));)
                std::this_thread::sleep_for(50ms);
        };
        const Treatment dripsGreeting = [](const Visitor &visitor) {
            while (visitor.say("220-\r\n"))
                std::this_thread::sleep_for(50ms);
        };
        for (const auto &[name, protocol] : {std::pair("TLS", StartTls::None), {"SMTP", StartTls::Smtp}, {"IMAP", StartTls::Imap}, {"POP3", StartTls::Pop3},
                                             {"LDAP", StartTls::Ldap}, {"PostgreSQL", StartTls::Postgres}, {"MySQL", StartTls::Mysql}}) {
            const auto title = [name = std::string(name)](const char *what) { return name + ": " + what; };
            const ErrorCode refused = protocol == StartTls::None ? ErrorCode::TlsFailed : ErrorCode::StartTlsRefused;
            row(title("closes at once").c_str(), protocol, closes, ErrorCode::ConnectionClosed);
            row(title("never answers").c_str(), protocol, isSilent, ErrorCode::ConnectionTimedOut);
            row(title("talks without end").c_str(), protocol, talksForever, refused);
            row(title("speaks something else").c_str(), protocol, talksNonsense, refused);
        }
        row("TLS: comes drop by drop", StartTls::None, drips, ErrorCode::ConnectionTimedOut);
        row("SMTP: comes drop by drop", StartTls::Smtp, dripsGreeting, ErrorCode::ConnectionTimedOut);
        row("PostgreSQL: closes after its consent", StartTls::Postgres,
            [](const Visitor &visitor) {
                visitor.hear();
                visitor.say("S");
                visitor.hear(); // the ClientHello
            },
            ErrorCode::ConnectionClosed);
        row("PostgreSQL: nonsense after its consent", StartTls::Postgres,
            [](const Visitor &visitor) {
                visitor.hear();
                visitor.say("S");
                visitor.hear();
                visitor.say("HTTP/1.1 400 Bad Request\r\n\r\n");
                visitor.listen();
            },
            ErrorCode::TlsFailed);
        row("TLS: an alert instead of an answer", StartTls::None,
            [](const Visitor &visitor) {
                visitor.hear();
                visitor.say(std::string_view("\x15\x03\x03\x00\x02\x02\x28", 7)); // fatal, handshake_failure
            },
            ErrorCode::TlsFailed);
    }
    void theRightError()
    {
        QFETCH(int, protocol);
        QFETCH(Treatment, treat);
        QFETCH(ErrorCode, code);
        const BadServer server(treat);
        QElapsedTimer timer;
        timer.start();
        const auto chain = readPresentedChain({"127.0.0.1", server.port(), StartTls(protocol), ""}, 400ms);
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY(!chain);
        QVERIFY2(chain.error().code == code, (std::string(errorName(chain.error().code)) + ": " + chain.error().detail).c_str());
        QCOMPARE(chain.error().subject, "127.0.0.1:" + std::to_string(server.port()));
        if (code == ErrorCode::ConnectionTimedOut)
            QVERIFY(timer.elapsed() >= 400);
    }

    void nobodyListens()
    {
        std::uint16_t port = 0;
        {
            const BadServer gone([](const BadServer::Visitor &) {});
            port = gone.port();
        }
        const auto chain = readPresentedChain({"127.0.0.1", port, StartTls::None, ""}, 2s);
        QVERIFY(!chain);
        QCOMPARE(chain.error().code, ErrorCode::ConnectionRefused);
    }

    void aNameThatCannotBe()
    {
        const auto chain = readPresentedChain({std::string(64, 'a') + ".invalid", 443, StartTls::None, ""}, 5s);
        QVERIFY(!chain);
        QCOMPARE(chain.error().code, ErrorCode::HostNotFound);
    }

    void cancelledAtOnce()
    {
        const BadServer server([](const BadServer::Visitor &visitor) { visitor.listen(); });
        std::stop_source stop;
        const std::jthread canceller([&stop] {
            std::this_thread::sleep_for(200ms);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const auto chain = readPresentedChain({"127.0.0.1", server.port(), StartTls::None, ""}, 60s, stop.get_token());
        QVERIFY(!chain);
        QCOMPARE(chain.error().code, ErrorCode::Cancelled);
        QVERIFY(timer.elapsed() < 2000);
    }

    void cancelledBefore()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto chain = readPresentedChain({"localhost", 1, StartTls::None, ""}, 60s, stop.get_token());
        QVERIFY(!chain);
        QCOMPARE(chain.error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(BadServerTest)
#include "BadServerTest.moc"
