// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pki/CrlReader.h"
#include "models/pki/CrlWriter.h"
#include "models/pki/PemReader.h"
#include "models/replica/CrlFollower.h"
#include "models/store/AtomicFile.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Stranger.h"
#include "tests/support/Verify.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;

/// What a relying server's CRLs are taken from, and what not, whoever stands between it and the authority. With real commands beside real servers: CrlFollowTest.
class CrlFollowerTest : public QObject {
    Q_OBJECT

    struct Ca {
        explicit Ca(const char *name, int index) : certificate(CertBuilder::ca(name, index).build()) {}
        Bytes crl(std::uint64_t number, Instant from, std::chrono::hours life = 24h) const
        {
            return makeCrl(certificate.der, *signerOf(certificate.key), number, from, from + life, {}).value();
        }
        TestCertificate certificate;
    };

    const Ca m_root{"CN=Root,O=第一医院", 901}, m_clients{"CN=Clients,O=第一医院", 902};
    const Instant m_today = fromIso("2026-11-29T02:30:00Z").value();
    QTemporaryDir m_folder;
    int m_files = 0;

    CrlFollower::Settings settings(std::vector<std::string> urls = {})
    {
        return {.urls = std::move(urls), .cas = {m_root.certificate.der, m_clients.certificate.der},
                .output = m_folder.filePath(QString::number(++m_files) + ".pem").toStdString(), .check = {}, .reload = {}, .hindered = {}, .clock = [this] { return m_today; }};
    }
    /// "root 1, clients 3" of what lies in a file.
    std::string heldIn(const std::string &file) const
    {
        const Result<Bytes> bytes = readSmallFile(file, 1u << 20);
        std::string text;
        PemReader reader(bytes ? textOf(*bytes) : std::string_view());
        for (PemBlock block; reader.next(block);) {
            const Result<Bytes> der = decodeBody(block);
            const Result<Crl> crl = der ? Crl::read(*der) : fail(der.error());
            if (!crl)
                return "broken";
            text += (text.empty() ? "" : ", ") + std::string(crl->verify(m_root.certificate.der) ? "root " : "clients ") + std::to_string(crl->numberValue());
        }
        return text;
    }

private Q_SLOTS:
    /// By whatever ids a server offers them.
    void noCasCrlGivesWayToAnOlderOne()
    {
        const CrlFollower::Settings where = settings();
        CrlFollower follower(where);
        const Bytes root = m_root.crl(1, m_today);
        const Result<CrlFollower::Round> first = follower.take({{"a", root}, {"b", m_clients.crl(3, m_today)}});
        VERIFY_OK(first);
        QVERIFY(first->installed && first->troubles.empty());
        QCOMPARE(heldIn(where.output), std::string("root 1, clients 3"));
        const Result<CrlFollower::Round> renamed = follower.take({{"c", root}, {"d", m_clients.crl(2, m_today)}});
        VERIFY_OK(renamed);
        QVERIFY(!renamed->installed && renamed->troubles.size() == 1);
        QCOMPARE(renamed->troubles.front().code, ErrorCode::Replayed);
        QCOMPARE(renamed->byCa.at("d"), std::uint64_t(3)); // reported is what is here
        // Nor after a restart: the file remembers.
        CrlFollower again(where);
        const Result<CrlFollower::Round> restarted = again.take({{"e", root}, {"f", m_clients.crl(2, m_today)}});
        VERIFY_OK(restarted);
        QVERIFY(!restarted->installed);
        QCOMPARE(heldIn(where.output), std::string("root 1, clients 3"));
        QVERIFY(again.take({{"a", m_root.crl(1, m_today)}, {"b", m_clients.crl(4, m_today)}})->installed);
        QCOMPARE(heldIn(where.output), std::string("root 1, clients 4"));
    }

