// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RelyingPeer.h"
#include "tests/support/ServedCa.h"
#include "tests/support/Thief.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <list>

using namespace hufu;
using namespace hufu::test;

/// The whole way of a stolen key with nothing left out: two officers at consoles of their own, a hufu-server, nginx and HAProxy that the thief gets in at, and beside each a
/// `hufuctl crl-follow` that is enrolled as a relying server. One officer decides, the other signs at the other desk; then he is refused in three ways at both. Prints the seconds.
class TwoDesksThiefTest : public QObject {
    Q_OBJECT

    /// A server that relies on CRLs, its agent, and the thief before it.
    struct Door {
        Door(RelyingPeer::Kind kind, const Stranger &folder) : name(RelyingPeer::nameOf(kind)), peer(kind, folder.path(""), name + ".pem"), thief(folder, peer.port()) {}
        QString name;
        RelyingPeer peer;
        Thief thief;
        std::unique_ptr<QProcess> agent;
        double refused = -1; ///< seconds
    };

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *program : {"curl", "openssl", "nginx", "haproxy"})
            NEEDS(program);
    }

    void theThiefIsShutOut()
    {
        ServerHouse house(ServerHouse::Together{});
        house.start();
        const Stranger folder;
        const QString li = house.consoleOf("李安全"), sun = house.consoleOf("孙安全");
        const ServedCa ca(house, folder, li, sun);
        QVERIFY(ca.make("core"));
        QVERIFY(RelyingPeer::makeServerKey(folder.path("")));
        const QString certificate = ca.issue("thief", "thief");
        QVERIFY(!certificate.isEmpty());

        std::list<Door> doors;
        for (RelyingPeer::Kind kind : RelyingPeer::kinds) {
            Door &door = doors.emplace_back(kind, folder);
            QVERIFY(ca.enrolled(door.name)); // and has the CRLs that the server starts with
            QVERIFY2(door.peer.start(), qPrintable(door.name));
            door.agent = ca.startAgent(door.name, door.peer.followOptions());
        }
        for (Door &door : doors) { // before: in, in three ways
            QVERIFY2(door.thief.newHandshake(), door.thief.said());
            QVERIFY2(door.thief.saveSession(), door.thief.said());
            QVERIFY2(door.thief.savedSession(), door.thief.said());
            QVERIFY2(door.thief.openConnection(10'000), qPrintable(door.name));
        }

        // One officer decides. What serves a core service takes two: nothing has happened yet.
        const CtlRun alone = house.ctl(li, {"emergency", "revoke", "--spki", certificate, "--core"});
        QVERIFY2(alone.exitCode == 7, alone.err + alone.out);
        QElapsedTimer clock;
        clock.start();
        const CtlRun decided = house.ctl(li, {"emergency", "revoke", "--spki", certificate, "--core", "--reason", "keyCompromise", "--pending", "--json"});
        QVERIFY2(decided.exitCode == 6 && decided.out.contains("waits for security-admin"), decided.err + decided.out);
        const double left = seconds(clock);
        for (Door &door : doors) {
            QVERIFY2(door.thief.newHandshake(), door.thief.said());
            QVERIFY(door.thief.openConnection(10'000));
        }
        // The other signs at the other desk.
        const QJsonArray pending = QJsonDocument::fromJson(house.ctl(sun, {"pending", "list", "--json"}).out).array();
        QVERIFY(pending.size() == 1 && pending[0]["forMe"].toBool());
        QElapsedTimer since;
        since.start();
        const CtlRun signedToo = house.ctl(sun, {"pending", "sign", pending[0]["id"].toString(), "--json"});
        QVERIFY2(signedToo.exitCode == 0, signedToo.err + signedToo.out);
        const double answered = seconds(since);
        while (std::ranges::any_of(doors, [](const Door &door) { return door.refused < 0; }) && since.elapsed() < 30'000) {
            for (Door &door : doors) {
                if (door.refused < 0 && !door.thief.newHandshake())
                    door.refused = seconds(since);
            }
        }
        for (Door &door : doors) { // after: in no way, and the servers themselves stand
            QVERIFY2(door.refused >= 0, door.thief.said() + door.agent->readAll());
            QVERIFY2(!door.thief.newHandshake(), door.thief.said());
            QVERIFY2(!door.thief.savedSession(), door.thief.said());
            QVERIFY2(!door.thief.openConnection(3000), qPrintable(door.name));
            QVERIFY2(door.peer.accepts(), qPrintable(door.name));
            qInfo("%s: the thief is refused %.2f s after the second officer began to sign", qPrintable(door.name), door.refused);
        }
        qInfo("left for the other desk in %.2f s, signed there and in force in %.2f s", left, answered);

        // Both desks can tell: in force, seen in CRL and OCSP, and each server says that it has it.
        const QString emergency = QJsonDocument::fromJson(house.ctl(sun, {"emergency", "list", "--json"}).out).array().at(0)["id"].toString();
        for (const Door &door : doors)
            QTRY_VERIFY2_WITH_TIMEOUT(ca.relying(emergency, door.name).value("has").toBool(), qPrintable(door.name), 20'000);
        QCOMPARE(house.ctl(li, {"certificate", "status", certificate, "--record"}).exitCode, 0);
        for (const QString &home : {li, sun}) {
            (void)house.ctl(home, {"sync"});
            const CtlRun status = house.ctl(home, {"emergency", "status", emergency, "--json"});
            QVERIFY2(status.exitCode == 0, status.err + status.out);
            const QJsonObject line = status.json().value("certificates").toArray().at(0).toObject();
            QVERIFY2(line.value("state").toString() == "verified", status.out);
            const CtlRun verified = house.ctl(home, {"journal", "verify", "--signatures"});
            QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
        }
        for (Door &door : doors) {
            ::kill(pid_t(door.agent->processId()), SIGTERM);
            QVERIFY(door.agent->waitForFinished(10'000));
            QCOMPARE(door.agent->exitCode(), 0);
        }
        QCOMPARE(house.stop(), 0);
    }

private:
    static double seconds(const QElapsedTimer &timer) { return double(timer.elapsed()) / 1000; }
};

QTEST_GUILESS_MAIN(TwoDesksThiefTest)
#include "TwoDesksThiefTest.moc"
