// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/authority/Relocation.h"
#include "models/store/Projection.h"
#include "tests/support/CertBuilder.h"
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>

#include <filesystem>

using namespace hufu;
using namespace hufu::test;

/// Consoles' homes follow the journal of a server, a process of its own, and know it when it lies.
class ReplicationTest : public QObject {
    Q_OBJECT

    static int save(const ServerHouse &house, const QString &home, const char *name)
    {
        return house.ctl(home, {"collection", "save", QString::fromUtf8(name), "--where", "name:a"}).exitCode;
    }
    static QJsonObject head(const ServerHouse &house, const QString &home) { return house.ctl(home, {"journal", "head", "--json"}).json(); }
    /// The server's state, set back to what was kept. Only while it does not run.
    static constexpr const char *files[] = {"/hufu.db", "/hufu.db-wal", "/hufu.db-shm"};
    static void keep(const ServerHouse &house)
    {
        for (const char *file : files)
            QFile::copy(house.state() + file, house.state() + file + ".kept");
    }
    static void setBack(const ServerHouse &house)
    {
        for (const char *file : files) {
            QFile::remove(house.state() + file);
            QFile::copy(house.state() + file + ".kept", house.state() + file);
        }
    }
    static void isDistrusted(const ServerHouse &house, const QString &home, const char *kind)
    {
        const CtlRun named = house.ctl(home, {"sync", "--json"});
        QCOMPARE(named.exitCode, 4);
        QVERIFY2(named.json()["error"].toObject()["detail"].toString().contains(QLatin1String(kind)), named.out);
        QVERIFY(QFile::exists(named.json()["error"].toObject()["subject"].toString())); // the evidence
        QCOMPARE(house.ctl(home, {"sync"}).exitCode, 4);                                // for good
        QCOMPARE(save(house, home, "x"), 4);
        QCOMPARE(house.ctl(home, {"journal", "verify", "--signatures"}).exitCode, 0);   // what it has is whole
    }

private Q_SLOTS:
    void whatOneDoesTheOtherSees()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QByteArray pem;
        for (int i = 0; i < 1200; ++i) // more than one command's worth
            pem += CertBuilder().subject("CN=k" + std::to_string(i)).build().pem().c_str();
        const CtlRun imported = house.ctl(one, {"import", "--json", house.home().write("bundle.pem", pem)});
        QVERIFY2(imported.exitCode == 0, imported.err);
        QCOMPARE(imported.json()["added"].toInt(), 1200);
        QCOMPARE(house.ctl(two, {"stats", "--json"}).json()["total"].toInt(), 1200);
        QCOMPARE(head(house, one), head(house, two));
        const CtlRun whole = house.ctl(two, {"journal", "verify", "--signatures", "--json"});
        QCOMPARE(whole.exitCode, 0);
        QCOMPARE(whole.json()["checkpoint"].toInt(), whole.json()["entries"].toInt());

