// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "models/base/Uuid.h"
#include "models/domain/Ceremony.h"
#include "models/store/HouseReader.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/CuttingProxy.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"
#include "tests/support/WorkLog.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTcpServer>

#include <set>

using namespace hufu;
using namespace hufu::test;

/// Two consoles and a server work while the cable is pulled and processes are killed: nothing that was acknowledged is lost, nothing happens twice, and what
/// was queued comes in its order. HUFU_KILLS says how often the server is killed; the ordinary run takes a sample.
class ServerJourneyTest : public QObject {
    Q_OBJECT

    static QJsonObject filter(const QString &name) { return {{"id", qstr(newUuid())}, {"name", name}, {"query", "name:a"}}; }
    static int save(const ServerHouse &house, const QString &home, const QString &name)
    {
        return house.ctl(home, {"collection", "save", name, "--where", "name:a"}).exitCode;
    }
    /// Names of all filters that entries stored, in the order of the journal.
    static QStringList journalled(const ServerHouse &house, const QString &home)
    {
        QStringList names;
        const QJsonArray entries = QJsonDocument::fromJson(house.ctl(home, {"journal", "export", "--format", "json"}).out).array();
        for (const QJsonValue entry : entries) {
            if (entry["kind"].toString() == QLatin1String(CommandKind::SaveCollection))
                names += entry["subject"].toString();
        }
        return names;
    }
    static QJsonArray journal(const ServerHouse &house, const QString &home)
    {
        return QJsonDocument::fromJson(house.ctl(home, {"journal", "export", "--format", "json"}).out).array();
    }
    static QJsonArray outbox(const ServerHouse &house, const QString &home)
    {
        return QJsonDocument::fromJson(house.ctl(home, {"outbox", "list", "--json"}).out).array();
    }

private Q_SLOTS:
    void whatIsSignedWithoutANetworkIsDeliveredInOrder()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        for (const char *name : {"a", "b", "c", "d"})
            QCOMPARE(save(house, one, name), 6); // queued, not in force
        QJsonArray waiting = outbox(house, one);
        QCOMPARE(waiting.size(), 4);
        QCOMPARE(journalled(house, one), QStringList()); // nobody takes it for done
        QCOMPARE(house.ctl(one, {"outbox", "withdraw", waiting.at(1)["id"].toString()}).exitCode, 0);
        const QString file = house.home().path("carried.pem");
        QCOMPARE(house.ctl(one, {"outbox", "export", waiting.at(0)["id"].toString(), "--output", file}).exitCode, 0);
        const CtlRun imported = house.ctl(one, {"import", house.home().write("two.pem", QByteArray::fromStdString(CertBuilder().subject("CN=one").build().pem() + CertBuilder().subject("CN=two").build().pem()))});
        QVERIFY2(imported.exitCode == 6, imported.err);
        const QString certificates = house.home().path("import.pem");
        QCOMPARE(house.ctl(one, {"outbox", "export", outbox(house, one).last()["id"].toString(), "--output", certificates}).exitCode, 0);
        // Some are carried by hand before the network is back: they are not done twice.
        const CtlRun accepted = ServerHouse::run({"accept", "--config", house.config(), file});
        QVERIFY2(accepted.exitCode == 0, accepted.err);
        const CtlRun brought = ServerHouse::run({"accept", "--config", house.config(), certificates});
        QVERIFY2(brought.exitCode == 0, brought.err);
        house.start();
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(outbox(house, one).size(), 0);
        QCOMPARE(journalled(house, one), QStringList({"a", "c", "d"}));
        QCOMPARE(house.ctl(one, {"stats", "--json"}).json()["total"].toInt(), 2);
    }

    void aQueuedCommandIsChangedUntilItIsSent()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        for (const char *name : {"a", "b", "c"})
            QCOMPARE(save(house, one, name), 6);
        const auto ids = [&] {
            QStringList all;
            for (const QJsonValue command : outbox(house, one))
                all += command["id"].toString();
            return all;
        };
        const auto change = [&](const QString &id, const QStringList &words) { return house.ctl(one, words + QStringList{"--replace", id, "--json"}); };
        const QStringList before = ids();
        QCOMPARE(change(before.at(1), {"collection", "save", "B", "--where", "name:b"}).exitCode, 6);
        const QStringList after = ids();
        QCOMPARE(after.size(), 3); // in the old one's place
        QVERIFY(after.at(0) == before.at(0) && after.at(1) != before.at(1) && after.at(2) == before.at(2));
        const QString id = QString::fromStdString(ServerRecord::read(one.toStdString())->workstation);
        QCOMPARE(change(after.at(0), {"workstation", "revoke", id, "--reason", "x"}).exitCode, 2); // another kind
        const CtlRun gone = change(before.at(1), {"collection", "save", "x", "--where", "name:x"});
        QCOMPARE(gone.exitCode, 7);
        QCOMPARE(gone.json()["error"].toObject()["code"].toString(), QStringLiteral("AlreadySent"));
        QCOMPARE(ids(), after); // and nothing was queued instead
        house.start();
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(journalled(house, one), QStringList({"a", "B", "c"}));
        QCOMPARE(change(after.at(2), {"collection", "save", "x", "--where", "name:x"}).exitCode, 7); // sent
        QCOMPARE(journalled(house, one), QStringList({"a", "B", "c"}));
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void openingDoesNotWaitForAServerThatIsSilent()
    {
        ServerHouse house;
        house.start();
        const QString desk = house.console("desk"), other = house.console("other");
        // A second custodian: from now on the first has a key to put forward, at the next opening.
        QCOMPARE(house.ctl(other, {"sync"}).exitCode, 0);
        const CtlRun added = house.ctl(other, {"person", "add", "陈保管", "--roles", "custodian", "--new-passphrase-file", house.home().passphraseFile()});
        QVERIFY2(added.exitCode == 0, added.err);
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost, quint16(house.port)));
        for (int time = 0; time < 2; ++time) {
            QElapsedTimer opening;
            opening.start();
            const std::unique_ptr<House> open = house.open(desk);
            qInfo("open after %lld ms", static_cast<long long>(opening.elapsed()));
            QVERIFY(opening.elapsed() < 8000); // two seconds are given to the server, the rest to key derivation
        }
        silent.close();
        int asked = 0;
        for (const QJsonValue one : outbox(house, desk))
            asked += one["kind"].toString() == QLatin1String(CommandKind::EnrolCustodian);
        QCOMPARE(asked, 1); // and not once more at each opening
        house.start();
        QCOMPARE(house.ctl(desk, {"sync"}).exitCode, 0);
        QCOMPARE(outbox(house, desk).size(), 0);
    }

    void whatIsRefusedComesBackToItsAuthor()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(save(house, one, "shared"), 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        // The same is ordered twice: when the second arrives, the first is in force.
        const QString id = QString::fromStdString(ServerRecord::read(two.toStdString())->workstation);
        QCOMPARE(house.ctl(one, {"workstation", "revoke", id, "--reason", "一"}).exitCode, 6);
        QCOMPARE(house.ctl(one, {"workstation", "revoke", id, "--reason", "二"}).exitCode, 6);
        house.start();
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        const QJsonArray left = outbox(house, one);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.at(0)["state"].toString(), QStringLiteral("Conflict"));
        QVERIFY(!left.at(0)["detail"].toString().isEmpty());
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0); // and is not sent again
        QCOMPARE(outbox(house, one).size(), 1);
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void whatIsRefusedDoesNotHoldUpWhatFollows()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        {
            const std::unique_ptr<House> desk = house.open(one);
            CeremonyPlan plan; // without custodians, which the console's own page would not let through
            plan.id = newUuid();
            plan.script = plan.scriptText = plan.room = "x";
            plan.administrator = plan.witness = desk->officer().id;
            const Result<Receipt> queued = desk->submit(CommandKind::PlanCeremony, toJson(plan));
            QVERIFY2(!queued && queued.error().code == ErrorCode::Queued, queued ? "" : queued.error().detail.c_str());
        }
        QCOMPARE(save(house, one, "a"), 6);
        house.start();
        for (int sync = 0; sync < 3; ++sync)
            QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(journalled(house, one), QStringList({"a"}));
        const QJsonArray left = outbox(house, one);
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.at(0)["state"].toString(), QStringLiteral("CustodiansMissing"));
        int refused = 0;
        for (const QJsonValue entry : QJsonDocument::fromJson(house.ctl(one, {"journal", "export", "--format", "json"}).out).array())
            refused += entry["kind"].toString() == QLatin1String(CommandKind::Refused);
        QCOMPARE(refused, 1);
    }

    void aConnectionCutAnywhereLosesNothing()
    {
        ServerHouse house;
        house.start();
        CuttingProxy proxy(house.port);
        const QString one = house.console("desk1", QStringLiteral("https://127.0.0.1:%1").arg(proxy.port())), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        WorkLog log;
        {
            const std::unique_ptr<House> cut = house.open(one), whole = house.open(two);
            for (int i = 0; i < 40; ++i) {
                proxy.cutAfter = 1 + int(random.bounded(7000)); // from within the handshake to after the answer
                const QString name = QStringLiteral("c%1").arg(i);
                const Result<Receipt> receipt = cut->submit(CommandKind::SaveCollection, filter(name));
                QVERIFY2(log.note("one", name, receipt), receipt ? "" : receipt.error().detail.c_str());
                if (i % 8 != 0)
                    continue;
                const QString other = QStringLiteral("w%1").arg(i);
                const Result<Receipt> there = whole->submit(CommandKind::SaveCollection, filter(other));
                VERIFY_OK(there);
                QVERIFY(log.note("two", other, there));
            }
            proxy.cutAfter = 0; // the cable is out
            const Result<Receipt> out = cut->submit(CommandKind::SaveCollection, filter("out"));
            VERIFY_ERROR(out, ErrorCode::Queued);
            log.queued("one", "out");
        }
        qInfo("%d connections, %d of them cut", proxy.connections.load(), proxy.cuts.load());
        QVERIFY(proxy.cuts > 5);
        proxy.cutAfter = -1;
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(outbox(house, one).size(), 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(log.fault(journal(house, two), CommandKind::SaveCollection), QString());
        QCOMPARE(house.ctl(two, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void bytesThatComeLateTwiceOrSwappedLoseNothing_data()
    {
        QTest::addColumn<int>("mischief");
        QTest::newRow("late, in crumbs") << int(CuttingProxy::Mischief::Late);
        QTest::newRow("twice") << int(CuttingProxy::Mischief::Twice);
        QTest::newRow("in the wrong order") << int(CuttingProxy::Mischief::Swapped);
    }
    void bytesThatComeLateTwiceOrSwappedLoseNothing()
    {
        QFETCH(const int, mischief);
        ServerHouse house;
        house.start();
        CuttingProxy proxy(house.port);
        const QString one = house.console("desk1", QStringLiteral("https://127.0.0.1:%1").arg(proxy.port()));
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        WorkLog log;
        {
            const std::unique_ptr<House> meddled = house.open(one);
            proxy.mischief = CuttingProxy::Mischief(mischief);
            for (int i = 0; i < 40; ++i) {
                const QString name = QStringLiteral("m%1").arg(i);
                const Result<Receipt> receipt = meddled->submit(CommandKind::SaveCollection, filter(name));
                QVERIFY2(log.note("one", name, receipt), receipt ? "" : receipt.error().detail.c_str());
            }
        }
        qInfo("%d connections, %d pieces meddled with", proxy.connections.load(), proxy.mischiefs.load());
        QVERIFY(proxy.mischiefs > 3);
        proxy.mischief = CuttingProxy::Mischief::None;
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(outbox(house, one).size(), 0);
        QCOMPARE(log.fault(journal(house, one), CommandKind::SaveCollection), QString());
        QVERIFY(!QFile::exists(one + "/distrusted.json"));
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void aConsoleKilledAtAnyMomentLosesNothing()
    {
        const int kills = qEnvironmentVariableIntValue("HUFU_KILLS") > 0 ? qEnvironmentVariableIntValue("HUFU_KILLS") : 12;
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        for (const QString &home : {one, two})
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        // The other desk is at work meanwhile.
        std::atomic<bool> done = false;
        WorkLog log;
        std::string wrong;
        const std::unique_ptr<House> colleague = house.open(two);
        std::jthread load([&] {
            for (int i = 0; !done; ++i) {
                const QString name = QStringLiteral("w%1").arg(i);
                if (const Result<Receipt> receipt = colleague->submit(CommandKind::SaveCollection, filter(name)); !receipt || !log.note("two", name, receipt))
                    wrong = receipt ? "" : receipt.error().detail;
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
        const auto start = [&](const QString &name) {
            auto process = std::make_unique<QProcess>();
            process->start(CtlHome::program(), {"collection", "save", name, "--where", "name:a", "--home", one, "--passphrase-file", house.home().passphraseFile()});
            return process;
        };
        QElapsedTimer timer;
        timer.start();
        const std::unique_ptr<QProcess> whole = start("d0");
        QVERIFY(whole->waitForFinished(60'000));
        QCOMPARE(whole->exitCode(), 0);
        const int usual = std::max(20, int(timer.elapsed()));
        log.acknowledged("one", "d0");
        int killed = 0;
        for (int i = 1; killed < kills && i < 4 * kills; ++i) {
            const QString name = QStringLiteral("d%1").arg(i);
            const std::unique_ptr<QProcess> process = start(name);
            if (!process->waitForFinished(1 + int(random.bounded(usual + usual / 4)))) {
                process->kill();
                QVERIFY(process->waitForFinished(60'000));
            }
            if (process->exitStatus() == QProcess::CrashExit) {
                ++killed; // it may have been given up before it signed, or be in the outbox, or in the journal
                log.unheard("one", name);
                continue;
            }
            QVERIFY2(process->exitCode() == 0 || process->exitCode() == 6, process->readAllStandardError());
            if (process->exitCode() == 0)
                log.acknowledged("one", name);
            else
                log.queued("one", name);
        }
        done = true;
        load.join();
        QCOMPARE(killed, kills);
        QCOMPARE(QString::fromStdString(wrong), QString());
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(outbox(house, one).size(), 0);
        qInfo("%d killed, %d answered", killed, log.acknowledgedAt("one"));
        QCOMPARE(log.fault(journal(house, one), CommandKind::SaveCollection), QString());
        for (const QString &home : {one, two})
            QCOMPARE(house.ctl(home, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void aServerKilledAtAnyMomentLosesNothing()
    {
        const int kills = qEnvironmentVariableIntValue("HUFU_KILLS") > 0 ? qEnvironmentVariableIntValue("HUFU_KILLS") : 6;
        ServerHouse house;
        house.start();
        const QString homes[] = {house.console("desk1"), house.console("desk2")};
        for (const QString &home : homes)
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        WorkLog log;
        std::map<int, std::string> wrong;
        {
            const std::unique_ptr<House> houses[] = {house.open(homes[0]), house.open(homes[1])};
            std::atomic<bool> done = false;
            std::mutex mutex;
            std::vector<std::jthread> desks;
            for (int desk = 0; desk < 2; ++desk) {
                desks.emplace_back([&, desk] {
                    for (int i = 0; !done; ++i) {
                        const QString name = QStringLiteral("d%1-%2").arg(desk).arg(i);
                        const Result<Receipt> receipt = houses[desk]->submit(CommandKind::SaveCollection, filter(name));
                        if (!log.note(QString::number(desk), name, receipt)) {
                            const std::lock_guard lock(mutex);
                            wrong[desk] = std::string(errorName(receipt.error().code)) + ": " + receipt.error().detail;
                        }
                        std::this_thread::sleep_for(std::chrono::milliseconds(100)); // as quick as people are; else a hundred kills queue 10,000
                    }
                });
            }
            for (int kill = 0; kill < kills; ++kill) {
                QTest::qWait(int(random.bounded(700)));
                house.kill();
                house.start();
            }
            QTest::qWait(500);
            done = true;
            desks.clear();
        }
        for (const auto &[desk, what] : wrong)
            QVERIFY2(false, what.c_str());
        for (const QString &home : homes)
            QCOMPARE(house.ctl(home, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(homes[0], {"sync"}).exitCode, 0);
        QCOMPARE(log.fault(journal(house, homes[0]), CommandKind::SaveCollection), QString());
        for (const char *desk : {"0", "1"}) {
            qInfo("desk %s: %d commands acknowledged at once", desk, log.acknowledgedAt(desk));
            QVERIFY(log.acknowledgedAt(desk) > 0);
        }
        QCOMPARE(house.ctl(homes[1], {"journal", "verify", "--signatures"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(ServerJourneyTest)
#include "ServerJourneyTest.moc"