    /// A file without one of them would have the server refuse everybody.
    void aFileIsWholeOrNotWritten()
    {
        const CrlFollower::Settings where = settings();
        CrlFollower follower(where);
        const Result<CrlFollower::Round> part = follower.take({{"b", m_clients.crl(3, m_today)}, {"b2", m_clients.crl(4, m_today)}});
        VERIFY_OK(part);
        QVERIFY(!part->installed && !part->troubles.empty());
        QCOMPARE(part->troubles.back().code, ErrorCode::NothingFound);
        QCOMPARE(heldIn(where.output), std::string());
    }

    void whatIsNotOfNowIsNotTaken_data()
    {
        QTest::addColumn<qint64>("beginsIn"); // minutes
        QTest::addColumn<int>("refusal");
        QTest::newRow("a clock that is a little off") << qint64(4) << -1;
        QTest::newRow("from the future") << qint64(6) << int(ErrorCode::FromTheFuture);
        QTest::newRow("ended") << qint64(-24 * 60 - 1) << int(ErrorCode::Expired);
        QTest::newRow("about to end") << qint64(-24 * 60 + 1) << -1;
    }
    void whatIsNotOfNowIsNotTaken()
    {
        QFETCH(qint64, beginsIn);
        QFETCH(int, refusal);
        const CrlFollower::Settings where = settings();
        CrlFollower follower(where);
        const Result<CrlFollower::Round> round = follower.take({{"a", m_root.crl(1, m_today)}, {"b", m_clients.crl(3, m_today + std::chrono::minutes(beginsIn))}});
        VERIFY_OK(round);
        QCOMPARE(round->installed, refusal < 0);
        if (refusal >= 0)
            QCOMPARE(int(round->troubles.front().code), refusal);
    }

    /// Whoever sits on the line hands the clients' CRL out at the root's place: the honest ones are not lost for it.
    void aCrlDoesNotTakeAnothersPlace()
    {
        std::map<QByteArray, Bytes> pages{{"/root", m_root.crl(1, m_today)}, {"/clients", m_clients.crl(3, m_today)}};
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        connect(&web, &QTcpServer::newConnection, &web, [&] {
            QTcpSocket *socket = web.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &pages] {
                const Bytes &page = pages.at(socket->readAll().split(' ').at(1));
                socket->write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + QByteArray::number(qsizetype(page.size())) + "\r\n\r\n");
                socket->write(reinterpret_cast<const char *>(page.data()), qint64(page.size()));
                socket->disconnectFromHost();
            });
        });
        const std::string at = "http://127.0.0.1:" + std::to_string(web.serverPort());
        const CrlFollower::Settings where = settings({at + "/root", at + "/clients"});
        CrlFollower follower(where);
        const auto round = [&] {
            std::optional<Result<CrlFollower::Round>> answer;
            std::atomic<bool> done = false;
            const std::jthread asking([&] { // it blocks, and the web server is this thread's
                answer = follower.round();
                done = true;
            });
            (void)QTest::qWaitFor([&] { return done.load(); }, 30'000);
            return done ? answer->value() : CrlFollower::Round();
        };
        const Bytes honest = pages.at("/root");
        pages["/root"] = pages.at("/clients"); // from the beginning
        CrlFollower::Round heard = round();
        QVERIFY(!heard.installed && heard.troubles.size() == 1 && heard.troubles.front().code == ErrorCode::Conflict);
        QCOMPARE(heldIn(where.output), std::string());
        pages["/root"] = honest;
        heard = round();
        QVERIFY(heard.installed && heard.troubles.empty());
        QCOMPARE(heldIn(where.output), std::string("root 1, clients 3"));
        pages["/root"] = m_clients.crl(4, m_today); // later
        heard = round();
        QVERIFY(!heard.installed && !heard.troubles.empty());
        QCOMPARE(heldIn(where.output), std::string("root 1, clients 3"));
        pages["/root"] = honest;
        pages["/clients"] = m_clients.crl(4, m_today);
        heard = round();
        QVERIFY(heard.installed && heard.troubles.empty());
        QCOMPARE(heldIn(where.output), std::string("root 1, clients 4"));
    }
};

QTEST_GUILESS_MAIN(CrlFollowerTest)
#include "CrlFollowerTest.moc"
