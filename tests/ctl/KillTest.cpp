// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CertBuilder.h"
#include "tests/support/Ctl.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>

using namespace hufu;
using namespace hufu::test;

/// Kills an import at random moments (SIGKILL, so nothing is tidied up): the journal verifies afterwards, and doing the import again completes it
/// without a certificate too many. HUFU_KILLS says how often; the ordinary run takes a sample.
class KillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anImportKilledAtAnyMomentLosesNothing()
    {
        const int kills = qEnvironmentVariableIntValue("HUFU_KILLS") > 0 ? qEnvironmentVariableIntValue("HUFU_KILLS") : 8;
        constexpr int certificates = 6000;
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);

        const CtlHome home;
        QByteArray pem;
        for (int i = 0; i < certificates; ++i)
            pem += CertBuilder().subject("CN=k" + std::to_string(i)).build().pem().c_str();
        const QString file = home.write("bundle.pem", pem);

        // How long an undisturbed one takes, in a house of its own.
        const CtlHome measured;
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(measured.run({"import", file}).exitCode, 0);
        const int whole = int(timer.elapsed());

        int before = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const auto process = home.start({"import", file});
            QTest::qWait(int(random.bounded(whole)));
            process->kill(); // SIGKILL
            process->waitForFinished();
            const CtlRun verified = home.run({"journal", "verify", "--signatures", "--json"});
            QVERIFY2(verified.exitCode == 0, verified.out + verified.err);
            const int now = home.run({"stats", "--json"}).json()["total"].toInt(-1);
            QVERIFY2(now >= before && now <= certificates, QByteArray::number(now));
            before = now;
        }
        const CtlRun again = home.run({"import", "--json", file});
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(again.json()["added"].toInt() + before, certificates);
        QCOMPARE(again.json()["known"].toInt(), before);
        QCOMPARE(home.run({"stats", "--json"}).json()["total"].toInt(), certificates);
        QCOMPARE(home.run({"journal", "verify", "--signatures"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "KillTest.moc"
