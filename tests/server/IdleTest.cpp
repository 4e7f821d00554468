// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace hufu;
using namespace hufu::test;

/// Ten thousand connections that ask nothing: OCSP and CRL go on answering, consoles are served once they have gone, and the memory is bounded.
class IdleTest : public QObject {
    Q_OBJECT

    static constexpr int many = 10'000;

    ServerHouse m_house;
    QString m_crl;

    static CtlRun stranger(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.start(program, words);
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    double serverMegabytes() const
    {
        QFile file(QStringLiteral("/proc/%1/status").arg(m_house.pid()));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        static const QRegularExpression resident(QStringLiteral("VmRSS:\\s+(\\d+) kB"));
        return resident.match(QString::fromUtf8(file.readAll())).captured(1).toDouble() / 1000;
    }
    QString said(const CtlRun &run) const { return QString::fromUtf8(run.out + run.err); }

private Q_SLOTS:
    void initTestCase()
    {
        rlimit files{};
        ::getrlimit(RLIMIT_NOFILE, &files);
        if (files.rlim_max < many + 2000)
            QSKIP("this machine lets a process open fewer files than ten thousand");
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
        m_house.start();
        const QString desk = m_house.console("desk");
        QCOMPARE(m_house.ctl(desk, {"sync"}).exitCode, 0);
        const CtlRun made = m_house.ctl(desk, {"ca", "create", "--name", "First Hospital", "--locality", "北京", "--status-url",
                                               QStringLiteral("http://127.0.0.1:%1").arg(m_house.statusPort)});
        QVERIFY2(made.exitCode == 0, made.err);
        const QString certificate = m_house.home().path("issuing.pem");
        QCOMPARE(m_house.ctl(desk, {"ca", "certificate", "First Hospital Server CA", "--output", certificate}).exitCode, 0);
        const CtlRun shown = stranger("openssl", {"x509", "-in", certificate, "-noout", "-ext", "crlDistributionPoints"});
        static const QRegularExpression url(QStringLiteral("URI:(\\S+)"));
        m_crl = url.match(QString::fromUtf8(shown.out)).captured(1);
        QVERIFY2(!m_crl.isEmpty(), shown.out + shown.err);
    }

    void ocspAndCrlGoOnAnswering_data()
    {
        QTest::addColumn<int>("port");
        QTest::newRow("at the consoles' port") << m_house.port;
        QTest::newRow("at the port of OCSP and CRL itself") << m_house.statusPort;
    }
    void ocspAndCrlGoOnAnswering()
    {
        QFETCH(const int, port);
        const double before = serverMegabytes();
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(std::uint16_t(port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::vector<int> idle;
        QElapsedTimer opening;
        opening.start();
        for (int i = 0; i < many; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            QVERIFY(socket >= 0);
            (void)::connect(socket, reinterpret_cast<const sockaddr *>(&to), sizeof to); // goes on by itself, or is turned away
            idle.push_back(socket);
            if (i % 500 == 499)
                QTest::qWait(20); // the queue of those to be accepted is short
        }
        qInfo("%d connections in %lld ms", many, static_cast<long long>(opening.elapsed()));
        int answered = 0;
        for (int round = 0; round < 5; ++round) {
            const CtlRun crl = stranger("curl", {"-s", "-m", "5", "-o", m_house.home().path("crl"), "-w", "%{http_code}", m_crl});
            const CtlRun ocsp = stranger("openssl", {"ocsp", "-issuer", m_house.home().path("issuing.pem"), "-serial", "0x1234", "-noverify", "-timeout", "5",
                                                     "-url", QStringLiteral("http://127.0.0.1:%1/ocsp").arg(m_house.statusPort)});
            QVERIFY2(crl.out == "200", qPrintable(said(crl)));
            QVERIFY2(ocsp.exitCode == 0 && ocsp.out.contains("0x1234: "), qPrintable(said(ocsp)));
            ++answered;
        }
        QCOMPARE(answered, 5);
        const double with = serverMegabytes();
        for (const int socket : idle)
            ::close(socket);
        qInfo("the server: %.0f MB before, %.0f MB with them", before, with);
        QVERIFY2(with < 200 + before, "memory");
        const QString desk = m_house.home().path("desk");
        QTRY_COMPARE_WITH_TIMEOUT(m_house.ctl(desk, {"sync"}).exitCode, 0, 60'000);
    }
};

QTEST_GUILESS_MAIN(IdleTest)
#include "IdleTest.moc"
