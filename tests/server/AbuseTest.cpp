// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/Uuid.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTcpSocket>

using namespace hufu;
using namespace hufu::test;

/// What nobody sends who means well: requests of two meanings, bytes one by one, TLS that is none, clocks that go wrong. The server gives the right status
/// or closes, goes on serving others, and takes no more memory for it.
class AbuseTest : public QObject {
    Q_OBJECT

    ServerHouse m_house;
    QString m_desk;

    double megabytes() const
    {
        QFile file(QStringLiteral("/proc/%1/status").arg(m_house.pid()));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        static const QRegularExpression resident(QStringLiteral("VmRSS:\\s+(\\d+) kB"));
        return resident.match(QString::fromUtf8(file.readAll())).captured(1).toDouble() / 1000;
    }
    Result<TlsLine> line(Deadline deadline) const
    {
        const ServerLink::Settings settings = m_house.linkSettingsOf(m_desk);
        return TlsLine::connect({settings.address.host, settings.address.port, settings.isAuthority}, settings.identity, systemNow(), deadline, StopSignal({}));
    }
    static Deadline in(int seconds) { return std::chrono::steady_clock::now() + std::chrono::seconds(seconds); }
    /// All that comes until the other side closes; what comes within the time where it does not.
    static QByteArray askOverTls(TlsLine &line, const QByteArray &request, int seconds)
    {
        const Deadline deadline = in(seconds);
        (void)line.write(viewOf(std::string_view(request.constData(), std::size_t(request.size()))), deadline, StopSignal({}));
        QByteArray all;
        std::array<std::uint8_t, 4096> buffer;
        for (;;) {
            const Result<std::size_t> count = line.read(buffer, deadline, StopSignal({}));
            if (!count || *count == 0)
                return all;
            all.append(reinterpret_cast<const char *>(buffer.data()), qsizetype(*count));
        }
    }
    static QByteArray askPlainly(int port, const QByteArray &request, int milliseconds)
    {
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", quint16(port));
        if (!socket.waitForConnected())
            return {};
        socket.write(request);
        QByteArray all;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < milliseconds && socket.waitForReadyRead(milliseconds))
            all += socket.readAll();
        return all + socket.readAll();
    }
    bool serves() const { return m_house.ctl(m_desk, {"sync"}).exitCode == 0; }

