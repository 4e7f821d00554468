// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/http/StatusServer.h"
#include "models/pki/DerReader.h"
#include "tests/authority/http/StatusFixture.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QUrl>

using namespace hufu;
using namespace hufu::test;
using namespace std::chrono_literals;

namespace {

KeySpec keyNamed(const QByteArray &name)
{
    if (name == "SM2")
        return {.kind = KeySpec::Kind::Sm2};
    if (name.startsWith("RSA"))
        return {.kind = KeySpec::Kind::Rsa, .bits = 2048};
    return {.group = name.toStdString()};
}

/// A server over a fixture, and a folder in which strangers find its certificates.
struct Site {
    explicit Site(const KeySpec &key = {}, const StatusServerOptions &options = {}, bool inMemory = false)
        : fixture(key, systemNow(), 2, inMemory), server(StatusServer::start(fixture.source, options).value())
    {
        stranger.write("ca.pem", fixture.ca.pem());
        stranger.write("responder.pem", fixture.responder.pem());
        stranger.write("good.pem", fixture.leaf(StatusFixture::goodSerial).pem());
        stranger.write("lost.pem", fixture.leaf(StatusFixture::lostSerial).pem());
        stranger.write("held.pem", fixture.leaf(StatusFixture::heldSerial).pem());
        stranger.write("strayed.pem", fixture.leaf(StatusFixture::strayedSerial).pem());
    }
    QString url(const QString &path) const { return QStringLiteral("http://127.0.0.1:%1%2").arg(server->port()).arg(path); }
    /// Status line and headers to standard output, the body to file "body".
    Said curl(const QStringList &arguments, const QString &path) const
    {
        return stranger.run("curl", QStringList{"-s", "-S", "-m", "20", "-D", "-", "-o", "body", "--path-as-is"} + arguments + QStringList{url(path)});
    }

    StatusFixture fixture;
    std::unique_ptr<StatusServer> server;
    Stranger stranger;
};

/// The path of a GET (RFC 6960 §A.1), all that is not a letter or digit escaped.
QString getPath(const Bytes &request)
{
    return "/ocsp/" + QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(toBase64(request)), {}, {}));
}

/// Sends these bytes and returns all that comes until the server closes, or `patience` is over.
QByteArray raw(quint16 port, const QByteArray &bytes, int patience = 5000)
{
    QTcpSocket socket;
    socket.connectToHost("127.0.0.1", port);
    if (!socket.waitForConnected(2000))
        return "not connected";
    socket.write(bytes);
    QElapsedTimer timer;
    timer.start();
    while (socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < patience)
        socket.waitForReadyRead(50);
    return socket.readAll();
}

/// A connection that was just made and on which this was asked.
std::unique_ptr<QTcpSocket> asking(const Site &site, const Bytes &request)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost("127.0.0.1", site.server->port());
    socket->waitForConnected(2000);
    socket->write("POST /ocsp HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(qsizetype(request.size())) + "\r\n\r\n");
    socket->write(reinterpret_cast<const char *>(request.data()), qint64(request.size()));
    socket->waitForBytesWritten(1000);
    return socket;
}

} // namespace

class StatusServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!Stranger::has("openssl") || !Stranger::has("curl"))
            QSKIP("openssl or curl is not installed");
    }

    void opensslIsTold_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("digest");
        QTest::addColumn<QString>("nonce");
        QTest::addColumn<bool>("inMemory");
        for (const char *key : {"P-256", "P-384", "RSA-2048"}) {
            for (const char *digest : {"-sha1", "-sha256"}) {
                for (const char *nonce : {"-nonce", "-no_nonce"}) {
                    for (const bool inMemory : {false, true})
                        QTest::addRow("%s %s %s, key in %s", key, digest, nonce, inMemory ? "memory" : "a device") << QByteArray(key) << QString(digest) << QString(nonce) << inMemory;
                }
            }
        }
    }
    void opensslIsTold()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QString, digest);
        QFETCH(const QString, nonce);
        QFETCH(const bool, inMemory);
        const Site site(keyNamed(key), {}, inMemory);
        const Said said = site.stranger.openssl({"ocsp", "-issuer", "ca.pem", digest, "-cert", "good.pem", digest, "-cert", "lost.pem", digest, "-cert",
                                                 "held.pem", digest, "-cert", "strayed.pem", nonce, "-CAfile", "ca.pem", "-url", site.url("/ocsp")});
        QVERIFY2(said.exitCode == 0 && said.has("Response verify OK"), said.text);
        QVERIFY2(!said.has("WARNING"), said.text); // no nonce, or a wrong one
        QVERIFY2(said.has("good.pem: good"), said.text);
        QVERIFY2(said.has("lost.pem: revoked") && said.has("Reason: keyCompromise"), said.text);
        QVERIFY2(said.has("held.pem: revoked") && said.has("Reason: certificateHold"), said.text);
        QVERIFY2(said.has("strayed.pem: unknown"), said.text);
    }

    void aNonceOf32OctetsComesBack()
    {
        const Site site;
        site.stranger.write("r.der", site.fixture.ask({StatusFixture::lostSerial}, 32));
        const Said said = site.stranger.openssl({"ocsp", "-reqin", "r.der", "-CAfile", "ca.pem", "-resp_text", "-url", site.url("/ocsp")});
        QVERIFY2(said.exitCode == 0 && said.has("Response verify OK") && !said.has("WARNING"), said.text);
        QVERIFY2(said.has("Cert Status: revoked") && said.has("Revocation Reason: keyCompromise (0x1)"), said.text);
        QVERIFY2(said.has("0420" + QByteArray(64, ' ').replace(" ", "6E").left(40)), said.text);
    }

    void curlGets()
    {
        const Site site;
        const Bytes request = site.fixture.ask({StatusFixture::lostSerial});
        const QString path = getPath(request);
        const Said first = site.curl({}, path);
        QVERIFY2(first.has("HTTP/1.1 200") && first.has("Content-Type: application/ocsp-response"), first.text);
        for (const char *header : {"ETag: \"", "Cache-Control: max-age=1", "public, no-transform, must-revalidate", "Last-Modified: ", "Expires: "})
            QVERIFY2(first.has(header), first.text + "\nlacks " + header);
        const Said judged = site.stranger.openssl({"ocsp", "-issuer", "ca.pem", "-cert", "lost.pem", "-CAfile", "ca.pem", "-respin", "body"});
        QVERIFY2(judged.exitCode == 0 && judged.has("Response verify OK") && judged.has("lost.pem: revoked"), judged.text);

        const QByteArray etag = first.text.mid(first.text.indexOf("ETag: ") + 6).split('\r').first();
        const Said second = site.curl({"-H", "If-None-Match: \"x\", " + etag}, path);
        QVERIFY2(second.has("HTTP/1.1 304") && second.has(etag), second.text);
        QVERIFY2(site.curl({"-H", "If-None-Match: \"x\""}, path).has("HTTP/1.1 200"), "another tag");
        const Said head = site.curl({"-I"}, path);
        QVERIFY2(head.has("HTTP/1.1 200") && head.has(etag), head.text);
        QCOMPARE(int(site.fixture.mood->signatures), 1);

        const Said nonce = site.curl({}, getPath(site.fixture.ask({StatusFixture::lostSerial}, 32)));
        QVERIFY2(nonce.has("HTTP/1.1 200") && nonce.has("Cache-Control: no-store") && !nonce.has("ETag"), nonce.text);
    }

    /// '/' and '+' of base64 as they are, as some clients send them.
    void getWorksUnescaped()
    {
        const Site site;
        for (std::size_t nonce = 1; nonce < 40; ++nonce) {
            const std::string base64 = toBase64(site.fixture.ask({StatusFixture::goodSerial}, nonce));
            QVERIFY(site.curl({}, "/ocsp/" + QString::fromStdString(base64)).has("HTTP/1.1 200"));
            QVERIFY(site.stranger.read("body").size() > 100);
        }
    }

    void gnutlsIsTold()
    {
        if (!Stranger::has("ocsptool"))
            QSKIP("ocsptool is not installed");
        const Site site;
        for (const char *name : {"good", "lost"}) {
            const Said said = site.stranger.run("ocsptool", {"--ask=" + site.url("/ocsp"), "--load-cert", QString(name) + ".pem", "--load-issuer", "ca.pem",
                                                             "--load-signer", "responder.pem", "--nonce"});
            const bool lost = QByteArray(name) == "lost";
            QVERIFY2(said.has("Verifying OCSP Response: Success"), said.text);
            QVERIFY2(said.has(lost ? "Certificate Status: revoked" : "Certificate Status: good"), said.text);
        }
    }

    /// OpenSSL 3.0 reads an SM2 answer, and checks its signature where it is handed the pieces with the id (standards.md §2.3).
    void opensslReadsSm2()
    {
        const Site site(keyNamed("SM2"));
        const Said said = site.stranger.openssl({"ocsp", "-issuer", "ca.pem", "-cert", "good.pem", "-cert", "lost.pem", "-noverify", "-respout", "r.der",
                                                 "-url", site.url("/ocsp")});
        QVERIFY2(said.exitCode == 0 && said.has("good.pem: good") && said.has("lost.pem: revoked"), said.text);
        const Bytes response = site.stranger.read("r.der");
        DerReader file(response);
        DerElement outer, status, wrapped, inner, oid, octets, basic, tbs, algorithm, signature;
        QVERIFY(file.next(outer));
        DerReader parts(outer.content);
        QVERIFY(parts.next(status) && parts.next(wrapped) && DerReader(wrapped.content).next(inner));
        DerReader bytes(inner.content);
        QVERIFY(bytes.next(oid) && bytes.next(octets) && DerReader(octets.content).next(basic));
        DerReader pieces(basic.content);
        QVERIFY(pieces.next(tbs) && pieces.next(algorithm) && pieces.next(signature));
        site.stranger.write("tbs", tbs.encoded);
        site.stranger.write("signature", signature.content.subspan(1));
        site.stranger.write("key.pem", pemOf(site.fixture.responder.key.spki, "PUBLIC KEY"));
        const Said verified =
            site.stranger.openssl({"dgst", "-sm3", "-verify", "key.pem", "-sigopt", "distid:1234567812345678", "-signature", "signature", "tbs"});
        QVERIFY2(verified.has("Verified OK"), verified.text);
    }

    void theCrlAndTheCaAreFetched()
    {
        const Site site;
        const Said crl = site.curl({}, "/crl/issuing-1.crl");
        QVERIFY2(crl.has("HTTP/1.1 200") && crl.has("Content-Type: application/pkix-crl") && crl.has("Cache-Control: max-age=3600"), crl.text);
        const Said judged = site.stranger.openssl({"crl", "-inform", "DER", "-in", "body", "-noout", "-CAfile", "ca.pem", "-crlnumber"});
        QVERIFY2(judged.has("verify OK") && judged.has("crlNumber=0x01"), judged.text);
        const QByteArray modified = crl.text.mid(crl.text.indexOf("Last-Modified: ") + 15).split('\r').first();
        QVERIFY2(site.curl({"-H", "If-Modified-Since: " + modified}, "/crl/issuing-1.crl").has("HTTP/1.1 304"), modified);

        const Said ca = site.curl({}, "/ca/issuing-1.cer");
        QVERIFY2(ca.has("HTTP/1.1 200") && ca.has("Content-Type: application/pkix-cert"), ca.text);
        QCOMPARE(site.stranger.read("body"), site.fixture.ca.der);
        QVERIFY(site.curl({}, "/healthz").has("HTTP/1.1 200"));
    }

    void aNewCrlIsServedAtOnce()
    {
        Site site;
        const Said before = site.curl({}, "/crl/issuing-1.crl");
        const QByteArray etag = before.text.mid(before.text.indexOf("ETag: ") + 6).split('\r').first();
        site.fixture.publish(2);
        QVERIFY(site.curl({"-H", "If-None-Match: " + etag}, "/crl/issuing-1.crl").has("HTTP/1.1 200"));
        QVERIFY(site.stranger.openssl({"crl", "-inform", "DER", "-in", "body", "-noout", "-crlnumber"}).has("crlNumber=0x02"));
    }

    void healthSaysWhatIsWrong()
    {
        Instant now = systemNow();
        std::atomic<std::int64_t> offset = 0;
        const StatusServerOptions options{.clock = [&] { return now + std::chrono::seconds(offset.load()); }};
        Site site({}, options);
        QVERIFY(site.curl({}, "/healthz").has("HTTP/1.1 200"));
        offset = 169 * 3600;
        QVERIFY(site.curl({}, "/healthz").has("HTTP/1.1 503"));
        QVERIFY(textOf(site.stranger.read("body")).starts_with("The CRL of issuing-1 ended at "));
        site.fixture.source.show(nullptr);
        QVERIFY(site.curl({}, "/healthz").has("HTTP/1.1 503"));
    }

    void whatIsNotThereIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("status");
        const auto row = [](const char *name, const QStringList &arguments, const QString &path, const QByteArray &status) {
            QTest::newRow(name) << arguments << path << status;
        };
        row("another address", {}, "/", "404");
        row("another CA", {}, "/crl/other.crl", "404");
        row("up and out", {}, "/crl/../../etc/passwd.crl", "404");
        row("no CA", {}, "/crl/.crl", "404");
        row("the wrong ending", {}, "/ca/issuing-1.crl", "404");
        row("GET without a request", {}, "/ocsp", "405 ");
        row("PUT", {"-X", "PUT"}, "/ocsp", "405 ");
        row("POST to a request", {"-d", "x"}, "/ocsp/MAA=", "405 ");
        row("POST to a CRL", {"-d", "x"}, "/crl/issuing-1.crl", "405 ");
        row("DELETE a CRL", {"-X", "DELETE"}, "/crl/issuing-1.crl", "405 ");
        row("a body of 16 KiB and one", {"--data-binary", QString(16385, 'x')}, "/ocsp", "413 ");
        row("the same, not saying so", {"-H", "Transfer-Encoding: chunked", "--data-binary", QString(16385, 'x')}, "/ocsp", "413 ");
        row("an address of 40 KiB", {}, "/ocsp/" + QString(40000, 'A'), "414 ");
        row("headers of 40 KiB", {"-H", "X-A: " + QString(40000, 'a')}, "/healthz", "431 ");
    }
    void whatIsNotThereIsRefused()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, path);
        QFETCH(const QByteArray, status);
        const Site site;
        const Said said = site.curl(arguments, path);
        QVERIFY2(said.text.contains("HTTP/1.1 " + status), said.text.left(500));
        if (status == "405 ")
            QVERIFY2(said.has("Allow: "), said.text);
        QVERIFY(site.curl({}, "/healthz").has("HTTP/1.1 200"));
    }

    void nonsenseIsAMalformedRequest_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("path");
        QTest::newRow("posted text") << QStringList{"-d", "hello"} << "/ocsp";
        QTest::newRow("posted nothing") << QStringList{"-d", ""} << "/ocsp";
        QTest::newRow("16 KiB of x") << QStringList{"--data-binary", QString(16384, 'x')} << "/ocsp";
        QTest::newRow("no base64") << QStringList{} << "/ocsp/%ff%00!";
        QTest::newRow("base64 of nothing much") << QStringList{} << "/ocsp/MAA=";
        QTest::newRow("empty") << QStringList{"-d", ""} << "/ocsp/";
    }
    void nonsenseIsAMalformedRequest()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, path);
        const Site site;
        QVERIFY(site.curl(arguments, path).has("HTTP/1.1 200"));
        QCOMPARE(site.stranger.read("body"), (Bytes{0x30, 0x03, 0x0a, 0x01, 0x01}));
    }

    void oneConnectionServesMany()
    {
        const Site site;
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", site.server->port());
        QVERIFY(socket.waitForConnected(2000));
        for (int i = 0; i < 20; ++i) {
            socket.write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
            QByteArray got;
            while (!got.endsWith("ok\n") && socket.waitForReadyRead(2000))
                got += socket.readAll();
            QVERIFY2(got.startsWith("HTTP/1.1 200"), got);
        }
        QCOMPARE(site.server->connections(), 1u);
    }

    void tooManyConnectionsAreTold()
    {
        const Site site({}, {.maxConnections = 3});
        std::vector<std::unique_ptr<QTcpSocket>> held;
        for (int i = 0; i < 3; ++i) {
            held.push_back(std::make_unique<QTcpSocket>());
            held.back()->connectToHost("127.0.0.1", site.server->port());
            QVERIFY(held.back()->waitForConnected(2000));
        }
        QTRY_COMPARE(site.server->connections(), 3u);
        const QByteArray refused = raw(site.server->port(), "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        QVERIFY2(refused.startsWith("HTTP/1.1 503") && refused.contains("Connection: close"), refused);
        held.clear();
        QTRY_COMPARE(site.server->connections(), 0u);
        QVERIFY(site.curl({}, "/healthz").has("HTTP/1.1 200"));
    }

    void whoSaysNothingIsDisconnected()
    {
        const Site site({}, {.idleTimeout = 1s});
        QElapsedTimer timer;
        timer.start();
        raw(site.server->port(), "GET /heal", 6000);
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
        QTRY_COMPARE(site.server->connections(), 0u);
    }

    void aSlowKeyDelaysNobodyElse()
    {
        const Site site;
        site.fixture.mood->milliseconds = 1500;
        site.stranger.write("r.der", site.fixture.ask({StatusFixture::goodSerial}, 32));
        std::vector<std::unique_ptr<QTcpSocket>> waiting;
        const Bytes request = site.fixture.ask({StatusFixture::goodSerial}, 32);
        for (int i = 0; i < 4; ++i)
            waiting.push_back(asking(site, request));
        QTest::qWait(200);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(site.curl({}, "/crl/issuing-1.crl").has("HTTP/1.1 200"));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        for (const auto &socket : waiting) {
            QVERIFY(socket->waitForReadyRead(8000));
            QVERIFY(socket->readAll().startsWith("HTTP/1.1 200"));
        }
    }

    void connectionsAreSharedAmongTheThreads()
    {
        const Site site({}, {.networkThreads = 2}, true);
        site.fixture.mood->milliseconds = 500;
        const Bytes request = site.fixture.ask({StatusFixture::goodSerial}, 32);
        const std::unique_ptr<QTcpSocket> one = asking(site, request), other = asking(site, request);
        for (QTcpSocket *socket : {one.get(), other.get()}) {
            QVERIFY(socket->waitForReadyRead(8000));
            QVERIFY(socket->readAll().startsWith("HTTP/1.1 200"));
        }
        QCOMPARE(int(site.fixture.mood->mostAtWork), 2);
    }

    void stoppingFinishesWhatIsUnderWay_data()
    {
        QTest::addColumn<bool>("inMemory");
        QTest::newRow("key in a device") << false;
        QTest::newRow("key in memory") << true;
    }
    void stoppingFinishesWhatIsUnderWay()
    {
        QFETCH(const bool, inMemory);
        Site site({}, {}, inMemory);
        site.fixture.mood->milliseconds = 700;
        const Bytes request = site.fixture.ask({StatusFixture::goodSerial}, 32);
        const std::unique_ptr<QTcpSocket> socket = asking(site, request);
        QTest::qWait(200);
        const quint16 port = site.server->port();
        QElapsedTimer timer;
        timer.start();
        site.server.reset();
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QTcpSocket late;
        late.connectToHost("127.0.0.1", port);
        QVERIFY(!late.waitForConnected(500));
        QCOMPARE(int(site.fixture.mood->signatures), 1);
    }

    void aTakenPortIsToldFromAWrongAddress()
    {
        const Site site;
        StatusFixture fixture;
        VERIFY_ERROR(StatusServer::start(fixture.source, {.address = "localhost"}), ErrorCode::InvalidArgument);
        VERIFY_ERROR(StatusServer::start(fixture.source, {.address = "192.0.2.1"}), ErrorCode::InvalidArgument);
        VERIFY_ERROR(StatusServer::start(fixture.source, {.port = site.server->port()}), ErrorCode::Busy);
        const auto v6 = StatusServer::start(fixture.source, {.address = "::1"});
        if (!v6)
            QSKIP("this machine has no IPv6");
        const Said said = site.stranger.run("curl", {"-s", QStringLiteral("http://[::1]:%1/healthz").arg((*v6)->port())});
        QCOMPARE(said.text, QByteArray("ok\n"));
    }
};

QTEST_GUILESS_MAIN(StatusServerTest)
#include "StatusServerTest.moc"
