// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Server.h"
#include "tests/support/Verify.h"

#include <QJsonArray>

#include <atomic>
#include <thread>

using namespace hufu;
using namespace hufu::test;

/// A house is founded on a server by three administrators at consoles of their own.
class ServerFoundingTest : public QObject {
    Q_OBJECT

    struct Founder {
        const char *home, *officer, *role;
    };
    static constexpr Founder founders[] = {
        {"li", "李安全", "security-admin"}, {"wang", "王系统", "system-admin"}, {"zhao", "赵审计", "audit-admin"}};

    static int join(const ServerHouse &house, const Founder &founder, const char *officer = nullptr)
    {
        return house.ctl(house.home().path(founder.home), {"enrol", "--server", house.url(), "--code-file", house.home().path(QLatin1String(founder.role)),
                                                           "--name", founder.home, "--officer", officer ? officer : founder.officer})
            .exitCode;
    }
    static CtlRun show(const ServerHouse &house, const Founder &founder, const char *what = "show")
    {
        return house.ctl(house.home().path(founder.home), {"founding", what, "--json"});
    }

private Q_SLOTS:
    void threeFoundItTogether()
    {
        ServerHouse house(ServerHouse::New{});
        house.start();
        for (const Founder &founder : founders) {
            QCOMPARE(join(house, founder), 0);
            if (&founder == &founders[0]) {
                QCOMPARE(show(house, founder).json()["state"].toString(), QStringLiteral("gathering"));
                QCOMPARE(show(house, founder, "sign").exitCode, 7); // not before all have come
                QCOMPARE(join(house, {"thief", "贼", founder.role}), 7); // the code is used
            }
        }
        house.kill(); // what they have sent is kept
        house.start();
        const QJsonObject stand = show(house, founders[0]).json();
        QCOMPARE(stand["state"].toString(), QStringLiteral("signing"));
        QCOMPARE(stand["house"].toString(), QStringLiteral("第一医院"));
        for (int i = 0; i < 3; ++i) {
            const QJsonObject seat = stand["seats"].toArray()[i].toObject();
            QCOMPARE(seat["role"].toString(), QString(founders[i].role));
            QCOMPARE(seat["name"].toString(), QString(founders[i].officer));
        }
        QCOMPARE(show(house, founders[0], "sign").exitCode, 6);
        QCOMPARE(show(house, founders[0], "sign").exitCode, 7); // once
        QCOMPARE(show(house, founders[1], "sign").exitCode, 6);
        const CtlRun last = show(house, founders[2], "sign");
        QVERIFY2(last.exitCode == 0, last.err + last.out);
        QCOMPARE(last.json()["state"].toString(), QStringLiteral("founded"));
        QCOMPARE(show(house, founders[0]).exitCode, 0);
        for (const Founder &founder : founders) {
            const QString home = house.home().path(founder.home);
            const CtlRun level = house.ctl(home, {"sync"});
            QVERIFY2(level.exitCode == 0, level.err);
            const CtlRun verified = house.ctl(home, {"journal", "verify", "--signatures"});
            QVERIFY2(verified.exitCode == 0, verified.err + verified.out);
            const QJsonArray people = QJsonDocument::fromJson(house.ctl(home, {"person", "list", "--json"}).out).array();
            QCOMPARE(people.size(), 3);
            QCOMPARE(QJsonDocument::fromJson(house.ctl(home, {"workstation", "list", "--json"}).out).array().size(), 3);
        }
        // It is a house like any other: what one does the others see.
        QCOMPARE(house.ctl(house.home().path("li"), {"collection", "save", "a", "--where", "name:a"}).exitCode, 0);
        QVERIFY(house.ctl(house.home().path("zhao"), {"collection", "list"}).out.contains("name:a"));
        QCOMPARE(house.stop(), 0);
        QCOMPARE(ServerHouse::run({"check", "--config", house.config()}).exitCode, 0);
    }

    void aHouseThatIsStillToBeFoundedIsNoTrouble()
    {
        ServerHouse house(ServerHouse::New{});
        house.start();
        QTest::qWait(1000); // its upkeep began before it listened
        QCOMPARE(house.stop(), 0);
        QVERIFY2(!house.log().contains("\"error\"") && !house.log().contains("trouble"), house.log());
    }

    void twoSignAtTheSameMoment()
    {
        ServerHouse house(ServerHouse::New{});
        house.start();
        for (const Founder &founder : founders)
            QCOMPARE(join(house, founder), 0);
        std::vector<std::jthread> desks;
        std::atomic<int> founded = 0;
        for (const Founder &founder : founders)
            desks.emplace_back([&] { founded += show(house, founder, "sign").exitCode == 0; });
        desks.clear();
        QVERIFY(founded >= 1);
        QCOMPARE(house.ctl(house.home().path("li"), {"sync"}).exitCode, 0);
    }

    void twoOfOneNameAreRefused()
    {
        ServerHouse house(ServerHouse::New{});
        house.start();
        QCOMPARE(join(house, founders[0]), 0);
        QCOMPARE(join(house, founders[1], founders[0].officer), 7);
    }
};

QTEST_GUILESS_MAIN(ServerFoundingTest)
#include "ServerFoundingTest.moc"