        // The same tables, row for row, as the authority's.
        QCOMPARE(house.stop(), 0);
        const HomePaths state(house.state().toStdString()), paths(two.toStdString());
        const Result<SecureBytes> serverKey = openServerState(state, SecureBytes::copyOf("passphrase of the server"));
        const Result<UnlockedHome> home = unlockHome(paths, {}, ServerHouse::passphrase());
        VERIFY_OK(serverKey);
        VERIFY_OK(home);
        Result<Connection> there = Connection::open(state.database, *serverKey, Connection::Access::ReadWrite);
        Result<Connection> here = Connection::open(paths.database, home->databaseKey, Connection::Access::ReadWrite);
        VERIFY_OK(there);
        VERIFY_OK(here);
        QVERIFY(*projectionDigest(*there) == *projectionDigest(*here));
    }

    void aChangeIsSeenWithinASecond()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        const std::unique_ptr<House> author = house.open(one), reader = house.open(two);
        qint64 seen = -1;
        QElapsedTimer timer;
        const auto look = [&] {
            const Result<std::vector<Collection>> collections = reader->collections();
            if (collections && collections->size() == 1 && seen < 0)
                seen = timer.elapsed();
        };
        connect(reader.get(), &House::journalGrew, this, look);
        QTest::qWait(500); // both are following
        timer.start();
        VERIFY_OK(author->submit(CommandKind::SaveCollection, {{"id", "01890000-0000-7000-8000-000000000001"}, {"name", "a"}, {"query", "name:a"}}));
        QTRY_VERIFY_WITH_TIMEOUT(seen >= 0, 10'000);
        qInfo("seen after %lld ms", static_cast<long long>(seen));
        QVERIFY2(seen < 1000 + 2 * 500, "within a second, on a machine that does other things too");
        disconnect(reader.get(), nullptr, this, nullptr);
    }

    void anInterruptedFirstReplicationGoesOn()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        {
            const std::unique_ptr<House> author = house.open(one);
            std::vector<House::Order> orders;
            for (int i = 0; i < 600; ++i)
                orders.push_back({{{"id", "01890000-0000-7000-8000-000000000001"}, {"name", QString::number(i)}, {"query", "name:a"}}, {}});
            const auto answers = author->submitTogether(CommandKind::SaveCollection, std::move(orders));
            VERIFY_OK(answers);
            for (const Result<Receipt> &answer : *answers)
                VERIFY_OK(answer);
        }
        // Killed over and over; each time it stands where it had come to, never in between.
        for (int kill = 0; kill < 6; ++kill) {
            QProcess process;
            process.start(CtlHome::program(), {"sync", "--home", two, "--passphrase-file", house.home().passphraseFile()});
            process.waitForStarted();
            process.waitForFinished(150 + 120 * kill);
            process.kill();
            process.waitForFinished();
        }
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QVERIFY(head(house, two)["sequence"].toInt() > 600);
        QCOMPARE(head(house, two), head(house, one));
        QCOMPARE(house.ctl(two, {"journal", "verify", "--signatures"}).exitCode, 0);
    }

    void aServerThatForgetsIsNamed()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        keep(house);
        house.start();
        QCOMPARE(save(house, one, "a"), 0);
        QCOMPARE(save(house, one, "b"), 0);
        QCOMPARE(house.stop(), 0);
        setBack(house);
        house.start();
        isDistrusted(house, one, "tail-cut");
    }

    void aServerRightlySetBackIsFollowedAgain()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(save(house, one, "a"), 0);
        QCOMPARE(house.stop(), 0);
        keep(house);
        house.start();
        QCOMPARE(save(house, one, "b"), 0);
        QCOMPARE(house.stop(), 0);
        setBack(house);
        house.start();
        isDistrusted(house, one, "tail-cut");
        const QString code = house.home().write("again.code", house.code());
        const QStringList words{"enrol", "--server", house.url(), "--code-file", code, "--name", "desk1", "--json"};
        QCOMPARE(house.ctl(one, words).exitCode, 4); // a new code alone is no decision
        QVERIFY(QFile::exists(one + "/distrusted.json"));
        QVERIFY(house.ctl(one, {"enrol", "--server", "https://127.0.0.1:1", "--code-file", code, "--begin-anew"}).exitCode != 0);
        QVERIFY(QFile::exists(one + "/distrusted.json")); // where it cannot be done, nothing is
        const CtlRun begun = house.ctl(one, words + QStringList{"--begin-anew"});
        QVERIFY2(begun.exitCode == 0, begun.err + begun.out);
        const QString aside = begun.json()["setAside"].toString();
        QVERIFY2(aside.startsWith(one + ".distrusted-"), begun.out);

        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        const auto filters = [&](const QString &home) {
            QStringList names;
            for (const QJsonValue filter : QJsonDocument::fromJson(house.ctl(home, {"collection", "list", "--json"}).out).array())
                names += filter["name"].toString();
            names.sort();
            return names;
        };
        QCOMPARE(filters(one), QStringList({"a"}));
        QCOMPARE(save(house, one, "c"), 0); // with the same officer's key
        QCOMPARE(filters(one), QStringList({"a", "c"}));
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0);
        QCOMPARE(house.ctl(one, words + QStringList{"--begin-anew"}).exitCode, 2); // it trusts its server now

        // What it had is all there, and stays as it was.
        isDistrusted(house, aside, "tail-cut");
        QCOMPARE(filters(aside), QStringList({"a", "b"}));
    }

    void aServerThatTellsAnotherHistoryIsNamed()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(house.stop(), 0);
        keep(house);
        house.start();
        QCOMPARE(save(house, one, "a"), 0);
        QCOMPARE(house.stop(), 0);
        setBack(house);
        house.start(); // which the second console cannot know, and so it works on
        QCOMPARE(save(house, two, "b"), 0);
        QCOMPARE(save(house, two, "c"), 0);
        isDistrusted(house, one, "order-broken");
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
    }

    void aServerOfAnotherHouseIsNotSpokenTo()
    {
        ServerHouse house;
        house.start();
        const QString desk = house.console("desk1");
        QCOMPARE(house.stop(), 0);
        ServerHouse other;
        other.start();
        Result<ServerRecord> record = ServerRecord::read(desk.toStdString());
        VERIFY_OK(record);
        record->url = other.url().toStdString();
        VERIFY_OK(record->write(desk.toStdString()));
        const CtlRun refused = house.ctl(desk, {"sync", "--json"});
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.json()["error"].toObject()["code"].toString(), QStringLiteral("TlsFailed"));
        QVERIFY(!QFile::exists(desk + "/distrusted.json"));
    }
};

QTEST_GUILESS_MAIN(ReplicationTest)
#include "ReplicationTest.moc"