private Q_SLOTS:
    void initTestCase()
    {
        m_house.start();
        m_desk = m_house.console("desk");
        QVERIFY(serves());
    }

    void aRequestOfTwoMeaningsIsNone_data()
    {
        QTest::addColumn<QByteArray>("head");
        const QByteArray hidden = "GET /v1/hidden HTTP/1.1\r\nHost: a\r\n\r\n", size = QByteArray::number(hidden.size());
        const auto row = [&](const char *name, const QByteArray &headers, const QByteArray &body) {
            QTest::newRow(name) << QByteArray("POST /ocsp HTTP/1.1\r\n" + headers + "\r\n" + body);
        };
        row("two lengths", "Host: a\r\nContent-Length: 0\r\nContent-Length: " + size + "\r\n", hidden);
        row("two lengths that agree", "Host: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n", "{}" + hidden);
        row("a length and chunks", "Host: a\r\nContent-Length: " + size + "\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden);
        row("chunks and a length", "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + hidden);
        row("another coding", "Host: a\r\nTransfer-Encoding: xchunked\r\n", "0\r\n\r\n" + hidden);
        row("two codings", "Host: a\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden);
        row("a list of codings", "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n" + hidden);
        row("a signed length", "Host: a\r\nContent-Length: +0\r\n", hidden);
        row("a list of lengths", "Host: a\r\nContent-Length: 0, " + size + "\r\n", hidden);
        row("a length in hexadecimal", "Host: a\r\nContent-Length: 0x0\r\n", hidden);
        row("an empty length", "Host: a\r\nContent-Length: \r\n", hidden);
        row("a blank before the colon", "Host: a\r\nContent-Length : 0\r\n", hidden);
        row("two hosts", "Host: a\r\nHost: b\r\nContent-Length: 0\r\n", {});
        row("no host", "Content-Length: 0\r\n", {});
    }
    void aRequestOfTwoMeaningsIsNone()
    {
        QFETCH(const QByteArray, head);
        QByteArray forApi = head;
        forApi.replace("POST /ocsp", "POST /v1/blobs/query");
        Result<TlsLine> tls = line(in(10));
        VERIFY_OK(tls);
        const QByteArray answers[] = {askOverTls(*tls, forApi, 8), askPlainly(m_house.statusPort, head, 1500)};
        for (const QByteArray &answer : answers) {
            // What was hidden behind it was not taken for a request. (libmicrohttpd 0.9.75 says the head of a 400 of its own twice.)
            QVERIFY2(answer.count("HTTP/1.1 400 ") >= 1, answer);
            QCOMPARE(answer.count("HTTP/1.1 "), answer.count("HTTP/1.1 400 "));
        }
        QVERIFY(serves());
    }

    void whoSendsByteByByteIsClosed()
    {
        // A head without an end, and a body without one; each a byte now and then, so that no read is idle for long.
        Result<TlsLine> head = line(in(10)), body = line(in(10));
        VERIFY_OK(head);
        VERIFY_OK(body);
        const auto write = [](TlsLine &to, std::string_view text) { return to.write(viewOf(text), in(5), StopSignal({})).has_value(); };
        QVERIFY(write(*head, "GET /healthz HTTP/1.1\r\n"));
        QVERIFY(write(*body, "POST /v1/blobs/query HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n{"));
        QElapsedTimer timer;
        timer.start();
        qint64 headEnded = 0, bodyEnded = 0;
        const auto ended = [&](TlsLine &of, const char *byte) {
            std::array<std::uint8_t, 256> buffer;
            const Result<std::size_t> read = of.read(buffer, std::chrono::steady_clock::now() + std::chrono::milliseconds(50), StopSignal({}));
            return (!read && read.error().code != ErrorCode::ConnectionTimedOut) || !write(of, byte);
        };
        while (timer.elapsed() < 90'000 && (headEnded == 0 || bodyEnded == 0)) {
            if (headEnded == 0 && ended(*head, "a"))
                headEnded = timer.elapsed();
            if (bodyEnded == 0 && ended(*body, " "))
                bodyEnded = timer.elapsed();
            QTest::qWait(400);
        }
        qInfo("closed after %lld and %lld s", static_cast<long long>(headEnded / 1000), static_cast<long long>(bodyEnded / 1000));
        QVERIFY(headEnded > 0 && headEnded < 45'000);
        QVERIFY(bodyEnded > 0 && bodyEnded < 85'000);
        QVERIFY(serves());
    }

    void malformedTlsHarmsNobody()
    {
        const double before = megabytes();
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        // A client's hello as openssl sends it, cut, lengthened and changed; records of no type, of the greatest length, alerts.
        QByteArray hello = QByteArray::fromHex("16030100c8010000c40303") + QByteArray(32, 'r') + QByteArray::fromHex("20") + QByteArray(32, 's')
            + QByteArray::fromHex("0004130113030100") + QByteArray::fromHex("0077");
        while (hello.size() < 205)
            hello += char(random.bounded(256));
        int connected = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = hello;
            switch (i % 6) {
            case 0: bytes.truncate(1 + int(random.bounded(int(hello.size())))); break;
            case 1: bytes[int(random.bounded(int(hello.size())))] = char(random.bounded(256)); break;
            case 2: bytes = QByteArray::fromHex("170303ffff") + QByteArray(70'000, 'x'); break;
            case 3: bytes = QByteArray::fromHex("15030300020228"); break;
            case 4: bytes = QByteArray::fromHex("1603010005010000ffff").repeated(200); break;
            default:
                bytes.resize(int(random.bounded(3000)));
                for (char &byte : bytes)
                    byte = char(random.bounded(256));
            }
            QTcpSocket socket;
            socket.connectToHost("127.0.0.1", quint16(m_house.port));
            if (!socket.waitForConnected(2000))
                continue;
            ++connected;
            socket.write(bytes);
            socket.waitForBytesWritten(200);
            if (i % 3 == 0)
                socket.waitForReadyRead(20);
            socket.abort();
        }
        QVERIFY(connected > 200);
        QTRY_VERIFY_WITH_TIMEOUT(serves(), 30'000);
        qInfo("%.0f MB before, %.0f MB after", before, megabytes());
        QVERIFY(megabytes() < before + 50);
    }

    void manyLargeBodiesAtOnceTakeBoundedMemory()
    {
        // Sixty times 16 MiB is begun, which would be a gigabyte; whoever is one too many is closed or told 503.
        std::vector<Result<TlsLine>> lines;
        for (int i = 0; i < 60; ++i) {
            lines.push_back(line(in(20)));
            if (!lines.back())
                continue;
            (void)lines.back()->write(viewOf("POST /v1/commands HTTP/1.1\r\nHost: a\r\nContent-Type: application/cms\r\nContent-Length: 16000000\r\n\r\n"), in(5), StopSignal({}));
        }
        const Bytes piece(8 << 20);
        for (Result<TlsLine> &one : lines) {
            if (one)
                (void)one->write(piece, in(2), StopSignal({}));
        }
        qInfo("%.0f MB", megabytes());
        QVERIFY(megabytes() < 700);
        lines.clear();
        QTRY_VERIFY_WITH_TIMEOUT(serves(), 60'000);
    }

    void aWrongClockIsToldSo()
    {
        const auto submit = [&](std::chrono::seconds off, const char *name) -> Result<Receipt> {
            EmbeddedGate gate(m_desk.toStdString(), {1024, 8, 1}, [off] { return systemNow() + off; });
            const Result<std::unique_ptr<House>> house = gate.open({}, ServerHouse::passphrase());
            if (!house)
                return fail(house.error());
            return (*house)->submit(CommandKind::SaveCollection, {{"id", QString::fromStdString(newUuid())}, {"name", name}, {"query", "name:a"}});
        };
        VERIFY_OK(submit(std::chrono::minutes(-30), "half an hour behind")); // with the journal's time
        VERIFY_OK(submit(std::chrono::hours(2), "two hours ahead")); // dated by the server's clock, which its answers tell
        VERIFY_ERROR(submit(std::chrono::hours(48), "two days ahead"), ErrorCode::FromTheFuture);
        // Behind what the server's certificate begins with: nothing is sent, and the clock is named.
        const Result<Receipt> behind = submit(std::chrono::hours(-72), "behind");
        VERIFY_ERROR(behind, ErrorCode::Queued);
        QVERIFY2(behind.error().detail.find("is the clock right?") != std::string::npos, behind.error().detail.c_str());
        QVERIFY(serves()); // with the right time it goes
        const QJsonArray entries = QJsonDocument::fromJson(m_house.ctl(m_desk, {"journal", "export", "--format", "json"}).out).array();
        QStringList names;
        for (const QJsonValue entry : entries) {
            if (entry["kind"].toString() == QLatin1String(CommandKind::SaveCollection))
                names += entry["subject"].toString();
        }
        QCOMPARE(names, (QStringList{"half an hour behind", "two hours ahead", "behind"}));
        QCOMPARE(m_house.ctl(m_desk, {"journal", "verify", "--signatures"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(AbuseTest)
#include "AbuseTest.moc"
