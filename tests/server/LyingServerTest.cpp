// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/CanonicalJson.h"
#include "tests/support/LyingServer.h"
#include "tests/support/Verify.h"

#include <QFile>

using namespace hufu;
using namespace hufu::test;

namespace {

struct Deed {
    const char *name;
    void (*work)(Lie &);
    const char *kind; ///< as which it is named
};

const Deed deeds[] = {
    {"another outcome", [](Lie &lie) { lie.entry.outcome = R"({"a":1})"; }, "command-invalid"},
    {"an outcome changed and not hashed", [](Lie &lie) { lie.entry.outcome = R"({"a":1})"; lie.hashed = false; }, "entry-changed"},
    {"another subject", [](Lie &lie) { lie.entry.subject = "x"; }, "command-invalid"},
    {"another predecessor", [](Lie &lie) { lie.entry.previous = Sha256{1}; }, "order-broken"},
    {"a number left out", [](Lie &lie) { ++lie.entry.sequence; }, "entry-missing"},
    {"a stranger's command", [](Lie &lie) { lie.signByStranger(); }, "signer-not-registered"},
    {"the authority in an officer's place", [](Lie &lie) { lie.signAs(lie.authorityKey, lie.house.authorityCertificate, lie.another()); }, "signer-not-registered"},
    {"what the rules refuse",
     [](Lie &lie) {
         Command other = lie.another();
         other.kind = CommandKind::RemoveCollection;
         other.payload = {{"id", qstr(newUuid())}, {"name", "x"}};
         lie.entry.outcome = "{}";
         lie.sign(other);
     },
     "command-invalid"},
    {"a command that had lapsed",
     [](Lie &lie) {
         Command other = lie.another();
         other.expires = other.time + std::chrono::seconds(1);
         lie.sign(other);
         lie.entry.time += std::chrono::hours(1);
     },
     "command-invalid"},
    {"a time before the one before", [](Lie &lie) { lie.entry.time = lie.before.time - std::chrono::seconds(1); }, "time-went-back"},
    {"a checkpoint that another key signed", [](Lie &lie) { lie.checkpointKey = std::move(*PrivateKey::generate()); }, "checkpoint-forged"},
    {"a checkpoint over another entry", [](Lie &lie) { lie.checkpoint.hash = Sha256{1}; }, "checkpoint-elsewhere"},
    {"a checkpoint of another founding", [](Lie &lie) { lie.checkpoint.house = Sha256{1}; }, "checkpoint-forged"},
    {"a command on sight of another history",
     [](Lie &lie) {
         Command other = lie.another();
         other.basedOn = Basis{lie.before.sequence, Sha256{1}};
         lie.sign(other);
     },
     "forked"},
    {"the same, called refused",
     [](Lie &lie) {
         Command other = lie.another();
         other.basedOn = Basis{lie.before.sequence, Sha256{1}};
         lie.sign(other);
         lie.entry.kind = CommandKind::Refused;
         lie.entry.subject = other.kind;
         lie.entry.outcome = R"({"detail":"x","reason":"Conflict"})";
     },
     "forked"},
};

} // namespace

/// A server with all its keys in bad hands writes what is not true, hashes and checkpoints made anew: consoles name what it did, and follow it no more.
class LyingServerTest : public QObject {
    Q_OBJECT

    static int save(const ServerHouse &house, const QString &home, const char *name)
    {
        return house.ctl(home, {"collection", "save", QString::fromUtf8(name), "--where", "name:a"}).exitCode;
    }

private Q_SLOTS:
    void aLieIsNamed_data()
    {
        QTest::addColumn<int>("deed");
        for (int i = 0; i < int(std::size(deeds)); ++i)
            QTest::newRow(deeds[i].name) << i;
    }
    void aLieIsNamed()
    {
        QFETCH(const int, deed);
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(save(house, two, "a"), 0); // which the first does not know of yet
        tellLie(house, two, deeds[deed].work);
        if (QTest::currentTestFailed())
            return;
        const CtlRun named = house.ctl(one, {"sync", "--json"});
        QVERIFY2(named.exitCode == 4, named.out);
        const QJsonObject error = named.json()["error"].toObject();
        QVERIFY2(error["detail"].toString().contains(QStringLiteral(", %1: ").arg(QLatin1String(deeds[deed].kind))), named.out);
        QVERIFY(QFile::exists(error["subject"].toString())); // the evidence
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 4);      // for good
        QCOMPARE(save(house, one, "x"), 4);
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0); // what it has is whole
    }

    void theTruthIsTaken()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(save(house, two, "a"), 0); // which the first does not know of yet
        tellLie(house, two, [](Lie &truth) { truth.sign(truth.another()); }); // a genuine command, with hashes made anew as all the above
        const CtlRun taken = house.ctl(one, {"sync", "--json"});
        QVERIFY2(taken.exitCode == 0, taken.out);
    }

    void whatIsOfANewerReleaseIsNoLie()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(save(house, two, "a"), 0);
        QCOMPARE(save(house, two, "b"), 0);
        tellLie(house, two, [](Lie &truth) { truth.signUnknownKind(); });
        for (int sync = 0; sync < 2; ++sync) {
            const CtlRun stopped = house.ctl(one, {"sync", "--json"});
            QCOMPARE(stopped.exitCode, 1);
            const QJsonObject error = stopped.json()["error"].toObject();
            QVERIFY2(error["code"].toString() == QLatin1String("VersionTooNew"), stopped.out);
            QVERIFY2(error["detail"].toString().contains(QStringLiteral("x.y version 1")), stopped.out);
        }
        const CtlRun said = house.ctl(one, {"sync"});
        QVERIFY2(said.err.contains("This console is too old for its server") && said.err.contains("Update this program"), said.err);
        QVERIFY(!QFile::exists(one + "/distrusted.json"));
        QVERIFY(!QFile::exists(one + "/evidence"));
        const CtlRun filters = house.ctl(one, {"collection", "list", "--json"});
        QVERIFY2(filters.out.contains("\"a\"") && !filters.out.contains("\"b\""), filters.out); // what came before it is here
        QCOMPARE(house.ctl(one, {"journal", "verify", "--signatures"}).exitCode, 0);
    }
    void aStrangersUnknownKindIsALie()
    {
        ServerHouse house;
        house.start();
        const QString one = house.console("desk1"), two = house.console("desk2");
        QCOMPARE(house.ctl(one, {"sync"}).exitCode, 0);
        QCOMPARE(house.ctl(two, {"sync"}).exitCode, 0);
        QCOMPARE(save(house, two, "a"), 0);
        tellLie(house, two, [](Lie &lie) {
            lie.command.kind = "x.y";
            lie.signByStranger();
        });
        const CtlRun named = house.ctl(one, {"sync", "--json"});
        QVERIFY2(named.exitCode == 4 && named.out.contains("signer-not-registered"), named.out);
    }
};

QTEST_GUILESS_MAIN(LyingServerTest)
#include "LyingServerTest.moc"
